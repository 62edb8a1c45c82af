"""What an invitee sees: the survey, one subject per page, as plain forms.

A personal code opens it at `/s/<code>`; where anyone may answer, `/s/open` does without one, and
the browser keeps a mark of its own. Codes that are guessed are slowed down, and nothing tells a
wrong one from one that was taken back. While the survey is not open, every code sees the same.
"""

import secrets
from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, request

from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.commands import Actor, AnswerSurvey
from appliance.conference.records import (
    Asks,
    Role,
    State,
    Survey,
    SurveyQuestion,
)
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .desk import desk
from .errors import explained
from .invitee_seen import (
    OPEN,
    Seen,
    begin_page,
    beside,
    check_page,
    context,
    done_page,
    page_at,
    questions_page,
)
from .page import new_command_id, plain_page
from .refusals import Denied
from .roles import shown
from .survey_form import field, read
from .survey_form import shown as standing
from .survey_pages import pages_of

pages = Blueprint("invitee", __name__)

BODY_MOST_BYTES: Final = 1024 * 1024
"""A page full of long answers, each byte written in a form as %XX."""


class _NotIn(Denied):
    """A code that opens nothing, or not now."""


class _NotOpen(Exception):
    """The survey takes no answers now; what to show instead is the same for every code."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen


@pages.before_request
def take_more() -> None:
    """Take in more than the room does: one page may ask for several long answers."""
    request.max_content_length = request.max_form_memory_size = BODY_MOST_BYTES


@pages.errorhandler(_NotOpen)
def tell_state(no: _NotOpen) -> Response:
    """Say kindly why there is nothing to fill in, with what was typed if that came too late."""
    is_late = request.method == "POST"
    told = context(no.seen) | {"typed": _texts(no.seen.survey) if is_late else []}
    return plain_page("invitee/state.html", 409 if is_late else 200, **told)


@pages.errorhandler(_NotIn)
def ask_again(no: _NotIn) -> Response:
    """The field for the code once more, the same for everything that opens nothing."""
    seen = _seen("")
    _be_open(seen)
    status, document = explained(no)
    code = request.form.get("code") or (request.view_args or {}).get("code", "")
    typed = "" if code == OPEN else code[:60]
    page = plain_page("invitee/code.html", status, **context(seen), typed=typed, refused=document)
    if status == 429:
        page.headers["Retry-After"] = str(no.values["n"])
    return page


@pages.get("/s")
def ask() -> Response:
    """A field for the code."""
    seen = _seen("")
    _be_open(seen)
    return plain_page("invitee/code.html", **context(seen), typed="", refused=None)


@pages.post("/s")
def take_code() -> Response:
    """To the survey with the code that was typed."""
    seen = _come_in(request.form.get("code", "").strip()[:60])
    return _known(make_response(redirect(seen.address, 303)), seen)


@pages.get("/s/about")
def about() -> Response:
    """What happens with the answers."""
    return plain_page("invitee/privacy.html", **context(_seen("")))


@pages.get("/s/<code>")
def begin(code: str) -> Response:
    """Who asks, why, how long it takes, until when, and what happens with it."""
    seen = _come_in(code)
    return _known(begin_page(seen), seen)


@pages.get("/s/<code>/<int:number>")
def show(code: str, number: int) -> Response:
    """One page of questions, as it was answered so far."""
    seen = _come_in(code)
    page = page_at(seen, number)
    fields = standing(seen.survey, page.questions, seen.answers)
    return _known(questions_page(seen, page, fields), seen)


@pages.post("/s/<code>/<int:number>")
def answer(code: str, number: int) -> Response:
    """Keep the answers of a page, and go on or back; what does not fit comes back as typed."""
    seen = _come_in(code)
    # The survey may have fewer pages by now; what was typed counts all the same.
    page = page_at(seen, max(1, min(number, len(pages_of(seen.survey)))))
    fields = dict(request.form.lists())
    filled = read(seen.survey, _asked(seen.survey), fields, seen.answers)
    try:
        if filled.answers:
            _ask(seen, AnswerSurvey(filled.answers, seen.survey.id))
    except (Refused, CannotSave, Busy, Unexpected) as no:
        _be_open(_seen(code))
        return questions_page(seen, page, fields, no=no)
    is_back = request.form.get("go") == "back"
    troubles = filled.wrong if is_back else {**filled.wrong, **filled.lacks}
    if troubles:
        return questions_page(seen, page, fields, troubles, may_go_on=not filled.wrong)
    return make_response(redirect(beside(seen, number, -1 if is_back else 1), 303))


@pages.get("/s/<code>/check")
def check(code: str) -> Response:
    """What was answered and what still lacks, before it is sent."""
    seen = _come_in(code)
    return _known(check_page(seen), seen)


@pages.post("/s/<code>/check")
def send(code: str) -> Response:
    """Be done: from now on it counts."""
    seen = _come_in(code)
    try:
        _ask(seen, AnswerSurvey({}, seen.survey.id, is_complete=True))
    except (Refused, CannotSave, Busy, Unexpected) as no:
        _be_open(_seen(code))
        return check_page(seen, no)
    return make_response(redirect(f"{seen.address}/done", 303))


@pages.get("/s/<code>/done")
def done(code: str) -> Response:
    """The receipt: that it is saved, what was answered, and how to change it later."""
    seen = _come_in(code)
    if not seen.is_complete:
        return make_response(redirect(f"{seen.address}/check", 303))
    return _known(done_page(seen), seen)


def _come_in(code: str) -> Seen:
    """Who comes with this code, while the survey is open.

    Raises _NotIn, _NotOpen, Refused `unknown_survey`, Busy.
    """
    seen = _seen(code)
    _be_open(seen)
    if code == OPEN and seen.survey.is_for_anyone:
        if not seen.owner and request.path.startswith(f"{seen.address}/"):
            raise _NotIn("keeps_nothing")
        return seen
    address, is_right = request.remote_addr or "", seen.invitee is not None
    if seen.invitee and desk().cookies.mark(seen.invitee.code) in shown().invited:
        return seen
    wait_s = desk().invitations.weigh(address, is_right=is_right)
    if wait_s:
        raise _NotIn("too_fast", n=wait_s)
    if not is_right:
        raise _NotIn("wrong_survey_code", n=desk().invitations.wait_s(address))
    return seen


def _seen(code: str) -> Seen:
    """The survey as it is now, and who has this code. Raises Refused `unknown_survey`, or Busy."""
    # Taken along: the conductor's thread knows no request.
    cookies, own = desk().cookies, shown().survey

    def look(room: Room) -> Seen:
        survey = next(iter(room.surveys.values()), None)
        if room.conference is None or survey is None:
            raise Refused("unknown_survey")
        invitee, owner = room.invited_by(code), ""
        if invitee is not None:
            owner = invitee.id
        elif code == OPEN and own:
            owner = cookies.respondent(room.conference.id, own)
        answered = room.response_of(owner) if owner else None
        return Seen(code, room.conference, survey, owner, invitee, answered)

    seen = desk().parts.conductor.read(look)
    g.conference = seen.conference
    return seen


def _be_open(seen: Seen) -> None:
    if seen.survey.state is not State.OPEN:
        raise _NotOpen(seen)


def _known(response: Response, seen: Seen) -> Response:
    """Let the browser keep who answers here."""
    if seen.invitee is not None:
        mark = desk().cookies.mark(seen.invitee.code)
        if mark not in shown().invited:
            desk().cookies.keep_invited(response, (*shown().invited, mark))
    elif not shown().survey:
        desk().cookies.keep_survey(response, secrets.token_urlsafe(16))
    return response


def _ask(seen: Seen, command: AnswerSurvey) -> None:
    # An id of its own each time: the same form sent twice says the same, and one that was
    # corrected after going back must not be taken for what was sent before.
    actor = Actor(Role.INVITEE, seen.owner)
    desk().parts.conductor.ask(actor, command, new_command_id())


def _asked(survey: Survey) -> list[SurveyQuestion]:
    """The questions that stood in the form that was sent; the survey may be another by now."""
    stood = request.form.getlist("asks")
    return [question for question in survey.questions if question.id in stood]


def _texts(survey: Survey) -> list[str]:
    """What somebody wrote in their own words in the form that was sent."""
    asked = (question for question in survey.questions if question.kind is Asks.OPEN)
    return [text for question in asked if (text := request.form.get(field(question), ""))]
