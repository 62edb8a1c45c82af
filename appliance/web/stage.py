"""The big screen, and the code on it with which a phone joins."""

from functools import lru_cache
from typing import Final

import qrcode
from flask import Blueprint, Response
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage

from appliance.conference.records import Role

from .desk import desk
from .page import live_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page

pages = Blueprint("stage", __name__)

QUIET_MODULES: Final = 4
"""So wide a code stands free on every side, in its own white."""


@pages.get("/stage")
def show() -> Response:
    """The big screen, or the field for its code."""
    try:
        who = visitor(Role.STAGE)
    except Denied as no:
        return sign_in_page(no)
    return live_page("stage/page.html", who)


@pages.get("/stage/qr.svg")
def join_code() -> Response:
    """The address of the box as a QR code, dark on light whatever the page looks like."""
    return Response(_qr(f"{desk().parts.address()}/"), content_type="image/svg+xml")


@lru_cache(maxsize=8)
def _qr(text: str) -> bytes:
    """`text` as an SVG, with what the standard asks for (ISO/IEC 18004, 9.1): four quiet modules.

    Level M: a head before the screen or a lamp in it may cover 15 % of the code.
    """
    how = {"border": QUIET_MODULES, "error_correction": ERROR_CORRECT_M}
    return bytes(qrcode.make(text, image_factory=SvgPathFillImage, **how).to_string())
