"""A vote with what came of it, as far as it may be seen: for every page that shows results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from appliance.conference.activities import ACTIVITIES
from appliance.conference.outcomes import is_shown, outcome, told_apart, vote_in, vote_of, votes
from appliance.conference.records import Activity
from appliance.conference.room import Room
from appliance.conference.tally.votes import Turnout, turnout
from appliance.conference.vote_columns import FIGURES, SHARES, Column, columns

from .amounts import Amounts
from .aside import aside
from .desk import desk
from .speech import number, say
from .speech import plainly as _


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote that was opened; `told` is what came of it, None while that is hidden.

    `since` is the vote that it repeats, where there is one.
    """

    activity: Activity
    turnout: Turnout | None
    told: dict[str, Any] | None
    since: Activity | None

    @property
    def columns(self) -> list[Column]:
        """The figures of its table."""
        return columns(self.activity, self.told["items"]) if self.told else []

    @property
    def divided(self) -> list[dict[str, Any]]:
        """The rows of the items that divide the room, most first."""
        told = self.told or {"items": []}
        rows = {row["id"]: row for row in told["items"]}
        return [rows[id] for id in told.get("divided", ())]

    @property
    def divided_from(self) -> int:
        """From how many per cent of division on the room is called divided."""
        return int(ACTIVITIES[self.activity.kind].setting(self.activity, "divided_from"))


def all_voted() -> list[Voted]:
    """Every vote that was opened, in the order of the programme. Raises Busy."""
    counted = _turnouts()
    return aside(lambda room: [_voted(room, activity, counted) for activity in votes(room)])


def voted(activity: str) -> Voted:
    """One vote. Raises Refused and Busy."""
    counted = _turnouts()
    return aside(lambda room: _voted(room, vote_in(room, activity), counted))


def document(one: Voted) -> dict[str, Any]:
    """For a program; what is hidden is not there."""
    activity = one.activity
    told = {"activity": activity.id, "kind": activity.kind, "title": activity.title}
    apart = told_apart(activity)
    results = {"results": {**one.told, **({"apart": apart} if apart else {})}} if one.told else {}
    return {**told, "state": activity.state.value, **results}


def column_name(column: Column) -> str:
    """The head of a column."""
    name = _(FIGURES[column.name])
    return f"{say(column.title)}: {name}" if column.criterion else name


def figure(column: Column, row: dict[str, Any]) -> str:
    """A figure as people write it; a dash where there is none."""
    value = column.of(row)
    if value is None:
        return "–"
    if column.terms is not None:
        return Amounts(column.terms).average(value)
    return f"{number(round(100 * value))}%" if column.name in SHARES else number(round(value, 2))


def rows(one: Voted) -> Iterator[list[str]]:
    """The results as a table for a spreadsheet, its head first; empty while they are hidden."""
    if one.told is None:
        return
    yield [_("Place"), _("What"), *map(column_name, one.columns), _("Number")]
    for row in one.told["items"]:
        figures = (column.of(row) for column in one.columns)
        cells = ["" if value is None else f"{round(value, 6):.15g}" for value in figures]
        yield [str(row["rank"] or ""), say(row["text"]), *cells, row["id"]]


def _turnouts() -> dict[str, Turnout]:
    """How many voted in each, by id: of the room itself, a copy does not know who is there."""

    def look(room: Room) -> dict[str, Turnout]:
        opened = ((activity, vote_of(activity)) for activity in votes(room))
        return {one.id: turnout(room, one, vote) for one, vote in opened if vote is not None}

    return desk().parts.conductor.read(look)


def _voted(room: Room, activity: Activity, turnouts: Mapping[str, Turnout]) -> Voted:
    return Voted(
        activity=activity,
        turnout=turnouts.get(activity.id),
        told=outcome(room, activity) if is_shown(activity, leads=True) else None,
        since=room.activities.get(activity.repeats),
    )
