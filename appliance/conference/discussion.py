"""A discussion as it is told: its topics with what was said about each, and what stands large.

On the big screen stands one topic, or all of them; and of what was highlighted the last few, where
the whole room reads everything anyway. Never a name. Knows no audience.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from .records import Activity, Entry, Question, Scope, Table
from .room import Room
from .sharing import is_put_to
from .tally.contributors import is_counted
from .tally.discussion import talk, topics_told

Document = dict[str, Any]

SHOWN_MOST: Final = 3
"""More than so many contributions do not fit on the big screen."""


def tables_sharing(room: Room, activity: Activity, table: Table | None) -> list[Table]:
    """The tables that share one list with this one; all tables for None."""
    every = list(room.tables.values())
    if table is None or activity.scope is Scope.PLENARY:
        return every
    if activity.scope is Scope.THEME:
        return [other for other in every if other.theme == table.theme]
    return [table]


def told(room: Room, activity: Activity, table: Table | None = None) -> list[Document]:
    """The topics as those at a table have them, or (None) as who leads does, with their figures."""
    tables = tables_sharing(room, activity, table)
    topics = topics_told(room, activity)
    return [
        _row(room, activity, topic, tables)
        for topic in topics
        if table is None or is_put_to(topic, table.theme)
    ]


def on_stage(room: Room, activity: Activity) -> Document:
    """What stands on the big screen: a `topic`, or "" for all; and contributions whole in `said`.

    The last that were highlighted, each {"text", "stance", "table", "theme"}; none where the tables
    do not read each other.
    """
    return {"topic": activity.at_topic, "said": [_said(entry) for entry in _large(room, activity)]}


def _row(room: Room, activity: Activity, topic: Question, tables: Iterable[Table]) -> Document:
    place: Document = {"id": topic.id, "text": topic.text, "themes": topic.themes}
    return {**place, **asdict(talk(room, activity, topic.id, tables))}


def _large(room: Room, activity: Activity) -> Sequence[Entry]:
    if not activity.at_topic or activity.scope is not Scope.PLENARY:
        return []
    cells = ((activity.id, activity.at_topic, table) for table in room.tables)
    there = (entry for key in cells for entry in room.unordered(key))
    found = [e for e in there if e.is_highlighted and is_counted(e) and not e.is_parked]
    last = sorted(found, key=lambda entry: entry.rev)[-SHOWN_MOST:]
    return sorted(last, key=lambda entry: entry.seq)


def _said(entry: Entry) -> Document:
    return {
        "text": entry.text,
        "stance": entry.relation,
        "table": entry.table,
        "theme": entry.theme,
    }
