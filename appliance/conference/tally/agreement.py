"""How far people agree on an order: Kendall's W, the coefficient of concordance."""

from enum import StrEnum
from typing import Final

from .pairs import Pairs


class Agreement(StrEnum):
    """How W is read: Schmidt, "Managing Delphi Surveys Using Nonparametric Statistical
    Techniques", Decision Sciences 28 (1997)."""

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


def kendalls_w(found: Pairs) -> float | None:
    """From 0 (no agreement) to 1 (all the same order), with the correction for ties.

    W = 12 S / (m² (n³ - n) - m ΣT), where S is the sum of the squared deviations of the items'
    rank totals from their mean, and T of a ballot the sum of t³ - t over its groups of t that are
    alike: Kendall & Gibbons, "Rank Correlation Methods" (1990), chapter 6. Items that are alike
    share the mean of their places, and so does what a partial ballot does not rank; ballots that
    rank nothing abstain. None with fewer than two items or ballots, and where every ballot finds
    all items alike.
    """
    n, m = len(found.items), found.n
    most = m * m * (n**3 - n) - m * found.ties
    if n < 2 or m < 2 or most == 0:
        return None
    # A place is 1 and how many stand above, and a half of those alike: so how far a total is from
    # the mean is half of by how much more often the others stand above an item than below it.
    below = map(sum, found.above)
    above = map(sum, zip(*found.above, strict=True))
    twice = (losses - wins for losses, wins in zip(above, below, strict=True))
    return 3 * sum(deviation**2 for deviation in twice) / most


def reading(w: float | None) -> Agreement | None:
    """What such a W is called; the bands begin at .3, .5, .7 and .9."""
    if w is None:
        return None
    return next((name for least, name in _FROM if w >= least), Agreement.VERY_WEAK)
