"""What all pages of the survey for its organiser share: who may come in, the survey as it is, and
how a changed one is put in its place without overwriting anybody's work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Flask, Response, g, make_response, redirect, request
from markupsafe import Markup

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.commands import Actor, Command, PutSurvey
from appliance.conference.records import Role, Survey
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.surveys.differing import Difference, differences, losses
from appliance.conference.surveys.holding import in_figures, is_holding, waiting
from appliance.conference.surveys.reading import document, read_survey

from .asking import id_of
from .desk import desk
from .errors import explained
from .glance import glance
from .page import new_command_id, plain_page
from .refusals import Denied, NoForPeople
from .roles import shown
from .sign_in import sign_in_page
from .survey_words import answers_under, difference, kind_name

ORGANISER: Final = Actor(Role.FACILITATOR)

PATIENCE_S: Final = 60.0
"""Thousands of answers at once take longer to decide and write down than a contribution."""

FORM_MOST_BYTES: Final = 1_000_000
"""A survey of 200 questions in two languages is about 300 kB."""

File = Mapping[str, Any]


def register(site: Flask) -> None:
    """Let the pages of the survey say what they need of words."""
    site.jinja_env.globals.update(
        difference=difference, answers_under=answers_under, kind_name=kind_name
    )


def blueprint(name: str) -> Blueprint:
    """Pages under the survey of a conference, for its organiser alone."""
    pages = Blueprint(name, __name__, url_prefix="/prepare/<conference>/survey")
    pages.before_request(admit)
    pages.url_value_preprocessor(_take_conference)
    return pages


def admit() -> Response | None:
    """Let the organiser in, and lead to the conference that is here.

    Raises Refused `no_conference`, or `other_conference` for a form of another one.
    """
    if not shown().is_signed_in:
        return sign_in_page(Denied("not_signed_in"))
    here = glance().conference.id
    if g.asked_conference != here:
        if request.method != "GET":
            raise Refused("other_conference")
        path = request.path.replace(f"/prepare/{g.asked_conference}/", f"/prepare/{here}/", 1)
        return make_response(redirect(path, 302))
    request.max_content_length = FORM_MOST_BYTES
    request.max_form_memory_size = FORM_MOST_BYTES
    return None


def at(path: str = "") -> str:
    """The address of a page of the survey."""
    return f"/prepare/{g.conference.id}/survey{path}"


def to(path: str = "") -> Response:
    """On to a page of the survey, after a form."""
    return make_response(redirect(at(path), 303))


def survey_now() -> Survey | None:
    """The survey as it is, if there is one; its version is kept for who edits it."""
    found = desk().parts.conductor.read(lambda room: room.surveys.get(SURVEY))
    if found is not None:
        desk().earlier.keep(g.conference.id, found.rev, document(found))
    return found


def survey_here() -> Survey:
    """The survey as it is. Raises Refused `unknown_survey`."""
    found = survey_now()
    if found is None:
        raise Refused("unknown_survey")
    return found


def ask(command: Command) -> None:
    """Ask as the organiser who filled in this form; sent twice it is done once."""
    id = id_of(request.form) or new_command_id()
    desk().parts.conductor.ask(ORGANISER, command, id, timeout_s=PATIENCE_S)


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else changed since a form was opened, and what this form would change.

    None where the version that the form began with is no longer known.
    """

    theirs: tuple[Difference, ...] | None
    ours: tuple[Difference, ...] | None


Again = Callable[[NoForPeople, Meanwhile | None], Response]
"""The page of a form once more, with what was typed and why it is not saved."""


def put(edit: Callable[[File], File], back: str, again: Again, **along: str) -> Response:
    """Put the survey as `edit` makes it, and go on to `back`.

    Where answers would no longer be shown it is asked first, and where somebody else changed the
    survey since the form was opened (its field `rev`) nothing is overwritten. `along` comes with
    the form where it is asked first.
    """
    survey = survey_here()
    rev = revision()
    if rev != survey.rev:
        return again(Refused("changed_meanwhile"), _meanwhile(survey, rev, edit))
    file = edit(document(survey))
    try:
        made = read_survey(SURVEY, file)
        found, n_waiting = _differences(survey, made)
        lost = losses(found, some_wait=n_waiting > 0)
        if lost and "sure" not in request.form:
            return _sure_page(lost, n_waiting, along)
        ask(PutSurvey(file, survey=SURVEY, if_rev=rev))
    except Refused as no:
        return again(no, None)
    mark = "&" if "?" in back else "?"
    path, hash_, place = back.partition("#")
    return to(f"{path}{mark}was={rev}{hash_}{place}")


def revision() -> int:
    """The version with which the form began."""
    told = request.values.get("rev", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else -1


def survey_page(
    template: str, no: NoForPeople | None = None, said: Markup | None = None, **context: Any
) -> Response:
    """A page of the survey; with the reason why a form was not taken, which `said` may be too."""
    status, refused = explained(no) if no else (200, None)
    if said is not None:
        status, refused = 422, {"message": said}
    has_survey = desk().parts.conductor.read(lambda room: SURVEY in room.surveys)
    told = {"refused": refused, "has_survey": has_survey, "at": at, **context}
    return plain_page(f"prepare/{template}", status, **told)


def _sure_page(lost: tuple[Difference, ...], n_waiting: int, along: Mapping[str, str]) -> Response:
    """Ask whether answers may go out of view; the form comes along as it is."""
    fields = [(name, told) for name in request.form for told in request.form.getlist(name)]
    fields = [(name, told) for name, told in fields if name != "id" and name not in along]
    told: dict[str, Any] = {"lost": lost, "waiting": n_waiting, "fields": [*fields, *along.items()]}
    return survey_page("survey_sure.html", **told)


def _differences(old: Survey, new: Survey) -> tuple[tuple[Difference, ...], int]:
    """With the answers under each that are counted, and how many are not."""

    def look(room: Room) -> tuple[tuple[Difference, ...], int]:
        if not is_holding(old):
            return differences(old, new, tuple(room.responses.values())), 0
        # Of those that were begun nothing is told either.
        n = sum(r.survey == old.id and not r.is_complete for r in room.responses.values())
        return differences(old, new, in_figures(room, old)), waiting(room, old) + n

    return desk().parts.conductor.read(look)


def _meanwhile(survey: Survey, rev: int, edit: Callable[[File], File]) -> Meanwhile:
    base = desk().earlier.find(g.conference.id, rev)
    if base is None:
        return Meanwhile(None, None)
    began = read_survey(SURVEY, base)
    try:
        wanted = read_survey(SURVEY, edit(base))
    except Refused:
        return Meanwhile(differences(began, survey), None)
    return Meanwhile(differences(began, survey), differences(began, wanted))


def _take_conference(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.asked_conference = (values or {}).pop("conference", "")
