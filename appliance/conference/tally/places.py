"""Places as in sports: what scores alike shares a place and the places after it stay empty (1224).

No tie is ever broken by lot or by an id: alike is shown as alike, in the order of the items.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

DECIMALS: Final = 9
"""Scores that are equal to so many decimals are alike: sums of fractions differ in the last bits
by the order in which they were added."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item, its score and its place, 1 first; both None where nobody judged the item.

    `is_shared`: at least one other stands on the same place.
    """

    item: str
    score: float | None
    place: int | None
    is_shared: bool = False


def placed(items: Sequence[str], scores: Mapping[str, float | None]) -> tuple[Placed, ...]:
    """The items by score, highest first; alike in the order given; those without a score last."""
    keys = {item: round(score, DECIMALS) for item, score in _scored(items, scores)}
    found: list[Placed] = []
    ordered = sorted(keys, key=lambda item: -keys[item])
    alike = Counter(keys.values())
    for at, item in enumerate(ordered, 1):
        is_tie = bool(found) and keys[ordered[at - 2]] == keys[item]
        place = found[-1].place if is_tie else at
        found.append(Placed(item, scores[item], place, alike[keys[item]] > 1))
    return (*found, *(Placed(item, None, None) for item in items if item not in keys))


def leaders(standing: Sequence[Placed]) -> tuple[str, ...]:
    """Who stands on the first place: several where it is shared, none where nothing has a score."""
    return tuple(one.item for one in standing if one.place == 1)


def _scored(items: Sequence[str], scores: Mapping[str, float | None]) -> list[tuple[str, float]]:
    pairs = ((item, scores.get(item)) for item in items)
    return [(item, score) for item, score in pairs if score is not None]
