"""Waiting frames go out whole and in order through a socket that takes them in pieces."""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.live.frames import shared_text_frame, text_frame
from appliance.live.outlet import Outlet


class _Sipping:
    """Stands for a socket that takes only so many bytes per call."""

    def __init__(self, sips: list[int]) -> None:
        self._sips = sips
        self.taken = b""

    def send(self, frame: bytes) -> int:
        return self.sendmsg([frame])

    def sendmsg(self, frames: list[bytes | memoryview]) -> int:
        sip = self._sips.pop(0) if self._sips else 1 << 30
        if not sip:
            raise BlockingIOError
        offered = b"".join(frames)[:sip]
        self.taken += offered
        return len(offered)


@given(st.lists(st.binary(min_size=1, max_size=50)), st.lists(st.integers(0, 60)))
def test_frames_go_out_whole_and_in_order_however_little_is_taken(
    frames: list[bytes], sips: list[int]
) -> None:
    outlet, sock = Outlet(), _Sipping(sips)
    for frame in frames:
        outlet.push(frame)
        outlet.send_to(sock)  # type: ignore[arg-type]
    while not outlet.is_empty:
        outlet.send_to(sock)  # type: ignore[arg-type]
    assert sock.taken == b"".join(frames)
    assert outlet.excess_bytes == 0


@given(
    st.lists(st.binary(min_size=1, max_size=50), min_size=1),
    st.lists(st.integers(0, 60), min_size=1),
)
def test_cutting_never_leaves_half_a_frame(frames: list[bytes], sips: list[int]) -> None:
    outlet, sock = Outlet(), _Sipping(list(sips))
    for frame in frames:
        outlet.push(frame)
    for _ in sips:
        outlet.send_to(sock)  # type: ignore[arg-type]
    outlet.cut()
    outlet.push(b"bye")
    while not outlet.is_empty:
        outlet.send_to(sock)  # type: ignore[arg-type]
    whole = [b"".join(frames[:n]) + b"bye" for n in range(len(frames) + 1)]
    assert sock.taken in whole
    assert outlet.excess_bytes == 0


def test_what_was_granted_does_not_count_as_lagging_until_it_is_sent() -> None:
    outlet, sock = Outlet(), _Sipping([30, 0, 70, 0])
    outlet.push(b"s" * 100)
    outlet.grant(100)
    outlet.push(b"c" * 10)
    assert outlet.excess_bytes == 10
    outlet.send_to(sock)  # type: ignore[arg-type]
    assert outlet.excess_bytes == 10
    outlet.grant(0)
    assert outlet.excess_bytes == 80


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


def test_a_real_socket_takes_what_it_can_and_the_rest_later(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    outlet, frames = Outlet(), [bytes([n]) * 50_000 for n in range(60)]
    for frame in frames:
        outlet.push(frame)
    got = b""
    while not outlet.is_empty:
        outlet.send_to(ours)
        got += theirs.recv(1 << 20)
    ours.close()
    while more := theirs.recv(1 << 20):
        got += more
    assert got == b"".join(frames)


def test_a_connection_that_is_over_raises(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    theirs.close()
    outlet = Outlet()
    outlet.push(b"x")
    with pytest.raises(OSError):
        outlet.send_to(ours)


def test_one_long_text_makes_one_frame_for_all_who_get_it() -> None:
    snapshot = b"s" * 100_000
    assert shared_text_frame(snapshot) is shared_text_frame(snapshot)
    assert shared_text_frame(snapshot) == text_frame(snapshot)
    assert shared_text_frame(b"mine") == text_frame(b"mine")
