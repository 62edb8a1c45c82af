"""room.json: the whole room as a TinyDB file, so that starting is fast and any editor can read it.

The journal is the truth; this file only saves reading it from the start. It opens with plain TinyDB
(`document_id_class = str`): one table per kind, `_answers`, and `_checkpoint` with one document
that says which line of which journal it stands for.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final

from appliance.conference.change import Answer

from . import disk, upgrades
from .body import to_json
from .storage import Tables

_ANSWERS: Final = "_answers"
_MARK: Final = "_checkpoint"
_MARK_AT: Final = f'"{_MARK}":'.encode()
_AT_ONCE: Final = 500
"""Documents that are encoded before other threads get their turn: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a checkpoint stands for: everything up to and with the line whose chain this is."""

    journal: str
    chain: str
    line: int
    offset: int
    seq: int
    room_ms: int
    """The room time to go on from; no finer than the journal's own lines."""
    clock: str = ""
    held_since: int = 0
    saved_minute: int | None = None
    """As in `recovery.Past`, all three; a checkpoint made before they were kept does not say."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A room as it was at one line."""

    mark: Mark
    tables: Tables
    answers: dict[str, Answer]


def save(path: Path, mark: Mark, tables: Tables, answers: Mapping[str, Answer]) -> None:
    """Put this checkpoint in the place of the one before. Raises OSError."""
    disk.replace(path, _whole(mark, tables, answers))


def load(path: Path) -> Checkpoint | None:
    """The checkpoint at `path`, or None when there is none.

    Raises StoreNewer, or ValueError when it is not, or not any more, what `save` wrote.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        whole = json.loads(raw)
        mark = whole.pop(_MARK)["1"]
        upgrades.check(version := mark.pop("v"))
        if mark.pop("digest") != sha256(raw[: raw.rindex(_MARK_AT)]).hexdigest():
            raise ValueError("does not match its digest")
        answers = {i: Answer(**answer) for i, answer in whole.pop(_ANSWERS, {}).items()}
        return Checkpoint(Mark(**mark), _upgraded(whole, version), answers)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("is not a checkpoint") from error


def _upgraded(tables: Tables, version: int) -> Tables:
    if version == upgrades.VERSION:
        return tables
    return {
        kind: {i: upgrades.upgraded(kind, document, version) for i, document in table.items()}
        for kind, table in tables.items()
    }


def _whole(mark: Mark, tables: Tables, answers: Mapping[str, Answer]) -> Iterator[bytes]:
    digest = sha256()
    remembered = {i: {"seq": answer.seq, "made": answer.made} for i, answer in answers.items()}
    for chunk in _chunks({**tables, _ANSWERS: remembered}):
        digest.update(chunk)
        yield chunk
    document = {"v": upgrades.VERSION, **asdict(mark), "digest": digest.hexdigest()}
    yield _MARK_AT + to_json({"1": document}).encode() + b"}\n"


def _chunks(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[bytes]:
    yield b"{"
    for kind, table in tables.items():
        yield to_json(kind).encode() + b":{\n"
        # By id, which is random: their order must not tell in which order they came.
        documents = iter(sorted(table.items()))
        before = ""
        while some := list(islice(documents, _AT_ONCE)):
            lines = (f"{to_json(record)}:{to_json(document)}" for record, document in some)
            yield (before + ",\n".join(lines)).encode()
            before = ",\n"
        yield b"},\n"
