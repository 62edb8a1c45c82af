"""Wrong clocks: what is known of them is kept, and the minutes that are shown are put right.

Nothing is put in order by a wall clock. An entry keeps the minute that the box believed it to be;
by how much that was off may be found out later, and stands with the conference.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from .change import Change, Moment
from .commands import Actor, NoteClock
from .records import ClockSet, Conference, Entry
from .room import Room


def note_clock(room: Room, actor: Actor, command: NoteClock, moment: Moment) -> Sequence[Change]:
    """Keep by how much the clock was off. Nothing changes where nothing was written meanwhile."""
    conference = cast(Conference, room.conference)
    if not command.minutes or command.upto <= command.after:
        return []
    noted = ClockSet(command.minutes, command.after, command.upto, command.source)
    return [Change(conference, replace(conference, clocks=(*conference.clocks, noted)))]


def at_its_minute(room: Room, entry: Entry) -> Entry:
    """The entry with the minute to be shown."""
    minute = room.right_minute(entry)
    return entry if minute == entry.minute else replace(entry, minute=minute)
