"""Covering names and numbers before anything is published: a search proposes, a person decides.

Every act is a form that works without script. Searching is started here and goes on aside; the page
asks how far it is. What is covered in many places at once is asked in bounded steps.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, redirect, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import (
    Actor,
    Command,
    Cover,
    Leave,
    ProposeCovers,
    Uncover,
    Undo,
)
from appliance.conference.masking import ITEMS_MOST
from appliance.conference.members import is_sound
from appliance.conference.records import Covers, Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .aside import aside
from .asking import id_of
from .desk import desk
from .errors import explained
from .page import plain_page
from .parts import Conductor
from .redaction_desk import LISTS, PER_PAGE, RedactionDesk, Row, of_kind, of_words, on_desk
from .redaction_words import KINDS, reason, surely, undo_words, where
from .refusals import Denied, NoForPeople
from .roles import facilitator, visitor
from .searching import OnProgress
from .sign_in import sign_in_page
from .wire import as_json

pages = Blueprint("redaction", __name__)

STEP: Final = 500
"""So many finds are told at once: the room waits some 20 ms for each."""

PATIENCE_S: Final = 30.0

_KEPT: Final = ("show", "what", "q", "page")
"""What a form brings along of where somebody was."""

_LONGEST: Final = 16
"""Digits of a number; no command has a longer one."""

_DO: Final[Mapping[str, Callable[[tuple[Any, ...]], Command]]] = {
    "cover": Cover,
    "leave": Leave,
    "uncover": Uncover,
}


@pages.get("/results/redaction")
def show() -> Response:
    """What is to be decided, what was decided, and where a word stands."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    return _page()


@pages.post("/results/redaction")
def act() -> Response:
    """Do what a form asks for."""
    visitor(Role.FACILITATOR)
    one = request.form.get("one")
    try:
        _do("cover" if one else request.form.get("act", ""))
    except (Denied, Refused, CannotSave, Busy, Unexpected) as no:
        return _page(no)
    kept = {name: told for name in _KEPT if (told := request.form.get(name))}
    if request.form.get("act") == "cover_found":
        kept = {"show": "covered"}
    address = f"{request.path}?{urlencode(kept)}" if kept else request.path
    return make_response(redirect(f"{address}#list", 303))


@pages.get("/results/redaction.json")
def state() -> Response:
    """How far the search is, for a page that waits for it."""
    visitor(Role.FACILITATOR)
    run = desk().searching.run
    told = {"is_going_on": bool(run and run.is_going_on), "share": run.share if run else 0.0}
    response = make_response(as_json(told))
    response.content_type = "application/json"
    return response


def _do(asked: str) -> None:
    match asked:
        case "search":
            _start()
        case "undo":
            seq = request.form.get("seq", "")
            is_number = seq.isascii() and seq.isdigit() and len(seq) < _LONGEST
            _ask(Undo(int(seq) if is_number else 0))
        case "cover" | "leave" | "uncover":
            _ask(_DO[asked](({**_item(), **_as_what()},)))
        case "cover_all" | "leave_all":
            waiting = aside(on_desk).rows["waiting"]
            command = _DO[asked.removesuffix("_all")]
            _ask_all(command, [row.item for row in _chosen(waiting)])
        case "cover_found":
            wanted = request.form.get("q", "")
            found = aside(lambda room: on_desk(room, wanted)).rows["found"]
            _ask_all(Cover, [{**row.item, **_as_what()} for row in found])
        case _:
            raise Refused("unknown_command")


def _ask_all(command: Callable[[tuple[Any, ...]], Command], items: Sequence[Any]) -> None:
    for n, begin in enumerate(range(0, len(items), ITEMS_MOST)):
        _ask(command(tuple(items[begin : begin + ITEMS_MOST])), f" {n}")


def _ask(command: Command, nth: str = "") -> None:
    """Ask as who filled in this form; sent twice it is done once. Raises Refused `bad_command`."""
    id = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    own = hashlib.sha256(f"{id}{nth}".encode()).hexdigest()[:32] if nth else id
    desk().parts.conductor.ask(facilitator(), command, own, timeout_s=PATIENCE_S)


def _start() -> None:
    """Search a copy of the room; what is found is told to the room in steps."""
    search, conductor, actor = desk().parts.search, desk().parts.conductor, facilitator()
    room: Room = aside(lambda room: room)

    def work(on_progress: OnProgress) -> None:
        found = search(room, on_progress)
        for command in _told(found.items, found.digest, found.lacks):
            _keep(conductor, actor, command)

    desk().searching.start(work)


def _told(
    items: Sequence[Mapping[str, Any]], digest: str, lacks: tuple[str, ...]
) -> Iterator[ProposeCovers]:
    """What is of one text goes together: a step is ended only between two texts."""
    step: list[Mapping[str, Any]] = []
    for item in items:
        if len(step) >= STEP and _text(item) != _text(step[-1]):
            yield ProposeCovers(tuple(step))
            step = []
        step.append(item)
    yield ProposeCovers(tuple(step), digest, lacks)


def _keep(conductor: Conductor, actor: Actor, command: ProposeCovers) -> None:
    conductor.ask(actor, command, secrets.token_hex(16), timeout_s=PATIENCE_S)


def _text(item: Mapping[str, Any]) -> tuple[str, str, str]:
    return item["kind"], item["record"], item["place"]


def _item() -> dict[str, Any]:
    """The stretch that a form is about. Raises Refused `bad_command`."""
    try:
        item = json.loads(request.form.get("one") or request.form.get("item", ""))
    except ValueError:
        raise Refused("bad_command") from None
    if not isinstance(item, dict) or not is_sound(item):
        raise Refused("bad_command")
    return item


def _as_what() -> dict[str, str]:
    """As what it is covered, where the form says so."""
    return {"what": request.form["as"]} if request.form.get("as") else {}


def _chosen(rows: Sequence[Row]) -> list[Row]:
    """What waits and is of one kind, or has the same words."""
    if "words" in request.form:
        return list(filter(of_words(request.form["words"]), rows))
    return list(filter(of_kind(_what(request.form.get("of", ""))), rows))


def _what(told: str) -> Covers:
    try:
        return Covers(told)
    except ValueError:
        raise Refused("bad_command") from None


def _page(no: NoForPeople | None = None) -> Response:
    status, refused = explained(no) if no else (200, None)
    asks = request.values
    wanted = asks.get("q", "").strip()
    lying: RedactionDesk = aside(lambda room: on_desk(room, wanted))
    shown = asks.get("show", "found" if wanted else "waiting")
    shown = shown if shown in LISTS else LISTS[0]
    what = asks.get("what", "")
    rows = [row for row in lying.rows[shown] if not what or row.stretch.what == what]
    of = max(1, ceil(len(rows) / PER_PAGE))
    page = min(max(1, asks.get("page", 1, int)), of)
    return plain_page(
        "results_redaction.html",
        status,
        lying=lying,
        refused=refused,
        run=desk().searching.run,
        shown=shown,
        what=what,
        wanted=wanted,
        rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        count=len(rows),
        page_now=page,
        pages=of,
        kinds=KINDS,
        reason=reason,
        surely=surely,
        where=aside(where),
        undo_words=undo_words,
    )
