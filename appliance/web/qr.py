"""A text as a QR code: for the big screen, and for whoever borrows a device."""

from functools import lru_cache

import qrcode
from flask import Response
from qrcode.image.svg import SvgPathFillImage


def qr_code(text: str) -> Response:
    """The text as an SVG, dark on light whatever the page looks like."""
    return Response(_drawn(text), content_type="image/svg+xml")


@lru_cache(maxsize=64)
def _drawn(text: str) -> bytes:
    return bytes(qrcode.make(text, image_factory=SvgPathFillImage, border=2).to_string())
