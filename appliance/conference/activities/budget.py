"""Budget: everybody divides an amount over the items, and need not give away all of it.

A ballot's values are {item: amount}, whole and in steps. Who gives nothing to anything that is on
the list has no vote: they count neither among the votes nor in an average.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.records import Activity, Item, Text
from appliance.conference.refusal import Refused
from appliance.conference.tally.budget import Allocated, budget
from appliance.conference.tally.comparison import Comparison, compare_budgets
from appliance.conference.tally.merging import merged_sums

from .kind import Kind, Setting, Values, Vote
from .listing import VOTE_SETTINGS, list_flaw

AMOUNT_MOST: Final = 999_999_999
UNIT_MOST: Final = 20

_AMOUNT: Final = 1_000
_STEP: Final = 50
_UNIT: Final = "€"

_WHOLE_FROM: Final = 100
"""Averages of so much are told in whole units: nobody decides by a tenth of a euro in a hundred."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What everybody divides: an amount, in steps, of a unit ("" for a bare number)."""

    amount: int
    step: int
    unit: Text

    @property
    def decimals(self) -> int:
        """With how many decimals an average is told."""
        return 0 if self.amount >= _WHOLE_FROM else 1


def terms(settings: Mapping[str, Any]) -> Terms:
    """The terms that are set. A step that is larger than the amount is all of it."""
    amount = settings.get("amount", _AMOUNT)
    return Terms(
        amount=amount,
        step=min(amount, settings.get("step", _STEP)),
        unit=settings.get("unit", _UNIT),
    )


def checked(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """The amounts, without items that get none. Raises Refused for more than there is."""
    if not values.keys() <= {item.id for item in items}:
        raise Refused("unknown_item")
    its = terms(activity.settings)
    if not all(_is_amount(n) and n % its.step == 0 for n in values.values()):
        raise Refused("budget_step", most=its.amount, step=its.step)
    spent = sum(values.values())
    if spent > its.amount:
        over = spent - its.amount
        raise Refused("budget_overspent", n=spent, most=its.amount, over=over)
    return {id: n for id, n in values.items() if n}


def counted(activity: Activity, items: Sequence[Item], values: Values) -> Values:
    """What was given to an item that was merged goes along and adds up; what was given to one that
    was withdrawn is not spent."""
    merged = {item.id: item.into for item in items if item.into}
    live = {item.id for item in items if not (item.is_withdrawn or item.into)}
    given: dict[str, int] = merged_sums(values, merged)
    return {id: n for id, n in given.items() if n and id in live}


def results(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> dict[str, Any]:
    """Per item the mean and median amount, None where nobody voted, and from how many people.

    "spent" is what a voter gave in all, on average; "decimals" with how many means are told.
    """
    its = terms(activity.settings)
    found = budget([item.id for item in items], its.amount, ballots)
    return {
        "amount": its.amount,
        "spent": found.mean_spent,
        "decimals": its.decimals,
        "items": [_row(one) for one in found.items],
    }


def is_done(activity: Activity, items: Sequence[Item], values: Values) -> bool:
    """Whether less is left than one step."""
    its = terms(activity.settings)
    left: int = its.amount - sum(values.values())
    return left < its.step


def compared(activity: Activity, items: Sequence[Item], ballots: Sequence[Values]) -> Comparison:
    """Mean beside median beside how many people gave anything."""
    amount = terms(activity.settings).amount
    return compare_budgets([item.id for item in items], amount, ballots)


def _is_amount(given: Any) -> bool:
    return type(given) is int and 0 <= given <= AMOUNT_MOST


def _row(one: Allocated) -> dict[str, Any]:
    return {
        "id": one.item,
        "mean": one.amounts.mean,
        "median": one.amounts.median,
        "voters": one.people,
        "rank": one.place,
        "is_shared": one.is_shared,
    }


def _flaw(settings: Mapping[str, Any]) -> str:
    unit = settings.get("unit", "")
    told = unit.values() if isinstance(unit, Mapping) else [unit]
    return "unit" if any(len(text) > UNIT_MOST for text in told) else list_flaw(settings)


KIND: Final = Kind(
    name="budget",
    label={"nl": "Bedrag verdelen", "en": "Divide a budget"},
    settings=(
        Setting(
            name="amount",
            default=_AMOUNT,
            label={"nl": "Bedrag per persoon", "en": "Amount per person"},
            least=1,
            most=AMOUNT_MOST,
        ),
        Setting(
            name="step",
            default=_STEP,
            label={"nl": "In stappen van", "en": "In steps of"},
            least=1,
            most=AMOUNT_MOST,
        ),
        Setting(
            name="unit",
            default=_UNIT,
            label={"nl": "Eenheid, zoals € of punten", "en": "Unit, such as € or points"},
            is_text=True,
        ),
        *VOTE_SETTINGS,
    ),
    takes_list=True,
    vote=Vote(
        checked=checked, counted=counted, results=results, is_done=is_done, compared=compared
    ),
    flaw=_flaw,
)
