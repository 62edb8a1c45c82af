"""Tables: with a header row that is repeated, columns as wide as they need, rows kept whole."""

from collections.abc import Sequence
from typing import Any, Final

from appliance.report.figures import told, written
from appliance.report.value import Cell, Column, Figures, Holds, Line, Run, Table

from .elements import paragraph, twips, w
from .runs import is_leftward, runs, said
from .widths import UPRIGHT_MM, widths

_WHOLE_UNTIL: Final = 1200
"""Letters up to which a row stays on one page; a longer one must be able to go on."""

_FIGURES_ABREAST: Final = 4


def grid(table: Table, language: str, width_mm: float) -> Any:
    """A table as wide as said."""
    wide = [twips(width) for width in widths(table, language, width_mm)]
    rows = [_row(list(map(_cell, map(_headed, table.columns), wide)), is_head=True)]
    for row in table.rows:
        lines = [
            _line(cell, column, language) for cell, column in zip(row, table.columns, strict=True)
        ]
        cells = list(map(_cell, map(_content, lines, table.columns), wide))
        rows.append(_row(cells, is_long=_is_long(lines)))
    return _table("ReportTable", wide, rows, table.caption)


def numbers(figures: Figures, language: str) -> list[Any]:
    """Numbers side by side, as tables of four at most: a name above, the number below it."""
    items = figures.items
    count = -(-len(items) // _FIGURES_ABREAST)
    abreast = -(-len(items) // count) if count else 1
    found = []
    for start in range(0, len(items), abreast):
        some = items[start : start + abreast]
        wide = [twips(UPRIGHT_MM / abreast)] * len(some)
        names = [paragraph("FigureName", *said(item.name)) for item in some]
        values = [paragraph("FigureNumber", *said(told(item, language))) for item in some]
        rows = [
            _row(list(map(_cell, names, wide)), is_head=True),
            _row(list(map(_cell, values, wide))),
        ]
        found.append(_table("ReportFigures", wide, rows, ""))
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
    style = "TableText" if is_text else "TableNumber"
    # A head alone at the foot of a page says nothing.
    return paragraph(style, *said(column.title), also=[w("keepNext")])


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
