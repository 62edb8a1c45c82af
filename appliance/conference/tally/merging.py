"""What becomes of votes when items are merged while people vote.

Who supported one of the merged items supports the whole, once: dots and amounts add up, a choice
stays one choice, in a ranking the best place holds. What is removed needs nothing: the tallies do
not count what is no item (any more).
"""

from collections.abc import Mapping
from typing import TypeVar

from .pairs import Order

Number = TypeVar("Number", int, float)

Merged = Mapping[str, str]
"""From what was merged to what it became, which may have been merged again."""


def became(item: str, merged: Merged) -> str:
    """What an item is called now; raises ValueError where merging goes round in a circle."""
    seen = {item}
    while item in merged:
        item = merged[item]
        if item in seen:
            raise ValueError(f"{item} was merged into itself")
        seen.add(item)
    return item


def merged_sums(ballot: Mapping[str, Number], merged: Merged) -> dict[str, Number]:
    """Dots or amounts after merging: added up, so that nobody has fewer or more than before."""
    found: dict[str, Number] = {}
    for item, n in ballot.items():
        now = became(item, merged)
        found[now] = found[now] + n if now in found else n
    return found


def merged_order(ballot: Order, merged: Merged) -> tuple[tuple[str, ...], ...]:
    """A ranking after merging: the best place of what was merged; the places below close up."""
    seen: set[str] = set()
    groups = []
    for group in ballot:
        now = dict.fromkeys(became(item, merged) for item in group)
        groups.append(tuple(item for item in now if item not in seen))
        seen.update(now)
    return tuple(group for group in groups if group)
