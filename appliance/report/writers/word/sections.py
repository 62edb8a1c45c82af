"""Sheets that lie on their side for a table that is too wide, and those that stand before them."""

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from .elements import paragraph, twips

_UPRIGHT_MM = (210, 297)


def end_section(document: Document, *, is_wide: bool) -> None:
    """Let the pages up to here be of their own: lying on their side, or upright."""
    body = document.element.body
    last = _last_paragraph(body)
    own = deepcopy(body.sectPr)
    width, height = reversed(_UPRIGHT_MM) if is_wide else _UPRIGHT_MM
    size = own.find(qn("w:pgSz"))
    size.set(qn("w:w"), str(twips(width)))
    size.set(qn("w:h"), str(twips(height)))
    if is_wide:
        size.set(qn("w:orient"), "landscape")
    last.find(qn("w:pPr")).append(own)
    # Only the very first page is a cover.
    for cover in body.sectPr.findall(qn("w:titlePg")):
        body.sectPr.remove(cover)


def _last_paragraph(body: Any) -> Any:
    """The paragraph that ends the section: a small one where there is none yet."""
    before = body.sectPr.getprevious()
    is_free = (
        before is not None
        and before.tag == qn("w:p")
        and before.find(qn("w:pPr")) is not None
        and before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None
    )
    if not is_free:
        before = paragraph("Spacer")
        body.sectPr.addprevious(before)
    return before
