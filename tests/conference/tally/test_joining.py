"""From when on most of the people are in."""

import pytest

from appliance.conference.commands import JoinTable
from appliance.conference.room import Room
from appliance.conference.tally.joining import has_most_joined
from tests.builders import FILE, Meeting, participant


def joined(n: int, **members: object) -> Meeting:
    """A room in which so many people took a seat, table after table."""
    meeting = Meeting.begun(**members)
    for i in range(n):
        meeting.ask(participant(f"p{i}"), JoinTable(str(i % 4 + 1)))
    return meeting


@pytest.mark.parametrize(("n", "is_most"), [(0, False), (31, False), (32, True), (50, True)])
def test_most_are_eight_in_ten_of_those_expected(n, is_most):
    assert has_most_joined(joined(n, participants_expected=40).room) is is_most


def test_where_nobody_counted_on_a_number_the_seats_in_use_are_counted():
    tables = [{**table, "seats": 6} for table in FILE["tables"]]
    tables[3]["is_in_use"] = False
    # Six seats at each of three tables: eighteen, of which fifteen are more than eight in ten.
    assert not has_most_joined(joined(0, participants_expected=0, tables=tables).room)
    meeting = Meeting.begun(participants_expected=0, tables=tables)
    for i in range(14):
        meeting.ask(participant(f"p{i}"), JoinTable("1"))
    assert not has_most_joined(meeting.room)
    meeting.ask(participant("p14"), JoinTable("2"))
    assert has_most_joined(meeting.room)


def test_who_has_the_page_open_has_joined_and_nobody_counts_twice():
    meeting = joined(8, participants_expected=10)
    assert has_most_joined(meeting.room)
    meeting = joined(7, participants_expected=10)
    for table in "123":
        meeting.room.presence.arrive(table, "p0")
    assert not has_most_joined(meeting.room)
    meeting.room.presence.arrive("1", "guest")
    assert has_most_joined(meeting.room)
    meeting.room.presence.leave("1", "guest")
    assert not has_most_joined(meeting.room)


def test_where_nobody_is_expected_nobody_can_be_most():
    tables = [{**table, "seats": 0} for table in FILE["tables"]]
    assert not has_most_joined(joined(3, participants_expected=0, tables=tables).room)
    assert not has_most_joined(Room())
