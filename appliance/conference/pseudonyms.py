"""Names that tell nobody who it is, and nothing else either.

One name has one pseudonym. So what can be joined by its name in the room can be joined by its
pseudonym, and nothing more: two people of one name are not told apart, nor is a name that is
written in two ways taken for one. The numbers follow neither the alphabet nor the order in which
people came: they follow a digest under a key that only who has the room can know.
"""

import hmac
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from .records import Conference, Contact, Entry, Invitee, Person, Response, Table
from .room import Room
from .tally.privacy import K

_PERSON: Final[Mapping[str, str]] = {"nl": "Persoon", "en": "Person"}

_DIGITS_LEAST: Final = 2


class Alias(NamedTuple):
    """A pseudonym, the name behind it, and the tables at which somebody of that name sat."""

    pseudonym: str
    name: str
    tables: tuple[str, ...]


def pseudonyms(room: Room) -> Mapping[str, str]:
    """The pseudonym of every name that stands somewhere as a name."""
    key = _key(room)
    found = sorted(set(names(room)), key=lambda name: hmac.digest(key, name.encode(), "sha256"))
    width = max(_DIGITS_LEAST, len(str(len(found))))
    word = _word(room.conference.languages if room.conference else ())
    return {name: f"{word} {n:0{width}}" for n, name in enumerate(found, 1)}


def key_list(room: Room) -> list[Alias]:
    """Who is behind each pseudonym, in the order of these. For the organiser alone."""
    return sorted(
        Alias(pseudonym, name, _tables(room, name)) for name, pseudonym in pseudonyms(room).items()
    )


def names(room: Room) -> Iterator[str]:
    """Every name that stands as a name; some stand in several places."""
    for table in room.tables.values():
        yield from _said(table.chair)
    for invitee in room.invitees.values():
        yield from _said(invitee.label)
    named: tuple[Mapping[str, Person | Entry | Response], ...] = (
        *(room.people, room.entries, room.responses),
    )
    for records in named:
        for record in records.values():
            yield from _said(record.name)


def renaming(room: Room) -> Callable[[Any], Any]:
    """What gives a record of this room pseudonyms for names, and takes out what reaches somebody.

    What somebody says to be is left out where fewer than k people said so.
    """
    called = pseudonyms(room)
    roles = Counter(person.role.casefold() for person in room.people.values())

    def rename(record: Any) -> Any:
        match record:
            case Person():
                role = record.role if roles[record.role.casefold()] >= K else ""
                return replace(record, name=called.get(record.name, ""), role=role)
            case Entry():
                return replace(record, name=called.get(record.name, ""))
            case Response():
                return replace(record, name=called.get(record.name, ""), mark="")
            case Table():
                return replace(record, chair=called.get(record.chair, ""))
            case Invitee():
                return replace(record, label=called.get(record.label, ""), email="", code="")
            case Conference():
                return replace(record, contact=Contact())
        return record

    return rename


def _key(room: Room) -> bytes:
    """Made of the codes that were drawn with the conference: they stay as they are, no page shows
    them together, and they are never shared."""
    conference = room.conference
    drawn = sorted(c.code for c in room.codes.values() if conference and c.seq == conference.seq)
    return " ".join([conference.id if conference else "", *drawn]).encode()


def _word(languages: Sequence[str]) -> str:
    return _PERSON[next((one for one in languages if one in _PERSON), "en")]


def _tables(room: Room, name: str) -> tuple[str, ...]:
    chaired = {table.id for table in room.tables.values() if table.chair == name}
    sat = {person.table for person in room.people.values() if person.name == name}
    return tuple(sorted(chaired | sat, key=lambda id: (len(id), id)))


def _said(name: str) -> Iterator[str]:
    if name:
        yield name
