"""The table chair's page, opened with the code on the chair's card, and the code of the table."""

from flask import Blueprint, Response, request

from appliance.conference.commands import Actor
from appliance.conference.records import Role

from .desk import desk
from .glance import glance
from .page import live_page
from .qr import qr_code
from .refusals import Denied
from .roles import shown, visitor_as
from .sign_in import sign_in_page

pages = Blueprint("chair", __name__)


@pages.get("/chair/<code>")
def show(code: str) -> Response:
    """The chair's page; the browser is the chair's from here on. A wrong code is throttled."""
    address = request.remote_addr or ""
    wait_s = desk().throttle.attempt(address)
    if wait_s:
        return sign_in_page(Denied("too_fast", n=wait_s))
    room = glance()
    opened = room.find_code(code, Role.CHAIR)
    if opened is None:
        return sign_in_page(Denied("wrong_code", n=desk().throttle.wait_s(address)))
    desk().throttle.right(address)
    visitor = visitor_as(Actor(Role.CHAIR, table=opened.table), room)
    response = live_page("chair/page.html", visitor)
    chairs = {**(shown().chairs or {}), opened.table: opened.code}
    desk().cookies.keep(response, "chair", chairs)
    return response


@pages.get("/t/<table>/qr.svg")
def join_code(table: str) -> Response:
    """The address of the table as a QR code; `?loan` for a device that the table lends out."""
    no = glance(table=table).unusable
    if no is not None:
        raise no
    loan = "?loan" if "loan" in request.args else ""
    return qr_code(f"{desk().parts.address()}/t/{table}{loan}")
