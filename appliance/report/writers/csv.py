"""A report's tables as CSV files, all in one zip, with a text that says what each of them is.

The files open by a double click where the report's language is also that of the spreadsheet: in
Dutch with semicolons and decimal commas, else with commas and decimal points. Numbers are whole,
not rounded; a share is from 0 to 1. Text that a spreadsheet could take for a formula has an
apostrophe before it.
"""

import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Final

from appliance.report.signs import writable
from appliance.report.value import Cell, Report, Table, plain
from appliance.sheets.harmless import harmless
from appliance.sheets.writing import write as separated

from .book.names import file_names
from .book.notes import notes

ABOUT: Final = "about.txt"

_SEMICOLON_LANGUAGES: Final = frozenset({"nl"})
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can name: the same report gives the same bytes."""


def write(report: Report) -> bytes:
    """The zip."""
    told, lacks = writable(report)
    names = file_names(told, "csv")
    files = {ABOUT: _about(told, names, lacks)}
    files |= {name: _sheet(told.tables[id], told.language) for id, name in names.items()}
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, inside in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, inside, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def delimiter(language: str) -> str:
    """What stands between the cells."""
    return ";" if language in _SEMICOLON_LANGUAGES else ","


def decimal_sign(language: str) -> str:
    """What stands before the decimals."""
    return "," if language in _SEMICOLON_LANGUAGES else "."


def _sheet(table: Table, language: str) -> bytes:
    titles = [_headed(column.title, column.unit) for column in table.columns]
    rows = ([_cell(cell, language) for cell in row] for row in table.rows)
    return separated(titles, rows, delimiter(language))


def _headed(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _cell(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return plain(cell)
    # Written out: 1e-07 is a text to some programs.
    return format(Decimal(repr(cell)), "f").replace(".", decimal_sign(language))


def _about(report: Report, names: dict[str, str], lacks: bool) -> bytes:
    """What the files are, for a person."""
    cover = report.cover
    parts = ["\n".join([plain(cover.title), cover.kind, *map(plain, cover.lines)])]
    parts += [cover.warning] if cover.warning else []
    for id, name in names.items():
        table = report.tables[id]
        columns = ", ".join(_headed(column.title, column.unit) for column in table.columns)
        parts.append("\n".join(line for line in (name, table.caption, columns, table.note) if line))
    parts += notes(report, lacks, harmless)
    return ("\n\n".join(parts) + "\n").replace("\n", "\r\n").encode("utf-8-sig")
