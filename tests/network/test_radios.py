"""Radios are read from what `iw` prints and sysfs tells.

The captures follow what `iw phy` of versions 4.9 to 6 prints for these drivers (Intel 8265,
MediaTek MT7921, Raspberry Pi 4, AR9380, virtual radios), cut to what lies around the lines read.
"""

import os
import stat
from pathlib import Path

import pytest

from appliance.network import radios as module
from appliance.network.radios import (
    Radio,
    ceiling_of,
    driver_of,
    radios,
    read_country,
    read_interfaces,
    read_phys,
)

CAPTURES = Path(__file__).parent / "captures"

ALL_2 = tuple(range(1, 14))
LOW_5 = (36, 40, 44, 48)
HIGH_5 = (149, 153, 157, 161, 165)

DEV = """phy#1
\tInterface wlan1
\t\tifindex 5
\t\twdev 0x100000001
\t\taddr 02:00:00:00:01:00
\t\ttype managed
phy#0
\tUnnamed/non-netdev interface
\t\twdev 0x3
\t\taddr 02:00:00:00:00:01
\t\ttype P2P-device
\tInterface wlp3s0
\t\tifindex 3
\t\twdev 0x1
\t\taddr 02:00:00:00:00:00
\t\tssid Room
\t\ttype AP
\t\tchannel 6 (2437 MHz), width: 20 MHz, center1: 2437 MHz
\tInterface wlp3s0-extra
\t\ttype managed
"""

REGULATED = """global
country NL: DFS-ETSI
\t(2400 - 2483 @ 40), (N/A, 20), (N/A)
\t(5150 - 5250 @ 80), (N/A, 23), (N/A), NO-OUTDOOR, AUTO-BW
"""
WORLDWIDE = """global
country 00: DFS-UNSET
\t(2402 - 2472 @ 40), (N/A, 20), (N/A)
"""
SELF_MANAGED = """
phy#0 (self-managed)
country DE: DFS-UNSET
\t(2402 - 2437 @ 40), (6, 22), (N/A), AUTO-BW, NO-HT40MINUS, NO-80MHZ, NO-160MHZ
"""


def capture(name: str) -> str:
    """What `iw phy` printed for this driver."""
    return (CAPTURES / f"{name}.txt").read_text()


@pytest.mark.parametrize(
    ("name", "phy", "has_ap_mode", "channels", "stations"),
    [
        ("iwlwifi", "phy0", True, tuple(range(1, 12)), None),
        ("mt7921", "phy0", True, (*ALL_2, *LOW_5, *HIGH_5), None),
        ("brcmfmac", "phy0", True, tuple(range(1, 12)), None),
        ("ath9k", "phy1", True, tuple(range(1, 12)), None),
        ("managed_only", "phy2", False, ALL_2, None),
        ("limited", "phy0", True, ALL_2, 10),
    ],
)
def test_what_a_radio_can_do_is_read(
    name: str, phy: str, has_ap_mode: bool, channels: tuple[int, ...], stations: int | None
) -> None:
    (read,) = read_phys(capture(name))
    found = (read.name, "AP" in read.modes, read.channels, read.stations)
    assert found == (phy, has_ap_mode, channels, stations)


def test_several_radios_are_told_apart() -> None:
    assert [(phy.name, phy.channels) for phy in read_phys(capture("hwsim"))] == [
        ("phy0", (*ALL_2, *LOW_5)),
        ("phy1", (*ALL_2, *LOW_5)),
    ]


def test_a_mode_is_one_only_in_its_own_list() -> None:
    (phy,) = read_phys(capture("managed_only") + "\tsoftware interface modes:\n\t\t * AP\n")
    assert phy.modes == {"IBSS", "managed", "monitor"}


def test_each_radio_has_its_first_named_interface() -> None:
    assert read_interfaces(DEV) == {"phy1": "wlan1", "phy0": "wlp3s0"}


@pytest.mark.parametrize(
    ("told", "country"),
    [
        (REGULATED, "NL"),
        (WORLDWIDE, ""),
        (REGULATED + SELF_MANAGED, "DE"),
        (WORLDWIDE + SELF_MANAGED.replace("DE", "00"), ""),
        ("country 98: DFS-UNSET\n", ""),
        ("", ""),
    ],
)
def test_the_country_is_read(told: str, country: str) -> None:
    assert read_country(told) == country


@pytest.mark.parametrize(
    ("driver", "phones"),
    [
        ("iwlwifi", 14),
        ("mt7921e", 15),
        ("mt7925u", 15),
        ("brcmfmac", 8),
        ("ath9k_htc", 7),
        ("rtw_8822ce", 30),
        ("ath9k", None),
        ("mac80211_hwsim", None),
        ("", None),
    ],
)
def test_the_ceiling_goes_by_the_driver(driver: str, phones: int | None) -> None:
    known = ceiling_of(driver)
    assert (known.phones if known else None) == phones
    assert known is None or known.source.startswith("https://")


@pytest.fixture
def iw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `iw` that prints what stands in this folder, and a sysfs in it."""
    program = tmp_path / "bin" / "iw"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncat "{tmp_path}/$1.txt"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path


def has_driver(sysfs: Path, phy: str, driver: str) -> None:
    """Let a radio in this sysfs have a driver, as the kernel does."""
    (sysfs / "drivers" / driver).mkdir(parents=True)
    (sysfs / phy / "device").mkdir(parents=True)
    (sysfs / phy / "device" / "driver").symlink_to(sysfs / "drivers" / driver)


def test_the_best_access_point_stands_first(iw: Path) -> None:
    (iw / "phy.txt").write_text(capture("managed_only") + capture("ath9k") + capture("limited"))
    (iw / "dev.txt").write_text(DEV)
    has_driver(iw / "sys", "phy0", "mt7921e")
    has_driver(iw / "sys", "phy1", "ath9k")
    assert radios(iw / "sys") == (
        Radio("wlan1", "phy1", "ath9k", True, tuple(range(1, 12)), None),
        Radio("wlp3s0", "phy0", "mt7921e", True, ALL_2, 10),
        Radio("", "phy2", "", False, ALL_2, None),
    )


def test_without_the_program_there_is_no_radio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda *_, **__: None)
    assert radios() == ()
    assert module.country() == ""


def test_a_program_that_fails_tells_nothing(iw: Path) -> None:
    assert radios(iw / "sys") == ()


def test_a_driver_that_is_not_told_is_empty(tmp_path: Path) -> None:
    assert driver_of(tmp_path / "phy0") == ""
