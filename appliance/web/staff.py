"""The page for the venue's staff: whether the room can begin, and a proof of it with one phone."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, make_response, request
from flask_sock import Sock
from markupsafe import Markup

from .about import health_now
from .desk import desk
from .glance import look_for_conference
from .page import plain_page
from .qr import qr_code
from .refusals import Denied
from .speech import t

LIVE: Final = "staff.test_live"

SPACE_LEAST_BYTES: Final = 500_000_000
"""A conference needs a few MB; below this something else is filling the disk."""

_GB: Final = 1_000_000_000

pages = Blueprint("staff", __name__)
sock = Sock()


@pages.get("/box")
def box() -> Response:
    """How the box is, for all to see."""
    look_for_conference()
    health = health_now()
    now = datetime.now().astimezone()
    return plain_page(
        "box.html",
        health=health,
        to_do=to_do(health),
        space=_space(health.get("free_bytes")),
        minute=int(time.time()) // 60,
        today=now.date().isoformat(),
        proof=desk().phone_test.proof(),
    )


def to_do(health: Mapping[str, Any]) -> str:
    """The one next thing to do before the room can begin; "" when it can."""
    free, power = health.get("free_bytes"), health.get("power")
    things = {
        "saving": not health["is_saving"],
        "conference": not health["conference"],
        "space": free is not None and free < SPACE_LEAST_BYTES,
        "damage": bool(health.get("damage")),
        "power": power is not None and not power["is_mains"],
    }
    return next((name for name, is_to_do in things.items() if is_to_do), "")


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


def _space(free: int | None) -> Markup | None:
    """How much still fits on the disk, in words."""
    if free is None:
        return None
    if free < _GB:
        return t("{n} MB free", n=free // 1_000_000)
    return t("{n} GB free", n=free // _GB if free >= 10 * _GB else round(free / _GB, 1))
