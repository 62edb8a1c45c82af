"""What is brought: judged by its head, kept on the disk, and refused so that it is heard."""

import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from waitress.adjustments import Adjustments

from appliance.live import bodies
from appliance.live.bodies import Gate, Parser
from appliance.live.bridge import Bridge, open_server
from appliance.live.lending import LendingChannel

PATIENCE_S = 20.0
KEY = "house.objection"
SMALL = 100
LARGE = 5_000_000


def gate(folder: Path) -> Gate:
    """Takes all but what is odd in size, from who shows a cookie, and stands at one address."""

    def objection(path: str, cookies: str, size_bytes: int) -> str | None:
        if path != "/bring":
            return None
        return "" if cookies == "who=me" and size_bytes % 2 == 0 else "odd"

    return Gate(objection, folder, KEY, "full")


def parsed(folder: Path, size_bytes: int, path: str = "/bring", cookie: str = "who=me") -> Parser:
    """A request as far as its head."""
    adj: Any = Adjustments(max_request_body_size=SMALL)
    adj.gate = gate(folder)
    parser = Parser(adj)
    head = f"POST {path} HTTP/1.1\r\nCookie: {cookie}\r\nContent-Length: {size_bytes}\r\n\r\n"
    assert parser.received(head.encode()) == len(head)
    return parser


def test_what_may_be_brought_waits_in_the_folder_without_a_name(tmp_path: Path) -> None:
    parser = parsed(tmp_path, 2 * SMALL)
    assert (parser.completed, parser.may_be_slow) == (False, True)
    for piece in (b"a" * SMALL, b"b" * SMALL):
        parser.received(piece)
    assert (parser.completed, parser.error, parser.objection) == (True, None, "")
    body = parser.get_body_stream()
    assert body.read() == b"a" * SMALL + b"b" * SMALL
    assert list(tmp_path.iterdir()) == []
    parser.close()
    assert body.closed


def test_where_the_gate_does_not_stand_the_limit_is_what_it_was(tmp_path: Path) -> None:
    parser = parsed(tmp_path, 2 * SMALL, "/echo")
    assert (type(parser.error).__name__, parser.objection) == ("RequestEntityTooLarge", "")


def test_what_is_refused_is_a_request_without_a_body(tmp_path: Path) -> None:
    for parser in (parsed(tmp_path, SMALL + 1), parsed(tmp_path, 2, cookie="who=you")):
        assert (parser.completed, parser.error, parser.objection) == (True, None, "odd")
        assert (parser.headers["CONTENT_LENGTH"], parser.get_body_stream().read()) == ("0", b"")


def test_what_the_disk_does_not_take_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert parsed(tmp_path / "gone", SMALL).objection == "full"
    parser = parsed(tmp_path, SMALL)

    def full(waits: object, piece: bytes) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(bodies._Waiting, "append", full)
    assert parser.received(b"a") == 1
    assert (parser.completed, parser.objection) == (True, "full")


def test_the_application_is_told_and_who_sent_it_hears_it(tmp_path: Path) -> None:
    with served(tmp_path, lambda environ: environ.get(KEY, "")) as server:
        for size, told in ((LARGE, b""), (LARGE + 1, b"odd")):
            line = HTTPConnection("127.0.0.1", server.effective_port, timeout=PATIENCE_S)
            line.request("POST", "/bring", bytes(size), {"Cookie": "who=me"})
            assert line.getresponse().read() == told
            line.close()


def test_what_is_cut_off_on_its_way_leaves_nothing(tmp_path: Path) -> None:
    closed = threading.Event()
    close = bodies._Waiting.close

    def noted(waits: bodies._Waiting) -> None:
        close(waits)
        closed.set()

    with pytest.MonkeyPatch.context() as patch, served(tmp_path, lambda environ: "") as server:
        patch.setattr(bodies._Waiting, "close", noted)
        line = socket.create_connection(("127.0.0.1", server.effective_port))
        line.sendall(b"POST /bring HTTP/1.1\r\nCookie: who=me\r\nContent-Length: 100\r\n\r\nhalf")
        line.close()
        assert closed.wait(PATIENCE_S)
    assert list(tmp_path.iterdir()) == []


def test_what_is_brought_may_take_long_as_long_as_it_comes(tmp_path: Path) -> None:
    channel: Any = LendingChannel.__new__(LendingChannel)
    channel.last_activity, channel._incomplete_since = 100.0, 0.0
    channel._incomplete = parsed(tmp_path, SMALL)
    assert [channel.is_overdue(now, 60.0) for now in (159.0, 161.0)] == [False, True]
    channel._incomplete.close()
    channel._incomplete = parsed(tmp_path, SMALL, "/echo")
    assert channel.is_overdue(61.0, 60.0)


@contextmanager
def served(folder: Path, answer: Callable[[dict[str, Any]], str]) -> Iterator[Bridge]:
    """A server with that gate, whose pages say this."""

    def app(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/plain")])
        return [answer(environ).encode()]

    server = open_server(app, "127.0.0.1", 0, gate=gate(folder))
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        yield server
    finally:
        server.stop()
        serving.join(PATIENCE_S)
