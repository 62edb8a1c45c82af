"""The list of actions: who does what by when, and what each came from.

Readings of the room, no rules. Knows no audience.
"""

from collections.abc import Iterator
from typing import Any, Final

from .plain import plain
from .records import Action, Activity, State, Text
from .room import Room
from .tally.contributors import is_read

Document = dict[str, Any]

ACTIONS: Final = "actions"
"""The kind of activity."""

CHAIRS: Final = "chairs"
"""What its setting `who` says where the chairs write too; `EVERYONE` where participants do."""
EVERYONE: Final = "everyone"


def is_actions(activity: Activity | None) -> bool:
    """Whether actions are written down in this step."""
    return activity is not None and activity.kind == ACTIONS


def actions_of(room: Room, activity: str) -> list[Action]:
    """The actions of a step, in the order in which they were written down."""
    found = (action for action in room.actions.values() if action.activity == activity)
    return sorted(found, key=lambda action: (action.seq, action.id))


def by_day(actions: list[Action]) -> list[Action]:
    """As they are read afterwards: by day, then what names none, then what is open."""
    return sorted(actions, key=lambda one: (not one.due, one.due, not one.by_when, one.seq, one.id))


def from_source(room: Room, source: str) -> list[Action]:
    """The actions that came from this."""
    return [action for action in room.actions.values() if source and action.source == source]


def source_text(room: Room, activity: Activity, source: str) -> Text | None:
    """The words of what an action came from, as far as everybody may read them.

    What stands on the list of the step is as it was when that was opened.
    """
    for item in activity.items or ():
        if item.id == source:
            return item.text
    bucket = room.buckets.get(source)
    if bucket is not None and bucket.of in room.activities:
        return bucket.title
    entry = room.entries.get(source)
    if entry is not None:
        return entry.text if is_read(entry) else None
    own = activity.settings.get("items", ())
    return next((item["text"] for item in own if item["id"] == source), None)


def action_document(room: Room, action: Action) -> Document:
    """An action as whoever may see it sees it."""
    told: Document = {
        "activity": action.activity,
        "what": action.what,
        "who": action.who,
        "by_when": action.by_when,
        "due": action.due,
        "source": action.source,
        "table": action.table,
        "seq": action.seq,
        "rev": action.rev,
    }
    step = room.activities.get(action.activity)
    text = source_text(room, step, action.source) if step and action.source else None
    return told if text is None else {**told, "source_text": text}


def action_item(action: Action, with_people: bool) -> Document:
    """An action as it goes along with a conference; who does it only `with_people`.

    The order of one room means nothing in another.
    """
    left_out = ("seq", "rev") if with_people else ("seq", "rev", "who")
    told = plain(action)
    return {name: value for name, value in told.items() if value and name not in left_out}


def lists_of_actions(room: Room) -> list[Activity]:
    """The steps with actions, or that were begun, in the order of the programme."""
    written = {action.activity for action in room.actions.values()}
    steps = (step for step in room.programme() if is_actions(step))
    return [s for s in steps if s.state is not State.PLANNED or s.id in written]


def told(room: Room, activity: Activity) -> Document:
    """All actions of a step for a program, by day: {"activity", "title", "count", "actions"}."""
    rows = list(_rows(room, activity))
    return {
        "activity": activity.id,
        "title": activity.title,
        "count": len(rows),
        "actions": rows,
    }


def _rows(room: Room, activity: Activity) -> Iterator[Document]:
    for action in by_day(actions_of(room, activity.id)):
        document = action_document(room, action)
        kept = {name: document[name] for name in document if name not in _INSIDE}
        yield {"id": action.id, **kept}


_INSIDE: Final = ("activity", "seq", "rev")
"""What only the room itself needs."""
