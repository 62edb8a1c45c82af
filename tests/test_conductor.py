"""The one writer: real threads, a real store, and whatever goes wrong around it."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Queue
from threading import Event, Thread, current_thread
from typing import Any

import pytest

from appliance import conductor as conductor_module
from appliance.clock import RoomClock
from appliance.conductor import Busy, CannotSave, Conductor, Outcome, Unexpected
from appliance.conference import decide as decide_module
from appliance.conference import views
from appliance.conference.change import Answer, Batch, Change
from appliance.conference.commands import (
    Actor,
    BeginConference,
    CloseActivity,
    Command,
    HideEntry,
    JoinTable,
    OpenActivity,
    PostEntry,
    Say,
    StopPractice,
)
from appliance.conference.records import ClockSet, Entry, Message, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.steps import SEAL_AFTER_MS
from appliance.store import Store
from appliance.store.failures import CannotSave as StoreCannotSave
from appliance.store.failures import Reason
from tests.builders import (
    AT_TABLES,
    BOX,
    CONFERENCE,
    FACILITATOR,
    Meeting,
    file,
    kinds,
    participant,
)

PATIENCE_S = 20.0

SECRET = "what somebody wrote"

ANN = participant("annannannannanna", "1")
POST = PostEntry(AT_TABLES, "An idea")


class Disk(Store):
    """The real store, whose writing can be watched, held up and made to fail."""

    def __init__(self, *how: Any) -> None:
        """Nothing is in the way yet."""
        self.appended: list[Batch] = []
        self.is_writing = Event()
        self.may_write = Event()
        self.may_write.set()
        self.is_full = False
        self.is_checkpoint_wanted = False
        super().__init__(*how)

    @property
    def is_checkpoint_due(self) -> bool:
        return self.is_checkpoint_wanted

    def append(self, batch: Batch) -> None:
        self.is_writing.set()
        assert self.may_write.wait(PATIENCE_S)
        self._refuse_when_full()
        super().append(batch)
        self.appended.append(batch)

    def recover(self) -> None:
        self._refuse_when_full()
        super().recover()

    def checkpoint(self) -> None:
        self.is_checkpoint_wanted = False
        self._refuse_when_full()
        super().checkpoint()

    def _refuse_when_full(self) -> None:
        if self.is_full:
            raise StoreCannotSave(Reason.FULL)


class Watcher:
    """Follows a conductor and tells what it was shown."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.told: Queue[tuple[str, bool]] = Queue()
        self.shown: list[Change] = []
        self.breaks: set[str] = set()

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        self._note("apply", room)
        self.shown.extend(changes)

    def look_again(self, room: Room) -> None:
        self._note("look_again", room)

    def keep_up(self, room: Room) -> None:
        self._note("keep_up", room)

    def flush(self, room: Room) -> float:
        self._note("flush", room)
        return 3_600.0

    def hear(self, what: str, *, is_saving: bool = True) -> None:
        """Wait until it was told this."""
        while self.told.get(timeout=PATIENCE_S) != (what, is_saving):
            pass

    def _note(self, what: str, room: Room) -> None:
        self.told.put((what, room.is_saving))
        if what in self.breaks:
            raise RuntimeError(SECRET)


class Box:
    """A conductor at work in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the folder; nothing runs yet."""
        self.disk = Disk.open(folder, boot="boot-1")
        self.watcher = Watcher()
        self.conductor = Conductor(self.disk, self.watcher, StoreCannotSave)
        self._n = 0

    def ask(self, actor: Actor, command: Command, id: str = "") -> Answer:
        """Ask and wait for the answer."""
        return self.conductor.ask(actor, command, id or self.new_id(), PATIENCE_S)

    def submit(self, actor: Actor, command: Command, id: str = "") -> "Queue[Outcome]":
        """Ask; the outcome comes in the queue."""
        outcome: Queue[Outcome] = Queue()
        self.conductor.submit(actor, command, id or self.new_id(), outcome.put)
        return outcome

    def together(
        self, *asked: tuple[Actor, Command], ids: Sequence[str] = ()
    ) -> "list[Queue[Outcome]]":
        """Ask all of these in one turn of the conductor."""
        may_go, waits = Event(), Event()

        def wait() -> None:
            waits.set()
            may_go.wait(PATIENCE_S)

        self.conductor.post(wait)
        assert waits.wait(PATIENCE_S)
        named = ids or [self.new_id() for _ in asked]
        outcomes = [self.submit(*each, id) for each, id in zip(asked, named, strict=True)]
        may_go.set()
        return outcomes

    def kinds(self) -> dict[str, dict[str, Any]]:
        """What is in the room."""
        return self.conductor.read(kinds, PATIENCE_S)

    def new_id(self) -> str:
        """An id such as clients make."""
        self._n += 1
        return f"command-{self._n}"


@pytest.fixture
def open_box(tmp_path, monkeypatch) -> Iterator[Callable[..., Box]]:
    """Opens the one folder of this test; whatever is open at the end is stopped."""
    monkeypatch.setattr(conductor_module, "HOUSEKEEPING_S", 0.01)
    opened: list[Box] = []

    def open_(*, is_practice: bool = False) -> Box:
        box = Box(tmp_path / "conference")
        opened.append(box)
        box.conductor.start()
        if not box.conductor.read(lambda room: room.conference, PATIENCE_S):
            box.ask(BOX, BeginConference(CONFERENCE, file(), is_practice))
            box.ask(ANN, JoinTable("1"))
            box.ask(FACILITATOR, OpenActivity(AT_TABLES))
        return box

    yield open_
    for box in opened:
        box.disk.may_write.set()
        box.conductor.stop()


@pytest.fixture
def box(open_box) -> Box:
    return open_box()


def soon(outcome: "Queue[Outcome]") -> Outcome:
    """The outcome, when it comes."""
    return outcome.get(timeout=PATIENCE_S)


# -- saved means on disk -------------------------------------------------------------------------


def test_nothing_is_acknowledged_or_shown_before_it_is_on_disk(box):
    box.disk.is_writing.clear()
    box.disk.may_write.clear()
    shown = len(box.watcher.shown)
    outcome = box.submit(ANN, POST)
    assert box.disk.is_writing.wait(PATIENCE_S)
    assert outcome.empty()
    assert len(box.watcher.shown) == shown
    box.disk.may_write.set()
    answer = soon(outcome)
    assert isinstance(answer, Answer)
    assert box.disk.appended[-1].answers == {"command-4": answer}
    assert box.watcher.shown[shown:] == list(box.disk.appended[-1].changes)


def test_nobody_reads_what_is_not_on_disk(box):
    box.disk.is_writing.clear()
    box.disk.may_write.clear()
    box.submit(ANN, POST)
    assert box.disk.is_writing.wait(PATIENCE_S)
    read: Queue[int] = Queue()
    box.conductor.post(lambda: read.put(len(box.conductor.room.entries)))
    assert read.empty()
    box.disk.may_write.set()
    assert read.get(timeout=PATIENCE_S) == 1


def test_nothing_is_looked_through_for_what_may_go_while_somebody_waits(box, monkeypatch):
    states: dict[Thread, bool] = {}

    class Collector:
        def disable(self) -> None:
            states[current_thread()] = False

        def enable(self) -> None:
            states[current_thread()] = True

    monkeypatch.setattr(conductor_module, "gc", Collector())
    box.conductor.read(lambda room: None)
    thread, is_on = box.conductor.read(lambda room: (current_thread(), states[current_thread()]))
    assert not is_on
    box.conductor.stop()
    assert states[thread] is True


def test_a_read_between_two_commands_of_one_turn_sees_the_first_only_and_that_on_disk(box):
    seen: Queue[tuple[int, int]] = Queue()

    def look() -> None:
        seen.put((len(box.conductor.room.entries), len(box.disk.appended)))

    before = len(box.disk.appended)
    may_go, waits = Event(), Event()

    def wait() -> None:
        waits.set()
        may_go.wait(PATIENCE_S)

    box.conductor.post(wait)
    assert waits.wait(PATIENCE_S)
    box.submit(ANN, POST)
    box.conductor.post(look)
    last = box.submit(ANN, POST)
    may_go.set()
    assert seen.get(timeout=PATIENCE_S) == (1, before + 1)
    soon(last)
    assert len(box.disk.appended) == before + 2


def test_what_waits_together_is_written_together_in_order(box):
    before = len(box.disk.appended)
    outcomes = box.together((ANN, POST), (FACILITATOR, Say("x")), (ANN, POST))
    answers = [soon(outcome) for outcome in outcomes]
    first = answers[0].seq
    assert [answer.seq for answer in answers] == [first, first + 1, first + 2]
    assert len(box.disk.appended) == before + 1
    batch = box.disk.appended[-1]
    assert (batch.seq, len(batch.answers)) == (first + 2, 3)


def test_what_was_acknowledged_is_there_after_a_restart(open_box):
    box = open_box()
    for n in range(5):
        box.ask(ANN, PostEntry(AT_TABLES, f"Idea {n}"))
    before = box.kinds()
    box.conductor.stop()
    assert open_box().kinds() == before


# -- repeats -------------------------------------------------------------------------------------


def test_a_repeat_gets_the_first_answer_and_changes_nothing(box):
    answer = box.ask(ANN, POST, "once")
    assert box.ask(ANN, POST, "once") == answer
    assert box.ask(ANN, PostEntry(AT_TABLES, "Another"), "once") == answer
    assert len(box.kinds()["entries"]) == 1


def test_a_repeat_in_the_same_turn_gets_the_first_answer_too(box):
    outcomes = box.together((ANN, POST), (ANN, POST), (ANN, POST), ids=["once", "once", "other"])
    first, again, other = (soon(outcome) for outcome in outcomes)
    assert first == again
    assert other.seq == first.seq + 1
    assert len(box.kinds()["entries"]) == 2


def test_a_repeat_after_a_restart_gets_the_first_answer(open_box):
    box = open_box()
    answer = box.ask(ANN, POST, "once")
    box.conductor.stop()
    again = open_box()
    assert again.ask(ANN, POST, "once") == answer
    assert len(again.kinds()["entries"]) == 1


def test_a_refusal_is_not_remembered(box):
    box.ask(FACILITATOR, CloseActivity(AT_TABLES))
    with pytest.raises(Refused, match="activity_closed"):
        box.ask(ANN, POST, "once")
    box.ask(FACILITATOR, OpenActivity(AT_TABLES))
    assert box.ask(ANN, POST, "once").made is not None


def test_a_command_without_effect_is_acknowledged_and_remembered(box):
    answer = box.ask(FACILITATOR, OpenActivity(AT_TABLES), "once")
    assert answer.made is None
    box.ask(FACILITATOR, CloseActivity(AT_TABLES))
    assert box.ask(FACILITATOR, OpenActivity(AT_TABLES), "once") == answer
    assert box.kinds()["activities"][AT_TABLES].state is State.CLOSED


def test_many_threads_that_repeat_themselves_double_and_lose_nothing(open_box):
    box = open_box()
    answers: dict[str, set[Answer]] = {f"{t}-{n}": set() for t in range(8) for n in range(25)}

    def insist(thread: int) -> None:
        for n in range(25):
            id = f"{thread}-{n}"
            for _ in range(3):
                answers[id].add(box.ask(ANN, PostEntry(AT_TABLES, id), id))

    threads = [Thread(target=insist, args=[thread]) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    made = {id: next(iter(found)).made for id, found in answers.items() if len(found) == 1}
    assert made.keys() == answers.keys()
    box.conductor.stop()
    entries = open_box().kinds()["entries"]
    assert {entries[entry].text: entry for entry in entries} == made


# -- a full disk ---------------------------------------------------------------------------------


def test_when_it_cannot_save_everybody_in_the_turn_is_told_and_nothing_changed(box):
    kept = box.ask(ANN, POST)
    before = box.kinds()
    box.disk.is_full = True
    asked = ((ANN, POST), (FACILITATOR, Say("x")), (ANN, HideEntry("gone")), (ANN, POST))
    outcomes = box.together(*asked, ids=["a", "b", "c", "a"])
    told = [type(soon(outcome)) for outcome in outcomes]
    assert told == [CannotSave, CannotSave, Refused, CannotSave]
    assert box.kinds() == before
    assert kept.made in before["entries"]


def test_a_box_that_cannot_save_says_so_to_everybody_and_goes_on_once_it_can(open_box):
    box = open_box()
    box.ask(ANN, POST, "kept")

    def is_saving() -> Mapping[str, Any]:
        return box.conductor.read(lambda room: views.view("table:1", room)["box"])["box"]

    box.disk.is_full = True
    with pytest.raises(CannotSave):
        box.ask(ANN, POST, "lost")
    box.watcher.hear("look_again", is_saving=False)
    assert is_saving()["is_saving"] is False
    with pytest.raises(CannotSave):
        box.ask(ANN, POST, "lost")
    assert box.ask(ANN, POST, "kept").made, "what is on disk is still acknowledged"
    box.disk.is_full = False
    box.watcher.hear("look_again")
    assert is_saving()["is_saving"] is True
    box.ask(ANN, POST, "lost")
    entries = box.kinds()["entries"]
    assert len(entries) == 2
    box.conductor.stop()
    assert open_box().kinds()["entries"] == entries


def test_who_is_there_stays_there_when_the_room_is_taken_from_disk(box):
    box.conductor.read(lambda room: room.presence.arrive("1", "ann"), PATIENCE_S)
    box.disk.is_full = True
    with pytest.raises(CannotSave):
        box.ask(ANN, POST)
    assert box.conductor.read(lambda room: room.presence.connected("1"), PATIENCE_S) == 1


def test_room_time_goes_on_after_the_box_could_not_save(box):
    before = box.conductor.room_ms()
    box.disk.is_full = True
    with pytest.raises(CannotSave):
        box.ask(ANN, POST)
    box.disk.is_full = False
    box.watcher.hear("look_again")
    assert box.conductor.room_ms() >= max(before, box.disk.room_ms)
    assert box.ask(ANN, POST)


def test_a_checkpoint_is_written_in_a_quiet_moment_and_costs_nothing_when_it_fails(box):
    box.disk.is_full = True
    box.disk.is_checkpoint_wanted = True
    while box.disk.is_checkpoint_wanted:
        box.watcher.hear("keep_up")
    box.disk.is_full = False
    assert box.ask(ANN, POST)


# -- too much at once, and stopping ---------------------------------------------------------------


def test_more_than_can_be_answered_soon_is_refused_as_busy(box, monkeypatch):
    monkeypatch.setattr(conductor_module, "QUEUE_MOST", 3)
    may_go, waits = Event(), Event()

    def wait() -> None:
        waits.set()
        may_go.wait(PATIENCE_S)

    box.conductor.post(wait)
    assert waits.wait(PATIENCE_S)
    outcomes = [box.submit(ANN, POST) for _ in range(4)]
    with pytest.raises(Busy):
        box.submit(ANN, POST)
    may_go.set()
    assert all(isinstance(soon(outcome), Answer) for outcome in outcomes)
    assert box.ask(ANN, POST)


def test_who_waits_too_long_is_told_that_the_box_is_busy(box):
    may_go = Event()
    box.conductor.post(lambda: may_go.wait(PATIENCE_S) and None)
    with pytest.raises(Busy):
        box.conductor.ask(ANN, POST, "slow", timeout_s=0.01)
    with pytest.raises(Busy):
        box.conductor.read(kinds, timeout_s=0.01)
    may_go.set()
    assert box.ask(ANN, POST, "slow").made in box.kinds()["entries"]
    assert len(box.kinds()["entries"]) == 1


def test_stopping_finishes_what_waits(open_box):
    box = open_box()
    outcomes = box.together(*[(ANN, POST)] * 50)
    box.conductor.stop()
    box.conductor.stop()
    made = {soon(outcome).made for outcome in outcomes}
    with pytest.raises(Busy):
        box.submit(ANN, POST)
    assert open_box().kinds()["entries"].keys() == made


def test_a_conductor_that_was_never_started_lets_the_folder_go(tmp_path):
    Box(tmp_path / "conference").conductor.stop()
    Store.open(tmp_path / "conference", boot="boot-2").close()


# -- time ----------------------------------------------------------------------------------------


class MovableClock(RoomClock):
    """A clock that can be put ahead."""

    ahead_ms = 0

    def room_ms(self) -> int:
        return super().room_ms() + self.ahead_ms


def test_what_was_closed_seals_itself_after_half_an_hour(open_box, monkeypatch):
    monkeypatch.setattr(conductor_module, "RoomClock", MovableClock)
    monkeypatch.setattr(MovableClock, "ahead_ms", 0)
    box = open_box()
    entry = box.ask(ANN, POST).made
    box.ask(FACILITATOR, CloseActivity(AT_TABLES))
    monkeypatch.setattr(MovableClock, "ahead_ms", SEAL_AFTER_MS - 60_000)
    box.watcher.told = Queue()
    box.watcher.hear("keep_up")
    assert box.kinds()["activities"][AT_TABLES].state is State.CLOSED
    monkeypatch.setattr(MovableClock, "ahead_ms", SEAL_AFTER_MS + 1)
    while box.kinds()["activities"][AT_TABLES].state is not State.SEALED:
        box.watcher.hear("keep_up")
    assert box.kinds()["entries"][entry].owner is None


def test_what_is_to_close_in_a_moment_is_closed_by_the_box_also_after_a_restart(
    open_box, monkeypatch
):
    monkeypatch.setattr(conductor_module, "RoomClock", MovableClock)
    monkeypatch.setattr(MovableClock, "ahead_ms", 0)
    box = open_box()
    box.ask(FACILITATOR, CloseActivity(AT_TABLES, in_s=30))
    box.conductor.stop()
    again = open_box()
    again.watcher.hear("keep_up")
    assert again.kinds()["activities"][AT_TABLES].state is State.OPEN
    monkeypatch.setattr(MovableClock, "ahead_ms", 30_001)
    while again.kinds()["activities"][AT_TABLES].state is not State.CLOSED:
        again.watcher.hear("keep_up")
    assert again.kinds()["activities"][AT_TABLES].closes_at_room_ms is None


def test_room_time_goes_on_after_a_restart(open_box):
    box = open_box()
    box.ask(ANN, POST)
    before = box.disk.appended[-1].room_ms
    box.conductor.stop()
    again = open_box()
    assert again.conductor.room_ms() >= before
    assert again.ask(ANN, POST)


def test_the_room_knows_what_time_it_is(box):
    before = box.conductor.room_ms()
    assert box.conductor.read(lambda room: room.room_ms, PATIENCE_S) >= before
    assert box.conductor.read(lambda room: room.minute, PATIENCE_S) > 29_000_000


class Wall:
    """The system's clock, to be set in mid-event."""

    ahead_min = 0
    source = "rtc"


class ClockOnWall(RoomClock):
    """The room's clock by `Wall`."""

    def __init__(self, start_ms: int, source: Callable[[], str]) -> None:
        super().__init__(start_ms, lambda: Wall.source, wall_ms)


def wall_ms() -> int:
    """What the system's clock says."""
    return time.time_ns() // 1_000_000 + Wall.ahead_min * 60_000


def right_minutes(room: Room) -> list[int]:
    """The minutes that are shown, in the order of the room."""
    return [room.right_minute(entry) for entry in room.entries_of(AT_TABLES)]


def written(room: Room) -> list[str]:
    """The contributions in the order of the room."""
    return [entry.id for entry in room.entries_of(AT_TABLES)]


def set_clock(box: Box, monkeypatch: pytest.MonkeyPatch, minutes: int, source: str) -> None:
    """Set the system's clock, and wait until the box kept by how much it was off."""
    monkeypatch.setattr(Wall, "source", source)
    monkeypatch.setattr(Wall, "ahead_min", minutes)
    known = len(clocks(box))
    while len(clocks(box)) == known:
        box.watcher.hear("keep_up")


def clocks(box: Box) -> tuple[ClockSet, ...]:
    """What the box knows of its clock."""
    conference = box.conductor.read(lambda room: room.conference, PATIENCE_S)
    assert conference is not None
    return conference.clocks


@pytest.mark.parametrize(("day", "source"), [(-24 * 60, "rtc"), (24 * 60, "organiser")])
def test_a_clock_that_jumps_a_day_in_mid_event_changes_no_order_and_is_put_right(
    open_box, monkeypatch, day, source
):
    monkeypatch.setattr(conductor_module, "RoomClock", ClockOnWall)
    monkeypatch.setattr(Wall, "ahead_min", 0)
    monkeypatch.setattr(Wall, "source", "rtc")
    box = open_box()
    start = box.conductor.read(lambda room: room.minute, PATIENCE_S)
    before = [box.ask(ANN, POST).made for _ in range(3)]
    set_clock(box, monkeypatch, day, source)
    after = [box.ask(ANN, POST).made for _ in range(3)]
    told = box.conductor.read(right_minutes, PATIENCE_S)
    assert told == sorted(told)
    assert all(-1 <= minute - start - day <= 2 for minute in told)
    box.conductor.stop()
    again = open_box()
    assert again.conductor.read(written, PATIENCE_S) == [*before, *after]
    assert again.conductor.read(right_minutes, PATIENCE_S) == told


def test_what_was_written_before_the_plug_was_pulled_is_put_right_too(open_box, monkeypatch):
    monkeypatch.setattr(conductor_module, "RoomClock", ClockOnWall)
    monkeypatch.setattr(Wall, "ahead_min", -90)
    monkeypatch.setattr(Wall, "source", "rtc")
    box = open_box()
    box.ask(ANN, POST)
    box.conductor.stop()
    again = open_box()
    again.ask(ANN, POST)
    right = again.conductor.read(lambda room: room.minute, PATIENCE_S) + 90
    set_clock(again, monkeypatch, 0, "organiser")
    assert all(abs(m - right) <= 2 for m in again.conductor.read(right_minutes, PATIENCE_S))


def test_a_setting_on_a_full_disk_is_kept_when_it_saves_again(open_box, monkeypatch):
    monkeypatch.setattr(conductor_module, "RoomClock", ClockOnWall)
    monkeypatch.setattr(Wall, "ahead_min", 0)
    box = open_box()
    entry = box.ask(ANN, POST).made
    box.disk.is_full = True
    with pytest.raises(CannotSave):
        box.ask(ANN, POST)
    monkeypatch.setattr(Wall, "ahead_min", 60)
    box.watcher.hear("keep_up", is_saving=False)
    box.watcher.hear("keep_up", is_saving=False)
    assert clocks(box) == ()
    box.disk.is_full = False
    while not clocks(box):
        box.watcher.hear("keep_up")
    (noted,) = clocks(box)
    made = box.kinds()["entries"][entry]
    assert (noted.minutes, noted.after < made.seq <= noted.upto) == (60, True)


def test_the_journal_says_where_each_time_comes_from(open_box, monkeypatch):
    monkeypatch.setattr(conductor_module, "RoomClock", ClockOnWall)
    monkeypatch.setattr(Wall, "ahead_min", 0)
    monkeypatch.setattr(Wall, "source", "rtc")
    box = open_box()
    box.ask(ANN, POST)
    set_clock(box, monkeypatch, 60, "organiser")
    box.ask(ANN, POST)
    sources = [batch.clock for batch in box.disk.appended]
    assert sources[-3:] == ["rtc", "organiser", "organiser"]


def test_it_knows_in_which_minute_it_saved_last(open_box, monkeypatch):
    box = open_box()
    before = box.conductor.saved_minute
    monkeypatch.setattr(RoomClock, "wall_ms", lambda clock: 30_000_000 * 60_000 + 59_999)
    box.disk.is_full = True
    with pytest.raises(CannotSave):
        box.ask(ANN, POST)
    unsaved = box.conductor.saved_minute
    box.disk.is_full = False
    while not box.conductor.read(lambda room: room.is_saving, PATIENCE_S):
        pass
    box.ask(ANN, POST)
    box.conductor.stop()

    assert before is not None
    assert (unsaved, box.conductor.saved_minute) == (before, 30_000_000)
    assert open_box().conductor.saved_minute == 30_000_000


def test_leaving_practice_leaves_nothing_of_it_after_a_restart_either(open_box):
    box = open_box(is_practice=True)
    box.ask(ANN, POST, "practised")
    box.together((ANN, POST), (FACILITATOR, StopPractice()), (FACILITATOR, Say("Welcome")))
    before = box.kinds()
    assert before["entries"] == {}
    assert len(before["messages"]) == 1
    box.conductor.stop()
    again = open_box()
    assert again.kinds() == before
    with pytest.raises(Refused, match="activity_planned"):
        again.ask(ANN, POST, "practised")


# -- bugs ----------------------------------------------------------------------------------------


@pytest.fixture
def break_rule(monkeypatch) -> Callable[[Callable[..., Any]], None]:
    """Put something else in place of the rule for messages."""

    def break_(rule: Callable[..., Any]) -> None:
        monkeypatch.setitem(decide_module.RULES, Say, rule)

    return break_


def raise_(*_: Any) -> Any:
    raise RuntimeError(SECRET)


def half_wrong(room: Room, actor: Actor, command: Say, moment: Any) -> Sequence[Change]:
    """The first change can be applied, the second cannot."""
    good = Message(moment.new_id("good"), "x", "everyone", 0)
    bad = Entry("bad", AT_TABLES, "why", "care", "1", "x", owner=["no", "hash"])  # type: ignore[arg-type]
    return [Change(None, good), Change(None, bad)]


def unwritable(room: Room, actor: Actor, command: Say, moment: Any) -> Sequence[Change]:
    """Can be applied, and not be written down."""
    return [Change(None, Message(moment.new_id(), "\ud800", "everyone", 0))]


@pytest.mark.parametrize("rule", [raise_, half_wrong, unwritable])
def test_a_bug_in_a_rule_costs_its_own_command_and_nothing_else(open_box, break_rule, caplog, rule):
    box = open_box()
    earlier = box.ask(ANN, POST)
    before = box.kinds()
    break_rule(rule)
    asked = ((ANN, POST), (FACILITATOR, Say(SECRET)), (ANN, POST))
    with caplog.at_level(logging.ERROR):
        first, bug, last = (soon(outcome) for outcome in box.together(*asked))
    assert isinstance(bug, Unexpected)
    assert str(bug.number) in caplog.text
    assert caplog.text.count("unexpected") == 1
    assert SECRET not in caplog.text
    assert [first.seq, last.seq] == [earlier.seq + 1, earlier.seq + 2]
    after = box.kinds()
    assert after["entries"].keys() == before["entries"].keys() | {first.made, last.made}
    assert {**after, "entries": None} == {**before, "entries": None}
    box.conductor.stop()
    assert open_box().kinds() == after


@pytest.mark.parametrize("rule", [raise_, half_wrong, unwritable])
def test_a_bug_is_not_remembered(box, break_rule, monkeypatch, rule):
    with monkeypatch.context() as patch:
        patch.setitem(decide_module.RULES, Say, rule)
        with pytest.raises(Unexpected):
            box.ask(FACILITATOR, Say("x"), "once")
    assert box.ask(FACILITATOR, Say("x"), "once").made


def test_a_repeat_in_the_turn_of_a_bug_is_answered_like_the_first(box, break_rule):
    break_rule(unwritable)
    asked = ((ANN, POST), (ANN, POST), (FACILITATOR, Say("x")), (FACILITATOR, Say("x")))
    outcomes = box.together(*asked, ids=["a", "a", "b", "b"])
    first, again, bug, same = (soon(outcome) for outcome in outcomes)
    assert first == again
    assert isinstance(bug, Unexpected)
    assert isinstance(same, Unexpected)


@pytest.mark.parametrize("broken", ["apply", "flush", "keep_up"])
def test_a_bug_in_what_follows_takes_no_answer_away(box, caplog, broken):
    box.watcher.breaks = {broken}
    assert box.ask(ANN, POST)
    box.watcher.told = Queue()
    while box.watcher.told.get(timeout=PATIENCE_S)[0] != "keep_up":
        pass
    box.watcher.breaks = set()
    assert box.ask(ANN, POST)
    assert SECRET not in caplog.text


def test_a_carrier_that_fails_silences_nobody_else(box, caplog):
    def fail(outcome: Outcome) -> None:
        raise OSError(SECRET)

    may_go = Event()
    box.conductor.post(lambda: may_go.wait(PATIENCE_S) and None)
    box.conductor.submit(ANN, POST, "failing", fail)
    box.conductor.submit(ANN, HideEntry("gone"), "refused", fail)
    after = box.submit(ANN, POST)
    may_go.set()
    assert isinstance(soon(after), Answer)
    assert len(box.kinds()["entries"]) == 2
    assert SECRET not in caplog.text


def test_a_task_that_fails_stops_nothing(box, caplog):
    box.conductor.post(raise_)
    assert box.ask(ANN, POST)
    assert "unexpected" in caplog.text
    assert SECRET not in caplog.text


def test_what_goes_wrong_in_a_look_rises_where_it_was_asked_for(box):
    with pytest.raises(RuntimeError, match=SECRET):
        box.conductor.read(raise_)


def test_the_same_commands_come_to_the_same_room_with_and_without_a_conductor(box):
    """The conductor adds time, numbers and ids to the rules, and nothing else."""
    box.ask(FACILITATOR, Say("x"))
    meeting = Meeting(Room())
    for actor, command in (
        (BOX, BeginConference(CONFERENCE, file())),
        (ANN, JoinTable("1")),
        (FACILITATOR, OpenActivity(AT_TABLES)),
        (FACILITATOR, Say("x")),
    ):
        meeting.ask(actor, command)
    here, there = box.kinds(), kinds(meeting.room)
    assert {kind: len(found) for kind, found in here.items()} == {
        kind: len(found) for kind, found in there.items()
    }
    assert here["people"] == there["people"]
    opened = here["activities"][AT_TABLES]
    assert (
        replace(opened, opened_room_ms=0, ends_at_room_ms=600_000)
        == (there["activities"][AT_TABLES])
    )
