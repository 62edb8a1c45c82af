"""Parts of the people who answered a survey are told only where nobody can be picked out."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.conference.commands import PutSurvey, TakeResponses
from appliance.conference.records import Survey
from appliance.conference.tally.privacy import K
from appliance.conference.tally.survey_parts import part_results, parts
from tests.builders import BOX, Meeting

FILE: Mapping[str, Any] = {
    "format": "tafelronde-survey/1",
    "title": "Enquête",
    "questions": [
        {
            "id": "komt",
            "kind": "choice",
            "text": "Komt u?",
            "options": [{"id": "ja", "text": "ja"}, {"id": "nee", "text": "nee"}],
        },
        {"id": "open", "kind": "open", "text": "Wat nog?"},
    ],
}


def survey_with(people: Mapping[tuple[str, str], tuple[int, int]]) -> tuple[Meeting, Survey]:
    """By role and "ja", "nee" or "": how many answered, and how many of them in words too."""
    taken = [
        {
            "mark": f"{role}{comes}{n}",
            "role": role,
            "answers": {
                **({"komt": comes} if comes else {}),
                **({"open": f"{role} {n}"} if n < wordy else {}),
            },
        }
        for (role, comes), (many, wordy) in people.items()
        for n in range(many)
    ]
    meeting = Meeting.begun()
    meeting.ask(BOX, PutSurvey(FILE))
    meeting.ask(BOX, TakeResponses(tuple(taken)))
    return meeting, meeting.room.surveys["survey"]


def test_large_parts_are_told_with_how_many_they_are() -> None:
    meeting, survey = survey_with({("boer", "ja"): (6, 6), ("bakker", "nee"): (9, 9)})
    told = [(part.name, part.n, part.is_told) for part in parts(meeting.room, survey)]
    assert told == [
        ("attending", 6, True),
        ("not_attending", 9, True),
        ("role:bakker", 9, True),
        ("role:boer", 6, True),
    ]


def test_one_small_role_takes_the_next_with_it_so_that_it_cannot_be_worked_out() -> None:
    people = {("boer", "ja"): (3, 0), ("bakker", "ja"): (6, 0), ("slager", "ja"): (9, 0)}
    meeting, survey = survey_with(people)
    told = {part.name: part.is_told for part in parts(meeting.room, survey)}
    assert told == {
        "attending": True,
        "role:slager": True,
        "role:bakker": False,
        "role:boer": False,
    }
    found = part_results(meeting.room, survey, "role:bakker")
    assert found is not None
    assert found.is_hidden
    assert [(f.n, f.is_few, f.texts, f.options) for f in found.questions] == [
        (0, True, (), ()),
        (0, True, (), ()),
    ]


def test_those_who_did_not_say_whether_they_come_are_not_what_is_left() -> None:
    meeting, survey = survey_with({("", "ja"): (8, 0), ("", "nee"): (9, 0), ("", ""): (2, 2)})
    told = {part.name: part.is_told for part in parts(meeting.room, survey)}
    assert told == {"attending": False, "not_attending": True}


def test_open_answers_of_few_people_in_a_large_part_are_not_told() -> None:
    meeting, survey = survey_with({("", "ja"): (20, 4), ("", "nee"): (20, 20)})
    for name in ("attending", "not_attending"):
        found = part_results(meeting.room, survey, name)
        assert found is not None
        assert [(f.question.id, f.is_few) for f in found.questions] == [
            ("komt", False),
            ("open", True),
        ]
    whole = part_results(meeting.room, survey)
    assert whole is not None
    assert [figures.n for figures in whole.questions] == [40, 24]


def test_a_part_nobody_belongs_to_is_no_part() -> None:
    meeting, survey = survey_with({("boer", "ja"): (6, 0)})
    for name in ("not_attending", "role:", "role:smid", "unknown", "everybody"):
        assert part_results(meeting.room, survey, name) is None


@pytest.mark.parametrize(("many", "is_hidden"), [(0, False), (4, True), (5, False)])
def test_fewer_than_k_people_are_told_of_not_at_all(many: int, is_hidden: bool) -> None:
    meeting, survey = survey_with({("", "ja"): (many, many)})
    found = part_results(meeting.room, survey)
    assert found is not None
    assert found.is_hidden is is_hidden


PEOPLE = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c", ""]), st.sampled_from(["ja", "nee", ""])),
    st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=1,
)


@given(PEOPLE)
def test_neither_a_part_nor_what_is_left_is_ever_fewer_than_k(
    people: dict[tuple[str, str], tuple[int, int]],
) -> None:
    meeting, survey = survey_with(people)
    names = [part.name for part in parts(meeting.room, survey)]
    for names_of in (
        [n for n in names if n.startswith("role:")],
        [n for n in names if not n.startswith("role:")],
    ):
        told = [part_results(meeting.room, survey, name) for name in names_of]
        whole = part_results(meeting.room, survey)
        assert whole is not None
        for nth, all_of_it in enumerate(whole.questions):
            counts = [f.questions[nth].n for f in told if f and not f.questions[nth].is_few]
            left = all_of_it.n - sum(counts)
            assert all(n == 0 or n >= K for n in counts)
            assert all_of_it.is_few or left == 0 or left >= K or not sum(counts)
