"""Reading a store back: what the journal and its checkpoint together still know.

Only reads. What has to be mended is told, and done by `store`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from appliance.conference.change import Answer

from . import checkpoint
from .body import MINUTE_MS, Body, read_body
from .checkpoint import Checkpoint, Mark
from .failures import StoreDamaged, StoreNewer
from .journal import GENESIS, BadLine, Line, read_lines
from .storage import Changed, Tables, put

JOURNAL: Final = "journal"
CHECKPOINT: Final = "room.json"


@dataclass(slots=True)
class Past:
    """A room as it came out of the lines that were read, and where the last of them ended."""

    tables: Tables = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    journal: str = ""
    seq: int = 0
    room_ms: int = 0
    chain: str = GENESIS
    line: int = 0
    end: int = 0
    clock: str = ""
    """Where the clock of the last lines has its time from."""
    held_since: int = 0
    """The last command before the unbroken row of lines that have their time from there."""
    saved_minute: int | None = None
    """When the last command was written down, in minutes since 1970 (UTC)."""

    @classmethod
    def of(cls, saved: Checkpoint) -> "Past":
        """The room as this checkpoint has it."""
        mark = saved.mark
        return cls(
            tables=saved.tables,
            answers=saved.answers,
            journal=mark.journal,
            seq=mark.seq,
            room_ms=mark.room_ms,
            chain=mark.chain,
            line=mark.line,
            end=mark.offset,
            clock=mark.clock,
            held_since=mark.held_since,
            saved_minute=mark.saved_minute,
        )

    def take(self, line: Line) -> None:
        """Go on with one line."""
        self.stand_at(line)
        if not line.is_struck:
            self._take(_body(line))

    def stand_at(self, line: Line) -> None:
        """Pass over a line whose contents are known already."""
        self.chain, self.line, self.end = line.chain, line.number, line.end

    def hold(self, body: Body) -> None:
        """Note when it was written, and whether its clock has its time from where it had it."""
        if body.first <= body.last:
            self.saved_minute = body.times.wall_ms // MINUTE_MS
        if body.times.clock != self.clock:
            self.clock, self.held_since = body.times.clock, body.first - 1

    def _take(self, body: Body) -> None:
        self.journal = body.journal or self.journal
        self.hold(body)
        self.seq = max(self.seq, body.last)
        self.room_ms = body.times.room_ms_after(self.room_ms)
        self.answers.update(body.answers)
        for kind, documents in body.docs.items():
            put(self.tables, kind, dict(documents))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on the disk.

    `past` is the room; it stands at the last sound line of the journal. `bad` is the line that
    follows, if any, and `mark` that of a checkpoint that fits. `missing` and `unanswered` are what
    only the checkpoint still knew, for which a line must be written. `is_checkpoint_foreign` tells
    that room.json belongs to another journal, `checkpoint_fault` why it is of no use, and
    `is_checkpoint_stale` that it wants to be written again.
    """

    past: Past
    bad: BadLine | None = None
    mark: Mark | None = None
    missing: Changed | None = None
    unanswered: Mapping[str, Answer] = field(default_factory=dict)
    is_checkpoint_stale: bool = False
    is_checkpoint_foreign: bool = False
    checkpoint_fault: str = ""

    @property
    def is_checkpoint_due(self) -> bool:
        """Whether room.json is not there any more, or wants to be written again."""
        return self.is_checkpoint_stale or self.is_checkpoint_foreign or bool(self.checkpoint_fault)


def read_back(folder: Path) -> Found:
    """Read the journal and the checkpoint of this folder.

    Raises StoreNewer or StoreDamaged.
    """
    saved, fault = _load(folder / CHECKPOINT)
    try:
        with (folder / JOURNAL).open("rb") as file:
            return _read(file, saved, fault)
    except FileNotFoundError:
        return _read(BytesIO(), saved, fault)


def _read(file: BinaryIO, saved: Checkpoint | None, fault: str) -> Found:
    if saved is not None:
        past = Past.of(saved)
        bad, met_at = _go_on(past, read_lines(file), saved.mark.chain)
        if met_at is not None:
            return Found(past, bad, saved.mark, is_checkpoint_stale=met_at != saved.mark.offset)
    past = Past()
    bad, _ = _go_on(past, read_lines(file), GENESIS)
    if past.line and not past.journal:
        raise StoreDamaged(1, "does not begin a journal")
    if saved is None:
        return Found(past, bad, checkpoint_fault=fault)
    if past.journal and past.journal != saved.mark.journal:
        return Found(past, bad, is_checkpoint_foreign=True)
    if saved.mark.seq <= past.seq:
        return Found(past, bad, checkpoint_fault="does not match the journal")
    return _from_checkpoint(past, bad, saved, file)


def _load(path: Path) -> tuple[Checkpoint | None, str]:
    try:
        return checkpoint.load(path), ""
    except ValueError as error:
        return None, str(error)


def _go_on(
    past: Past, lines: Iterator[Line | BadLine], since: str
) -> tuple[BadLine | None, int | None]:
    """Take all lines after the one whose chain is `since`; tells where that one ends, if it is."""
    met_at = 0 if since == GENESIS else None
    for line in lines:
        if isinstance(line, BadLine):
            return line, met_at
        if met_at is not None:
            past.take(line)
        elif line.chain == since:
            past.stand_at(line)
            met_at = line.end
    return None, met_at


def _from_checkpoint(past: Past, bad: BadLine | None, saved: Checkpoint, file: BinaryIO) -> Found:
    """The journal is damaged before the line of the checkpoint, which knows more than it."""
    mark = saved.mark
    whole = Past.of(saved)
    _go_on(whole, read_lines(file, mark.offset, mark.chain, mark.line), GENESIS)
    missing = _difference(past.tables, whole.tables)
    unanswered = {i: whole.answers[i] for i in whole.answers.keys() - past.answers.keys()}
    if bad is None or bad.is_torn:
        bad = BadLine(past.line + 1, past.end, "is missing", is_torn=False)
    whole.chain, whole.line, whole.end = past.chain, past.line, past.end
    return Found(whole, bad, None, missing, unanswered, is_checkpoint_stale=True)


def _difference(past: Tables, whole: Tables) -> Changed:
    missing: Changed = {}
    for kind in past.keys() | whole.keys():
        old, new = past.get(kind, {}), whole.get(kind, {})
        changed = [i for i in old.keys() | new.keys() if old.get(i) != new.get(i)]
        missing[kind] = {i: new.get(i) for i in changed}
    return {kind: documents for kind, documents in missing.items() if documents}


def _body(line: Line) -> Body:
    try:
        return read_body(line.body)
    except StoreNewer:
        raise
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(line.number, "is not a line of a journal") from error
