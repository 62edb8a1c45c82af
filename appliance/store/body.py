"""What stands in a line of the journal: documents as they are from here on, answers, the time.

Knows the shape of the JSON, and that what is given without a name must not carry a finer time than
the minute. Knows no file.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from appliance.conference.change import Answer

from . import upgrades
from .upgrades import Document

Docs = Mapping[str, Mapping[str, Document | None]]
"""Documents by kind and id; None where a record is gone."""

MINUTE_MS: Final = 60_000

_UNTIMED: Final = frozenset({"people", "responses", "ballots"})
"""Beside an entry without a name, the exact time at which somebody came in would tell as much as
that of the entry itself; and so would the time at which somebody answered a survey or voted."""

to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""The standard library is fast enough: 9 µs for an entry's line, whose sync takes 250 or more."""


@dataclass(frozen=True, slots=True)
class Times:
    """When a line was written: room time, wall clock, and how exactly."""

    room_ms: int
    wall_ms: int
    clock: str = "system"
    grain_ms: int = 0
    """0 when exact; else both times are those at the start of a span of this length."""

    def for_docs(self, docs: Docs) -> "Times":
        """These times as they may stand beside these documents."""
        return self.to_the_minute() if _hides_time(docs) else self

    def to_the_minute(self) -> "Times":
        """Both times as they were when this minute of the wall clock began.

        Room time is not cut to a whole minute of its own: from two grids that lie askew, a moment
        could be told more finely than by either.
        """
        into_ms = self.wall_ms % MINUTE_MS
        room_ms = max(0, self.room_ms - into_ms)
        return Times(room_ms, self.wall_ms - into_ms, self.clock, MINUTE_MS)

    def room_ms_after(self, room_ms: int) -> int:
        """The room time to go on from, when it was `room_ms` before this line."""
        return max(room_ms, self.room_ms + self.grain_ms) if self.grain_ms else self.room_ms


def _hides_time(docs: Docs) -> bool:
    entries = docs.get("entries", {}).values()
    return bool(_UNTIMED & docs.keys()) or any(not (doc and doc["name"]) for doc in entries)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: `boot` differs after every start, `box` is the device that it is."""

    boot: str
    box: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """What one line says.

    `first` to `last` are the numbers of its commands; there is none when `first` is greater.
    `journal` is the journal's own id, in its first line only. `note` says why a line stands there
    that no command asked for.
    """

    first: int
    last: int
    run: Run
    times: Times
    docs: Docs = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    journal: str = ""
    note: str = ""

    def to_bytes(self) -> bytes:
        """As JSON, with fresh salt: a struck line's digest must not let anyone try texts on it."""
        times = self.times
        whole = {
            "v": upgrades.VERSION,
            "seq": (self.first, self.last),
            "boot": self.run.boot,
            "room_ms": times.room_ms,
            "wall_ms": times.wall_ms,
            "clock": times.clock,
            "salt": secrets.token_hex(16),
            # By id, which is random: their order must not tell in which order they came.
            "docs": {kind: dict(sorted(docs.items())) for kind, docs in self.docs.items()},
            "answers": {i: (answer.seq, answer.made) for i, answer in sorted(self.answers.items())},
        }
        sometimes = {
            "box": self.run.box,
            "grain_ms": times.grain_ms,
            "journal": self.journal,
            "note": self.note,
        }
        return to_json(whole | {name: value for name, value in sometimes.items() if value}).encode()


def read_body(raw: bytes) -> Body:
    """What a line says, in documents of today's version.

    Raises StoreNewer, or ValueError, KeyError or TypeError when it is no body at all.
    """
    whole = json.loads(raw)
    version = whole["v"]
    upgrades.check(version)
    grain_ms = whole.get("grain_ms", 0)
    return Body(
        first=whole["seq"][0],
        last=whole["seq"][1],
        run=Run(whole["boot"], whole.get("box", "")),
        times=Times(whole["room_ms"], whole["wall_ms"], whole["clock"], grain_ms),
        docs={kind: _upgraded(kind, docs, version) for kind, docs in whole["docs"].items()},
        answers={i: Answer(seq, made) for i, (seq, made) in whole["answers"].items()},
        journal=whole.get("journal", ""),
        note=whole.get("note", ""),
    )


def _upgraded(kind: str, docs: dict[str, Any], version: int) -> Mapping[str, Document | None]:
    if version == upgrades.VERSION:
        return docs
    return {i: doc and upgrades.upgraded(kind, doc, version) for i, doc in docs.items()}
