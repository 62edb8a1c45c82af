"""Contributions: who writes what where, what becomes of it, and what hosts do with it."""

from dataclasses import replace

import pytest

from appliance.conference.commands import (
    AcceptLate,
    EditEntry,
    HideEntry,
    HighlightEntry,
    Introduce,
    JoinTable,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PostEntry,
    ReopenActivity,
    RestoreEntry,
    WithdrawEntry,
)
from appliance.conference.records import Entry, Origin, Relation
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    COFFEE,
    DOTS,
    FACILITATOR,
    FUTURE,
    IN_PLENARY,
    Meeting,
    chair,
    file,
    participant,
)

ANN, BOB, CAS, DEE = (participant(person) for person in ("ann", "bob", "cas", "dee"))


@pytest.fixture
def meeting() -> Meeting:
    """Ann and Bob at table 1, Cas at 2 (both on care), Dee at 3; the tables' brainstorm is open."""
    return Meeting.at_work()


# -- posting -------------------------------------------------------------------------------------


def test_a_contribution_holds_where_it_was_written_and_by_whom(meeting):
    meeting.wait(90_000)
    answer = meeting.ask(ANN, PostEntry(AT_TABLES, "An idea", question="how"))
    assert meeting.room.entries == {
        answer.made: Entry(
            id=answer.made,
            activity=AT_TABLES,
            question="how",
            theme="care",
            table="1",
            text="An idea",
            owner="ann",
            minute=29_000_001,
            seq=answer.seq,
            rev=answer.seq,
        )
    }


def test_without_a_question_it_goes_to_the_first_that_is_put_to_the_table(meeting):
    assert meeting.entry(meeting.post("dee")).question == "why"


@pytest.mark.parametrize("question", ["how", "what", "nonsense"])
def test_a_question_that_is_not_put_to_this_table_is_refused(meeting, question):
    asked = PostEntry(AT_TABLES, "x", question=question)
    assert meeting.refusal(DEE, asked) == "unknown_question"


def test_a_step_without_a_question_for_this_table_takes_no_writing():
    programme = file()["programme"]
    programme[1]["questions"] = [programme[1]["questions"][1]]
    meeting = Meeting.at_work(programme=programme)
    assert meeting.refusal(DEE, PostEntry(AT_TABLES, "x")) == "no_writing"
    assert meeting.post("ann")


@pytest.mark.parametrize("activity", [ARRIVAL, COFFEE, DOTS, FUTURE])
def test_steps_that_ask_nothing_take_no_writing(meeting, activity):
    meeting.ask(FACILITATOR, OpenActivity(activity))
    assert meeting.refusal(ANN, PostEntry(activity, "x")) == "no_writing"


def test_an_unknown_step_is_refused(meeting):
    assert meeting.refusal(ANN, PostEntry("nowhere", "x")) == "unknown_activity"


def test_who_has_no_seat_is_sent_to_choose_one(meeting):
    assert meeting.refusal(participant("eve"), PostEntry(AT_TABLES, "x")) == "no_seat"


def test_an_own_seat_goes_before_the_table_that_a_browser_names(meeting):
    entry = meeting.ask(participant("ann", "3"), PostEntry(AT_TABLES, "x")).made
    assert meeting.entry(entry).table == "1"


def test_a_chair_does_not_write_for_another_table(meeting):
    asked = PostEntry(AT_TABLES, "x", for_table="2")
    assert meeting.refusal(chair("1"), asked) == "not_allowed"


def test_what_was_typed_at_a_table_stays_there_when_it_arrives_after_a_move(meeting):
    made = meeting.ask(ANN, PostEntry(AT_TABLES, "x", for_table="2")).made
    assert meeting.entry(made).table == "2"
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x", for_table="99")) == "unknown_table"


def test_a_chair_types_for_their_own_table_wherever_the_person_behind_it_sits(meeting):
    seated_elsewhere = replace(chair("1"), person="dee")
    entry = meeting.entry(meeting.ask(seated_elsewhere, PostEntry(AT_TABLES, "x")).made)
    assert (entry.table, entry.origin, entry.owner) == ("1", Origin.CHAIR, None)


def test_typing_for_somebody_else_is_marked_so_and_has_no_owner(meeting):
    asked = PostEntry(AT_TABLES, "x", for_table="1", on_behalf=True)
    for actor, origin in ((chair("1"), Origin.CHAIR), (FACILITATOR, Origin.FACILITATOR)):
        entry = meeting.entry(meeting.ask(actor, asked).made)
        assert (entry.origin, entry.is_on_behalf, entry.owner) == (origin, True, None)


def test_a_participant_speaks_for_nobody_else(meeting):
    entry = meeting.entry(meeting.post("ann", on_behalf=True))
    assert not entry.is_on_behalf


def test_the_facilitator_says_for_which_table(meeting):
    assert meeting.refusal(FACILITATOR, PostEntry(AT_TABLES, "x")) == "unknown_table"
    made = meeting.ask(FACILITATOR, PostEntry(AT_TABLES, "x", for_table="3")).made
    assert meeting.entry(made).table == "3"


def test_only_the_roles_of_a_step_write_in_it():
    programme = file()["programme"]
    programme[1]["writers"] = ["chair"]
    meeting = Meeting.at_work(programme=programme)
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x")) == "not_allowed"
    assert meeting.refusal(chair("1"), PostEntry(AT_TABLES, "x")) == ""


def test_a_name_stands_beside_an_entry_only_where_the_step_says_so():
    meeting = Meeting.at_work(AT_THEMES)
    assert meeting.refusal(ANN, PostEntry(AT_THEMES, "x")) == "name_needed"
    meeting.ask(ANN, Introduce(name="Ann de Wit"))
    assert meeting.entry(meeting.post("ann", activity=AT_THEMES)).name == "Ann de Wit"
    for activity in (AT_TABLES, IN_PLENARY):
        meeting.ask(FACILITATOR, OpenActivity(activity))
        assert meeting.entry(meeting.post("ann", activity=activity)).name == ""


def test_a_steps_own_limit_holds():
    meeting = Meeting.at_work(IN_PLENARY)
    meeting.post("ann", "x" * 200, IN_PLENARY)
    assert meeting.refusal(ANN, PostEntry(IN_PLENARY, "x" * 201)) == "text_too_long"


def test_an_empty_text_is_refused(meeting):
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, " \u200b ")) == "text_empty"


# -- when it may be -----------------------------------------------------------------------------


def test_before_opening_nothing_is_written():
    meeting = Meeting.begun()
    meeting.ask(ANN, JoinTable("1"))
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x")) == "activity_planned"


def test_in_a_pause_only_what_was_written_before_it_is_taken(meeting):
    meeting.wait(60_000)
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    meeting.wait(1_000)
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x")) == "activity_paused"
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x", written_ms=60_001)) == "activity_paused"
    entry = meeting.entry(meeting.post("ann", written_ms=60_000))
    assert not entry.is_late


def test_what_was_written_before_closing_and_comes_after_it_is_late(meeting):
    meeting.wait(60_000)
    meeting.close(AT_TABLES)
    meeting.wait(5_000)
    assert meeting.entry(meeting.post("ann", written_ms=59_000)).is_late
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x", written_ms=60_001)) == "activity_closed"
    assert meeting.refusal(ANN, PostEntry(AT_TABLES, "x")) == "activity_closed"


def test_after_closing_a_text_can_still_be_handed_to_the_chair(meeting):
    meeting.close(AT_TABLES)
    assert meeting.entry(meeting.post("ann", to_chair=True)).is_late


def test_while_open_nothing_is_late_whatever_the_phone_says(meeting):
    for written_ms in (0, 10**9):
        entry = meeting.entry(meeting.post("ann", written_ms=written_ms, to_chair=True))
        assert not entry.is_late


def test_after_reopening_writing_goes_on(meeting):
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    assert not meeting.entry(meeting.post("ann")).is_late


def test_after_sealing_nothing_is_written_edited_or_withdrawn(meeting):
    entry = meeting.post("ann")
    by_chair = meeting.ask(chair("1"), PostEntry(AT_TABLES, "x")).made
    meeting.seal(AT_TABLES)
    for asked in (
        PostEntry(AT_TABLES, "x", written_ms=0, to_chair=True),
        EditEntry(entry, "y", written_ms=0),
        WithdrawEntry(entry),
    ):
        assert meeting.refusal(ANN, asked) == "activity_sealed"
    assert meeting.refusal(chair("1"), WithdrawEntry(by_chair)) == "activity_sealed"


# -- reactions ----------------------------------------------------------------------------------


def test_a_reaction_stands_with_what_it_answers(meeting):
    parent = meeting.post("ann", question="how")
    entry = meeting.entry(meeting.post("bob", parent=parent))
    assert (entry.parent, entry.relation, entry.question) == (parent, Relation.COMMENT, "how")


def test_one_reacts_to_a_contribution_and_builds_on_it_but_not_to_a_reaction(meeting):
    parent = meeting.post("ann")
    reaction = meeting.post("bob", parent=parent)
    built = meeting.post("bob", parent=parent, relation=Relation.BUILD_ON)
    asked = PostEntry(AT_TABLES, "x", parent=reaction)
    assert meeting.refusal(ANN, asked) == "comment_on_comment"
    assert meeting.post("ann", parent=built)


def test_nobody_reacts_to_what_their_table_does_not_read(meeting):
    parent = meeting.post("ann")
    asked = PostEntry(AT_TABLES, "x", parent=parent)
    assert meeting.refusal(CAS, asked) == "unknown_entry"
    meeting.ask(BOB, JoinTable("2"))
    assert meeting.refusal(BOB, asked) == "unknown_entry"


def test_nobody_reacts_to_what_is_hidden_late_withdrawn_or_of_another_step(meeting):
    hidden, withdrawn = meeting.post("ann"), meeting.post("ann")
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(ANN, WithdrawEntry(withdrawn))
    meeting.close(AT_TABLES)
    late = meeting.post("ann", to_chair=True)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    elsewhere = meeting.post("ann", activity=IN_PLENARY)
    codes = [
        meeting.refusal(BOB, PostEntry(AT_TABLES, "x", parent=parent))
        for parent in (hidden, withdrawn, late, elsewhere, "nothing")
    ]
    assert codes == ["unknown_entry", "withdrawn", *["unknown_entry"] * 3]


def test_in_plenary_a_table_may_react_to_a_question_that_it_is_not_asked():
    meeting = Meeting.at_work(IN_PLENARY)
    parent = meeting.post("dee", activity=IN_PLENARY, question="workers")
    entry = meeting.entry(meeting.post("ann", activity=IN_PLENARY, parent=parent))
    assert (entry.table, entry.theme, entry.question) == ("1", "care", "workers")


# -- one's own ----------------------------------------------------------------------------------


def test_an_edit_puts_another_text_and_nothing_else(meeting):
    before = meeting.entry(meeting.post("ann", "first"))
    answer = meeting.ask(ANN, EditEntry(before.id, "second", if_rev=before.rev))
    after = replace(before, text="second", is_edited=True, rev=answer.seq)
    assert meeting.entry(before.id) == after


def test_the_same_text_again_changes_nothing(meeting):
    entry = meeting.post("ann", "first\nline")
    assert meeting.decide(ANN, EditEntry(entry, "first\r\nline")) == ()


def test_an_edit_of_what_changed_meanwhile_is_refused(meeting):
    before = meeting.entry(meeting.post("ann"))
    meeting.ask(chair("1"), ParkEntry(before.id))
    assert meeting.refusal(ANN, EditEntry(before.id, "x", before.rev)) == "changed_meanwhile"
    assert meeting.refusal(ANN, EditEntry(before.id, "x")) == ""


def test_nobody_edits_or_withdraws_what_another_wrote(meeting):
    of_ann = meeting.post("ann")
    of_chair = meeting.ask(chair("1"), PostEntry(AT_TABLES, "x")).made
    of_facilitator = meeting.ask(FACILITATOR, PostEntry(AT_TABLES, "x", for_table="1")).made
    own = {ANN: of_ann, chair("1"): of_chair, FACILITATOR: of_facilitator}
    for actor in (ANN, BOB, chair("1"), chair("2"), FACILITATOR):
        for entry in (of_ann, of_chair, of_facilitator):
            wanted = "" if own.get(actor) == entry else "not_yours"
            assert meeting.refusal(actor, EditEntry(entry, "y")) == wanted
            assert meeting.refusal(actor, WithdrawEntry(entry)) == wanted


def test_what_was_written_stays_with_the_old_table_and_with_its_writer(meeting):
    entry = meeting.post("ann")
    meeting.ask(ANN, JoinTable("3"))
    assert meeting.entry(entry).table == "1"
    meeting.ask(ANN, EditEntry(entry, "better"))
    assert meeting.entry(meeting.post("ann")).table == "3"


def test_withdrawing_takes_the_text_out_and_may_be_repeated(meeting):
    entry = meeting.post("ann")
    meeting.ask(FACILITATOR, HighlightEntry(entry))
    before = meeting.entry(entry)
    answer = meeting.ask(ANN, WithdrawEntry(entry))
    assert meeting.entry(entry) == replace(
        before, text="", is_withdrawn=True, is_highlighted=False, rev=answer.seq
    )
    assert meeting.decide(ANN, WithdrawEntry(entry)) == ()
    assert meeting.refusal(ANN, EditEntry(entry, "x")) == "withdrawn"


def test_after_closing_one_may_withdraw_but_no_longer_edit(meeting):
    entry = meeting.post("ann")
    meeting.close(AT_TABLES)
    meeting.wait(1_000)
    assert meeting.refusal(ANN, EditEntry(entry, "x")) == "activity_closed"
    assert meeting.refusal(ANN, EditEntry(entry, "x", written_ms=0)) == ""
    assert meeting.refusal(ANN, WithdrawEntry(entry)) == ""


@pytest.mark.parametrize("command", [EditEntry("gone", "x"), WithdrawEntry("gone")])
def test_an_unknown_entry_is_refused(meeting, command):
    assert meeting.refusal(ANN, command) == "unknown_entry"


# -- hosts --------------------------------------------------------------------------------------

HOSTED = [
    (HideEntry, {"is_hidden": True}),
    (ParkEntry, {"is_parked": True}),
    (HighlightEntry, {"is_highlighted": True}),
]


@pytest.mark.parametrize(("command", "flags"), HOSTED)
def test_a_host_marks_an_entry_and_changes_nothing_else(meeting, command, flags):
    before = meeting.entry(meeting.post("ann"))
    answer = meeting.ask(FACILITATOR, command(before.id))
    assert meeting.entry(before.id) == replace(before, **flags, rev=answer.seq)
    assert meeting.decide(FACILITATOR, command(before.id)) == ()


def test_restoring_brings_back_what_is_hidden_or_parked(meeting):
    before = meeting.entry(meeting.post("ann"))
    meeting.ask(FACILITATOR, HideEntry(before.id))
    meeting.ask(FACILITATOR, ParkEntry(before.id))
    answer = meeting.ask(FACILITATOR, RestoreEntry(before.id))
    assert meeting.entry(before.id) == replace(before, rev=answer.seq)


def test_a_highlight_can_be_taken_off(meeting):
    before = meeting.entry(meeting.post("ann"))
    meeting.ask(FACILITATOR, HighlightEntry(before.id))
    answer = meeting.ask(chair("1"), HighlightEntry(before.id, on=False))
    assert meeting.entry(before.id) == replace(before, rev=answer.seq)


def test_a_late_entry_counts_once_it_is_accepted(meeting):
    meeting.close(AT_TABLES)
    before = meeting.entry(meeting.post("ann", to_chair=True))
    answer = meeting.ask(chair("1"), AcceptLate(before.id))
    assert meeting.entry(before.id) == replace(before, is_late=False, rev=answer.seq)
    assert meeting.decide(chair("1"), AcceptLate(before.id)) == ()


@pytest.mark.parametrize("command", [ParkEntry, RestoreEntry, HighlightEntry, AcceptLate])
def test_a_chair_is_host_at_their_own_table_only(meeting, command):
    entry = meeting.post("ann")
    assert meeting.refusal(chair("1"), command(entry)) == ""
    assert meeting.refusal(chair("2"), command(entry)) == "not_allowed"


def test_a_chair_cannot_bring_back_what_the_facilitator_hid(meeting):
    entry = meeting.post("ann")
    meeting.ask(FACILITATOR, HideEntry(entry))
    assert meeting.refusal(chair("1"), RestoreEntry(entry)) == "not_allowed"


@pytest.mark.parametrize(
    "command", [HideEntry, ParkEntry, RestoreEntry, HighlightEntry, AcceptLate]
)
def test_what_is_withdrawn_or_unknown_cannot_be_hosted(meeting, command):
    entry = meeting.post("ann")
    meeting.ask(ANN, WithdrawEntry(entry))
    assert meeting.refusal(FACILITATOR, command(entry)) == "withdrawn"
    assert meeting.refusal(FACILITATOR, command("gone")) == "unknown_entry"
