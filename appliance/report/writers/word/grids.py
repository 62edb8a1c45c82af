"""Tables: with a header row that is repeated, columns as wide as they need, rows kept whole."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

from appliance.report.figures import told, written
from appliance.report.value import Cell, Column, Figures, Holds, Line, Run, Table

from .elements import paragraph, twips, w
from .runs import is_leftward, runs, said

TEXT_MM: Final = 160.0
"""Between the margins of an upright A4."""

WIDE_MM: Final = 247.0
"""The same where the sheet lies on its side."""

_LETTER_MM: Final = 1.7
"""Of the type in tables, with room for a wider one where Word has to take another."""

_HEAD_LETTER_MM: Final = 1.9
"""The same in the head, which is bold."""

_ID_LETTER_MM: Final = 1.7
"""The same of ids, which are smaller."""

_PADDING_MM: Final = 3.4
_WORD_MOST: Final = 16
"""Letters of a word that a column is made wide enough for; a longer one breaks."""

_LINES_MOST: Final = 3
"""In how many lines a text should fit before a sheet is laid on its side …"""

_LINE_LEAST: Final = 12, 24
"""… if that takes no fewer and no more letters to a line than these."""

_LINE_MOST: Final = 60
_ENOUGH: Final = 2
"""Which of a column's needs are to be met before a sheet is laid on its side."""

_ROWS_LOOKED_AT: Final = 400
_WHOLE_UNTIL: Final = 1200
"""Letters up to which a row stays on one page; a longer one must be able to go on."""

_FIGURES_ABREAST: Final = 4


def grid(table: Table, language: str, width_mm: float) -> Any:
    """A table as wide as said."""
    widths = [twips(width) for width in _widths(table, language, width_mm)]
    rows = [_row(list(map(_cell, map(_headed, table.columns), widths)), is_head=True)]
    for row in table.rows:
        lines = [
            _line(cell, column, language) for cell, column in zip(row, table.columns, strict=True)
        ]
        cells = list(map(_cell, map(_content, lines, table.columns), widths))
        rows.append(_row(cells, is_long=_is_long(lines)))
    return _table("ReportTable", widths, rows, table.caption)


def needs_width(table: Table, language: str) -> bool:
    """Whether a table is too wide for an upright sheet."""
    return sum(needs[_ENOUGH] for needs in _needs(table, language)) > TEXT_MM


def numbers(figures: Figures, language: str) -> list[Any]:
    """Numbers side by side, as tables of four at most: a name above, the number below it."""
    items = figures.items
    count = -(-len(items) // _FIGURES_ABREAST)
    abreast = -(-len(items) // count) if count else 1
    found = []
    for start in range(0, len(items), abreast):
        some = items[start : start + abreast]
        widths = [twips(TEXT_MM / abreast)] * len(some)
        names = [paragraph("FigureName", *said(item.name)) for item in some]
        values = [paragraph("FigureNumber", *said(told(item, language))) for item in some]
        rows = [
            _row(list(map(_cell, names, widths)), is_head=True),
            _row(list(map(_cell, values, widths))),
        ]
        found.append(_table("ReportFigures", widths, rows, ""))
    return found


def _table(style: str, widths: Sequence[int], rows: Sequence[Any], caption: str) -> Any:
    properties = w(
        "tblPr",
        w("tblStyle", val=style),
        w("tblW", w=sum(widths), type="dxa"),
        # As wide as said, so that a word of any length breaks instead of leaving the page.
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val="0420",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        ),
        w("tblCaption", val=caption) if caption else None,
    )
    columns = [w("gridCol", w=width) for width in widths]
    return w("tbl", properties, w("tblGrid", *columns), *rows)


def _row(cells: Sequence[Any], *, is_head: bool = False, is_long: bool = False) -> Any:
    properties = w(
        "trPr",
        None if is_long else w("cantSplit"),
        w("tblHeader") if is_head else None,
    )
    return w("tr", properties if len(properties) else None, *cells)


def _cell(content: Any, width: int) -> Any:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content)


def _headed(column: Column) -> Any:
    is_text = column.holds in (Holds.TEXT, Holds.ID)
    return paragraph("TableText" if is_text else "TableNumber", *said(column.title))


def _content(line: Line, column: Column) -> Any:
    if column.holds is Holds.TEXT:
        return paragraph("TableText", *runs(line), also=[w("bidi")] if is_leftward(line) else ())
    if column.holds is Holds.ID:
        return paragraph("TableText", *runs(line, "Identifier"))
    return paragraph("TableNumber", *runs(line))


def _line(cell: Cell, column: Column, language: str) -> Line:
    return cell if isinstance(cell, tuple) else (Run(written(cell, column, language)),)


def _is_long(lines: Sequence[Line]) -> bool:
    return any(sum(len(run.text) for run in line) > _WHOLE_UNTIL for line in lines)


def _widths(table: Table, language: str, width_mm: float) -> list[float]:
    """How wide each column is: what it needs, and its part of the rest."""
    needs = _needs(table, language)
    for less, more in pairwise(zip(*needs, strict=True)):
        if sum(more) >= width_mm > sum(less):
            share = (width_mm - sum(less)) / (sum(more) - sum(less))
            return [low + (high - low) * share for low, high in zip(less, more, strict=True)]
    levels = list(zip(*needs, strict=True))
    nearest = levels[0] if sum(levels[0]) >= width_mm else levels[-1]
    return [one * width_mm / sum(nearest) for one in nearest]


def _needs(table: Table, language: str) -> list[tuple[float, ...]]:
    """For each column, in mm: so that no number breaks, that no word of the head does either, that
    a text has a line to speak of, and what it would like."""
    found = []
    for place, column in enumerate(table.columns):
        cells = [written(row[place], column, language) for row in table.rows[:_ROWS_LOOKED_AT]]
        longest = max(map(len, cells), default=0)
        letters = _ID_LETTER_MM if column.holds is Holds.ID else _LETTER_MM
        head = _longest_word(column.title) * _HEAD_LETTER_MM
        if column.holds is Holds.TEXT:
            word = max(map(_longest_word, cells), default=0)
            few, many = _LINE_LEAST
            line = min(longest, max(few, min(longest // _LINES_MOST, many)))
            counts = (word, word, max(word, line), min(longest, _LINE_MOST))
        else:
            counts = (min(longest, _WORD_MOST),) * 4
        least, *more = (count * letters for count in counts)
        found.append((least, *(max(head, one) for one in more)))
    return [tuple(one + _PADDING_MM for one in needs) for needs in found]


def _longest_word(told: str) -> int:
    return min(max(map(len, told.split()), default=1), _WORD_MOST)
