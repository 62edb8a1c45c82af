"""Reading a store that another process may be writing: without its lock, and without a trace."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from appliance.conference.records import KINDS, Record

from .codec import KeyOf, decode
from .keys import Keys
from .recovery import read_back
from .storage import Tables

_KEYS: Final = "keys"


@dataclass(frozen=True, slots=True)
class Whole:
    """A room as it is on the disk: its records, what time it was, and the head of the journal."""

    records: tuple[Record, ...]
    seq: int
    room_ms: int
    minute: int
    head: str


def glimpse(folder: Path) -> Iterator[Record]:
    """Every record that is on the disk now; entries without their owners.

    Raises StoreNewer, StoreDamaged or OSError.
    """
    return _records(read_back(folder).past.tables, _no_key)


def whole(folder: Path) -> Whole:
    """The same with owners, as far as their keys are still there: for who counts people.

    Raises StoreNewer, StoreDamaged or OSError.
    """
    past = read_back(folder).past
    keys = Keys(folder / _KEYS, past.journal)
    records = tuple(_records(past.tables, keys.find))
    return Whole(records, past.seq, past.room_ms, past.saved_minute or 0, past.chain)


def _records(tables: Tables, key_of: KeyOf) -> Iterator[Record]:
    for kind in KINDS:
        documents = sorted(tables.get(kind, {}).values(), key=lambda document: document["seq"])
        yield from (decode(kind, document, key_of) for document in documents)


def _no_key(activity: str) -> None:
    """Nobody but who counts people opens owners."""
