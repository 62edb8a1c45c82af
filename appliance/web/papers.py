"""The papers that go with asking people: for the invitee, for the register, for keeping.

Texts to adapt, filled with what the conference says of itself. What only the organiser can know
stands in square brackets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from flask import Blueprint, Response, make_response

from appliance.conference.records import Attribution, Conference, Role, Survey
from appliance.conference.room import Room
from appliance.conference.tally.privacy import K

from .desk import desk
from .language import language
from .page import plain_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page
from .speech import day, say
from .speech import plainly as _
from .words import N_

PAPERS: Final[Mapping[str, str]] = {
    "1-invitation": N_("For the invitee"),
    "2-register": N_("For the register of processing"),
    "3-keeping": N_("Keeping and erasing"),
}
"""The papers by the name of their file, and what they are called."""

_PROMISES: Final = {
    Attribution.WITHOUT_NAME: (
        N_(
            "Without name. As long as the survey is open, the computer knows which answers are "
            "yours, so that you can change them. When we close it for good, that is erased: after "
            "that only whether you answered is known, and not what."
        ),
        N_("without name; after closing for good nothing joins them to a person"),
    ),
    Attribution.NAMED: (
        N_("With name. We see who gave which answer, and the report may say so."),
        N_("with name"),
    ),
}
"""What holds of the survey, in full and in short."""

pages = Blueprint("papers", __name__)


@dataclass(frozen=True, slots=True)
class Paper:
    """One of them, filled in."""

    name: str
    title: str
    text: str


@pages.get("/prepare/<conference>/papers")
def show(conference: str) -> Response:
    """All papers, to read and to copy."""
    try:
        _enter(conference)
    except Denied as no:
        if no.code != "not_signed_in":
            raise
        return sign_in_page(no)
    filled = [paper(name) for name in PAPERS]
    return plain_page("prepare/papers.html", papers=filled, home=f"/prepare/{conference}")


@pages.get("/prepare/<conference>/papers/<name>.txt")
def save(conference: str, name: str) -> Response:
    """One paper as a file."""
    _enter(conference)
    if name not in PAPERS:
        raise Denied("not_found", address=desk().parts.address())
    response = make_response(paper(name).text)
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{language()}.txt"
    return response


def paper(name: str) -> Paper:
    """A paper in the language of the page."""
    told = desk().parts.conductor.read(_told)
    text = _template(language(), name).format(**_values(*told))
    return Paper(name, _(PAPERS[name]), text)


def _told(room: Room) -> tuple[Conference, Survey | None]:
    if room.conference is None:
        raise Denied("not_found", address=desk().parts.address())
    return room.conference, next(iter(room.surveys.values()), None)


def _values(conference: Conference, survey: Survey | None) -> dict[str, str]:
    attribution = survey.attribution if survey else Attribution.WITHOUT_NAME
    promise, short = _PROMISES[attribution]
    contact = conference.contact
    return {
        "title": say(conference.title),
        "client": conference.client or _("[name of your organisation]"),
        "when": " " + _("on {date}", date=day(conference.date)) if conference.date else "",
        "where": " " + _("in {place}", place=conference.place) if conference.place else "",
        "attribution": _(promise),
        "attribution_short": _(short),
        "expected": str(conference.participants_expected or "?"),
        "k": str(K),
        "contact": f"\n{contact.name}, {contact.phone}" if contact.name else "",
    }


@cache
def _template(language: str, name: str) -> str:
    return files("webui").joinpath(f"papers/{language}/{name}.txt").read_text("utf-8")


def _enter(conference: str) -> None:
    if visitor(Role.FACILITATOR).conference != conference:
        raise Denied("not_found", address=desk().parts.address())
