"""Undo: what a facilitator did is kept as an act, and can be taken back while it still stands.

An act keeps, per record, only the fields that it changed (a state always with its timer). So it
can be taken back after something else about the record changed, and is refused once one of its own
fields did. Fields are kept as plain JSON values, because an act is kept across restarts.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from .change import Change, Moment
from .commands import (
    DO,
    AcceptLate,
    Actor,
    AddBucket,
    AddTable,
    ArrangeStage,
    BringAnswers,
    BucketToQuestion,
    BucketToTheme,
    CloseActivity,
    Command,
    DiscussItems,
    EditConference,
    ExtendActivity,
    HideEntry,
    HighlightEntry,
    MarkList,
    MergeBuckets,
    MergeEntries,
    MergeItem,
    MergeTable,
    MoveActivity,
    MoveTheme,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PutActivity,
    PutBucket,
    PutSurvey,
    PutTable,
    PutTheme,
    RemoveActivity,
    RemoveBucket,
    RemoveTable,
    RemoveTheme,
    RenameBucket,
    ReopenActivity,
    RepeatActivity,
    RestoreEntry,
    RetireTable,
    ReturnTable,
    RevealResults,
    Say,
    ShowOnStage,
    ShowSlide,
    ShowTable,
    SortInto,
    SplitEntry,
    TakeOut,
    Undo,
    WithdrawItem,
)
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
    Table,
    Theme,
)
from .refusal import Refused
from .room import Room
from .tables import may_stand

REVERSIBLE: Final = frozenset(
    {
        OpenActivity,
        PauseActivity,
        CloseActivity,
        ReopenActivity,
        ExtendActivity,
        HideEntry,
        RestoreEntry,
        ParkEntry,
        HighlightEntry,
        AcceptLate,
        Say,
        ShowOnStage,
        ShowSlide,
        ShowTable,
        ArrangeStage,
        RetireTable,
        ReturnTable,
        MergeTable,
        AddTable,
        EditConference,
        PutTheme,
        MoveTheme,
        RemoveTheme,
        PutTable,
        RemoveTable,
        PutActivity,
        MoveActivity,
        RemoveActivity,
        PutBucket,
        MergeBuckets,
        RemoveBucket,
        TakeOut,
        AddBucket,
        SortInto,
        RenameBucket,
        MarkList,
        MergeEntries,
        SplitEntry,
        BucketToTheme,
        BucketToQuestion,
        BringAnswers,
        PutSurvey,
        RevealResults,
        WithdrawItem,
        MergeItem,
        RepeatActivity,
        DiscussItems,
    }
)
"""The facilitator's commands that can be taken back."""

CHAIRS_REVERSIBLE: Final = frozenset(
    {
        AddBucket,
        MarkList,
        MergeBuckets,
        MergeEntries,
        RemoveBucket,
        RenameBucket,
        SortInto,
        SplitEntry,
        TakeOut,
    }
)
"""What a chair, too, can take back: their own sorting."""

ACTS_MOST: Final = 20
"""How many acts are kept of the facilitators, and of the chair of each table: as many as somebody
could still remember."""

_NOT_KEPT: Final = frozenset({"seq", "rev", "closes_at_room_ms"})
"""The order is not undone; and what was about to close does not do so once it was taken back."""

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


def act_of(
    room: Room, actor: Actor, command: Command, changes: Sequence[Change], moment: Moment
) -> list[Change]:
    """The record of what is being done, where that can be taken back, and the oldest one's end."""
    if not changes or not _is_act(actor, command):
        return []
    act = Act(
        id=str(moment.seq),
        do=DO[type(command)],
        subject=changes[0].record,
        reversals=tuple(_reversal(change) for change in changes),
        room_ms=moment.room_ms,
        by=_by(actor),
    )
    theirs = (kept for kept in room.acts.values() if kept.by == act.by)
    oldest = sorted(theirs, key=lambda kept: kept.seq)[: -ACTS_MOST + 1]
    return [Change(None, act), *(Change(old, None) for old in oldest)]


def undo(room: Room, actor: Actor, command: Undo, moment: Moment) -> Sequence[Change]:
    """Take back an act. Raises Refused `unknown_act`, or `cannot_undo` when it no longer stands."""
    act = room.acts.get(str(command.seq))
    if act is None or (actor.role is Role.CHAIR and act.by != _by(actor)):
        raise Refused("unknown_act")
    if act.is_undone:
        return []
    back = [_taken_back(room, reversal) for reversal in act.reversals]
    if not are_apart(room, back):
        raise Refused("cannot_undo")
    return [*back, Change(act, replace(act, is_undone=True))]


def _is_act(actor: Actor, command: Command) -> bool:
    """Whether a facilitator does something that can be taken back, or the box for them.

    What is to be closed in a moment is kept open by its own command; the act is the closing.
    """
    if isinstance(command, CloseActivity):
        return not command.in_s
    if actor.role is Role.CHAIR:
        return type(command) in CHAIRS_REVERSIBLE
    return actor.role is Role.FACILITATOR and type(command) in REVERSIBLE


def _by(actor: Actor) -> str:
    return actor.table or "" if actor.role is Role.CHAIR else ""


def _reversal(change: Change) -> Reversal:
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
        return _brought_back(record, reversal)
    if record is None:
        raise Refused("cannot_undo")
    back = None if reversal.before is None else _back(room, record, reversal)
    if isinstance(record, Table) and not may_stand(room, record, cast(Table | None, back)):
        raise Refused("cannot_undo")
    if isinstance(record, Activity | Theme | Entry) and back is None:
        _refuse_if_needed(room, record)
    return Change(record, back)


def _brought_back(record: Record | None, reversal: Reversal) -> Change:
    if record is not None:
        raise Refused("cannot_undo")
    read = reader(cast(Hashable, KINDS[reversal.kind]))
    return Change(None, cast(Record, read(reversal.before)))


def _refuse_if_needed(room: Room, record: Activity | Theme | Entry) -> None:
    """Whether something leads to what was added: a step that began, a theme that is talked about,
    a contribution that was answered. Raises Refused `cannot_undo`."""
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
