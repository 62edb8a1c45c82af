"""The journal of a folder, copied up to a line while another process may be writing it.

Takes no lock and leaves no trace, as `glimpse`; the room comes out as it was at that very line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final

from appliance.conference.records import KINDS, Record

from . import disk
from .codec import decode
from .failures import StoreDamaged
from .journal import Verdict, verify
from .keys import Keys
from .mending import KEYS
from .recovery import JOURNAL, Past, read_back
from .storage import Tables

_TRIES: Final = 5
"""Sealing puts another file in the journal's place; five such in the time of a copy are unheard of.
"""


@dataclass(frozen=True, slots=True)
class Copied:
    """A journal up to its line `lines`, and the room at that line."""

    records: tuple[Record, ...]
    """With their owners, where this machine has the keys."""
    tables: Tables
    """The documents as they are on the disk."""
    lines: int
    struck: int
    head: str
    seq: int
    room_ms: int
    minute: int
    """When the last command was written down, in minutes since 1970 (UTC); 0 where none was."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many documents there are of each kind that has any."""
        return counted(self.tables)


def copied(folder: Path, target: Path) -> Copied:
    """Copy the journal of a store to `target`. Raises OSError, StoreNewer, StoreDamaged."""
    for _ in range(_TRIES):
        found = read_back(folder)
        if found.bad is not None and not found.bad.is_torn:
            raise StoreDamaged(found.bad.number, found.bad.why)
        past = found.past
        records = tuple(_records(past, folder))
        disk.replace(target, disk.read(folder / JOURNAL, 0, past.end))
        told = verify(target)
        if (told.head, told.lines, told.torn_bytes) == (past.chain, past.line, 0):
            return _copied(past, records, told)
    raise StoreDamaged(past.line, "does not stay as it is")


def is_still(folder: Path, copy: Path) -> bool:
    """Whether the journal of a store begins with this copy: nothing in it was struck since."""
    pairs = zip_longest(
        disk.read(copy), disk.read(folder / JOURNAL, 0, copy.stat().st_size), fillvalue=b""
    )
    return all(one == other for one, other in pairs)


def replayed(folder: Path) -> Mapping[str, int]:
    """How many documents of each kind the journal in this folder comes to, line after line.

    Raises StoreNewer, StoreDamaged.
    """
    return counted(read_back(folder).past.tables)


def counted(tables: Tables) -> Mapping[str, int]:
    """How many documents there are of each kind that has any, by kind."""
    return {kind: len(documents) for kind, documents in sorted(tables.items()) if documents}


def _copied(past: Past, records: tuple[Record, ...], told: Verdict) -> Copied:
    minute = past.saved_minute or 0
    return Copied(
        records=records,
        tables=past.tables,
        lines=told.lines,
        struck=told.struck,
        head=told.head,
        seq=past.seq,
        room_ms=past.room_ms,
        minute=minute,
    )


def _records(past: Past, folder: Path) -> Iterator[Record]:
    keys = Keys(folder / KEYS, past.journal)
    for kind in KINDS:
        documents = sorted(past.tables.get(kind, {}).values(), key=lambda told: told["seq"])
        yield from (decode(kind, document, keys.find) for document in documents)
