"""Answering: by the one who was invited, page by page; from paper; from elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from appliance.conference import members
from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, AnswerSurvey, TakeResponses, TypeResponse
from appliance.conference.records import (
    Attribution,
    Invitee,
    Origin,
    Response,
    State,
    Survey,
    Tells,
)
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .answers import checked, missing
from .asking import survey_of
from .holding import held, moved_on
from .reading import options_of


def answer_survey(
    room: Room, actor: Actor, command: AnswerSurvey, moment: Moment
) -> Sequence[Change]:
    """Keep the answers of one page beside those that were given; None takes one back.

    It counts once it is complete, and can be changed until the survey closes. Raises Refused
    `survey_missing` where a required answer lacks at the end.
    """
    survey = _open(room, command.survey)
    owner = actor.person or ""
    invitee = room.invitees.get(owner)
    if invitee is None and not survey.is_for_anyone:
        raise Refused("unknown_invitee")
    before = room.response_of(owner)
    answers = {**(before.answers if before else {}), **_checked(survey, command.answers)}
    answers = {id: answer for id, answer in answers.items() if answer is not None}
    if command.is_complete:
        _refuse_missing(survey, answers)
    kept = before or Response(id=moment.new_id(), survey=survey.id, owner=owner)
    is_complete = command.is_complete or kept.is_complete
    after = replace(kept, answers=answers, is_complete=is_complete)
    after = _telling(survey, after, invitee)
    if after == before:
        return []
    return _kept(room, survey, before, held(survey, before, after))


def type_response(
    room: Room, actor: Actor, command: TypeResponse, moment: Moment
) -> Sequence[Change]:
    """Keep what somebody answered on paper; of an invitee in the place of what was there.

    Also after closing, since paper comes by post. What lacks on paper stays open.
    """
    survey = _unsealed(room, command.survey)
    invitee = room.invitees.get(command.invitee) if command.invitee else None
    if command.invitee and invitee is None:
        raise Refused("unknown_invitee")
    answers = {i: a for i, a in _checked(survey, command.answers).items() if a is not None}
    if not answers:
        raise Refused("survey_nothing")
    before = room.response_of(invitee.id) if invitee else None
    kept = before or Response(moment.new_id(), survey.id, owner=invitee.id if invitee else None)
    after = replace(kept, answers=answers, is_complete=True, origin=Origin.PAPER)
    after = _telling(survey, after, invitee)
    if after == before:
        return []
    return _kept(room, survey, before, _brought(survey, before, after))


def take_responses(
    room: Room, actor: Actor, command: TakeResponses, moment: Moment
) -> Sequence[Change]:
    """Take in what was answered elsewhere: new ones come in, known ones are brought up to date.

    One is known by its id, by the code of its invitee, or by its mark; repeated, nothing is there
    twice. What only is here stays. After closing for good only such as belong to nobody come in.
    Raises Refused, with the number of the response, where one does not fit; then none is taken.
    """
    survey = survey_of(room, command.survey)
    codes = {invitee.code: invitee for invitee in room.invitees.values() if invitee.code}
    marks = {r.mark: r for r in room.responses.values() if r.mark and r.survey == survey.id}
    changes: dict[str, Change] = {}
    for n, item in enumerate(command.responses):
        try:
            taken = _taken(room, survey, item, codes, marks, moment.new_id(f"response {n}"))
        except Refused as no:
            raise Refused("survey_response", n=n + 1, why=no.values.get("where", no.code)) from no
        before = room.responses.get(taken.id)
        if taken != before:
            changes[taken.id] = Change(before, _brought(survey, before, taken))
    return moved_on(room, survey, list(changes.values()))


def _taken(
    room: Room,
    survey: Survey,
    item: Mapping[str, Any],
    codes: Mapping[str, Invitee],
    marks: Mapping[str, Response],
    new_id: str,
) -> Response:
    told = {name: members.optional(item, name, "") for name in ("id", "code", "mark", "role")}
    invitee = codes.get(told["code"])
    if told["code"] and survey.state is State.SEALED:
        raise Refused("survey_sealed")
    if told["code"] and invitee is None:
        raise Refused("survey_code", where=told["code"])
    before = room.responses.get(told["id"]) or marks.get(told["mark"])
    before = before or (room.response_of(invitee.id) if invitee else None)
    answers = _checked(survey, members.member(item, "answers", dict))
    origin = members.choice(item, "origin", Origin.SURVEY)
    owner = invitee.id if invitee else None
    base = before or Response(told["id"] or new_id, survey.id, owner=owner, mark=told["mark"])
    after = replace(
        base,
        answers={id: answer for id, answer in answers.items() if answer is not None},
        role=told["role"] or base.role,
        is_attending=_attending(item, base),
        is_complete=members.optional(item, "is_complete", True),
        name=members.optional(item, "name", base.name),
        origin=origin,
    )
    return _telling(survey, after, invitee)


def _kept(room: Room, survey: Survey, before: Response | None, after: Response) -> Sequence[Change]:
    changes = [Change(before, after)]
    is_newly_held = after.is_held and not (before and before.is_held)
    return moved_on(room, survey, changes) if is_newly_held else changes


def _brought(survey: Survey, before: Response | None, after: Response) -> Response:
    """What the organiser knows anyway is counted at once, unless somebody's own answer goes."""
    is_own = before is not None and before.owner is not None and before.is_complete
    return held(survey, before, after) if is_own else after


def _attending(item: Mapping[str, Any], before: Response) -> bool | None:
    told = "is_attending" in item
    return members.member(item, "is_attending", bool) if told else before.is_attending


def _open(room: Room, survey: str) -> Survey:
    found = survey_of(room, survey)
    match found.state:
        case State.OPEN:
            return found
        case State.PLANNED:
            raise Refused("survey_planned")
        case State.SEALED:
            raise Refused("survey_sealed")
        case _:
            raise Refused("survey_closed")


def _unsealed(room: Room, survey: str) -> Survey:
    found = survey_of(room, survey)
    if found.state is State.SEALED:
        raise Refused("survey_sealed")
    return found


def _checked(survey: Survey, answers: Mapping[str, Any]) -> dict[str, Any]:
    questions = {question.id: question for question in survey.questions}
    if not answers.keys() <= questions.keys():
        raise Refused("survey_answer", where=min(answers.keys() - questions.keys()))
    return {id: checked(survey, questions[id], answer) for id, answer in answers.items()}


def _refuse_missing(survey: Survey, answers: Mapping[str, Any]) -> None:
    lacking = missing(survey, answers)
    if lacking:
        raise Refused("survey_missing", n=len(lacking))


def _telling(survey: Survey, response: Response, invitee: Invitee | None) -> Response:
    """The same with what the answers tell of who answers; else the invitation tells the role."""
    role, attends = response.role, response.is_attending
    if invitee is not None and invitee.role:
        role = invitee.role
    for question in survey.questions:
        answer = response.answers.get(question.id)
        if question.tells is Tells.ROLE and isinstance(answer, str):
            role = answer
        elif question.tells is Tells.ATTENDS and isinstance(answer, str):
            attends = answer == options_of(survey, question)[0].id
    is_named = survey.attribution is Attribution.NAMED
    name = invitee.label if invitee and is_named else ""
    return replace(response, role=role, is_attending=attends, name=name or response.name)
