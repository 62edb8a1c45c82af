"""What is printed of a room: its tables in use, its codes, and how phones get there."""

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.conference.records import Conference, Role, Theme
from appliance.conference.room import Room


@dataclass(frozen=True, slots=True)
class Wifi:
    """The network for people's phones; `text` is what its code says ("WIFI:T:WPA;…")."""

    ssid: str
    passphrase: str
    text: str


@dataclass(frozen=True, slots=True)
class TableCard:
    """A table in use, who is to chair it ("" where nobody is named), and the chair's code."""

    number: str
    theme: Theme | None
    chair: str
    code: str


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that the cards say. `address` is the box's, such as "http://10.77.0.1"."""

    conference: Conference
    tables: tuple[TableCard, ...]
    address: str
    wifi: Wifi | None
    codes: Mapping[Role, str]
    """What opens the pages that are no table's: the big screen and the observers'."""


def deck_of(room: Room, address: str, wifi: Wifi | None) -> Deck | None:
    """The cards of a room as it is now, tables out of use left out; None without a conference."""
    if room.conference is None:
        return None
    chairs = {code.table: code.code for code in room.codes.values() if code.table}
    used = sorted(
        (table for table in room.tables.values() if table.is_in_use), key=lambda t: t.number
    )
    return Deck(
        conference=room.conference,
        tables=tuple(
            TableCard(table.id, room.themes.get(table.theme), table.chair, chairs[table.id])
            for table in used
        ),
        address=address,
        wifi=wifi,
        codes={code.role: code.code for code in room.codes.values() if not code.table},
    )
