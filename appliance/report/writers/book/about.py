"""The first sheet: what this is, and what each of the others tells, with a link to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from appliance.report.value import Report, plain
from appliance.sheets.harmless import inert

from .charts import placed
from .formats import HEAD, SOFT, WARNING, Formats
from .notes import notes
from .sheets import fitting, heighten

_WIDE: Final = 70.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list: its name leads to a cell of a sheet; what it tells, and more of it."""

    name: str
    sheet: str
    cell: tuple[int, int]
    tells: str
    explains: str


def about(sheet: Any, report: Report, names: dict[str, str], formats: Formats, lacks: bool) -> None:
    """Fill it. `names` are the other sheets' by the id of their table."""
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, _WIDE)
    row = _head(sheet, report, formats)
    told = notes(report, lacks, inert)
    for note in told:
        sheet.write_string(row, 0, note, formats.like(font_color=SOFT))
        row += 1
    row += bool(told)
    head = formats.like(bold=True, bg_color=HEAD, bottom=1)
    sheet.write_string(row, 0, report.words["contents"], head)
    for place in (1, 2):
        sheet.write_blank(row, place, None, head)
    for line in _lines(report, names):
        row += 1
        _line(sheet, row, line, formats)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _lines(report: Report, names: dict[str, str]) -> Iterator[_Line]:
    """What there is: each table, and under it its charts."""
    for id, name in names.items():
        table = report.tables[id]
        yield _Line(name, name, (0, 0), table.caption, table.note)
        for chart, cell in placed(report, id):
            yield _Line(report.words["figure"], name, cell, chart.caption, chart.alt)


def _line(sheet: Any, row: int, line: _Line, formats: Formats) -> None:
    target = f"internal:{quote_sheetname(line.sheet)}!{xl_rowcol_to_cell(*line.cell)}"
    looks = formats.like(underline=1, font_color="#255b9c")
    sheet.write_url(row, 0, target, looks, string=line.name)
    sheet.write_string(row, 1, fitting(line.tells), formats.like(text_wrap=True))
    explained = formats.like(text_wrap=True, font_color=SOFT)
    sheet.write_string(row, 2, fitting(line.explains), explained)
    heighten(sheet, row, [line.tells, line.explains], [_WIDE, _WIDE])


def _head(sheet: Any, report: Report, formats: Formats) -> int:
    """Title, kind, whose, when, where, and what must not be missed; the row after them."""
    cover = report.cover
    title = formats.like(bold=True, font_size=18)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, fitting(plain(cover.title)), title)
    sheet.write_string(1, 0, fitting(cover.kind), formats.like(font_color=SOFT))
    row = 2
    for line in cover.lines:
        sheet.write_string(row, 0, fitting(plain(line)), formats.like())
        row += 1
    if cover.warning:
        looks = formats.like(bold=True, bg_color=WARNING)
        sheet.write_string(row, 0, fitting(cover.warning), looks)
        for place in (1, 2):
            sheet.write_blank(row, place, None, looks)
        row += 1
    return row + 1
