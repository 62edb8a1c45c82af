"""People and where they sit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .change import Change, Moment
from .commands import Actor, Introduce, JoinTable
from .records import Person, Role, Table
from .refusal import Refused
from .room import Room
from .text import is_empty

NAME_MOST: Final = 80
"""Code points in a name or role: room for a full name with titles, not for a contribution."""


def table_in_use(room: Room, number: str) -> Table:
    """The table that takes part. Raises Refused `unknown_table` or `table_not_in_use`."""
    table = room.tables.get(number)
    if table is None:
        raise Refused("unknown_table", table=number)
    if not table.is_in_use:
        raise Refused("table_not_in_use", table=number, other=instead_of(room, table).id)
    return table


def instead_of(room: Room, table: Table) -> Table:
    """Where to go instead of a table that is out of use.

    That is the table it was merged into, as far as that led to one in use; else the emptiest in
    use, of the same theme if there is one. Where no table is in use it is the table itself.
    """
    merged: Table | None = table
    while merged is not None and merged.merged_into is not None:
        merged = room.tables.get(merged.merged_into)
    if merged is not None and merged.is_in_use:
        return merged
    others = [t for t in room.tables.values() if t.is_in_use] or [table]
    theme = table.theme
    return min(others, key=lambda t: (t.theme != theme, room.seated(t.id) - t.seats, t.number))


def seat(room: Room, actor: Actor) -> str:
    """The number of the table at which the actor sits. Raises Refused `no_seat`."""
    person = room.people.get(actor.person or "") if actor.role is Role.PARTICIPANT else None
    number = person.table if person else actor.table
    if number is None or number not in room.tables:
        raise Refused("no_seat")
    return number


def join_table(room: Room, actor: Actor, command: JoinTable, moment: Moment) -> Sequence[Change]:
    """Take a seat. A seat that one has already is acknowledged without change."""
    if actor.person is None:
        raise Refused("not_allowed")
    table = table_in_use(room, command.table)
    person = room.people.get(actor.person)
    if person is None:
        return [Change(None, Person(id=actor.person, table=table.id))]
    if person.table == table.id:
        return []
    return [Change(person, replace(person, table=table.id))]


def introduce(room: Room, actor: Actor, command: Introduce, moment: Moment) -> Sequence[Change]:
    """Keep a name or a role; what is not said stays as it was."""
    if actor.person is None:
        raise Refused("not_allowed")
    person = room.people.get(actor.person)
    if person is None:
        raise Refused("no_seat")
    told = replace(
        person,
        name=person.name if command.name is None else _short(command.name),
        role=person.role if command.role is None else _short(command.role),
    )
    return [] if told == person else [Change(person, told)]


def _short(text: str) -> str:
    if is_empty(text):
        return ""
    one_line = " ".join(text.split())
    if len(one_line) > NAME_MOST:
        raise Refused("text_too_long", n=len(one_line), most=NAME_MOST)
    return one_line
