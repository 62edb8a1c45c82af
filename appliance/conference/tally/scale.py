"""What a room thinks of one item on a numeric scale, and how far it is from agreeing.

Who abstains is counted apart and never as a zero. What is not defined is None and never NaN.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt
from typing import Final

from .places import DECIMALS

DISSENT: Final = 0.30
"""From here on a room is divided: the default that meeting support systems are known for, though
their divisors may differ (MeetingSphere, "dissent flag")."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`, in steps of `step` or anything between where that is None.

    Yes and no are 1 and 0. Raises ValueError where the scale is empty or not whole steps long.
    """

    low: float
    high: float
    step: float | None = 1

    def __post_init__(self) -> None:
        if not (isfinite(self.low) and isfinite(self.high) and self.low < self.high):
            raise ValueError("a scale goes from a low to a higher number")
        if self.step is None:
            return
        if not 0 < self.step <= self.high - self.low or not _is_whole(self.length / self.step):
            raise ValueError("a scale is whole steps long")

    @property
    def length(self) -> float:
        """From end to end."""
        return self.high - self.low

    def values(self) -> tuple[float, ...]:
        """Every value that can be chosen, lowest first; empty where anything between can."""
        if self.step is None:
            return ()
        return tuple(self._at(at) for at in range(round(self.length / self.step) + 1))

    def value(self, given: float) -> float:
        """The value of the scale that was meant; raises ValueError where there is none."""
        if not self.low <= given <= self.high:
            raise ValueError(f"{given} is not on the scale from {self.low} to {self.high}")
        if self.step is None:
            return given
        at = (given - self.low) / self.step
        if not _is_whole(at):
            raise ValueError(f"{given} is between the steps of {self.step}")
        return self._at(round(at))

    def _at(self, at: int) -> float:
        step = self.step or 0
        return round(self.low + at * step, DECIMALS)


@dataclass(frozen=True, slots=True)
class Ratings:
    """One item's ratings; all numbers are None where nobody rated, `dissent` where only one did.

    `sd` is that of the population: these are all who voted, not a sample of them. `dissent` is
    `sd` as a part (0 to 1) of the largest that so many voters can bring about on this scale.
    `distribution` counts every value of a stepped scale, else the values that were given.
    """

    n: int
    n_abstained: int
    mean: float | None = None
    median: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None
    sd: float | None = None
    dissent: float | None = None
    is_divided: bool = False
    distribution: tuple[tuple[float, int], ...] = ()


def ratings(scale: Scale, given: Iterable[float | None], dissent_from: float = DISSENT) -> Ratings:
    """Count the ratings of one item; None abstains.

    Raises ValueError for a value that is not on the scale: the rules of the activity have refused
    it before.
    """
    told = Counter(given)
    n_abstained = told[None]
    counts: Counter[float] = Counter()
    for value, times in told.items():
        if value is not None:
            counts[scale.value(value)] += times
    ordered = sorted(counts.elements())
    shown = tuple((value, counts[value]) for value in scale.values() or sorted(counts))
    if not ordered:
        return Ratings(0, n_abstained, distribution=shown)
    mean, sd = _mean_and_sd(counts)
    dissent = _dissent(sd, scale.length, len(ordered))
    return Ratings(
        n=len(ordered),
        n_abstained=n_abstained,
        mean=mean,
        median=quantile(ordered, 0.5),
        lower_quartile=quantile(ordered, 0.25),
        upper_quartile=quantile(ordered, 0.75),
        sd=sd,
        dissent=dissent,
        is_divided=dissent is not None and round(dissent, DECIMALS) >= dissent_from,
        distribution=shown,
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie; `ordered` is rising and not empty.

    Between two values it is on the straight line: type 7 of Hyndman & Fan, "Sample Quantiles in
    Statistical Packages", The American Statistician 50 (1996), as spreadsheets have it.
    """
    at = share * (len(ordered) - 1)
    below = int(at)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return low + (high - low) * (at - below)


def largest_sd(length: float, n: int) -> float:
    """The standard deviation of `n` voters half of whom stand at each end of a scale this long.

    Popoviciu, Mathematica (Cluj) 9 (1935) has the bound length / 2; an odd voter cannot be halved:
    Shiffler & Harsha, "Upper and Lower Bounds for the Sample Standard Deviation", Teaching
    Statistics 2 (1980).
    """
    return length * sqrt((n // 2) * (n - n // 2)) / n if n else 0.0


def _dissent(sd: float, length: float, n: int) -> float | None:
    # Rounding must not make a room more divided than it can be.
    return min(1.0, sd / largest_sd(length, n)) if n > 1 else None


def _mean_and_sd(counts: Counter[float]) -> tuple[float, float]:
    """fsum rounds once, so the order of the ballots makes no difference in the last bit."""
    n = counts.total()
    if len(counts) == 1:
        return next(iter(counts)), 0.0
    mean = fsum(value * times for value, times in counts.items()) / n
    return mean, sqrt(fsum(times * (value - mean) ** 2 for value, times in counts.items()) / n)


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 10**-DECIMALS
