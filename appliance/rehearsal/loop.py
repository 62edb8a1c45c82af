"""One thread that carries every phone: non-blocking sockets, timers, and honest arrival times.

It knows bytes and times, nothing of HTTP or of a conference. Each turn first empties every socket
that has something and notes when it came, and only then lets anybody read it; so working on one
phone's message does not make the next phone's message look late.
"""

import heapq
import resource
import selectors
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import Final, Protocol, Self

from .trouble import CannotRehearse

_READ_BYTES: Final = 65536
_HELD_MOST: Final = 4096
"""Received pieces held before they are read, so that memory stays bounded."""
_SILENCE_S: Final = 0.001
_GATHER_MOST_S: Final = 0.1
"""How long arrivals are only noted, as long as they keep coming, before anybody reads them."""
_LOOK_AGAIN_S: Final = 0.02
_SPARE_FILES: Final = 64

now = time.perf_counter


class Receiver(Protocol):
    """Whoever reads a wire."""

    def received(self, data: bytes, at: float) -> None:
        """Bytes came in at `at` (seconds on the clock `now`)."""

    def ended(self) -> None:
        """The other side hung up or could not be reached; called once."""


class Wire:
    """One non-blocking TCP connection of the loop."""

    def __init__(self, loop: "Loop", sock: socket.socket, receiver: Receiver) -> None:
        self._loop, self._receiver = loop, receiver
        self.socket = sock
        self.received_bytes = 0
        self._waiting = bytearray()
        self._is_connecting = True
        self.is_open = True

    def send(self, data: bytes) -> None:
        """Send now what fits, and the rest as soon as it does."""
        if not self.is_open:
            return
        self._waiting += data
        if not self._is_connecting:
            self.flush()

    def close(self) -> None:
        """Hang up. May be repeated; the receiver hears nothing more."""
        if self.is_open:
            self.is_open = False
            self._loop.forget(self)
            self.socket.close()

    def hand_over(self, data: bytes, at: float) -> None:
        """Let the receiver read what came in; no bytes is the end."""
        if not self.is_open:
            return
        if data:
            self.received_bytes += len(data)
            self._receiver.received(data, at)
        else:
            self.close()
            self._receiver.ended()

    def flush(self) -> None:
        """Send what waits, as far as the socket takes it."""
        self._is_connecting = False
        try:
            sent = self.socket.send(self._waiting)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.hand_over(b"", now())
            return
        del self._waiting[:sent]
        self._loop.watch(self, is_waiting=bool(self._waiting))


class Loop:
    """The thread's wires and timers. Close it (or use `with`) and every wire is closed."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._wires: set[Wire] = set()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self.late_s: list[float] = []
        """How late each timer ran: when this grows, the generator itself is the bottleneck."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for wire in tuple(self._wires):
            wire.close()
        self._selector.close()

    def connect(self, address: tuple[str, int], receiver: Receiver) -> Wire:
        """Begin a connection; what is sent meanwhile waits."""
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.connect_ex(address)
        wire = Wire(self, sock, receiver)
        self._wires.add(wire)
        self._selector.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, wire)
        return wire

    def watch(self, wire: Wire, is_waiting: bool) -> None:
        """Look for bytes to read, and while something waits also for room to send."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if is_waiting else 0)
        if wire.is_open and self._selector.get_key(wire.socket).events != events:
            self._selector.modify(wire.socket, events, wire)

    def forget(self, wire: Wire) -> None:
        """Stop looking at a wire that is about to be closed."""
        self._selector.unregister(wire.socket)
        self._wires.discard(wire)

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Do something at a time on the clock `now`."""
        heapq.heappush(self._timers, (when, next(self._order), act))

    def run(self, until: Callable[[], bool], within_s: float) -> bool:
        """Carry everybody until the condition holds (True) or the time is up (False).

        The condition is looked at some fifty times a second, so that it may cost something.
        """
        end, look = now() + within_s, 0.0
        while True:
            moment = now()
            if moment >= look:
                if until():
                    return True
                look = now() + _LOOK_AGAIN_S
            if moment >= end:
                return False
            self._turn(min(look, end))

    def _turn(self, until: float) -> None:
        held = self._collect(self._before_timers(until))
        for wire, data, at in held:
            wire.hand_over(data, at)
        while self._timers and self._timers[0][0] <= now():
            when, _, act = heapq.heappop(self._timers)
            self.late_s.append(now() - when)
            act()

    def _before_timers(self, when: float) -> float:
        return min(when, self._timers[0][0]) if self._timers else when

    def _collect(self, until: float) -> list[tuple[Wire, bytes, float]]:
        """Take in what comes until a short silence, so that reading delays no arrival time."""
        held: list[tuple[Wire, bytes, float]] = []
        patience_s, has_ended = max(0.0, until - now()), False
        until = self._before_timers(now() + patience_s + _GATHER_MOST_S)
        # An ended wire stays readable until somebody has closed it: then stop collecting.
        while not has_ended and len(held) < _HELD_MOST and not (held and now() > until):
            ready = self._selector.select(patience_s)
            if not ready:
                break
            for key, events in ready:
                if events & selectors.EVENT_READ:
                    data = _received(key.data.socket)
                    if data is not None:
                        held.append((key.data, data, now()))
                        has_ended = has_ended or not data
            for key, events in ready:
                if events & selectors.EVENT_WRITE and key.data.is_open:
                    key.data.flush()
            patience_s = min(_SILENCE_S, max(0.0, until - now()))
        return held


def _received(sock: socket.socket) -> bytes | None:
    """What came in; no bytes at the end; None when it was a false alarm."""
    try:
        return sock.recv(_READ_BYTES)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def allow_open_files(needed: int) -> None:
    """Raise this process's limit of open files as far as it takes. Raises CannotRehearse."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = needed + _SPARE_FILES
    if soft >= wanted or soft == resource.RLIM_INFINITY:
        return
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise CannotRehearse(
            f"This computer lets one program open {hard} files and {wanted} are needed. "
            "Rehearse with fewer phones."
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
