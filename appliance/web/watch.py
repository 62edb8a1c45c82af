"""The observer's page: sees what the facilitator sees, changes nothing."""

from flask import Blueprint, Response

from appliance.conference.records import Role

from .page import live_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page

pages = Blueprint("watch", __name__)


@pages.get("/watch")
def show() -> Response:
    """What an observer sees, or the field for the code."""
    try:
        who = visitor(Role.OBSERVER)
    except Denied as no:
        return sign_in_page(no)
    return live_page("watch/page.html", who)
