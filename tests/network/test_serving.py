"""Where the box of this machine is: told by a box that serves, else guessed."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from appliance.network import serving
from appliance.network.room import ADDRESS
from appliance.network.serving import INSTALLED, is_prepared, likely_address


class Health(BaseHTTPRequestHandler):
    """Says which conference it serves."""

    def do_GET(self) -> None:
        """Answer any address alike."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"conference": "ours"}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """A port on which a box serves the conference `ours`."""
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture
def held() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as door:
        door.bind(("", 0))
        door.listen()
        door.settimeout(0)
        yield door.getsockname()[1]


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with one address."""
    monkeypatch.setattr(serving, "room_address", lambda: "192.168.1.4")
    monkeypatch.setattr(serving, "_ANSWERS_WITHIN_S", 0.2)


def free() -> int:
    """A port that nobody has."""
    with socket.socket() as door:
        door.bind(("", 0))
        return int(door.getsockname()[1])


def test_a_box_that_serves_this_conference_tells_the_port(port: int) -> None:
    assert likely_address("ours", (free(), port)) == f"http://192.168.1.4:{port}"


def test_a_box_that_serves_another_conference_has_its_port_for_itself(port: int) -> None:
    mine = free()
    assert likely_address("another", (port, mine)) == f"http://192.168.1.4:{mine}"


def test_without_a_box_it_is_the_first_port_that_one_could_take(held: int) -> None:
    mine = free()
    assert likely_address("ours", (held, mine)) == f"http://192.168.1.4:{mine}"


def test_the_port_of_the_web_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_serves", lambda conference, port: port == 80)
    assert likely_address("ours", (80, 8080)) == "http://192.168.1.4"


def test_without_a_network_there_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "room_address", lambda: "127.0.0.1")
    assert likely_address("ours", (80,)) is None


def test_a_prepared_box_is_known_by_its_folder_or_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_prepared(INSTALLED)
    assert not is_prepared(tmp_path)
    monkeypatch.setattr(serving, "own_addresses", lambda: frozenset({ADDRESS, "127.0.0.1"}))
    assert is_prepared(tmp_path)
