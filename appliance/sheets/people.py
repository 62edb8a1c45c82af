"""From a table to the invitees in it, and to a report of the rows that a person has to mend."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .fields import Kind
from .table import Rows

NAME_MOST: Final = 120
ROLE_MOST: Final = 80
EMAIL_MOST: Final = 254
"""Characters of an address: RFC 5321, 4.5.3.1.3, without its brackets."""

CODE_LEAST: Final = 8
CODE_MOST: Final = 64
"""A personal code opens somebody's answers: counting 1, 2, 3 must not find one."""

TROUBLES: Final[Mapping[str, str]] = {
    "nobody": "There is no name and no e-mail address in this row.",
    "no_address": "“{told}” is not an e-mail address.",
    "address_twice": "This e-mail address stands in row {row} too.",
    "code_twice": "This code stands in row {row} too.",
    "name_twice": "This name stands in row {row} too. An e-mail address tells them apart.",
    "too_long": "This has {n} characters; {most} fit.",
    "code_unfit": (
        "A personal code has {least} to {most} letters, digits and hyphens. "
        "Leave this column out, and Tafelronde makes codes."
    ),
}
"""Why a row is not taken in; braces hold the values."""

_MOST: Final = {Kind.NAME: NAME_MOST, Kind.ROLE: ROLE_MOST, Kind.EMAIL: EMAIL_MOST}

_ADDRESS: Final = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@([\w-]+\.)+[^\W_]{2,}")
"""Strict enough for a line in a mail; whether it exists only a mail tells."""

_WITH_NAME: Final = re.compile(r"\"?([^\"<>]*?)\"? ?<(?:mailto:)?([^<>]+)>")
"""How mail programs copy an address: Anne de Vries <anne@example.org>."""

_CODE: Final = re.compile(r"[A-Za-z0-9-]+")

_TOLD_MOST: Final = 60
"""Characters of what is no address, in the sentence about it."""

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
"""Marks without width, which come along when an address is copied from a page."""

Mapped = Mapping[str, int | None]
"""The place of the column of each of fields.PEOPLE, by its id; what is not there is None."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who is invited; "" where the table does not tell. `row` is the row's number."""

    row: int
    name: str
    email: str
    role: str
    code: str


@dataclass(frozen=True, slots=True)
class Mend:
    """Why a row was not taken in: `code` is one of TROUBLES. `column` "" means the whole row."""

    row: int
    column: str
    code: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Invited:
    """Everyone who was taken in, and everything to mend: each row is in one of both."""

    invitees: tuple[Invitee, ...]
    mend: tuple[Mend, ...]


Trouble = tuple[Kind | None, str, dict[str, str | int]]
Seen = dict[tuple[Kind, str], int]
"""The row in which an address, code or bare name was first taken in."""


def invited(sheet: Rows, mapped: Mapped) -> Invited:
    """The invitees in a table. Of two alike the first is taken in, the other is to be mended."""
    invitees: list[Invitee] = []
    mend: list[Mend] = []
    seen: Seen = {}
    for number, row in sheet.records():
        invitee = _invitee(number, row, mapped)
        troubles = [*_troubles(invitee), *_doubles(invitee, seen)]
        for kind, code, values in troubles:
            mend.append(Mend(number, _column(sheet, mapped, kind), code, values))
        if not troubles:
            invitees.append(invitee)
            seen.update(dict.fromkeys(_marks(invitee), number))
    return Invited(tuple(invitees), tuple(mend))


def _invitee(number: int, row: Sequence[str], mapped: Mapped) -> Invitee:
    cells = {kind: _cell(row, mapped.get(kind)) for kind in Kind}
    email = cells[Kind.EMAIL].translate(_INVISIBLE)
    name = _name(cells, mapped)
    if copied := _WITH_NAME.fullmatch(email):
        name, email = name or copied[1], copied[2]
    return Invitee(
        row=number,
        name=name,
        email=email.removeprefix("mailto:"),
        role=cells[Kind.ROLE],
        code=cells[Kind.CODE].translate(_INVISIBLE),
    )


def _cell(row: Sequence[str], place: int | None) -> str:
    return "" if place is None else " ".join(row[place].split())


def _name(cells: Mapping[Kind, str], mapped: Mapped) -> str:
    """The whole name. "Naam" beside "Voornaam" is a last name, where no column is called that."""
    last = cells[Kind.LAST_NAME]
    whole = cells[Kind.NAME]
    first = cells[Kind.FIRST_NAME]
    if whole and mapped.get(Kind.LAST_NAME) is None and not whole.startswith(first):
        whole, last = "", whole
    return whole or " ".join(filter(None, (first, cells[Kind.INFIX], last)))


def _troubles(invitee: Invitee) -> Iterator[Trouble]:
    """What is wrong with a row by itself."""
    if not invitee.name and not invitee.email:
        yield None, "nobody", {}
    for kind, most in _MOST.items():
        n = len(getattr(invitee, kind))
        if n > most:
            yield kind, "too_long", {"n": n, "most": most}
    if invitee.email and not _is_address(invitee.email):
        yield Kind.EMAIL, "no_address", {"told": invitee.email[:_TOLD_MOST]}
    if invitee.code and not _is_code(invitee.code):
        yield Kind.CODE, "code_unfit", {"least": CODE_LEAST, "most": CODE_MOST}


def _doubles(invitee: Invitee, seen: Seen) -> Iterator[Trouble]:
    """What stands in an earlier row too."""
    codes = {Kind.EMAIL: "address_twice", Kind.CODE: "code_twice", Kind.NAME: "name_twice"}
    for mark in _marks(invitee):
        if mark in seen:
            yield mark[0], codes[mark[0]], {"row": seen[mark]}


def _marks(invitee: Invitee) -> Iterator[tuple[Kind, str]]:
    """By what two rows are the same person; names alone only where there is nothing else."""
    if invitee.email:
        yield Kind.EMAIL, invitee.email.casefold()
    if invitee.code:
        yield Kind.CODE, invitee.code.casefold()
    if not invitee.email and not invitee.code and invitee.name:
        yield Kind.NAME, invitee.name.casefold()


def _is_address(told: str) -> bool:
    return told.isprintable() and _ADDRESS.fullmatch(told) is not None


def _is_code(told: str) -> bool:
    return CODE_LEAST <= len(told) <= CODE_MOST and _CODE.fullmatch(told) is not None


def _column(sheet: Rows, mapped: Mapped, kind: Kind | None) -> str:
    """The name of the column to look at; a name may stand in several."""
    kinds = (Kind.NAME, Kind.FIRST_NAME, Kind.LAST_NAME) if kind == Kind.NAME else (kind,)
    for one in kinds:
        place = mapped.get(one) if one else None
        if place is not None:
            return sheet.columns[place]
    return ""
