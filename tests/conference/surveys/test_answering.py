"""Answering page by page, from paper, and closing for good."""

from typing import Any

import pytest

from appliance.conference.commands import (
    Actor,
    AnswerSurvey,
    CloseSurvey,
    OpenSurvey,
    PutInvitees,
    PutSurvey,
    RemoveInvitee,
    SealSurvey,
    TypeResponse,
)
from appliance.conference.records import Invitee, Origin, Role, State
from appliance.conference.refusal import Refused
from appliance.conference.surveys import inviting
from appliance.conference.surveys.asking import SEAL_AFTER_MIN, due
from appliance.conference.tally.survey import has_answered
from tests.builders import BOX, FACILITATOR, Meeting

ROLES = [{"id": "baker", "text": "Baker"}, {"id": "bank", "text": "Bank"}]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "rol", "kind": "choice", "required": True, "text": "Role?", "options": ROLES},
    {"id": "why", "kind": "open", "text": "Why?"},
    {"id": "two", "kind": "pick", "pick": 1, "text": "Best?", "options": ROLES, "section": "Next"},
    {"id": "grade", "kind": "scale", "least": 0, "most": 10, "text": "Grade?"},
    {"id": "each", "kind": "matrix", "text": "Each?", "rows": ROLES, "options": ROLES},
    {"id": "order", "kind": "rank", "text": "Order?", "from": "each"},
]
FILE = {"format": "tafelronde-survey/1", "title": "Vooraf", "questions": QUESTIONS}
PEOPLE = (
    {"label": "Ann", "email": "ann@example.org", "role": "bank"},
    {"email": "bob@example.org"},
)


def begun(**members: Any) -> Meeting:
    """A survey that is open, and two who were invited."""
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, PutSurvey({**FILE, **members}))
    meeting.ask(FACILITATOR, PutInvitees(PEOPLE))
    meeting.ask(FACILITATOR, OpenSurvey())
    return meeting


def invitee(meeting: Meeting, email: str) -> Invitee:
    """The one with this address."""
    return next(i for i in meeting.room.invitees.values() if i.email == email)


def as_ann(meeting: Meeting) -> Actor:
    """Ann with her code."""
    return Actor(Role.INVITEE, invitee(meeting, "ann@example.org").id)


def test_answers_are_kept_page_by_page_and_count_once_complete() -> None:
    meeting = begun()
    ann = as_ann(meeting)
    meeting.ask(ann, AnswerSurvey({"why": "Because"}))
    assert has_answered(meeting.room) == frozenset()
    assert meeting.refusal(ann, AnswerSurvey({}, is_complete=True)) == "survey_missing"
    meeting.ask(ann, AnswerSurvey({"rol": "baker", "why": None}, is_complete=True))
    (response,) = meeting.room.responses.values()
    assert response.answers == {"rol": "baker"}
    assert (response.role, response.is_complete, response.name) == ("baker", True, "")
    assert has_answered(meeting.room) == {ann.person}
    meeting.ask(ann, AnswerSurvey({"grade": 7}))
    (response,) = meeting.room.responses.values()
    assert (response.answers, response.is_complete) == ({"rol": "baker", "grade": 7}, True)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"rol": "nobody"}, "survey_answer"),
        ({"rol": ["baker"]}, "survey_answer"),
        ({"nothing": "x"}, "survey_answer"),
        ({"why": 3}, "survey_answer"),
        ({"why": "x" * 4_001}, "text_too_long"),
        ({"two": ["baker", "bank"]}, "survey_pick"),
        ({"two": "baker"}, "survey_answer"),
        ({"grade": 11}, "survey_number"),
        ({"grade": True}, "survey_number"),
        ({"each": {"baker": "x"}}, "survey_answer"),
        ({"each": {"x": "baker"}}, "survey_answer"),
        ({"order": ["baker", "baker"]}, "survey_answer"),
        ({"why": "\ud800"}, "bad_command"),
    ],
)
def test_what_does_not_fit_a_question_is_refused(answers: dict[str, Any], code: str) -> None:
    meeting = begun()
    assert meeting.refusal(as_ann(meeting), AnswerSurvey(answers)) == code
    assert not meeting.room.responses


def test_who_is_not_invited_answers_only_where_anyone_may() -> None:
    stranger = Actor(Role.INVITEE, "open-1")
    assert begun().refusal(stranger, AnswerSurvey({"rol": "bank"})) == "unknown_invitee"
    meeting = begun(is_for_anyone=True)
    meeting.ask(stranger, AnswerSurvey({"rol": "bank"}, is_complete=True))
    assert len(meeting.room.responses) == 1


def test_a_survey_that_is_not_open_takes_no_answers_but_those_on_paper() -> None:
    meeting = begun()
    ann = as_ann(meeting)
    meeting.ask(FACILITATOR, CloseSurvey())
    assert meeting.refusal(ann, AnswerSurvey({"rol": "bank"})) == "survey_closed"
    meeting.ask(FACILITATOR, TypeResponse({"rol": "bank"}, invitee=ann.person))
    (response,) = meeting.room.responses.values()
    assert (response.origin, response.owner) == (Origin.PAPER, ann.person)
    meeting.ask(FACILITATOR, OpenSurvey())
    meeting.ask(ann, AnswerSurvey({"rol": "baker"}))
    assert len(meeting.room.responses) == 1


def test_closing_for_good_keeps_who_answered_and_what_with_nothing_between() -> None:
    meeting = begun()
    ann = as_ann(meeting)
    meeting.ask(ann, AnswerSurvey({"rol": "bank"}, is_complete=True))
    assert meeting.refusal(FACILITATOR, SealSurvey()) == "survey_not_closed"
    meeting.ask(FACILITATOR, CloseSurvey())
    meeting.ask(FACILITATOR, SealSurvey())
    (response,) = meeting.room.responses.values()
    assert (response.owner, response.name, response.role) == (None, "", "bank")
    told = {i.email: i.has_answered for i in meeting.room.invitees.values()}
    assert told == {"ann@example.org": True, "bob@example.org": False}
    assert meeting.refusal(ann, AnswerSurvey({"rol": "bank"})) == "survey_sealed"
    assert meeting.refusal(FACILITATOR, OpenSurvey()) == "survey_sealed"


def test_a_survey_with_names_says_so_on_every_response_and_stays_so() -> None:
    meeting = begun(attribution="named")
    meeting.ask(as_ann(meeting), AnswerSurvey({"rol": "bank"}))
    (response,) = meeting.room.responses.values()
    assert response.name == "Ann"
    secret = PutSurvey({**FILE, "attribution": "without_name"})
    assert meeting.refusal(FACILITATOR, secret) == "survey_promise"


def test_a_survey_opens_closes_and_is_sealed_by_its_dates() -> None:
    meeting = Meeting.begun()
    now = meeting.room.minute
    dated = {**FILE, "opens_minute": now + 10, "closes_minute": now + 20}
    meeting.ask(FACILITATOR, PutSurvey(dated))
    states = []
    for minute in (now, now + 10, now + 19, now + 20, now + 20 + SEAL_AFTER_MIN):
        meeting.room.minute = minute
        for command in list(due(meeting.room)):
            meeting.ask(BOX, command)
        states.append(meeting.room.surveys["survey"].state)
    assert states == [State.PLANNED, State.OPEN, State.OPEN, State.CLOSED, State.SEALED]


def test_questions_may_change_and_what_was_answered_stays() -> None:
    meeting = begun()
    meeting.ask(as_ann(meeting), AnswerSurvey({"rol": "bank", "why": "Because"}))
    rev = meeting.room.surveys["survey"].rev
    shorter = {**FILE, "questions": QUESTIONS[:1]}
    assert meeting.refusal(FACILITATOR, PutSurvey(shorter, if_rev=rev - 1)) == "changed_meanwhile"
    meeting.ask(FACILITATOR, PutSurvey(shorter, if_rev=rev))
    (response,) = meeting.room.responses.values()
    assert response.answers == {"rol": "bank", "why": "Because"}
    assert meeting.room.surveys["survey"].state is State.OPEN


def test_inviting_again_corrects_and_doubles_nobody() -> None:
    meeting = begun()
    ann = invitee(meeting, "ann@example.org")
    meeting.ask(FACILITATOR, PutInvitees(({"email": "ANN@example.org", "label": "Ann B."},)))
    after = meeting.room.invitees[ann.id]
    assert (after.label, after.code, len(meeting.room.invitees)) == ("Ann B.", ann.code, 2)
    bob = invitee(meeting, "bob@example.org")
    taken = PutInvitees(({"email": "bob@example.org", "code": ann.code},))
    assert meeting.refusal(FACILITATOR, taken) == "code_taken"
    twice = ({"email": "eva@example.org"}, {"email": "Eva@example.org", "role": "bank"})
    meeting.ask(FACILITATOR, PutInvitees(twice))
    assert (len(meeting.room.invitees), bob.label) == (3, "bob@example.org")
    assert len({i.code for i in meeting.room.invitees.values()}) == 3


def test_so_many_are_invited_at_most_and_the_same_ones_again_are_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    meeting = begun()
    monkeypatch.setattr(inviting, "INVITEES_MOST", 2)
    meeting.ask(FACILITATOR, PutInvitees(PEOPLE))
    more = PutInvitees(({"email": "eva@example.org"},))
    assert meeting.refusal(FACILITATOR, more) == "too_many_invitees"
    assert len(meeting.room.invitees) == 2


def test_who_is_taken_off_the_list_leaves_answers_that_belong_to_nobody() -> None:
    meeting = begun()
    ann = as_ann(meeting)
    meeting.ask(ann, AnswerSurvey({"rol": "bank"}, is_complete=True))
    meeting.ask(FACILITATOR, RemoveInvitee(ann.person or ""))
    (response,) = meeting.room.responses.values()
    assert (response.owner, response.answers) == (None, {"rol": "bank"})


def test_a_full_list_takes_in_those_who_are_on_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "INVITEES_MOST", 6)
    meeting = Meeting.begun()
    people = tuple({"email": f"p{n}@example.org"} for n in range(6))
    meeting.ask(FACILITATOR, PutInvitees(people))
    assert meeting.decide(FACILITATOR, PutInvitees((*people, *people))) == ()
    one_more = ({"email": "p6@example.org"},)
    assert meeting.refusal(FACILITATOR, PutInvitees(people + one_more)) == "too_many_invitees"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"kind": "choice", "options": ROLES[:1]}, "survey_options"),
        ({"kind": "matrix", "options": ROLES}, "survey_rows"),
        ({"kind": "pick", "options": ROLES, "pick": 3}, "file_member"),
        ({"kind": "scale", "least": 0, "most": 11}, "file_member"),
        ({"kind": "scale"}, "file_member"),
        ({"kind": "number", "least": 3, "most": 3}, "file_member"),
        ({"kind": "riddle"}, "file_member"),
        ({"kind": "choice", "from": "later"}, "file_member"),
        ({"kind": "choice", "options": [*ROLES, *ROLES]}, "file_member"),
        ({"kind": "choice", "options": [{"id": "a|b", "text": "x"}, *ROLES]}, "file_member"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(
    question: dict[str, Any], code: str
) -> None:
    file = {**FILE, "questions": [{"id": "q", "text": "Q?", **question}]}
    with pytest.raises(Refused) as refused:
        Meeting.begun().ask(FACILITATOR, PutSurvey(file))
    assert refused.value.code == code
