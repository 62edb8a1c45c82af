"""How many people and entries there are at a question of a table."""

import pytest

from appliance.conference.commands import (
    AcceptLate,
    HideEntry,
    JoinTable,
    OpenActivity,
    ParkEntry,
    PostEntry,
    ReopenActivity,
    WithdrawEntry,
)
from appliance.conference.tally.contributors import Cell, cell, cells_of
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    FACILITATOR,
    IN_PLENARY,
    Meeting,
    chair,
    participant,
)

WHY_1 = (AT_TABLES, "why", "1")
HOW_1 = (AT_TABLES, "how", "1")


def full(n: int) -> Meeting:
    """Table 1 with `n` people, table 3 with one; the tables' brainstorm is open."""
    meeting = Meeting.begun()
    meeting.ask(participant("dee"), JoinTable("3"))
    for i in range(n):
        meeting.ask(participant(f"p{i}"), JoinTable("1"))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    return meeting


def test_a_cell_counts_contributions_comments_and_people():
    meeting = full(6)
    meeting.wait(61_000)
    parent = meeting.post("p0")
    meeting.post("p0")
    meeting.post("p1")
    meeting.post("p2", parent=parent)
    meeting.ask(chair("1"), PostEntry(AT_TABLES, "x"))
    assert cell(meeting.room, WHY_1) == Cell(
        entries=4, comments=1, share=2 / 6, contributed=2, people=6, last_room_ms=61_000
    )
    assert cell(meeting.room, HOW_1) == Cell(0, 0, 0, 0, 6, None)


@pytest.mark.parametrize(("wrote", "share"), [(0, 0), (1, 0.5), (3, 0.5), (4, 1)])
def test_at_a_table_of_four_nothing_tells_how_many_wrote(wrote, share):
    meeting = full(4)
    for n in range(wrote):
        meeting.post(f"p{n}")
    counted = cell(meeting.room, WHY_1)
    assert (counted.share, counted.contributed, counted.people) == (share, None, None)


def test_who_is_connected_counts_as_there():
    meeting = full(4)
    for n in range(5):
        meeting.room.presence.arrive("1", f"phone {n}")
    assert cell(meeting.room, WHY_1).people == 9


def test_who_wrote_without_a_seat_or_a_connection_counts_as_there():
    meeting = full(4)
    for n in range(5):
        meeting.ask(participant(f"form {n}", "1"), PostEntry(AT_TABLES, "by plain form"))
    found = cell(meeting.room, WHY_1)
    assert (found.contributed, found.people) == (5, 9)


def test_what_is_hidden_late_or_withdrawn_does_not_count_and_what_is_parked_does():
    meeting = full(6)
    hidden, withdrawn, parked = (meeting.post(f"p{n}") for n in range(3))
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(participant("p1"), WithdrawEntry(withdrawn))
    meeting.ask(FACILITATOR, ParkEntry(parked))
    meeting.close(AT_TABLES)
    late = meeting.post("p4", to_chair=True)
    assert (cell(meeting.room, WHY_1).entries, cell(meeting.room, WHY_1).contributed) == (1, 1)
    meeting.ask(chair("1"), AcceptLate(late))
    assert (cell(meeting.room, WHY_1).entries, cell(meeting.room, WHY_1).contributed) == (2, 2)


def test_cells_are_there_for_the_questions_of_a_step_that_began_at_the_tables_that_are_asked():
    meeting = Meeting.at_work()
    room = meeting.room
    assert cells_of(room, room.activities[AT_TABLES]) == [
        (AT_TABLES, "why", "1"),
        (AT_TABLES, "how", "1"),
        (AT_TABLES, "why", "2"),
        (AT_TABLES, "how", "2"),
        (AT_TABLES, "why", "3"),
        (AT_TABLES, "why", "4"),
    ]
    meeting.ask(FACILITATOR, OpenActivity(ARRIVAL))
    assert cells_of(room, room.activities[ARRIVAL]) == []
    assert cells_of(room, room.activities[AT_THEMES]) == []


def test_a_table_that_reacted_to_a_question_of_others_has_a_cell_too():
    meeting = Meeting.at_work(IN_PLENARY)
    parent = meeting.post("dee", activity=IN_PLENARY, question="workers")
    key = (IN_PLENARY, "workers", "1")
    assert key not in cells_of(meeting.room, meeting.room.activities[IN_PLENARY])
    meeting.post("ann", activity=IN_PLENARY, parent=parent)
    assert key in cells_of(meeting.room, meeting.room.activities[IN_PLENARY])
    assert cell(meeting.room, key).comments == 1


def test_after_sealing_a_cell_tells_what_was_kept_of_it():
    meeting = full(6)
    for n in range(5):
        meeting.post(f"p{n}")
    meeting.post("dee")
    by_table = meeting.room.cell((AT_TABLES, "why", "3"))
    meeting.seal(AT_TABLES)
    assert len(by_table) == 1
    # One wrote at table 3: the two tables' people are counted together.
    assert meeting.room.activities[AT_TABLES].contributed == {"1+3": 6, "all": 6}
    sealed = cell(meeting.room, WHY_1)
    assert (sealed.entries, sealed.contributed, sealed.people, sealed.share) == (5, None, 6, 0.5)


def test_after_sealing_a_number_of_a_whole_step_is_not_told_of_one_of_its_questions():
    meeting = full(8)
    for n in range(6):
        meeting.post(f"p{n}", question="why")
    meeting.post("p0", question="how")
    assert cell(meeting.room, HOW_1).contributed == 1
    meeting.seal(AT_TABLES)
    assert meeting.room.activities[AT_TABLES].contributed == {"1": 6, "all": 6}
    assert cell(meeting.room, HOW_1).contributed is None
    assert cell(meeting.room, HOW_1).share == 0.5


def test_after_sealing_a_table_with_one_question_keeps_its_number():
    meeting = Meeting.begun()
    for n in range(6):
        meeting.ask(participant(f"p{n}"), JoinTable("3"))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    for n in range(5):
        meeting.post(f"p{n}")
    before = cell(meeting.room, (AT_TABLES, "why", "3"))
    meeting.seal(AT_TABLES)
    assert cell(meeting.room, (AT_TABLES, "why", "3")) == before


def test_the_last_activity_of_a_cell_is_when_something_came_in_and_not_when_a_host_acted():
    meeting = full(6)
    meeting.wait(60_000)
    entry = meeting.post("p0")
    meeting.wait(20_000)
    meeting.ask(chair("1"), ParkEntry(entry))
    assert cell(meeting.room, WHY_1).last_room_ms == 60_000
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    meeting.seal(AT_TABLES)
    assert cell(meeting.room, WHY_1).last_room_ms == 60_000
