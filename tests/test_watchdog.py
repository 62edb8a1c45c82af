"""What systemd is told: ready when the port answers, a beat only from a box that works."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from appliance.box import Box
from appliance.conference.commands import Actor, Say
from appliance.conference.records import Role
from appliance.folder import begin_demo
from appliance.settings import Settings
from appliance.store.failures import CannotSave, Reason
from appliance.watchdog import Watchdog, beat_every_s

PATIENCE_S = 20.0


class Systemd:
    """The socket on which systemd hears from a service."""

    def __init__(self, place: Path) -> None:
        self.address = str(place / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.settimeout(PATIENCE_S)

    def hear(self) -> list[str]:
        """The next thing that it is told, line by line."""
        return self._socket.recv(4096).decode().splitlines()

    def hear_until(self, what: str) -> list[list[str]]:
        """All that it is told up to and with this."""
        heard = [self.hear()]
        while what not in heard[-1]:
            heard.append(self.hear())
        return heard

    def hears_nothing(self, for_s: float) -> bool:
        """Whether it is told nothing for so long."""
        self._socket.settimeout(for_s)
        try:
            self.hear()
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(PATIENCE_S)
        return False

    def close(self) -> None:
        """Hear no more."""
        self._socket.close()


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    """Somebody who wants to be told, and a beat every 0.3 seconds."""
    there = Systemd(tmp_path)
    monkeypatch.setenv("NOTIFY_SOCKET", there.address)
    monkeypatch.setenv("WATCHDOG_USEC", "300000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    yield there
    there.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for everything kept."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@contextmanager
def serving(data: Path) -> Iterator[Box]:
    """A box that answers, watched."""
    box = Box(data, "127.0.0.1", 0, Settings())
    with box:
        begin_demo(box.conductor, box.identity)
        running = Thread(target=box.run)
        running.start()
        try:
            with watched(box):
                yield box
        finally:
            box.stop()
            running.join()


def watched(box: Box) -> Watchdog:
    """A watchdog at this box's door."""
    return Watchdog(box.door, lambda: box.conductor.turned_at, lambda now: f"{now['is_saving']}")


def test_it_is_ready_when_the_port_answers_and_beats_while_all_is_well(
    data: Path, systemd: Systemd
) -> None:
    with serving(data):
        assert systemd.hear() == ["READY=1", "STATUS=True"]
        assert [systemd.hear() for _ in range(3)] == [["WATCHDOG=1", "STATUS=True"]] * 3
    assert ["STOPPING=1"] in systemd.hear_until("STOPPING=1")


def test_it_is_not_ready_before_the_port_answers(data: Path, systemd: Systemd) -> None:
    box = Box(data, "127.0.0.1", 0, Settings())
    running = Thread(target=box.run)
    with box, watched(box):
        assert systemd.hears_nothing(0.5)
        running.start()
        assert systemd.hear()[0] == "READY=1"
        box.stop()
        running.join()


def test_a_conductor_that_hangs_gets_no_beat(data: Path, systemd: Systemd) -> None:
    go_on, hangs = Event(), Event()

    def hang() -> None:
        hangs.set()
        go_on.wait(PATIENCE_S)

    with serving(data) as box:
        systemd.hear_until("WATCHDOG=1")
        box.conductor.post(hang)
        assert hangs.wait(PATIENCE_S)
        # One that was on its way may still come.
        systemd.hears_nothing(0.3)
        assert systemd.hears_nothing(1.5)
        go_on.set()
        systemd.hear_until("WATCHDOG=1")


def test_a_full_disk_is_no_reason_to_start_again(
    data: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotSave(Reason.FULL)

    with serving(data) as box:
        systemd.hear_until("WATCHDOG=1")
        monkeypatch.setattr("appliance.store.store.Store.append", full)
        monkeypatch.setattr("appliance.store.store.Store.recover", full)
        with pytest.raises(Exception, match="full"):
            box.conductor.ask(Actor(Role.FACILITATOR), Say("x"), "a" * 32)
        systemd.hear_until("STATUS=False")
        beats = [systemd.hear() for _ in range(3)]
        monkeypatch.undo()
        assert beats == [["WATCHDOG=1", "STATUS=False"]] * 3


def test_a_box_whose_port_does_not_answer_gets_no_beat(data: Path, systemd: Systemd) -> None:
    box = Box(data, "127.0.0.1", 0, Settings())
    running = Thread(target=box.run)
    running.start()
    with box, watched(box):
        systemd.hear_until("WATCHDOG=1")
        box.stop()
        running.join()
        systemd.hears_nothing(0.3)
        assert systemd.hears_nothing(1.0)


def test_where_nobody_wants_to_be_told_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    with Watchdog(("127.0.0.1", 1), lambda: 0.0, str) as watchdog:
        assert not watchdog._thread.is_alive()


@pytest.mark.parametrize(
    ("usec", "pid", "every_s"),
    [
        ("30000000", "", 10.0),
        ("30000000", "own", 10.0),
        ("30000000", "1", None),
        ("0", "", 0.05),
        ("", "", None),
        ("soon", "", None),
    ],
)
def test_it_beats_three_times_as_often_as_it_must(
    monkeypatch: pytest.MonkeyPatch, usec: str, pid: str, every_s: float | None
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", usec)
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "own" else pid)
    assert beat_every_s() == every_s


@pytest.mark.slow
def test_the_command_that_serves_tells_systemd_in_a_sentence(data: Path, systemd: Systemd) -> None:
    command = [sys.executable, "-m", "appliance.cli", "serve", "--host", "127.0.0.1", "--port", "0"]
    environment = {**os.environ, "LC_ALL": "C"}
    with subprocess.Popen(
        [*command, "--data", str(data), "--json"],
        stdout=subprocess.DEVNULL,
        env=environment,
    ) as process:
        ready = systemd.hear()
        systemd.hear_until("WATCHDOG=1")
        process.send_signal(signal.SIGTERM)
        assert ["STOPPING=1"] in systemd.hear_until("STOPPING=1")
    assert ready[0] == "READY=1"
    assert ready[1].startswith("STATUS=The box saves everything. http://127.0.0.1:")
    assert process.returncode == 0
