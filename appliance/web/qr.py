"""A text as a QR code: for the big screen, and for whoever borrows a device."""

from functools import lru_cache
from typing import Final

import qrcode
from flask import Response
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage

QUIET_MODULES: Final = 4
"""What the standard asks for around a code (ISO/IEC 18004, 9.1)."""


def qr_code(text: str) -> Response:
    """The text as an SVG, dark on light whatever the page looks like."""
    return Response(_drawn(text), content_type="image/svg+xml")


@lru_cache(maxsize=64)
def _drawn(text: str) -> bytes:
    """Level M: a head before the screen or a lamp in it may cover 15 % of the code."""
    how = {"border": QUIET_MODULES, "error_correction": ERROR_CORRECT_M}
    return bytes(qrcode.make(text, image_factory=SvgPathFillImage, **how).to_string())
