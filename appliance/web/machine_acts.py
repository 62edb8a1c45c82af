"""What the organiser does to the machine itself: set its clock, tell it a Wi-Fi, switch it off.

Nobody else may, on no page and with no form. What cannot be taken back is asked twice: the second
page names it.
"""

import math
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from flask import Blueprint, Flask, Response, make_response, redirect, request

from .desk import desk
from .guard import LOOPBACK, is_from_here
from .page import plain_page
from .refusals import Denied, NoForPeople
from .roles import shown
from .sign_in import sign_in_page
from .speech import clock, day, t

WORTH_SETTING_S: Final = 60
"""A difference below this is not worth an act."""

AHEAD_MOST_S: Final = 200 * 366 * 86_400.0
"""From a clock that stands at 1970 to any that can be right."""

pages = Blueprint("machine_acts", __name__)


@dataclass(frozen=True, slots=True)
class Acts:
    """What may be offered to whoever asks for the page of the box; `now_ms` is the box's time."""

    may_set_clock: bool
    may_switch_off: bool
    may_tell_wifi: bool
    now_ms: int
    worth_setting_s: int = WORTH_SETTING_S


def register(site: Flask) -> None:
    """Let the page of the box offer what may be done."""
    site.jinja_env.globals["machine_acts"] = acts


def acts() -> Acts | None:
    """What may be offered here, or None for who may do nothing."""
    if not _may():
        return None
    machine = desk().parts.machine
    return Acts(
        may_set_clock=machine.clock_source() != "ntp",
        may_switch_off=machine.is_box,
        may_tell_wifi=machine.access_point() is not None,
        now_ms=time.time_ns() // 1_000_000,
    )


@pages.get("/box/clock")
def ask_clock() -> Response:
    """Ask whether the clock is to be put at the time that this browser says it is."""
    no = _no_to_setting()
    if no is not None:
        return _answered(no)
    ahead_s = _ahead_s()
    at = datetime.fromtimestamp(time.time() + ahead_s, UTC)
    local = at.astimezone().date()
    is_other_day = local != datetime.now().astimezone().date()
    return plain_page(
        "box_sure.html",
        act="clock",
        zero_s=f"{at.timestamp() - time.monotonic():.3f}",
        box=desk().parts.boot,
        at=clock(int(at.timestamp()) // 60),
        day=_day(local) if is_other_day else "",
    )


@pages.post("/box/clock")
def set_clock() -> Response:
    """Put the clock at that time, which went on since it was asked. May be repeated."""
    no = _no_to_setting()
    if no is not None:
        raise no
    if request.form.get("box") != desk().parts.boot:
        return make_response(redirect("/box", 303))  # it started anew in between: look again
    code = desk().parts.machine.set_clock(_number("zero_s") + time.monotonic())
    if code:
        raise Denied(code)
    return make_response(redirect("/box", 303))


@pages.get("/box/access-point")
def ask_access_point() -> Response:
    """The form for the Wi-Fi of an access point on the wire."""
    if not _may():
        return sign_in_page(Denied("not_signed_in"))
    return _access_point_page(*_access_point())


@pages.post("/box/access-point")
def tell_access_point() -> Response:
    """Keep its name and password, or forget them."""
    if not _may():
        raise Denied("not_signed_in")
    _access_point()
    is_forgotten = "forget" in request.form
    told = {} if is_forgotten else request.form
    ssid, passphrase = (told.get(name, "").strip() for name in ("ssid", "passphrase"))
    if not is_forgotten and not ssid:
        return _access_point_page(ssid, passphrase, t("Type the name that phones show."))
    wrong = desk().parts.machine.tell_access_point(ssid, passphrase)
    if wrong is not None:
        message, values = wrong
        return _access_point_page(ssid, passphrase, t(message, **values))
    return make_response(redirect("/box", 303))


@pages.get("/box/off")
def ask_off() -> Response:
    """Ask whether the box is to be switched off."""
    no = _no_to_switching()
    return _answered(no) if no is not None else plain_page("box_sure.html", act="off")


@pages.post("/box/off")
def switch_off() -> Response:
    """Switch the box off, and say that the plug may be pulled."""
    no = _no_to_switching()
    if no is not None:
        raise no
    code = desk().parts.machine.switch_off()
    if code:
        raise Denied(code)
    return plain_page("box_off.html")


def _may() -> bool:
    return shown().is_signed_in or is_own_screen()


def is_own_screen() -> bool:
    """Whether this is a browser on the box itself, and not somebody whom it speaks for."""
    if not desk().parts.machine.is_box or not is_from_here():
        return False
    host = request.host.rpartition(":")[0] if request.host[-1:].isdigit() else request.host
    return (host or request.host).strip("[]") in LOOPBACK


def _no_to_setting() -> NoForPeople | None:
    if not _may():
        return Denied("not_signed_in")
    return Denied("clock_right") if desk().parts.machine.clock_source() == "ntp" else None


def _no_to_switching() -> NoForPeople | None:
    if not _may():
        return Denied("not_signed_in")
    return None if desk().parts.machine.is_box else Denied("off_not_box")


def _access_point() -> tuple[str, str]:
    """What was told. Raises Denied `not_found` on a machine that is to be no network."""
    told = desk().parts.machine.access_point()
    if told is None:
        raise Denied("not_found", address=desk().parts.address())
    return told


def _access_point_page(ssid: str, passphrase: str, wrong: str = "") -> Response:
    page = plain_page("box_access_point.html", ssid=ssid, passphrase=passphrase, wrong=wrong)
    if wrong:
        page.status_code = 422
    return page


def _answered(no: NoForPeople) -> Response:
    if isinstance(no, Denied) and no.code == "not_signed_in":
        return sign_in_page(no)
    raise no


def _ahead_s() -> float:
    """By how many seconds the box is to be put ahead. Raises Denied `clock_impossible`.

    Told as a difference by a script, which knows both clocks, or as a day and time at the place.
    """
    if "time" not in request.args:
        return _number("ahead_s")
    try:
        typed = datetime.fromisoformat(request.args["time"]).astimezone()
        return typed.timestamp() - time.time()
    except (ValueError, OverflowError):
        raise Denied("clock_impossible") from None


def _number(name: str) -> float:
    """A number of seconds that a form or address tells. Raises Denied `clock_impossible`."""
    try:
        told = float(request.values[name])
    except (KeyError, ValueError):
        raise Denied("clock_impossible") from None
    if not math.isfinite(told) or abs(told) > AHEAD_MOST_S:
        raise Denied("clock_impossible")
    return told


def _day(at: date) -> str:
    return day(at.isoformat())
