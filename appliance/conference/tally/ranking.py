"""What rankings come to: the order by one rule, how each item was placed, and who agrees with whom.

The rules themselves stand in ranked.py and schulze.py, the agreement in agreement.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .agreement import Agreement, kendalls_w, reading
from .comparison import Rule
from .pairs import Order, Pairs, pairs
from .places import Placed
from .ranked import borda, copeland, plurality
from .schulze import schulze

RULES: Final[Mapping[Rule, Callable[[Pairs], tuple[Placed, ...]]]] = {
    Rule.BORDA: borda,
    Rule.COPELAND: copeland,
    Rule.SCHULZE: schulze,
}
"""The rules by which rankings can be decided."""


@dataclass(frozen=True, slots=True)
class RankedItem:
    """An item and its place by the rule, 1 first; None, as all its numbers, without a ballot.

    `points`: what the rule gives it. `of_most`: the same from 0 to 1, of the most that it can give;
    None where there is nothing to be compared with. `mean_place`: its mean place on the ballots,
    where what a ballot does not rank shares the mean of the places that are left. `firsts`: how
    many ballots have it first. `voters`: how many ballots rank it.
    """

    item: str
    place: int | None
    is_shared: bool
    points: float | None
    of_most: float | None
    mean_place: float | None
    firsts: float
    voters: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The items in the order of their places, and Kendall's W with what it is called."""

    items: tuple[RankedItem, ...]
    n: int
    w: float | None
    agreement: Agreement | None


def ranking(items: Sequence[str], ballots: Iterable[Order], rule: Rule) -> Ranking:
    """The ballots under this rule, one of RULES; those that rank nothing abstain."""
    given = list(ballots)
    found = pairs(items, given)
    firsts = {one.item: one.score or 0.0 for one in plurality(found)}
    points = {one.item: one.score for one in borda(found)}
    ranked = [item for ballot in given for group in ballot for item in group]
    voters = dict.fromkeys(items, 0)
    for item in ranked:
        if item in voters:
            voters[item] += 1
    w = kendalls_w(found)
    return Ranking(
        items=tuple(
            RankedItem(
                item=one.item,
                place=one.place,
                is_shared=one.is_shared,
                points=one.score,
                of_most=_of_most(found, rule, one.score),
                mean_place=_mean_place(found, points[one.item]),
                firsts=firsts[one.item],
                voters=voters[one.item],
            )
            for one in RULES[rule](found)
        ),
        n=found.n,
        w=w,
        agreement=reading(w),
    )


def _of_most(found: Pairs, rule: Rule, points: float | None) -> float | None:
    """Borda gives a point for each other item on each ballot, the others one for each item."""
    most = (len(found.items) - 1) * (found.n if rule is Rule.BORDA else 1)
    return points / most if points is not None and most else None


def _mean_place(found: Pairs, points: float | None) -> float | None:
    """Borda's points are how many others stand below, so what is left of them stands above."""
    return None if points is None else len(found.items) - points / found.n
