"""The table chair's page, opened with the code on the chair's card, and the code of the table.

While contributions are sorted it also works as plain forms, without script.
"""

from flask import Blueprint, Response, make_response, redirect, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import Actor, read
from appliance.conference.records import Code, Role
from appliance.conference.refusal import Refused

from .asking import id_of
from .ballots import values_of
from .board_forms import asked
from .desk import desk
from .glance import Glance, glance
from .page import NO_FORM, Form, live_page
from .qr import qr_code
from .refusals import Denied
from .roles import shown, visitor_as
from .sign_in import sign_in_page

pages = Blueprint("chair", __name__)


@pages.get("/chair/<code>")
def show(code: str) -> Response:
    """The chair's page; the browser is the chair's from here on. A wrong code is throttled."""
    try:
        room, opened = _opened(code)
    except Denied as no:
        return sign_in_page(no)
    return _page(room, opened)


@pages.post("/chair/<code>")
def sort(code: str) -> Response:
    """Sort through a plain form, for a group of contributions or for oneself."""
    try:
        room, opened = _opened(code)
    except Denied as no:
        return sign_in_page(no)
    actor = Actor(Role.CHAIR, table=opened.table)
    try:
        id = id_of(request.form)
        if id is None:
            raise Refused("bad_command")
        desk().parts.conductor.ask(actor, read(_asked()), id)
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        ticked = {"member": request.form.getlist("member")}
        return _page(room, opened, Form(no=no, kept={**request.form.to_dict(), **ticked}))
    return make_response(redirect(f"/chair/{code}", 303))


@pages.get("/t/<table>/qr.svg")
def join_code(table: str) -> Response:
    """The address of the table as a QR code; `?loan` for a device that the table lends out."""
    no = glance(table=table).unusable
    if no is not None:
        raise no
    loan = "?loan" if "loan" in request.args else ""
    return qr_code(f"{desk().parts.address()}/t/{table}{loan}")


def _opened(code: str) -> tuple[Glance, Code]:
    """Whose page this code opens. Raises Denied; tries are throttled."""
    address = request.remote_addr or ""
    wait_s = desk().throttle.attempt(address)
    if wait_s:
        raise Denied("too_fast", n=wait_s)
    room = glance()
    opened = room.find_code(code, Role.CHAIR)
    if opened is None:
        raise Denied("wrong_code", n=desk().throttle.wait_s(address))
    desk().throttle.right(address)
    return room, opened


def _asked() -> dict[str, object]:
    kind = request.form.get("kind")
    if kind is None:
        return asked(request.form)
    activity = request.form.get("activity", "")
    return {"do": "cast_ballot", "activity": activity, "values": values_of(kind, request.form)}


def _page(room: Glance, opened: Code, form: Form = NO_FORM) -> Response:
    visitor = visitor_as(Actor(Role.CHAIR, table=opened.table), room)
    response = live_page("chair/page.html", visitor, form=form)
    chairs = {**(shown().chairs or {}), opened.table: opened.code}
    desk().cookies.keep(response, "chair", chairs)
    return response
