"""What all pages of the survey for its organiser share: who may come in, the survey as it is, and
how a changed one is put in its place without overwriting anybody's work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Flask, Response, g, make_response, redirect, request
from markupsafe import Markup

from appliance.conference.acts import Desk, desk_of
from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.commands import Command, PutSurvey, Undo
from appliance.conference.records import Survey
from appliance.conference.refusal import Refused
from appliance.conference.reversal import taken_back
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
from .roles import facilitator, shown
from .sign_in import sign_in_page
from .survey_meanwhile import Between, Meanwhile
from .survey_words import answers_under, difference, kind_name

PATIENCE_S: Final = 60.0
"""Thousands of answers at once take longer to decide and write down than a contribution."""

FORM_MOST_BYTES: Final = 1_000_000
"""A survey of 200 questions in two languages is about 300 kB."""

TRIES: Final = 3
"""So often another editor may come in between looking and asking."""

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
    """The survey as it is, if there is one."""
    return desk().parts.conductor.read(lambda room: room.surveys.get(SURVEY))


def survey_here() -> Survey:
    """The survey as it is. Raises Refused `unknown_survey`."""
    found = survey_now()
    if found is None:
        raise Refused("unknown_survey")
    return found


def ask(command: Command) -> int:
    """Ask as the organiser who filled in this form, and give the number of what was done; sent
    twice it is done once."""
    id = id_of(request.form) or new_command_id()
    return desk().parts.conductor.ask(facilitator(), command, id, timeout_s=PATIENCE_S).seq


Again = Callable[[NoForPeople, Meanwhile | None], Response]
"""The page of a form once more, with what was typed and why it is not saved."""


def put(
    edit: Callable[[File], File], back: str, again: Again, between: Between, **along: str
) -> Response:
    """Put the survey as `edit` makes it, and go on to `back`.

    Where answers would no longer be shown it is asked first, and where `between` says that somebody
    else changed the same since the form was opened nothing is overwritten.
    """
    for _ in range(TRIES):
        survey = survey_here()
        meanwhile = between(survey)
        if meanwhile is not None:
            return again(Refused("changed_meanwhile"), meanwhile)
        file = edit(document(survey))
        try:
            lost, n_waiting = _losses(survey, read_survey(SURVEY, file))
            if lost and "sure" not in request.form:
                return _sure_page(lost, n_waiting, along)
            seq = ask(PutSurvey(file, survey=SURVEY, if_rev=survey.rev))
        except Refused as no:
            if no.code == "changed_meanwhile":
                continue  # between looking and asking: look once more
            return again(no, None)
        return to(_with_saved(back, seq))
    return again(Refused("changed_meanwhile"), None)


def changed_since(rev: int) -> Between:
    """Whether anybody changed anything of the survey after this version."""
    return lambda survey: None if survey.rev == rev else Meanwhile(None)


@dataclass(frozen=True, slots=True)
class LastEdit:
    """The last change of the survey that can be taken back, and what it changed."""

    seq: int
    what: tuple[Difference, ...]

    @property
    def is_saved_now(self) -> bool:
        """Whether this page came up because of it."""
        return request.args.get("saved", "") == str(self.seq)


def last_edit() -> LastEdit | None:
    """What can be taken back of the survey now; making it cannot."""
    return desk().parts.conductor.read(_last_edit)


def take_back(seq: int, again: Again) -> Response:
    """Take the act with this number back; where answers would go out of view it is asked first."""
    try:
        before, now = desk().parts.conductor.read(lambda room: _before_and_now(room, seq))
        lost, n_waiting = _losses(now, before)
        if lost and "sure" not in request.form:
            return _sure_page(lost, n_waiting, {})
        ask(Undo(seq))
    except Refused as no:
        return again(no, None)
    return to("/questions")


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


def _losses(old: Survey, new: Survey) -> tuple[tuple[Difference, ...], int]:
    """What would no longer be shown, with the answers under each that are counted, and how many
    are not."""

    def look(room: Room) -> tuple[tuple[Difference, ...], int]:
        if not is_holding(old):
            return losses(differences(old, new, tuple(room.responses.values()))), 0
        # Of those that were begun nothing is told either.
        n = sum(r.survey == old.id and not r.is_complete for r in room.responses.values())
        n_waiting = waiting(room, old) + n
        found = differences(old, new, in_figures(room, old))
        return losses(found, some_wait=n_waiting > 0), n_waiting

    return desk().parts.conductor.read(look)


def _with_saved(back: str, seq: int) -> str:
    path, hash_, place = back.partition("#")
    return f"{path}{'&' if '?' in path else '?'}saved={seq}{hash_}{place}"


def _last_edit(room: Room) -> LastEdit | None:
    acts = (act for act in room.acts.values() if desk_of(act) is Desk.SURVEY and not act.is_undone)
    act = max(acts, key=lambda each: each.seq, default=None)
    if act is None or act.reversals[0].before is None:
        return None
    try:
        before, now = _before_and_now(room, int(act.id))
    except Refused:
        return None
    return LastEdit(int(act.id), differences(before, now))


def _before_and_now(room: Room, seq: int) -> tuple[Survey, Survey]:
    """The survey as taking this act back would make it, and as it is. Raises Refused."""
    act = room.acts.get(str(seq))
    if act is None or desk_of(act) is not Desk.SURVEY:
        raise Refused("unknown_act")
    now = room.surveys.get(act.subject)
    if now is not None and act.is_undone:
        return now, now  # a form that was sent twice
    [change] = taken_back(room, act)
    if now is None or not isinstance(change.after, Survey):
        raise Refused("cannot_undo")
    return change.after, now


def _take_conference(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.asked_conference = (values or {}).pop("conference", "")
