"""The units are sound, and the ones that phones can reach have next to no rights."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

FILES = Path(__file__).parents[2] / "provisioning/files"
UNITS = FILES / "etc/systemd/system"
NAMES = sorted(path.name for path in UNITS.iterdir())
EXPOSED = ["tafelronde.service", "tafelronde-network.service", "tafelronde-screen.service"]
"""What phones talk to, what listens on the wire, and what a keyboard talks to."""

EXPOSURE_MOST = 3.0
"""Of 10, by `systemd-analyze security`."""

NEEDS_SYSTEMD = pytest.mark.needs("systemd-analyze")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with programs that are here in the place of those that are on a box."""
    for unit in UNITS.iterdir():
        text = re.sub(
            r"^(Exec\w+=-?)/\S+", rf"\1{shutil.which('true')}", unit.read_text(), flags=re.M
        )
        (tmp_path / unit.name.replace("@.", "@sda1.")).write_text(text)
    return tmp_path


def value(unit: str, section: str, name: str) -> list[str]:
    """All values of a setting, in order."""
    lines = (UNITS / unit).read_text().split(f"[{section}]")[1].split("\n[")[0].splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{name}=")]


@NEEDS_SYSTEMD
def test_systemd_finds_nothing_to_say_about_the_units(units: Path) -> None:
    command = ["systemd-analyze", "verify", "--man=no", *sorted(map(str, units.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@NEEDS_SYSTEMD
def test_systemd_would_speak_of_a_fault(units: Path) -> None:
    unit = units / "tafelronde.service"
    unit.write_text(unit.read_text().replace("Restart=always", "Restart=allways"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True
    )
    assert "allways" in done.stderr


@NEEDS_SYSTEMD
@pytest.mark.parametrize("name", EXPOSED)
def test_what_people_reach_has_next_to_no_rights(units: Path, name: str) -> None:
    limit = f"--threshold={EXPOSURE_MOST * 10:.0f}"
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", limit, units / name]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", EXPOSED)
def test_what_must_be_there_comes_back_for_ever(name: str) -> None:
    assert value(name, "Service", "Restart") == ["always"]
    assert value(name, "Unit", "StartLimitIntervalSec") == ["0"]
    assert value(name, "Service", "User") == ["tafelronde"]


def test_the_box_needs_no_network_to_start_and_says_when_it_is_up() -> None:
    after = " ".join(value("tafelronde.service", "Unit", "After"))
    assert "network" not in after
    assert value("tafelronde.service", "Unit", "Requires") == []
    assert value("tafelronde.service", "Service", "Type") == ["notify"]
    assert value("tafelronde.service", "Service", "CapabilityBoundingSet") == [
        "CAP_NET_BIND_SERVICE"
    ]


def test_no_code_that_serve_tells_at_its_terminal_reaches_the_journal() -> None:
    assert value("tafelronde.service", "Service", "StandardOutput") == ["null"]


def test_nothing_on_a_stick_can_be_run() -> None:
    [command] = value("tafelronde-stick@.service", "Service", "ExecStart")
    assert "--options nosuid,nodev,noexec" in command
    assert value("tafelronde-stick@.service", "Service", "User") == ["tafelronde"]


def test_every_unit_that_udev_or_a_step_names_is_there() -> None:
    rules = (FILES / "etc/udev/rules.d/90-tafelronde-stick.rules").read_text()
    steps = "".join(path.read_text() for path in (FILES.parent / "steps").iterdir())
    named = set(re.findall(r"tafelronde[\w-]*@?\.service", steps + rules.replace("%k", "")))
    named |= {f"{stem}.service" for stem in re.findall(r"for unit in (.*); do", steps)[0].split()}
    assert named == set(NAMES)
