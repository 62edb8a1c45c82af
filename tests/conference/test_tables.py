"""Tables out of use, into use again, merged and added."""

from dataclasses import replace

import pytest

from appliance.conference import views
from appliance.conference.commands import (
    AddTable,
    CountHeads,
    JoinTable,
    MergeTable,
    PostEntry,
    RemoveTable,
    RetireTable,
    ReturnTable,
    Say,
    SignalTable,
    Undo,
)
from appliance.conference.records import Code, Role, Signal, Table
from appliance.conference.refusal import Refused
from appliance.conference.tally.results import results
from tests.builders import AT_TABLES, FACILITATOR, Meeting, chair, participant


@pytest.fixture
def meeting() -> Meeting:
    """Ann and Bob at table 1, Cas at 2, Dee at 3, nobody at 4; a step is open."""
    return Meeting.at_work()


def table(meeting: Meeting, number: str) -> Table:
    return meeting.room.tables[number]


def sent_to(meeting: Meeting, number: str) -> str:
    """Where the refusal sends who comes to a table."""
    with pytest.raises(Refused) as refused:
        meeting.ask(participant("eve"), JoinTable(number))
    assert (refused.value.code, refused.value.values["table"]) == ("table_not_in_use", number)
    return str(refused.value.values["other"])


def go_to(meeting: Meeting, number: str, audience: str = "table:1") -> object:
    """Where the table's document sends them, which is the same."""
    document = views.project(audience, ("tables", number), meeting.room)
    assert document is not None
    return document["go_to"]


def test_a_table_out_of_use_asks_for_nothing_and_takes_nothing_new(meeting):
    text = meeting.post("ann")
    meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="Licht"))
    meeting.ask(chair("1"), CountHeads(8))
    before = table(meeting, "1")
    answer = meeting.ask(FACILITATOR, RetireTable("1"))
    assert table(meeting, "1") == replace(
        before,
        is_in_use=False,
        signal=Signal.NONE,
        reason="",
        signalled_room_ms=None,
        heads=None,
        rev=answer.seq,
    )
    assert meeting.refusal(FACILITATOR, CountHeads(8, "1")) == "table_not_in_use"
    post = PostEntry(AT_TABLES, "x")
    assert meeting.refusal(participant("ann"), post) == "table_not_in_use"
    assert meeting.refusal(FACILITATOR, Say("x", "table:1")) == "table_not_in_use"
    assert meeting.entry(text).table == "1"
    assert meeting.room.people["ann"].table == "1"


def test_what_is_so_already_is_acknowledged(meeting):
    assert meeting.decide(FACILITATOR, ReturnTable("1")) == ()
    meeting.ask(FACILITATOR, MergeTable("1", "2"))
    assert meeting.decide(FACILITATOR, MergeTable("1", "2")) == ()
    assert meeting.decide(FACILITATOR, RetireTable("1")) == ()


def test_the_last_table_stays(meeting):
    for number in "123":
        meeting.ask(FACILITATOR, RetireTable(number))
    assert meeting.refusal(FACILITATOR, RetireTable("4")) == "last_table"


def test_a_merged_table_sends_to_the_one_it_was_merged_into_and_wherever_that_led(meeting):
    meeting.ask(FACILITATOR, MergeTable("1", "3"))
    assert (sent_to(meeting, "1"), go_to(meeting, "1")) == ("3", "3")
    meeting.ask(FACILITATOR, MergeTable("3", "4"))
    assert (sent_to(meeting, "1"), go_to(meeting, "1")) == ("4", "4")
    meeting.ask(FACILITATOR, RetireTable("4"))
    # Of its own theme, now that it leads to nothing in use.
    assert (sent_to(meeting, "1"), go_to(meeting, "1")) == ("2", "2")
    assert table(meeting, "1").merged_into == "3"


def test_a_table_out_of_use_can_be_merged_and_be_taken_into_use_again(meeting):
    meeting.ask(FACILITATOR, RetireTable("1"))
    meeting.ask(FACILITATOR, MergeTable("1", "3"))
    assert sent_to(meeting, "1") == "3"
    meeting.ask(FACILITATOR, ReturnTable("1"))
    assert (table(meeting, "1").is_in_use, table(meeting, "1").merged_into) == (True, None)
    assert meeting.post("ann")


def test_a_table_is_merged_into_another_one_that_is_in_use(meeting):
    meeting.ask(FACILITATOR, RetireTable("2"))
    codes = [
        meeting.refusal(FACILITATOR, MergeTable(*pair))
        for pair in (("1", "1"), ("1", "2"), ("1", "9"), ("9", "1"))
    ]
    assert codes == ["merge_with_itself", "merge_out_of_use", "unknown_table", "unknown_table"]
    assert meeting.refusal(FACILITATOR, RetireTable("9")) == "unknown_table"
    assert meeting.refusal(FACILITATOR, ReturnTable("9")) == "unknown_table"


def test_an_added_table_has_the_next_number_and_a_code_for_its_chair(meeting):
    answer = meeting.ask(FACILITATOR, AddTable("work", seats=6))
    seq = answer.seq
    assert answer.made == "5"
    assert table(meeting, "5") == Table("5", 5, "work", seats=6, seq=seq, rev=seq)
    code = meeting.room.codes["chair-5"]
    assert code == Code("chair-5", Role.CHAIR, code.code, "5", seq, seq)
    assert len({each.code for each in meeting.room.codes.values()}) == 7
    meeting.ask(participant("eve"), JoinTable("5"))
    assert meeting.post("eve")


def test_no_number_ever_means_two_tables():
    tables = [{"number": 3, "theme": "care"}, {"number": 8, "theme": "work", "is_in_use": False}]
    meeting = Meeting.begun(tables=tables)
    assert meeting.ask(FACILITATOR, AddTable("care")).made == "9"


def test_a_table_is_added_to_a_theme_with_seats_in_reason(meeting):
    assert meeting.refusal(FACILITATOR, AddTable("sport")) == "unknown_theme"
    codes = [meeting.refusal(FACILITATOR, AddTable("care", n)) for n in (0, 1, 100, 101)]
    assert codes == ["out_of_range", "", "", "out_of_range"]


@pytest.mark.parametrize("audience", ["table:1", "table:3", "chair:1", "control", "watch", "stage"])
def test_everybody_sees_where_to_go_and_only_while_a_table_is_out_of_use(meeting, audience):
    in_use = views.project(audience, ("tables", "1"), meeting.room)
    meeting.ask(FACILITATOR, MergeTable("1", "2"))
    rev = meeting.room.seq
    out = {"is_in_use": False, "merged_into": "2", "go_to": "2", "rev": rev}
    assert views.project(audience, ("tables", "1"), meeting.room) == {**in_use, **out}


def test_a_room_without_a_table_in_use_sends_nobody_anywhere():
    tables = [{"number": 1, "theme": "care", "is_in_use": False}]
    assert go_to(Meeting.begun(tables=tables), "1") is None


def test_where_to_go_is_looked_at_again_when_other_tables_fill(meeting):
    meeting.ask(FACILITATOR, RetireTable("1"))
    changes = meeting.decide(participant("eve"), JoinTable("2"))
    meeting.room.apply(changes)
    assert ("tables", "1") in views.touches(changes[0], meeting.room)


def test_an_added_table_that_is_taken_back_leaves_no_trace(meeting):
    act = meeting.ask(FACILITATOR, AddTable("care")).seq
    there = set(views.refs(meeting.room))
    changes = meeting.decide(FACILITATOR, Undo(act))
    meeting.room.apply(changes)
    gone = there - set(views.refs(meeting.room))
    cells = {("cells", f"{AT_TABLES}.{question}.5") for question in ("why", "how")}
    assert gone == {("tables", "5"), ("presence", "5"), *cells}
    touched = set().union(*(views.touches(change, meeting.room) for change in changes))
    assert gone <= touched


def test_a_table_at_which_people_were_counted_does_not_vanish(meeting):
    act = meeting.ask(FACILITATOR, AddTable("care")).seq
    meeting.ask(FACILITATOR, CountHeads(8, "5"))
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"
    assert meeting.refusal(FACILITATOR, RemoveTable("5")) == "table_known"


def test_what_a_table_wrote_before_it_was_merged_stays_in_the_results(meeting):
    meeting.post("ann")
    meeting.ask(FACILITATOR, MergeTable("1", "2"))
    meeting.ask(FACILITATOR, RetireTable("4"))
    found = results(meeting.room)
    assert (found.count, found.tables) == (1, 3)
    assert found.themes[0].questions[0].tables[0].table.id == "1"
