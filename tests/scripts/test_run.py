"""scripts/run on a machine that has little: one command, and one sentence where it cannot."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scripts.load import SCRIPTS

ROOT = SCRIPTS.parent

PLAIN_TOOLS = ("cat", "chmod", "cksum", "cp", "date", "dirname", "id", "mkdir", "sh", "uname")
NO_PYTHON = "Tafelronde needs Python 3.11 or newer, and this machine has none."
NO_VENV = "Python's venv module is missing. Install it: sudo apt-get install python3-venv"
# Stands in for Python: makes an environment and installs as the real one would, and writes down
# what it was asked.
PYTHON = """#!/bin/sh
echo "$*" >>"$LOG"
case "$1 $2" in
"-c import ensurepip, venv") exit "${NO_VENV:-0}" ;;
"-c import sys; sys.exit(sys.version_info < (3, 11))") exit "${TOO_OLD:-0}" ;;
"-m venv")
    mkdir -p "$4/bin"
    cp "$0" "$4/bin/python"
    printf '#!/bin/sh\\necho "started: $*"\\n' >"$4/bin/tafelronde"
    chmod +x "$4/bin/tafelronde"
    ;;
esac
case "$*" in
*pip\\ install*"[${LACKING:-nothing}]") exit 1 ;;
esac
"""


class Machine:
    """A checkout on a machine that has the plain tools of any system, and what a test adds."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "programs"
        self.checkout = folder / "a check out"
        self.log = folder / "log"
        self.programs.mkdir()
        (self.checkout / "scripts").mkdir(parents=True)
        for tool in PLAIN_TOOLS:
            (self.programs / tool).symlink_to(shutil.which(tool) or tool)
        for name in ("run", "environment.sh", "constraints.txt"):
            shutil.copy(SCRIPTS / name, self.checkout / "scripts")
        for name in ("setup.cfg", "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout)

    def add_python(self) -> None:
        """Let the machine have a Python."""
        (self.programs / "python3").write_text(PYTHON)
        (self.programs / "python3").chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Call scripts/run from elsewhere, with no more than this machine has."""
        self.log.write_text("")
        known = {"PATH": str(self.programs), "LOG": str(self.log), **environment}
        return subprocess.run(
            [self.checkout / "scripts" / "run", *arguments],
            cwd=self.log.parent,
            env=known,
            capture_output=True,
            text=True,
        )

    def installs(self) -> bool:
        """Whether the last run installed anything."""
        return "pip install" in self.log.read_text()

    def extras(self) -> list[str]:
        """What the last run asked for beside the program itself, in that order."""
        return re.findall(r"\[(\w+)\]$", self.log.read_text(), re.MULTILINE)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_first_start_installs_and_a_second_one_just_starts(machine: Machine) -> None:
    machine.add_python()
    first = machine.run("--port", "8081")
    assert (first.returncode, first.stdout) == (0, "started: demo --port 8081\n")
    assert machine.installs()
    second = machine.run()
    assert (second.returncode, second.stdout, second.stderr) == (0, "started: demo\n", "")
    assert not machine.installs()


def test_a_first_start_brings_what_the_pages_use(machine: Machine) -> None:
    machine.add_python()
    machine.run()
    assert machine.extras() == ["documents", "spare", "suggestions"]


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--port", "8081", "--small"], {}), (["--port", "8081"], {"TAFELRONDE_SMALL": "1"})],
)
def test_a_small_start_leaves_that_out_until_it_is_wanted(
    machine: Machine, arguments: list[str], environment: dict[str, str]
) -> None:
    machine.add_python()
    assert machine.run(*arguments, **environment).stdout == "started: demo --port 8081\n"
    assert machine.installs()
    assert machine.extras() == []
    machine.run()
    assert machine.extras() == ["documents", "spare", "suggestions"]


def test_what_cannot_be_had_is_told_once_and_the_program_starts(machine: Machine) -> None:
    machine.add_python()
    first = machine.run(LACKING="suggestions")
    assert (first.returncode, first.stdout) == (0, "started: demo\n")
    assert "This machine cannot suggest groups of answers: what that needs" in first.stderr
    second = machine.run(LACKING="suggestions")
    assert (second.returncode, second.stdout, second.stderr) == (0, "started: demo\n", "")
    assert not machine.installs()


def test_what_could_not_be_had_is_asked_for_again_on_another_day(machine: Machine) -> None:
    machine.add_python()
    machine.run(LACKING="suggestions")
    told = machine.checkout / ".venv" / ".ready-extras"
    told.write_text(f"{told.read_text().rsplit(' ', 1)[0]} 2015-01-19\n")
    machine.run()
    assert machine.extras() == ["documents", "spare", "suggestions"]
    assert not machine.run().stderr
    assert not machine.installs()


def test_what_decides_the_environment_makes_it_anew_when_it_changes(machine: Machine) -> None:
    machine.add_python()
    machine.run()
    with (machine.checkout / "scripts" / "constraints.txt").open("a") as constraints:
        constraints.write("something==1\n")
    machine.run()
    assert machine.installs()


def test_a_checkout_that_was_moved_still_starts(machine: Machine) -> None:
    machine.add_python()
    machine.run()
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("elsewhere"))
    assert machine.run().stdout == "started: demo\n"
    assert machine.installs()


@pytest.mark.parametrize(
    ("has_python", "environment", "sentence"),
    [
        (False, {}, NO_PYTHON),
        (True, {"TOO_OLD": "1"}, NO_PYTHON),
        (True, {"NO_VENV": "1"}, NO_VENV),
    ],
)
def test_a_machine_that_lacks_something_is_told_so_in_one_sentence(
    machine: Machine, has_python: bool, environment: dict[str, str], sentence: str
) -> None:
    if has_python:
        machine.add_python()
    told = machine.run(**environment)
    assert (told.returncode, told.stdout, told.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize("name", ["run", "test", "check", "bench", "vendor", "words"])
def test_scripts_are_executable(name: str) -> None:
    assert os.access(SCRIPTS / name, os.X_OK)
