"""The survey as an invitee sees it, for its organiser: the same pages, and nothing is kept."""

from dataclasses import replace

from flask import Response, make_response, redirect, request

from appliance.conference.records import State

from .glance import glance
from .invitee_seen import (
    Seen,
    begin_page,
    beside,
    check_page,
    context,
    done_page,
    page_at,
    questions_page,
)
from .page import plain_page
from .survey_desk import at, blueprint, survey_here
from .survey_form import read
from .survey_pages import pages_of

pages = blueprint("survey_preview")


@pages.get("/preview")
def begin() -> Response:
    """What somebody finds who opens the link in the invitation."""
    return begin_page(_seen())


@pages.get("/preview/<int:number>")
def show(number: int) -> Response:
    """One page of questions."""
    seen = _seen()
    if not pages_of(seen.survey):
        return make_response(redirect(at("/preview/check"), 302))
    return questions_page(seen, page_at(seen, number), {})


@pages.post("/preview/<int:number>")
def answer(number: int) -> Response:
    """Go on or back, or say what is to be looked at again, as an invitee is told."""
    seen = _seen()
    page = page_at(seen, number)
    fields = dict(request.form.lists())
    filled = read(seen.survey, page.questions, fields, {})
    is_back = request.form.get("go") == "back"
    troubles = filled.wrong if is_back else {**filled.wrong, **filled.lacks}
    if troubles:
        return questions_page(seen, page, fields, troubles, may_go_on=not filled.wrong)
    return make_response(redirect(beside(seen, number, -1 if is_back else 1), 303))


@pages.get("/preview/check")
def check() -> Response:
    """What stands before sending; nothing was kept, so that all still lacks."""
    return check_page(_seen())


@pages.post("/preview/check")
def send() -> Response:
    """On to the receipt."""
    return make_response(redirect(at("/preview/done"), 303))


@pages.get("/preview/done")
def done() -> Response:
    """The receipt."""
    return done_page(_seen())


@pages.get("/preview/about")
def about() -> Response:
    """What happens with the answers."""
    return plain_page("invitee/privacy.html", **context(_seen()))


def _seen() -> Seen:
    """As somebody with a personal code sees it while it is open."""
    survey = replace(survey_here(), state=State.OPEN)
    return Seen("", glance().conference, survey, preview=at("/preview"))
