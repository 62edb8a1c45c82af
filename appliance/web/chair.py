"""The table chair's page, opened with the code on the chair's card, and the code of the table.

What a chair does while contributions are sorted, and in a discussion, also works as plain forms
without script, and so does counting who sits at the table.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import Actor, read
from appliance.conference.records import Code, Role
from appliance.conference.refusal import Refused

from .asking import id_of
from .ballots import values_of
from .board_forms import asked
from .desk import desk
from .form_fields import signed
from .glance import Glance, glance
from .page import NO_FORM, Form, live_page
from .qr import qr_code
from .refusals import Denied
from .roles import shown, visitor_as
from .sign_in import sign_in_page

pages = Blueprint("chair", __name__)

_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "post_entry": ("activity", "question", "text", "parent", "relation"),
    "count_heads": (),
    **dict.fromkeys(("highlight_entry", "park_entry", "restore_entry", "accept_late"), ("entry",)),
}
"""What a plain form may ask, and the fields that go along."""


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
        for n, command in enumerate(_sorted()):
            desk().parts.conductor.ask(actor, read(command), _id_of_nth(id, n))
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        ticked = {"member": request.form.getlist("member")}
        return _page(room, opened, Form(no=no, kept={**request.form.to_dict(), **ticked}))
    return make_response(redirect(f"/chair/{code}", 303))


@pages.post("/chair/<code>/acts")
def act(code: str) -> Response:
    """Say something or do something with what was said, through a plain form."""
    try:
        room, opened = _opened(code)
    except Denied as no:
        return sign_in_page(no)
    id = id_of(request.form)
    if id is None or request.form.get("do") not in _MEMBERS:
        raise Refused("bad_command")
    try:
        desk().parts.conductor.ask(Actor(Role.CHAIR, table=opened.table), read(_said()), id)
    except (Refused, CannotSave, Busy, Unexpected) as no:
        return _page(room, opened, Form(no=no, kept=request.form.to_dict()))
    topic = urlencode({"topic": request.form.get("topic", "")})
    return make_response(redirect(f"/chair/{code}?{topic}", 303))


@pages.get("/t/<table>/qr.svg")
def join_code(table: str) -> Response:
    """The address of the table as a QR code; `?loan` for a device that the table lends out."""
    no = glance(table=table).unusable
    if no is not None:
        raise no
    loan = "?loan" if "loan" in request.args else ""
    return qr_code(f"{desk().parts.address()}/t/{table}{loan}")


def _opened(code: str) -> tuple[Glance, Code]:
    """Whose page this code opens, however it was typed. Raises Denied; a wrong one is throttled."""
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


def _sorted() -> list[dict[str, Any]]:
    kind = request.form.get("kind")
    if kind is None:
        return asked(request.form)
    activity = request.form.get("activity", "")
    return [{"do": "cast_ballot", "activity": activity, "values": values_of(kind, request.form)}]


def _id_of_nth(id: str, n: int) -> str:
    """The id of each command of a form, so that sending it twice does each of them once."""
    return hashlib.sha256(f"{id} {n}".encode()).hexdigest()[:32] if n else id


def _page(room: Glance, opened: Code, form: Form = NO_FORM) -> Response:
    visitor = visitor_as(Actor(Role.CHAIR, table=opened.table), room)
    response = live_page("chair/page.html", visitor, form=form)
    chairs = {**(shown().chairs or {}), opened.table: opened.code}
    desk().cookies.keep(response, "chair", chairs)
    return response


def _said() -> dict[str, Any]:
    do = request.form["do"]
    asked = {name: request.form[name] for name in _MEMBERS[do] if request.form.get(name)}
    told: dict[str, Any] = {"do": do, **asked}
    if do == "post_entry":
        written = request.form.get("written_ms", "")
        at = {"written_ms": int(written)} if written.isascii() and written.isdigit() else {}
        to_chair = bool(request.form.get("to_chair"))
        told |= {"text": request.form.get("text", ""), "to_chair": to_chair, **at}
    if do == "count_heads":
        told["heads"] = _heads(request.form.get("heads", ""))
    if do == "highlight_entry":
        told["on"] = bool(request.form.get("on"))
    return told


def _heads(typed: str) -> int | None:
    """How many people were counted; None where the count is taken back."""
    if not typed:
        return None
    n = signed(typed)
    # What is no number is as little a count of people as a negative one.
    return -1 if n is None else n
