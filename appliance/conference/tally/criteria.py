"""Items rated on one or more criteria with weights: each criterion, and one score for the whole.

The weighted sum model: Fishburn, "Additive Utilities with Incomplete Product Sets", Operations
Research 15 (1967); Triantaphyllou, "Multi-Criteria Decision Making Methods" (2000), chapter 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from .places import placed
from .scale import DISSENT, Ratings, Scale, ratings

RatingBallot = Mapping[str, Mapping[str, float | None]]
"""Item to criterion to value; None abstains, what is missing is not counted at all."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What items are rated on. `is_reversed`: little is good, as with cost."""

    id: str
    scale: Scale
    weight: float = 1
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class Rated:
    """An item: its ratings in the order of the criteria, and its score from 0 to 1.

    `dissent` is that of the criterion that divides most.
    """

    item: str
    by_criterion: tuple[Ratings, ...]
    score: float | None
    place: int | None
    is_shared: bool
    dissent: float | None
    is_divided: bool


def rated(
    items: Sequence[str],
    criteria: Sequence[Criterion],
    ballots: Iterable[RatingBallot],
    dissent_from: float = DISSENT,
) -> tuple[Rated, ...]:
    """The items by score, highest first.

    The score is the mean on each criterion, from 0 (worst end of its scale) to 1, weighted;
    weights count by their share of all weights. An item that nobody rated on a criterion that
    weighs has no score and no place: without the gap it would be measured by less than others.
    Items on ballots that are no longer among `items` are not counted. Raises ValueError for
    weights that are negative or all zero.
    """
    weights = shares(criteria)
    given = list(ballots)
    found = {
        item: tuple(ratings(c.scale, _given(given, item, c.id), dissent_from) for c in criteria)
        for item in items
    }
    scores = {item: _score(criteria, weights, told) for item, told in found.items()}
    return tuple(
        Rated(
            item=one.item,
            by_criterion=found[one.item],
            score=one.score,
            place=one.place,
            is_shared=one.is_shared,
            dissent=_most(found[one.item]),
            is_divided=any(told.is_divided for told in found[one.item]),
        )
        for one in placed(items, scores)
    )


def shares(criteria: Sequence[Criterion]) -> tuple[float, ...]:
    """What each criterion weighs, together 1; raises ValueError where that says nothing."""
    weights = [criterion.weight for criterion in criteria]
    total = fsum(weights)
    if not all(isfinite(weight) and weight >= 0 for weight in weights) or total <= 0:
        raise ValueError("weights are not negative, and at least one is more than nothing")
    return tuple(weight / total for weight in weights)


def _given(ballots: Iterable[RatingBallot], item: str, criterion: str) -> list[float | None]:
    return [
        values[criterion]
        for ballot in ballots
        if (values := ballot.get(item)) and criterion in values
    ]


def _score(
    criteria: Sequence[Criterion], weights: Sequence[float], told: Sequence[Ratings]
) -> float | None:
    parts = []
    for criterion, weight, one in zip(criteria, weights, told, strict=True):
        if weight == 0:
            continue
        if one.mean is None:
            return None
        share = (one.mean - criterion.scale.low) / criterion.scale.length
        parts.append(weight * (1 - share if criterion.is_reversed else share))
    return fsum(parts)


def _most(told: Iterable[Ratings]) -> float | None:
    known = [one.dissent for one in told if one.dissent is not None]
    return max(known, default=None)
