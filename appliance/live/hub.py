"""The hub: one thread that owns every open socket, whatever their number.

Links come from the bridge after their handshake; texts go out to an audience, a person or one link;
what clients send, and when they come and go, is told by callbacks. Here are the door for other
threads and the loop; `lines` does the work. Knows nothing of what the texts say nor who a visitor
is.
"""

import selectors
import socket
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Lock, Thread, current_thread
from typing import Protocol

from wsproto.frame_protocol import CloseReason

from appliance.live.company import Company
from appliance.live.frames import shared_text_frame, text_frame
from appliance.live.lines import Callbacks, Limits, Lines, hang_up
from appliance.live.link import Link


class LentSocket(Protocol):
    """A socket that the web server parts with."""

    def take(self) -> socket.socket:
        """Hand the socket over for good."""
        ...


class Handshaken(Protocol):
    """What flask-sock gives a route after the handshake (a simple-websocket server)."""

    sock: LentSocket
    connected: bool


class Hub:
    """Owns the sockets. Every public method may be called from any thread; their order is kept.

    `on_arrive`, `on_text` and `on_leave` run on the hub's thread and must be quick. Every link that
    arrived leaves exactly once and is not heard of after that. A callback that fails costs its link
    the connection (1011), nobody else.
    """

    def __init__(
        self,
        *,
        on_arrive: Callable[[Link], None],
        on_text: Callable[[Link, str], None],
        on_leave: Callable[[Link], None],
        ping_every_s: float = 25.0,
        pong_within_s: float = 20.0,
        close_within_s: float = 5.0,
        stop_within_s: float = 2.0,
        backlog_bytes: int = 256 * 1024,
        message_bytes: int = 64 * 1024,
        links_max: int = 2000,
    ) -> None:
        """Set the limits.

        A client silent for `ping_every_s` is pinged, and dropped when it stays silent for
        `pong_within_s` more. A closing handshake takes at most `close_within_s`, at a stop all of
        them together `stop_within_s`. A link for which more than `backlog_bytes` wait, beyond what
        it was admitted with, is ended as lagging. `message_bytes` caps what a client may send at
        once.
        """
        limits = Limits(
            ping_every_s,
            pong_within_s,
            close_within_s,
            stop_within_s,
            backlog_bytes,
            message_bytes,
            links_max,
        )
        self._limits = limits
        self._company = Company()
        self._selector = selectors.DefaultSelector()
        self._lines = Lines(
            self._selector, self._company, limits, Callbacks(on_arrive, on_text, on_leave)
        )
        self._waking, self._waker = _wake_up_pair()
        self._selector.register(self._waking, selectors.EVENT_READ)
        self._inbox: deque[Callable[[], None]] = deque()
        self._gate = Lock()
        self._is_open = True
        self._thread = Thread(target=self._run, name="hub", daemon=True)

    def start(self) -> None:
        """Start the hub's thread; once in a hub's life."""
        self._thread.start()

    def stop(self, reason: str = "restart") -> None:
        """Say bye and Close (1001) to everyone, wait a little for answers, free everything."""
        self._post(partial(self._lines.begin_stop, reason))
        if self._thread.ident is None:
            self._run()
        elif current_thread() is not self._thread:
            self._thread.join()

    def adopt(self, ws: Handshaken, visitor: object) -> None:
        """Take over a socket after its handshake; the route that was given `ws` then returns."""
        # flask-sock says Close on what it believes connected as soon as the route returns.
        ws.connected = False
        link = Link(ws.sock.take(), visitor, self._limits.message_bytes)
        if not self._post(partial(self._lines.take_in, link)):
            hang_up(link.sock)

    def admit(
        self, link: Link, audience: str, person: str | None, texts: Sequence[bytes] = ()
    ) -> None:
        """Send these texts, then let the link belong to this audience and person, and no other.

        So what is published after this follows these texts. May be repeated, as when a participant
        changes tables.
        """
        frames = [shared_text_frame(text) for text in texts]
        self._post(partial(self._lines.seat, link, audience, person, frames))

    def publish(self, texts: Mapping[str, bytes]) -> None:
        """Send each audience its text; every link of it is sent the same bytes."""
        frames = [(audience, text_frame(text)) for audience, text in texts.items()]
        if frames:
            self._post(partial(self._publish, frames))

    def send_person(self, person: str, text: bytes) -> None:
        """Send a text to every link of a person."""
        self._post(partial(self._send_person, person, text_frame(text)))

    def send(self, link: Link, text: bytes) -> None:
        """Send a text to one link; nothing happens when it has left."""
        self._post(partial(self._lines.push, link, text_frame(text)))

    def dismiss(self, link: Link, reason: str, code: int = CloseReason.NORMAL_CLOSURE) -> None:
        """End a connection: bye with the reason, then a closing handshake with the code."""
        self._post(partial(self._lines.dismiss, link, reason, code))

    @property
    def count(self) -> int:
        """How many links have arrived and not left."""
        return self._company.count()

    @property
    def counts(self) -> dict[str, int]:
        """How many links each audience has; an empty audience is not named."""
        return self._company.counts()

    @property
    def has_room(self) -> bool:
        """Whether one more would be taken in: ask before the handshake."""
        return self._is_open and self.count < self._limits.links_max

    def _post(self, request: Callable[[], None]) -> bool:
        with self._gate:
            if self._is_open:
                self._inbox.append(request)
                # A full pipe wakes as well as one more byte would.
                with suppress(BlockingIOError):
                    self._waker.send(b"\0")
            return self._is_open

    def _run(self) -> None:
        try:
            while not self._lines.is_over():
                for key, mask in self._selector.select(self._lines.patience_s()):
                    self._attend(key.data, mask)
                    # In between, so that whoever floods the box delays what it sends by one turn.
                    self._settle()
                self._lines.sweep()
        finally:
            self._close()

    def _attend(self, link: Link | None, mask: int) -> None:
        if link is None:
            self._waking.recv(_WAKE_UPS)
        else:
            self._lines.attend(link, mask)

    def _settle(self) -> None:
        for _ in range(len(self._inbox)):
            self._inbox.popleft()()
        self._lines.flush()

    def _publish(self, frames: Sequence[tuple[str, bytes]]) -> None:
        for audience, frame in frames:
            for link in self._company.audience(audience):
                self._lines.push(link, frame)

    def _send_person(self, person: str, frame: bytes) -> None:
        for link in self._company.person(person):
            self._lines.push(link, frame)

    def _close(self) -> None:
        with self._gate:
            self._is_open = False
        # What was posted before the door closed may hold sockets.
        self._settle()
        self._lines.close()
        self._selector.close()
        self._waking.close()
        self._waker.close()


_WAKE_UPS = 4096


def _wake_up_pair() -> tuple[socket.socket, socket.socket]:
    waking, waker = socket.socketpair()
    waking.setblocking(False)
    waker.setblocking(False)
    return waking, waker
