"""What chairs and the facilitator say: signals, summaries, messages, the big screen."""

from dataclasses import replace

import pytest

from appliance.conference.commands import (
    AgreeSummary,
    ArrangeStage,
    CloseActivity,
    CloseEvent,
    CountHeads,
    HideEntry,
    OpenActivity,
    Say,
    ShowOnStage,
    SignalTable,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import (
    JoinCode,
    Message,
    Signal,
    StageLight,
    StageLook,
    StageMode,
    StageShow,
    Summary,
)
from appliance.conference.views import touches, view
from tests.builders import (
    AT_TABLES,
    COFFEE,
    FACILITATOR,
    IN_PLENARY,
    Meeting,
    chair,
    file,
    participant,
)


@pytest.fixture
def meeting() -> Meeting:
    meeting = Meeting.at_work()
    meeting.wait(7_000)
    return meeting


# -- signals ------------------------------------------------------------------------------------


def test_a_signal_stands_with_its_table_since_it_was_given(meeting):
    before = meeting.room.tables["1"]
    answer = meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="Geen stroom\r\nhier"))
    assert meeting.room.tables["1"] == replace(
        before,
        signal=Signal.HELP,
        reason="Geen stroom\nhier",
        signalled_room_ms=7_000,
        rev=answer.seq,
    )


def test_the_same_signal_again_changes_nothing(meeting):
    meeting.ask(chair("1"), SignalTable(Signal.READY))
    meeting.wait(5_000)
    assert meeting.decide(chair("1"), SignalTable(Signal.READY)) == ()
    assert meeting.decide(chair("1"), SignalTable(Signal.READY, reason=" ")) == ()


def test_who_was_ready_is_not_so_in_the_next_step(meeting):
    meeting.ask(chair("1"), SignalTable(Signal.READY))
    meeting.ask(chair("2"), SignalTable(Signal.HELP))
    assert signals(meeting) == {"1": "ready", "2": "help"}
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    assert signals(meeting) == {"1": "ready", "2": "help"}
    meeting.wait(1_000)
    touched: set[tuple[str, str]] = set()
    meeting.on_change = lambda changes: touched.update(
        *(touches(each, meeting.room) for each in changes)
    )
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    assert signals(meeting) == {"1": "none", "2": "help"}
    assert ("tables", "1") in touched
    meeting.ask(chair("1"), SignalTable(Signal.READY))
    assert signals(meeting) == {"1": "ready", "2": "help"}


def signals(meeting: Meeting) -> dict[str, str]:
    """What the facilitator sees that tables 1 and 2 tell."""
    seen = view("control", meeting.room)["tables"]
    return {table: str(seen[table]["signal"]) for table in ("1", "2")}


def test_the_facilitator_takes_a_signal_off(meeting):
    before = meeting.room.tables["1"]
    meeting.ask(chair("1"), SignalTable(Signal.HELP))
    answer = meeting.ask(FACILITATOR, SignalTable(Signal.NONE, table="1"))
    assert meeting.room.tables["1"] == replace(before, rev=answer.seq)


def test_a_chair_signals_for_no_other_table(meeting):
    assert meeting.refusal(chair("1"), SignalTable(Signal.HELP, table="2")) == "not_allowed"
    assert (
        meeting.refusal(replace(chair("1"), table=None), SignalTable(Signal.HELP)) == "not_allowed"
    )


def test_a_reason_is_short(meeting):
    asked = SignalTable(Signal.HELP, reason="x" * 501)
    assert meeting.refusal(chair("1"), asked) == "text_too_long"


# -- heads --------------------------------------------------------------------------------------


def attended(meeting: Meeting, audience: str = "control") -> object:
    """What an audience is told of all heads together."""
    (told,) = view(audience, meeting.room)["conferences"].values()
    return told.get("attended")


def test_a_chair_or_the_facilitator_counts_who_sits_at_a_table(meeting):
    before = meeting.room.tables["1"]
    answer = meeting.ask(chair("1"), CountHeads(8))
    assert meeting.room.tables["1"] == replace(before, heads=8, rev=answer.seq)
    assert meeting.decide(FACILITATOR, CountHeads(8, "1")) == ()
    meeting.ask(FACILITATOR, CountHeads(0, "3"))
    assert attended(meeting) == {"heads": 8, "counted": 2, "tables": 4}
    meeting.ask(chair("1"), CountHeads(None))
    assert attended(meeting, "watch") == {"heads": 0, "counted": 1, "tables": 4}
    assert [attended(meeting, who) for who in ("chair:1", "table:1", "stage")] == [None] * 3


@pytest.mark.parametrize("heads", [-1, 201])
def test_nobody_counts_more_people_than_fit_at_a_table_or_fewer_than_none(meeting, heads):
    assert meeting.refusal(chair("1"), CountHeads(heads)) == "out_of_range"
    meeting.ask(chair("1"), CountHeads(200))


def test_who_counts_where(meeting):
    assert meeting.refusal(chair("1"), CountHeads(8, "2")) == "not_allowed"
    assert meeting.refusal(participant("ann"), CountHeads(8, "1")) == "not_allowed"
    assert meeting.refusal(FACILITATOR, CountHeads(8)) == "unknown_table"
    assert meeting.refusal(FACILITATOR, CountHeads(8, "9")) == "unknown_table"


def test_after_the_end_only_who_leads_still_counts(meeting):
    meeting.ask(FACILITATOR, CloseEvent())
    assert meeting.refusal(chair("1"), CountHeads(8)) == "event_over"
    meeting.ask(FACILITATOR, CountHeads(8, "1"))
    assert attended(meeting) == {"heads": 8, "counted": 1, "tables": 4}


# -- summaries ----------------------------------------------------------------------------------


def summary(question: str, *points: str, **how: object) -> WriteSummary:
    return WriteSummary(AT_TABLES, question, points, **how)


def test_a_summary_keeps_its_points_as_they_are_typed(meeting):
    answer = meeting.ask(chair("1"), summary("how", "One\r\n", " ", "Drie 🙂"))
    id = f"{AT_TABLES}.how.1"
    points = ("One\n", "", "Drie 🙂")
    kept = Summary(id, AT_TABLES, "how", "1", points, seq=answer.seq, rev=answer.seq)
    assert meeting.room.summaries == {id: kept}
    assert meeting.decide(chair("1"), summary("how", "One\n", "", "Drie 🙂")) == ()
    later = meeting.ask(FACILITATOR, summary("how", "Two", table="1"))
    assert meeting.room.summaries == {id: replace(kept, points=("Two",), rev=later.seq)}


def test_three_points_fit_and_each_is_short(meeting):
    assert meeting.refusal(chair("1"), summary("why", "1", "2", "3")) == ""
    assert meeting.refusal(chair("1"), summary("why", "1", "2", "3", "4")) == "points_too_many"
    assert meeting.refusal(chair("1"), summary("why", "x" * 501)) == "text_too_long"


def test_two_who_write_at_once_are_told(meeting):
    assert meeting.refusal(chair("1"), summary("why", "1", if_rev=3)) == "changed_meanwhile"
    answer = meeting.ask(chair("1"), summary("why", "1", if_rev=0))
    assert meeting.refusal(chair("1"), summary("why", "2", if_rev=0)) == "changed_meanwhile"
    assert meeting.refusal(chair("1"), summary("why", "2", if_rev=answer.seq)) == ""


def test_a_summary_is_of_a_question_that_is_put_to_the_table(meeting):
    assert meeting.refusal(chair("1"), summary("what", "x")) == "unknown_question"
    assert meeting.refusal(chair("3"), summary("how", "x")) == "unknown_question"
    assert meeting.refusal(chair("1"), WriteSummary(COFFEE, "why", ("x",))) == "unknown_question"
    assert meeting.refusal(chair("1"), WriteSummary("gone", "why", ("x",))) == "unknown_activity"


def test_the_facilitator_says_of_which_table_and_a_chair_needs_not(meeting):
    assert meeting.refusal(FACILITATOR, summary("why", "x")) == "unknown_table"
    assert meeting.refusal(chair("1"), summary("why", "x", table="2")) == "not_allowed"


def agree(question: str = "why", **how: object) -> AgreeSummary:
    return AgreeSummary(AT_TABLES, question, **how)


def test_a_chair_says_that_the_points_are_right_and_takes_it_back(meeting):
    written = meeting.ask(chair("1"), summary("why", "One"))
    before = meeting.room.summaries[written.made]
    answer = meeting.ask(chair("1"), agree())
    assert meeting.room.summaries[before.id] == replace(before, is_agreed=True, rev=answer.seq)
    assert meeting.decide(chair("1"), agree()) == ()
    back = meeting.ask(FACILITATOR, agree(table="1", is_agreed=False))
    assert meeting.room.summaries[before.id] == replace(before, rev=back.seq)
    assert meeting.decide(chair("1"), agree(is_agreed=False)) == ()


def test_other_points_take_the_agreement_away(meeting):
    written = meeting.ask(chair("1"), summary("why", "One"))
    meeting.ask(chair("1"), agree())
    meeting.ask(chair("1"), summary("why", "One"))
    assert meeting.room.summaries[written.made].is_agreed
    answer = meeting.ask(chair("1"), summary("why", "One", "Two"))
    kept = Summary(written.made, AT_TABLES, "why", "1", ("One", "Two"), seq=written.seq)
    assert meeting.room.summaries == {written.made: replace(kept, rev=answer.seq)}


def test_nobody_agrees_with_nothing(meeting):
    assert meeting.refusal(chair("1"), agree()) == "summary_empty"
    assert meeting.decide(chair("1"), agree(is_agreed=False)) == ()
    meeting.ask(chair("1"), summary("why", "", " "))
    assert meeting.refusal(chair("1"), agree()) == "summary_empty"


def test_one_agrees_with_the_points_that_one_saw(meeting):
    answer = meeting.ask(chair("1"), summary("why", "One"))
    assert meeting.refusal(chair("1"), agree(if_rev=answer.seq - 1)) == "changed_meanwhile"
    assert meeting.refusal(chair("1"), agree(if_rev=answer.seq)) == ""


def test_a_chair_agrees_for_no_other_table_and_with_no_other_question(meeting):
    assert meeting.refusal(chair("1"), agree(table="2")) == "not_allowed"
    assert meeting.refusal(FACILITATOR, agree()) == "unknown_table"
    assert meeting.refusal(chair("1"), agree("what")) == "unknown_question"


# -- messages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["everyone", "chairs", "table:2"])
def test_a_message_goes_to_the_room_the_chairs_or_a_table(meeting, to):
    answer = meeting.ask(FACILITATOR, Say("Nog\r\ntwee minuten", to))
    assert meeting.room.messages == {
        answer.made: Message(answer.made, "Nog\ntwee minuten", to, 7_000, answer.seq, answer.seq)
    }


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("", "bad_command"),
        ("table", "bad_command"),
        ("table:", "bad_command"),
        ("Everyone", "bad_command"),
        ("person:ann", "bad_command"),
        ("table:9", "unknown_table"),
    ],
)
def test_a_message_to_nobody_is_refused(meeting, to, code):
    assert meeting.refusal(FACILITATOR, Say("x", to)) == code


def test_a_message_says_something_and_not_too_much(meeting):
    assert meeting.refusal(FACILITATOR, Say(" ")) == "text_empty"
    assert meeting.refusal(FACILITATOR, Say("x" * 501)) == "text_too_long"


def test_a_table_out_of_use_hears_nothing():
    tables = file()["tables"]
    tables[0]["is_in_use"] = False
    meeting = Meeting.begun(tables=tables)
    assert meeting.refusal(FACILITATOR, Say("x", "table:1")) == "table_not_in_use"


# -- the big screen -----------------------------------------------------------------------------


def shown(meeting: Meeting, command: ShowOnStage) -> StageShow:
    meeting.ask(FACILITATOR, command)
    return meeting.room.conference.show


def test_the_big_screen_shows_what_is_chosen_and_nothing_left_from_before(meeting):
    one, two = meeting.post("ann"), meeting.post("bob")
    entries = ShowOnStage(StageMode.ENTRIES, (two, one, two), text="no text here")
    assert shown(meeting, entries) == StageShow(StageMode.ENTRIES, (two, one))
    message = ShowOnStage(StageMode.MESSAGE, (one,), "Welkom")
    assert shown(meeting, message) == StageShow(StageMode.MESSAGE, text="Welkom")
    assert shown(meeting, ShowOnStage(StageMode.BLACK, (one,), "x")) == StageShow(StageMode.BLACK)
    assert meeting.decide(FACILITATOR, ShowOnStage(StageMode.BLACK)) == ()


def test_two_who_choose_at_once_are_told_but_black_needs_no_look(meeting):
    seen = meeting.room.conference.rev
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.WELCOME, if_rev=seen))
    late = ShowOnStage(StageMode.PROGRAMME, if_rev=seen)
    assert meeting.refusal(FACILITATOR, late) == "changed_meanwhile"
    assert meeting.decide(FACILITATOR, ShowOnStage(StageMode.WELCOME, if_rev=seen)) == ()
    assert meeting.refusal(FACILITATOR, ShowOnStage(StageMode.BLACK)) == ""


def test_three_entries_fit_on_the_big_screen(meeting):
    ids = tuple(meeting.post("ann") for _ in range(4))
    asked = ShowOnStage(StageMode.ENTRIES, ids)
    assert meeting.refusal(FACILITATOR, asked) == "too_many_on_stage"
    assert meeting.refusal(FACILITATOR, replace(asked, entries=ids[:3])) == ""


def test_what_not_everybody_may_read_does_not_go_on_the_big_screen(meeting):
    hidden, withdrawn = meeting.post("ann"), meeting.post("ann")
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(participant("ann"), WithdrawEntry(withdrawn))
    meeting.close(AT_TABLES)
    late = meeting.post("ann", to_chair=True)
    codes = [
        meeting.refusal(FACILITATOR, ShowOnStage(StageMode.ENTRIES, (id,)))
        for id in (hidden, withdrawn, late, "gone")
    ]
    assert codes == ["unknown_entry", "withdrawn", "unknown_entry", "unknown_entry"]


def test_a_message_on_the_big_screen_says_something(meeting):
    assert meeting.refusal(FACILITATOR, ShowOnStage(StageMode.MESSAGE)) == "text_empty"


def test_the_big_screen_is_arranged_one_thing_at_a_time(meeting):
    def looks(command: ArrangeStage) -> StageLook:
        meeting.ask(FACILITATOR, command)
        return meeting.room.conference.stage

    assert meeting.room.conference.stage == StageLook(StageLight.AUTO, JoinCode.AUTO)
    dark = ArrangeStage(light=StageLight.DARK)
    assert looks(dark) == StageLook(StageLight.DARK, JoinCode.AUTO)
    large = ArrangeStage(join_code=JoinCode.LARGE)
    assert looks(large) == StageLook(StageLight.DARK, JoinCode.LARGE)
    both = ArrangeStage(StageLight.LIGHT, JoinCode.SMALL)
    assert looks(both) == StageLook(StageLight.LIGHT, JoinCode.SMALL)
    assert meeting.decide(FACILITATOR, ArrangeStage()) == ()
    assert meeting.decide(FACILITATOR, both) == ()


def test_how_the_big_screen_looks_stays_when_it_shows_something_else(meeting):
    meeting.ask(FACILITATOR, ArrangeStage(StageLight.DARK, JoinCode.LARGE))
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.MESSAGE, text="Welkom"))
    assert meeting.room.conference.stage == StageLook(StageLight.DARK, JoinCode.LARGE)
