"""How a table fits on paper: widths, size of letters, a page across, or row by row as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from appliance.report.figures import NONE, written
from appliance.report.value import Column, Holds, Table

from .letters import is_leftward
from .texts import entry, runs, short, text

Json = Any

UPRIGHT_PT: Final = 150 / 25.4 * 72
ACROSS_PT: Final = 237 / 25.4 * 72
"""What the margins leave of an A4, upright and across."""

_TRIES: Final = [
    *((UPRIGHT_PT, size) for size in (9.0, 8.0)),
    *((ACROSS_PT, size) for size in (9.0, 8.0, 7.0)),
]
NUMBERS: Final = (Holds.COUNT, Holds.NUMBER, Holds.SHARE)
_GAP_PT: Final = 8.0
_EM_PER_LETTER: Final = 0.56
"""How wide our face is for numbers and bold titles; people's texts are narrower."""

_WORD: Final = 16
"""Letters of a word that a column of text has to hold."""

_LINE: Final = 100
"""Letters of a cell's text for which a column is made wider."""

_BRIEF: Final = 80
_TOGETHER: Final = 10
"""Rows that are each a line of so many letters at most stand together, that many of them: Typst
takes 7 KB for each text by itself."""

_WHOLE: Final = 300
"""Letters of the longest row with which no row of a table goes over two pages."""

_MOST_ROWS: Final = 1500
_MOST_LETTERS: Final = 300_000
"""Typst takes 400 bytes for each letter in a table, and 80 for one in a paragraph."""


@dataclass(frozen=True, slots=True)
class _Need:
    """Letters that a column must hold side by side, and how many it would like to."""

    least: int
    usual: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """A page, a size of letters and the width of each column, in points."""

    page: float
    size: float
    widths: list[float]

    @property
    def letters(self) -> list[int]:
        """How many letters of a word each column holds at least."""
        return [
            max(1, int((width - _GAP_PT) / self.size / _EM_PER_LETTER)) for width in self.widths
        ]


def table(told: Table, language: str, *, may_lie: bool = True) -> Json:
    """A table for the templates; `columns` is empty where it stands row by row.

    It has a page that lies across where it needs one and `may_lie`.
    """
    cells = [
        [written(cell, column, language) for cell, column in zip(row, told.columns, strict=True)]
        for row in told.rows
    ]
    letters = sum(len(cell) for row in cells for cell in row)
    is_long = len(cells) > _MOST_ROWS or letters > _MOST_LETTERS
    fit = None if is_long else _fit(told, cells, _TRIES if may_lie else _TRIES[:2])
    longest = max((sum(map(len, row)) for row in cells), default=0)
    found = {
        "kind": "table",
        "caption": short(told.caption),
        "note": text(told.note),
        "is_whole": longest <= _WHOLE,
    }
    if fit is None:
        made = _entries(told, cells) if is_long else _records(told, cells)
        return {**found, "across": False, "columns": [], "rows": made, "is_long": is_long}
    return {
        **found,
        "size": fit.size,
        "across": fit.page == ACROSS_PT,
        "columns": [
            {"title": text(column.title, wide), "width": width, "number": column.holds in NUMBERS}
            for column, wide, width in zip(told.columns, fit.letters, fit.widths, strict=True)
        ],
        "rows": _rows(told, cells, fit.letters),
    }


def _rows(told: Table, cells: list[list[str]], widths: Sequence[int]) -> Json:
    return [
        [
            _cell(runs(cell, wide) if isinstance(cell, tuple) else said, said)
            for cell, said, wide in zip(row, row_told, widths, strict=True)
        ]
        for row, row_told in zip(told.rows, cells, strict=True)
    ]


def _cell(shown: Json, said: str) -> Json:
    return {"text": shown, "leftward": True} if is_leftward(said) else shown


def _records(told: Table, cells: list[list[str]]) -> Json:
    """Each row as its longest text, which is its name, and its other cells with what they are."""
    main = _main(told, cells)
    return [
        {
            "text": text(row[main]),
            "leftward": is_leftward(row[main]),
            "about": text(_others(told, row, main)),
        }
        for row in cells
    ]


def _entries(told: Table, cells: list[list[str]]) -> Json:
    """The rows as bare texts: each that is brief is a line; the others are their short cells, and
    below them what they are about.
    """
    main = _main(told, cells)
    texts = []
    for are_brief, rows in groupby(cells, lambda row: _is_brief(_others(told, row))):
        if are_brief:
            lines = [_others(told, row) for row in rows]
            texts += ["\n".join(some) for some in _batched(lines, _TOGETHER)]
        else:
            texts += [f"{_others(told, row, main)}\n{row[main]}" for row in rows]
    return [entry(each) for each in texts]


def _is_brief(told: str) -> bool:
    return len(told) <= _BRIEF and "\n" not in told and not is_leftward(told)


def _batched(lines: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (lines[at : at + size] for at in range(0, len(lines), size))


def _others(told: Table, row: list[str], main: int | None = None) -> str:
    return " · ".join(
        f"{column.title}: {cell}"
        for n, (column, cell) in enumerate(zip(told.columns, row, strict=True))
        if n != main and cell not in (NONE, "")
    )


def _main(told: Table, cells: list[list[str]]) -> int:
    texts = [n for n, column in enumerate(told.columns) if column.holds is Holds.TEXT]
    columns = texts or range(len(told.columns))
    return max(columns, key=lambda n: sum(len(row[n]) for row in cells), default=0)


def _need(column: Column, cells: Sequence[str]) -> _Need:
    title = max(map(len, column.title.split()), default=1)
    if column.holds is Holds.TEXT:
        longest = max((len(word) for cell in cells for word in cell.split()), default=1)
        usual = max(map(len, cells), default=0)
        return _Need(min(max(title, longest), _WORD), float(min(max(usual, 4), _LINE)))
    least = max([title if title <= _WORD else _WORD, *map(len, cells)])
    return _Need(min(least, 2 * _WORD), 0.0)


def _fit(told: Table, cells: list[list[str]], tries: Sequence[tuple[float, float]]) -> _Fit | None:
    """The first try in which every column holds what it must."""
    needs = [_need(column, [row[n] for row in cells]) for n, column in enumerate(told.columns)]
    usual = sum(need.usual for need in needs)
    for page, size in tries:
        letter = size * _EM_PER_LETTER
        least = [need.least * letter + _GAP_PT for need in needs]
        spare = page - sum(least)
        if spare >= 0:
            share = min(spare / usual, letter) if usual else 0.0
            widths = [start + need.usual * share for start, need in zip(least, needs, strict=True)]
            return _Fit(page, size, widths)
    return None
