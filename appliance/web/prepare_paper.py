"""Answers on paper, typed in: one line per question, then saved and an empty form again."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, request

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.commands import TypeResponse
from appliance.conference.records import Invitee, Origin, Survey
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.surveys.answers import checked
from appliance.conference.surveys.reading import options_of

from .desk import desk
from .errors import explained
from .refusals import Denied, NoForPeople
from .survey_desk import ask, blueprint, survey_here, survey_page, to
from .survey_typing import DIGITS_MOST, understood

pages = blueprint("prepare_paper")

OFFERED_MOST: Final = 500
"""People who are offered while a name is typed."""


@pages.get("/paper")
def show() -> Response:
    """An empty form."""
    return _form(survey_here())


@pages.post("/paper")
def save() -> Response:
    """Save one paper; what cannot be is said at its question, with all that was typed."""
    survey = survey_here()
    answers, wrong = _answers(survey)
    try:
        who = _who(request.form.get("who", ""))
        if wrong:
            return _form(survey, wrong=wrong)
        if who and "replace" not in request.form and _has_begun(who):
            return _form(survey, Denied("paper_answered"), asks_replace=True)
        ask(TypeResponse(answers, survey=SURVEY, invitee=who.id if who else None))
    except (Denied, Refused) as no:
        return _form(survey, no, wrong=wrong)
    return to("/paper?saved=1")


def _answers(survey: Survey) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, and by question what is wrong with it."""
    answers: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for question in survey.questions:
        try:
            told = understood(survey, question, request.form.get(f"a.{question.id}", ""))
            answers[question.id] = checked(survey, question, told)
        except (Denied, Refused) as no:
            wrong[question.id] = explained(no)[1]["message"] or ""
    return {id: answer for id, answer in answers.items() if answer is not None}, wrong


def _who(told: str) -> Invitee | None:
    """The invitee with this code, address or name; None for an empty field.

    Raises Denied where there is none, or more than one.
    """
    wanted = told.strip().casefold()
    if not wanted:
        return None

    def look(room: Room) -> list[Invitee]:
        invitees = list(room.invitees.values())
        for sign in ("code", "email", "label"):
            found = [one for one in invitees if getattr(one, sign).casefold() == wanted]
            if found:
                return found
        return []

    found = desk().parts.conductor.read(look)
    if len(found) != 1:
        raise Denied("paper_several" if found else "paper_nobody")
    return found[0]


def _has_begun(who: Invitee) -> bool:
    return desk().parts.conductor.read(lambda room: room.response_of(who.id) is not None)


def _form(
    survey: Survey,
    no: NoForPeople | None = None,
    wrong: Mapping[str, str] | None = None,
    *,
    asks_replace: bool = False,
) -> Response:
    def look(room: Room) -> tuple[int, list[Invitee]]:
        n = sum(r.origin is Origin.PAPER for r in room.responses.values())
        return n, list(room.invitees.values())[:OFFERED_MOST]

    typed_in, invitees = desk().parts.conductor.read(look)
    response = survey_page(
        "survey_paper.html",
        no,
        survey=survey,
        options={question.id: options_of(survey, question) for question in survey.questions},
        digits_most=DIGITS_MOST,
        typed=request.form,
        wrong=wrong or {},
        asks_replace=asks_replace,
        typed_in=typed_in,
        invitees=invitees,
        is_saved="saved" in request.args,
    )
    if wrong:
        response.status_code = 422
    return response
