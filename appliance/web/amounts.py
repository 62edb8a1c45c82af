"""Amounts as people write them: € 1.000 and 300 punten, or €1,000 and 300 points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any, Final
from unicodedata import category

from appliance.conference.activities import budget
from appliance.conference.records import Activity
from appliance.conference.tally.merging import merged_sums

from .language import language
from .speech import number, say

_FIXED: Final = "\u00a0"
"""An amount stays on one line."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a step, in words in the language of the page."""

    terms: budget.Terms

    @property
    def is_sign_first(self) -> bool:
        """Whether the unit is a sign, such as €."""
        unit = say(self.terms.unit)
        return len(unit) == 1 and category(unit) == "Sc"

    def told(self, n: float) -> str:
        """An amount: a sign stands before it, any other unit after it."""
        unit = say(self.terms.unit)
        if self.is_sign_first:
            return f"{unit}{_FIXED if language() == 'nl' else ''}{number(n)}"
        return f"{number(n)}{_FIXED}{unit}" if unit else number(n)

    @property
    def step(self) -> str:
        """The step, without a unit that is a word: in steps of 1."""
        return self.told(self.terms.step) if self.is_sign_first else number(self.terms.step)

    def average(self, n: float | None) -> str:
        """A mean or median, rounded; a dash where there is none.

        Halves go up, as they do in the browser (static/js/voting/amounts.js).
        """
        if n is None:
            return "–"
        scale = 10**self.terms.decimals
        return self.told(floor(n * scale + 0.5) / scale)


def amounts(settings: Mapping[str, Any]) -> Amounts:
    """The amounts of a step with these settings."""
    return Amounts(budget.terms(settings))


def amounts_of(activity: Activity) -> Amounts | None:
    """The amounts of a step in which an amount is divided; None for any other."""
    return amounts(activity.settings) if activity.kind == budget.KIND.name else None


def given(values: Mapping[str, int], items: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What a ballot gives to the items of a list now: what was merged goes along."""
    merged = {item["id"]: item["into"] for item in items if item.get("into")}
    return merged_sums(values, merged)
