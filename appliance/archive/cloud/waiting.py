"""How long to wait before the next try, on a clock that nobody can set."""

import random
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

FIRST_S: Final = 4.0
MOST_S: Final = 900.0
"""Fifteen minutes."""
POLL_S: Final = (10.0, 30.0)
"""Between two looks whether there is internet."""

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_THIS_PROCESS: Final = secrets.token_hex(16)

Draw = Callable[[float, float], float]
DRAW: Final[Draw] = random.SystemRandom().uniform


def back_off_s(attempts: int, draw: Draw = DRAW) -> float:
    """Seconds after so many attempts: anything up to twice as much each time ("full jitter").

    So boxes that lost the same cloud do not all come back at once (AWS Architecture Blog,
    "Exponential Backoff And Jitter").
    """
    return draw(1.0, min(MOST_S, FIRST_S * 2.0 ** min(attempts, 16)))


def poll_s(draw: Draw = DRAW) -> float:
    """Seconds until it is looked again whether there is internet."""
    return draw(*POLL_S)


def boot_id(file: Path = _BOOT) -> str:
    """Which start of the machine this is; which start of this process, where it does not tell."""
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return _THIS_PROCESS


def until(wait_s: float) -> float:
    """The moment on the monotonic clock that is so many seconds away."""
    return time.monotonic() + wait_s


def left_s(until_s: float | None, boot: str, now_s: float | None = None) -> float:
    """Seconds until a moment on the monotonic clock of a start of the machine; 0 once it came.

    After another start it has come: who switches a box on wants it to go on.
    """
    if until_s is None or boot != boot_id():
        return 0.0
    now = time.monotonic() if now_s is None else now_s
    return min(max(0.0, until_s - now), MOST_S)
