"""Time for the room: milliseconds that never go backwards, and the wall clock beside them.

Room time goes on from where the journal stopped, so an outage pauses timers. The wall clock may be
wrong; nothing is ever put in order by it.
"""

import time


class RoomClock:
    """Room time since the conference began, from a start in milliseconds."""

    source = "system"
    """Where the wall clock comes from, as kept in the journal."""

    def __init__(self, start_ms: int) -> None:
        self._start_ms = start_ms
        self._started = time.monotonic()

    def room_ms(self) -> int:
        """Room time in milliseconds; pauses while the box is off."""
        return self._start_ms + int((time.monotonic() - self._started) * 1000)

    def wall_ms(self) -> int:
        """The wall clock in milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000

    def minute(self) -> int:
        """The wall clock in whole minutes since 1970 (UTC)."""
        return self.wall_ms() // 60_000
