"""The disk: room on it, and how long it takes until something small is really there."""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from appliance import machine

from .findings import N_, Finding, bad, good, say, unknown, warning

SPACE_LEAST_BYTES: Final = 50_000_000
SPACE_WELL_BYTES: Final = 500_000_000
"""A conference needs a few MB; below the second something else is filling the disk."""

WRITES: Final = 300
WRITES_MOST_S: Final = 5.0
"""A slow disk is told after this time, with however many writes it managed."""

LINE: Final = b"x" * 700
"""About as long as a line of the journal with one contribution."""

AT_ONCE_MS: Final = 100.0
NOTICED_MS: Final = 1_000.0
"""Up to the first an answer seems immediate, beyond the second people's thoughts wander (Nielsen,
Usability Engineering, 1993, section 5.5). A contribution is answered after one such write."""


def look_at_disk(folder: Path) -> Iterator[Finding]:
    """Room and speed of the disk that holds this folder, or will hold it."""
    place = next(each for each in (folder, *folder.absolute().parents) if each.is_dir())
    free = machine.free_bytes(place)
    yield _space(free)
    try:
        yield judge(latencies_ms(place))
    except OSError as trouble:
        yield bad(
            "writing",
            say(
                N_("Nothing can be written to {folder} ({reason})."),
                folder=str(place),
                reason=trouble.strerror or "",
            ),
            say(N_("Make room, or choose another folder with --data.")),
        )


def latencies_ms(folder: Path, writes: int = WRITES) -> list[float]:
    """How long each of so many small writes took until it was on the disk. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".doctor-", dir=folder)
    sync = getattr(os, "fdatasync", os.fsync)  # macOS has only the second
    took: list[float] = []
    until = time.monotonic() + WRITES_MOST_S
    try:
        while len(took) < writes and (not took or time.monotonic() < until):
            began = time.perf_counter()
            os.write(handle, LINE)
            sync(handle)
            took.append((time.perf_counter() - began) * 1000)
    finally:
        os.close(handle)
        os.unlink(name)
    return took


def judge(took_ms: Sequence[float]) -> Finding:
    """What these times mean for people who wait for "saved"."""
    ordered = sorted(took_ms)
    usual, slowest = median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    seen = say(
        N_("Saving takes {usual} ms, and {slowest} ms at the slowest of a hundred."),
        usual=_short(usual),
        slowest=_short(slowest),
    )
    other = say(N_("Use a disk inside the machine, not a stick or memory card."))
    if usual > NOTICED_MS:
        return bad("writing", seen, other)
    return warning("writing", seen, other) if slowest > AT_ONCE_MS else good("writing", seen)


def _space(free: int | None) -> Finding:
    check = "space"
    if free is None:
        return unknown(check, say(N_("How much still fits on the disk cannot be seen.")))
    seen = say(N_("{n} MB free on the disk."), n=free // 1_000_000)
    make = say(N_("Make room on the disk of the box."))
    if free < SPACE_LEAST_BYTES:
        return bad(check, seen, make)
    return warning(check, seen, make) if free < SPACE_WELL_BYTES else good(check, seen)


def _short(ms: float) -> float:
    return round(ms, 1) if ms < 10 else round(ms)
