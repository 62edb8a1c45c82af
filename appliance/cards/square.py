"""A text as a QR code for paper."""

from dataclasses import dataclass
from typing import Final

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage

QUIET_MODULES: Final = 4
"""What the standard asks for around a code (ISO/IEC 18004, 9.1)."""


@dataclass(frozen=True, slots=True)
class Square:
    """A code as SVG, and which part of its width the quiet zone at its left is."""

    svg: str
    quiet: float


def square(text: str) -> Square:
    """The text as a code. Level M: a fold or a coffee ring may cover 15 % of it."""
    code = qrcode.QRCode(border=QUIET_MODULES, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    svg = code.make_image(image_factory=SvgPathFillImage).to_string().decode()
    return Square(svg, QUIET_MODULES / (code.modules_count + 2 * QUIET_MODULES))
