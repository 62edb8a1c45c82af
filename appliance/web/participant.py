"""The participant's pages: choose a table, take part; all of it also as plain forms without script.

Opening a page changes nothing but the cookie; a person begins with what they do.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, redirect, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import Actor, JoinTable, read
from appliance.conference.records import Role
from appliance.conference.refusal import Refused

from .asking import id_of
from .ballots import values_of
from .cookies import PEOPLE_MOST, Device
from .desk import desk
from .errors import explained
from .glance import Glance, glance
from .page import NO_FORM, Form, live_page, new_command_id, plain_page
from .refusals import Denied, NoForPeople
from .roles import shown, visitor_as

pages = Blueprint("participant", __name__)

_ENTRY: Final = ("activity", "question", "text", "parent", "relation")
_ACTION: Final = ("activity", "who", "by_when", "source", "action")


@pages.get("/")
def start() -> Response:
    """To one's own table, or the tables to choose from."""
    device = shown().device
    room = glance(device)
    seat = room.seat(device) if device else None
    if seat in {table.id for table in room.tables}:
        return make_response(redirect(f"/t/{seat}", 302))
    return _tables(room)


@pages.get("/tables")
def choose() -> Response:
    """The tables to choose from, also for who has a seat."""
    return _tables(glance(shown().device))


@pages.get("/t/<table>")
def show(table: str) -> Response:
    """The page of a table, or the question whether one really moved there.

    `?loan` stands in the code that a chair shows: whatever opens it is the table's loan device.
    """
    device, is_new = _device()
    if "loan" in request.args:
        device = device.lent_at(table)
    room = glance(device, table)
    if room.unusable is not None:
        return _tables(room, room.unusable)
    seat = room.seat(device)
    if room.people[device.n - 1] in room.seated and seat != table:
        return plain_page(
            "elsewhere.html", old=seat, table=table, tables=room.tables, themes=room.themes
        )
    form = Form(saved=request.args.get("saved"))
    return _page(room, device.at(table), is_new, form)


@pages.post("/t/<table>/join")
def join(table: str) -> Response:
    """Take a seat at this table."""
    device, _ = _device()
    room = glance(device)
    actor = Actor(Role.PARTICIPANT, room.people[device.n - 1], table)
    id = id_of(request.form) or new_command_id()
    if room.conference.closed_minute is None:
        desk().parts.conductor.ask(actor, JoinTable(table), id)
    return _to(table, device.at(table))


@pages.post("/t/<table>/person")
def change_person(table: str) -> Response:
    """Another person goes on with this device: a new one, or one who was here before."""
    device, _ = _device()
    asked = request.form.get("n", "")
    if asked == "new" and device.has_room:
        return _to(table, device.for_next_at(table))
    is_here = asked.isascii() and asked.isdigit() and 1 <= int(asked) <= device.of
    if is_here and not device.is_loan:
        return _to(table, replace(device, n=int(asked), table=table))
    raise Refused("out_of_range", least=1, most=PEOPLE_MOST)


@pages.post("/t/<table>/own")
def keep_own(table: str) -> Response:
    """Somebody's own device after all, and no loan device."""
    device, _ = _device()
    return _to(table, replace(device, is_loan=False))


@pages.post("/t/<table>/entries")
def post_entry(table: str) -> Response:
    """Contribute through a plain form."""
    asked: dict[str, Any] = {name: request.form[name] for name in _ENTRY if request.form.get(name)}
    asked |= {"do": "post_entry", "text": request.form.get("text", ""), **_written()}
    return _write(table, asked | {"to_chair": bool(request.form.get("to_chair"))})


@pages.post("/t/<table>/votes")
def vote(table: str) -> Response:
    """Vote through a plain form: all of it at once."""
    activity, kind = request.form.get("activity", ""), request.form.get("kind", "")
    asked = {"do": "cast_ballot", "activity": activity, "values": values_of(kind, request.form)}
    try:
        _ask(table, asked | _written())
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        return _again(table, no, "")
    return make_response(redirect(f"/t/{table}?voted={activity}#vote", 303))


@pages.post("/t/<table>/actions")
def put_action(table: str) -> Response:
    """Write down an action, or change one, through a plain form."""
    asked = {name: request.form[name] for name in _ACTION if request.form.get(name)}
    what, rev = request.form.get("what", ""), _number("if_rev")
    try:
        _ask(table, {"do": "put_action", **asked, "what": what, "if_rev": rev})
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        return _again(table, no, "")
    return make_response(redirect(f"/t/{table}#actions", 303))


@pages.post("/t/<table>/entries/<entry>")
def change_entry(table: str, entry: str) -> Response:
    """Edit or withdraw one's own contribution through a plain form."""
    if request.form.get("act") == "withdraw":
        return _write(table, {"do": "withdraw_entry", "entry": entry}, entry)
    text = request.form.get("text", "")
    return _write(table, {"do": "edit_entry", "entry": entry, "text": text, **_written()}, entry)


def seat_of(room: Glance, device: Device, table: str) -> str:
    """The table at which one may act. Raises Denied `elsewhere` for who sits at another one."""
    seat = room.seat(device)
    if seat is not None and seat != table:
        raise Denied("elsewhere", old=seat, table=table)
    return table


def _write(table: str, asked: Mapping[str, Any], entry: str = "") -> Response:
    try:
        made = _ask(table, asked)
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        return _again(table, no, entry)
    # Who wrote about a topic of a discussion stays with it.
    topic = request.form.get("topic", "")
    back = urlencode({"saved": made or entry, **({"topic": topic} if topic else {})})
    return make_response(redirect(f"/t/{table}?{back}#saved", 303))


def _ask(table: str, asked: Mapping[str, Any]) -> str | None:
    device = shown().device
    if device is None:
        raise Denied("not_signed_in")
    room = glance(device)
    actor = Actor(Role.PARTICIPANT, room.people[device.n - 1], seat_of(room, device, table))
    id = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    return desk().parts.conductor.ask(actor, read(asked), id).made


def _again(table: str, no: NoForPeople, entry: str) -> Response:
    """The page once more, with what was typed and the reason why it is not saved yet."""
    ticked = {"chosen": request.form.getlist("chosen")}
    kept = {**request.form.to_dict(), **ticked, **({"entry": entry} if entry else {})}
    device, is_new = _device()
    room = glance(device)
    here = room.seat(device) or table
    if here not in {there.id for there in room.tables}:
        raise no
    return _page(room, device.at(here), is_new, Form(no=no, kept=kept))


def _page(room: Glance, device: Device, is_new: bool, form: Form = NO_FORM) -> Response:
    actor = Actor(Role.PARTICIPANT, room.people[device.n - 1], device.table)
    visitor = visitor_as(actor, room)
    response = live_page("participant/page.html", visitor, device, is_new, form)
    desk().cookies.keep_device(response, device)
    return response


def _tables(room: Glance, no: Refused | None = None) -> Response:
    if no is None:
        return plain_page("tables.html", tables=room.tables, themes=room.themes)
    status, document = explained(no)
    there = {"tables": room.tables, "themes": room.themes, "other": no.values.get("other")}
    return plain_page("tables.html", status, refused=document, **there)


def _device() -> tuple[Device, bool]:
    """The device that asks, and whether it is here for the first time."""
    known = shown().device
    return (known, False) if known else (g.setdefault("new_device", Device.new()), True)


def _to(table: str, device: Device) -> Response:
    response = make_response(redirect(f"/t/{table}", 303))
    desk().cookies.keep_device(response, device)
    return response


def _written() -> dict[str, int]:
    written = _number("written_ms")
    return {} if written is None else {"written_ms": written}


def _number(name: str) -> int | None:
    """The whole number in a field that nobody types in, or None."""
    told = request.form.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
