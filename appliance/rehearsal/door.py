"""The front door of a box: where it is, and one page or one socket through it.

It knows HTTP and WebSocket, nothing of what pages and messages say.
"""

import base64
import hashlib
import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit

from .frames import BrokenFrames, Opcode, Reader, close_frame, frame, text_frame
from .http1 import Answer, AnswerReader, BrokenAnswer, cookie_header, request
from .loop import Loop
from .trouble import CannotRehearse

_HANDSHAKE_SALT: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3


@dataclass(frozen=True, slots=True)
class Door:
    """Where a box answers: the name it is called by and the address that is behind it."""

    origin: str
    host: str
    address: tuple[str, int]

    @classmethod
    def at(cls, url: str) -> Self:
        """The door behind a plain http address. Raises CannotRehearse."""
        try:
            parts = urlsplit(url)
            name, port = parts.hostname, parts.port or 80
        except ValueError:
            name = None
        if not name or parts.scheme != "http":
            raise CannotRehearse(f"{url} is not an address of a box. Give one like http://10.0.0.1")
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise CannotRehearse(f"{url} cannot be found: {error}") from None
        return cls(f"http://{parts.netloc}", parts.netloc, (str(found[0][4][0]), port))

    def request(
        self, path: str, cookies: Mapping[str, str], extra: Mapping[str, str] | None = None
    ) -> bytes:
        """The bytes of a GET as a phone sends it."""
        headers = {
            "Host": self.host,
            "User-Agent": "tafelronde-rehearsal",
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "Accept-Language": "nl",
            **(extra or {}),
            **cookie_header(cookies),
        }
        return request("GET", path, headers)


class PageFetch:
    """Gets one page on a connection of its own; then calls `done` with the answer, or None."""

    def __init__(
        self,
        loop: Loop,
        door: Door,
        path: str,
        cookies: Mapping[str, str],
        done: Callable[[Answer | None], None],
    ) -> None:
        self._done, self._reader = done, AnswerReader()
        self._wire = loop.connect(door.address, self)
        self._wire.send(door.request(path, cookies))

    def received(self, data: bytes, at: float) -> None:
        """Read on, until the page is whole."""
        self._feed(data)

    def ended(self) -> None:
        """The box hung up, which ends a page without a length."""
        self._feed(b"", has_ended=True)

    def _feed(self, data: bytes, has_ended: bool = False) -> None:
        try:
            answer = self._reader.feed(data, has_ended)
        except (BrokenAnswer, ValueError):
            answer, has_ended = None, True
        if answer is not None or has_ended:
            self._wire.close()
            self._done(answer)


class LiveSocket:
    """One WebSocket: knocks, answers pings, hands over whole texts, says goodbye.

    `on_text` gets the text's bytes and the time they came; `on_end` a word on why it ended.
    """

    def __init__(
        self,
        loop: Loop,
        door: Door,
        path: str,
        cookies: Mapping[str, str],
        on_text: Callable[[bytes, float], None],
        on_end: Callable[[str], None],
    ) -> None:
        self._on_text, self._on_end = on_text, on_end
        self._answer: AnswerReader | None = AnswerReader()
        self._frames = Reader()
        self._key = base64.b64encode(os.urandom(16)).decode()
        self._wire = loop.connect(door.address, self)
        self._wire.send(door.request(path, cookies, self._knock(door)))

    @property
    def received_bytes(self) -> int:
        """All that this socket took from the air, the handshake included."""
        return self._wire.received_bytes

    def send(self, text: str) -> None:
        """Send one text message."""
        self._wire.send(text_frame(text))

    def leave(self) -> None:
        """Say goodbye and hang up, without waiting for the answer."""
        self._wire.send(close_frame())
        self._wire.close()

    def drop(self) -> None:
        """Be gone without a word, as a phone that falls asleep or loses the network."""
        self._wire.close()

    def received(self, data: bytes, at: float) -> None:
        """Read on: first the answer to the knock, from then on frames."""
        try:
            if self._answer is not None:
                data = self._opened(self._answer, data)
            for message in self._frames.feed(data) if data else ():
                self._take(message.opcode, message.payload, at)
        except (BrokenAnswer, BrokenFrames, ValueError) as error:
            self._end(str(error))

    def ended(self) -> None:
        """The box hung up without a goodbye."""
        self._end("the box hung up")

    def _opened(self, reader: AnswerReader, data: bytes) -> bytes:
        answer = reader.feed(data)
        if answer is None:
            return b""
        if answer.status != 101:
            raise BrokenAnswer(f"the socket was answered {answer.status}")
        if answer.headers.get("sec-websocket-accept") != _accept(self._key):
            raise BrokenAnswer("the socket's handshake does not fit")
        self._answer = None
        return answer.rest

    def _take(self, opcode: Opcode, payload: bytes, at: float) -> None:
        if opcode is Opcode.TEXT:
            self._on_text(payload, at)
        elif opcode is Opcode.PING:
            self._wire.send(frame(Opcode.PONG, payload))
        elif opcode is Opcode.CLOSE:
            code = int.from_bytes(payload[:2], "big") if payload else 1005
            self._wire.send(frame(Opcode.CLOSE, payload[:2]))
            self._end(f"the box closed the socket with {code}")

    def _end(self, why: str) -> None:
        self._wire.close()
        self._on_end(why)

    def _knock(self, door: Door) -> dict[str, str]:
        return {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": door.origin,
            "Sec-WebSocket-Key": self._key,
            "Sec-WebSocket-Version": "13",
        }


def _accept(key: str) -> str:
    return base64.b64encode(hashlib.sha1(key.encode() + _HANDSHAKE_SALT).digest()).decode()
