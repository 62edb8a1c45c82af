"""The exports to sticks of a box: one at a time, on a thread of its own, and how the last one is.

Nobody waits for a stick; who asks how far it is gets what was told last.
"""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

from .stick_export import DONE, FAILED, WAITING, Progress, export
from .stick_hands import Hands
from .stick_trouble import StickTrouble
from .sticks import Stick

TOLD_S: Final = 600.0
"""So long the page of the box goes on to say that a stick may be taken."""

_STOP_WITHIN_S: Final = 10.0

Apart = Callable[[str], AbstractContextManager[object]]
"""Keeps everybody else off the device of this name."""


class Exports:
    """Brings finished files onto sticks. May be used from any thread."""

    def __init__(
        self,
        sticks: Callable[[], Iterable[Stick]],
        hands: Hands,
        apart: Apart = lambda device: nullcontext(),
    ) -> None:
        self._sticks, self._hands, self._apart = sticks, hands, apart
        self._lock = threading.Lock()
        self._is_stopping = False
        self._now: Progress | None = None
        self._ended_at = 0.0
        self._thread: threading.Thread | None = None

    def now(self) -> Progress | None:
        """How the last one is, or None where there was none."""
        return self._now

    def worth_telling(self) -> Progress | None:
        """The same, but not for ever once it ended."""
        now = self._now
        is_over = now is not None and now.state in (DONE, FAILED)
        return None if is_over and time.monotonic() > self._ended_at + TOLD_S else now

    def takers(self) -> tuple[Stick, ...]:
        """The sticks that something can be written to."""
        return tuple(stick for stick in self._sticks() if stick.takes_files)

    def begin(self, file: Path, device: str, sha256: str = "") -> bool:
        """Begin to bring this file onto the stick; False while another is being brought."""
        with self._lock:
            if self._is_stopping or self._is_busy():
                return False
            found = self._found(device)
            self._now = Progress(WAITING, file.name, found.name if found else "", device)
            if found is None or not found.takes_files:
                # One that breaks becomes read-only after it was chosen.
                trouble = "read_only" if found and found.is_read_only else "no_stick"
                self._tell(replace(self._now, state=FAILED, trouble=trouble))
                return True
            self._thread = threading.Thread(
                target=self._run, args=(file, found, sha256), name="export", daemon=True
            )
            self._thread.start()
            return True

    def switch_off(self, device: str) -> bool:
        """Close a stick and switch it off; whether it may be taken out. Waits for it.

        None is while a file is on its way: that one is switched off by itself.
        """
        found = self._found(device)
        if found is None or self._is_busy():
            return False
        with self._apart(device):
            return self._hands.switch_off(found)

    def stop(self) -> None:
        """Bring nothing more. One that waits for a stick that does not answer is left behind."""
        with self._lock:
            self._is_stopping = True
            thread = self._thread
        if thread is not None:
            thread.join(_STOP_WITHIN_S)

    def _found(self, device: str) -> Stick | None:
        return next((stick for stick in self._sticks() if stick.device == device), None)

    def _is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _run(self, file: Path, stick: Stick, sha256: str) -> None:
        with self._apart(stick.device):
            export(file, stick, self._hands, self._tell, sha256)

    def _tell(self, progress: Progress) -> None:
        self._now = progress
        if progress.state in (DONE, FAILED):
            self._ended_at = time.monotonic()
        elif self._is_stopping:
            raise StickTrouble("stopped")
