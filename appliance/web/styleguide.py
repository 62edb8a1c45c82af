"""The style guide: every colour, size and part of the pages in all its states, to be looked at.

It is the same at every look and does nothing to any room; visual tests photograph it.
"""

from typing import Final

from flask import Blueprint, Response, request

from .page import plain_page
from .qr import qr_code
from .specimens import specimens
from .tokens import LIGHTS, SHAPES, TEXTS, colours, pairs, sizes

ADDRESS: Final = "192.168.1.4"
"""The address on its pictures: those must not depend on where they are made."""

pages = Blueprint("styleguide", __name__)


@pages.get("/box/styleguide")
def show() -> Response:
    """The guide, in the light that is asked for."""
    light = request.args.get("light", "")
    return plain_page(
        "styleguide.html",
        light=light if light in LIGHTS else "",
        lights=LIGHTS,
        colours=colours(),
        sizes=sizes(),
        texts=pairs(TEXTS),
        shapes=pairs(SHAPES),
        specimens=specimens(),
        address=ADDRESS,
    )


@pages.get("/box/styleguide/qr.svg")
def join_code() -> Response:
    """The code on its pictures."""
    return qr_code(f"http://{ADDRESS}/")
