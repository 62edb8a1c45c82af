"""A small WebSocket client for tests, on a bare socket.

Shares no code with the box, so that the two do not err together, and can break every rule that a
client can break. Nothing here waits without an end: what takes longer than `timeout` raises.
"""

import base64
import hashlib
import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA
_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_PATIENCE_S = 20.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as it came."""

    opcode: int
    content: bytes
    is_final: bool


class Refused(Exception):
    """The box did not answer 101."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Keep the answer."""
        super().__init__(f"{status}: {body!r}")
        self.status, self.headers, self.body = status, headers, body


class Ended(Exception):
    """The connection ended; `code` is that of the Close frame, or None without one."""

    def __init__(self, code: int | None, reason: str = "") -> None:
        """Keep how it ended."""
        super().__init__(f"ended with {code} {reason}")
        self.code, self.reason = code, reason


class RawSocket:
    """One connection, after its handshake."""

    def __init__(self, sock: socket.socket, headers: Mapping[str, str], received: bytes) -> None:
        """Take over a socket, the answer's headers and what came behind them."""
        self.sock = sock
        self.headers = headers
        self._received = bytearray(received)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop the connection if it is still there."""
        self.drop()

    def send_text(self, text: str) -> None:
        """Send a text message."""
        self.send_frame(TEXT, text.encode())

    def send_frame(
        self, opcode: int, content: bytes = b"", *, final: bool = True, masked: bool = True
    ) -> None:
        """Send any frame, also one that no client may send."""
        self.send_bytes(frame(opcode, content, final=final, masked=masked))

    def send_bytes(self, raw: bytes) -> None:
        """Send bytes as they are."""
        self.sock.sendall(raw)

    def recv_frame(self, timeout: float = _PATIENCE_S) -> Frame:
        """Return the next frame of any kind; raise Ended(None) at the connection's end."""
        self.sock.settimeout(timeout)
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            (size,) = struct.unpack("!H", self._take(2))
            assert size > 125, "the box used more bytes for a length than it needed"
        elif size == 127:
            (size,) = struct.unpack("!Q", self._take(8))
            assert size > 0xFFFF, "the box used more bytes for a length than it needed"
        assert not second & 0x80, "the box masked a frame"
        return Frame(first & 0x0F, self._take(size), bool(first & 0x80))

    def recv_text(self, timeout: float = _PATIENCE_S) -> str:
        """Return the next text message, answering pings; raise Ended when there is none."""
        while True:
            came = self.recv_frame(timeout)
            if came.opcode == TEXT:
                return came.content.decode()
            if came.opcode == PING:
                self.send_frame(PONG, came.content)
            if came.opcode == CLOSE:
                raise _ended(came.content)

    def recv_close(self, timeout: float = _PATIENCE_S) -> Ended:
        """Read on until the end and return how it came."""
        while True:
            try:
                self.recv_text(timeout)
            except Ended as end:
                return end

    def recv_end(self, timeout: float = _PATIENCE_S) -> None:
        """Wait until the box ended the connection, whatever still comes."""
        self.sock.settimeout(timeout)
        while self.sock.recv(65536):
            pass

    def close(self, code: int | None = 1000, timeout: float = _PATIENCE_S) -> Ended:
        """Say Close, await the box's Close and its end of the connection; return its Close."""
        self.send_frame(CLOSE, b"" if code is None else struct.pack("!H", code))
        end = self.recv_close(timeout)
        self.recv_end(timeout)
        self.sock.close()
        return end

    def drop(self) -> None:
        """End without a word."""
        self.sock.close()

    def reset(self) -> None:
        """End with a TCP reset."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def _take(self, size: int) -> bytes:
        while len(self._received) < size:
            got = self.sock.recv(65536)
            if not got:
                raise Ended(None)
            self._received += got
        taken = bytes(self._received[:size])
        del self._received[:size]
        return taken


def connect(
    host: str,
    port: int,
    path: str = "/live",
    headers: Mapping[str, str] | None = None,
    *,
    behind: bytes = b"",
    receive_bytes: int | None = None,
    timeout: float = _PATIENCE_S,
) -> RawSocket:
    """Open a WebSocket; raise Refused when the box says anything but 101.

    `headers` add to or replace the handshake's own; one that is "" is left out. `behind` is sent in
    the same breath as the request. `receive_bytes` makes the client's receive buffer small.
    """
    sock = _open(host, port, receive_bytes, timeout)
    try:
        key = base64.b64encode(os.urandom(16)).decode()
        sock.sendall(handshake(host, port, path, {"Sec-WebSocket-Key": key, **(headers or {})}))
        if behind:
            sock.sendall(behind)
        status, answered, rest = read_answer(sock)
        if status != 101:
            raise Refused(status, answered, _body(sock, answered, rest))
        expected = base64.b64encode(hashlib.sha1(key.encode() + _MAGIC).digest()).decode()
        assert answered["sec-websocket-accept"] == expected
        return RawSocket(sock, answered, rest)
    except BaseException:
        sock.close()
        raise


def handshake(host: str, port: int, path: str, headers: Mapping[str, str]) -> bytes:
    """Return a client's opening request."""
    fields = {
        "Host": f"{host}:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {text}" for name, text in fields.items() if text)]
    return "\r\n".join([*lines, "", ""]).encode()


def frame(opcode: int, content: bytes = b"", *, final: bool = True, masked: bool = True) -> bytes:
    """Return a client's frame."""
    size = len(content)
    head = bytes((0x80 * final | opcode,))
    mask_bit = 0x80 * masked
    if size <= 125:
        head += bytes((mask_bit | size,))
    elif size <= 0xFFFF:
        head += struct.pack("!BH", mask_bit | 126, size)
    else:
        head += struct.pack("!BQ", mask_bit | 127, size)
    if not masked:
        return head + content
    mask = os.urandom(4)
    repeated = (mask * (size // 4 + 1))[:size]
    mixed = int.from_bytes(content, "big") ^ int.from_bytes(repeated, "big")
    return head + mask + mixed.to_bytes(size, "big")


def read_answer(sock: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read an HTTP answer's head: its status, its headers in lower case, and what came behind."""
    received = b""
    while b"\r\n\r\n" not in received:
        got = sock.recv(65536)
        if not got:
            raise Ended(None)
        received += got
    head, rest = received.split(b"\r\n\r\n", 1)
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines)
    return int(first.split()[1]), {name.lower(): text for name, text in fields.items()}, rest


def _open(host: str, port: int, receive_bytes: int | None, timeout: float) -> socket.socket:
    (family, kind, proto, _, where), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    sock = socket.socket(family, kind, proto)
    try:
        sock.settimeout(timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_bytes is not None:
            # Before connecting: afterwards the window has been promised.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        sock.connect(where)
    except BaseException:
        sock.close()
        raise
    return sock


def _body(sock: socket.socket, headers: Mapping[str, str], rest: bytes) -> bytes:
    while len(rest) < int(headers.get("content-length", "0")):
        got = sock.recv(65536)
        if not got:
            break
        rest += got
    return rest


def _ended(content: bytes) -> Ended:
    if not content:
        return Ended(1005)
    return Ended(struct.unpack("!H", content[:2])[0], content[2:].decode())
