"""Pages and sockets on one port: the bridge's handshakes, its refusals, its limits and its end."""

import gc
import json
import os
import resource
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

import pytest
from waitress.parser import HTTPRequestParser

from appliance.live import bridge
from appliance.live.bridge import open_server
from appliance.live.lending import LendingChannel

from .house import PATIENCE_S, House, exchange, open_house
from .rawsocket import TEXT, Ended, Refused, frame, handshake, read_answer

_KEY = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}


@pytest.fixture
def house() -> Iterator[House]:
    with open_house() as open_one:
        yield open_one


def test_frames_sent_as_soon_as_the_answer_came_arrive(house: House) -> None:
    for n in range(100):
        with house.connect() as raw:
            raw.send_text(f"{n} a")
            raw.send_text(f"{n} b")
            assert [house.next_said(), house.next_said()] == [f"{n} a", f"{n} b"]


def test_waitress_reads_nothing_from_a_connection_that_it_lent(house: House) -> None:
    ours, theirs = socket.socketpair()
    server = house.server._servers[0]
    with ours, theirs:
        channel = LendingChannel(server, ours, ("", 0), server.adj, map={})
        assert channel.readable()
        # As in the moment between the 101 and the end of its task.
        channel.is_lent = True
        theirs.sendall(b"a frame")
        assert not channel.readable()
        channel.handle_read()
        assert ours.recv(100) == b"a frame"


def test_what_came_behind_a_request_is_counted_only_when_all_of_it_was_looked_at(
    house: House,
) -> None:
    ours, theirs = socket.socketpair()
    server = house.server._servers[0]
    with ours, theirs, ThreadPoolExecutor(1) as pool:
        channel = LendingChannel(server, ours, ("", 0), server.adj, map={})
        channel.requests = [HTTPRequestParser(server.adj)]
        with channel.requests_lock:
            # As while the server's thread is still parsing what it received.
            answer = pool.submit(channel.has_more)
            with pytest.raises(TimeoutError):
                answer.result(0.05)
            channel.request = HTTPRequestParser(server.adj)
        assert answer.result(PATIENCE_S)


def test_a_refusal_by_the_application_leaves_the_connection_in_use(house: House) -> None:
    with _open(house) as sock:
        sock.sendall(handshake("box", 80, "/live", {**_KEY, "X-Stranger": "yes"}))
        assert _answer(sock)[0] == 401
        sock.sendall(handshake("box", 80, "/nowhere", _KEY))
        assert _answer(sock)[0] == 404
        sock.sendall(b"GET /page HTTP/1.1\r\nHost: box\r\n\r\n")
        assert _answer(sock)[::2] == (200, b"page")
        sock.sendall(handshake("box", 80, "/live", _KEY))
        status, headers, rest = read_answer(sock)
        assert (status, rest) == (101, b"")
        assert headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        sock.sendall(frame(TEXT, b"hello"))
        assert house.next_said() == "hello"


def test_the_answer_is_the_handshakes_and_nothing_of_a_pages(house: House) -> None:
    with house.connect(headers={"Sec-WebSocket-Extensions": "permessage-deflate"}) as raw:
        assert set(raw.headers) == {"upgrade", "connection", "sec-websocket-accept"}
        raw.send_text("hello")
        assert house.next_said() == "hello"
        # Flask's own answer to the route would come before this.
        house.hub.send(house.arrived.get(timeout=PATIENCE_S), b"first")
        assert raw.recv_text() == "first"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Sec-WebSocket-Version": "8"}, 426, "websocket_version"),
        ({"Sec-WebSocket-Version": ""}, 426, "websocket_version"),
        ({"Sec-WebSocket-Key": ""}, 400, "bad_handshake"),
        ({"Sec-WebSocket-Key": "short"}, 400, "bad_handshake"),
        ({"Sec-WebSocket-Key": "é" * 24}, 400, "bad_handshake"),
        ({"Connection": "keep-alive"}, 400, "bad_handshake"),
        ({"Upgrade": "websocket, h2c"}, 400, "bad_handshake"),
        ({"Upgrade": "h2c"}, 400, "bad_handshake"),
        ({"Host": ""}, 400, "bad_handshake"),
        ({"Host": "é" * 70}, 400, "bad_handshake"),
        ({"Content-Length": "3"}, 400, "bad_handshake"),
        ({"Transfer-Encoding": "chunked"}, 400, "bad_handshake"),
    ],
)
@pytest.mark.parametrize("path", ["/live", "/page"])
def test_a_wrong_handshake_is_refused_in_the_one_shape(
    house: House, headers: dict[str, str], status: int, code: str, path: str
) -> None:
    behind = b"0\r\n\r\n" if "Transfer-Encoding" in headers else b"abc"
    body = behind if {"Transfer-Encoding", "Content-Length"} & set(headers) else b""
    with pytest.raises(Refused) as refused:
        house.connect(path, headers=headers, behind=body)
    assert refused.value.status == status
    said = json.loads(refused.value.body)
    assert said.pop("message")
    assert said == {"refused": None, "code": code}
    assert refused.value.headers["content-type"] == "application/json"
    if status == 426:
        assert refused.value.headers["sec-websocket-version"] == "13"
        assert refused.value.headers["upgrade"] == "websocket"


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_a_websocket_that_does_not_begin_with_get_is_refused(house: House, method: str) -> None:
    with _open(house) as sock:
        sock.sendall(handshake("box", 80, "/live", _KEY).replace(b"GET", method.encode(), 1))
        status, headers, body = _answer(sock)
        assert (status, headers["allow"]) == (405, "GET")
        assert json.loads(body)["code"] == "method_not_allowed"


def test_a_websocket_over_http_1_0_is_refused(house: House) -> None:
    with _open(house) as sock:
        sock.sendall(handshake("box", 80, "/live", _KEY).replace(b"HTTP/1.1", b"HTTP/1.0"))
        status, _, body = _answer(sock)
        assert (status, json.loads(body)["code"]) == (400, "bad_handshake")


@pytest.mark.parametrize(
    "behind",
    [frame(TEXT, b"early"), b"GET /page HTTP/1.1\r\nHost: box\r\n\r\n", b"\r\n", b"x"],
    ids=["a frame", "a request", "a line", "a byte"],
)
def test_bytes_in_the_same_packet_as_the_request_are_refused(house: House, behind: bytes) -> None:
    for _ in range(20):
        with _open(house) as sock:
            sock.sendall(handshake("box", 80, "/live", _KEY) + behind)
            status, _, body = _answer(sock)
            assert (status, json.loads(body)["code"]) == (400, "bad_handshake")
    assert house.get("/page") == (200, b"page")


def test_another_upgrade_than_to_websocket_gets_its_page(house: House) -> None:
    connection = house.http()
    asked = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": ""}
    assert exchange(connection, "GET", "/page", headers=asked).read() == b"page"
    connection.close()


def test_a_route_that_forgets_its_socket_loses_it(house: House) -> None:
    with house.connect("/forgetful") as raw:
        assert raw.recv_close().code == 1000
        raw.recv_end()
    assert house.get("/page") == (200, b"page")


def test_a_route_cannot_write_to_a_socket_that_it_gave_away(house: House) -> None:
    with house.connect("/clinging") as raw:
        assert house.denied.get(timeout=PATIENCE_S) == "send"
        house.hub.send(house.arrived.get(timeout=PATIENCE_S), b"first")
        assert raw.recv_text() == "first"


def test_a_route_that_fails_ends_its_connection_without_a_page_in_it(house: House) -> None:
    with house.connect("/failing") as raw, pytest.raises(Ended) as ended:
        raw.recv_frame()
    assert ended.value.code is None
    assert house.get("/page") == (200, b"page")


def test_a_client_that_is_gone_before_its_answer_arrives_and_leaves(house: House) -> None:
    for _ in range(20):
        with _open(house) as sock:
            sock.sendall(handshake("box", 80, "/live", _KEY))
        link = house.arrived.get(timeout=PATIENCE_S)
        assert house.next_left() is link


@pytest.mark.parametrize(
    ("request_bytes", "status", "code"),
    [
        (b"NONSENSE\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/1.1\r\nHost: box\r\nbad header\r\n\r\n", 400, "bad_request"),
        (handshake("box", 80, "/live", {**_KEY, "X": "a\0b"}), 400, "bad_request"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431, "headers_too_large"),
        (
            b"POST /echo HTTP/1.1\r\nHost: box\r\nTransfer-Encoding: gzip\r\n\r\n",
            501,
            "not_implemented",
        ),
    ],
    ids=["no request", "no header", "NUL", "long header", "unknown encoding"],
)
def test_a_request_out_of_order_is_refused_in_the_one_shape(
    house: House, request_bytes: bytes, status: int, code: str
) -> None:
    with _open(house) as sock:
        sock.sendall(request_bytes)
        answered, headers, body = _answer(sock)
        assert (answered, headers["content-type"]) == (status, "application/json")
        said = json.loads(body)
        assert said.pop("message")
        assert said == {"refused": None, "code": code}
        assert sock.recv(1) == b""


def test_a_body_that_is_too_large_is_refused_and_the_client_hears_it(house: House) -> None:
    for _ in range(5):
        connection = house.http()
        answer = exchange(connection, "POST", "/echo", body=bytes(5 * 1024 * 1024))
        assert (answer.status, json.loads(answer.read())["code"]) == (413, "too_large")
        connection.close()


def test_only_where_files_are_brought_a_body_may_be_large(house: House) -> None:
    connection = house.http()
    large = os.urandom(3 * 1024 * 1024)
    assert exchange(connection, "POST", "/prepare/echo", body=large).read() == large
    connection.close()


def test_a_body_up_to_the_limit_is_taken(house: House) -> None:
    connection = house.http()
    body = os.urandom(1024 * 1024 - 1)
    assert exchange(connection, "POST", "/echo", body=body).read() == body
    connection.close()


def test_forwarding_headers_are_left_for_the_application_to_see(house: House) -> None:
    connection = house.http()
    asked = {"X-Forwarded-For": "1.2.3.4", "Forwarded": "for=1.2.3.4"}
    seen = json.load(exchange(connection, "GET", "/headers", headers=asked))
    assert (seen["X-Forwarded-For"], seen["Forwarded"]) == ("1.2.3.4", "for=1.2.3.4")
    connection.close()


def test_the_server_names_itself_plainly(house: House) -> None:
    connection = house.http()
    assert exchange(connection, "GET", "/page").headers["Server"] == "Tafelronde"
    connection.close()


def test_accepted_sockets_do_not_wait_to_fill_a_packet(house: House) -> None:
    with house.connect() as raw:
        raw.send_text("here")
        link, _ = house.said.get(timeout=PATIENCE_S)
        assert link.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_pages_answer_while_a_hundred_and_twenty_sockets_are_open(house: House) -> None:
    guests = [house.enter("crowd") for _ in range(120)]
    connections = [house.http() for _ in range(20)]
    for round_ in range(5):
        house.hub.publish({"crowd": str(round_).encode()})
        for connection in connections:
            assert exchange(connection, "GET", "/page").read() == b"page"
        assert {guest.raw.recv_text() for guest in guests} == {str(round_)}
    for connection in connections:
        connection.close()
    for guest in guests:
        guest.raw.drop()


def test_open_sockets_do_not_count_for_the_connection_limit() -> None:
    with open_house({"connection_limit": 20}) as house:
        guests = [house.enter() for _ in range(60)]
        assert house.get("/page") == (200, b"page")
        house.hub.publish({"all": b"all of you"})
        assert {guest.raw.recv_text() for guest in guests} == {"all of you"}
        for guest in guests:
            guest.raw.drop()


def test_file_numbers_over_1023_are_served() -> None:
    with open_house() as house:
        if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 4096:
            pytest.skip("this machine allows fewer than 4096 open files")
        taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(3000)]
        try:
            guests = [house.enter() for _ in range(20)]
            assert min(guest.link.sock.fileno() for guest in guests) > 1023
            assert house.get("/page") == (200, b"page")
            house.hub.publish({"all": b"high"})
            assert {guest.raw.recv_text() for guest in guests} == {"high"}
        finally:
            for number in taken:
                os.close(number)
        for guest in guests:
            guest.raw.drop()


def test_the_limit_of_open_files_is_raised() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
    try:
        with open_house():
            raised, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    assert raised in {wanted, min(wanted, 10240)}


def test_without_room_for_another_file_a_handshake_is_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(channel: Any) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("appliance.live.lending.LentSocket", no_more)
    with pytest.raises(Refused) as refused:
        house.connect()
    assert (refused.value.status, json.loads(refused.value.body)["code"]) == (503, "busy")


def test_who_sends_a_request_too_slowly_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge.UpgradeServer, "request_within_s", 0.2)
    monkeypatch.setattr(bridge, "_LOOK_EVERY_S", 0)
    with open_house() as house, _open(house) as slow, _open(house) as idle:
        idle.sendall(b"GET /page HTTP/1.1\r\nHost: box\r\n\r\n")
        assert _answer(idle)[0] == 200
        with pytest.raises(OSError):  # noqa: PT012
            for byte in b"GET /page HTTP/1.1\r\nX: " + b"x" * 1_000_000:
                slow.sendall(bytes((byte,)))
                # Each one wakes the server, which then looks at who is overdue.
                house.get("/page")
        idle.sendall(b"GET /page HTTP/1.1\r\nHost: box\r\n\r\n")
        assert _answer(idle)[0] == 200


def test_in_a_crowd_idle_connections_make_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge.UpgradeServer, "crowded_idle_s", 0.0)
    monkeypatch.setattr(bridge, "_LOOK_EVERY_S", 0)
    with open_house({"connection_limit": 20}) as house:
        idle = [_open(house) for _ in range(30)]
        assert house.get("/page") == (200, b"page")
        for sock in idle:
            sock.close()


def test_a_signal_handler_may_stop_it() -> None:
    server = open_server(_nothing, "127.0.0.1", 0)
    before = signal.signal(signal.SIGUSR1, lambda *_: server.stop())

    def knock() -> None:
        # An answer of any kind shows that the server runs.
        with socket.create_connection(("127.0.0.1", server.effective_port)) as sock:
            sock.sendall(b"NONSENSE\r\n\r\n")
            assert sock.recv(1)
        os.kill(os.getpid(), signal.SIGUSR1)

    knocking = threading.Thread(target=knock)
    try:
        knocking.start()
        server.run()
    finally:
        knocking.join(PATIENCE_S)
        signal.signal(signal.SIGUSR1, before)


def test_stop_lets_what_is_being_answered_be_answered() -> None:
    begun, may_end = threading.Event(), threading.Event()
    with open_house() as house:

        @house.app.get("/slow")
        def slow() -> str:
            begun.set()
            assert may_end.wait(PATIENCE_S)
            return "answered"

        connection, idle = house.http(), _open(house)
        connection.request("GET", "/slow")
        assert begun.wait(PATIENCE_S)
        house.server.stop()
        # Who asks nothing is not waited for; nobody new is let in.
        assert idle.recv(1) == b""
        with pytest.raises(OSError):
            house.get("/page")
        may_end.set()
        assert connection.getresponse().read() == b"answered"
        connection.close()
        idle.close()


def test_stop_may_be_repeated_and_come_before_the_start() -> None:
    server = open_server(_nothing, "127.0.0.1", 0)
    server.stop()
    server.stop()
    server.run()
    server.stop()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", server.effective_port), timeout=PATIENCE_S)


def test_a_server_that_never_ran_is_freed_by_close() -> None:
    before = set(os.listdir("/dev/fd"))
    threads = threading.active_count()
    server = open_server(_nothing, "127.0.0.1", 0)
    server.close()
    assert set(os.listdir("/dev/fd")) == before
    assert threading.active_count() == threads


def test_a_taken_port_is_reported_and_nothing_is_left_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        before = set(os.listdir("/dev/fd"))
        with pytest.raises(OSError):
            open_server(_nothing, "127.0.0.1", taken.getsockname()[1])
        assert set(os.listdir("/dev/fd")) == before


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="needs IPv6")
def test_a_port_that_is_taken_for_one_address_of_two_leaves_nothing_open() -> None:
    with socket.create_server(("::", 0), family=socket.AF_INET6) as taken:
        before = set(os.listdir("/dev/fd"))
        with pytest.raises(OSError):
            open_server(_nothing, "", taken.getsockname()[1])
        gc.collect()
        assert set(os.listdir("/dev/fd")) == before


def test_every_address_of_a_host_is_served_on_one_port() -> None:
    with open_house({"host": ""}) as house:
        hosts = ["127.0.0.1", "::1"] if _has_ipv6() else ["127.0.0.1"]
        for host in hosts:
            connection = HTTPConnection(host, house.port, timeout=PATIENCE_S)
            assert exchange(connection, "GET", "/page").read() == b"page"
            connection.close()
            with _open(house, host) as sock:
                sock.sendall(handshake("box", 80, "/live", _KEY))
                assert read_answer(sock)[0] == 101
                sock.sendall(frame(TEXT, host.encode()))
                assert house.next_said() == host


def _nothing(environ: Any, start_response: Any) -> list[bytes]:
    raise AssertionError("nobody asks")


def _open(house: House, host: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((host, house.port), timeout=PATIENCE_S)


def _answer(sock: socket.socket) -> tuple[int, dict[str, str], bytes]:
    status, headers, body = read_answer(sock)
    while len(body) < int(headers["content-length"]):
        body += sock.recv(65536)
    return status, headers, body


def _has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False
