"""The first page, or what stands above a report that is brief."""

from typing import Any, Final

from docx.document import Document

from appliance.report.value import Line, Report, Run

from .elements import paragraph, twips, w
from .pictures import fitted, picture
from .runs import is_leftward, runs, said

_LOGO_MM: Final = (70.0, 28.0)
_SMALL_LOGO_MM: Final = (45.0, 16.0)
_DROP_MM: Final = 55.0
"""How far down the page the title of a report with a cover begins."""


def cover(document: Document, report: Report) -> list[Any]:
    """Logo, what it is, title, whose, when, where, and what must not be missed."""
    told = report.cover
    found = []
    if told.logo:
        png, width, height = fitted(told.logo, *(_SMALL_LOGO_MM if report.is_brief else _LOGO_MM))
        found.append(paragraph("Normal", picture(document, png, width, height, told.logo_alt, 1)))
    drop = [] if report.is_brief else [w("spacing", before=twips(_DROP_MM))]
    found += [
        paragraph("Subtitle", *said(told.kind), also=drop),
        _line("Title", told.title),
        *(_line("CoverLine", line) for line in _lines(report)),
    ]
    if told.warning:
        found.append(paragraph("Warning", *said(told.warning)))
    return found


def _lines(report: Report) -> tuple[Line, ...]:
    """Whose, when and where: below each other, or on one line where there is little room."""
    lines = report.cover.lines
    if not report.is_brief or not lines:
        return lines
    joined = [run for line in lines for run in (*line, Run(" · "))]
    return (tuple(joined[:-1]),)


def _line(style: str, line: Line) -> Any:
    return paragraph(style, *runs(line), also=[w("bidi")] if is_leftward(line) else ())
