"""The tables of the room: out of use, into use again, merged, added.

People stay seated where they were until they say otherwise, and what was written at a table stays
there: a table out of use only takes nothing new.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .change import Change, Moment
from .commands import Actor, AddTable, MergeTable, RetireTable, ReturnTable
from .programme import chair_code
from .records import Signal, Table
from .refusal import Refused
from .room import Room
from .topics import questions_of

SEATS_MOST: Final = 100


def retire_table(
    room: Room, actor: Actor, command: RetireTable, moment: Moment
) -> Sequence[Change]:
    """Put a table out of use. One that is so already stays as it is, also when it was merged."""
    table = _table(room, command.table)
    if not table.is_in_use:
        return []
    _is_not_the_last(room, table)
    return [Change(table, _put_away(table))]


def return_table(
    room: Room, actor: Actor, command: ReturnTable, moment: Moment
) -> Sequence[Change]:
    """Take a table into use again; it is no longer merged."""
    table = _table(room, command.table)
    if table.is_in_use:
        return []
    return [Change(table, replace(table, is_in_use=True, merged_into=None))]


def merge_table(room: Room, actor: Actor, command: MergeTable, moment: Moment) -> Sequence[Change]:
    """Put a table out of use and say at which one its people go on, which is then in use."""
    table, into = _table(room, command.table), _table(room, command.into)
    if table.id == into.id:
        raise Refused("merge_with_itself")
    if table.merged_into == into.id:
        return []
    if not into.is_in_use:
        raise Refused("merge_out_of_use", table=into.id)
    return [Change(table, replace(_put_away(table), merged_into=into.id))]


def add_table(room: Room, actor: Actor, command: AddTable, moment: Moment) -> Sequence[Change]:
    """One more table, numbered after the highest, so that no number ever means two tables."""
    if command.theme not in room.themes:
        raise Refused("unknown_theme")
    if not 1 <= command.seats <= SEATS_MOST:
        raise Refused("out_of_range", least=1, most=SEATS_MOST)
    number = max((table.number for table in room.tables.values()), default=0) + 1
    table = Table(str(number), number, command.theme, seats=command.seats)
    return [Change(None, table), Change(None, chair_code(table, moment))]


def may_stand(room: Room, now: Table, back: Table | None) -> bool:
    """Whether a table that is as `now` may be put back as it was, None where it was not there.

    The room keeps a table in use, nobody is sent to one that is not, and a table at which somebody
    sat or wrote does not vanish.
    """
    if back is None:
        return _has_others(room, now) and not _is_known(room, now)
    if back.is_in_use:
        return True
    into = room.tables.get(back.merged_into) if back.merged_into else None
    leads = back.merged_into is None or (into is not None and into.is_in_use)
    return _has_others(room, now) and leads


def may_vanish(room: Room, table: Table) -> bool:
    """Whether nobody sat or wrote at this table, so that it can be taken out of the room."""
    return not _is_known(room, table)


def _table(room: Room, number: str) -> Table:
    found = room.tables.get(number)
    if found is None:
        raise Refused("unknown_table", table=number)
    return found


def _put_away(table: Table) -> Table:
    """Out of use, and asking for nothing any more. Nobody sits there: who did is counted where they
    go on."""
    quiet = replace(table, signal=Signal.NONE, reason="", signalled_room_ms=None)
    return replace(quiet, heads=None, is_in_use=False, merged_into=None)


def _is_not_the_last(room: Room, table: Table) -> None:
    if not _has_others(room, table):
        raise Refused("last_table")


def _has_others(room: Room, table: Table) -> bool:
    return any(other.is_in_use for other in room.tables.values() if other.id != table.id)


def _is_known(room: Room, table: Table) -> bool:
    """Whether anything in the room leads to this table."""
    is_used = any(
        room.is_used((activity.id, question.id, table.id))
        for activity in room.activities.values()
        for question in questions_of(activity)
    )
    summed_up = any(summary.table == table.id for summary in room.summaries.values())
    is_merged = any(other.merged_into == table.id for other in room.tables.values())
    sat = bool(room.around(table.id) or table.heads)
    return sat or is_used or summed_up or is_merged
