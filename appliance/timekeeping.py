"""Where the system's clock has its time from, and setting it for the organiser.

Knows the kernel, the real-time clock and systemd's timedated; knows no room. What the organiser set
is remembered in the data folder for as long as the machine stays on and nobody else sets the clock.
"""

import ctypes
import json
import os
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

FILE: Final = "clock.json"
FORMAT: Final = "tafelronde-clock/1"

RTCS: Final = Path("/sys/class/rtc")
"""Where Linux lists its real-time clocks (kernel documentation, sysfs-class-rtc)."""
TIMESYNCD_HAS: Final = Path("/run/systemd/timesync/synchronized")
"""There once timesyncd heard the time (systemd-timesyncd.service(8))."""

BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")

SYNCHRONISED_BELOW_US: Final = 16_000_000
"""As systemd's timedated judges it (ntp_synced): the kernel's greatest error, not its flag."""

SAME_S: Final = 30.0
"""The clock is still the one that was set when it moved no more than this since."""

SET_TIMEOUT_S: Final = 15.0

EARLIEST: Final = datetime(2024, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""Outside these no clock can be right: the program is younger than the first."""


class CannotSet(Exception):
    """The clock could not be set; `code` is "not_allowed", "no_program" or "refused"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Timex(ctypes.Structure):
    """The beginning of `struct timex` (adjtimex(2)); the kernel fills in the rest behind it."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("frequency", ctypes.c_long),
        ("greatest_error_us", ctypes.c_long),
        ("rest", ctypes.c_char * 512),
    )


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """The clock of this machine, with the folder in which the organiser's setting is kept."""

    folder: Path
    rtcs: Path = RTCS

    def source(self) -> str:
        """Where the time comes from: "ntp", "organiser", "rtc", or "unknown"."""
        if is_synchronised():
            return "ntp"
        if self._is_organisers():
            return "organiser"
        return "rtc" if has_rtc(self.rtcs) else "unknown"

    def set(self, unix_s: float) -> None:
        """Put the machine's clock at this time and remember that the organiser said so.

        Raises CannotSet, ValueError for a time that cannot be; then nothing changed.
        """
        moment = datetime.fromtimestamp(unix_s, UTC)
        if not EARLIEST <= moment < LATEST:
            raise ValueError("no clock can be right at this time")
        _set(moment)
        self._remember()

    def _remember(self) -> None:
        mark = {"format": FORMAT, "boot": boot_id(), "ahead_s": _ahead_s()}
        beside = self.folder / f"{FILE}.new"
        beside.write_text(json.dumps(mark), "utf-8")
        os.replace(beside, self.folder / FILE)

    def _is_organisers(self) -> bool:
        try:
            mark = json.loads((self.folder / FILE).read_bytes())
            is_this_boot = mark["boot"] == boot_id() != ""
            return is_this_boot and abs(_ahead_s() - float(mark["ahead_s"])) < SAME_S
        except (OSError, ValueError, LookupError, TypeError):
            return False


def is_synchronised() -> bool:
    """Whether something on the network keeps this clock right; False where nobody can tell."""
    timex = _Timex()
    try:
        state: int = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
    except (OSError, AttributeError):
        return False  # macOS has no adjtimex
    if state < 0:
        # A service that may not touch the clock may not ask the kernel for it either.
        return TIMESYNCD_HAS.exists()
    greatest_error_us: int = timex.greatest_error_us
    return greatest_error_us < SYNCHRONISED_BELOW_US


def has_rtc(rtcs: Path = RTCS) -> bool:
    """Whether the system took its time from a clock that runs on while the machine is off."""
    return any(_read(told) == "1" for told in rtcs.glob("*/hctosys"))


def is_plausible(unix_s: float) -> bool:
    """Whether a clock could be right at this time at all."""
    return EARLIEST.timestamp() <= unix_s < LATEST.timestamp()


def boot_id() -> str:
    """What the kernel calls this time that the machine is on; "" where it does not tell."""
    return _read(BOOT_ID)


def _set(moment: datetime) -> None:
    # timedated asks polkit, writes the real-time clock too, and refuses while it looks for a time
    # on the network, also where there is none.
    looks = _timedatectl("show", "--property=NTP", "--value").stdout.strip() == "yes"
    goes_back = moment.timestamp() < time.time()
    if looks:
        _must(_timedatectl("set-ntp", "false"))
    told = _timedatectl("set-time", f"{moment.astimezone():%Y-%m-%d %H:%M:%S}")
    # timesyncd begins by putting the clock no earlier than it saw it last, so after a step back it
    # stays off until somebody wants it again.
    if looks and (told.returncode != 0 or not goes_back):
        _timedatectl("set-ntp", "true")
    _must(told)


def _timedatectl(*asked: str) -> subprocess.CompletedProcess[str]:
    command = ["timedatectl", "--no-ask-password", *asked]
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=SET_TIMEOUT_S, check=False
        )
    except FileNotFoundError:
        raise CannotSet("no_program") from None
    except (OSError, subprocess.TimeoutExpired):
        raise CannotSet("refused") from None


def _must(told: subprocess.CompletedProcess[str]) -> None:
    if told.returncode != 0:
        is_denied = any(word in told.stderr for word in ("denied", "authentication", "authoriz"))
        raise CannotSet("not_allowed" if is_denied else "refused")


def _ahead_s() -> float:
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.time() - time.clock_gettime(clock)


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return ""
