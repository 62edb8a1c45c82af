"""The WebSocket frames that the box sends: unmasked, unfragmented, without extensions.

Pure functions from content to bytes (RFC 6455, section 5). Knows no socket and no receiver, so that
one frame can be built once and sent to a whole audience.
"""

import json
import struct
from functools import lru_cache

from wsproto.frame_protocol import CloseReason, Opcode

_FINAL = 0x80
_SHORT_BYTES = 125
_MEDIUM_BYTES = 0xFFFF
_SHARED_FROM_BYTES = 4096
"""Below this size, copying a text into a frame costs less than looking up whether it was done."""


def text_frame(text: bytes) -> bytes:
    """Return the frame of a text message; the text is UTF-8 already."""
    return _frame(Opcode.TEXT, text)


def shared_text_frame(text: bytes) -> bytes:
    """Return the same frame object for the same long text, as when many phones get one snapshot."""
    return text_frame(text) if len(text) < _SHARED_FROM_BYTES else _remembered_text_frame(text)


def ping_frame() -> bytes:
    """Return a ping without content."""
    return _frame(Opcode.PING, b"")


def pong_frame(content: bytes) -> bytes:
    """Return the answer to a ping: its content, given back (at most 125 bytes)."""
    return _frame(Opcode.PONG, content)


def close_frame(code: int | None) -> bytes:
    """Return a Close with this code, or one without a code (RFC 6455, section 7.4)."""
    sayable = code is not None and code != CloseReason.NO_STATUS_RCVD
    return _frame(Opcode.CLOSE, struct.pack("!H", code) if sayable else b"")


def bye_frame(reason: str) -> bytes:
    """Return the last text of a connection that the box ends: why it ends."""
    bye = json.dumps({"type": "bye", "reason": reason}, separators=(",", ":"))
    return text_frame(bye.encode())


@lru_cache(maxsize=32)
def _remembered_text_frame(text: bytes) -> bytes:
    return text_frame(text)


def _frame(opcode: Opcode, content: bytes) -> bytes:
    size = len(content)
    if size <= _SHORT_BYTES:
        return bytes((_FINAL | opcode, size)) + content
    if size <= _MEDIUM_BYTES:
        return struct.pack("!BBH", _FINAL | opcode, 126, size) + content
    return struct.pack("!BBQ", _FINAL | opcode, 127, size) + content
