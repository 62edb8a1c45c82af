"""The harvest: the three points of each table, as they are walked through on the big screen.

A harvest asks every table one thing, its points; no question of the programme says so. They are
kept as a summary of the chair. Knows no audience.
"""

from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Any, Final

from .records import Activity, State, Summary, Table
from .room import Room
from .sharing import questions_at

Document = dict[str, Any]

HARVEST: Final = "harvest"
"""The kind of activity."""

POINTS: Final = "punten"
"""What stands for the question in the summaries of a harvest."""

POINTS_MOST: Final = 3


def is_harvest(activity: Activity) -> bool:
    """Whether the points of the tables are walked through in this activity."""
    return activity.kind == HARVEST


def tables_asked(room: Room) -> list[Table]:
    """The tables in use, by number."""
    used = (table for table in room.tables.values() if table.is_in_use)
    return sorted(used, key=lambda table: table.number)


def points_of(room: Room, activity: Activity, table: Table) -> Summary | None:
    """What the chair of a table wrote for this harvest; None without any point."""
    found = room.summaries.get(f"{activity.id}.{POINTS}.{table.id}")
    return found if found is not None and any(found.points) else None


def suggested(room: Room, activity: Activity, table: Table) -> tuple[str, ...]:
    """What the chair could begin with: the points that they wrote before, at most three.

    The first of every question comes before the second of any: what matters most is written first.
    """
    written = [summary.points for summary in _earlier(room, activity, table)]
    in_turn = chain.from_iterable(zip_longest(*written, fillvalue=""))
    return tuple(dict.fromkeys(point for point in in_turn if point))[:POINTS_MOST]


def harvest_now(room: Room, activity: Activity) -> Document:
    """The table that stands on the big screen with its points, `n` of `of`; {} where none does.

    Tables without points are passed over and not counted.
    """
    told = [table for table in tables_asked(room) if points_of(room, activity, table)]
    ids = [table.id for table in told]
    if activity.at_table not in ids:
        return {}
    at = ids.index(activity.at_table)
    return {"n": at + 1, "of": len(ids), **row(room, activity, told[at])}


def row(room: Room, activity: Activity, table: Table) -> Document:
    """A table with its points, [] where it has none yet."""
    found = points_of(room, activity, table)
    return {
        "table": table.id,
        "theme": table.theme,
        "points": [point for point in found.points if point] if found else [],
        "is_agreed": found is not None and found.is_agreed,
    }


def harvested(room: Room, activity: Activity) -> Document:
    """What came of a harvest: the points of every table that is in use, or was and has some."""
    tables = sorted(room.tables.values(), key=lambda table: table.number)
    asked = (t for t in tables if t.is_in_use or points_of(room, activity, t) is not None)
    return {
        "activity": activity.id,
        "kind": activity.kind,
        "title": activity.title,
        "state": activity.state.value,
        "tables": [row(room, activity, table) for table in asked],
    }


def harvests(room: Room) -> list[Document]:
    """What came of every harvest that was opened, in the order of the programme."""
    opened = (a for a in room.programme() if is_harvest(a) and a.state is not State.PLANNED)
    return [harvested(room, activity) for activity in opened]


def _earlier(room: Room, activity: Activity, table: Table) -> Iterator[Summary]:
    """The summaries that a table's chair wrote in the step that was set, or in all before it."""
    wanted = activity.settings.get("input", "")
    for step in room.programme():
        if step.id != wanted if wanted else step.position >= activity.position:
            continue
        for question in questions_at(step, table.theme):
            found = room.summaries.get(f"{step.id}.{question.id}.{table.id}")
            if found is not None:
                yield found
