"""A table as a sheet: its head in the first row, ids as text, nothing merged, nothing that runs."""

from collections.abc import Sequence
from math import ceil
from typing import Any, Final

from appliance.report.figures import written
from appliance.report.value import Cell, Column, Holds, Table, plain
from appliance.sheets.harmless import inert

from .formats import Formats
from .names import cut

CELL_MOST: Final = 32_767
"""Units of UTF-16 in a cell (Excel specifications and limits)."""

CUT: Final = " […]"
"""Stands where a text goes on in the other documents and not here."""

_ROWS_LOOKED_AT: Final = 400
_WIDEST: Final = 60
_NARROWEST: Final = 7
_TITLE_LEAST: Final = 16
"""Characters of a head that stand side by side above texts; its words never break."""

_INDENT: Final = 2
_FILTER_MARK: Final = 3
"""What the button of a filter takes of a head, in characters."""

_LINE_POINTS: Final = 15.0
_HEAD_POINTS: Final = 21.0
_HIGHEST_POINTS: Final = 408.75
"""Of a row (Excel specifications and limits)."""

_NARROW_UNTIL: Final = "\u2e7f"
"""The letters of East Asia and signs such as emoji, from here on, are twice as wide."""


def fill(sheet: Any, table: Table, formats: Formats, language: str) -> None:
    """Write a table into an empty sheet."""
    widths = [_width(table, place, column, language) for place, column in enumerate(table.columns)]
    titles = [column.title for column in table.columns]
    heighten(sheet, 0, titles, [width - _FILTER_MARK for width in widths], _HEAD_POINTS)
    for number, row in enumerate(table.rows, 1):
        texts = [plain(cell) if isinstance(cell, tuple) else "" for cell in row]
        heighten(sheet, number, texts, widths)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(0, place, fitting(column.title), formats.head(column))
        looks = formats.of(column)
        for number, row in enumerate(table.rows, 1):
            _write(sheet, number, place, row[place], looks)
    last = len(table.rows), max(len(table.columns) - 1, 0)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, *last)
    # An id of digits alone is text on purpose.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_corner(*last)}"})
    _for_paper(sheet)


def fitting(text: str) -> str:
    """A text as a cell holds it: harmless, and cut visibly where it is too long."""
    told = inert(text)
    if len(told.encode("utf-16-le", "surrogatepass")) <= 2 * CELL_MOST:
        return told
    return cut(told, CELL_MOST - len(CUT)) + CUT


def heighten(
    sheet: Any,
    number: int,
    texts: Sequence[str],
    widths: Sequence[float],
    least_points: float = _LINE_POINTS,
) -> None:
    """Make a row as high as these texts need, which not every program does by itself."""
    points = max(map(_lines, texts, widths), default=1) * _LINE_POINTS
    height = min(max(points, least_points), _HIGHEST_POINTS)
    if height > _LINE_POINTS:
        sheet.set_row(number, height)


def _write(sheet: Any, row: int, place: int, cell: Cell, looks: Any) -> None:
    if cell is None:
        sheet.write_blank(row, place, None, looks)
    elif isinstance(cell, tuple):
        sheet.write_string(row, place, fitting(plain(cell)), looks)
    else:
        sheet.write_number(row, place, cell, looks)


def _lines(text: str, width: float) -> int:
    broad = sum(letter > _NARROW_UNTIL for letter in text)
    lines = text.split("\n")
    return sum(max(1, ceil((len(line) + broad / len(lines)) / width)) for line in lines)


def _width(table: Table, place: int, column: Column, language: str) -> float:
    cells = [written(row[place], column, language) for row in table.rows[:_ROWS_LOOKED_AT]]
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    head = len(column.title)
    if column.holds is Holds.TEXT:
        head = max([min(head, _TITLE_LEAST), *map(len, column.title.split())])
    return min(max(longest + _INDENT, head + _FILTER_MARK, _NARROWEST), _WIDEST)


def _corner(row: int, place: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, place))


def _for_paper(sheet: Any) -> None:
    """A4 on its side, as wide as the sheet, its head on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
