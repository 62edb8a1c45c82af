"""What the big screen shows now, as plain data: for who cannot see it, and for who looks later.

The same words and figures as on the stage (webui/static/js/stage/scene.js), and no more than these:
never a name, never what is hidden, late or withdrawn. Knows no audience.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from . import discussion
from .closing import is_over
from .records import Activity, Scope, StageMode, StageShow, State
from .room import Room
from .slides import slide_now
from .tally.contributors import is_read, tables_begun
from .topics import is_discussion

Document = dict[str, Any]


def screen(room: Room) -> Document | None:
    """What stands on the big screen; None where there is no conference.

    `mode` is welcome, programme, entries, message, black, next, end, "results" (of a vote that is
    over), or "step": what belongs to the `activity` that the room is in. A mode that is not known
    here is only named.
    """
    if room.conference is None:
        return None
    show = room.conference.show
    shown = _CHOSEN.get(show.mode, _named)(room, show)
    return _followed(room) if shown is None else shown


def _welcome(room: Room, show: StageShow) -> Document:
    return {"mode": "welcome"}


def _programme(room: Room, show: StageShow) -> Document:
    current = room.current()
    steps = [{"title": step.title, "is_now": step is current} for step in room.programme()]
    return {"mode": "programme", "steps": steps}


def _entries(room: Room, show: StageShow) -> Document | None:
    found = (room.entries.get(id) for id in show.entries)
    entries = [
        {"text": entry.text, "table": entry.table, "theme": entry.theme}
        for entry in found
        if entry is not None and is_read(entry)
    ]
    return {"mode": "entries", "entries": entries} if entries else None


def _message(room: Room, show: StageShow) -> Document | None:
    return {"mode": "message", "text": show.text} if show.text else None


def _black(room: Room, show: StageShow) -> Document:
    return {"mode": "black"}


def _named(room: Room, show: StageShow) -> Document:
    return {"mode": show.mode}


def _nothing(room: Room, show: StageShow) -> None:
    return None


_CHOSEN: Final[Mapping[StageMode, Callable[[Room, StageShow], Document | None]]] = {
    StageMode.AUTO: _nothing,
    StageMode.WELCOME: _welcome,
    StageMode.PROGRAMME: _programme,
    StageMode.ENTRIES: _entries,
    StageMode.MESSAGE: _message,
    StageMode.BLACK: _black,
}
"""What the facilitator chose; None where that leaves nothing to show but the programme's step."""


def _followed(room: Room) -> Document:
    """What belongs to the step that the room is in, or to the time between two."""
    step = room.current()
    if step is None:
        return _between(room)
    document: Document = {"mode": "step", "activity": step.id}
    slide = slide_now(room, step)
    if slide is not None:
        document["slide"] = slide
    if any(question.themes for question in step.questions):
        # Then a phone does not know all of them.
        document["questions"] = [
            {"text": question.text, "themes": question.themes} for question in step.questions
        ]
    if is_discussion(step):
        document["discussion"] = _discussed(room, step)
    # Only how many tables have begun, not each ring: every ring that grows would go to every phone.
    return {**document, **_at_work(room, step)}


def _discussed(room: Room, step: Activity) -> Document:
    """What stands on it of a discussion; a phone has the figures itself where all read all."""
    told: Document = {"now": discussion.on_stage(room, step)}
    if step.scope is not Scope.PLENARY:
        told["topics"] = discussion.told(room, step)
    return told


def _between(room: Room) -> Document:
    if is_over(room):
        return {"mode": "end"}
    steps = room.programme()
    begun = [n for n, step in enumerate(steps) if step.state is not State.PLANNED]
    if not begun:
        return {"mode": "welcome"}
    last = max((steps[n] for n in begun), key=lambda step: step.closed_room_ms or 0)
    if last.is_revealed:
        return {"mode": "results", "activity": last.id}
    later = steps[begun[-1] + 1 :]
    return {"mode": "next", "title": later[0].title} if later else {"mode": "end"}


def _at_work(room: Room, step: Activity) -> Document:
    """Where the whole room works together no table has a ring of its own on the stage."""
    if step.scope is Scope.PLENARY:
        return {}
    begun, asked = tables_begun(room, step)
    return {"begun": begun, "tables": asked} if asked else {}
