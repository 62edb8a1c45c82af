"""Practice: everything works, and everything that was typed is wiped when it ends."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, cast

from .change import Change, Moment
from .commands import Actor, StartPractice, StopPractice
from .records import Activity, Conference, JoinCode, Person, Signal, StageShow, State, Table
from .refusal import Refused
from .room import Room

_TYPED: Final = (
    *("entries", "ballots", "messages", "summaries", "acts", "actions", "masks", "searches"),
)
"""The kinds of record that hold what people typed or did while practising."""


def start_practice(
    room: Room, actor: Actor, command: StartPractice, moment: Moment
) -> Sequence[Change]:
    """Begin practising. Raises Refused `practice_too_late` once anything real was written
    or counted."""
    conference = cast(Conference, room.conference)
    if conference.is_practice:
        return []
    begun = any(activity.state is not State.PLANNED for activity in room.activities.values())
    counted = any(table.heads is not None for table in room.tables.values())
    if begun or counted or room.entries or room.summaries or room.actions:
        raise Refused("practice_too_late")
    return [Change(conference, replace(conference, is_practice=True))]


def stop_practice(
    room: Room, actor: Actor, command: StopPractice, moment: Moment
) -> Sequence[Change]:
    """End practising: no text, name, signal or count stays, and the programme is as planned."""
    conference = cast(Conference, room.conference)
    if not conference.is_practice:
        return []
    # The light was tried out in this very room, and stays; the people have yet to join.
    stage = replace(conference.stage, join_code=JoinCode.AUTO)
    real = replace(conference, is_practice=False, show=StageShow(), stage=stage)
    wiped = [Change(record, None) for kind in _TYPED for record in room.kinds[kind].values()]
    return [Change(conference, real), *wiped, *_as_new(room)]


def _as_new(room: Room) -> Iterator[Change]:
    records: list[Activity | Table | Person] = [
        *room.activities.values(),
        *room.tables.values(),
        *room.people.values(),
    ]
    for record in records:
        new = _fresh(record)
        if new != record:
            yield Change(record, new)


def _fresh(record: Activity | Table | Person) -> Activity | Table | Person:
    match record:
        case Activity():
            return replace(
                record,
                state=State.PLANNED,
                opened_room_ms=None,
                paused_room_ms=None,
                closed_room_ms=None,
                ends_at_room_ms=None,
                remaining_ms=None,
                closes_at_room_ms=None,
                slide=1,
                at_table="",
                at_topic="",
                items=None,
                order_seed="",
                is_revealed=False,
                was_looked_at=False,
                breakdown=None,
                contributed=None,
            )
        case Table():
            quiet = replace(record, signal=Signal.NONE, reason="", signalled_room_ms=None)
            return replace(quiet, heads=None)
        case Person():
            return replace(record, name="", role="")
