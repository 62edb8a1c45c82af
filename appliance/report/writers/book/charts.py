"""The charts of a table, as charts of the workbook: they follow when its numbers change."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from appliance.look import COLOURS, look
from appliance.report.figures import written
from appliance.report.value import Cell, Chart, Report, Shape, Table, blocks
from appliance.sheets.harmless import inert

from .formats import INK, LINE, SOFT, number_format
from .names import cut

SERIES_MOST: Final = 255
"""Lines in one chart (Excel specifications and limits)."""

_NAMED_MOST: Final = 60
"""Points that are named beside themselves; more would hide each other."""

_NAME_MOST: Final = 40
_TITLE_MOST: Final = 255
_ADDRESS: Final = re.compile(r"!(?=\$?[A-Z])")

_BLUE, _ORANGE = look(1).strong, look(3).strong
_LIGHT: Final = (0xD7, 0xEA, 0xFF)
_DARK: Final = (0x16, 0x36, 0x5E)
_GRID: Final = {"visible": True, "line": {"color": LINE, "width": 0.75}}
_WIDTH: Final = 860
_ROW: Final = 26
_AROUND: Final = 150
_TALLEST: Final = 1400
_SQUARE: Final = 440
_PIXELS_PER_ROW: Final = 20
_SIDE: Final = 1
"""Columns between a table and its charts."""

Place = tuple[int, int]


def placed(report: Report, id: str) -> list[tuple[Chart, Place]]:
    """The charts of a table that can be drawn, in reading order, each with the cell (row and
    column from 0) at which it begins."""
    table = report.tables[id]
    found, row = [], 1
    for block in blocks(report):
        if isinstance(block, Chart) and block.table == id and table.rows and _fits(block, table):
            found.append((block, (row, len(table.columns) + _SIDE)))
            row += _height(block, table) // _PIXELS_PER_ROW + 2
    return found


def draw(book: Any, sheet: Any, report: Report, id: str) -> None:
    """Put the charts of a table to the right of it."""
    for chart, place in placed(report, id):
        drawn = _Drawn(book, sheet.name, report.tables[id], chart, report.language)
        made = drawn.made()
        size = {"width": _WIDTH, "height": _height(chart, report.tables[id])}
        made.set_title({"name": _title(chart.caption), "overlay": False, "name_font": {"size": 12}})
        made.set_size(size)
        sheet.insert_chart(*place, made, {"description": chart.alt, "object_position": 3})


def _fits(chart: Chart, table: Table) -> bool:
    return chart.shape is not Shape.SHIFT or len(table.rows) <= SERIES_MOST


def _height(chart: Chart, table: Table) -> int:
    if chart.shape is Shape.SCATTER:
        return _SQUARE
    if chart.shape is Shape.SHIFT:
        return min(max(_SQUARE, _AROUND + _ROW * len(table.rows)), _TALLEST)
    bars = len(table.rows) * (len(chart.columns) if chart.shape is Shape.BARS else 1)
    return min(_AROUND + _ROW * bars, _TALLEST)


def _title(text: str) -> str:
    """A text that XlsxWriter does not take for the address of one ("Kom mee!A1")."""
    return cut(_ADDRESS.sub("! ", inert(text)), _TITLE_MOST)


class _Drawn:
    """One chart, made of cells of the sheet with this name."""

    def __init__(self, book: Any, sheet: str, table: Table, chart: Chart, language: str) -> None:
        self._book, self._sheet, self._table, self._chart = book, sheet, table, chart
        self._language = language
        self._places = {column.id: place for place, column in enumerate(table.columns)}
        self._columns = [self._places[id] for id in chart.columns]

    def made(self) -> Any:
        shapes: Mapping[Shape, Callable[[], Any]] = {
            Shape.BARS: self._bars,
            Shape.STACK: self._stack,
            Shape.SCATTER: self._scatter,
            Shape.SHIFT: self._shift,
        }
        return shapes[self._chart.shape]()

    def _bars(self) -> Any:
        made = self._book.add_chart({"type": "bar"})
        for number, place in enumerate(self._columns, 1):
            labels = {"value": True, "num_format": self._format(place)}
            made.add_series(self._series(place, number) | {"gap": 60, "data_labels": labels})
        return self._across(made, self._format(self._columns[0]), self._chart.most)

    def _stack(self) -> Any:
        """Each bar is as wide as the others; from the first part to the last it gets darker."""
        made = self._book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        of = len(self._columns)
        for number, place in enumerate(self._columns):
            font = {"color": "#ffffff" if number > (of - 1) / 2 else INK}
            # Nothing is written where nobody is.
            labels = {"value": True, "num_format": f"{self._format(place)};;", "font": font}
            series = self._series(place, number) | {"fill": {"color": _shade(number, of)}}
            made.add_series(series | {"gap": 60, "data_labels": labels})
        return self._across(made, "0%")

    def _across(self, made: Any, style: str, most: float | None = None) -> Any:
        """The first row on top, the scale below."""
        scale: dict[str, Any] = {"min": 0, "num_format": style, "major_gridlines": _GRID}
        if most is not None:
            scale["max"] = most
        made.set_x_axis(scale)
        made.set_y_axis({"reverse": True, "crossing": "max"})
        made.set_legend({"position": "bottom"} if len(self._columns) > 1 else {"none": True})
        return made

    def _scatter(self) -> Any:
        across, up = self._columns[:2]
        made = self._book.add_chart({"type": "scatter"})
        told: dict[str, Any] = {
            "name": _title(self._table.columns[up].title),
            "categories": self._cells(across),
            "categories_data": self._values(across),
            "values": self._cells(up),
            "values_data": self._values(up),
            "marker": {"type": "circle", "size": 8, "fill": {"color": _colour(1)}},
        }
        if len(self._table.rows) <= _NAMED_MOST:
            told["data_labels"] = {"value": True, "position": "above", "custom": self._names()}
        made.add_series(told)
        made.set_x_axis(self._axis(across))
        made.set_y_axis(self._axis(up))
        made.set_legend({"none": True})
        return made

    def _names(self) -> list[dict[str, str]]:
        """What the points are called: as texts, since not every program reads them from cells."""
        column = self._table.columns[self._label]
        cells = (written(row[self._label], column, self._language) for row in self._table.rows)
        return [{"value": cut(_title(cell), _NAME_MOST)} for cell in cells]

    def _axis(self, place: int) -> dict[str, Any]:
        return {
            "name": _title(self._table.columns[place].title),
            "num_format": self._format(place),
            "major_gridlines": _GRID,
        }

    def _shift(self) -> Any:
        made = self._book.add_chart({"type": "line"})
        heads = self._joined(0)
        # The name stands at the end of its line: many lines have the same colour.
        named = {"series_name": True, "position": "right", "custom": [{"delete": True}]}
        titles = [self._table.columns[place].title for place in self._columns]
        for row in self._rows():
            line = {"width": 2.25, **self._way(row)}
            told: dict[str, Any] = {"name": f"={self._address(row, self._label)}", "line": line}
            told |= {"categories": heads, "categories_data": titles, "values": self._joined(row)}
            told["values_data"] = [self._table.rows[row - 1][place] for place in self._columns]
            made.add_series(told | {"marker": {"type": "circle", "size": 7}, "data_labels": named})
        # From 0, which is not written: the axis would run through the name of the first.
        scale = {"reverse": True, "min": 0, "major_unit": 1, "num_format": "0;;"}
        made.set_y_axis({**scale, "major_gridlines": _GRID})
        made.set_x_axis({"label_position": "high"})
        made.set_legend({"none": True})
        return made

    def _way(self, row: int) -> dict[str, str]:
        """What rose to a better place is blue, what fell orange and dashed, what stayed grey."""
        first, last = (self._table.rows[row - 1][place] for place in self._columns[:2])
        if not isinstance(first, int | float) or not isinstance(last, int | float) or first == last:
            return {"color": SOFT}
        return {"color": _BLUE} if last < first else {"color": _ORANGE, "dash_type": "dash"}

    def _series(self, place: int, number: int) -> dict[str, Any]:
        return {
            "name": [self._sheet, 0, place],
            "categories": self._cells(self._label),
            "values": self._cells(place),
            "values_data": self._values(place),
            "fill": {"color": _colour(number)},
        }

    @property
    def _label(self) -> int:
        return self._places[self._chart.labels]

    def _rows(self) -> range:
        return range(1, len(self._table.rows) + 1)

    def _cells(self, place: int) -> list[Any]:
        return [self._sheet, 1, place, len(self._table.rows), place]

    def _values(self, place: int) -> list[Cell]:
        """What these cells hold: left to itself, XlsxWriter takes an empty one for a text."""
        return [row[place] for row in self._table.rows]

    def _joined(self, row: int) -> str:
        """The cells of a row that the chart goes through."""
        cells = [self._address(row, place) for place in self._columns]
        return f"=({','.join(cells)})"

    def _address(self, row: int, place: int) -> str:
        cell = xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True)
        return f"{quote_sheetname(self._sheet)}!{cell}"

    def _format(self, place: int) -> str:
        return number_format(self._table.columns[place], self._language)


def _shade(number: int, of: int) -> str:
    """One of so many colours from light to dark, which differ in grey print too."""
    share = number / max(1, of - 1)
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _colour(number: int) -> str:
    return look((number - 1) % COLOURS + 1).strong
