"""Where the machine's clock has its time from, and how the organiser sets it."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from appliance import timekeeping as module
from appliance.timekeeping import FILE, CannotSet, Timekeeping, has_rtc, is_plausible

AT = datetime(2026, 11, 23, 13, 5, tzinfo=UTC).timestamp()
SET = f"set-time {datetime.fromtimestamp(AT).astimezone():%Y-%m-%d %H:%M:%S}"
"""What is asked then: in the time of the place."""


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Timekeeping:
    """A machine that no network keeps right, with a real-time clock."""
    monkeypatch.setattr(module, "is_synchronised", lambda: False)
    monkeypatch.setattr(module, "boot_id", lambda: "boot-1")
    monkeypatch.setattr(module, "_ahead_s", lambda: 1_000.0)
    rtc = tmp_path / "rtc" / "rtc0"
    rtc.mkdir(parents=True)
    (rtc / "hctosys").write_text("1\n")
    return Timekeeping(tmp_path, tmp_path / "rtc")


def timedatectl(folder: Path, monkeypatch: pytest.MonkeyPatch, **how: str) -> Path:
    """Put a `timedatectl` in the way that keeps what it was asked.

    `looks` answers whether it looks for a time on the network, `says` why it fails when setting.
    """
    asked, says = folder / "asked", how.get("says", "")
    program = folder / "bin" / "timedatectl"
    program.parent.mkdir()
    lines = [
        "#!/bin/sh",
        "shift",
        f'[ "$1" = show ] && {{ echo "{how.get("looks", "no")}"; exit; }}',
        f'echo "$*" >>"{asked}"',
        f'[ "$1" = set-time ] && [ -n "{says}" ] && {{ echo "{says}" >&2; exit 1; }}',
        "exit 0",
    ]
    program.write_text("\n".join(lines) + "\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return asked


def test_a_network_is_believed_first(keeping, monkeypatch):
    monkeypatch.setattr(module, "is_synchronised", lambda: True)
    assert keeping.source() == "ntp"


def test_without_network_it_is_the_machines_own_clock_or_nobodys(keeping, tmp_path):
    assert keeping.source() == "rtc"
    (tmp_path / "rtc" / "rtc0" / "hctosys").write_text("0\n")
    assert keeping.source() == "unknown"
    assert not has_rtc(tmp_path / "nowhere")


def test_what_the_organiser_set_is_the_organisers(keeping, tmp_path, monkeypatch):
    asked = timedatectl(tmp_path, monkeypatch)
    keeping.set(AT)
    assert asked.read_text() == SET + "\n"
    assert keeping.source() == "organiser"


@pytest.mark.parametrize(
    ("now", "after"), [(AT - 3600, ["set-ntp true"]), (AT + 3600, [])], ids=["ahead", "back"]
)
def test_what_looks_for_a_time_on_the_network_is_in_the_way_only_meanwhile(
    keeping, tmp_path, monkeypatch, now, after
):
    asked = timedatectl(tmp_path, monkeypatch, looks="yes")
    monkeypatch.setattr(module.time, "time", lambda: now)
    keeping.set(AT)
    told = asked.read_text().splitlines()
    assert told == ["set-ntp false", SET, *after]


@pytest.mark.parametrize("changed", ["boot", "moved", "torn", "gone"])
def test_it_is_so_until_the_machine_is_switched_off_or_somebody_else_sets_the_clock(
    keeping, tmp_path, monkeypatch, changed
):
    timedatectl(tmp_path, monkeypatch)
    keeping.set(AT)
    match changed:
        case "boot":
            monkeypatch.setattr(module, "boot_id", lambda: "boot-2")
        case "moved":
            monkeypatch.setattr(module, "_ahead_s", lambda: 1_061.0)
        case "torn":
            (tmp_path / FILE).write_text("{")
        case "gone":
            (tmp_path / FILE).unlink()
    assert keeping.source() == "rtc"


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("Failed to set time: Interactive authentication required.", "not_allowed"),
        ("Failed to set time: Access denied", "not_allowed"),
        ("Failed to set time: Not authorized", "not_allowed"),
        ("Failed to set time: Automatic time synchronization is enabled", "refused"),
        ("System has not been booted with systemd as init system", "refused"),
    ],
)
def test_why_it_cannot_be_set_is_told_and_nothing_is_remembered(
    keeping, tmp_path, monkeypatch, says, code
):
    timedatectl(tmp_path, monkeypatch, says=says, looks="yes")
    with pytest.raises(CannotSet) as no:
        keeping.set(AT)
    assert no.value.code == code
    assert not (tmp_path / FILE).exists()
    assert (tmp_path / "asked").read_text().endswith("set-ntp true\n")


def test_a_machine_without_the_program_says_so(keeping, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotSet) as no:
        keeping.set(AT)
    assert no.value.code == "no_program"


@pytest.mark.parametrize("unix_s", [0.0, -1.0, 4_200_000_000.0])
def test_a_time_that_cannot_be_is_refused(keeping, unix_s):
    with pytest.raises(ValueError):
        keeping.set(unix_s)
    assert not is_plausible(unix_s)


def test_what_is_remembered_is_small_and_holds_no_more_than_it_must(keeping, tmp_path, monkeypatch):
    timedatectl(tmp_path, monkeypatch)
    keeping.set(AT)
    assert json.loads((tmp_path / FILE).read_text()) == {
        "format": "tafelronde-clock/1",
        "boot": "boot-1",
        "ahead_s": 1_000.0,
    }


def test_this_very_machine_is_asked_without_trouble(tmp_path):
    assert Timekeeping(tmp_path).source() in {"ntp", "rtc", "unknown"}
    assert isinstance(module.boot_id(), str)


def test_a_service_that_may_not_ask_the_kernel_asks_timesyncd(tmp_path, monkeypatch):
    class Forbidden:
        def adjtimex(self, _: object) -> int:
            return -1

    monkeypatch.setattr(module.ctypes, "CDLL", lambda _: Forbidden())
    monkeypatch.setattr(module, "TIMESYNCD_HAS", tmp_path / "synchronized")
    before = module.is_synchronised()
    (tmp_path / "synchronized").touch()
    assert (before, module.is_synchronised()) == (False, True)
