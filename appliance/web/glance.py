"""One look at the room per request: the few records that tell who somebody is and where they sit.

Records never change once made, so they may leave the conductor's thread.
"""

from dataclasses import dataclass
from hmac import compare_digest

from flask import g

from appliance.conference.records import Code, Conference, Role, Table, Theme
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.seats import table_in_use
from appliance.conference.typeable import plain_code

from .cookies import Device
from .desk import desk


@dataclass(frozen=True, slots=True)
class Glance:
    """The conference, its tables and codes, and where the people of one device sit."""

    conference: Conference
    themes: tuple[Theme, ...]
    tables: tuple[Table, ...]
    codes: tuple[Code, ...]
    people: tuple[str, ...] = ()
    """The ids of all who share the device, the first person first."""
    seats: tuple[str | None, ...] = ()
    """The table of each of them, or None for who has no seat yet."""
    unusable: Refused | None = None
    """Why the table that was asked for cannot be sat at."""

    def seat(self, device: Device, n: int | None = None) -> str | None:
        """Where a person of this device sits: their own seat, else what the device saw last."""
        return self.seats[(n or device.n) - 1] or device.table

    @property
    def seated(self) -> frozenset[str]:
        """Who of this device's people have a seat of their own."""
        pairs = zip(self.people, self.seats, strict=True)
        return frozenset(person for person, seat in pairs if seat is not None)

    def find_code(self, typed: str, *roles: Role) -> Code | None:
        """What this code opens, for any of these roles; found in the same time whichever it is."""
        wanted = plain_code(typed).encode()
        found = [
            code
            for code in self.codes
            if compare_digest(plain_code(code.code).encode(), wanted) and code.role in roles
        ]
        return found[0] if found else None


def glance(device: Device | None = None, table: str | None = None) -> Glance:
    """What there is now, and whether `table` can be sat at.

    Raises Refused `no_conference` on a box that has none.
    """
    # Taken along: the conductor's thread knows no application.
    cookies = desk().cookies

    def look(room: Room) -> Glance:
        conference = room.conference
        if conference is None:
            raise Refused("no_conference")
        people = cookies.people(conference.id, device) if device else ()
        seats = tuple(known.table if (known := room.people.get(p)) else None for p in people)
        tables = tuple(sorted(room.tables.values(), key=lambda table: table.number))
        themes = tuple(sorted(room.themes.values(), key=lambda theme: theme.number))
        codes = tuple(room.codes.values())
        return Glance(conference, themes, tables, codes, people, seats, _unusable(room, table))

    seen = desk().parts.conductor.read(look)
    g.conference = seen.conference
    return seen


def _unusable(room: Room, table: str | None) -> Refused | None:
    if table is None:
        return None
    try:
        table_in_use(room, table)
    except Refused as no:
        return no
    return None


def look_for_conference() -> None:
    """Let the page say which conference this is and that one is practising, if there is one."""
    if "conference" not in g:
        g.conference = desk().parts.conductor.read(lambda room: room.conference)
