"""The screen on a terminal of its own (a pseudo terminal), with somebody who looks and types."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .reader import Shown

PATIENCE_S = 40.0


class Console:
    """`tafelronde screen` at work, and what stands on its terminal."""

    def __init__(self, pid: int, terminal: int, shown: Shown) -> None:
        self.pid, self.shown = pid, shown
        self._terminal = terminal

    def until(self, seen: Callable[[Shown], bool]) -> Shown:
        """Look until it is so."""
        until_s = time.monotonic() + PATIENCE_S
        while not seen(self.shown):
            left_s = until_s - time.monotonic()
            assert left_s > 0, f"not seen; the screen shows:\n{self.shown.text()}"
            ready, _, _ = select.select([self._terminal], [], [], left_s)
            if ready:
                self.shown.feed(os.read(self._terminal, 65536))
        return self.shown

    def shows(self, *words: str) -> str:
        """Look until all these words stand there; the whole text."""
        return self.until(lambda shown: all(word in shown.text() for word in words)).text()

    def loses(self, word: str) -> str:
        """Look until this stands there no more."""
        return self.until(lambda shown: word not in shown.text()).text()

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self._terminal, keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the system tells the program."""
        self.shown.columns, self.shown.rows = columns, rows
        self.shown.cells = [[(" ", "0")] * columns for _ in range(rows)]
        _set_size(self._terminal, columns, rows)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End the program; how it went."""
        os.kill(self.pid, number)
        return self.ended()

    def hang_up(self) -> int:
        """Take the terminal away; how the program ended."""
        os.close(self._terminal)
        self._terminal = -1
        return self._status()

    def close(self) -> None:
        """Let go of the terminal."""
        if self._terminal >= 0:
            os.close(self._terminal)

    def ended(self) -> int:
        """The exit status, once all that was written has been read."""
        try:
            while written := os.read(self._terminal, 65536):
                self.shown.feed(written)
        except OSError:
            pass  # how Linux says that nobody writes any more
        return self._status()

    def _status(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)


@contextmanager
def console(
    *arguments: str,
    columns: int = 80,
    rows: int = 25,
    env: Mapping[str, str] = {},
    trouble: Path | None = None,
) -> Iterator[Console]:
    """The screen on a new terminal; ended whatever happens. `trouble` is where stderr goes."""
    pid, terminal = pty.fork()
    if pid == 0:
        if trouble is not None:
            os.dup2(os.open(trouble, os.O_WRONLY | os.O_CREAT), 2)
        command = [sys.executable, "-m", "appliance.cli", "screen", *arguments]
        os.execve(sys.executable, command, {**os.environ, **env})
    # The program may have looked before: then it is told.
    _set_size(terminal, columns, rows)
    shown = Console(pid, terminal, Shown(columns, rows))
    try:
        yield shown
    finally:
        if shown.pid:
            os.kill(shown.pid, signal.SIGKILL)
            os.waitpid(shown.pid, 0)
        shown.close()


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def beside(data: Path) -> str:
    """A file for how the network is doing that is of this test alone."""
    return str(data / "state.json")
