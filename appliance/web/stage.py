"""The big screen, and the code on it with which a phone joins."""

from functools import lru_cache

import qrcode
from flask import Blueprint, Response
from qrcode.image.svg import SvgPathFillImage

from appliance.conference.records import Role

from .desk import desk
from .page import live_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page

pages = Blueprint("stage", __name__)


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
    """The address of the box as a QR code."""
    return qr_code(f"{desk().parts.address()}/")


def qr_code(text: str) -> Response:
    """A text as a QR code, dark on light whatever the page looks like."""
    return Response(_qr(text), content_type="image/svg+xml")


@lru_cache(maxsize=8)
def _qr(text: str) -> bytes:
    return bytes(qrcode.make(text, image_factory=SvgPathFillImage, border=2).to_string())
