"""What the forms of the prepare page have in common: who may send one, how it is asked, and what is
answered: the page again where it stands, or JSON where a script asks.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, g, make_response, redirect, request
from werkzeug.datastructures import MultiDict

from appliance.conference.commands import read
from appliance.conference.records import Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .asking import id_of
from .desk import desk
from .errors import explained
from .prepare_page import Kept, prepare_page
from .refusals import Denied, NoForPeople
from .roles import facilitator, visitor
from .wire import as_json

SAID_NO: Final = (Denied, Refused)
"""What is told beside the form that it is about."""

Asks = Callable[[MultiDict[str, str], Room], Mapping[str, Any]]
"""The command that a form asks for; looks at the room between two changes."""

Page = Callable[[Kept, int], Response]
"""The page on which a form stands, once more with what was typed."""

Rev = Callable[[Room], tuple[int, str]]
"""How a record stands in a room: the number of its last change, and the `rev` for its form."""


def enter(conference: str) -> None:
    """Only the facilitator comes in, and only to the conference that is here. Raises Denied."""
    if visitor(Role.FACILITATOR).conference != conference:
        raise Denied("not_found", address=desk().parts.address())


def ask(
    conference: str,
    place: str,
    asks: Asks,
    *,
    rev: Rev | None = None,
    made: Callable[[], str] = lambda: "",
    page: Page = prepare_page,
    at: str = "",
) -> Response:
    """Ask what the form at this place of the page says, and answer a page or a script.

    `made` tells what has come, by the end of its place, where the rules do not tell it themselves;
    `page` is the page it stands on, and `at` the address of that one after that of the whole.
    """
    enter(conference)
    id = g.command = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    # Taken along: the conductor's thread knows no request.
    form = request.form
    try:
        command = read(desk().parts.conductor.read(lambda room: asks(form, room)))
        answer = desk().parts.conductor.ask(facilitator(), command, id)
    except SAID_NO as no:
        return again(place, no, page)
    new = answer.made or made()
    if not _is_script():
        is_new = new and place.endswith("-new")
        return to_place(f"{place.removesuffix('-new')}-{new}" if is_new else place, at)
    document = {"ack": id, "seq": answer.seq, "rev": _rev(rev or _of_record(place), answer.seq)}
    document |= {"made": new} if new else {}
    return _json(document)


def again(place: str, no: NoForPeople, page: Page = prepare_page) -> Response:
    """The page once more with what was typed and why it is not saved; a script is told so."""
    return refuse(place, request.form, *explained(fitting(no)), page)


def refuse(
    place: str,
    form: MultiDict[str, str],
    status: int,
    refused: Mapping[str, Any],
    page: Page = prepare_page,
) -> Response:
    """The same where what is wrong is said already."""
    if _is_script():
        return _json(refused, status)
    return page(Kept(place, form, refused), status)


def fitting(no: NoForPeople) -> Denied | Refused:
    """The refusal in words for who fills in a page and not a file."""
    assert isinstance(no, SAID_NO)
    return Denied("does_not_fit") if no.code == "file_member" else no


def to_place(place: str, at: str = "") -> Response:
    """Back to the page, at this place of it."""
    return make_response(redirect(f"/prepare/{g.conference.id}{at}#{place}", 303))


def _rev(look: Rev, seq: int) -> str:
    """The `rev` to go on from: the record's own, unless somebody else was there since."""
    changed, rev = desk().parts.conductor.read(look)
    return rev if changed <= seq else request.form.get("rev", "")


def _of_record(place: str) -> Rev:
    kind, _, id = place.partition("-")
    kinds = {"theme": "themes", "table": "tables", "step": "activities"}

    def look(room: Room) -> tuple[int, str]:
        record = room.find(kinds[kind], id) if kind in kinds else room.conference
        rev = getattr(record, "rev", 0)
        return rev, str(rev)

    return look


def _json(document: Mapping[str, Any], status: int = 200) -> Response:
    response = make_response(as_json(document), status)
    response.content_type = "application/json"
    return response


def _is_script() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
