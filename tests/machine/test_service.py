"""The box starts by itself, and comes back when it is killed."""

import subprocess
from pathlib import Path

from .looking import entries, health, is_active
from .people import ADDRESS, FarEnd
from .vm import Machine, until

UNITS = (
    *("tafelronde", "tafelronde-network", "tafelronde-screen"),
    *("tafelronde-firewall", "tafelronde-radio", "NetworkManager"),
)


def test_everything_starts_by_itself(machine: Machine) -> None:
    assert {unit: is_active(machine, unit) for unit in UNITS} == dict.fromkeys(UNITS, True)
    assert machine.run("systemctl", "--failed", "--plain", "--no-legend").out == ""


def test_the_page_for_the_staff_is_served_at_the_printed_address(laptop: FarEnd) -> None:
    assert laptop.get("/box")[0] == 200
    assert health(laptop)["is_saving"]


def test_the_screen_shows_both_codes_to_scan(machine: Machine, conference: None, out: Path) -> None:
    def read() -> set[str]:
        machine.plugs.photograph_screen(out / "screen.png")
        scan = ["zbarimg", "--quiet", "--raw", out / "screen.png"]
        return set(subprocess.run(scan, capture_output=True, text=True, check=False).stdout.split())

    def has_both() -> bool:
        codes = read()
        return f"{ADDRESS}/" in codes and any(code.startswith("WIFI:T:WPA;") for code in codes)

    until(has_both, 60, "both codes on the screen")


def test_a_box_that_is_killed_comes_back_with_its_data(
    machine: Machine, laptop: FarEnd, conference: None
) -> None:
    saved = laptop.post(4, "Dit stond er al", "En dit ook")
    killed = health(laptop)["pid"]
    machine.run("kill", "-KILL", str(killed)).checked()

    until(lambda: laptop.sees("/t/4"), 120, "the box to come back")
    assert health(laptop)["pid"] != killed
    assert saved.items() <= entries(machine).items()
    assert is_active(machine, "tafelronde")
