"""Time for the room: milliseconds that never go backwards, and a wall clock beside them.

Room time goes on from where the journal stopped, so an outage pauses timers. The system's clock may
be wrong and may be set in mid-event; nothing is ever put in order by it. The room follows it, yet
not where a truer one was followed before, and says by how much what was written before was off.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

TRUST: Final = {"ntp": 3, "organiser": 2, "rtc": 1}
"""How far each source is trusted; any other ("unknown", "system") not at all."""

STEP_MS: Final = 30_000
"""From here on a difference was somebody's act; below it is the clock being kept in step."""

LOOK_AGAIN_S: Final = 10.0
"""So often it is asked anew where the time comes from."""

_RUNS_ON: Final = "rtc"
"""The only clock that runs while the box is off: what it is off now, it was off before."""


@dataclass(frozen=True, slots=True)
class Step:
    """The wall clock was put right by so many minutes; `source` is whose it is from now on."""

    minutes: int
    source: str


class RoomClock:
    """Room time since the conference began, from a start in milliseconds.

    Not for several threads at once, except `room_ms`.
    """

    def __init__(
        self,
        start_ms: int,
        source: Callable[[], str] = lambda: "system",
        system_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        """`source` tells where the system's clock has its time from; `system_ms` what it says."""
        self._start_ms = start_ms
        self._started = time.monotonic()
        self._source_of = source
        self._system_ms = system_ms
        self._ahead_ms = system_ms() - _elapsed_ms()
        self._look_again_at = self._started + LOOK_AGAIN_S
        self.source = source()
        """Where the wall clock has its time from, as kept in the journal."""

    @property
    def ran_on(self) -> bool:
        """Whether this clock was already off by as much before the box was last switched on."""
        return self.source == _RUNS_ON

    def room_ms(self) -> int:
        """Room time in milliseconds; pauses while the box is off."""
        return self._start_ms + int((time.monotonic() - self._started) * 1000)

    def wall_ms(self) -> int:
        """The room's wall clock in milliseconds since 1970 (UTC)."""
        return self._ahead_ms + _elapsed_ms()

    def minute(self) -> int:
        """The room's wall clock in whole minutes since 1970 (UTC)."""
        return self.wall_ms() // 60_000

    def follow(self) -> Step | None:
        """Look at the system's clock; a step when what was told before turns out to be off."""
        off_ms = self._system_ms() - self.wall_ms()
        is_step = abs(off_ms) >= STEP_MS
        source = self._source(is_asked=is_step)
        if is_step and _trust(source) < _trust(self.source):
            return None
        self._ahead_ms += off_ms
        before, self.source = self.source, max(source, self.source, key=_trust)
        # After a jump between two good times it was the counting that stood still, not the clock.
        if not is_step or before == "ntp":
            return None
        self.source = source
        return Step(round(off_ms / 60_000), source)

    def _source(self, *, is_asked: bool) -> str:
        now = time.monotonic()
        if not is_asked and now < self._look_again_at:
            return self.source
        self._look_again_at = now + LOOK_AGAIN_S
        return self._source_of()


def _trust(source: str) -> int:
    return TRUST.get(source, 0)


def _elapsed_ms() -> int:
    """Goes on while the machine sleeps, unlike the monotonic clock of Linux."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) // 1_000_000
