"""How far people agree on an order: Kendall's W, the coefficient of concordance."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import fsum
from typing import Final

from .pairs import Order, order_by_position


class Agreement(StrEnum):
    """How W is read: Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical
    Techniques", Decision Sciences 28 (1997), table 2."""

    VERY_WEAK = "very_weak"
    WEAK = "weak"
    MODERATE = "moderate"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


_FROM: Final = (
    (0.9, Agreement.VERY_STRONG),
    (0.7, Agreement.STRONG),
    (0.5, Agreement.MODERATE),
    (0.3, Agreement.WEAK),
)


def kendalls_w(items: Sequence[str], ballots: Iterable[Order]) -> float | None:
    """From 0 (no agreement) to 1 (all the same order), with the correction for ties.

    W = 12 S / (m² (n³ - n) - m ΣT), where S is the sum of the squared deviations of the items'
    rank totals from their mean, and T of a ballot the sum of t³ - t over its groups of t that are
    alike: Kendall & Gibbons, "Rank Correlation Methods" (1990), chapter 6. Items that are alike
    share the mean of their places, and so does what a partial ballot does not rank; ballots that
    rank nothing abstain. None with fewer than two items or ballots, and where every ballot finds
    all items alike.
    """
    at = {item: n for n, item in enumerate(items)}
    orders = [found for ballot in ballots if (found := order_by_position(at, ballot))]
    n, m = len(items), len(orders)
    if n < 2 or m < 2:
        return None
    totals = [0.0] * n
    ties = sum(_add_ranks(totals, _with_the_rest(n, found)) for found in orders)
    above = m * m * (n**3 - n) - m * ties
    mean = m * (n + 1) / 2
    s = fsum((total - mean) ** 2 for total in totals)
    return min(1.0, 12 * s / above) if above else None


def reading(w: float | None) -> Agreement | None:
    """What such a W is called; the bands begin at .3, .5, .7 and .9."""
    if w is None:
        return None
    return next((name for least, name in _FROM if w >= least), Agreement.VERY_WEAK)


def _with_the_rest(n: int, groups: list[list[int]]) -> list[list[int]]:
    ranked = {item for group in groups for item in group}
    rest = [item for item in range(n) if item not in ranked]
    return [*groups, rest] if rest else groups


def _add_ranks(totals: list[float], groups: Iterable[Sequence[int]]) -> int:
    """Add a ballot's places to the totals; how much its ties weigh."""
    before = ties = 0
    for group in groups:
        size = len(group)
        place = before + (size + 1) / 2
        for item in group:
            totals[item] += place
        before += size
        ties += size**3 - size
    return ties
