"""A running box whose address changes: what phones are told, and where its names lead."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from appliance.box import Box
from appliance.network.addresses import Candidate, Whereabouts
from appliance.settings import Settings
from appliance.web.qr import qr_code

WIFI = Candidate("192.0.2.4", "wlan0")
WIRE = Candidate("192.0.2.77", "eth0")

pytestmark = pytest.mark.slow


class Here:
    """The addresses of a machine, as a test sets them; every look is a day later."""

    def __init__(self) -> None:
        self.found: tuple[Candidate, ...] = (WIFI,)
        self._now_s = 0.0

    def whereabouts(self, chosen: str) -> Whereabouts:
        """What the box asks."""
        return Whereabouts(chosen, look=lambda: self.found, clock=self._clock)

    def _clock(self) -> float:
        self._now_s += 86400
        return self._now_s


class Asked:
    """A box that answers on loopback, under whatever name one asks for."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.port = int(box.address.rpartition(":")[2])

    def get(self, path: str, host: str) -> tuple[int, str | None, bytes]:
        """Status, where it leads and body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path, headers={"Host": host})
            answer = line.getresponse()
            return answer.status, answer.getheader("Location"), answer.read()
        finally:
            line.close()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """A machine that is on Wi-Fi."""
    machine = Here()
    monkeypatch.setattr("appliance.network.standing.Whereabouts", machine.whereabouts)
    return machine


@contextmanager
def serving(data: Path, host: str = "0.0.0.0", address: str = "") -> Iterator[Asked]:
    """A box in this process, not announced: no word of it leaves this machine."""
    box = Box(data, host, 0, Settings(), address=address, is_announced=False)
    with box:
        thread = Thread(target=box.run)
        thread.start()
        try:
            yield Asked(box)
        finally:
            box.stop()
            thread.join()


def test_an_address_that_changes_is_followed_everywhere(tmp_path: Path, here: Here) -> None:
    with serving(tmp_path) as asked:
        old, new = (f"http://{each.address}:{asked.port}" for each in (WIFI, WIRE))
        assert asked.box.address == old
        moved = Event()
        asked.box.standing.on_moved = moved.set
        here.found = (WIRE,)
        assert asked.box.address == new
        assert asked.box.links("code")["control"].startswith(new)
        assert moved.wait(20)
        _, _, page = asked.get("/box", "localhost")
        assert new.removeprefix("http://").encode() in page
        assert asked.get("/box/test.svg", "localhost")[2] == qr_code(f"{new}/box/test").data
        assert asked.get("/stage/qr.svg", "localhost")[2] == qr_code(f"{new}/").data


def test_every_name_of_the_box_leads_to_the_address_of_now(tmp_path: Path, here: Here) -> None:
    with serving(tmp_path) as asked:
        mark = asked.box.identity.device[:4]
        names = ["tafelronde.lan", f"tafelronde-{mark}.lan", f"tafelronde-{mark}.local"]
        for found in (WIFI, WIRE):
            here.found = (found,)
            address = f"http://{found.address}:{asked.port}"
            for name in (*names, "Tafelronde.LAN", f"tafelronde.lan:{asked.port}"):
                status, where, _ = asked.get("/t/3", name)
                assert (status, where) == (302, f"{address}/t/3"), name
        assert asked.get("/t/3", "tafelronde-zzzz.lan")[0] == 421


def test_the_address_that_was_asked_for_is_told_once_it_is_there(
    tmp_path: Path, here: Here
) -> None:
    with serving(tmp_path, address=WIRE.address) as asked:
        assert WIFI.address in asked.box.address
        here.found = (WIFI, WIRE)
        assert WIRE.address in asked.box.address


def test_a_box_on_one_address_stays_there(tmp_path: Path, here: Here) -> None:
    with serving(tmp_path, host="127.0.0.1") as asked:
        here.found = (WIRE,)
        assert asked.box.address == f"http://127.0.0.1:{asked.port}"


def test_machines_are_told_the_address(tmp_path: Path, here: Here) -> None:
    with serving(tmp_path) as asked:
        assert asked.box.health()["address"] == asked.box.address
        assert asked.box.health()["local_name"] is None
