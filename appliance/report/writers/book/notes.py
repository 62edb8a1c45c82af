"""What a reader of the sheets must know about what was changed in them."""

from collections.abc import Callable

from appliance.report.value import Report, plain


def notes(report: Report, lacks: bool, mark: Callable[[str], str]) -> list[str]:
    """Sentences: that signs were written out (`lacks`), and that texts were marked, if any was."""
    told = [report.words["lacking"]] if lacks else []
    return [*told, report.words["marked"]] if _is_marked(report, mark) else told


def _is_marked(report: Report, mark: Callable[[str], str]) -> bool:
    tables = [report.tables[id] for id in report.sheets]
    cells = (cell for table in tables for row in table.rows for cell in row)
    texts = (plain(cell) for cell in cells if isinstance(cell, tuple))
    return any(mark(text) != text for text in texts)
