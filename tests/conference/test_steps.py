"""The life of an activity and its timer."""

from dataclasses import replace

import pytest

from appliance.conference.commands import (
    CloseActivity,
    ExtendActivity,
    JoinTable,
    KeepOpen,
    OpenActivity,
    PauseActivity,
    PostEntry,
    ReopenActivity,
    SealActivity,
)
from appliance.conference.records import Activity, State
from appliance.conference.steps import SEAL_AFTER_MS, due
from tests.builders import AT_TABLES, BOX, COFFEE, FACILITATOR, IN_PLENARY, Meeting, participant

MINUTES = 60_000


@pytest.fixture
def meeting() -> Meeting:
    """A room at 1,000 ms in which nothing was opened."""
    meeting = Meeting.begun()
    meeting.wait(1_000)
    return meeting


def step(meeting: Meeting, id: str = AT_TABLES) -> Activity:
    return meeting.room.activities[id]


def test_opening_starts_the_timer(meeting):
    before = step(meeting)
    answer = meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert step(meeting) == replace(
        before,
        state=State.OPEN,
        opened_room_ms=1_000,
        ends_at_room_ms=1_000 + 10 * MINUTES,
        rev=answer.seq,
    )


def test_a_step_without_minutes_has_no_timer(meeting):
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    assert step(meeting, IN_PLENARY).ends_at_room_ms is None


def test_a_pause_holds_the_timer_and_going_on_lets_it_run(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    opened = step(meeting)
    meeting.wait(4 * MINUTES)
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    assert replace(step(meeting), rev=0) == replace(
        opened,
        state=State.PAUSED,
        paused_room_ms=1_000 + 4 * MINUTES,
        ends_at_room_ms=None,
        remaining_ms=6 * MINUTES,
        rev=0,
    )
    meeting.wait(30 * MINUTES)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    ends = 1_000 + 40 * MINUTES
    assert replace(step(meeting), rev=0) == replace(opened, ends_at_room_ms=ends, rev=0)


def test_closing_stops_the_timer_and_reopening_lets_it_run_on(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.wait(4 * MINUTES)
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    meeting.close(AT_TABLES)
    closed = step(meeting)
    assert (closed.state, closed.paused_room_ms) == (State.CLOSED, None)
    assert closed.closed_room_ms == 1_000 + 4 * MINUTES
    meeting.wait(5 * MINUTES)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    assert step(meeting).ends_at_room_ms == 1_000 + 15 * MINUTES
    assert step(meeting).closed_room_ms is None


def test_a_timer_at_zero_only_shows(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(participant("ann"), JoinTable("1"))
    meeting.wait(60 * MINUTES)
    assert step(meeting).state is State.OPEN
    assert meeting.post("ann")


@pytest.mark.parametrize(
    ("waited", "seconds", "left"),
    [
        (4 * MINUTES, 120, 8 * MINUTES),
        (4 * MINUTES, -120, 4 * MINUTES),
        (4 * MINUTES, -3_600, 0),
        (60 * MINUTES, 120, 2 * MINUTES),
        (60 * MINUTES, -120, 0),
    ],
)
def test_extending_moves_the_end_and_a_timer_that_ran_out_starts_from_now(
    meeting, waited, seconds, left
):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.wait(waited)
    meeting.ask(FACILITATOR, ExtendActivity(AT_TABLES, seconds))
    assert step(meeting).ends_at_room_ms == meeting.room.room_ms + left


def test_extending_in_a_pause_adds_to_what_is_left(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    meeting.ask(FACILITATOR, ExtendActivity(AT_TABLES))
    assert step(meeting).remaining_ms == 12 * MINUTES
    meeting.ask(FACILITATOR, ExtendActivity(AT_TABLES, -3_600))
    assert step(meeting).remaining_ms == 0


def test_no_time_more_or_less_is_no_change(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert meeting.decide(FACILITATOR, ExtendActivity(AT_TABLES, 0)) == ()
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    assert meeting.decide(FACILITATOR, ExtendActivity(AT_TABLES, 0)) == ()


@pytest.mark.parametrize("seconds", [-3_601, 3_601])
def test_a_timer_moves_an_hour_at_most(meeting, seconds):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert meeting.refusal(FACILITATOR, ExtendActivity(AT_TABLES, seconds)) == "out_of_range"


SAME, NOT_OPEN, SEALED, NOT_CLOSED = "same", "activity_not_open", "activity_sealed", "not_closed"

LIFE = {
    (OpenActivity, "planned"): State.OPEN,
    (OpenActivity, "open"): SAME,
    (OpenActivity, "paused"): State.OPEN,
    (OpenActivity, "closed"): State.OPEN,
    (OpenActivity, "sealed"): "activity_sealed",
    (ReopenActivity, "planned"): State.OPEN,
    (ReopenActivity, "open"): SAME,
    (ReopenActivity, "paused"): State.OPEN,
    (ReopenActivity, "closed"): State.OPEN,
    (ReopenActivity, "sealed"): "activity_sealed",
    (PauseActivity, "planned"): "activity_not_open",
    (PauseActivity, "open"): State.PAUSED,
    (PauseActivity, "paused"): SAME,
    (PauseActivity, "closed"): "activity_not_open",
    (PauseActivity, "sealed"): "activity_not_open",
    (CloseActivity, "planned"): "activity_not_open",
    (CloseActivity, "open"): State.CLOSED,
    (CloseActivity, "paused"): State.CLOSED,
    (CloseActivity, "closed"): SAME,
    (CloseActivity, "sealed"): SAME,
    (SealActivity, "planned"): "activity_not_closed",
    (SealActivity, "open"): "activity_not_closed",
    (SealActivity, "paused"): "activity_not_closed",
    (SealActivity, "closed"): State.SEALED,
    (SealActivity, "sealed"): SAME,
    (ExtendActivity, "planned"): "activity_not_open",
    (ExtendActivity, "open"): State.OPEN,
    (ExtendActivity, "paused"): State.PAUSED,
    (ExtendActivity, "closed"): "activity_not_open",
    (ExtendActivity, "sealed"): "activity_not_open",
}
"""What each command makes of a step in each state: the next one, or a refusal."""

WAY = {
    "planned": [],
    "open": [OpenActivity],
    "paused": [OpenActivity, PauseActivity],
    "closed": [OpenActivity, CloseActivity],
    "sealed": [OpenActivity, CloseActivity, SealActivity],
}


@pytest.mark.parametrize(("command", "state"), LIFE)
def test_the_life_of_a_step_is_this_and_no_other(meeting, command, state):
    for earlier in WAY[state]:
        meeting.ask(FACILITATOR, earlier(AT_TABLES))
    wanted = LIFE[command, state]
    if wanted == SAME:
        assert meeting.decide(FACILITATOR, command(AT_TABLES)) == ()
    elif isinstance(wanted, State):
        meeting.ask(FACILITATOR, command(AT_TABLES))
        assert step(meeting).state is wanted
    else:
        assert meeting.refusal(FACILITATOR, command(AT_TABLES)) == wanted


def test_any_step_can_be_opened_and_the_last_one_opened_is_the_current_one(meeting):
    assert meeting.room.current() is None
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.wait(1)
    meeting.ask(FACILITATOR, OpenActivity(COFFEE))
    assert meeting.room.current() == step(meeting, COFFEE)
    meeting.ask(FACILITATOR, PauseActivity(COFFEE))
    assert meeting.room.current() == step(meeting, COFFEE)
    meeting.close(COFFEE)
    assert meeting.room.current() == step(meeting)


def test_more_time_is_refused_to_who_did_not_see_the_last_change(meeting):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    seen = step(meeting).rev
    assert meeting.refusal(FACILITATOR, ExtendActivity(AT_TABLES, if_rev=seen)) == ""
    meeting.ask(FACILITATOR, ExtendActivity(AT_TABLES, if_rev=seen))
    again = ExtendActivity(AT_TABLES, if_rev=seen)
    assert meeting.refusal(FACILITATOR, again) == "changed_meanwhile"
    assert meeting.decide(FACILITATOR, ExtendActivity(AT_TABLES, 0, if_rev=seen)) == ()


# -- closing in a moment -------------------------------------------------------------------------


@pytest.fixture
def closing(meeting) -> Meeting:
    """The same with a step that closes in half a minute."""
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    return meeting


def test_a_step_that_closes_in_a_moment_is_open_until_then_and_closed_by_the_box(closing):
    assert (step(closing).state, step(closing).closes_at_room_ms) == (State.OPEN, 31_000)
    assert due(closing.room, 30_999) == []
    assert due(closing.room, 31_000) == [CloseActivity(AT_TABLES)]
    closing.wait(30_000)
    closing.ask(BOX, CloseActivity(AT_TABLES))
    closed = step(closing)
    assert (closed.state, closed.closed_room_ms) == (State.CLOSED, 31_000)
    assert (closed.closes_at_room_ms, closed.remaining_ms) == (None, 10 * MINUTES - 30_000)
    assert due(closing.room, 31_000) == []


def test_keeping_open_takes_it_back(closing):
    closing.ask(FACILITATOR, KeepOpen(AT_TABLES))
    assert step(closing).closes_at_room_ms is None
    assert step(closing).ends_at_room_ms == 1_000 + 10 * MINUTES
    assert due(closing.room, 10**9) == []
    assert closing.decide(FACILITATOR, KeepOpen(AT_TABLES)) == ()


def test_who_gives_more_time_keeps_it_open_and_who_takes_some_off_does_not(closing):
    closing.ask(FACILITATOR, ExtendActivity(AT_TABLES, -60))
    assert step(closing).closes_at_room_ms == 31_000
    closing.ask(FACILITATOR, ExtendActivity(AT_TABLES, 120))
    assert step(closing).closes_at_room_ms is None
    assert step(closing).ends_at_room_ms == 1_000 + 11 * MINUTES


@pytest.mark.parametrize("command", [PauseActivity, CloseActivity])
def test_pausing_and_closing_end_it_and_it_does_not_come_back(closing, command):
    closing.ask(FACILITATOR, command(AT_TABLES))
    assert step(closing).closes_at_room_ms is None
    closing.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    assert step(closing).closes_at_room_ms is None


def test_of_two_who_close_in_a_moment_the_earlier_moment_counts(closing):
    closing.wait(10_000)
    assert closing.decide(FACILITATOR, CloseActivity(AT_TABLES, in_s=30)) == ()
    closing.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=5))
    assert step(closing).closes_at_room_ms == 16_000


def test_only_an_open_step_closes_in_a_moment_and_only_a_running_one_is_kept_open(meeting):
    soon, keep = CloseActivity(AT_TABLES, in_s=30), KeepOpen(AT_TABLES)
    assert meeting.refusal(FACILITATOR, soon) == "activity_not_open"
    assert meeting.refusal(FACILITATOR, keep) == "activity_not_open"
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    meeting.ask(FACILITATOR, PauseActivity(AT_TABLES))
    assert meeting.refusal(FACILITATOR, soon) == "activity_not_open"
    assert meeting.decide(FACILITATOR, keep) == ()
    meeting.close(AT_TABLES)
    assert meeting.decide(FACILITATOR, soon) == ()
    assert meeting.refusal(FACILITATOR, keep) == "activity_not_open"


@pytest.mark.parametrize("in_s", [-1, 601])
def test_a_moment_lasts_ten_minutes_at_most(meeting, in_s):
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert meeting.refusal(FACILITATOR, CloseActivity(AT_TABLES, in_s=in_s)) == "out_of_range"


# -- sealing ------------------------------------------------------------------------------------


def test_sealing_takes_every_owner_out_and_keeps_plain_numbers():
    meeting = Meeting.at_work()
    for n in range(6):
        meeting.ask(participant(f"p{n}"), JoinTable("1"))
        meeting.post(f"p{n}")
        meeting.post(f"p{n}")
    meeting.post("dee")
    texts = sorted(entry.text for entry in meeting.room.entries.values())
    meeting.seal(AT_TABLES)
    entries = meeting.room.entries.values()
    assert {entry.owner for entry in entries} == {None}
    assert sorted(entry.text for entry in entries) == texts
    assert step(meeting).contributed == {"1+3": 7, "all": 7}
    assert meeting.room.owned_by("p0") == []


def test_sealing_one_step_leaves_the_others_entries_to_their_writers():
    meeting = Meeting.at_work()
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    here, there = meeting.post("ann"), meeting.post("ann", activity=IN_PLENARY)
    meeting.seal(AT_TABLES)
    assert meeting.entry(here).owner is None
    assert [entry.id for entry in meeting.room.owned_by("ann")] == [there]


def test_the_box_seals_what_was_closed_half_an_hour_ago():
    meeting = Meeting.at_work()
    assert due(meeting.room, 10**9) == []
    meeting.wait(5_000)
    meeting.close(AT_TABLES)
    assert due(meeting.room, 5_000 + SEAL_AFTER_MS - 1) == []
    assert due(meeting.room, 5_000 + SEAL_AFTER_MS) == [SealActivity(AT_TABLES)]
    meeting.ask(BOX, SealActivity(AT_TABLES))
    assert due(meeting.room, 10**9) == []


def test_reopening_starts_the_half_hour_anew():
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    assert due(meeting.room, 10**9) == []


def test_within_a_minute_the_numbers_tell_nothing_of_who_wrote_after_whom():
    meeting = Meeting.at_work()
    for _ in range(20):
        meeting.post("ann")
    meeting.wait(60_000)
    for _ in range(5):
        meeting.post("bob")
    before = {entry.id: entry for entry in meeting.room.entries.values()}
    meeting.seal(AT_TABLES)
    after = meeting.room.entries
    assert sorted(e.seq for e in after.values()) == sorted(e.seq for e in before.values())
    in_order = sorted(after.values(), key=lambda entry: entry.seq)
    assert in_order == sorted(after.values(), key=lambda entry: (entry.minute, entry.id))


def test_numbers_keep_their_order_at_sealing_also_when_the_clock_was_set_back():
    meeting = Meeting.at_work()
    early = {meeting.post("ann") for _ in range(5)}
    meeting.room.minute -= 24 * 60
    late = {meeting.post("bob") for _ in range(5)}
    meeting.seal(AT_TABLES)
    in_order = sorted(meeting.room.entries.values(), key=lambda entry: entry.seq)
    assert {entry.id for entry in in_order[:5]} == early
    assert {entry.id for entry in in_order[5:]} == late


def test_a_comment_of_a_sealed_step_cannot_be_made_any_more():
    meeting = Meeting.at_work()
    entry = meeting.post("ann")
    meeting.seal(AT_TABLES)
    asked = PostEntry(AT_TABLES, "x", parent=entry)
    assert meeting.refusal(participant("bob"), asked) == "activity_sealed"
