"""Pictures in a Word document, each with the words that stand for it."""

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml.shape import CT_Inline
from docx.shared import Mm
from PIL import Image

from .elements import w


def picture(
    document: Document, image: bytes, width_mm: float, height_mm: float, alt: str, number: int
) -> Any:
    """A run with a picture of this size; `number` is its own in the document."""
    relation, _ = document.part.get_or_add_image(BytesIO(image))
    inline: Any = CT_Inline.new_pic_inline(
        number, relation, f"{number}.png", Mm(width_mm), Mm(height_mm)
    )
    inline.docPr.set("descr", alt)
    return w("r", w("drawing", inline))


def fitted(image: bytes, width_mm: float, height_mm: float) -> tuple[bytes, float, float]:
    """A logo as PNG, and its width and height as large as fits."""
    with Image.open(BytesIO(image)) as opened:
        scale = min(width_mm / opened.width, height_mm / opened.height)
        size = opened.width * scale, opened.height * scale
        png = BytesIO()
        opened.save(png, "PNG")
    return png.getvalue(), *size
