"""What is counted as ballots come in one by one is what a count of all of them says."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.activities import ACTIVITIES
from appliance.conference.activities.kind import Values
from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    Command,
    JoinTable,
    MergeItem,
    OpenActivity,
    PutActivity,
    ReopenActivity,
    SealActivity,
    WithdrawItem,
)
from appliance.conference.records import Activity
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.tally.votes import Turnout, results, turnout
from tests.builders import AT_TABLES, DOTS, FACILITATOR, Meeting, chair, file, participant

ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
IDS = ("bikes", "trains", "boats")
VOTE = ACTIVITIES["dots"].vote
assert VOTE is not None

dots = st.dictionaries(st.sampled_from(IDS), st.integers(0, 2), max_size=3)
items = st.sampled_from(IDS)
asked = st.one_of(
    st.tuples(
        st.sampled_from([ANN, BOB, CAS, chair("1")]), st.builds(CastBallot, st.just(DOTS), dots)
    ),
    st.tuples(
        st.just(FACILITATOR),
        st.one_of(
            st.builds(WithdrawItem, st.just(DOTS), items, st.booleans()),
            st.builds(MergeItem, st.just(DOTS), items, items),
            st.builds(CastBallot, st.just(DOTS), dots, table=st.just("2")),
            st.sampled_from([CloseActivity(DOTS), ReopenActivity(DOTS), SealActivity(DOTS)]),
        ),
    ),
)


def voting() -> Meeting:
    """A room in which the vote is open, on which dots may stand on each other."""
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    item = next(step for step in file()["programme"] if step["id"] == DOTS)
    meeting.ask(FACILITATOR, PutActivity({**item, "is_stackable": True}))
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    return meeting


def counted(room: Room) -> tuple[dict[str, Any], Turnout]:
    """The results and how many voted."""
    assert VOTE is not None
    activity = room.activities[DOTS]
    return results(room, activity, VOTE), turnout(room, activity, VOTE)


@given(st.lists(asked, max_size=12))
def test_as_they_come_in_ballots_count_as_all_of_them_do(
    steps: list[tuple[Actor, Command]],
) -> None:
    meeting = voting()
    for who, command in steps:
        with suppress(Refused):
            meeting.ask(who, command)
        assert counted(meeting.room) == counted(Room(meeting.room.records()))


def test_a_ballot_is_looked_at_once_however_many_come_after_it() -> None:
    meeting = voting()
    looked: list[Values] = []

    def counting(activity: Activity, all: Any, values: Values) -> Values:
        looked.append(values)
        return values

    assert VOTE is not None
    vote = replace(VOTE, counted=counting)
    for n, who in enumerate((ANN, BOB, CAS), 1):
        meeting.ask(who, CastBallot(DOTS, {"bikes": n}))
        results(meeting.room, meeting.room.activities[DOTS], vote)
        assert turnout(meeting.room, meeting.room.activities[DOTS], vote).ballots == n
    assert looked == [{"bikes": 1}, {"bikes": 2}, {"bikes": 3}]


def test_who_comes_while_people_vote_is_one_more_who_could() -> None:
    meeting = voting()
    before = views.project("table:1", ("turnout", DOTS), meeting.room)
    meeting.ask(participant("zed"), JoinTable("1"))
    assert ("turnout", DOTS) in views.touched_by_presence(meeting.room, "1")
    after = views.project("table:1", ("turnout", DOTS), meeting.room)
    assert before is not None
    assert after is not None
    assert after["heads"] == before["heads"] + 1
