"""A vote that takes long to count is counted beside the conductor, and nobody waits for it."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from appliance.conference import views
from appliance.conference.change import Change
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    LookAhead,
    OpenActivity,
    PutActivity,
    RevealResults,
)
from appliance.conference.outcomes import counted
from appliance.conference.room import Room
from appliance.conference.views import Ref
from appliance.counting import Counting
from tests.builders import AT_TABLES, FACILITATOR, Meeting, participant
from tests.running import facilitator, running_box

VOTE, NEXT = "long", "next"
ITEMS = [{"id": f"item-{n}", "text": f"Item {n}"} for n in range(200)]
ANN, BOB = participant("ann"), participant("bob")
PATIENCE_S = 20.0


class Pages:
    """Who follows: keeps what it was told to look at."""

    def __init__(self) -> None:
        self.looked: set[Ref] = set()

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """Nothing is sent."""

    def look_again(self, room: Room) -> None:
        """Nothing is sent."""

    def keep_up(self, room: Room) -> None:
        """Nothing is sent."""

    def flush(self, room: Room) -> float:
        """Nothing is sent."""
        return PATIENCE_S

    def look_at(self, refs: Iterable[Ref]) -> None:
        """Remember it."""
        self.looked |= set(refs)


class Hall:
    """A room with a vote on 200 items, and who counts it. What is posted waits until `turn`."""

    def __init__(self, **settings: Any) -> None:
        self.meeting = Meeting.at_work()
        self.pages = Pages()
        self.counting = Counting(self.pages)
        self._posted: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self.counting.connect(self._posted.put, lambda: self.meeting.room)
        self.counting.look_again(self.meeting.room)
        self.meeting.close(AT_TABLES)
        item = {"id": VOTE, "kind": "dots", "title": "Long", "items": ITEMS, **settings}
        following = {"id": NEXT, "kind": "dots", "title": "Next", "input": VOTE, "take_top": 1}
        self.meeting.ask(FACILITATOR, PutActivity(item))
        self.meeting.ask(FACILITATOR, PutActivity(following, after=VOTE))
        self.meeting.ask(FACILITATOR, OpenActivity(VOTE))
        self.meeting.ask(ANN, CastBallot(VOTE, {"item-7": 2}))

    def begin(self) -> None:
        """A second goes by: a count begins, if one is wanted."""
        self.counting._not_before = 0.0
        self.counting.keep_up(self.meeting.room)

    def turn(self) -> None:
        """What was counted comes in."""
        self._posted.get(timeout=PATIENCE_S)()

    @property
    def shown(self) -> dict[str, Any] | None:
        """What the facilitator sees."""
        return views.project("control", ("results", VOTE), self.meeting.room)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being counted."""
        return not self.counting._is_counting

    def over(self) -> None:
        """The vote is closed and the facilitator looks."""
        self.meeting.ask(FACILITATOR, CloseActivity(VOTE))
        self.meeting.ask(FACILITATOR, LookAhead(VOTE))


def straight(hall: Hall) -> dict[str, Any]:
    """The same results, counted at once in a copy of the room."""
    copy = Room(hall.meeting.room.records())
    return counted(copy, copy.activities[VOTE])


def test_a_long_count_is_shown_when_it_is_done_and_is_that_of_a_straight_one() -> None:
    hall = Hall()
    hall.begin()
    assert hall.is_idle, "nobody sees the score of a vote that is secret"
    hall.over()
    assert hall.shown is None
    hall.begin()
    hall.turn()
    assert ("results", VOTE) in hall.pages.looked
    assert hall.shown == straight(hall)
    assert hall.shown["items"][0]["id"] == "item-7"


def test_what_goes_on_with_the_result_waits_for_the_count() -> None:
    hall = Hall()
    hall.over()
    hall.meeting.ask(FACILITATOR, RevealResults(VOTE))
    assert hall.meeting.refusal(FACILITATOR, OpenActivity(NEXT)) == "still_counting"
    assert views.project("control", ("lists", NEXT), hall.meeting.room) is None
    hall.begin()
    hall.turn()
    assert ("lists", NEXT) in hall.pages.looked
    assert views.project("control", ("lists", NEXT), hall.meeting.room) is not None
    hall.meeting.ask(FACILITATOR, OpenActivity(NEXT))
    items = hall.meeting.room.activities[NEXT].items
    assert [item.id for item in items or ()] == ["item-7"]


def test_the_score_of_a_running_vote_is_at_most_one_count_behind() -> None:
    hall = Hall(is_live=True)
    assert hall.shown is None
    hall.begin()
    hall.meeting.ask(BOB, CastBallot(VOTE, {"item-8": 3}))
    hall.turn()
    assert hall.shown is not None
    assert hall.shown["ballots"] == 1
    hall.begin()
    hall.turn()
    assert hall.shown == straight(hall)
    assert hall.shown["ballots"] == 2
    hall.begin()
    assert hall.is_idle, "what is counted is not counted again"


def test_what_was_counted_stays_when_it_is_shown() -> None:
    hall = Hall()
    hall.meeting.ask(FACILITATOR, CloseActivity(VOTE))
    hall.begin()
    hall.turn()
    hall.meeting.ask(FACILITATOR, RevealResults(VOTE))
    assert hall.shown == straight(hall)


def test_a_count_that_fails_is_logged_once_and_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setattr("appliance.counting.count", fail)
    hall = Hall()
    hall.over()
    hall.begin()
    hall.turn()
    assert hall.shown is None
    hall.begin()
    assert hall.is_idle
    assert len(caplog.records) == 1


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_box_shows_a_long_count_by_itself(tmp_path: Path) -> None:
    with running_box(tmp_path / "data") as box:
        control = facilitator(box)
        item = {"id": VOTE, "kind": "dots", "title": "Long", "items": ITEMS}
        for do, members in (
            ("close_activity", {"activity": "knelpunten"}),
            ("put_activity", {"item": item}),
            ("open_activity", {"activity": VOTE}),
            ("cast_ballot", {"activity": VOTE, "values": {"item-7": 2}, "table": "3"}),
            ("close_activity", {"activity": VOTE}),
            ("reveal_results", {"activity": VOTE}),
        ):
            answer = control.command(do, "as=facilitator", **members)
            assert "ack" in answer, answer
        found: dict[str, Any] = {}
        until = time.monotonic() + PATIENCE_S
        while not found and time.monotonic() < until:
            _, body = control.get("/api/changes?since=0&as=facilitator")
            found = json.loads(body)["view"]["results"].get(VOTE, {})
        assert found["items"][0]["id"] == "item-7"
