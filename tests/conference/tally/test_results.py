"""The results: everything that was written, once, under its theme, question and table."""

from collections import Counter

from hypothesis import given, settings

from appliance.conference.commands import (
    HideEntry,
    HighlightEntry,
    JoinTable,
    ParkEntry,
    PostEntry,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Relation
from appliance.conference.room import Room
from appliance.conference.tally.contributors import cell, cells_of
from appliance.conference.tally.results import Counts, results
from tests.builders import AT_TABLES, FACILITATOR, IN_PLENARY, Meeting, chair, participant
from tests.conference.schedules import SCHEDULES, begun


def test_a_box_without_a_conference_has_no_results():
    assert results(Room()) is None


def test_results_stand_by_theme_question_and_table_in_order():
    meeting = Meeting.at_work()
    why, how = meeting.post("ann"), meeting.post("cas", question="how")
    work = meeting.post("dee")
    hidden = meeting.post("bob")
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(participant("ann"), WithdrawEntry(meeting.post("ann")))
    found = results(meeting.room)
    shape = {
        theme.theme.id: {
            question.question.id: {
                table.table.id: ([entry.id for entry in table.entries], table.count)
                for table in question.tables
            }
            for question in theme.questions
        }
        for theme in found.themes
    }
    assert shape == {
        "care": {
            "why": {"1": ([why, hidden], 1), "2": ([], 0)},
            "how": {"1": ([], 0), "2": ([how], 1)},
        },
        "work": {"why": {"3": ([work], 1), "4": ([], 0)}},
    }
    assert (found.count, found.people, found.tables) == (3, 4, 4)


def test_a_reaction_of_a_table_that_was_not_asked_stands_with_what_it_answers():
    meeting = Meeting.at_work(IN_PLENARY)
    parent = meeting.post("dee", activity=IN_PLENARY, question="workers")
    built = meeting.post("ann", activity=IN_PLENARY, parent=parent, relation="build_on")
    work = next(theme for theme in results(meeting.room).themes if theme.theme.id == "work")
    (question,) = (found for found in work.questions if found.question.id == "workers")
    written = {table.table.id: [e.id for e in table.entries] for table in question.tables}
    assert written == {"1": [built], "3": [parent], "4": []}
    assert question.count == 2


@given(SCHEDULES)
@settings(deadline=None)
def test_whatever_was_written_and_not_withdrawn_stands_in_the_results_once(wishes):
    room = begun(wishes).room
    found = Counter(
        entry.id
        for theme in results(room).themes
        for question in theme.questions
        for table in question.tables
        for entry in table.entries
    )
    assert found == Counter(e.id for e in room.entries.values() if not e.is_withdrawn)


@given(SCHEDULES)
@settings(deadline=None)
def test_the_counts_on_the_screens_add_up_to_those_in_the_results(wishes):
    room = begun(wishes).room
    cells = [cell(room, key) for a in room.activities.values() for key in cells_of(room, a)]
    assert sum(counted.entries for counted in cells) == results(room).count


def read(found):
    """The ids of what is read at each table of the results, and in the parking lot."""
    at_tables = {
        there.table.id: [[t.entry.id, *(a.entry.id for a in t.answers)] for t in there.threads]
        for theme in found.themes
        for question in theme.questions
        for there in question.tables
        if there.threads
    }
    lot = [[p.theme.id, p.question.id, p.thread.entry.id] for p in found.parking_lot]
    return at_tables, lot


def test_what_is_parked_stands_in_the_parking_lot_and_what_is_hidden_is_only_counted():
    meeting = Meeting.at_work()
    first, parked, hidden = meeting.post("ann"), meeting.post("bob"), meeting.post("ann")
    built = meeting.post("bob", parent=first, relation="build_on")
    comment = meeting.post("ann", parent=parked, relation=Relation.COMMENT)
    meeting.ask(FACILITATOR, ParkEntry(parked))
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(FACILITATOR, HighlightEntry(built, on=True))
    meeting.ask(chair("1"), PostEntry(AT_TABLES, "For somebody"))
    found = results(meeting.room)
    (theme,) = (theme for theme in found.themes if theme.count)
    table = theme.questions[0].tables[0]

    at_tables, lot = read(found)
    assert at_tables["1"][0] == [first, built]
    assert lot == [["care", "why", parked]]
    assert [a.entry.id for a in found.parking_lot[0].thread.answers] == [comment]
    assert table.count == found.count == 4
    assert found.counts == Counts(
        comments=1,
        highlighted=1,
        parked=1,
        late=0,
        on_behalf=table.entries[-1].is_on_behalf,
        hidden=1,
        summaries=0,
        agreed=0,
    )
    assert (found.tables_heard, found.themes_heard, found.is_under_way) == (1, 1, True)


def test_a_table_that_only_summed_up_stands_in_the_results_with_its_points():
    meeting = Meeting.at_work()
    meeting.ask(chair("2"), WriteSummary(AT_TABLES, "why", ("Much", "", "")))
    meeting.ask(chair("1"), WriteSummary(AT_TABLES, "why", ("", " ", "")))
    found = results(meeting.room)
    summaries = {
        there.table.id: there.summary.points
        for theme in found.themes
        for question in theme.questions
        for there in question.tables
        if there.summary
    }
    assert summaries == {"2": ("Much", "", "")}
    assert (found.counts.summaries, found.counts.agreed) == (1, 0)


def test_what_is_answered_at_another_table_is_named():
    meeting = Meeting.at_work(IN_PLENARY)
    parent = meeting.post("dee", activity=IN_PLENARY, question="workers")
    meeting.post("ann", activity=IN_PLENARY, parent=parent, relation="build_on")
    assert set(results(meeting.room).answered) == {parent}
    meeting.ask(FACILITATOR, HideEntry(parent))
    assert results(meeting.room).answered == {}


def test_who_took_part_in_a_step_is_told_in_groups_that_are_large_enough():
    meeting = Meeting.at_work()
    for n, table in enumerate("1111112"):
        meeting.ask(participant(f"p{n}"), JoinTable(table))
        meeting.post(f"p{n}")
    expected = {"1+2": 7, "all": 7}
    (step,) = results(meeting.room).steps
    assert (step.activity.id, step.count, dict(step.took_part)) == (AT_TABLES, 7, expected)
    meeting.seal(AT_TABLES)
    (step,) = results(meeting.room).steps
    assert dict(step.took_part) == expected
    assert not results(meeting.room).is_under_way


def test_a_larger_smallest_group_holds_before_and_after_sealing():
    meeting = Meeting.at_work()
    for n, table in enumerate("1" * 6 + "2" * 12 + "3" * 12):
        meeting.ask(participant(f"p{n}"), JoinTable(table))
        meeting.post(f"p{n}")
    (step,) = results(meeting.room).steps
    assert dict(step.took_part) == {"1": 6, "2": 12, "3": 12, "all": 30}
    expected = {"1+2": 18, "3": 12, "all": 30}
    (step,) = results(meeting.room, 10).steps
    assert dict(step.took_part) == expected
    meeting.seal(AT_TABLES)
    (step,) = results(meeting.room, 10).steps
    assert dict(step.took_part) == expected


def test_nobody_is_counted_where_fewer_than_enough_took_part():
    meeting = Meeting.at_work()
    meeting.post("ann")
    (step,) = results(meeting.room).steps
    assert dict(step.took_part) == {}
