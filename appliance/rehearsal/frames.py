"""The phone's side of WebSocket framing (RFC 6455), as bytes in and bytes out.

It knows no socket and no message's meaning. It is strict: a box that sends a masked frame, a
reserved bit or a broken length is found out here.
"""

import os
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Opcode(IntEnum):
    """What a frame holds (RFC 6455, section 11.8)."""

    CONTINUATION = 0x0
    TEXT = 0x1
    BINARY = 0x2
    CLOSE = 0x8
    PING = 0x9
    PONG = 0xA


NORMAL_CLOSURE: Final = 1000
_FINAL, _MASKED, _RESERVED = 0x80, 0x80, 0x70
_CONTROL_MOST, _SHORT_MOST = 125, 0xFFFF


class BrokenFrames(Exception):
    """The box broke RFC 6455; the message says where."""


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message, or a control frame, and its bytes."""

    opcode: Opcode
    payload: bytes


def frame(opcode: Opcode, payload: bytes = b"") -> bytes:
    """One whole masked frame, as a client must send it (section 5.3)."""
    key = os.urandom(4)
    return _head(opcode, len(payload)) + key + _masked(payload, key)


def text_frame(text: str) -> bytes:
    """A text message in one frame."""
    return frame(Opcode.TEXT, text.encode())


def close_frame(code: int = NORMAL_CLOSURE) -> bytes:
    """The frame with which the phone says goodbye."""
    return frame(Opcode.CLOSE, code.to_bytes(2, "big"))


class Reader:
    """Cuts what comes in from the box into messages, however it was split on the way."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._parts: list[bytes] = []
        self._opcode = Opcode.TEXT
        self._is_inside = False

    def feed(self, received: bytes) -> list[Message]:
        """The messages that are whole now. Raises BrokenFrames."""
        self._bytes += received
        messages = []
        while (cut := self._cut()) is not None:
            message = self._joined(*cut)
            if message is not None:
                messages.append(message)
        return messages

    def _cut(self) -> tuple[int, bytes] | None:
        """The first byte and the payload of the next frame, once all of it is here."""
        held = self._bytes
        if len(held) < 2:
            return None
        if held[1] & _MASKED or held[0] & _RESERVED:
            raise BrokenFrames("the box sent a masked frame or a reserved bit")
        start, length = 2, held[1] & 0x7F
        if length > _CONTROL_MOST:
            start = 4 if length == 126 else 10
            length = int.from_bytes(held[2:start], "big")
        if len(held) < start + length:
            return None
        first, payload = held[0], bytes(held[start : start + length])
        del held[: start + length]
        return first, payload

    def _joined(self, first: int, payload: bytes) -> Message | None:
        try:
            opcode = Opcode(first & 0x0F)
        except ValueError:
            raise BrokenFrames(f"the box sent the unknown opcode {first & 0x0F}") from None
        if opcode >= Opcode.CLOSE:
            return _control(opcode, bool(first & _FINAL), payload)
        if (opcode is Opcode.CONTINUATION) is not self._is_inside:
            raise BrokenFrames("the box sent a fragment out of order")
        if opcode is not Opcode.CONTINUATION:
            self._opcode = opcode
        self._parts.append(payload)
        self._is_inside = not first & _FINAL
        return None if self._is_inside else self._whole()

    def _whole(self) -> Message:
        payload = b"".join(self._parts)
        self._parts.clear()
        return Message(self._opcode, payload)


def _control(opcode: Opcode, is_final: bool, payload: bytes) -> Message:
    if not is_final or len(payload) > _CONTROL_MOST:
        raise BrokenFrames("the box sent a control frame in parts or over 125 bytes")
    return Message(opcode, payload)


def _head(opcode: Opcode, size: int) -> bytes:
    first = bytes([_FINAL | opcode])
    if size <= _CONTROL_MOST:
        return first + bytes([_MASKED | size])
    if size <= _SHORT_MOST:
        return first + bytes([_MASKED | 126]) + size.to_bytes(2, "big")
    return first + bytes([_MASKED | 127]) + size.to_bytes(8, "big")


def _masked(payload: bytes, key: bytes) -> bytes:
    # One big exclusive or is a hundred times faster than a loop over the bytes.
    size = len(payload)
    mask = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(mask, "big")).to_bytes(size, "big")
