"""A report's tables as a workbook: a sheet each, for who wants to go on counting.

The head of a table is its first row, so that filters and programs find it; what it tells stands on
the first sheet. Numbers are numbers, and text is text: nothing that somebody wrote runs as a
formula or leads anywhere, also when a sheet is saved as CSV and opened again (`inert`).
"""

from io import BytesIO
from typing import Any

from appliance.report.lacking import CannotWrite
from appliance.report.signs import writable
from appliance.report.value import Report, plain


def write(report: Report) -> bytes:
    """The workbook. Raises CannotWrite."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise CannotWrite("no_xlsx") from None

    told, lacks = writable(report)
    content = BytesIO()
    # Whole in memory: 12,000 rows take some 60 MB, and row by row on disk each text would stand
    # in the file as often as it occurs.
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with Workbook(content, options) as book:
        book.set_properties(_properties(told))
        _fill(book, told, lacks)
    return content.getvalue()


def _fill(book: Any, report: Report, lacks: bool) -> None:
    from .book.about import about
    from .book.charts import draw
    from .book.formats import Formats
    from .book.names import sheet_names
    from .book.sheets import fill

    formats = Formats(book, report.language, {})
    first, names = sheet_names(report)
    about(book.add_worksheet(first), report, names, formats, lacks)
    for id, name in names.items():
        sheet = book.add_worksheet(name)
        fill(sheet, report.tables[id], formats, report.language)
        draw(book, sheet, report, id)


def _properties(report: Report) -> dict[str, str]:
    lines = [plain(line) for line in report.cover.lines]
    told = {
        "title": report.title,
        "subject": report.cover.kind,
        "author": "Tafelronde",
        "keywords": ", ".join(lines),
        "comments": report.cover.warning,
    }
    return {name: text[:255] for name, text in told.items()}
