"""The page for the venue's staff: whether the room can begin, and a proof of it with one phone."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, make_response, request
from flask_sock import Sock
from markupsafe import Markup

from appliance.conference.closing import is_kept_too_long
from appliance.readiness import Thing, split, to_do

from .about import health_now
from .desk import desk
from .glance import look_for_conference
from .page import plain_page
from .qr import qr_code
from .refusals import Denied
from .results_archive import last_made
from .results_stick import FILE_SYSTEMS, journey_now, spare_now
from .speech import day, space, t

LIVE: Final = "staff.test_live"

pages = Blueprint("staff", __name__)
sock = Sock()


@pages.get("/box")
def box() -> Response:
    """How the box is, for all to see."""
    look_for_conference()
    health, network = health_now(), desk().parts.network()
    today = datetime.now().astimezone().date().isoformat()
    things = to_do(health, network.troubles, today)
    return plain_page(
        "box.html",
        health=health,
        network=network,
        sticks=desk().parts.sticks(),
        journey=journey_now(),
        spare=spare_now(),
        file_systems=FILE_SYSTEMS,
        things=[(thing.code, *_said(thing, health, today)) for thing in things],
        space=space,
        minute=int(time.time()) // 60,
        today=today,
        is_kept_too_long=g.conference is not None and is_kept_too_long(g.conference, today),
        proof=desk().phone_test.proof(),
        archived=last_made(),
    )


@pages.get("/box/wifi.svg")
def wifi_code() -> Response:
    """The Wi-Fi that guests join as a QR code."""
    wifi = desk().parts.network().wifi
    if wifi is None:
        raise Denied("not_found", address=desk().parts.address())
    return qr_code(wifi.text)


@pages.get("/box/test.svg")
def test_code() -> Response:
    """The address of the test as a QR code."""
    return qr_code(f"{desk().parts.address()}/box/test")


@pages.get("/box/test")
def phone() -> Response:
    """What the phone that scanned the code sees; that it is asked for ticks the address."""
    look_for_conference()
    return plain_page("box_test.html", key=desk().phone_test.begin())


@pages.post("/box/test/<key>/<any(page, live):what>")
def tick(key: str, what: str) -> Response:
    """Something worked on the phone."""
    desk().phone_test.tick(key, is_live=what == "live")
    return make_response("", 204)


@pages.before_request
def meet() -> None:
    """Without a socket to speak over, the address of the live line is none."""
    if request.endpoint == LIVE and "werkzeug.socket" not in request.environ:
        raise Denied("bad_json")


@sock.route("/box/test/live", bp=pages)  # type: ignore[untyped-decorator] # flask-sock has no types
def test_live(ws: Any) -> None:
    """Say one word to the phone, which then says that it heard it; and hang up."""
    ws.send("hello")


def _said(thing: Thing, health: Mapping[str, Any], today: str) -> tuple[Markup, Markup]:
    """What is so, and what to do."""
    said = t(
        thing.sentence,
        address=urlsplit(desk().parts.address()).netloc,
        date=day(health.get("date", "")),
        today=day(today),
        space=space(health.get("free_bytes")) or "",
    )
    first, then = split(str(said))
    return Markup(first), Markup(then)  # both are parts of what was escaped
