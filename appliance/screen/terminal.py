"""The terminal that the screen is drawn on: its size, its keys, and how it is left behind.

Draws on the alternate screen and never scrolls, so that what was shown stands nowhere afterwards.
"""

import os
import select
import signal
import termios
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

from .canvas import Canvas, changed

REPAINT_EVERY: Final = 10
"""Drawings after which everything is written again: the kernel may have written across it."""

_BEGIN: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J"
"""The alternate screen, no cursor, no new line at the end of one, plain, empty."""
_END: Final = "\x1b[0m\x1b[2J\x1b[3J\x1b[1;1H\x1b[?7h\x1b[?25h\x1b[?1049l"
_FORGET: Final = "\x1b[2J\x1b[3J"
"""Empty the screen and what can be scrolled back to (ED 2, and 3 of xterm and Linux)."""

_CONSOLE: Final = "\x1b%G\x1b[9;0]\x1b[13]\x1b]P014161c\x1b]P25fbf77\x1b]P3e6b84d\x1b]P7ecebe6"
"""Linux's own console: UTF-8, never dark, and our paper, green, amber and ink as its colours."""
_CONSOLE_END: Final = "\x1b]R"

_ESCAPE: Final = b"\x1b"


class Terminal:
    """A terminal, taken over between `with` and its end. Raises OSError where there is none."""

    def __init__(self, keys: int, shows: int, is_console: bool, has_unicode: bool) -> None:
        """File descriptors to read keys from and to draw on.

        `is_console` says that it is Linux's own, not a window; that one always knows Unicode.
        """
        self._keys, self._shows, self._is_console = keys, shows, is_console
        self.has_unicode = has_unicode or is_console
        self._shown: Canvas | None = None
        self._drawings = 0
        self._is_in_escape = False

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._keys)
        self._raw()
        self._wakes, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._wake = wake
        self._woke_before = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._resized_before = signal.signal(signal.SIGWINCH, lambda *_: None)
        self._write((_CONSOLE if self._is_console else "") + _BEGIN)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGWINCH, self._resized_before)
        signal.set_wakeup_fd(self._woke_before)
        os.close(self._wakes)
        os.close(self._wake)
        with suppress(OSError, termios.error):  # a terminal that is gone needs nothing
            self._write(_END + (_CONSOLE_END if self._is_console else ""))
            termios.tcsetattr(self._keys, termios.TCSAFLUSH, self._before)

    def size(self) -> tuple[int, int]:
        """Columns and rows, as they are now."""
        try:
            columns, rows = os.get_terminal_size(self._shows)
        except OSError:
            return 80, 25
        # One whose size nobody set says 0.
        return columns or 80, rows or 25

    def draw(self, canvas: Canvas) -> bool:
        """Show this; only rows that differ are written, so that nothing flickers.

        False when the terminal is gone.
        """
        self._drawings += 1
        shown = self._shown
        begin = ""
        if shown is not None and (shown.columns, shown.rows) != (canvas.columns, canvas.rows):
            begin, shown = "\x1b[0m\x1b[2J", None
        if self._drawings % REPAINT_EVERY == 0:
            shown = None
        try:
            self._write(begin + "".join(changed(shown, canvas)))
        except OSError:
            return False
        self._shown = canvas
        return True

    def forget(self) -> None:
        """Leave nothing of what was shown, also where one can scroll back; then draw again."""
        self._write(_FORGET)
        self._shown = None

    def keys(self, within_s: float) -> Sequence[str] | None:
        """The letters pressed within this time, small; also () when the terminal changed.

        None when nobody can press a key any more: the terminal is gone.
        """
        ready, _, _ = select.select([self._keys, self._wakes], [], [], within_s)
        if self._wakes in ready:
            os.read(self._wakes, 512)
        if self._keys not in ready:
            return ()
        try:
            pressed = os.read(self._keys, 512)
        except OSError:
            return None
        if not pressed:
            return None
        return self._typed(pressed)

    def _typed(self, pressed: bytes) -> list[str]:
        """The letters; an arrow begins with Escape and goes on in letters that nobody typed."""
        typed, escape, rest = pressed.partition(_ESCAPE)
        if self._is_in_escape:
            typed = b""
        self._is_in_escape = bool(escape) and rest in (b"", b"[", b"O")
        return [
            letter for letter in typed.decode("ascii", "ignore").lower() if letter.isprintable()
        ]

    def _raw(self) -> None:
        """Keys come at once and are not shown; Ctrl-C still ends, Ctrl-S stops nothing."""
        raw = termios.tcgetattr(self._keys)
        raw[0] &= ~(termios.IXON | termios.IXOFF)
        raw[3] &= ~(termios.ICANON | termios.ECHO)
        raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
        for key in (termios.VSUSP, termios.VQUIT):
            raw[6][key] = b"\x00"
        termios.tcsetattr(self._keys, termios.TCSAFLUSH, raw)

    def _write(self, text: str) -> None:
        left = text.encode("utf-8" if self.has_unicode else "ascii", "replace")
        while left:
            left = left[os.write(self._shows, left) :]
