"""What chairs and the facilitator say: signals, heads, summaries, messages, the big screen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

from .change import Change, Moment
from .commands import (
    Actor,
    AgreeSummary,
    ArrangeStage,
    CountHeads,
    Say,
    ShowOnStage,
    SignalTable,
    WriteSummary,
)
from .entries import entry_of
from .harvest import POINTS, POINTS_MOST, is_harvest
from .records import (
    Conference,
    Message,
    Role,
    Signal,
    StageLook,
    StageMode,
    StageShow,
    Summary,
    Table,
)
from .refusal import Refused, refuse_if_changed
from .room import Room
from .seats import table_in_use
from .sharing import questions_at
from .steps import activity_of
from .text import is_empty, typed

MESSAGE_MOST: Final = 500
POINT_MOST: Final = 500
STAGE_MOST: Final = 3

HEADS_MOST: Final = 200
"""People at one table: twice the seats of the largest, for who stands around it."""


def signal_table(
    room: Room, actor: Actor, command: SignalTable, moment: Moment
) -> Sequence[Change]:
    """Tell that a table is ready or needs help. The same signal again changes nothing."""
    table = _own_table(room, actor, command.table)
    reason = _typed_or_nothing(command.reason, MESSAGE_MOST)
    if (signal_of(room, table), table.reason) == (command.signal, reason):
        return []
    since = None if command.signal is Signal.NONE else moment.room_ms
    told = replace(table, signal=command.signal, reason=reason, signalled_room_ms=since)
    return [Change(table, told)]


def signal_of(room: Room, table: Table) -> Signal:
    """What a table tells now: who was ready in an earlier step is not so in the one that runs."""
    current = room.current()
    opened_ms = (current.opened_room_ms if current else None) or 0
    is_past = table.signal is Signal.READY and (table.signalled_room_ms or 0) < opened_ms
    return Signal.NONE if is_past else table.signal


def count_heads(room: Room, actor: Actor, command: CountHeads, moment: Moment) -> Sequence[Change]:
    """Keep how many people sit at a table. Devices do not tell: people share one, or have none.

    Raises Refused `out_of_range`. The same number again changes nothing.
    """
    table = _own_table(room, actor, command.table)
    if command.heads is not None and not 0 <= command.heads <= HEADS_MOST:
        raise Refused("out_of_range", least=0, most=HEADS_MOST)
    if table.heads == command.heads:
        return []
    return [Change(table, replace(table, heads=command.heads))]


def write_summary(
    room: Room, actor: Actor, command: WriteSummary, moment: Moment
) -> Sequence[Change]:
    """Keep up to three points for a question at a table, as they are typed.

    Whoever agreed did so with other points: a change takes the agreement away.
    """
    empty = _summary(room, actor, command)
    if len(command.points) > POINTS_MOST:
        raise Refused("points_too_many")
    points = tuple(_typed_or_nothing(point, POINT_MOST) for point in command.points)
    before = _unchanged(room, empty, command)
    if before is None:
        return [Change(None, replace(empty, points=points))]
    if before.points == points:
        return []
    return [Change(before, replace(before, points=points, is_agreed=False))]


def agree_summary(
    room: Room, actor: Actor, command: AgreeSummary, moment: Moment
) -> Sequence[Change]:
    """Say that the points are right, or not yet. Raises Refused `summary_empty` without any."""
    before = _unchanged(room, _summary(room, actor, command), command)
    if command.is_agreed and not (before and any(before.points)):
        raise Refused("summary_empty")
    if before is None or before.is_agreed is command.is_agreed:
        return []
    return [Change(before, replace(before, is_agreed=command.is_agreed))]


def say(room: Room, actor: Actor, command: Say, moment: Moment) -> Sequence[Change]:
    """Send a message to the room, the chairs or one table."""
    place, _, number = command.to.partition(":")
    if place == "table" and number:
        table_in_use(room, number)
    elif command.to not in ("everyone", "chairs"):
        raise Refused("bad_command")
    text = typed(command.text, MESSAGE_MOST)
    return [Change(None, Message(moment.new_id(), text, command.to, moment.room_ms))]


def show_on_stage(
    room: Room, actor: Actor, command: ShowOnStage, moment: Moment
) -> Sequence[Change]:
    """Choose what the big screen shows; only what can be read by all may stand there."""
    conference = cast(Conference, room.conference)
    show = StageShow(command.mode)
    if command.mode is StageMode.ENTRIES:
        show = StageShow(command.mode, entries=_released(room, command.entries))
    elif command.mode is StageMode.MESSAGE:
        show = StageShow(command.mode, text=typed(command.text, MESSAGE_MOST))
    if show == conference.show:
        return []
    refuse_if_changed(conference.rev, command.if_rev)
    return [Change(conference, replace(conference, show=show))]


def arrange_stage(
    room: Room, actor: Actor, command: ArrangeStage, moment: Moment
) -> Sequence[Change]:
    """Choose how the big screen looks; what is not asked for stays as it is."""
    conference = cast(Conference, room.conference)
    now = conference.stage
    look = StageLook(command.light or now.light, command.join_code or now.join_code)
    return [] if look == now else [Change(conference, replace(conference, stage=look))]


def _released(room: Room, entries: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(entries))
    if len(chosen) > STAGE_MOST:
        raise Refused("too_many_on_stage", most=STAGE_MOST)
    for entry in chosen:
        found = entry_of(room, entry)
        if found.is_hidden or found.is_late:
            raise Refused("unknown_entry")
    return chosen


def _typed_or_nothing(text: str, most: int) -> str:
    return "" if is_empty(text) else typed(text, most)


def _summary(room: Room, actor: Actor, command: WriteSummary | AgreeSummary) -> Summary:
    """An empty summary of the question at the table that is meant."""
    table = _own_table(room, actor, command.table)
    activity = activity_of(room, command.activity)
    there = [question.id for question in questions_at(activity, table.theme)]
    if command.question not in ([POINTS] if is_harvest(activity) else there):
        raise Refused("unknown_question")
    place = f"{activity.id}.{command.question}.{table.id}"
    return Summary(place, activity.id, command.question, table.id, ())


def _unchanged(room: Room, asked: Summary, command: WriteSummary | AgreeSummary) -> Summary | None:
    """The summary as it is, if it is still the one that was seen."""
    before = room.summaries.get(asked.id)
    if command.if_rev is not None and command.if_rev != (before.rev if before else 0):
        raise Refused("changed_meanwhile")
    return before


def _own_table(room: Room, actor: Actor, number: str | None) -> Table:
    if actor.role is not Role.CHAIR:
        return table_in_use(room, number or actor.table or "")
    if actor.table is None or number not in (None, actor.table):
        raise Refused("not_allowed")
    return table_in_use(room, actor.table)
