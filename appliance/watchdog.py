"""Tells systemd that the box is up and well, so that a box that hangs is started again.

A beat is given only after the conductor turned and a real request to our own port was answered. A
full disk is no reason to withhold it: starting again would mend nothing, and the pages say what to
do. Knows the port and what `/health` answers; does nothing where nobody wants to be told (sd_notify
and sd_watchdog_enabled of systemd).
"""

import http.client
import json
import os
from collections.abc import Callable, Mapping
from threading import Event, Thread
from types import TracebackType
from typing import Any, Final

from sdnotify import SystemdNotifier

ANSWER_S: Final = 8.0
"""Longer than the conductor is waited for, so that "busy" still arrives as an answer."""

TRY_AGAIN_S: Final = 0.1
"""Between two tries to reach the port while the box is starting."""

STOP_S: Final = 1.0

LOOK_S: Final = 10.0
"""So often the status is renewed where no beat is asked for."""

ANYWHERE: Final = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where a box that answers on every address answers this machine."""

Say = Callable[[Mapping[str, Any]], str]
"""From what `/health` answers to one sentence for `systemctl status`."""


class Watchdog:
    """Watches over a box from a thread of its own. Use as a context manager around `run`."""

    def __init__(self, door: tuple[str, int], turned_at: Callable[[], float], say: Say) -> None:
        """`door` is the host and port; `turned_at` when the conductor last came round."""
        host, self._port = door
        self._host = ANYWHERE.get(host, host)
        self._turned_at, self._say = turned_at, say
        self._seen_turn = turned_at()
        self._is_stopping = Event()
        self._notifier = SystemdNotifier() if os.environ.get("NOTIFY_SOCKET") else None
        self._thread = Thread(target=self._watch, name="watchdog", daemon=True)

    def __enter__(self) -> "Watchdog":
        if self._notifier is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, no: BaseException | None, at: TracebackType | None
    ) -> None:
        """Say that it stops; may be repeated."""
        if self._notifier is None or self._is_stopping.is_set():
            return
        self._is_stopping.set()
        self._notifier.notify("STOPPING=1")
        # It may be asking a door that was just closed; nobody waits for that.
        self._thread.join(STOP_S)
        if self._notifier.socket is not None:
            self._notifier.socket.close()

    def _watch(self) -> None:
        while (health := self._health()) is None:
            if self._is_stopping.wait(TRY_AGAIN_S):
                return
        self._tell("READY=1", health)
        every_s = beat_every_s() or LOOK_S
        while not self._is_stopping.wait(every_s):
            health = self._health()
            if health is not None and self._has_turned():
                self._tell("WATCHDOG=1", health)

    def _tell(self, what: str, health: Mapping[str, Any]) -> None:
        if self._notifier is not None:
            self._notifier.notify(f"{what}\nSTATUS={self._say(health)}")

    def _has_turned(self) -> bool:
        before, self._seen_turn = self._seen_turn, self._turned_at()
        return self._seen_turn > before

    def _health(self) -> Mapping[str, Any] | None:
        """What `/health` answers; None without an answer, or one that is not the conductor's."""
        line = http.client.HTTPConnection(self._host, self._port, timeout=ANSWER_S)
        try:
            line.request("GET", "/health")
            told = json.loads(line.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return None
        finally:
            line.close()
        return told if isinstance(told, dict) and "is_saving" in told else None


def beat_every_s() -> float | None:
    """How often systemd wants a beat from this process, three times as often to be sure."""
    told, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if not told.isdigit() or (process and process != str(os.getpid())):
        return None
    return max(int(told) / 3_000_000, 0.05)
