"""What a vote came to and what a ballot says, as rows of a table: whichever kind of vote it is.

The figures are those of its kind's results (law 7); here they only get their words and places.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .activities import budget
from .records import Activity, Ballot, Item, Text

FIGURES: Final[Mapping[str, str]] = {
    "dots": "Dots",
    "score": "Score",
    "points": "Points",
    "won": "Won one to one",
    "unbeaten": "Not beaten by",
    "mean_place": "Average place",
    "firsts": "In first place",
    "amount": "Amount",
    "n": "Votes",
    "mean": "Average",
    "median": "Median",
    "sd": "Spread",
    "dissent": "Division",
    "voters": "Voters",
    "share": "Share",
}
"""The figures of a row that people read, in the order of their columns; others are for programs."""

SHARES: Final = frozenset({"share", "dissent"})
"""These are from 0 to 1 and are shown as percentages."""

AVERAGES: Final = frozenset({"mean", "median"})
"""Where an amount is divided, these are amounts."""

TELLING: Final = ("share", "of_most", "mean", "score", "n")
"""The first of these in a row is what groups are compared by; most do not depend on their size."""

PARTS: Final = SHARES | {"of_most"}
"""These, where groups are compared, are from 0 to 1. `of_most`: the points of an order, as a part
of all that there are for one item."""


@dataclass(frozen=True, slots=True)
class Column:
    """A figure in every row, or one of every criterion."""

    name: str
    criterion: str = ""
    title: Text = ""
    terms: budget.Terms | None = None
    """Where the figure is an amount: how amounts are told."""

    def of(self, row: Mapping[str, Any]) -> float | None:
        """The figure in this row, as the tally has it."""
        found = criteria_of(row).get(self.criterion, {}) if self.criterion else row
        value = found.get(self.name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return value if is_number else None


def columns(activity: Activity, rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    """What can be told of the items of this vote, in order."""
    its = budget.terms(activity.settings) if activity.kind == budget.KIND.name else None
    found = [
        Column(name, terms=its if name in AVERAGES else None)
        for name in FIGURES
        if any(name in row for row in rows)
    ]
    titles = {
        str(criterion.get("id", "")): criterion.get("title", "")
        for criterion in activity.settings.get("criteria", ())
    }
    told = list(dict.fromkeys(id for row in rows for id in criteria_of(row)))
    for id in told:
        names = {name for row in rows for name in criteria_of(row).get(id, {})}
        title = titles.get(id, id)
        found += [Column(name, id, title) for name in FIGURES if name in names]
    return found


def criteria_of(row: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The figures of each criterion of a row, by its id; {} where it has none."""
    told = row.get("criteria", ())
    if isinstance(told, Mapping):
        return dict(told)
    return {str(one.get("id", one.get("criterion", ""))): one for one in told}


def telling(row: Mapping[str, Any]) -> str:
    """The name of the figure by which groups are compared, or ""."""
    return next((name for name in TELLING if name in row), "")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a ballot says: on what, and the value; `sub` is the criterion, if any."""

    what: str
    sub: str
    value: Any


def said(ballot: Ballot) -> Iterator[Said]:
    """Everything that a ballot says, by the ids of what it is about."""
    for name, value in ballot.values.items():
        if isinstance(value, Mapping):
            yield from (Said(name, str(sub), one) for sub, one in value.items())
        elif isinstance(value, list | tuple):
            yield from _in_order(name, value)
        else:
            yield Said(name, "", value)


def _in_order(name: str, listed: Sequence[Any]) -> Iterator[Said]:
    """A list says places; several on one place share it."""
    place = 1
    for one in listed:
        alike = one if isinstance(one, list | tuple) else [one]
        yield from (Said(str(id), "", place) for id in alike)
        place += len(alike)


def names(activity: Activity) -> dict[str, Text]:
    """What the ids in ballots are called."""
    items: Sequence[Item] = activity.items or ()
    options = activity.settings.get("options", ())
    told = {str(o["id"]): o.get("text", o["id"]) for o in options if "id" in o}
    return {**told, **{item.id: item.text for item in items}}
