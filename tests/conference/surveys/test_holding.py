"""Who looks at the figures of a survey twice never sees what fewer than k people answered."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.carrying import RESPONSES, carried, staying_behind
from appliance.conference.commands import (
    Actor,
    AnswerSurvey,
    CloseSurvey,
    OpenSurvey,
    PutInvitees,
    PutSurvey,
    RemoveInvitee,
    SealSurvey,
    TakeResponses,
    TypeResponse,
)
from appliance.conference.plain import plain, reader
from appliance.conference.records import Response, Role, State, Survey
from appliance.conference.sorting import texts
from appliance.conference.surveys.holding import in_figures, waiting
from appliance.conference.tally.privacy import K
from appliance.conference.tally.response_rate import response_rate
from appliance.conference.tally.survey import survey_results
from appliance.conference.tally.survey_parts import part_results, parts
from tests.builders import BOX, FACILITATOR, Meeting

YES_NO = [{"id": "ja", "text": "ja"}, {"id": "nee", "text": "nee"}]
FILE: dict[str, Any] = {
    "format": "tafelronde-survey/1",
    "title": "Vooraf",
    "questions": [
        {"id": "komt", "kind": "choice", "text": "Komt u?", "options": YES_NO},
        {"id": "open", "kind": "open", "text": "Wat nog?"},
    ],
}
PEOPLE = 30


class Asked:
    """An open survey with many invitees, who are called by number."""

    def __init__(self, **members: Any) -> None:
        self.meeting = Meeting.begun()
        self.meeting.ask(FACILITATOR, PutSurvey({**FILE, **members}))
        people = tuple({"label": f"P{n}", "email": f"p{n}@example.org"} for n in range(PEOPLE))
        self.meeting.ask(FACILITATOR, PutInvitees(people))
        self.meeting.ask(FACILITATOR, OpenSurvey())
        by_address = {i.email: i.id for i in self.meeting.room.invitees.values()}
        self.ids = [by_address[f"p{n}@example.org"] for n in range(PEOPLE)]

    @property
    def survey(self) -> Survey:
        """The survey as it is."""
        return self.meeting.room.surveys["survey"]

    @property
    def seen(self) -> dict[str, tuple[Any, ...]]:
        """What is counted, by response; nothing where the figures are hidden."""
        found = in_figures(self.meeting.room, self.survey)
        if len(found) < K:
            return {}
        return {r.id: (str(r.answers), r.role, r.is_attending) for r in found}

    @property
    def n(self) -> int:
        """How many answers there are in the figures."""
        found = part_results(self.meeting.room, self.survey)
        assert found is not None
        return found.questions[0].n

    def answer(self, *numbers: int, comes: str = "ja", text: str = "") -> None:
        """These people answer, or change what they answered."""
        for n in numbers:
            told = {"komt": comes, "open": text or f"tekst {n}"}
            command = AnswerSurvey(told, is_complete=True)
            self.meeting.ask(Actor(Role.INVITEE, self.ids[n]), command)

    def remove(self, number: int, *, with_answers: bool = True) -> None:
        """Somebody is taken off the list."""
        self.meeting.ask(FACILITATOR, RemoveInvitee(self.ids[number], with_answers))


def test_answers_come_into_the_figures_in_groups_and_the_last_ones_wait() -> None:
    asked = Asked()
    told = []
    for n in range(16):
        asked.answer(n)
        told.append(asked.n)
    assert told == [0] * 9 + [5] * 5 + [10] * 2
    found = survey_results(asked.meeting.room, asked.survey)
    assert (found.responded, found.waiting, found.attending) == (16, 6, 10)
    assert response_rate(asked.meeting.room, asked.survey).answered == 16
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    found = survey_results(asked.meeting.room, asked.survey)
    assert (found.responded, found.waiting, found.attending) == (16, 0, 16)


def test_what_is_in_no_figure_is_in_no_list_of_texts_and_in_no_file_either() -> None:
    asked = Asked()
    asked.answer(*range(12))
    room = asked.meeting.room
    counted = {response.id for response in in_figures(room, asked.survey)}
    assert len(counted) == K
    assert texts(room, "survey.open").keys() == counted
    assert {item["id"] for item in carried(room)[RESPONSES]} == counted
    assert staying_behind(room) == 12 - K


def test_with_names_and_after_closing_for_good_nothing_waits() -> None:
    asked = Asked(attribution="named")
    asked.answer(0)
    assert len(in_figures(asked.meeting.room, asked.survey)) == 1
    asked = Asked()
    asked.answer(*range(8))
    for command in (CloseSurvey(), OpenSurvey()):
        asked.meeting.ask(FACILITATOR, command)
    asked.answer(8, 9)
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    assert (asked.n, waiting(asked.meeting.room, asked.survey)) == (8, 2)
    asked.meeting.ask(FACILITATOR, SealSurvey())
    assert (asked.n, waiting(asked.meeting.room, asked.survey)) == (10, 0)
    assert {(r.is_held, r.was) for r in asked.meeting.room.responses.values()} == {(False, None)}


def test_what_somebody_changes_is_counted_as_it_was_until_others_come_with_it() -> None:
    asked = Asked()
    asked.answer(*range(10))
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    asked.meeting.ask(FACILITATOR, OpenSurvey())
    before = asked.seen
    asked.answer(0, comes="nee", text="anders")
    asked.answer(0, comes="ja", text="nog anders")
    assert asked.seen == before
    asked.answer(*range(1, 10), comes="nee", text="ook anders")
    assert sum(asked.seen[id] != before[id] for id in before) == K


def test_what_is_held_is_the_same_after_a_new_start() -> None:
    asked = Asked()
    asked.answer(*range(10))
    asked.answer(*range(6), comes="nee", text="anders")
    asked.remove(0)
    responses = list(asked.meeting.room.responses.values())
    assert {r.is_held for r in responses} == {True, False}
    assert [r for r in responses if r.was is not None]
    read = reader(Response)
    assert [read(json.loads(json.dumps(plain(r)))) for r in responses] == responses


def test_parts_of_the_people_are_told_once_no_more_answers_come_in() -> None:
    asked = Asked()
    asked.answer(*range(20))
    assert parts(asked.meeting.room, asked.survey) == []
    assert part_results(asked.meeting.room, asked.survey, "attending") is None
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    assert [part.n for part in parts(asked.meeting.room, asked.survey)] == [20]
    asked.meeting.ask(FACILITATOR, OpenSurvey())
    asked.answer(*range(20, 26))
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    assert (asked.n, parts(asked.meeting.room, asked.survey)) == (26, [])
    asked.meeting.ask(FACILITATOR, SealSurvey())
    assert [part.n for part in parts(asked.meeting.room, asked.survey)] == [26]


def test_what_is_typed_is_counted_at_once_but_not_in_the_place_of_an_own_answer() -> None:
    asked = Asked()
    asked.answer(*range(10))
    assert asked.n == 5
    asked.meeting.ask(FACILITATOR, TypeResponse({"komt": "nee"}, invitee=asked.ids[20]))
    asked.meeting.ask(BOX, TakeResponses(({"mark": "x", "answers": {"komt": "nee"}},)))
    assert asked.n == 7
    before = asked.seen
    counted = {r.id: r.owner for r in in_figures(asked.meeting.room, asked.survey)}
    invitee = next(owner for owner in counted.values() if owner in asked.ids[:10])
    asked.meeting.ask(FACILITATOR, TypeResponse({"komt": "nee"}, invitee=invitee))
    assert asked.seen == before


def test_answers_that_are_taken_out_leave_the_figures_together_with_others() -> None:
    asked = Asked()
    asked.answer(*range(10))
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    before = asked.seen
    for n in range(K - 1):
        asked.remove(n)
        assert asked.seen == before
        assert survey_results(asked.meeting.room, asked.survey).responded == 9 - n
    gone = [r for r in asked.meeting.room.responses.values() if r.is_leaving]
    assert [(r.owner, r.answers, r.name) for r in gone] == [(None, {}, "")] * (K - 1)
    asked.remove(K - 1)
    assert len(asked.seen) == 10 - K
    assert len(asked.meeting.room.responses) == 10 - K


def test_answers_that_are_taken_out_are_gone_at_the_latest_after_closing_for_good() -> None:
    asked = Asked()
    asked.answer(*range(10))
    asked.meeting.ask(FACILITATOR, CloseSurvey())
    asked.remove(0)
    asked.meeting.ask(FACILITATOR, SealSurvey())
    assert (asked.n, len(asked.meeting.room.responses)) == (9, 9)


def test_what_nobody_saw_yet_is_gone_at_once_and_so_is_what_was_not_done() -> None:
    asked = Asked()
    asked.answer(0)
    asked.remove(0)
    asked.meeting.ask(Actor(Role.INVITEE, asked.ids[1]), AnswerSurvey({"komt": "ja"}))
    asked.remove(1, with_answers=False)
    assert asked.meeting.room.responses == {}
    named = Asked(attribution="named")
    named.answer(0, 1)
    named.remove(0)
    named.remove(1, with_answers=False)
    (left,) = named.meeting.room.responses.values()
    assert (left.owner, left.is_complete) == (None, True)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["answer", "answer", "answer", "paper"]), st.integers(0, 29)),
        st.tuples(st.sampled_from(["remove", "leave"]), st.integers(0, 29)),
        st.tuples(st.sampled_from(["close", "open"]), st.just(0)),
    ),
    min_size=20,
    max_size=90,
)


@given(ACTS)
@settings(deadline=None, max_examples=120)
def test_between_two_looks_none_or_at_least_k_people_differ(acts: list[tuple[str, int]]) -> None:
    asked, seen, gone = Asked(), {}, set()
    for turn, (act, n) in enumerate(acts):
        known = 0
        if act in ("close", "open"):
            asked.meeting.ask(FACILITATOR, CloseSurvey() if act == "close" else OpenSurvey())
        elif n in gone:
            continue
        elif act in ("remove", "leave"):
            gone.add(n)
            asked.remove(n, with_answers=act == "remove")
        elif act == "paper":
            known = asked.meeting.room.response_of(asked.ids[n]) is None
            told = {"komt": "nee", "open": f"papier {turn}"}
            asked.meeting.ask(FACILITATOR, TypeResponse(told, invitee=asked.ids[n]))
        elif asked.survey.state is State.OPEN:
            asked.answer(n, comes="ja" if turn % 2 else "nee", text=f"beurt {turn}")
        now = asked.seen
        if seen and now:
            differ = sum(seen.get(id) != now.get(id) for id in seen.keys() | now.keys())
            assert differ == known or differ >= K, (act, differ)
        seen = now


def test_the_check_above_would_find_a_single_answer() -> None:
    asked = Asked(attribution="named")
    asked.answer(*range(K))
    before = asked.seen
    asked.answer(K)
    assert len(asked.seen.keys() - before.keys()) == 1
