"""Undo: what a facilitator did can be taken back while it still stands.

An act (see `acts`) keeps, per record, only the fields that it changed (a state always with its
timer). So it can be taken back after something else about the record changed, and is refused once
one of its own fields did. Fields are kept as plain JSON values, because an act is kept across
restarts.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from .change import Change, Moment
from .commands import Actor, Undo
from .grouping import are_apart
from .plain import hints, plain, reader
from .records import (
    KINDS,
    Act,
    Activity,
    Bucket,
    Entry,
    Record,
    Reversal,
    Role,
    State,
    Survey,
    Table,
    Theme,
)
from .refusal import Refused
from .room import Room
from .steps import was_seen
from .surveys.asking import is_answered, may_come_back
from .tables import may_stand

_NOT_KEPT: Final = frozenset({"seq", "rev", "closes_at_room_ms", "breakdown"})
"""The order is not undone; what was about to close does not do so once it was taken back; and what
was once told per group is never counted again."""

_TIMER: Final = (
    "opened_room_ms",
    "paused_room_ms",
    "closed_room_ms",
    "ends_at_room_ms",
    "remaining_ms",
)
"""These go with an activity's state: a planned one whose timer runs is none that ever was."""

_ID_LISTS: Final = frozenset({"members", "without"})
"""What a group holds, of which others may change another part meanwhile."""

_USE: Final = ("is_in_use", "merged_into")
"""These go together: a table in use is merged into no other."""


def undo(room: Room, actor: Actor, command: Undo, moment: Moment) -> Sequence[Change]:
    """Take back an act. Raises Refused `unknown_act`, or `cannot_undo` when it no longer stands."""
    act = room.acts.get(str(command.seq))
    if act is None or (actor.role is Role.CHAIR and act.table != actor.table):
        raise Refused("unknown_act")
    if act.is_undone:
        return []
    back = taken_back(room, act)
    if not are_apart(room, back):
        raise Refused("cannot_undo")
    return [*back, Change(act, replace(act, is_undone=True))]


def taken_back(room: Room, act: Act) -> list[Change]:
    """What taking an act back changes. Raises Refused `cannot_undo` when it no longer stands."""
    return [_taken_back(room, reversal) for reversal in act.reversals]


def reversal(change: Change) -> Reversal:
    """How this change is put back."""
    if change.before is None:
        return Reversal(change.kind, change.record, None, {})
    if change.after is None:
        return Reversal(change.kind, change.record, plain(change.before), None)
    before, after = plain(change.before), plain(change.after)
    changed = [name for name in before if name not in _NOT_KEPT and before[name] != after[name]]
    if "state" in changed:
        changed += [name for name in _TIMER if name not in changed]
    if any(name in changed for name in _USE):
        changed += [name for name in _USE if name not in changed]
    return Reversal(
        kind=change.kind,
        record=change.record,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _taken_back(room: Room, reversal: Reversal) -> Change:
    record = room.find(reversal.kind, reversal.record)
    if reversal.after is None:
        return _brought_back(room, record, reversal)
    if record is None:
        raise Refused("cannot_undo")
    back = None if reversal.before is None else _back(room, record, reversal)
    if isinstance(record, Table) and not may_stand(room, record, cast(Table | None, back)):
        raise Refused("cannot_undo")
    if isinstance(record, Activity | Theme | Entry | Survey) and back is None:
        _refuse_if_needed(room, record)
    _refuse_if_unfit(room, record, back)
    return Change(record, back)


def _brought_back(room: Room, record: Record | None, reversal: Reversal) -> Change:
    if record is not None:
        raise Refused("cannot_undo")
    back = cast(Record, reader(cast(Hashable, KINDS[reversal.kind]))(reversal.before))
    _refuse_if_unfit(room, None, back)
    return Change(None, back)


def _refuse_if_unfit(room: Room, now: Record | None, back: Record | None) -> None:
    """Whether what comes back speaks of a theme that is gone, or a survey breaks what was promised.
    Raises Refused `cannot_undo`."""
    match back:
        case Activity():
            is_fit = all(theme in room.themes for q in back.questions for theme in q.themes)
        case Table():
            is_fit = back.theme in room.themes
        case Survey():
            is_fit = may_come_back(room, cast(Survey, now), back)
        case _:
            is_fit = True
    if not is_fit:
        raise Refused("cannot_undo")


def _refuse_if_needed(room: Room, record: Activity | Theme | Entry | Survey) -> None:
    """Whether something leads to what was added: a step that began, a theme that is talked about,
    a contribution or a survey that was answered. Raises Refused `cannot_undo`."""
    match record:
        case Activity():
            is_needed = record.state is not State.PLANNED
        case Theme():
            asked = (question for a in room.activities.values() for question in a.questions)
            is_needed = any(record.id in question.themes for question in asked)
            is_needed |= any(table.theme == record.id for table in room.tables.values())
        case Entry():
            is_needed = any(
                entry.parent == record.id or record.id in entry.behind
                for entry in room.entries.values()
            )
        case Survey():
            is_needed = record.state is not State.PLANNED or is_answered(room, record)
    if is_needed:
        raise Refused("cannot_undo")


def _back(room: Room, record: Record, reversal: Reversal) -> Record:
    before = reversal.before or {}
    now = plain(record)
    if isinstance(record, Bucket):
        before = {**before, **_ids_back(now, before, reversal.after or {})}
    elif any(now[name] != value for name, value in (reversal.after or {}).items()):
        raise Refused("cannot_undo")
    has_begun = bool(room.entries_of(record.id) or room.ballots_of(record.id))
    has_begun |= any(bucket.of == record.id for bucket in room.buckets.values())
    if before.get("state") == State.PLANNED and has_begun:
        # People have written, voted or sorted: an activity that never was cannot hold that.
        raise Refused("cannot_undo")
    if before.get("state") == State.OPEN and isinstance(record, Activity) and was_seen(record):
        # Who saw the results before voting votes in another vote.
        raise Refused("cannot_undo")
    types = hints(cast(Hashable, type(record)))
    values: dict[str, Any] = {name: reader(types[name])(value) for name, value in before.items()}
    if "state" in values:
        values["closes_at_room_ms"] = None
    return replace(record, **values)


def _ids_back(
    now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a group as they were, but for what others put in or took out since.

    Many sort at once: what they did to the same group stays, as long as what the act moved is
    still where it left it. Raises Refused `cannot_undo`.
    """
    found: dict[str, Any] = {}
    for name, left in after.items():
        if now[name] == left:
            continue
        if name not in _ID_LISTS:
            raise Refused("cannot_undo")
        came, went = set(left) - set(before[name]), set(before[name]) - set(left)
        if not came <= set(now[name]) or went & set(now[name]):
            raise Refused("cannot_undo")
        kept = [id for id in now[name] if id not in came]
        found[name] = [*kept, *(id for id in before[name] if id in went)]
    return found
