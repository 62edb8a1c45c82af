"""Dots: everybody has as many and divides them over the items, stacked or not.

Cumulative voting: Glasser, "Game Theory and Cumulative Voting for Corporate Directors", Management
Science 5 (1959). How many dots a person has is a rule of the activity, not of the count.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .places import placed

DotBallot = Mapping[str, int]
"""Item to dots; what is missing got none."""


@dataclass(frozen=True, slots=True)
class Dotted:
    """An item with its dots, how many people gave any, and its share (0 to 1) of all dots.

    Without a single ballot there are no places, and without a dot no shares: None.
    """

    item: str
    dots: int
    people: int
    share: float | None
    place: int | None
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """`n` ballots that gave `dots` in all; `effective_items`: see `effective_items`."""

    n: int
    dots: int
    items: tuple[Dotted, ...]
    effective_items: float | None


def dots(items: Sequence[str], ballots: Iterable[DotBallot]) -> Dots:
    """Add the dots up: most first; items with as many share a place, however many people gave them.

    Dots on what is not among `items` (any more) are not counted. Raises ValueError for dots that
    are not whole or fewer than none.
    """
    given = list(ballots)
    totals, people = _counted(given)
    every = sum(totals[item] for item in items)
    standing = placed(items, {item: totals[item] for item in items} if given else {})
    found = (
        Dotted(
            item=one.item,
            dots=totals[one.item],
            people=people[one.item],
            share=totals[one.item] / every if every else None,
            place=one.place,
            is_shared=one.is_shared,
        )
        for one in standing
    )
    spread = effective_items([totals[item] for item in items])
    return Dots(n=len(given), dots=every, items=tuple(found), effective_items=spread)


def effective_items(totals: Iterable[float]) -> float | None:
    """Over how many items the dots are spread: 1 where one has all, n where n have as many each.

    Laakso & Taagepera, "'Effective' Number of Parties", Comparative Political Studies 12 (1979).
    None where there are no dots.
    """
    counted = list(totals)
    every = sum(counted)
    return every**2 / sum(n**2 for n in counted) if every else None


def _counted(ballots: Iterable[DotBallot]) -> tuple[Counter[str], Counter[str]]:
    totals: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for ballot in ballots:
        for item, n in ballot.items():
            if type(n) is not int or n < 0:
                raise ValueError(f"{n} is not a number of dots")
            totals[item] += n
            people[item] += n > 0
    return totals, people
