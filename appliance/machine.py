"""The machine that the box is: room on its disk, and what it runs on. Knows nothing of a room."""

import os
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Final

UNIT: Final = Path("/etc/systemd/system/tafelronde.service")
"""There once a machine was prepared to be a box."""

SUPPLIES: Final = Path("/sys/class/power_supply")
"""Where Linux tells of chargers and batteries (kernel documentation, sysfs-class-power)."""


STATM: Final = Path("/proc/self/statm")
"""How much memory this process has, in pages (proc(5))."""

ASK_TIMEOUT_S: Final = 15.0
SWITCH_OFF_AFTER_S: Final = 2.0

_LOGIND: Final = (
    *("org.freedesktop.login1", "/org/freedesktop/login1"),
    "org.freedesktop.login1.Manager",
)


@dataclass(frozen=True, slots=True)
class Power:
    """What the machine runs on, and how full its battery is where it has one (0 to 100)."""

    is_mains: bool
    percent: int | None = None


def free_bytes(folder: Path) -> int | None:
    """How much still fits on the disk that holds this folder; None where it does not answer."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def cpu_s() -> float:
    """Processor time that this process used so far, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return round(usage.ru_utime + usage.ru_stime, 3)


def rss_mb() -> float:
    """Memory that this process has now, in MiB; the most it ever had where that is not told."""
    if STATM.exists():
        return _mb(int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # What getrusage calls the maximum is in kB on Linux and in bytes on macOS.
    return _mb(most if sys.platform == "darwin" else most * 1024)


def _mb(count: int) -> float:
    return round(count / 2**20, 1)


def power(supplies: Path = SUPPLIES) -> Power | None:
    """What the machine runs on, or None where the system does not tell."""
    found = [_told(supply) for supply in sorted(supplies.iterdir())] if supplies.is_dir() else []
    own = [told for told in found if told.get("scope") != "Device"]
    batteries = [told for told in own if told.get("type") == "Battery"]
    chargers = [told for told in own if told.get("type") in ("Mains", "USB") and "online" in told]
    percent = next((int(b["capacity"]) for b in batteries if b.get("capacity", "").isdigit()), None)
    if any(charger["online"] != "0" for charger in chargers):
        return Power(is_mains=True, percent=percent)
    if any(battery.get("status") == "Discharging" for battery in batteries):
        return Power(is_mains=False, percent=percent)
    return None


def is_box(unit: Path = UNIT) -> bool:
    """Whether this machine was prepared to be a box, and is nobody's laptop."""
    return unit.exists()


def can_switch_off() -> bool:
    """Whether this machine lets us switch it off (logind asks polkit)."""
    return _asked("busctl", "call", *_LOGIND, "CanPowerOff") == 's "yes"'


def switch_off() -> bool:
    """Switch the machine off; False where it does not let us."""
    return _asked("systemctl", "--no-ask-password", "poweroff") is not None


def switch_off_soon(after_s: float = SWITCH_OFF_AFTER_S) -> None:
    """Switch the machine off, once whoever asked for it has been answered."""
    timer = Timer(after_s, switch_off)
    timer.daemon = True
    timer.start()


def _asked(*command: str) -> str | None:
    """What a program printed; None where it is not there, may not or does not answer."""
    try:
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=ASK_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return told.stdout.strip() if told.returncode == 0 else None


def _told(supply: Path) -> dict[str, str]:
    told = {}
    for name in ("type", "scope", "online", "status", "capacity"):
        try:
            told[name] = (supply / name).read_text("ascii").strip()
        except OSError:
            continue  # not every supply has everything, and a battery may be pulled out
    return told
