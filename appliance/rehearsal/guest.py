"""Somebody with an open socket: asks, is answered, sees, and comes back when the line is lost.

It keeps what a browser keeps: its cookies and the commands that nobody acknowledged yet, which it
sends again with the same ids. It knows the frames of the live contract and no rule.
"""

import json
import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from .door import Door, LiveSocket
from .loop import Loop, now

_COME_BACK_S: Final = (0.5, 1.0, 2.0, 4.0, 8.0)

Frame = Mapping[str, Any]


@dataclass(slots=True)
class Asked:
    """A command on its way: what was sent and what came of it."""

    command: Mapping[str, Any]
    sent_at: float
    acknowledged_at: float | None = None
    made: str | None = None
    refused: str | None = None

    @property
    def is_answered(self) -> bool:
        """Whether the box said yes or no."""
        return self.acknowledged_at is not None or self.refused is not None

    @property
    def answered_after_s(self) -> float:
        """From sending to the acknowledgement; not a number when there was none."""
        return math.nan if self.acknowledged_at is None else self.acknowledged_at - self.sent_at


class Guest:
    """One browser with a socket at `live`. Its times are on the clock `loop.now`."""

    def __init__(self, loop: Loop, door: Door, live: str) -> None:
        self.loop, self.door = loop, door
        self.cookies: dict[str, str] = {}
        self.greeted: set[str] = set()
        """Which of the first frames have come: hello, snapshot, mine."""
        self.joined_at: float | None = None
        self.seen: dict[str, float] = {}
        """When each entry or message was first seen here."""
        self.troubles: list[str] = []
        self.page_bytes = 0
        self.greetings_needed: frozenset[str] = frozenset({"hello", "snapshot"})
        self._live = live
        self._socket: LiveSocket | None = None
        self._past_bytes = 0
        self._waiting: dict[str, Asked] = {}
        self._losses = 0
        self._is_online = False
        self._room: tuple[float, float] = (now(), 0.0)
        self._on_frame: Mapping[str, Callable[[Frame, float], None]] = {
            "hello": self._hello,
            "snapshot": self._snapshot,
            "mine": self._greet,
            "changes": self._changes,
            "ack": self._ack,
            "refused": self._refused,
        }

    @property
    def received_bytes(self) -> int:
        """All that came over the air for this browser so far: page, handshakes and frames."""
        current = self._socket.received_bytes if self._socket else 0
        return self.page_bytes + self._past_bytes + current

    def connect(self) -> None:
        """Open the socket."""
        self._socket = LiveSocket(
            self.loop, self.door, self._live, self.cookies, self._text, self._lost
        )

    def ask(self, do: str, **members: Any) -> Asked:
        """Send a command and remember it until it is answered."""
        command = {"id": secrets.token_hex(16), "do": do, **members}
        asked = Asked(command, now())
        self._waiting[command["id"]] = asked
        if self._is_online:
            self._send(asked)
        return asked

    def leave(self) -> None:
        """Close the browser."""
        if self._socket is not None:
            self._past_bytes += self._socket.received_bytes
            self._socket.leave()
            self._socket, self._is_online = None, False

    def room_ms(self) -> int:
        """The room's time now, as this browser reckons it from the last hello."""
        at, room_ms = self._room
        return int(room_ms + (now() - at) * 1000)

    def note(self, kind: str, documents: Mapping[str, Any], at: float) -> None:
        """Remember when each of these documents was first seen."""
        if kind in ("entries", "messages"):
            for name in documents:
                self.seen.setdefault(name, at)

    def _send(self, asked: Asked) -> None:
        if self._socket is not None:
            self._socket.send(json.dumps(asked.command, ensure_ascii=False))

    def _text(self, payload: bytes, at: float) -> None:
        frame = _read(payload)
        act = self._on_frame.get(frame.get("type", ""))
        if act is not None:
            act(frame, at)

    def _lost(self, why: str) -> None:
        if self._socket is not None:
            self._past_bytes += self._socket.received_bytes
        self._socket, self._is_online = None, False
        self.troubles.append(why)
        if self.joined_at is not None and self._losses < len(_COME_BACK_S):
            self.loop.at(now() + _COME_BACK_S[self._losses], self.connect)
            self._losses += 1

    def _hello(self, frame: Frame, at: float) -> None:
        self._room = (at, frame["room_ms"])
        self._greet(frame, at)
        self._is_online, self._losses = True, 0
        for asked in self._waiting.values():
            self._send(asked)

    def _snapshot(self, frame: Frame, at: float) -> None:
        for kind, documents in frame["view"].items():
            self.note(kind, documents, at)
        self._greet(frame, at)

    def _changes(self, frame: Frame, at: float) -> None:
        for kind, documents in frame.get("put", {}).items():
            self.note(kind, documents, at)

    def _greet(self, frame: Frame, at: float) -> None:
        self.greeted.add(frame["type"])
        if self.joined_at is None and self.greeted >= self.greetings_needed:
            self.joined_at = at

    def _ack(self, frame: Frame, at: float) -> None:
        asked = self._waiting.pop(frame["ack"], None)
        if asked is not None:
            asked.acknowledged_at, asked.made = at, frame.get("made")

    def _refused(self, frame: Frame, at: float) -> None:
        asked = self._waiting.pop(frame["refused"], None)
        if asked is not None:
            asked.refused = frame["code"]


@lru_cache(maxsize=64)
def _read(payload: bytes) -> Frame:
    """The frame's object. What goes to many phones alike is read once; nobody changes it."""
    frame = json.loads(payload)
    if not isinstance(frame, dict):
        raise ValueError("the box sent a frame that is not an object")
    return frame
