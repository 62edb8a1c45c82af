"""How many people are in the room: the heads that were counted at the tables, without the chairs.

Devices do not tell it, because people share one or have none; so only what a person counted is
counted here, and at how many tables nobody did is told beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.conference.room import Room

from .privacy import ALL, K, roll_up


@dataclass(frozen=True, slots=True)
class Attendance:
    """`heads` were counted at `counted` of the `tables` in use."""

    heads: int
    counted: int
    tables: int

    @property
    def is_whole(self) -> bool:
        """Whether every table was counted."""
        return 0 < self.counted == self.tables


def attendance(room: Room) -> Attendance:
    """The heads that were counted so far."""
    known = heads_at(room)
    in_use = sum(table.is_in_use for table in room.tables.values())
    return Attendance(sum(known.values()), len(known), in_use)


def attended_per_table(room: Room, k: int = K) -> Mapping[str, int]:
    """The same per group of tables ("3", "1+4"), each of at least `k` people or of nobody."""
    return {group: n for group, n in roll_up(heads_at(room), k).items() if group != ALL}


def heads_at(room: Room) -> Mapping[str, int]:
    """The heads at each table in use at which they were counted, by table."""
    tables = (table for table in room.tables.values() if table.is_in_use)
    return {table.id: table.heads for table in tables if table.heads is not None}
