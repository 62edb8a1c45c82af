"""The survey of the reference conference comes to what was published of it."""

import json
from importlib.resources import files

import pytest

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.records import Attribution, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.surveys.reading import document, read_survey
from appliance.conference.tally.survey import PARTS, SurveyResults, has_answered, survey_results
from appliance.intake import commands
from tests.builders import BOX, CONFERENCE, Meeting

DEMO = files("appliance").joinpath("demo")
FILES = ("survey.json", "invitees.csv", "survey-responses.csv")


def taken(meeting: Meeting, *names: str) -> None:
    """Take in these files of the reference conference."""
    for name in names:
        content = DEMO.joinpath(name).read_bytes()
        for command in list(commands(meeting.room, content, CONFERENCE)):
            meeting.ask(BOX, command)


@pytest.fixture(scope="module")
def meeting() -> Meeting:
    """An empty box that took in the three files."""
    meeting = Meeting(Room(minute=29_000_000))
    taken(meeting, *FILES)
    return meeting


@pytest.fixture(scope="module")
def found(meeting: Meeting) -> SurveyResults:
    """What it came to."""
    return survey_results(meeting.room, meeting.room.surveys[SURVEY])


def test_so_many_were_asked_answered_and_come(found: SurveyResults) -> None:
    assert (found.invited, found.responded) == (180, 132)
    assert (found.attending, found.not_attending) == (84, 48)
    assert found.by_role["sociaal ondernemer"] == (52, 78)
    assert sum(n for n, _ in found.by_role.values()) == 132


def test_the_obstacles_stand_in_the_published_order(found: SurveyResults) -> None:
    matrix = found.questions[2]
    shares = [(row.id, round(row.leading.share * 100)) for row in matrix.rows]
    assert shares[:7] == [
        ("aanbesteding", 66),
        ("beleid", 61),
        ("regulering", 57),
        ("financiering", 53),
        ("opdrachten", 50),
        ("rendement", 47),
        ("impactfinanciering", 44),
    ]
    assert len(shares) == 11
    assert all(share < 40 for _, share in shares[7:])
    assert [row.leading.place for row in matrix.rows] == list(range(1, 12))


def test_what_is_chosen_as_often_shares_a_place(found: SurveyResults) -> None:
    top = [(count.id, count.n, count.place) for count in found.questions[3].options[:4]]
    assert top[0] == ("financiering", 78, 1)
    assert set(top[1:3]) == {("beleid", 67, 2), ("aanbesteding", 67, 2)}
    assert top[3][2] == 4


def test_taking_it_in_again_doubles_nothing(meeting: Meeting) -> None:
    before = meeting.room.seq, len(meeting.room.responses), len(meeting.room.invitees)
    for name in FILES:
        content = DEMO.joinpath(name).read_bytes()
        for command in list(commands(meeting.room, content, CONFERENCE)):
            assert meeting.decide(BOX, command) == ()
    assert before == (meeting.room.seq, len(meeting.room.responses), len(meeting.room.invitees))


def test_a_part_of_the_people_is_counted_apart_where_it_is_large_enough(meeting: Meeting) -> None:
    survey = meeting.room.surveys[SURVEY]
    away = survey_results(meeting.room, survey, PARTS["not_attending"])
    assert (away.is_hidden, away.questions[0].n, away.responded) == (False, 48, 132)
    few = survey_results(meeting.room, survey, lambda r: r.role == "anders", k=11)
    assert (few.is_hidden, {figures.n for figures in few.questions}) == (True, {0})


def test_nobody_can_be_found_as_the_ones_who_are_left(meeting: Meeting) -> None:
    survey = meeting.room.surveys[SURVEY]
    odd = sorted(meeting.room.responses)[:3]
    rest = survey_results(meeting.room, survey, lambda response: response.id not in odd)
    assert rest.is_hidden


def test_a_survey_is_the_same_after_writing_and_reading_its_file(meeting: Meeting) -> None:
    survey = meeting.room.surveys[SURVEY]
    again = read_survey(SURVEY, json.loads(json.dumps(document(survey))))
    assert (again.questions, again.title) == (survey.questions, survey.title)
    assert again.attribution is Attribution.WITHOUT_NAME


def test_a_table_that_does_not_fit_takes_nothing_in() -> None:
    meeting = Meeting(Room(minute=29_000_000))
    taken(meeting, *FILES[:2])
    lines = DEMO.joinpath(FILES[2]).read_text().splitlines()
    wrong = "\n".join([*lines[:3], lines[3].replace("financier,", "bakker,").replace("weten", "x")])
    (command,) = list(commands(meeting.room, wrong.encode(), CONFERENCE))
    with pytest.raises(Refused) as refused:
        meeting.ask(BOX, command)
    assert refused.value.code == "survey_response"
    assert not meeting.room.responses
    assert meeting.room.surveys[SURVEY].state is State.PLANNED


def test_who_has_answered_is_known(meeting: Meeting) -> None:
    assert len(has_answered(meeting.room)) == 132
