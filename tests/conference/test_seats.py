"""People and where they sit."""

from dataclasses import replace

import pytest

from appliance.conference.commands import Introduce, JoinTable
from appliance.conference.records import Person
from tests.builders import Meeting, file, participant

ANN = participant("ann")


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.begun()


def test_a_person_begins_with_a_seat_and_nothing_tells_when(meeting):
    answer = meeting.ask(ANN, JoinTable("2"))
    assert meeting.room.people == {"ann": Person("ann", "2")}
    # Answers are kept, and must not join a person to a place in the order.
    assert answer.made is None


def test_a_seat_that_one_has_changes_nothing(meeting):
    meeting.ask(ANN, JoinTable("2"))
    assert meeting.decide(ANN, JoinTable("2")) == ()


def test_changing_table_moves_the_person_and_keeps_the_name(meeting):
    meeting.ask(ANN, JoinTable("2"))
    meeting.ask(ANN, Introduce(name="Ann"))
    meeting.ask(ANN, JoinTable("3"))
    assert meeting.room.people == {"ann": Person("ann", "3", name="Ann")}
    assert [meeting.room.seated(table) for table in "1234"] == [0, 0, 1, 0]


def test_a_table_that_is_not_there_is_refused(meeting):
    for table in ("9", "03", "", "one"):
        assert meeting.refusal(ANN, JoinTable(table)) == "unknown_table"


def test_who_comes_to_a_table_out_of_use_is_sent_to_the_emptiest_of_its_theme():
    tables = file()["tables"]
    tables[0]["is_in_use"] = False
    tables.append({"number": 5, "theme": "care", "seats": 10})
    meeting = Meeting.begun(tables=tables)
    for n in range(3):
        meeting.ask(participant(f"p{n}"), JoinTable("2"))
    with pytest.raises(Exception, match="table_not_in_use") as refused:
        meeting.ask(ANN, JoinTable("1"))
    assert refused.value.values == {"table": "1", "other": "5"}


def test_a_box_whose_tables_are_all_out_of_use_still_says_no_in_words():
    tables = [{**table, "is_in_use": False} for table in file()["tables"]]
    assert Meeting.begun(tables=tables).refusal(ANN, JoinTable("1")) == "table_not_in_use"


def test_a_name_and_a_role_are_kept_on_one_line_and_can_be_taken_back(meeting):
    meeting.ask(ANN, JoinTable("1"))
    meeting.ask(ANN, Introduce(name="  Ann \n de  Wit ", role="baker"))
    ann = Person("ann", "1", name="Ann de Wit", role="baker")
    assert meeting.room.people["ann"] == ann
    meeting.ask(ANN, Introduce(name=" \u200b"))
    assert meeting.room.people["ann"] == replace(ann, name="")
    assert meeting.decide(ANN, Introduce()) == ()


def test_a_name_is_no_contribution(meeting):
    meeting.ask(ANN, JoinTable("1"))
    assert meeting.refusal(ANN, Introduce(name="x" * 80)) == ""
    assert meeting.refusal(ANN, Introduce(name="x" * 81)) == "text_too_long"
    assert meeting.refusal(ANN, Introduce(role="x" * 81)) == "text_too_long"


def test_one_introduces_oneself_from_a_seat(meeting):
    assert meeting.refusal(ANN, Introduce(name="Ann")) == "no_seat"


@pytest.mark.parametrize("command", [JoinTable("1"), Introduce(name="x")])
def test_nobody_in_particular_has_neither_seat_nor_name(meeting, command):
    assert meeting.refusal(replace(ANN, person=None), command) == "not_allowed"
