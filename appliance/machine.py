"""The machine that the box is: room on its disk, and what it runs on. Knows nothing of a room."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SUPPLIES: Final = Path("/sys/class/power_supply")
"""Where Linux tells of chargers and batteries (kernel documentation, sysfs-class-power)."""


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


def _told(supply: Path) -> dict[str, str]:
    told = {}
    for name in ("type", "scope", "online", "status", "capacity"):
        try:
            told[name] = (supply / name).read_text("ascii").strip()
        except OSError:
            continue  # not every supply has everything, and a battery may be pulled out
    return told
