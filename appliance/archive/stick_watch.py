"""Notices when a stick comes or goes: a thread of its own, so that nobody waits for a slow stick.

The kernel tells at once when something is mounted or unmounted; a stick that cannot be mounted is
found at the next look.
"""

import os
import select
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .mounts import MOUNTS
from .sticks import Stick, sticks

LOOK_EVERY_S: Final = 2.0

_STOP_WITHIN_S: Final = 5.0


class StickWatch:
    """Keeps looking which sticks there are, between `start` and `stop`."""

    def __init__(
        self,
        look: Callable[[], tuple[Stick, ...]] = sticks,
        mounts: Path = MOUNTS,
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._look, self._mounts, self._every_s = look, mounts, every_s
        self._found: tuple[Stick, ...] = ()
        self._is_stopping = threading.Event()
        self._wakes, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._run, name="sticks", daemon=True)

    def sticks(self) -> tuple[Stick, ...]:
        """What was found at the last look; from any thread, without waiting."""
        return self._found

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. One that waits for a stick that does not answer is left behind."""
        self._is_stopping.set()
        os.write(self._wake, b".")
        self._thread.join(_STOP_WITHIN_S)
        if not self._thread.is_alive():
            os.close(self._wakes)
            os.close(self._wake)

    def _run(self) -> None:
        poll = select.poll()
        poll.register(self._wakes, select.POLLIN)
        mounts = self._mounts.open("rb") if self._mounts.exists() else None
        if mounts is not None:
            poll.register(mounts, select.POLLPRI | select.POLLERR)
        while not self._is_stopping.is_set():
            self._found = self._look()
            poll.poll(self._every_s * 1000)
        if mounts is not None:
            mounts.close()
