"""The document around a report's pages: its styles, its settings, its properties, its sheets."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt

from appliance.report.value import Report, plain

from .elements import paragraph, w
from .fields import pages
from .runs import locale, said

_FOREIGN: Final = ("/thumbnail", "/customXml", "/stylesWithEffects")
"""What python-docx's own template brings along that is none of ours."""

_TIGHT: Final = {
    "Title": (22.0, 0.0, 4.0),
    "Subtitle": (11.0, 0.0, 2.0),
    "Cover Line": (11.0, 0.0, 6.0),
    "Heading 1": (16.0, 12.0, 4.0),
    "Heading 2": (13.0, 10.0, 3.0),
    "Heading 3": (11.5, 8.0, 2.0),
    "Lead": (12.0, 0.0, 4.0),
    "Normal": (10.5, 0.0, 3.0),
    "List Bullet": (10.5, 0.0, 1.5),
    "List Number": (10.5, 0.0, 1.5),
    "Warning": (10.5, 8.0, 8.0),
}
"""Size of the type and room above and below, in points, where a page must hold much."""

_TIGHT_LINE: Final = 1.08

_WORD_2013: Final = "15"
"""The first that Word does not open in compatibility mode."""


def begun(report: Report) -> Document:
    """An empty document for this report."""
    document = docx.Document()
    document.element.body.clear_content()
    _drop_foreign(document)
    _fill(document.styles.element, "styles.xml", locale(report.language))
    _fill(document.part.numbering_part.element, "numbering.xml")
    if report.is_brief:
        _tighten(document)
    else:
        _begin_chapters_on_a_page(document)
    _settings(document, report)
    _properties(document, report)
    _sheet(document, report)
    return document


def _drop_foreign(document: Document) -> None:
    package = document.part.package
    for owner in (package, document.part):
        for id, relation in list(owner.rels.items()):
            if relation.reltype.endswith(_FOREIGN):
                del owner.rels[id]


def _fill(root: Any, name: str, language: str = "") -> None:
    """Everything that stands in a part is what stands in this file."""
    told = files(__package__).joinpath(name).read_text("utf-8").replace("LANGUAGE", language)
    root[:] = list(parse_xml(told))


def _tighten(document: Document) -> None:
    for name, (size, before, after) in _TIGHT.items():
        style: Any = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = _TIGHT_LINE


def _begin_chapters_on_a_page(document: Document) -> None:
    style: Any = document.styles["Heading 1"].element
    style.pPr.find(qn("w:keepLines")).addnext(w("pageBreakBefore"))


def _settings(document: Document, report: Report) -> None:
    root = document.settings.element
    zoom = root.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    spoken = root.find(qn("w:themeFontLang"))
    spoken.set(qn("w:val"), locale(report.language))
    for setting in root.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
    is_dutch = report.language == "nl"
    root.find(qn("w:decimalSymbol")).set(qn("w:val"), "," if is_dutch else ".")
    root.find(qn("w:listSeparator")).set(qn("w:val"), ";" if is_dutch else ",")


def _properties(document: Document, report: Report) -> None:
    told = document.core_properties
    told.title = report.title[:255]
    told.subject = report.cover.kind[:255]
    told.language = locale(report.language)
    told.author = told.last_modified_by = "Tafelronde"
    told.comments = report.cover.warning[:255]
    told.keywords = ", ".join(plain(line) for line in report.cover.lines)[:255]
    told.revision = 1
    told.created = told.modified = datetime.now(UTC)


def _sheet(document: Document, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = (
        (Mm(18), Mm(18)) if report.is_brief else (Mm(25), Mm(23))
    )
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = not report.is_brief
    _only(section.footer, paragraph("Footer", *pages(report.words["page"])))
    head = [part for part in (report.title, report.cover.warning) if part]
    if not report.is_brief:
        _only(section.header, paragraph("Header", *said(" · ".join(head))))


def _only(part: Any, content: Any) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for old in list(root):
        root.remove(old)
    root.append(content)
