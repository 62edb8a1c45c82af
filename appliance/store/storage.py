"""Where the tables of a room are: in memory, changed by batches.

Nothing in a table changes outside a batch, so nothing can be in a table that is not in the journal.
TinyDB's first seam (Storage); knows no file.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tinydb.storages import Storage

from .upgrades import Document

Tables = dict[str, dict[str, Document]]
"""Documents by kind and id, as TinyDB holds and writes them."""

Changed = dict[str, dict[str, Document | None]]
"""The same for documents that changed; None where one is gone, or was not there before."""


class RoomStorage(Storage):
    """Holds the tables. Reading costs nothing; changing is possible within `batch` only."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables: Tables = {} if tables is None else tables
        self._now: Changed | None = None
        self._before: Changed = defaultdict(dict)

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, as they are; whoever reads them leaves their documents so."""
        # A dict of its own: TinyDB takes a table that is dropped out of what it read.
        return dict(self.tables)

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Not offered: TinyDB would replace everything to change one thing."""
        raise RuntimeError("a room's tables change through a batch")

    @contextmanager
    def batch(self) -> Iterator[Changed]:
        """Changes that belong together: what they come to is in what this gives.

        When anything is raised within, every table is exactly as it was before.
        """
        if self._now is not None:
            raise RuntimeError("a batch is under way")
        self._now, self._before = defaultdict(dict), defaultdict(dict)
        try:
            yield self._now
        except BaseException:
            for kind, documents in self._before.items():
                self._set(kind, documents)
            raise
        finally:
            self._now = None

    def note(self, kind: str, documents: dict[str, Document | None]) -> None:
        """Take over what changed in one table."""
        if self._now is None:
            raise RuntimeError("a room's tables change through a batch")
        table = self.tables.get(kind, {})
        for record in documents:
            self._before[kind].setdefault(record, table.get(record))
        self._now[kind].update(documents)
        self._set(kind, documents)

    def _set(self, kind: str, documents: dict[str, Document | None]) -> None:
        put(self.tables, kind, documents)


def put(tables: Tables, kind: str, documents: dict[str, Document | None]) -> None:
    """Set these documents in `tables`; a table without documents is not there."""
    table = tables.setdefault(kind, {})
    for record, document in documents.items():
        if document is None:
            table.pop(record, None)
        else:
            table[record] = document
    if not table:
        del tables[kind]
