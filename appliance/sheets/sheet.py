"""From records as they stand in a file to a table with a header. Knows no file format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple

from .limits import CELL_CHARACTERS_MOST, CELLS_MOST, CHARACTERS_MOST, COLUMNS_MOST
from .trouble import SheetTrouble

MARKED: Final = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
"""A cell that only looks like a formula: programs put an apostrophe before it, as `write` does."""

ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
"""What people take for an e-mail address at first sight."""

SAME_MOST: Final = 100_000
"""Different texts that are kept once: answers to a survey are mostly the same few."""

HEAD: Final = 50
"""Rows that tell how many cells of a row are filled as a rule."""

HEADER_SHARE: Final = 0.6
"""A header names at least this share of the cells that a row fills; a title over it does not."""


class Record(NamedTuple):
    """One row of a file by its number, as a spreadsheet numbers them: the first is 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. Every row has as many cells as there are columns; the names of these differ.

    `numbers` are those of the rows in the file, for telling a person where to look. `above` is
    what stands over the header. `encoding` and `delimiter` are those of a CSV, "" for a
    spreadsheet; `sheet` and all `sheets` are names in a spreadsheet.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    above: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def records(self) -> Iterator[Record]:
        """Every row with its number in the file."""
        for number, cells in zip(self.numbers, self.rows, strict=True):
            yield Record(number, list(cells))


def kept(file: str, records: Iterable[Record]) -> list[Record]:
    """The records that have something, without empty cells at their end. Raises SheetTrouble."""
    found: list[Record] = []
    same: dict[str, str] = {}
    cells_left, characters_left = CELLS_MOST, CHARACTERS_MOST
    for number, cells in records:
        filled = _trimmed(cells)
        if not filled:
            continue
        _check(file, number, filled)
        cells_left -= len(filled)
        characters_left -= sum(map(len, filled))
        if cells_left < 0:
            raise SheetTrouble("cells_many", file=file, most=CELLS_MOST)
        if characters_left < 0:
            raise SheetTrouble("too_much", file=file)
        once = same.setdefault if len(same) < SAME_MOST else same.get
        found.append(Record(number, [_plain(once(cell, cell)) for cell in filled]))
    return found


def tabled(file: str, records: Sequence[Record], has_header: bool | None = None) -> Sheet:
    """A table of what was kept; `has_header` None finds out. Raises SheetTrouble `empty`."""
    if not records:
        raise SheetTrouble("empty", file=file)
    first = _first(records)
    if has_header is None:
        has_header = not any(ADDRESS.fullmatch(cell.strip()) for cell in records[first].cells)
    body = records[first + 1 :] if has_header else records[first:]
    width = max(len(record.cells) for record in records[first:])
    names = records[first].cells if has_header else []
    return Sheet(
        columns=_distinct([*names, *[""] * (width - len(names))]),
        rows=tuple((*cells, *("",) * (width - len(cells))) for _, cells in body),
        numbers=tuple(number for number, _ in body),
        above=tuple(" ".join(filter(None, cells)) for _, cells in records[:first]),
    )


def check_width(file: str, n: int) -> None:
    """Raises SheetTrouble where there are more columns than fit."""
    if n > COLUMNS_MOST:
        last = _letters(n - 1)
        raise SheetTrouble("columns_many", file=file, n=n, last=last, most=COLUMNS_MOST)


def _trimmed(cells: list[str]) -> list[str]:
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


def _check(file: str, number: int, cells: list[str]) -> None:
    check_width(file, len(cells))
    if max(map(len, cells)) > CELL_CHARACTERS_MOST:
        raise SheetTrouble("cell_long", file=file, row=number, most=CELL_CHARACTERS_MOST)


def _plain(cell: str) -> str:
    """A cell without the apostrophe that only says that it is text."""
    return cell[1:] if cell[:1] == "'" and MARKED.match(cell) else cell


def _first(records: Sequence[Record]) -> int:
    """Where the table begins: the first record that fills as much as others do."""
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in records[:HEAD]]
    enough = HEADER_SHARE * median(filled)
    return next(place for place, n in enumerate(filled) if n >= enough)


def _distinct(cells: Sequence[str]) -> tuple[str, ...]:
    """Names on one line that differ; a nameless column is called as spreadsheets do: A, B … AA."""
    names: dict[str, None] = {}
    for place, cell in enumerate(cells):
        name = " ".join(cell.split()) or _letters(place)
        unused, n = name, 1
        while unused in names:
            n += 1
            unused = f"{name} ({n})"
        names[unused] = None
    return tuple(names)


def _letters(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
