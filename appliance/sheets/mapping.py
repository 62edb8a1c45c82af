"""Guesses which column is what; a person looks at it before anything is taken in.

By the name of a column first, and by what stands in it only where that leaves little doubt.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .fields import OF_OTHERS, SYNONYMS, Field, Kind, squeezed, words
from .sheet import ADDRESS

LOOKED_AT: Final = 200
"""Rows that tell what stands in a column."""

SHARE_LEAST: Final = 0.8
"""Of the filled cells that look like it."""

_CALLED_SO, _SPEAKS_OF, _LOOKS_LIKE = 3, 2, 1
"""How sure: the name is the field's, has it among its words, or the cells look like it."""

_WORDS_MOST: Final = 3
"""In a synonym."""

_NAME: Final = re.compile(r"[^\W\d_]([^\W\d_]|[ .'’-])*")
_NAME_WORDS_MOST: Final = 6

_SPECIFIC: Final = (
    *(Kind.ANSWER, Kind.EMAIL, Kind.CODE, Kind.FIRST_NAME, Kind.INFIX, Kind.LAST_NAME),
    *(Kind.ROLE, Kind.NAME),
)
"""Which goes first in a name that speaks of two: "e-mail deelnemer" is an address."""


Scored = tuple[int, int]
"""A field by its place, and how sure it is."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The places of the fields by their names, squeezed."""

    own: dict[str, list[int]]
    """A field's own names, and the synonyms of its kind."""
    kind: dict[str, list[int]]
    """The synonyms alone: a question's text is no word in a longer name."""
    loose: dict[str, list[int]]


def guess(
    columns: Sequence[str], rows: Sequence[Sequence[str]], fields: Sequence[Field]
) -> dict[str, int | None]:
    """The place of each field's column, by the field's id; None where none is likely.

    No column is given twice. Roles and codes are not guessed by what stands in a column.
    """
    names = _names(columns, fields)
    likely = sorted(
        (-score, _SPECIFIC.index(fields[order].kind), order, place)
        for place, column in enumerate(columns)
        for order, score in _scores(column, _cells(rows, place), fields, names)
    )
    found: dict[str, int | None] = {field.id: None for field in fields}
    taken: set[int] = set()
    for _, _, order, place in likely:
        if found[fields[order].id] is None and place not in taken:
            found[fields[order].id] = place
            taken.add(place)
    return found


def _names(columns: Sequence[str], fields: Sequence[Field]) -> _Names:
    names = _Names(defaultdict(list), defaultdict(list), defaultdict(list))
    called = {squeezed(column) for column in columns}
    wholes = {field.id for field in fields if not called.isdisjoint(map(squeezed, field.names))}
    for order, field in enumerate(fields):
        synonyms = {squeezed(name) for name in SYNONYMS[field.kind]}
        for name in synonyms.union(map(squeezed, field.names)):
            names.own[name].append(order)
        for name in synonyms:
            names.kind[name].append(order)
        for name in set(map(squeezed, field.loose if field.whole not in wholes else ())):
            names.loose[name].append(order)
    return names


def _scores(
    column: str, cells: Sequence[str], fields: Sequence[Field], names: _Names
) -> Iterator[Scored]:
    """Every field that this column may be."""
    has_addresses = _share(cells, _is_address) >= SHARE_LEAST
    has_names = not has_addresses and _share(cells, _is_name) >= SHARE_LEAST
    is_of_others = not OF_OTHERS.isdisjoint(words(column))
    for order, score in _by_name(column, names):
        kind = fields[order].kind
        if kind in (Kind.ANSWER, Kind.EMAIL) or not (has_addresses or is_of_others):
            yield order, score
    for order, field in enumerate(fields):
        if field.kind == Kind.EMAIL and has_addresses:
            yield order, _LOOKS_LIKE
        if field.kind == Kind.NAME and has_names and not is_of_others:
            yield order, _LOOKS_LIKE


def _by_name(column: str, names: _Names) -> Iterator[Scored]:
    for order in names.own.get(squeezed(column), ()):
        yield order, _CALLED_SO
    alike = names.loose.get(squeezed(column), [])
    if len(alike) == 1:
        yield alike[0], _SPEAKS_OF
    for phrase in _phrases(column):
        for order in names.kind.get(phrase, ()):
            yield order, _SPEAKS_OF


def _phrases(name: str) -> Iterator[str]:
    """Up to three words in a row: "uw e-mailadres" has "emailadres" among them."""
    found = words(name)
    for first in range(len(found)):
        for n in range(1, _WORDS_MOST + 1):
            yield "".join(found[first : first + n])


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [told for row in rows[:LOOKED_AT] if (told := row[place].strip())]


def _share(cells: Sequence[str], looks_so: Callable[[str], bool]) -> float:
    return sum(map(looks_so, cells)) / len(cells) if cells else 0.0


def _is_address(cell: str) -> bool:
    return ADDRESS.fullmatch(cell) is not None


def _is_name(cell: str) -> bool:
    """Two to six words that begin with a capital at both ends, without digits."""
    parts = cell.split()
    return (
        2 <= len(parts) <= _NAME_WORDS_MOST
        and parts[0][0].isupper()
        and parts[-1][0].isupper()
        and _NAME.fullmatch(cell) is not None
    )
