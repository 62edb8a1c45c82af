"""The doors for programs: commands, changes, the live socket, resuming a device."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, g, make_response, request
from flask_sock import Sock

from appliance.conductor import Busy, CannotSave
from appliance.conference.commands import JoinTable
from appliance.conference.records import Role

from .asking import id_of, understand
from .desk import desk
from .refusals import Denied
from .roles import IN_TURN, shown, visitor
from .visitor import Visitor
from .wire import as_json, parse

LIVE: Final = "machines.live"

pages = Blueprint("machines", __name__)
sock = Sock()


@pages.post("/api/commands")
def command() -> Response:
    """Ask the room to do something; answered when it is on disk."""
    asked = parse(request.get_data())
    g.command = id_of(asked)
    found = understand(visitor(), asked)
    answer = desk().parts.conductor.ask(found.actor, found.command, found.id)
    made = {} if answer.made is None else {"made": answer.made}
    return _json({"ack": found.id, "seq": answer.seq, **made})


@pages.get("/api/changes")
def changes() -> Response:
    """What changed since a number, for browsers whose socket is blocked."""
    who = visitor()
    return _json(desk().parts.changes(who, who.since, who.box))


@pages.post("/api/resume")
def resume() -> Response:
    """Be the same device again, with what the phone kept."""
    device = desk().cookies.resumed(parse(request.get_data()).get("token"))
    if device is None:
        raise Denied("not_signed_in")
    response = _json({"resumed": True, "table": device.table})
    desk().cookies.keep_device(response, device)
    return response


@pages.before_request
def meet() -> None:
    """Who comes for the socket is known and has a seat before the socket opens."""
    if request.endpoint != LIVE:
        return
    # Before anything changes: without a socket to take over this cannot become one.
    if "werkzeug.socket" not in request.environ:
        raise Denied("bad_json")
    if not desk().parts.has_room():
        raise Busy
    who = visitor(*IN_TURN)
    if who.actor.role is Role.PARTICIPANT:
        _seat(who)
    g.visitor = who


@sock.route("/live", bp=pages)  # type: ignore[untyped-decorator] # flask-sock has no types
def live(ws: Any) -> None:
    """Hand the socket over to the one who carries it; this request ends at once."""
    desk().parts.adopt(ws, g.visitor)


def _seat(who: Visitor) -> None:
    """Take the seat at which one already is, if it is not taken yet. May be repeated."""
    if who.is_seated or who.actor.table is None:
        return
    if g.conference.closed_minute is not None:
        # Nobody takes a seat any more; reading goes on.
        return
    device = shown().device
    if device is not None and device.is_loan:
        # It goes from hand to hand: a seat for everybody who might write would never be filled.
        return
    try:
        desk().parts.conductor.ask(who.actor, JoinTable(who.actor.table), secrets.token_hex(16))
    except CannotSave:
        # Reading on is worth more than the seat; the next connection takes it.
        return


def _json(document: Mapping[str, Any]) -> Response:
    response = make_response(as_json(document))
    response.content_type = "application/json"
    return response
