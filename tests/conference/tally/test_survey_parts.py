"""Parts of the people who answered a survey are told only where nobody can be picked out."""

from collections.abc import Mapping
from itertools import compress, product
from typing import Any

import pytest
from hypothesis import given, settings
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


ROLES = [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]
ROLE_ASKED: Mapping[str, Any] = {
    **FILE,
    "questions": [
        *FILE["questions"],
        {"id": "rol", "kind": "choice", "text": "Rol?", "options": ROLES},
    ],
}
CELLS = [(role, comes) for role in ("a", "b", "") for comes in ("ja", "nee", "")]
PRIME = 1_000_003
"""Vectors are added and subtracted modulo this, so that no fractions are needed."""


def crossed(people: Mapping[tuple[str, str], int]) -> tuple[Meeting, Survey]:
    """So many people by role and by whether they come, who were asked both."""
    taken = [
        {
            "mark": f"{role}{comes}{n}",
            "answers": {**({"rol": role} if role else {}), **({"komt": comes} if comes else {})},
        }
        for (role, comes), many in people.items()
        for n in range(many)
    ]
    meeting = Meeting.begun()
    meeting.ask(BOX, PutSurvey(ROLE_ASKED))
    meeting.ask(BOX, TakeResponses(tuple(taken)))
    return meeting, meeting.room.surveys["survey"]


def groups_shown(meeting: Meeting, survey: Survey) -> list[list[int]]:
    """Of which groups a number is told anywhere: a 1 for each of CELLS that is in the group."""
    found = []
    for name in ("", *(part.name for part in parts(meeting.room, survey))):
        told = part_results(meeting.room, survey, name)
        assert told is not None
        if told.is_hidden:
            continue
        members = {cell for cell in CELLS if belongs(cell, name)}
        found.append(members)
        for figures in told.questions:
            if figures.is_few or figures.question.id == "open":
                continue
            at = 0 if figures.question.id == "rol" else 1
            found += [{c for c in members if c[at] == o.id} for o in figures.options]
    return [[int(cell in group) for cell in CELLS] for group in found]


def belongs(cell: tuple[str, str], name: str) -> bool:
    """Whether the people of this cell are in the part of that name."""
    comes = {"attending": "ja", "not_attending": "nee"}.get(name)
    if name.startswith("role:"):
        return cell[0] == name.removeprefix("role:")
    return comes is None or cell[1] == comes


def reduced(rows: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Rows that span the same, each with the place of its first 1, which no other row has."""
    basis: list[tuple[int, list[int]]] = []
    for row in rows:
        left = without(row, basis)
        at = next((n for n, value in enumerate(left) if value), None)
        if at is not None:
            factor = pow(left[at], -1, PRIME)
            basis.append((at, [value * factor % PRIME for value in left]))
    return basis


def without(row: list[int], basis: list[tuple[int, list[int]]]) -> list[int]:
    """What is left of a row when all that these span is taken off; nothing if they span it."""
    left = row
    for at, told in basis:
        factor = left[at]
        left = [(value - factor * other) % PRIME for value, other in zip(left, told, strict=True)]
    return left


def pinned(shown: list[list[int]]) -> list[frozenset[tuple[str, str]]]:
    """Every group whose number follows from those that are shown, by adding and subtracting."""
    basis = reduced(shown)
    return [
        frozenset(compress(CELLS, chosen))
        for chosen in product((0, 1), repeat=len(CELLS))
        if not any(without(list(chosen), basis))
    ]


@given(st.fixed_dictionaries({cell: st.integers(0, 11) for cell in CELLS}))
@settings(deadline=None, max_examples=60)
def test_no_combination_of_groups_that_are_shown_pins_one_below_k(
    people: dict[tuple[str, str], int],
) -> None:
    meeting, survey = crossed(people)
    # Everybody's answers to a question are told as they are: the ones who chose one option are
    # no part that is looked at apart.
    whole = {frozenset(c for c in CELLS if c[at] == id) for at in (0, 1) for id in OPTIONS}
    for group in pinned(groups_shown(meeting, survey)):
        n = sum(people[cell] for cell in group)
        assert n == 0 or n >= K or is_of_margins(group, whole), (group, n)


OPTIONS = ("a", "b", "ja", "nee", "")


def is_of_margins(group: frozenset[tuple[str, str]], whole: set[frozenset[Any]]) -> bool:
    """Whether a group is what everybody's answers to one question say of it."""
    everybody = frozenset(CELLS)
    return any(group in (part, everybody - part) for part in whole)


def test_the_check_above_finds_a_leak() -> None:
    ja = [int(cell[1] == "ja") for cell in CELLS]
    a_ja = [int(cell == ("a", "ja")) for cell in CELLS]
    b_ja = [int(cell == ("b", "ja")) for cell in CELLS]
    assert frozenset({("", "ja")}) in pinned([ja, a_ja, b_ja])
    assert frozenset({("", "ja")}) not in pinned([ja, a_ja])


def test_who_of_a_role_comes_is_not_told_where_it_is_one_of_them() -> None:
    meeting, survey = crossed({("a", "ja"): 9, ("a", "nee"): 1, ("b", "ja"): 9, ("b", "nee"): 9})
    for name, question in (("role:a", "komt"), ("role:b", "komt"), ("attending", "rol")):
        found = part_results(meeting.room, survey, name)
        assert found is not None
        assert [f.is_few for f in found.questions if f.question.id == question] == [True]
    meeting, survey = crossed({("a", "ja"): 9, ("a", "nee"): 5, ("b", "ja"): 9, ("b", "nee"): 9})
    found = part_results(meeting.room, survey, "role:a")
    assert found is not None
    assert [(f.n, f.is_few) for f in found.questions if f.question.id == "komt"] == [(14, False)]
