"""The loop over real sockets."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from appliance.rehearsal.loop import Loop, Wire, now

PATIENCE_S = 20.0


class Ear:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.heard = b""
        self.times: list[float] = []
        self.ends = 0

    def received(self, data: bytes, at: float) -> None:
        self.heard += data
        self.times.append(at)

    def ended(self) -> None:
        self.ends += 1


@pytest.fixture
def loop() -> Iterator[Loop]:
    with Loop() as running:
        yield running


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def connected(loop: Loop, listener: socket.socket, ear: Ear) -> tuple[Wire, socket.socket]:
    wire = loop.connect(listener.getsockname(), ear)
    return wire, listener.accept()[0]


def test_a_long_message_to_a_slow_reader_arrives_whole(loop, listener):
    ear, message = Ear(), bytes(range(256)) * 40_000
    wire, peer = connected(loop, listener, ear)
    with peer:
        peer.setblocking(False)
        wire.send(message)
        taken = bytearray()

        def read_a_little() -> bool:
            with suppress(BlockingIOError):
                taken.extend(peer.recv(1_000_000))
            return len(taken) == len(message)

        assert loop.run(read_a_little, PATIENCE_S)
    assert taken == message


def test_what_comes_in_is_heard_in_order_and_then_the_end_once(loop, listener):
    ear = Ear()
    before = now()
    wire, peer = connected(loop, listener, ear)
    with peer:
        peer.sendall(b"x" * 300_000 + b"end")
    assert loop.run(lambda: ear.ends > 0, PATIENCE_S)
    assert ear.heard == b"x" * 300_000 + b"end"
    assert (ear.ends, wire.is_open, wire.received_bytes) == (1, False, 300_003)
    assert before < ear.times[0] <= ear.times[-1] < now()


def test_a_connection_that_is_refused_ends_without_a_word(loop):
    ear = Ear()
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        loop.connect(nobody_listens.getsockname(), ear).send(b"hello?")
        assert loop.run(lambda: ear.ends > 0, PATIENCE_S)
    assert (ear.heard, ear.ends) == (b"", 1)


def test_a_wire_that_was_closed_here_says_nothing_more(loop, listener):
    ear, other = Ear(), Ear()
    wire, peer = connected(loop, listener, ear)
    _, other_peer = connected(loop, listener, other)
    with peer, other_peer:
        peer.sendall(b"too late")
        wire.close()
        wire.close()
        wire.send(b"into nothing")
        other_peer.sendall(b"in time")
        assert loop.run(lambda: other.heard == b"in time", PATIENCE_S)
    assert (ear.heard, ear.ends) == (b"", 0)


def test_timers_run_in_order_and_not_before_their_time(loop):
    ran: list[tuple[str, float]] = []
    start = now()
    for name, after_s in [("last", 0.05), ("first", 0.0), ("second", 0.02), ("third", 0.02)]:
        loop.at(start + after_s, lambda name=name: ran.append((name, now() - start)))
    assert loop.run(lambda: len(ran) == 4, PATIENCE_S)
    assert [name for name, _ in ran] == ["first", "second", "third", "last"]
    assert ran[-1][1] >= 0.05
    assert len(loop.late_s) == 4


def test_waiting_in_vain_ends_when_the_time_is_up(loop):
    assert loop.run(lambda: False, 0.05) is False


def test_closing_the_loop_closes_every_wire(listener):
    with Loop() as loop:
        wire, peer = connected(loop, listener, Ear())
    with peer:
        assert peer.recv(1) == b""
    assert not wire.is_open
