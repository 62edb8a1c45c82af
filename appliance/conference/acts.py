"""What facilitators did, kept so that it can be taken back: as many acts as somebody remembers, at
every desk of its own, so that who prepares never pushes out what was done in the room.

Who types is saved at every pause. The pauses of one stretch of typing in one place are one act,
which goes back to before the first of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

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
    ChooseList,
    CloseActivity,
    Command,
    CountHeads,
    Cover,
    DiscussItems,
    EditConference,
    ExtendActivity,
    HideEntry,
    HighlightEntry,
    KeepApart,
    Leave,
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
    PutAction,
    PutActivity,
    PutBucket,
    PutSurvey,
    PutTable,
    PutTheme,
    RemoveAction,
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
    ShowTopic,
    SortInto,
    SplitEntry,
    TakeOut,
    Uncover,
    WithdrawItem,
)
from .records import Act, Bucket, Reversal, Role
from .reversal import reversal
from .room import Room
from .sorting import SURVEY


class Desk(StrEnum):
    """Where something is done, and where it is taken back."""

    ROOM = "room"
    PREPARING = "preparing"
    SURVEY = "survey"
    SORTING = "sorting"
    COVERING = "covering"


DESKS: Final[Mapping[Desk, frozenset[type[Command]]]] = {
    Desk.ROOM: frozenset(
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
            ShowTopic,
            ArrangeStage,
            RetireTable,
            ReturnTable,
            MergeTable,
            AddTable,
            CountHeads,
            RevealResults,
            WithdrawItem,
            MergeItem,
            RepeatActivity,
            DiscussItems,
            AddBucket,
            SortInto,
            RenameBucket,
            MarkList,
            MergeEntries,
            SplitEntry,
            PutAction,
            RemoveAction,
            ChooseList,
        }
    ),
    Desk.PREPARING: frozenset(
        {
            EditConference,
            PutTheme,
            MoveTheme,
            RemoveTheme,
            PutTable,
            RemoveTable,
            PutActivity,
            MoveActivity,
            RemoveActivity,
        }
    ),
    Desk.SURVEY: frozenset({PutSurvey}),
    Desk.SORTING: frozenset(
        {
            PutBucket,
            MergeBuckets,
            RemoveBucket,
            TakeOut,
            KeepApart,
            BucketToTheme,
            BucketToQuestion,
            BringAnswers,
        }
    ),
    Desk.COVERING: frozenset({Cover, Leave, Uncover}),
}
"""The facilitator's commands that can be taken back, by the desk at which they are given."""

REVERSIBLE: Final = frozenset(command for commands in DESKS.values() for command in commands)
"""All of them."""

CHAIRS_REVERSIBLE: Final = frozenset(
    {
        *(AddBucket, MarkList, MergeBuckets, MergeEntries, RemoveBucket, RenameBucket, SortInto),
        *(SplitEntry, TakeOut, PutAction, RemoveAction),
    }
)
"""What a chair, too, can take back: their own sorting, and the actions of their table."""

ACTS_MOST: Final = 20
"""How many acts are kept per desk, and of the chair of each table: as many as somebody could still
remember."""

TYPED: Final = frozenset(
    DO[command] for command in (EditConference, PutTheme, PutTable, PutActivity)
)
"""What is saved while somebody types."""

REST_MS: Final = 60_000
"""After so long without a change, in room time, whoever types on has begun something else."""

STRETCH_MS: Final = 180_000
"""So much typing is taken back at once at the most: more would be work lost by one key."""

_DESK_OF: Final = {DO[command]: desk for desk, some in DESKS.items() for command in some}


def desk_of(act: Act) -> Desk:
    """The desk at which this was done. What a later version knows was done in the room."""
    return Desk(act.desk) if act.desk else _DESK_OF.get(act.do, Desk.ROOM)


def act_of(
    room: Room, actor: Actor, command: Command, changes: Sequence[Change], moment: Moment
) -> list[Change]:
    """The record of what is being done, where that can be taken back, and the oldest one's end.

    Where it goes on with an act, it takes that one's place, under the number of this command.
    """
    if not changes or not _is_act(actor, command):
        return []
    act = Act(
        id=str(moment.seq),
        do=DO[type(command)],
        subject=changes[0].record,
        reversals=tuple(reversal(change) for change in changes),
        room_ms=moment.room_ms,
        by=actor.facilitator,
        table=actor.table or "" if actor.role is Role.CHAIR else "",
        desk=_desk(changes),
    )
    before = _gone_on_from(room, act)
    if before is None:
        return [Change(None, act), *(Change(old, None) for old in _too_old(room, act))]
    whole = _together(before, act)
    return [Change(before, None), *([Change(None, whole)] if _is_other(whole) else [])]


def _is_act(actor: Actor, command: Command) -> bool:
    """Whether a facilitator does something that can be taken back, or the box for them.

    What is to be closed in a moment is kept open by its own command; the act is the closing.
    """
    if isinstance(command, CloseActivity):
        return not command.in_s
    if actor.role is Role.CHAIR:
        return type(command) in CHAIRS_REVERSIBLE
    return actor.role is Role.FACILITATOR and type(command) in REVERSIBLE


def _desk(changes: Sequence[Change]) -> str:
    """Where groups are changed by commands that two desks have; "" where the command tells."""
    records = (record for change in changes for record in (change.before, change.after))
    lists = {record.of for record in records if isinstance(record, Bucket)}
    return Desk.ROOM if any(not of.startswith(SURVEY) for of in lists) else ""


def _too_old(room: Room, act: Act) -> list[Act]:
    here = (desk_of(act), act.table)
    beside = (kept for kept in room.acts.values() if (desk_of(kept), kept.table) == here)
    return sorted(beside, key=lambda kept: kept.seq)[: -ACTS_MOST + 1]


def _gone_on_from(room: Room, act: Act) -> Act | None:
    """The act of the same stretch of typing, if this is not the first pause of it."""
    if act.do not in TYPED:
        return None
    touched = _records(act)
    there = (kept for kept in room.acts.values() if touched & _records(kept))
    last = max(there, key=lambda kept: kept.seq, default=None)
    if last is None or last.is_undone or _signature(last) != _signature(act):
        return None
    began = last.room_ms if last.began_room_ms is None else last.began_room_ms
    if act.room_ms - last.room_ms > REST_MS or act.room_ms - began > STRETCH_MS:
        return None
    stands = all(o.after == n.before for o, n in zip(last.reversals, act.reversals, strict=True))
    return last if stands and not _is_leant_on(room, last) else None


def _is_leant_on(room: Room, act: Act) -> bool:
    """Whether something was made or ended since. An act that would come after it can no more be
    taken back before it: what it speaks of may then not be there."""
    since = (kept for kept in room.acts.values() if kept.seq > act.seq)
    return any(r.before is None or r.after is None for kept in since for r in kept.reversals)


def _signature(act: Act) -> tuple[Any, ...]:
    """What pauses of one stretch have in common: who does what, to what, in which places of it."""
    places = [(r.kind, r.record, *sorted(_places(r))) for r in act.reversals]
    return (act.by, act.do, act.subject, *places)


def _records(act: Act) -> set[tuple[str, str]]:
    return {(reversal.kind, reversal.record) for reversal in act.reversals}


def _together(before: Act, act: Act) -> Act:
    began = before.room_ms if before.began_room_ms is None else before.began_room_ms
    pairs = zip(before.reversals, act.reversals, strict=True)
    reversals = tuple(replace(new, before=old.before) for old, new in pairs)
    return replace(act, reversals=reversals, began_room_ms=began)


def _is_other(act: Act) -> bool:
    """Whether anything is other than before: who typed may have put it back by hand."""
    return any(reversal.before != reversal.after for reversal in act.reversals)


def _places(of: Reversal) -> Iterator[str]:
    """Every place in which a record changed: "title.nl", "questions.why.text.en"."""
    if of.before is None or of.after is None:
        return iter(("all of it",))
    return _between("", of.before, of.after)


def _between(place: str, before: Any, after: Any) -> Iterator[str]:
    one, other = _members(before), _members(after)
    if one is None or other is None:
        yield place
    elif isinstance(before, list) and list(one) != list(other):
        # Added, taken out or moved: a place like no other, so that nothing is typed on from here.
        yield f"{place}: {list(one)}, {list(other)}"
    else:
        for name in {**one, **other}:
            if one.get(name) != other.get(name):
                yield from _between(f"{place}.{name}", one.get(name, ""), other.get(name, ""))


def _members(value: Any) -> Mapping[str, Any] | None:
    """What can change by itself in a value, by name; a text in no language yet has nothing,
    nor has an empty list."""
    if value in ("", []):
        return {}
    if isinstance(value, list) and value and all(_has_id(item) for item in value):
        return {item["id"]: item for item in value}
    return value if isinstance(value, Mapping) else None


def _has_id(item: Any) -> bool:
    return isinstance(item, Mapping) and "id" in item
