"""The pages of a report in Word: every part with its heading, and every block in its style."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from appliance.report.drawing import Drawing
from appliance.report.value import (
    Block,
    Chart,
    Figures,
    Line,
    Paragraph,
    Part,
    Points,
    Quote,
    Report,
    Run,
    ShowTable,
    Tone,
    blocks,
    walk,
)

from .elements import paragraph, text, twips, w
from .fields import bookmarked, field, linked
from .grids import grid, numbers
from .outline import anchor, titled
from .pictures import picture
from .runs import is_leftward, runs, said
from .sections import end_section
from .widths import ON_ITS_SIDE_MM, UPRIGHT_MM, needs_side

_STYLES: Final = {
    Tone.BODY: "Normal",
    Tone.LEAD: "Lead",
    Tone.NOTE: "Note",
    Tone.WARNING: "Warning",
}
_HEADINGS: Final = 4
_STEP_MM: Final = 8.0
"""How far an answer moves in."""

_INDENT: Final = 227
"""Where the text of a quotation begins (styles.xml)."""

_AFTER_TABLE: Final = 200
"""Room between a table and the text below it, which a table cannot have of its own."""

_NUMBERED_LIST: Final = 2
"""The list with numbers (numbering.xml)."""


class Body:
    """Writes the parts of one report at the end of a document."""

    def __init__(self, document: Document, report: Report, drawings: Mapping[str, Drawing]) -> None:
        self._document = document
        self._report = report
        self._drawings = drawings
        self._end = document.element.body.sectPr
        self._marks = self._tables = self._figures = 0
        self._shown = {block.table for block in blocks(report) if isinstance(block, ShowTable)}
        self._numbers = self._first_numbers()

    def write(self) -> None:
        """All parts in reading order."""
        for place, (depth, part) in enumerate(walk(self._report.parts)):
            self._heading(place, depth, part)
            for block in part.blocks:
                self._block(block)

    def add(self, elements: Iterable[Any]) -> None:
        """Put paragraphs and tables at the end."""
        for element in elements:
            if (before := self._end.getprevious()) is not None and before.tag == qn("w:tbl"):
                self._keep_off(element)
            self._end.addprevious(element)

    def _keep_off(self, element: Any) -> None:
        """Leave room between a table and what comes below it."""
        if element.tag != qn("w:p"):
            # Without anything between them two tables are one.
            self._end.addprevious(paragraph("Spacer"))
            return
        properties = element.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")).get(qn("w:val"))
        if style in ("Normal", "Lead", "Quote", "QuoteHighlighted", "ListBullet", "ListNumber"):
            indent = properties.find(qn("w:ind"))
            room = w("spacing", before=_AFTER_TABLE)
            properties.append(room) if indent is None else indent.addprevious(room)

    def _heading(self, place: int, depth: int, part: Part) -> None:
        style = f"Heading{min(depth, _HEADINGS)}"
        mark = bookmarked(anchor(place), self._mark(), *titled(part))
        self.add([paragraph(style, *mark, also=_direction(part.title))])

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                style, also = _STYLES[block.tone], _direction(block.text)
                kept = (w("keepNext"),) if block.leads else ()
                self.add([paragraph(style, *runs(block.text), also=(*kept, *also))])
            case Points():
                self._points(block)
            case Quote():
                self._quote(block)
            case Figures():
                self.add(numbers(block, self._report.language))
            case ShowTable():
                self._table(block.table)
            case Chart():
                self._chart(block)

    def _points(self, points: Points) -> None:
        style = "ListNumber" if points.is_numbered else "ListBullet"
        own = self._own_list() if points.is_numbered else None
        for item in points.items:
            listed = [w("numPr", w("ilvl", val=0), w("numId", val=own))] if own else []
            self.add([paragraph(style, *runs(item), also=[*listed, *_direction(item)])])

    def _own_list(self) -> int:
        """A list whose numbers begin again."""
        numbering: Any = self._document.part.numbering_part.element
        own = numbering.add_num(_NUMBERED_LIST)
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(own.numId)

    def _quote(self, quote: Quote) -> None:
        style = "QuoteHighlighted" if quote.is_highlighted else "Quote"
        moved = [w("ind", left=_INDENT + twips(_STEP_MM * quote.depth))] if quote.depth else []
        kept = [w("keepNext")] if quote.about else []
        turned = [*_bar_on_the_right(), w("bidi")] if is_leftward(quote.text) else []
        source, id = said(quote.about), runs((Run(quote.id),), "Identifier")
        # Where nothing is told of it, its number stands behind it: a report has thousands.
        behind = [*said("\u2002"), *id] if id and not source else []
        also = [*kept, *turned, *moved]
        self.add([paragraph(style, *runs(quote.text), *behind, also=also)])
        if source:
            named = [*source, *said(" · "), *id] if id else source
            self.add([paragraph("QuoteSource", *named, also=[deepcopy(one) for one in moved])])

    def _table(self, id: str) -> None:
        table = self._report.tables[id]
        self._tables += 1
        is_wide = needs_side(table, self._report.language)
        if is_wide:
            end_section(self._document, is_wide=False)
        word = self._report.words["table"]
        self.add([self._caption("Table", word, self._tables, table.caption)])
        self.add([grid(table, self._report.language, ON_ITS_SIDE_MM if is_wide else UPRIGHT_MM)])
        if table.note:
            self.add([paragraph("Note", *said(table.note))])
        if is_wide:
            end_section(self._document, is_wide=True)

    def _chart(self, chart: Chart) -> None:
        """The picture, and its numbers: below it, or where they stand."""
        self._figures += 1
        drawing = self._drawings.get(chart.id)
        shape = [self._picture(drawing, chart.alt)] if drawing else said(chart.alt)
        self.add([paragraph("Picture", *shape)])
        word = self._report.words["figure"]
        self.add([self._caption("Figure", word, self._figures, chart.caption)])
        if chart.table not in self._shown:
            self._shown.add(chart.table)
            self._table(chart.table)
        else:
            self.add([paragraph("Note", *self._reference(self._numbers[chart.table]))])

    def _picture(self, drawing: Drawing, alt: str) -> Any:
        scale = min(1.0, UPRIGHT_MM / drawing.width_mm)
        size = drawing.width_mm * scale, drawing.height_mm * scale
        # The logo is 1.
        return picture(self._document, drawing.png, *size, alt, 1 + self._figures)

    def _caption(self, kind: str, word: str, number: int, told: str) -> Any:
        """ "Table 3. What it tells", whose number Word counts and can refer to."""
        counted = field(f"SEQ {_identifier(word, kind)} \\* ARABIC", w("r", text(str(number))))
        name = bookmarked(f"{kind}_{number}", self._mark(), *said(f"{word} "), *counted)
        return paragraph("Caption", *name, *said(f". {told}"), also=[w("keepNext")])

    def _reference(self, number: int) -> list[Any]:
        name = f"Table_{number}"
        result = said(f"{self._report.words['table']} {number}")
        link = linked(name, *field(f"REF {name} \\h", *result))
        return [*said(f"{self._report.words['as_text']}: "), link, *said(".")]

    def _mark(self) -> int:
        self._marks += 1
        return self._marks

    def _first_numbers(self) -> dict[str, int]:
        """Which number each table gets where it first stands."""
        found: dict[str, int] = {}
        count = 0
        for block in blocks(self._report):
            if isinstance(block, ShowTable) or (
                isinstance(block, Chart) and block.table not in self._shown | found.keys()
            ):
                count += 1
                found.setdefault(block.table, count)
        return found


def _direction(line: Line) -> list[Any]:
    return [w("bidi")] if is_leftward(line) else []


def _bar_on_the_right() -> list[Any]:
    """The bar of a quotation, where it begins; Word turns indents around, but no borders."""
    bar = {"val": "single", "sz": 12, "space": 9, "color": "8D887B"}
    return [w("pBdr", w("left", val="nil"), w("right", **bar))]


def _identifier(word: str, kind: str) -> str:
    """What Word counts captions under: its own word in this language, so that its lists of
    tables and figures find them."""
    return re.sub(r"\W", "", word) or kind
