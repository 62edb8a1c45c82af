"""Dots: how many each item has, and from how many people.

Cumulative voting: every voter divides the same number of points. The rank is that of standard
competition ("1224"): equal dots share a place, and the places after it stay open.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any


def dots_of(items: Sequence[str], ballots: Sequence[Mapping[str, int]]) -> list[dict[str, Any]]:
    """Per item, the one with most dots first; equals in the order of `items`."""
    dots: Counter[str] = Counter()
    voters: Counter[str] = Counter()
    for ballot in ballots:
        dots.update(ballot)
        voters.update(ballot.keys())
    ordered = sorted(items, key=lambda id: -dots[id])
    of_each = Counter(dots[id] for id in items)
    return [
        {
            "id": id,
            "dots": dots[id],
            "voters": voters[id],
            "rank": 1 + sum(n for points, n in of_each.items() if points > dots[id]),
            "is_shared": of_each[dots[id]] > 1,
        }
        for id in ordered
    ]
