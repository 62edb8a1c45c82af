"""What a client sends: received bytes in, whole messages and endings out.

Wraps wsproto's parser (RFC 6455, sections 5 to 8) and adds what it leaves open: messages are put
together, their size is capped, binary ones are refused, and nothing is read after an ending.
Knows no socket; the same bytes give the same messages however they were cut into pieces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from wsproto import events
from wsproto.connection import Connection, ConnectionState, ConnectionType
from wsproto.frame_protocol import CloseReason


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text message."""

    text: str


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping, to be answered with its content."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Closed:
    """The client's Close frame; `code` is None where it gave none."""

    code: int | None


@dataclass(frozen=True, slots=True)
class Broken:
    """The client broke the protocol or a limit; `code` says how (RFC 6455, section 7.4.1)."""

    code: int


Incoming: TypeAlias = Text | Ping | Closed | Broken


class Inlet:
    """Reads one client's side of a connection."""

    __slots__ = ("_collected", "_collected_bytes", "_is_ended", "_message_bytes", "_parser")

    def __init__(self, message_bytes: int) -> None:
        self._parser = Connection(ConnectionType.SERVER)
        self._message_bytes = message_bytes
        self._collected: StringIO | None = None
        self._collected_bytes = 0
        self._is_ended = False

    def feed(self, received: bytes) -> Iterator[Incoming]:
        """Yield what these bytes complete. After `Closed` or `Broken` there is nothing more."""
        if self._is_ended:
            # The parser would keep what it is fed after an ending, without bound.
            return
        self._parser.receive_data(received)
        for event in self._parser.events():
            incoming = self._judge(event)
            if incoming is None:
                continue
            self._is_ended = isinstance(incoming, Closed | Broken)
            yield incoming
            if self._is_ended:
                return

    def _judge(self, event: events.Event) -> Incoming | None:
        match event:
            case events.TextMessage():
                return self._collect(event)
            case events.BytesMessage():
                return Broken(CloseReason.UNSUPPORTED_DATA)
            case events.Ping():
                return Ping(bytes(event.payload))
            case events.CloseConnection():
                return self._ending(event)
        return None

    def _ending(self, event: events.CloseConnection) -> Incoming:
        # wsproto reports a broken protocol as a CloseConnection too; only its state tells them
        # apart.
        if self._parser.state is not ConnectionState.REMOTE_CLOSING:
            return Broken(event.code)
        return Closed(None if event.code == CloseReason.NO_STATUS_RCVD else event.code)

    def _collect(self, event: events.TextMessage) -> Incoming | None:
        # Fragments, and pieces of them, arrive as they come from the network.
        piece = event.data
        self._collected_bytes += len(piece) if piece.isascii() else len(piece.encode())
        if self._collected_bytes > self._message_bytes:
            return Broken(CloseReason.MESSAGE_TOO_BIG)
        if not event.message_finished:
            self._keep(piece)
            return None
        return Text(self._whole(piece))

    def _keep(self, piece: str) -> None:
        # A buffer rather than a list: 65536 fragments of one character each are legal.
        if self._collected is None:
            self._collected = StringIO(newline="")
        self._collected.write(piece)

    def _whole(self, last: str) -> str:
        collected, self._collected, self._collected_bytes = self._collected, None, 0
        return last if collected is None else collected.getvalue() + last
