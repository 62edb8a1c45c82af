"""As much of HTTP/1.1 as a phone needs: one request out, one answer in, as bytes.

It knows no socket. Header names are lower case; cookies are a plain name to value.
"""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

_END_OF_HEAD = b"\r\n\r\n"


class BrokenAnswer(Exception):
    """The box sent something that is not an HTTP/1.1 answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `body` is as the page reads it, `wire_bytes` is what crossed the air."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    wire_bytes: int
    cookies: Mapping[str, str] = field(default_factory=dict)
    rest: bytes = b""
    """What came behind the answer: after a 101 these are the first frames."""


def request(method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of one request; the caller gives Host and all that goes with the body."""
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + _END_OF_HEAD + body


def form(**members: str) -> bytes:
    """The body of a plain HTML form."""
    return urlencode(members).encode()


def cookie_header(cookies: Mapping[str, str]) -> dict[str, str]:
    """The header that carries the cookies, or none when there are none."""
    if not cookies:
        return {}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


class AnswerReader:
    """Collects the bytes of one answer until it is whole."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, received: bytes, has_ended: bool = False) -> Answer | None:
        """The answer once it is whole, else None. Raises BrokenAnswer."""
        self._bytes += received
        end = self._bytes.find(_END_OF_HEAD)
        if end < 0:
            if has_ended:
                raise BrokenAnswer("the box hung up in the middle of an answer")
            return None
        status, headers, cookies = _head(bytes(self._bytes[:end]))
        body = _body(bytes(self._bytes[end + 4 :]), status, headers, has_ended)
        if body is None:
            return None
        content, rest = body
        wire = len(self._bytes) - len(rest)
        return Answer(status, headers, _unpacked(content, headers), wire, cookies, rest)


def _head(head: bytes) -> tuple[int, dict[str, str], dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, status = first.partition(" ")
    if not version.startswith("HTTP/1.") or not status[:3].isdigit():
        raise BrokenAnswer("the box did not answer in HTTP/1.1")
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
        if name.strip().lower() == "set-cookie":
            cookie, _, content = value.partition(";")[0].strip().partition("=")
            cookies[cookie] = content
    return int(status[:3]), headers, cookies


def _body(
    behind: bytes, status: int, headers: Mapping[str, str], has_ended: bool
) -> tuple[bytes, bytes] | None:
    """The body and what is behind it, or None while it is not whole."""
    if status == 101 or status == 204 or status == 304:
        return b"", behind
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _unchunked(behind, has_ended)
    if "content-length" in headers:
        size = int(headers["content-length"])
        if len(behind) >= size:
            return behind[:size], behind[size:]
    elif has_ended:
        return behind, b""
    if has_ended:
        raise BrokenAnswer("the box hung up in the middle of an answer")
    return None


def _unchunked(behind: bytes, has_ended: bool) -> tuple[bytes, bytes] | None:
    parts: list[bytes] = []
    at = 0
    while (line := behind.find(b"\r\n", at)) >= 0:
        size = int(behind[at:line].partition(b";")[0], 16)
        start = line + 2
        if len(behind) < start + size + 2:
            break
        if size == 0:
            return b"".join(parts), behind[start + 2 :]
        parts.append(behind[start : start + size])
        at = start + size + 2
    if has_ended:
        raise BrokenAnswer("the box hung up in the middle of an answer")
    return None


def _unpacked(content: bytes, headers: Mapping[str, str]) -> bytes:
    return gzip.decompress(content) if headers.get("content-encoding") == "gzip" else content
