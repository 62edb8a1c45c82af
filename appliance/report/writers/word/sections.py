"""Sheets that lie on their side for a table that is too wide, and those that stand before them."""

from copy import deepcopy
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from .elements import paragraph, twips

_SIZES_MM: Final = {False: (210, 297), True: (297, 210)}
"""Width and height of A4: upright, and on its side."""


def end_section(document: Document, *, is_wide: bool) -> None:
    """Let the pages up to here be of their own: lying on their side, or upright.

    Headings at the end of upright pages go on to the next, with what they are about.
    """
    body = document.element.body
    before = body.sectPr.getprevious()
    while not is_wide and before is not None and _style(before).startswith("Heading"):
        before = before.getprevious()
    if before is None or _ends_section(before):
        return
    if before.tag != qn("w:p"):
        before.addnext(paragraph("Spacer"))
        before = before.getnext()
    before.find(qn("w:pPr")).append(_section(body.sectPr, *_SIZES_MM[is_wide]))
    # Only the very first page is a cover.
    for cover in body.sectPr.findall(qn("w:titlePg")):
        body.sectPr.remove(cover)


def _section(like: Any, width_mm: int, height_mm: int) -> Any:
    own = deepcopy(like)
    size = own.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(twips(width_mm)))
    size.set(qn("w:h"), str(twips(height_mm)))
    if width_mm > height_mm:
        size.set(qn("w:orient"), "landscape")
    return own


def _ends_section(element: Any) -> bool:
    return element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def _style(element: Any) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))
