"""The room's clock: follows the system's, yet not where it was truer before."""

from dataclasses import dataclass

import pytest

from appliance import clock as module
from appliance.clock import LOOK_AGAIN_S, STEP_MS, RoomClock, Step

NOON_MS = 29_000_000 * 60_000
DAY_MIN = 24 * 60


@dataclass
class Wall:
    """A system's clock that is set by hand, and one that counts on whatever happens to it."""

    source: str
    system_ms: int = NOON_MS
    elapsed_ms: int = 5_000_000

    def passes(self, ms: int) -> None:
        """Time goes by."""
        self.system_ms += ms
        self.elapsed_ms += ms

    def is_set(self, minutes: float, source: str | None = None) -> None:
        """Somebody puts the system's clock ahead (or back) by so many minutes."""
        self.system_ms += round(minutes * 60_000)
        self.source = source or self.source


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """At noon, by the machine's own clock."""
    wall = Wall("rtc")
    monkeypatch.setattr(module, "_elapsed_ms", lambda: wall.elapsed_ms)
    return wall


def clock_on(wall: Wall) -> RoomClock:
    """A room's clock on this wall."""
    return RoomClock(0, lambda: wall.source, lambda: wall.system_ms)


def test_the_minute_is_that_of_the_wall(wall: Wall) -> None:
    clock = clock_on(wall)
    wall.passes(61_000)
    assert clock.follow() is None
    assert (clock.wall_ms(), clock.minute()) == (NOON_MS + 61_000, 29_000_001)


@pytest.mark.parametrize(
    ("before", "minutes", "after", "step"),
    [
        ("rtc", 65, "organiser", Step(65, "organiser")),
        ("unknown", 29_000_000, "ntp", Step(29_000_000, "ntp")),
        ("organiser", -3, "ntp", Step(-3, "ntp")),
        ("organiser", 3, "organiser", Step(3, "organiser")),
        ("rtc", -DAY_MIN, "rtc", Step(-DAY_MIN, "rtc")),
        ("system", 10, "system", Step(10, "system")),
    ],
)
def test_a_clock_that_is_put_right_tells_by_how_much_it_was_off(
    wall: Wall, before: str, minutes: int, after: str, step: Step
) -> None:
    wall.source = before
    clock = clock_on(wall)
    wall.is_set(minutes, after)
    assert clock.follow() == step
    assert (clock.wall_ms(), clock.source) == (wall.system_ms, after)
    assert clock.follow() is None


@pytest.mark.parametrize(("before", "after"), [("ntp", "rtc"), ("organiser", "rtc"), ("ntp", "")])
def test_a_truer_time_is_not_given_up(wall: Wall, before: str, after: str) -> None:
    wall.source = before
    clock = clock_on(wall)
    wall.is_set(-DAY_MIN, after or "unknown")
    wall.passes(120_000)
    assert clock.follow() is None
    assert (clock.minute(), clock.source) == (29_000_002, before)
    wall.is_set(DAY_MIN, before)
    assert clock.follow() is None
    assert (clock.minute(), clock.source) == (29_000_002, before)


def test_a_jump_between_two_good_times_blames_nothing_that_was_written(wall: Wall) -> None:
    wall.source = "ntp"
    clock = clock_on(wall)
    wall.is_set(40)
    assert clock.follow() is None
    assert clock.minute() == 29_000_040


def test_being_kept_in_step_is_no_setting(wall: Wall) -> None:
    clock = clock_on(wall)
    for _ in range(10):
        wall.is_set((STEP_MS - 1) / 60_000)
        assert clock.follow() is None
    assert clock.wall_ms() == wall.system_ms


def test_where_the_time_comes_from_is_asked_again(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    clock = clock_on(wall)
    wall.source = "ntp"
    clock.follow()
    assert clock.source == "rtc"
    now += LOOK_AGAIN_S
    clock.follow()
    assert clock.source == "ntp"


def test_once_right_it_stays_so_while_it_counts_on(
    wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    wall.source = "ntp"
    clock = clock_on(wall)
    wall.source = "rtc"
    now += LOOK_AGAIN_S
    clock.follow()
    assert clock.source == "ntp"


@pytest.mark.parametrize(("source", "ran_on"), [("rtc", True), ("unknown", False), ("ntp", False)])
def test_only_the_machines_own_clock_runs_on_while_it_is_off(
    wall: Wall, source: str, ran_on: bool
) -> None:
    wall.source = source
    assert clock_on(wall).ran_on is ran_on


def test_room_time_heeds_no_wall(wall: Wall) -> None:
    clock = RoomClock(7_000, lambda: wall.source, lambda: wall.system_ms)
    before = clock.room_ms()
    wall.is_set(-DAY_MIN)
    clock.follow()
    assert clock.room_ms() >= before >= 7_000
