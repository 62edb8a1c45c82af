"""The rows of a table that are drawn, with their numbers and how those are written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from appliance.report.figures import written
from appliance.report.value import Chart, Column, Report, plain

MOST: Final = 25
"""Rows that are drawn; the table has the rest."""


_FEW: Final = 14


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is called, and for each drawn column its number and that as people read it."""

    label: str
    values: tuple[float | None, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a shape draws."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    most: float | None
    language: str

    def values(self, column: int) -> list[float]:
        """The numbers that there are in a column."""
        return [value for row in self.rows if (value := row.values[column]) is not None]


def drawn_of(chart: Chart, report: Report) -> Drawn:
    """What is to be drawn of a chart."""
    table = report.tables[chart.table]
    places = {column.id: n for n, column in enumerate(table.columns)}
    columns = tuple(table.columns[places[id]] for id in chart.columns)
    rows = []
    for cells in table.rows[:MOST]:
        picked = [cells[places[id]] for id in chart.columns]
        told = [
            written(each, of, report.language) for each, of in zip(picked, columns, strict=True)
        ]
        label = cells[places[chart.labels]]
        name = plain(label) if isinstance(label, tuple) else str(label)
        rows.append(Row(name, tuple(map(_number, picked)), tuple(told)))
    return Drawn(columns, tuple(rows), chart.most, report.language)


def rooms(rows: Sequence[Row]) -> int:
    """Lines that a label may take: one where many rows have to stand on one page."""
    return 2 if len(rows) <= _FEW else 1


def tall(lines: Sequence[Sequence[str]], line: float, gap: float) -> list[float]:
    """How tall each row is that has so many lines."""
    return [max(1, len(each)) * line + gap for each in lines]


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
