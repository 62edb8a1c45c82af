"""Whether most of the people are in: from then on the big screen needs no large code to join."""

from typing import Final

from appliance.conference.room import Room

MOST_PERCENT: Final = 80
"""Whoever comes later than these can ask a neighbour, or the facilitator for the code."""


def has_most_joined(room: Room) -> bool:
    """Whether most of those who are expected took a seat or have a table's page open.

    Where the organiser expects no number of people, the seats at the tables in use are counted.
    """
    expected = _expected(room)
    return expected > 0 and len(_joined(room)) * 100 >= expected * MOST_PERCENT


def _expected(room: Room) -> int:
    told = room.conference.participants_expected if room.conference else 0
    return told or sum(table.seats for table in room.tables.values() if table.is_in_use)


def _joined(room: Room) -> frozenset[str]:
    return frozenset().union(*(room.around(table) for table in room.tables))
