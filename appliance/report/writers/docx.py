"""A report as a Word document that can be edited: styles, captions and contents are real ones.

Contents, captions and page numbers are fields whose results stand there already; Word is not told
to renew them at opening, because it would ask every reader first. The entries of the contents are
links without a page number until Word prints the document or the list is renewed (F9).
"""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from appliance.report.drawing import Drawing
from appliance.report.lacking import CannotWrite
from appliance.report.signs import writable
from appliance.report.value import Chart, Report, ShowTable, blocks


def write(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    """The document; `drawings` are the report's charts by id, and where one is not there its
    words stand in its place. Raises CannotWrite."""
    try:
        from .word.elements import paragraph
    except ImportError:
        raise CannotWrite("no_docx") from None

    from .word.body import Body
    from .word.cover import cover
    from .word.outline import contents
    from .word.package import begun
    from .word.runs import said

    told, is_lacking = writable(_shown(report))
    document = begun(told)
    body = Body(document, told, drawings)
    body.add(cover(document, told))
    if not told.is_brief:
        body.add(contents(told))
    body.write()
    if is_lacking:
        body.add([paragraph("Note", *said(told.words["lacking"]))])
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _shown(report: Report) -> Report:
    """The report without the tables that are sheets only."""
    used = {block.table for block in blocks(report) if isinstance(block, ShowTable | Chart)}
    tables = {id: table for id, table in report.tables.items() if id in used}
    return replace(report, tables=tables)
