"""A laptop stays awake while it serves, and not a moment longer."""

import os
import select
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.wakefulness import kept_awake

PATIENCE_S = 20


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that is looked in first, without any that keeps a machine awake."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "cat").symlink_to("/bin/cat")
    (folder / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, does: str) -> Path:
    """A program that tells a pipe when it begins and when it has ended."""
    pipe = folder.parent / "pipe"
    os.mkfifo(pipe)
    file = folder / name
    file.write_text(f'#!/bin/sh\nexec 3>"{pipe}"\necho "$*" >&3\n{does}\necho over >&3\n')
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return pipe


INHIBIT = 'while [ "$1" != cat ]; do shift; done\n"$@"'
"""Runs the program behind its options and waits for it, as systemd-inhibit does."""


def test_the_lock_is_held_while_it_serves_and_let_go_after(programs: Path) -> None:
    pipe = program(programs, "systemd-inhibit", INHIBIT)
    with kept_awake():
        told = pipe.open()
        held = told.readline().split()
        # At its end a pipe can be read at once.
        ended, _, _ = select.select([told], [], [], 0)
    with told:
        told.read()
    assert {"--what=sleep:idle:handle-lid-switch", "--mode=block"} <= set(held)
    assert ended == []


def test_the_lock_ends_with_us_also_when_we_are_killed(programs: Path) -> None:
    pipe = program(programs, "systemd-inhibit", INHIBIT)
    ours = "from appliance.wakefulness import kept_awake\nwith kept_awake():\n    input()"
    process = subprocess.Popen([sys.executable, "-c", ours], stdin=subprocess.PIPE)
    with process, pipe.open() as told:
        told.readline()
        process.send_signal(signal.SIGKILL)
        assert told.read() == "over\n"


def test_on_a_mac_the_program_watches_our_process(programs: Path) -> None:
    pipe = program(programs, "caffeinate", "cat")
    with kept_awake(), pipe.open() as told:
        assert told.readline().split() == ["-i", "-w", str(os.getpid())]


def test_where_there_is_no_such_program_nothing_is_started(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *how, **_: started.append(how))
    with kept_awake():
        pass
    assert started == []


def test_a_program_that_may_not_is_no_trouble(programs: Path) -> None:
    file = programs / "systemd-inhibit"
    file.write_text("#!/bin/sh\nexit 1\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    with kept_awake():
        pass
