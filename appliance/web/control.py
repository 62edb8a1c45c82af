"""The facilitator's page, and on a box without a conference the form that loads one."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.conference.chains import offered
from appliance.conference.records import Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.steps import activity_of

from .desk import desk
from .errors import explained
from .glance import glance
from .page import live_page, plain_page
from .refusals import Denied, NoForPeople
from .roles import shown, visitor
from .sign_in import sign_in_page
from .speech import plainly as _
from .wire import as_json, parse
from .words import LANGUAGES

FILE_MOST_BYTES: Final = 400 * 1024
"""The reference conference takes 7 kB."""

pages = Blueprint("control", __name__)

CARDS: Final = ("", "tables", "chairs", "organiser", "poster")
"""What can be printed: all of it, or one part."""

SPOKEN: Final = {"both": LANGUAGES, **{language: (language,) for language in LANGUAGES}}


@pages.get("/control")
def show() -> Response:
    """The console, or the field for the organiser's code, or the form for a conference file."""
    try:
        who = visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    except Refused as no:
        if no.code != "no_conference":
            raise
        return _begin_page() if shown().is_signed_in else sign_in_page(Denied("not_signed_in"))
    return live_page("control/page.html", who)


@pages.post("/control/begin")
def begin() -> Response:
    """Load the conference file that was chosen. On a box that has one, nothing changes."""
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    request.max_content_length = FILE_MOST_BYTES
    try:
        chosen = request.files.get("file")
        file = parse(chosen.read()) if chosen else {}
        desk().parts.begin(file, "practice" in request.form)
    except (Denied, RequestEntityTooLarge):
        return _begin_page(Refused("file_format"))
    except Refused as no:
        if no.code != "already_begun":
            return _begin_page(no)
    goes_on = request.form.get("next") == "/prepare"
    return make_response(redirect("/prepare" if goes_on else "/control", 303))


@pages.get("/control/links")
def links() -> Response:
    """Every address with its code, to hand out or to open: chairs, big screen, observers."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    room = glance()
    codes = {code.table or code.id: code.code for code in room.codes}
    return plain_page("control/links.html", tables=room.tables, codes=codes)


@pages.get("/control/cards.pdf")
def cards() -> Response:
    """The cards to print, or the field for the organiser's code."""
    try:
        visitor(Role.FACILITATOR)
    except Denied as no:
        return sign_in_page(no)
    part, spoken = request.args.get("only", ""), request.args.get("language", "both")
    if part not in CARDS or spoken not in SPOKEN:
        raise Denied("not_found", address=desk().parts.address())
    glance()
    pdf = desk().parts.print_cards(part, SPOKEN[spoken])
    if pdf is None:
        raise Denied("no_cards")
    response = make_response(pdf)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f"inline; filename={_('cards')}.pdf"
    return response


@pages.get("/control/lists/<activity>.json")
def offered_items(activity: str) -> Response:
    """What a step can be given by the one in `?from`, for who chooses by hand."""
    visitor(Role.FACILITATOR)
    source = request.args.get("from", "")

    def look(room: Room) -> dict[str, object]:
        step = activity_of(room, activity)
        items = [{"id": item.id, "text": item.text} for item in offered(room, step, source)]
        return {"items": items, "chosen": step.settings.get("chosen", [])}

    response = make_response(as_json(desk().parts.conductor.read(look)))
    response.content_type = "application/json"
    return response


def _begin_page(no: NoForPeople | None = None) -> Response:
    """The form for a conference file, with the reason why the one before would not do."""
    status, refused = explained(no) if no else (200, None)
    return plain_page("control/begin.html", status, refused=refused)
