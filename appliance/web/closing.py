"""The end of a conference, the facilitator's: close it, how long it is kept, what is known of one
person, and wiping it from the box with a certificate.

Plain forms. What cannot be taken back is said on the page before it is done, and asked by name.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from flask import Blueprint, Response, make_response, redirect, request

from appliance.conference.closing import (
    Standing,
    is_kept_too_long,
    proposed_until,
    refuse_wiping,
    standing,
)
from appliance.conference.commands import (
    CloseEvent,
    Command,
    EditConference,
    ErasePerson,
    ReopenEvent,
)
from appliance.conference.erasing import Found, found, is_known
from appliance.conference.records import Conference
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .asking import id_of
from .desk import desk
from .errors import explained
from .glance import look_for_conference
from .page import new_command_id, plain_page
from .refusals import Denied, NoForPeople
from .roles import facilitator, shown
from .sign_in import sign_in_page
from .speech import day

HOME: Final = "/results/close"

SHOWN_MOST: Final = 20
"""People in a list to choose one from; who typed too little types more."""

pages = Blueprint("closing", __name__, url_prefix=HOME)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form ended in, to be shown where it stands: "close", "keep", "person" or "wipe"."""

    section: str = ""
    no: NoForPeople | None = None
    person: str = ""
    found: Found | None = None
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def wrong(self) -> str:
        """Why not, as a sentence; empty where nothing is wrong."""
        return str(explained(self.no)[1]["message"]) if self.no is not None else ""


NOTHING: Final = Asked()


@pages.get("")
def show() -> Response:
    """How the conference stands at its end, and what can be done."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    return _page()


@pages.post("/event")
def end() -> Response:
    """Close the conference, or open it again."""
    _enter()
    if request.form.get("act") == "reopen":
        return _done("close", ReopenEvent())
    if not request.form.get("sure"):
        return _page(Asked("close", Denied("close_unsure")))
    return _done("close", CloseEvent())


@pages.post("/keep")
def keep() -> Response:
    """Keep until when all of it is kept, and why so long."""
    _enter()
    told = {name: request.form.get(name, "").strip() for name in ("keep_until", "keep_ground")}
    if not _is_day(told["keep_until"]):
        return _page(Asked("keep", Denied("keep_day"), kept=told))
    return _done("keep", EditConference(told), told)


@pages.post("/person")
def look_for() -> Response:
    """Show what stands under a name or an address. Names stand in no address, so it is a form."""
    _enter()
    asked = request.form.get("person", "").strip()
    there = desk().parts.conductor.read(lambda room: found(room, asked))
    return _page(Asked("person", person=asked, found=there))


@pages.post("/person/erase")
def erase() -> Response:
    """Leave nothing of what was ticked, in the journal and in the archives on the box."""
    _enter()
    invitees, names = (tuple(request.form.getlist(name)) for name in ("invitee", "name"))
    if not (invitees or names):
        return _page(Asked("person", Denied("person_none")))

    command = ErasePerson(invitees, names)
    # Before the journal: what is half done then can be made again, and holds nothing of theirs.
    if desk().parts.conductor.read(lambda room: is_known(room, command)):
        desk().parts.ending.forget_archives()
    return _done("person", command, then="?erased#person")


@pages.post("/wipe")
def wipe() -> Response:
    """Wipe all of it from the box, which then starts anew."""
    _enter()
    title, parts = request.form.get("title", ""), desk().parts
    has_archive = bool(parts.ending.archives()) or bool(request.form.get("without_archive"))
    try:
        parts.conductor.read(lambda room: refuse_wiping(room, title, has_archive=has_archive))
    except Refused as no:
        return _page(Asked("wipe", no, kept={"title": title}))
    look_for_conference()
    page = plain_page("results_wiping.html", home=HOME, box=parts.boot)
    parts.ending.wipe()
    return page


@pages.get("/certificates/<file>")
def certificate(file: str) -> Response:
    """A certificate of wiping, as a page or for machines."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    found = desk().parts.ending.certificate(file)
    if found is None:
        raise Denied("not_found", address=desk().parts.address() + HOME)
    response = make_response(found.read_bytes())
    response.mimetype = "text/html" if found.suffix == ".html" else "application/json"
    response.headers["Content-Disposition"] = f"attachment; filename={found.name}"
    return response


def today() -> str:
    """The day at the box, as ISO 8601 writes it."""
    return datetime.now().astimezone().date().isoformat()


def _enter() -> None:
    if not shown().is_signed_in:
        raise Denied("not_signed_in")


def _is_day(told: str) -> bool:
    try:
        return not told or date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


def _done(
    section: str,
    command: Command,
    kept: dict[str, str] | None = None,
    then: str = "",
) -> Response:
    """Ask for it; on the same page why not, or what is so now."""
    id = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    try:
        desk().parts.conductor.ask(facilitator(), command, id)
    except Refused as no:
        return _page(Asked(section, no, kept=kept or {}))
    return make_response(redirect(HOME + (then or f"#{section}"), 303))


def _page(asked: Asked = NOTHING) -> Response:
    look_for_conference()
    parts = desk().parts
    conference, ended = parts.conductor.read(_look)
    status = 200 if asked.no is None else explained(asked.no)[0]
    if conference is None:
        return plain_page("results_closed.html", status, wiped=parts.ending.wiped(), home=HOME)
    until = conference.keep_until or proposed_until(conference)
    return plain_page(
        "results_close.html",
        status,
        home=HOME,
        asked=asked,
        standing=ended,
        control_number=_spaced(parts.ending.control_number()),
        archives=parts.ending.archives(),
        wiped=parts.ending.wiped(),
        until=asked.kept.get("keep_until", until),
        ground=asked.kept.get("keep_ground", conference.keep_ground),
        is_proposed=not conference.keep_until and bool(until),
        is_kept_too_long=is_kept_too_long(conference, today()),
        shown_most=SHOWN_MOST,
        is_erased="erased" in request.args,
        day_of=_day_of,
        new_id=new_command_id,
    )


def _look(room: Room) -> tuple[Conference | None, Standing]:
    return room.conference, standing(room)


def _spaced(number: str) -> str:
    """In groups of four, as people read aloud and write down."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _day_of(minute: int) -> str:
    return day(datetime.fromtimestamp(minute * 60).astimezone().date().isoformat())
