"""The results: everything that was written, once, under its theme, question and table."""

from collections import Counter

from hypothesis import given, settings

from appliance.conference.commands import HideEntry, WithdrawEntry
from appliance.conference.room import Room
from appliance.conference.tally.contributors import cell, cells_of
from appliance.conference.tally.results import results
from tests.builders import FACILITATOR, IN_PLENARY, Meeting, participant
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
