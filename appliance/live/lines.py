"""The open sockets, as the hub's one thread works them: take in, read, send, end, let go.

Keeps RFC 6455's endings, the limits, and the promise that every link that arrived leaves once.
Must be used from one thread; the hub sees to that. Knows nothing of what the texts say.
"""

import logging
import selectors
import socket
import time
import traceback
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from wsproto.frame_protocol import CloseReason

from appliance.live.company import Company
from appliance.live.frames import bye_frame, close_frame, ping_frame, pong_frame
from appliance.live.inlet import Broken, Closed, Incoming, Ping, Text
from appliance.live.link import Link, Phase
from appliance.live.outlet import Outlet

_log = logging.getLogger(__name__)

_READ_BYTES = 4096
"""Read per link and turn: small, so that a chatty client takes its turn like the others."""
_SEND_BUFFER_BYTES = 128 * 1024
"""What the system may hold per client: enough for a room's Wi-Fi, and lagging shows early."""
_SWEEP_S = 1.0
"""How often links are looked at that nothing happens on; shorter where a limit is."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a link may take; the hub says what each means."""

    ping_every_s: float
    pong_within_s: float
    close_within_s: float
    stop_within_s: float
    backlog_bytes: int
    message_bytes: int
    links_max: int

    @property
    def sweep_s(self) -> float:
        """How often to look whether a limit has passed: soon after, whatever the limits."""
        limits_s = (self.ping_every_s, self.pong_within_s, self.close_within_s, self.stop_within_s)
        return min(_SWEEP_S, *(limit_s / 4 for limit_s in limits_s))


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Whom to tell."""

    on_arrive: Callable[[Link], None]
    on_text: Callable[[Link, str], None]
    on_leave: Callable[[Link], None]


class Lines:
    """All links with an open socket: those that are here and those still on their way out."""

    def __init__(
        self,
        selector: selectors.BaseSelector,
        company: Company,
        limits: Limits,
        callbacks: Callbacks,
    ) -> None:
        self._selector = selector
        self._company = company
        self._limits = limits
        self._callbacks = callbacks
        self._links: set[Link] = set()
        self._unsent: dict[Link, None] = {}
        self._next_sweep = 0.0
        self._stop_by: float | None = None

    # What the hub asks for.

    def take_in(self, link: Link) -> None:
        """Own a link from now on, and tell that it arrived; or turn it away."""
        if not self._links:
            self._next_sweep = time.monotonic() + self._limits.sweep_s
        _prepare(link.sock)
        link.heard_at = time.monotonic()
        self._links.add(link)
        self._selector.register(link.sock, selectors.EVENT_READ, link)
        if self._stop_by is not None:
            self.dismiss(link, "restart", CloseReason.GOING_AWAY)
        elif self._company.count() >= self._limits.links_max:
            self.dismiss(link, "full", CloseReason.TRY_AGAIN_LATER)
        else:
            self._company.welcome(link)
            link.has_arrived = True
            self._tell(link, self._callbacks.on_arrive, link)

    def seat(
        self, link: Link, audience: str, person: str | None, frames: Collection[bytes]
    ) -> None:
        """Send frames of any size, then let the link belong to this audience and person."""
        if link.phase is not Phase.OPEN:
            return
        for frame in frames:
            self.push(link, frame)
        link.outlet.grant(sum(map(len, frames)))
        self._company.seat(link, audience, person)

    def push(self, link: Link, frame: bytes) -> None:
        """Let a frame go out at the next `flush`; nothing follows a Close."""
        if link.phase is Phase.OPEN:
            link.outlet.push(frame)
            self._unsent[link] = None

    def dismiss(self, link: Link, reason: str, code: int) -> None:
        """Say bye and begin the closing handshake."""
        if link.phase is not Phase.OPEN:
            return
        self.push(link, bye_frame(reason))
        self.push(link, close_frame(code))
        self._turn(link, Phase.CLOSING)

    def begin_stop(self, reason: str) -> None:
        """Say bye to all, and to whoever comes yet."""
        if self._stop_by is not None:
            return
        self._stop_by = self._next_sweep = time.monotonic() + self._limits.stop_within_s
        for link in list(self._links):
            self.dismiss(link, reason, CloseReason.GOING_AWAY)
            link.deadline = min(link.deadline, self._stop_by)

    # The turns.

    def is_over(self) -> bool:
        """Whether, after `begin_stop`, all have gone or had their time."""
        if self._stop_by is None:
            return False
        return not self._links or time.monotonic() >= self._stop_by

    def patience_s(self) -> float | None:
        """Return how long nothing needs to be done unless something happens (None: for ever)."""
        return max(0.0, self._next_sweep - time.monotonic()) if self._links else None

    def attend(self, link: Link, mask: int) -> None:
        """Do what the selector says is possible on a link."""
        if mask & selectors.EVENT_READ:
            self._read(link)
        if mask & selectors.EVENT_WRITE and link.phase is not Phase.GONE:
            # Room to send means that the other end took what was sent: a sign of life.
            link.heard_at = time.monotonic()
            link.is_blocked = False
            self._unsent[link] = None

    def flush(self) -> None:
        """Send what waits, all of it per link at once; give up on links that lag too far."""
        while self._unsent:
            unsent, self._unsent = self._unsent, {}
            for link in unsent:
                self._flush_one(link)

    def sweep(self) -> None:
        """Look after links on which nothing happens, when it is time to."""
        now = time.monotonic()
        if now < self._next_sweep:
            return
        self._next_sweep = now + self._limits.sweep_s
        for link in list(self._links):
            if link.phase is Phase.OPEN:
                self._feel_pulse(link, now)
            elif now >= link.deadline:
                self._drop(link)
        self.flush()

    def close(self) -> None:
        """Hang up on everyone."""
        for link in list(self._links):
            self._drop(link)

    # One link: in.

    def _read(self, link: Link) -> None:
        try:
            received = link.sock.recv(_READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._drop(link)
            return
        link.heard_at = time.monotonic()
        link.is_pinged = False
        for incoming in link.inlet.feed(received):
            self._receive(link, incoming)

    def _receive(self, link: Link, incoming: Incoming) -> None:
        match incoming:
            case Text(text):
                if link.phase is Phase.OPEN:
                    self._tell(link, self._callbacks.on_text, link, text)
            case Ping(content):
                self.push(link, pong_frame(content))
            case Closed(code) | Broken(code):
                self._end(link, code)

    def _feel_pulse(self, link: Link, now: float) -> None:
        silent_s = now - link.heard_at
        if silent_s >= self._limits.ping_every_s + self._limits.pong_within_s:
            self._drop(link)
        elif silent_s >= self._limits.ping_every_s and not link.is_pinged:
            link.is_pinged = True
            self.push(link, ping_frame())

    # One link: out.

    def _flush_one(self, link: Link) -> None:
        if link.phase is Phase.GONE:
            return
        if not link.is_blocked:
            try:
                link.outlet.send_to(link.sock)
            except OSError:
                self._drop(link)
                return
            link.is_blocked = not link.outlet.is_empty
            if link.is_blocked is not link.is_watched:
                self._watch(link)
        if link.is_blocked:
            self._measure(link)
        elif link.phase is Phase.ENDING:
            self._half_close(link)

    def _watch(self, link: Link) -> None:
        link.is_watched = link.is_blocked
        mask = selectors.EVENT_READ | (selectors.EVENT_WRITE if link.is_watched else 0)
        self._selector.modify(link.sock, mask, link)

    def _measure(self, link: Link) -> None:
        is_lagging = link.outlet.excess_bytes > self._limits.backlog_bytes
        if is_lagging and link.phase is Phase.OPEN:
            # What it missed is dropped, so that the bye may yet reach it if it only was slow.
            link.outlet.cut()
            self.dismiss(link, "lagging", CloseReason.TRY_AGAIN_LATER)

    # One link: its end.

    def _end(self, link: Link, code: int | None) -> None:
        # Answers the client's Close or its breach, unless the box said Close before.
        self.push(link, close_frame(code))
        self._turn(link, Phase.ENDING)

    def _turn(self, link: Link, phase: Phase) -> None:
        if link.phase is Phase.OPEN:
            link.deadline = time.monotonic() + self._limits.close_within_s
        link.phase = phase
        self._unsent[link] = None
        self._leave(link)

    def _half_close(self, link: Link) -> None:
        # Closing outright with bytes unread would reset the connection and could destroy our Close
        # on its way; so the other end hears the end and closes (RFC 6455, section 7.1.1).
        with suppress(OSError):
            link.sock.shutdown(socket.SHUT_WR)

    def _drop(self, link: Link) -> None:
        if link.phase is Phase.GONE:
            return
        link.phase = Phase.GONE
        self._links.discard(link)
        self._selector.unregister(link.sock)
        hang_up(link.sock)
        link.outlet = Outlet()
        self._leave(link)

    def _leave(self, link: Link) -> None:
        if link.has_arrived:
            link.has_arrived = False
            self._company.part(link)
            self._tell(link, self._callbacks.on_leave, link)

    def _tell(self, link: Link, callback: Callable[..., None], *what: object) -> None:
        try:
            callback(*what)
        except Exception as error:  # noqa: BLE001 - one client's trouble must not end everyone's
            # Without the error's own words: they may quote what somebody wrote.
            trace = "".join(traceback.format_tb(error.__traceback__))
            _log.error("A callback of the hub failed: %s\n%s", type(error).__name__, trace)
            if link.phase is Phase.OPEN:
                self._end(link, CloseReason.INTERNAL_ERROR)


def hang_up(sock: socket.socket) -> None:
    """End a connection at once."""
    # Shutting down first: the web server may still hold its own number for this connection.
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
    sock.close()


def _prepare(sock: socket.socket) -> None:
    sock.setblocking(False)
    # macOS refuses options on a connection that the other end has reset.
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
