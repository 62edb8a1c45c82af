"""The facilitator's page."""

from flask import Blueprint, Response

from appliance.conference.records import Role

from .glance import glance
from .page import live_page, plain_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page

pages = Blueprint("control", __name__)


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
