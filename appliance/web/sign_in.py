"""One field for every code: the organiser's, an observer's, the stage's or a chair's."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, request

from appliance.conference.records import Code, Role
from appliance.conference.refusal import Refused

from .cookies import signed_in
from .desk import desk
from .errors import explained
from .glance import Glance, glance, look_for_conference
from .language import local
from .page import plain_page
from .reach import ORGANISERS, is_within
from .refusals import Denied, NoForPeople

pages = Blueprint("sign_in", __name__)

COOKIE: Final = {
    Role.FACILITATOR: "control",
    Role.CHAIR: "chair",
    Role.OBSERVER: "watch",
    Role.STAGE: "stage",
}
MAY_GO_TO: Final = {
    Role.FACILITATOR: (
        "/control",
        "/results",
        "/results/survey",
        "/box",
        "/prepare",
        "/results/cloud",
    ),
    Role.OBSERVER: ("/watch", "/results", "/results/survey", "/box"),
    Role.STAGE: ("/stage",),
}
"""Where somebody may have wanted to go; the first one where they did not say."""

PREPARE: Final = "/prepare/"
"""Below it every page is the organiser's."""


def sign_in_page(no: NoForPeople) -> Response:
    """Ask for the code, with the reason; `?code=` fills it in and changes nothing."""
    look_for_conference()
    status, document = explained(no)
    code, wait_s = request.values.get("code", ""), _wait_s(no)
    context = {"code": code, "goes_to": _goes_to(), "refused": document, "wait_s": wait_s}
    response = plain_page("sign_in.html", status, **context)
    if status == 429:
        response.headers["Retry-After"] = str(wait_s or 1)
    return response


@pages.get("/sign-in")
def ask() -> Response:
    """Ask for a code."""
    look_for_conference()
    return plain_page("sign_in.html", code=request.args.get("code", ""), goes_to=_goes_to())


@pages.post("/sign-in")
def sign_in() -> Response:
    """Open what the code opens. Wrong codes are throttled."""
    address = request.remote_addr or ""
    wait_s = desk().throttle.attempt(address)
    if wait_s:
        return sign_in_page(Denied("too_fast", n=wait_s))
    response = _opened(request.form.get("code", "")[:100])
    if response is None:
        return sign_in_page(Denied("wrong_code", n=desk().throttle.wait_s(address)))
    desk().throttle.right(address)
    return response


@pages.post("/sign-out")
def sign_out() -> Response:
    """This browser is no longer what it was."""
    response = make_response(redirect("/", 303))
    role = request.form.get("as", "")
    name = COOKIE.get(Role(role)) if role in set(Role) else None
    if name is not None:
        response.delete_cookie(name, path="/", httponly=True, samesite="Lax")
    return response


def _opened(typed: str) -> Response | None:
    # Before the event only its organiser comes in.
    room = None if desk().parts.is_public else _room()
    code = room and room.find_code(typed, Role.CHAIR, Role.OBSERVER, Role.STAGE)
    if code:
        return _with_code(code)
    if desk().parts.check_organiser_code(typed.strip()):
        response = make_response(redirect(_wanted(Role.FACILITATOR), 303))
        desk().cookies.keep(response, "control", signed_in())
        return response
    return None


def _room() -> Glance | None:
    """The room, or None on a box without a conference: its organiser comes in to load one."""
    try:
        return glance()
    except Refused as no:
        if no.code != "no_conference":
            raise
        return None


def _with_code(code: Code) -> Response:
    if code.role is Role.CHAIR:
        return make_response(redirect(f"/chair/{code.code}", 303))
    response = make_response(redirect(_wanted(code.role), 303))
    desk().cookies.keep(response, COOKIE[code.role], {"code": code.code})
    return response


def _wait_s(no: NoForPeople) -> int:
    """The seconds until the next code may be tried."""
    if isinstance(no, Denied) and no.code in ("wrong_code", "too_fast"):
        return int(no.values["n"])
    return 0


def _wanted(role: Role) -> str:
    wanted = _goes_to()
    path = wanted.partition("?")[0]
    if desk().parts.is_public:
        return wanted if is_within(path, ORGANISERS) else ORGANISERS[0]
    may_go = path in MAY_GO_TO[role] or (role is Role.FACILITATOR and path.startswith(PREPARE))
    return wanted if may_go else MAY_GO_TO[role][0]


def _goes_to() -> str:
    if request.path != "/sign-in":
        return request.path
    return local(request.values.get("next"), "")
