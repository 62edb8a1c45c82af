"""What the machine tells of its disk and its power."""

from pathlib import Path

import pytest

from appliance.machine import Power, free_bytes, power

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
