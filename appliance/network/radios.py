"""The Wi-Fi radios of this machine: what each can do as an access point, and for how many phones.

Reads what `iw` prints and what the kernel tells in sysfs; changes nothing. The readers are pure and
take the words of iw 4.9 to 6.x. Anywhere but on Linux there are no radios to be seen.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PHYS: Final = Path("/sys/class/ieee80211")
"""Where Linux lists its radios (kernel documentation, sysfs-class-net and cfg80211)."""

IW_TIMEOUT_S: Final = 5.0

WORLD: Final = "00"
"""The regulatory domain of a machine that nobody told its country."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How many phones a driver takes as an access point before it refuses, and who says so."""

    phones: int
    source: str


CEILINGS: Final[tuple[tuple[str, Ceiling], ...]] = (
    ("iwlwifi", Ceiling(14, "https://github.com/posm/posm/issues/84")),
    ("mt7921", Ceiling(15, "https://github.com/morrownr/USB-WiFi/issues/369")),
    ("mt7922", Ceiling(15, "https://github.com/morrownr/USB-WiFi/issues/369")),
    ("mt7925", Ceiling(15, "https://github.com/morrownr/USB-WiFi/issues/561")),
    ("brcmfmac", Ceiling(8, "https://github.com/iiab/iiab/issues/3934")),
    ("ath9k_htc", Ceiling(7, "https://github.com/morrownr/USB-WiFi/issues/44")),
    ("rtw", Ceiling(30, "https://github.com/morrownr/mt76/issues/50")),
    ("rtl8", Ceiling(30, "https://github.com/diederikdehaas/rtl8812AU/issues/111")),
    ("88", Ceiling(30, "https://github.com/diederikdehaas/rtl8812AU/issues/111")),
)
"""By the beginning of a driver's name: reported by users and maintainers, not measured by us.

Where reports differ (brcmfmac: 7 to 10 as shipped) the careful one is taken. A driver that is not
here has no known ceiling: ath9k and other radios whose stations are kept by the kernel itself.
"""


@dataclass(frozen=True, slots=True)
class Radio:
    """One radio; `interface` is empty where it has none.

    `channels` are those of 2.4 and 5 GHz on which an access point may begin at once: not disabled,
    not "no IR" (listening only), and none that wants a minute of looking out for radar. 6 GHz is
    left out: it needs WPA3 and most phones do not have it. `ceiling` is None where nobody knows.
    """

    interface: str
    phy: str
    driver: str
    has_ap_mode: bool
    channels: tuple[int, ...] = ()
    ceiling: int | None = None


@dataclass(frozen=True, slots=True)
class Phy:
    """What `iw phy` tells of one radio; `stations` is its own word for how many it takes."""

    name: str
    modes: frozenset[str]
    channels: tuple[int, ...]
    stations: int | None = None


def radios(phys: Path = PHYS) -> tuple[Radio, ...]:
    """Every radio of this machine, best access point first; none where `iw` is not there."""
    interfaces = read_interfaces(_iw("dev"))
    found = [
        _radio(phy, interfaces.get(phy.name, ""), driver_of(phys / phy.name))
        for phy in read_phys(_iw("phy"))
    ]
    return tuple(sorted(found, key=_worth))


def country() -> str:
    """The two letters of the country whose rules the radios keep to; "" where none was told."""
    return read_country(_iw("reg", "get"))


def ceiling_of(driver: str) -> Ceiling | None:
    """What is known of a driver, by its name as in sysfs, such as `mt7921e`."""
    return next((ceiling for name, ceiling in CEILINGS if driver.startswith(name)), None)


def driver_of(phy: Path) -> str:
    """The name of the driver behind a radio in sysfs, or "" where it does not tell."""
    try:
        return (phy / "device" / "driver").resolve(strict=True).name
    except OSError:
        return ""


def read_phys(told: str) -> tuple[Phy, ...]:
    """The radios in what `iw phy` printed."""
    return tuple(_phy(block) for block in re.split(r"^(?=Wiphy )", told, flags=re.M) if block)


def read_interfaces(told: str) -> dict[str, str]:
    """The first interface of each radio in what `iw dev` printed, by the radio's name."""
    found: dict[str, str] = {}
    phy = ""
    for line in told.splitlines():
        if begins := re.match(r"phy#(\d+)$", line.strip()):
            phy = f"phy{begins[1]}"
        elif names := re.match(r"Interface (\S+)$", line.strip()):
            found.setdefault(phy, names[1])
    return found


def read_country(told: str) -> str:
    """The country in what `iw reg get` printed.

    A radio that keeps rules of its own (self-managed, as Intel's) is asked before the whole.
    """
    of_all = own = ""
    is_own = False
    for line in told.splitlines():
        is_own = "self-managed" in line if line[:1].isalpha() and ":" not in line else is_own
        if names := re.match(r"country (\w\w):", line):
            if is_own:
                own = own or names[1]
            else:
                of_all = of_all or names[1]
    return next((name for name in (own, of_all) if name not in ("", WORLD, "99", "98")), "")


def _phy(block: str) -> Phy:
    lines = block.splitlines()
    limit = re.search(r"Maximum associated stations in AP mode: (\d+)", block)
    return Phy(
        name=lines[0].split()[1],
        modes=frozenset(_modes(lines)),
        channels=tuple(_channels(lines)),
        stations=int(limit[1]) if limit else None,
    )


def _modes(lines: list[str]) -> Iterator[str]:
    is_there = False
    for line in map(str.strip, lines):
        if is_there and not line.startswith("* "):
            return
        if is_there:
            yield line[2:]
        is_there = is_there or line == "Supported interface modes:"


_CHANNEL: Final = re.compile(r"\* (\d+)(?:\.\d+)? MHz \[(\d+)\](.*)")
_NOT_AT_ONCE: Final = ("disabled", "no IR", "passive", "no IBSS", "radar")
"""Also as iw wrote it before 2013: "passive scanning, no IBSS"."""

_SIX_GHZ_FROM_MHZ: Final = 5925


def _channels(lines: list[str]) -> Iterator[int]:
    for line in lines:
        if (told := _CHANNEL.match(line.strip())) is None or int(told[1]) >= _SIX_GHZ_FROM_MHZ:
            continue
        if not any(word in told[3] for word in _NOT_AT_ONCE):
            yield int(told[2])


def _radio(phy: Phy, interface: str, driver: str) -> Radio:
    known = ceiling_of(driver)
    limits = [limit for limit in (phy.stations, known and known.phones) if limit]
    return Radio(
        interface=interface,
        phy=phy.name,
        driver=driver,
        has_ap_mode="AP" in phy.modes,
        channels=phy.channels,
        ceiling=min(limits, default=None),
    )


def _worth(radio: Radio) -> tuple[bool, bool, int, str]:
    can_serve = radio.has_ap_mode and bool(radio.channels)
    # Nobody knows how many an unknown radio takes; a known small number is worth less than that.
    return (not can_serve, not radio.interface, -(radio.ceiling or 20), radio.phy)


def _iw(*asked: str) -> str:
    # Debian keeps it where only root looks.
    program = shutil.which("iw", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin")
    if program is None:
        return ""
    try:
        told = subprocess.run(
            [program, *asked], capture_output=True, text=True, timeout=IW_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout if told.returncode == 0 else ""
