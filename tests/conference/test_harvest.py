"""The harvest: three points of each table, walked through on the big screen."""

import pytest

from appliance.conference.commands import (
    AgreeSummary,
    CloseActivity,
    OpenActivity,
    RetireTable,
    ShowTable,
    WriteSummary,
)
from appliance.conference.harvest import harvests
from appliance.conference.records import Summary
from appliance.conference.views import project, view
from tests.builders import AT_TABLES, FACILITATOR, HARVEST, Meeting, chair, participant

ASKED = "punten"


@pytest.fixture
def meeting() -> Meeting:
    meeting = Meeting.at_work()
    write(meeting, "1", "Banken", "Regels", at=AT_TABLES, question="why")
    write(meeting, "1", "Loket", "Banken", "Fonds", at=AT_TABLES, question="how")
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, OpenActivity(HARVEST))
    return meeting


def write(
    meeting: Meeting, table: str, *points: str, at: str = HARVEST, question: str = ASKED
) -> None:
    meeting.ask(chair(table), WriteSummary(at, question, points))


def seen(meeting: Meeting, audience: str) -> object:
    return project(audience, ("harvests", HARVEST), meeting.room)


def test_a_chair_begins_with_what_mattered_most_of_each_question_before(meeting):
    assert seen(meeting, "chair:1") == {"now": {}, "suggested": ("Banken", "Loket", "Regels")}
    assert seen(meeting, "chair:2") == {"now": {}, "suggested": ()}


def test_the_points_can_be_taken_from_one_step_alone():
    asking = {"kind": "brainstorm", "title": "A", "questions": [{"id": "q", "text": "?"}]}
    programme = [
        {"id": AT_TABLES, **asking},
        {"id": "b", **asking},
        {"id": HARVEST, "kind": "harvest", "title": "C", "input": "b"},
    ]
    meeting = Meeting.at_work(programme=programme)
    write(meeting, "1", "Niet", at=AT_TABLES, question="q")
    write(meeting, "1", "Wel", at="b", question="q")
    meeting.ask(FACILITATOR, OpenActivity(HARVEST))
    assert seen(meeting, "chair:1") == {"now": {}, "suggested": ("Wel",)}


def test_the_points_and_the_word_of_the_chair_are_kept_with_the_harvest(meeting):
    write(meeting, "1", "Banken", "", "Fonds")
    meeting.ask(chair("1"), AgreeSummary(HARVEST, ASKED))
    place = f"{HARVEST}.{ASKED}.1"
    kept = meeting.room.summaries[place]
    assert kept == Summary(
        place, HARVEST, ASKED, "1", ("Banken", "", "Fonds"), True, kept.seq, meeting.room.seq
    )


def test_a_harvest_asks_nothing_but_the_points(meeting):
    assert meeting.refusal(chair("1"), WriteSummary(HARVEST, "why", ("x",))) == "unknown_question"
    assert meeting.refusal(chair("1"), WriteSummary(AT_TABLES, ASKED, ("x",))) == "unknown_question"
    assert meeting.refusal(chair("1"), AgreeSummary(HARVEST, ASKED)) == "summary_empty"


def test_everybody_sees_the_table_that_was_chosen_and_no_other(meeting):
    write(meeting, "3", "Opleiden", "", "Samen")
    write(meeting, "1", "Banken")
    meeting.ask(FACILITATOR, ShowTable(HARVEST, "3"))
    now = {
        "n": 2,
        "of": 2,
        "table": "3",
        "theme": "work",
        "points": ["Opleiden", "Samen"],
        "is_agreed": False,
    }
    assert seen(meeting, "stage") == seen(meeting, "table:1") == {"now": now}
    meeting.ask(chair("3"), AgreeSummary(HARVEST, ASKED))
    assert seen(meeting, "table:2") == {"now": {**now, "is_agreed": True}}
    assert "Banken" not in str(view("stage", meeting.room))


@pytest.mark.parametrize("audience", ["control", "watch"])
def test_who_leads_and_who_observes_see_which_tables_have_no_points_yet(meeting, audience):
    write(meeting, "3", "Opleiden")
    tables = seen(meeting, audience)["tables"]
    assert [(one["table"], one["points"]) for one in tables] == [
        ("1", []),
        ("2", []),
        ("3", ["Opleiden"]),
        ("4", []),
    ]


def test_a_table_without_points_does_not_come_onto_the_screen(meeting):
    write(meeting, "2", "Zorg")
    assert meeting.refusal(FACILITATOR, ShowTable(HARVEST, "1")) == "table_without_points"
    assert meeting.refusal(FACILITATOR, ShowTable(HARVEST, "9")) == "unknown_table"
    meeting.ask(FACILITATOR, ShowTable(HARVEST, "2"))
    write(meeting, "2", "")
    assert seen(meeting, "stage") == {"now": {}}


def test_a_table_that_goes_out_of_use_leaves_the_screen(meeting):
    write(meeting, "2", "Zorg")
    meeting.ask(FACILITATOR, ShowTable(HARVEST, "2"))
    meeting.ask(FACILITATOR, RetireTable("2"))
    assert seen(meeting, "stage") == {"now": {}}


def test_the_same_table_again_changes_nothing_and_none_is_shown_with_nothing(meeting):
    write(meeting, "2", "Zorg")
    meeting.ask(FACILITATOR, ShowTable(HARVEST, "2"))
    assert meeting.decide(FACILITATOR, ShowTable(HARVEST, "2", if_rev=1)) == ()
    assert meeting.refusal(FACILITATOR, ShowTable(HARVEST, "", if_rev=1)) == "changed_meanwhile"
    meeting.ask(FACILITATOR, ShowTable(HARVEST, ""))
    assert seen(meeting, "stage") == {"now": {}}


def test_only_in_a_running_harvest_a_table_is_shown_and_only_by_who_leads(meeting):
    write(meeting, "2", "Zorg")
    assert meeting.refusal(FACILITATOR, ShowTable(AT_TABLES, "2")) == "no_harvest"
    assert meeting.refusal(chair("2"), ShowTable(HARVEST, "2")) == "not_allowed"
    assert meeting.refusal(participant("ann"), ShowTable(HARVEST, "2")) == "not_allowed"
    meeting.ask(FACILITATOR, CloseActivity(HARVEST))
    assert meeting.refusal(FACILITATOR, ShowTable(HARVEST, "2")) == "activity_not_open"


def test_before_it_opens_nobody_at_the_tables_knows_of_it():
    meeting = Meeting.at_work()
    assert seen(meeting, "chair:1") is seen(meeting, "table:1") is seen(meeting, "stage") is None


def test_what_came_of_it_holds_the_points_of_every_table_also_one_that_went(meeting):
    write(meeting, "3", "Opleiden", "", "Samen")
    meeting.ask(chair("3"), AgreeSummary(HARVEST, ASKED))
    write(meeting, "2", "Zorg")
    for table in ("2", "4"):
        meeting.ask(FACILITATOR, RetireTable(table))
    (found,) = harvests(meeting.room)
    told = [(one["table"], one["points"], one["is_agreed"]) for one in found["tables"]]
    assert told == [
        ("1", [], False),
        ("2", ["Zorg"], False),
        ("3", ["Opleiden", "Samen"], True),
    ]
    assert harvests(Meeting.at_work().room) == []
