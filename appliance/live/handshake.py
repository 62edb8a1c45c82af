"""Whether a request may become a WebSocket (RFC 6455, section 4.2.1), and how to say no.

Pure. Knows HTTP headers as the web server keeps them (upper case, underscores) and the one shape of
refusals; knows no socket and no application. Whoever reads such a refusal wrote a client: a browser
does not show it, so it is in English only.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from wsproto import ConnectionType, WSConnection
from wsproto.utilities import RemoteProtocolError

_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer other than yes."""

    status: str
    code: str
    message: str
    headers: tuple[tuple[str, str], ...] = ()

    def body(self) -> bytes:
        """Return the refusal in the one shape that all refusals have."""
        shape = {"refused": None, "code": self.code, "message": self.message}
        return json.dumps(shape).encode()


BUSY = Refusal("503 Service Unavailable", "busy", "There is no room for another connection.")
_WRONG_VERSION = Refusal(
    "426 Upgrade Required",
    "websocket_version",
    "Only WebSocket version 13 is spoken here.",
    (
        ("Connection", "close, Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Version", "13"),
    ),
)
_WRONG_METHOD = Refusal(
    "405 Method Not Allowed",
    "method_not_allowed",
    "A WebSocket begins with GET.",
    (("Allow", "GET"),),
)


def is_attempt(headers: Mapping[str, str]) -> bool:
    """Tell whether a request wants a WebSocket, rightly or wrongly put."""
    return "websocket" in _upgrades_to(headers) or "SEC_WEBSOCKET_KEY" in headers


def objection(
    method: str, version: str, headers: Mapping[str, str], *, has_more: bool
) -> Refusal | None:
    """Return why an attempt is refused, or None.

    `has_more` is true when bytes other than the header came with it: a body or what was sent before
    the answer. They would be lost between the web server and the hub.
    """
    if method != "GET":
        return _WRONG_METHOD
    if version != "1.1" or "HOST" not in headers:
        return _bad("A WebSocket needs HTTP/1.1 and a Host.")
    if not ("upgrade" in _tokens(headers, "CONNECTION") and _upgrades_to(headers) == ["websocket"]):
        return _bad("A WebSocket needs 'Connection: Upgrade' and 'Upgrade: websocket'.")
    if headers.get("SEC_WEBSOCKET_VERSION") != "13":
        return _WRONG_VERSION
    if not _is_key(headers.get("SEC_WEBSOCKET_KEY", "")):
        return _bad("Sec-WebSocket-Key must be 16 bytes in base64.")
    if has_more:
        return _bad("Nothing may follow a WebSocket's request before it is answered.")
    return _parsers_objection(headers)


def _bad(message: str) -> Refusal:
    return Refusal("400 Bad Request", "bad_handshake", message)


def _upgrades_to(headers: Mapping[str, str]) -> list[str]:
    return _tokens(headers, "UPGRADE")


def _tokens(headers: Mapping[str, str], name: str) -> list[str]:
    return [token.strip(" \t").lower() for token in headers.get(name, "").split(",")]


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == _KEY_BYTES
    except (binascii.Error, ValueError):
        return False


def _parsers_objection(headers: Mapping[str, str]) -> Refusal | None:
    # flask-sock hands the headers to wsproto once more, where a refusal would surface as an error
    # of the application; so wsproto is asked first, in the words that it will hear then.
    lines = ["GET / HTTP/1.1", *(f"{_dashed(name)}: {text}" for name, text in headers.items())]
    try:
        WSConnection(ConnectionType.SERVER).receive_data("\r\n".join([*lines, "", ""]).encode())
    except (RemoteProtocolError, UnicodeError):
        return _bad("The request's headers are not in order.")
    return None


def _dashed(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("_"))
