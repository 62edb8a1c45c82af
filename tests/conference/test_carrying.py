"""A conference is carried from the survey's machine to the box, once and again."""

import json
from importlib.resources import files
from typing import Any

import pytest

from appliance.conference.carrying import (
    ACTIONS,
    INVITEES,
    RESPONSES,
    SORTING,
    Difference,
    Taken,
    carried,
    commands,
    refuse_if_any_is_refused,
    taken,
)
from appliance.conference.commands import (
    Actor,
    AnswerSurvey,
    BeginConference,
    CloseSurvey,
    EditConference,
    KeepApart,
    OpenActivity,
    OpenSurvey,
    PutAction,
    PutBucket,
    PutTable,
    RemoveActivity,
    SealSurvey,
    TakeOut,
)
from appliance.conference.groups import buckets
from appliance.conference.records import Role, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.sorting import list_of, loose, separations
from appliance.conference.tally.survey import has_answered, survey_results
from appliance.intake import commands as of_file
from tests.builders import BOX, CONFERENCE, FACILITATOR, Meeting

DEMO = files("appliance").joinpath("demo")


def at_home() -> Meeting:
    """The machine of the survey: the reference conference, its survey and all that came in."""
    meeting = Meeting(Room(minute=29_000_000))
    names = ("conference.json", "survey.json", "invitees.csv", "survey-responses.csv")
    for name in names:
        content = DEMO.joinpath(name).read_bytes()
        for command in list(of_file(meeting.room, content, CONFERENCE)):
            meeting.ask(BOX, command)
    return meeting


def along(meeting: Meeting, **how: bool) -> dict[str, Any]:
    """What goes along, as it comes out of a file."""
    told: dict[str, Any] = json.loads(json.dumps(carried(meeting.room, **how)))
    return told


def bring(box: Meeting, told: dict[str, Any]) -> None:
    """Take it in."""
    asked = list(commands(box.room, told, CONFERENCE))
    refuse_if_any_is_refused(box.room, asked)
    for command in asked:
        box.ask(BOX, command)


@pytest.fixture
def home() -> Meeting:
    """The machine of the survey."""
    return at_home()


@pytest.fixture
def box(home: Meeting) -> Meeting:
    """A box that took it all in."""
    box = Meeting(Room(minute=29_000_000))
    bring(box, along(home))
    return box


def figures(meeting: Meeting) -> Any:
    """What the survey came to, without what is not carried."""
    found = survey_results(meeting.room, meeting.room.surveys["survey"])
    counted = [(f.question.id, f.n, f.options, f.rows, f.texts, f.mean) for f in found.questions]
    return found.invited, found.responded, found.attending, found.by_role, counted


def test_the_box_has_the_same_figures_and_programme(home: Meeting, box: Meeting) -> None:
    assert figures(box) == figures(home)
    assert carried(box.room) == carried(home.room)
    assert box.room.surveys["survey"].state is State.CLOSED


def test_no_name_address_or_code_goes_along_and_nothing_joins_an_answer_to_somebody(
    home: Meeting, box: Meeting
) -> None:
    text = json.dumps(along(home))
    for invitee in home.room.invitees.values():
        assert invitee.email not in text
        assert invitee.code not in text
        assert invitee.label not in text
    assert {response.owner for response in box.room.responses.values()} == {None}
    assert {invitee.code for invitee in box.room.invitees.values()} == {""}
    assert has_answered(box.room) == has_answered(home.room)


def test_asked_for_names_and_codes_go_along(home: Meeting) -> None:
    told = along(home, with_people=True)[INVITEES]
    assert {item["email"] for item in told} == {i.email for i in home.room.invitees.values()}


def test_taking_it_in_again_changes_nothing(home: Meeting, box: Meeting) -> None:
    before = box.room.records()
    assert taken(box.room, along(home)) == Taken(is_new=False)
    for command in list(commands(box.room, along(home), CONFERENCE)):
        assert box.decide(BOX, command) == ()
    assert box.room.records() == before


LATER = 6
"""So many answer after the file went to the box: of one alone nothing goes along."""


def test_more_answers_come_in_and_the_programme_of_the_box_wins(
    home: Meeting, box: Meeting
) -> None:
    box.ask(FACILITATOR, EditConference({"place": "Utrecht"}))
    box.ask(FACILITATOR, RemoveActivity("pauze"))
    box.ask(FACILITATOR, PutTable({"theme": "impact"}))
    home.ask(FACILITATOR, OpenSurvey())
    silent = [i for i in home.room.invitees.values() if i.id not in has_answered(home.room)]
    answers = dict(next(iter(home.room.responses.values())).answers)
    for invitee in silent[:LATER]:
        home.ask(Actor(Role.INVITEE, invitee.id), AnswerSurvey(answers, is_complete=True))
    home.ask(FACILITATOR, CloseSurvey())
    told = along(home)
    assert taken(box.room, told) == Taken(
        is_new=False,
        invitees_changed=LATER,
        responses_new=LATER,
        differences=(
            Difference("place"),
            Difference("tables", "here", "11"),
            Difference("programme", "file", "pauze"),
        ),
    )
    bring(box, told)
    assert figures(box) == figures(home)
    assert box.room.conference
    assert box.room.conference.place == "Utrecht"
    assert ("pauze" in box.room.activities, "11" in box.room.tables) == (False, True)


def test_answers_come_in_after_the_survey_was_closed_for_good_on_the_box(
    home: Meeting, box: Meeting
) -> None:
    box.ask(FACILITATOR, CloseSurvey())
    box.ask(FACILITATOR, SealSurvey())
    told = along(home)
    told[RESPONSES].append({**told[RESPONSES][0], "id": "a-new-one"})
    bring(box, told)
    assert len(box.room.responses) == 133


def test_nothing_is_half_taken_in(home: Meeting) -> None:
    told = along(home)
    told[RESPONSES][100]["answers"] = {"rol": "niemand"}
    box = Meeting(Room(minute=29_000_000))
    with pytest.raises(Refused) as refused:
        bring(box, told)
    assert (refused.value.code, refused.value.values["n"]) == ("survey_response", 101)
    assert box.room.records() == []


@pytest.mark.parametrize("told", [{}, {"conference.json": 3}, {"conference.json": {}}])
def test_what_is_no_conference_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        bring(Meeting(Room()), told)


def test_a_box_with_another_conference_keeps_it(home: Meeting) -> None:
    box = Meeting(Room(minute=29_000_000))
    other = {"format": "tafelronde-conference/1", "title": "Iets anders"}
    box.ask(BOX, BeginConference(CONFERENCE, other))
    assert Difference("title") in taken(box.room, along(home)).differences


OF = list_of("open")


def sort(meeting: Meeting) -> list[str]:
    """Make two groups, take an answer out of one and keep two apart; the ids of the answers."""
    texts = list(loose(meeting.room, OF))
    for title, members in (("Geld", texts[:3]), ("Regels", texts[3:5])):
        made = meeting.ask(FACILITATOR, PutBucket(OF, title, tuple(members))).made
    meeting.ask(FACILITATOR, TakeOut(made or "", (texts[4],)))
    meeting.ask(FACILITATOR, KeepApart(OF, (texts[5], texts[6])))
    return texts


def sorting(meeting: Meeting) -> list[Any]:
    """The groups and what is kept apart, in order."""
    groups = [(b.title, b.members, b.without) for b in buckets(meeting.room, OF)]
    return [*groups, *(each.members for each in separations(meeting.room, OF))]


def test_what_was_sorted_goes_along(home: Meeting) -> None:
    texts = sort(home)
    box = Meeting(Room(minute=29_000_000))
    for _ in range(2):
        bring(box, along(home))
        assert sorting(box) == [
            ("Geld", tuple(texts[:3]), ()),
            ("Regels", (texts[3],), (texts[4],)),
            tuple(sorted(texts[5:7])),
        ]


def test_what_was_sorted_here_stays_as_it_is(home: Meeting, box: Meeting) -> None:
    texts = sort(home)
    box.room.seq += 100  # ids are made of it here
    box.ask(FACILITATOR, PutBucket(OF, "Hier", (texts[0], texts[7])))
    bring(box, along(home))
    assert sorting(box) == [
        ("Hier", (texts[0], texts[7]), ()),
        ("Geld", tuple(texts[1:3]), ()),
        ("Regels", (texts[3],), (texts[4],)),
        tuple(sorted(texts[5:7])),
    ]


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"groups": [{"id": "x", "of": OF}]},
        {"groups": [{"id": "x", "of": "elsewhere", "title": "x"}]},
        {"groups": [{"id": "a/b", "of": OF, "title": "x"}]},
        {"apart": [{"id": "x", "of": OF, "members": [3]}]},
        {"apart": [{"id": f"x{n}", "of": OF, "members": ["a", "b"]} for n in range(1001)]},
    ],
)
def test_sorting_that_is_none_is_refused_and_nothing_is_taken_in(home: Meeting, told: Any) -> None:
    box = Meeting(Room(minute=29_000_000))
    with pytest.raises(Refused):
        bring(box, {**along(home), SORTING: told})
    assert box.room.records() == []


def test_actions_come_along_and_bring_nothing_twice_nor_a_name_without_people(home, box):
    home.ask(FACILITATOR, OpenActivity("acties"))
    first = home.ask(FACILITATOR, PutAction("acties", "Een loket", "Jan", "1-3-2027")).made
    home.ask(FACILITATOR, PutAction("acties", "Minder regels"))
    assert taken(box.room, along(home)).actions_new == 2
    bring(box, along(home, with_people=True))
    assert taken(box.room, along(home)).actions_new == 0
    bring(box, along(home, with_people=True))
    here = sorted(box.room.actions.values(), key=lambda action: action.seq)
    assert [(one.what, one.who, one.due) for one in here] == [
        ("Een loket", "Jan", "2027-03-01"),
        ("Minder regels", "", ""),
    ]
    # What was changed here stays as it is here.
    box.ask(FACILITATOR, PutAction("acties", "Twee loketten", action=first))
    bring(box, along(home, with_people=True))
    assert box.room.actions[first].what == "Twee loketten"
    assert all("who" not in action for action in along(home)[ACTIONS])
