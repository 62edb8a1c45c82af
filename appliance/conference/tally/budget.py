"""An amount that everybody divides over the items: what the room would give to each.

The mean is the usual answer, but one person who gives all to one item moves it; the median does
not move, but medians do not add up to the amount: Freeman, Pennock, Peters & Wortman Vaughan,
"Truthful Aggregation of Budget Proposals", Journal of Economic Theory 193 (2021). So both are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from .places import DECIMALS, placed
from .scale import DISSENT, Ratings, Scale, ratings

BudgetBallot = Mapping[str, float]
"""Item to amount; what is missing got nothing."""


@dataclass(frozen=True, slots=True)
class Allocated:
    """What an item gets: `amounts.mean` and `amounts.median`, place by the mean.

    `people` is how many gave it anything.
    `rescaled_median` is the median as a part of all medians, of what is spent on average: so both
    columns add up to the same. It is None where every median is 0.
    """

    item: str
    amounts: Ratings
    people: int
    rescaled_median: float | None
    place: int | None
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """`n` people divided `amount` each and spent `mean_spent` of it; None where nobody did."""

    n: int
    amount: float
    mean_spent: float | None
    items: tuple[Allocated, ...]


def budget(
    items: Sequence[str],
    amount: float,
    ballots: Iterable[BudgetBallot],
    dissent_from: float = DISSENT,
) -> Budget:
    """The items by what they get on average, most first.

    What was given to an item that is not among `items` (any more) is not spent. Raises ValueError
    where somebody spends more than `amount`, or less than nothing on an item.
    """
    given = list(ballots)
    for ballot in given:
        if fsum(ballot.values()) > amount + 10**-DECIMALS:
            raise ValueError("a ballot spends more than there is")
    scale = Scale(0, amount, None)
    found = {
        item: ratings(scale, [ballot.get(item, 0) for ballot in given], dissent_from)
        for item in items
    }
    spent = fsum(one.mean or 0 for one in found.values())
    medians = fsum(one.median or 0 for one in found.values())
    return Budget(
        n=len(given),
        amount=amount,
        mean_spent=spent if given else None,
        items=tuple(
            Allocated(
                item=one.item,
                amounts=found[one.item],
                people=sum(n for value, n in found[one.item].distribution if value),
                rescaled_median=_rescaled(found[one.item], spent, medians),
                place=one.place,
                is_shared=one.is_shared,
            )
            for one in placed(items, {item: one.mean for item, one in found.items()})
        ),
    )


def _rescaled(one: Ratings, spent: float, medians: float) -> float | None:
    return one.median * spent / medians if one.median is not None and medians else None
