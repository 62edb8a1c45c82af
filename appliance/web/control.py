"""The facilitator's page."""

from typing import Final

from flask import Blueprint, Response, make_response, request

from appliance.conference.records import Role

from .desk import desk
from .glance import glance
from .page import live_page, plain_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page
from .speech import plainly as _
from .words import LANGUAGES

pages = Blueprint("control", __name__)

CARDS: Final = ("", "tables", "chairs", "organiser", "poster")
"""What can be printed: all of it, or one part."""

SPOKEN: Final = {"both": LANGUAGES, **{language: (language,) for language in LANGUAGES}}


@pages.get("/control")
def show() -> Response:
    """The console, or the field for the organiser's code."""
    try:
        who = visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    return live_page("control/page.html", who)


@pages.get("/control/links")
def links() -> Response:
    """Every address with its code, to hand out or to open: chairs, big screen, observers."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    room = glance()
    codes = {code.table or code.id: code.code for code in room.codes}
    return plain_page("control/links.html", tables=room.tables, codes=codes)


@pages.get("/control/cards.pdf")
def cards() -> Response:
    """The cards to print, or the field for the organiser's code."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    part, spoken = request.args.get("only", ""), request.args.get("language", "both")
    if part not in CARDS or spoken not in SPOKEN:
        raise Denied("not_found", address=desk().parts.address())
    glance()
    pdf = desk().parts.print_cards(part, SPOKEN[spoken])
    if pdf is None:
        raise Denied("no_cards")
    response = make_response(pdf)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f"inline; filename={_('cards')}.pdf"
    return response
