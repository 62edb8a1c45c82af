"""The life of an activity: planned, open, paused, closed, sealed; and its timer.

A timer at zero only shows; closing is a person's act, also where the box does it a moment later
because a facilitator asked for that. What is already so is acknowledged without change, because two
facilitators may press the same button.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from .change import Change, Moment
from .commands import (
    Actor,
    CloseActivity,
    Command,
    ExtendActivity,
    KeepOpen,
    OpenActivity,
    PauseActivity,
    ReopenActivity,
    SealActivity,
)
from .records import Activity, Ballot, Entry, State
from .refusal import Refused, refuse_if_changed
from .room import Room
from .tally.contributors import contributors_by_table
from .tally.letting_go import Kept, counted, kept, place
from .tally.privacy import roll_up

SEAL_AFTER_MS: Final = 30 * 60_000
"""A closed activity seals itself after half an hour (law 6)."""

EXTEND_MOST_S: Final = 3_600

CLOSE_IN_MOST_S: Final = 600
"""Who wants to close later than this wants a timer."""


def activity_of(room: Room, activity: str) -> Activity:
    """The activity with this id. Raises Refused `unknown_activity`."""
    found = room.activities.get(activity)
    if found is None:
        raise Refused("unknown_activity")
    return found


def open_activity(
    room: Room, actor: Actor, command: OpenActivity | ReopenActivity, moment: Moment
) -> Sequence[Change]:
    """Begin an activity, or go on with one that was paused or closed."""
    activity = activity_of(room, command.activity)
    if activity.state is State.OPEN:
        return []
    if activity.state is State.SEALED:
        raise Refused("activity_sealed")
    if was_seen(activity):
        raise Refused("results_revealed")
    if activity.state is State.PLANNED:
        return [Change(activity, _begun(activity, moment.room_ms))]
    return [Change(activity, _resumed(activity, moment.room_ms))]


def was_seen(activity: Activity) -> bool:
    """Whether anybody has seen the results of this vote, also where they are hidden again."""
    return activity.is_revealed or activity.was_looked_at or activity.breakdown is not None


def pause_activity(
    room: Room, actor: Actor, command: PauseActivity, moment: Moment
) -> Sequence[Change]:
    """Hold an open activity; the timer keeps what is left."""
    activity = activity_of(room, command.activity)
    if activity.state is State.PAUSED:
        return []
    if activity.state is not State.OPEN:
        raise Refused("activity_not_open")
    paused = replace(_stopped(activity, moment.room_ms), state=State.PAUSED)
    return [Change(activity, replace(paused, paused_room_ms=moment.room_ms))]


def close_activity(
    room: Room, actor: Actor, command: CloseActivity, moment: Moment
) -> Sequence[Change]:
    """End an open or paused activity, or say when the box is to end an open one."""
    if not 0 <= command.in_s <= CLOSE_IN_MOST_S:
        raise Refused("out_of_range", least=0, most=CLOSE_IN_MOST_S)
    activity = activity_of(room, command.activity)
    if activity.state in (State.CLOSED, State.SEALED):
        return []
    if activity.state is State.PLANNED:
        raise Refused("activity_not_open")
    if command.in_s:
        return _closing(activity, moment.room_ms + command.in_s * 1000)
    closed = replace(_stopped(activity, moment.room_ms), state=State.CLOSED, paused_room_ms=None)
    return [Change(activity, replace(closed, closed_room_ms=moment.room_ms))]


def keep_open(room: Room, actor: Actor, command: KeepOpen, moment: Moment) -> Sequence[Change]:
    """Do not close in a moment. Raises Refused `activity_not_open` when that is too late."""
    activity = activity_of(room, command.activity)
    if activity.state not in (State.OPEN, State.PAUSED):
        raise Refused("activity_not_open")
    if activity.closes_at_room_ms is None:
        return []
    return [Change(activity, replace(activity, closes_at_room_ms=None))]


def extend_activity(
    room: Room, actor: Actor, command: ExtendActivity, moment: Moment
) -> Sequence[Change]:
    """Put time on the timer, or take some off; a timer that ran out starts from now.

    Who gives more time while a closing is under way has thought better of it.
    """
    if not -EXTEND_MOST_S <= command.seconds <= EXTEND_MOST_S:
        raise Refused("out_of_range", least=-EXTEND_MOST_S, most=EXTEND_MOST_S)
    activity = activity_of(room, command.activity)
    more_ms = command.seconds * 1000
    if activity.state is State.PAUSED:
        left = max(0, (activity.remaining_ms or 0) + more_ms)
        extended = replace(activity, remaining_ms=left)
    elif activity.state is State.OPEN:
        end = max(activity.ends_at_room_ms or 0, moment.room_ms) + more_ms
        extended = replace(
            activity,
            ends_at_room_ms=max(end, moment.room_ms),
            closes_at_room_ms=None if more_ms > 0 else activity.closes_at_room_ms,
        )
    else:
        raise Refused("activity_not_open")
    if extended == activity:
        return []
    refuse_if_changed(activity.rev, command.if_rev)
    return [Change(activity, extended)]


def seal_activity(
    room: Room, actor: Actor, command: SealActivity, moment: Moment
) -> Sequence[Change]:
    """Close for good: the entries lose their owners, and only plain numbers of people stay."""
    activity = activity_of(room, command.activity)
    if activity.state is State.SEALED:
        return []
    if activity.state is not State.CLOSED:
        raise Refused("activity_not_closed")
    return sealed(room, activity, kept(room, room.ballots_of(activity.id)))


def sealed(room: Room, activity: Activity, groups: Kept) -> Sequence[Change]:
    """What sealing a closed activity changes, itself first; `groups` of tables are told apart."""
    entries, ballots = room.entries_of(activity.id), room.ballots_of(activity.id)
    voted = counted(groups, Counter(ballot.table for ballot in ballots))
    contributed = voted if ballots else roll_up(contributors_by_table(entries))
    after = replace(activity, state=State.SEALED, contributed=contributed)
    return [Change(activity, after), *_let_go(entries), *_let_go_ballots(ballots, groups)]


def due(room: Room, room_ms: int) -> list[Command]:
    """What the box itself has to ask at this room time.

    Closing what was to be closed by now, and sealing what was closed long ago.
    """
    activities = room.activities.values()
    closing: list[Command] = [CloseActivity(a.id) for a in activities if _has_to_close(a, room_ms)]
    return closing + [SealActivity(a.id) for a in activities if _has_to_seal(a, room_ms)]


def _has_to_close(activity: Activity, room_ms: int) -> bool:
    closes_at = activity.closes_at_room_ms
    return activity.state is State.OPEN and closes_at is not None and closes_at <= room_ms


def _has_to_seal(activity: Activity, room_ms: int) -> bool:
    if activity.state is not State.CLOSED or activity.closed_room_ms is None:
        return False
    return room_ms - activity.closed_room_ms >= SEAL_AFTER_MS


def _closing(activity: Activity, at_ms: int) -> Sequence[Change]:
    """The one who asked first for the earlier moment gets it."""
    if activity.state is not State.OPEN:
        raise Refused("activity_not_open")
    if activity.closes_at_room_ms is not None and activity.closes_at_room_ms <= at_ms:
        return []
    return [Change(activity, replace(activity, closes_at_room_ms=at_ms))]


def _let_go(entries: Sequence[Entry]) -> Iterator[Change]:
    """The entries without owners, their numbers dealt anew within each minute.

    A phone that was away sends all that waited in one go, so entries with numbers in a row are
    likely of one person. Ids are random; to the minute the order stays, and it is that of the
    numbers: the clock may have been set in between.
    """
    ordered = sorted(entries, key=lambda entry: entry.seq)
    minutes = groupby(ordered, key=lambda entry: entry.minute)
    dealt = [entry for _, there in minutes for entry in sorted(there, key=lambda e: e.id)]
    for number, entry in zip([entry.seq for entry in ordered], dealt, strict=True):
        yield Change(entry, replace(entry, owner=None, seq=number))


def _let_go_ballots(ballots: Sequence[Ballot], groups: Kept) -> Iterator[Change]:
    """The ballots without owners, in the order of their receipts, which are random.

    Where fewer than k people of a table voted, their ballots lose the table: one among so few is
    not hidden. As many other tables lose theirs as it takes for k ballots without (`letting_go`).
    """
    numbers = sorted(ballot.seq for ballot in ballots)
    for number, ballot in zip(numbers, ballots, strict=True):
        table, theme = place(groups, ballot.table)
        yield Change(ballot, replace(ballot, owner=None, seq=number, table=table, theme=theme))


def _begun(activity: Activity, now_ms: int) -> Activity:
    end = now_ms + activity.minutes * 60_000 if activity.minutes else None
    return replace(
        activity,
        state=State.OPEN,
        opened_room_ms=now_ms,
        ends_at_room_ms=end,
        slide=1,
        at_table="",
        at_topic="",
    )


def _resumed(activity: Activity, now_ms: int) -> Activity:
    left = activity.remaining_ms
    return replace(
        activity,
        state=State.OPEN,
        paused_room_ms=None,
        closed_room_ms=None,
        remaining_ms=None,
        ends_at_room_ms=None if left is None else now_ms + left,
    )


def _stopped(activity: Activity, now_ms: int) -> Activity:
    stopped = replace(activity, closes_at_room_ms=None)
    if activity.ends_at_room_ms is None:
        return stopped
    left = max(0, activity.ends_at_room_ms - now_ms)
    return replace(stopped, ends_at_room_ms=None, remaining_ms=left)
