"""The facilitator's page."""

from flask import Blueprint, Response

from appliance.conference.records import Role

from .page import live_page
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
