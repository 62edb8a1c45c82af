"""What the machine tells of its disk and its power."""

import os
import stat
import time
from pathlib import Path

import pytest

from appliance.machine import (
    Power,
    can_switch_off,
    free_bytes,
    is_box,
    power,
    switch_off_soon,
)

MAINS = {"type": "Mains", "online": "1"}
UNPLUGGED = {"type": "Mains", "online": "0"}
BATTERY = {"type": "Battery", "status": "Discharging", "capacity": "62"}
FULL = {"type": "Battery", "status": "Full", "capacity": "100"}
MOUSE = {"type": "Battery", "scope": "Device", "status": "Discharging", "capacity": "9"}
PORT = {"type": "USB"}


@pytest.mark.parametrize(
    ("supplies", "found"),
    [
        ((), None),
        ((MAINS,), Power(is_mains=True)),
        ((MAINS, FULL), Power(is_mains=True, percent=100)),
        ((UNPLUGGED, BATTERY), Power(is_mains=False, percent=62)),
        ((BATTERY, {"type": "USB", "online": "1"}), Power(is_mains=True, percent=62)),
        ((MAINS, MOUSE), Power(is_mains=True)),
        ((PORT, MOUSE), None),
        ((FULL,), None),
    ],
)
def test_the_machine_runs_on_mains_or_battery_as_far_as_it_tells(
    tmp_path: Path, supplies: tuple[dict[str, str], ...], found: Power | None
) -> None:
    for n, told in enumerate(supplies):
        (tmp_path / str(n)).mkdir()
        for name, text in told.items():
            (tmp_path / str(n) / name).write_text(f"{text}\n")

    assert power(tmp_path) == found


def test_a_machine_that_tells_nothing_has_no_power(tmp_path: Path) -> None:
    assert power(tmp_path / "nowhere") is None


def test_there_is_room_where_something_was_just_written(tmp_path: Path) -> None:
    assert (free_bytes(tmp_path) or 0) > 0
    assert free_bytes(tmp_path / "nowhere") is None


def program(folder: Path, name: str, does: str) -> None:
    """A program that does this."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{does}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("answers", "can"),
    [
        ("echo 's \"yes\"'", True),
        ("echo 's \"no\"'", False),
        ("echo 's \"challenge\"'", False),
        ("exit 1", False),
        (None, False),
    ],
)
def test_it_can_be_switched_off_where_the_system_says_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: str | None, can: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if answers is not None:
        program(tmp_path, "busctl", answers)
    assert can_switch_off() is can


def test_switching_off_begins_after_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    program(tmp_path, "systemctl", f'echo "$*" >"{tmp_path}/pipe"')
    os.mkfifo(tmp_path / "pipe")
    began = time.monotonic()
    switch_off_soon(0.2)
    assert time.monotonic() - began < 0.2
    assert (tmp_path / "pipe").read_text() == "--no-ask-password poweroff\n"
    assert time.monotonic() - began >= 0.2


def test_a_machine_that_was_prepared_is_a_box(tmp_path: Path) -> None:
    unit = tmp_path / "tafelronde.service"
    before = is_box(unit)
    unit.touch()
    assert (before, is_box(unit)) == (False, True)
