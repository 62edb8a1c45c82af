"""What time it is in a room between two batches, for the few lines that no command asked for."""

import time

from .body import Times


class RoomClock:
    """Room time and wall clock as they were last told, plus what went by since."""

    def __init__(self, room_ms: int, source: str = "system") -> None:
        """Start at this room time; the system's wall clock has its time from `source`."""
        self.set(Times(room_ms, time.time_ns() // 1_000_000, source))

    def set(self, times: Times) -> None:
        """It is this time now."""
        self._told = times
        self._at_ns = time.monotonic_ns()

    @property
    def source(self) -> str:
        """Where the wall clock that was told last has its time from."""
        return self._told.clock

    @property
    def told_room_ms(self) -> int:
        """The room time that was told last."""
        return self._told.room_ms

    def now(self) -> Times:
        """The time now, exactly."""
        told, gone_ms = self._told, (time.monotonic_ns() - self._at_ns) // 1_000_000
        return Times(told.room_ms + gone_ms, told.wall_ms + gone_ms, told.clock)
