"""A TinyDB table that costs what changes, not what there is.

TinyDB's own table copies all documents for every change. This one lets the updater work on an
overlay that copies a document when it is touched, and hands the storage only those that came out
different. An updater that raises has changed nothing.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from .storage import RoomStorage
from .upgrades import Document


class RoomTable(Table):
    """Documents of one kind, by ids that are strings. Queries are not cached: they alias."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def __init__(self, storage: Storage, name: str) -> None:
        super().__init__(storage, name, cache_size=0)

    def put(self, documents: Mapping[str, Document | None]) -> None:
        """Set each of these documents whole; remove those that are None."""

        def updater(table: Any) -> None:
            for record, document in documents.items():
                if document is None:
                    table.pop(record, None)
                else:
                    table[record] = document

        self._update_table(updater)

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        storage = cast(RoomStorage, self._storage)
        overlay = Overlay(storage.tables.get(self.name, {}))
        updater(cast(Any, overlay))
        storage.note(self.name, overlay.changed())


class RoomDB(TinyDB):
    """TinyDB over the tables in memory."""

    table_class = RoomTable  # type: ignore[assignment]
    default_storage_class = RoomStorage  # type: ignore[assignment]


class Overlay(MutableMapping[str, Document]):
    """A table's documents as an updater sees them; what it touches is a copy."""

    def __init__(self, base: Mapping[str, Document]) -> None:
        self._base = base
        self._touched: dict[str, Document | None] = {}

    def changed(self) -> dict[str, Document | None]:
        """What came out different from what it was; None where it is gone."""
        base = self._base
        return {i: now for i, now in self._touched.items() if now != base.get(i)}

    def __getitem__(self, record: str) -> Document:
        if record not in self._touched:
            self._touched[record] = deepcopy(self._base[record])
        document = self._touched[record]
        if document is None:
            raise KeyError(record)
        return document

    def __setitem__(self, record: str, document: Document) -> None:
        self._touched[record] = document

    def __delitem__(self, record: str) -> None:
        if record not in self:
            raise KeyError(record)
        self._touched[record] = None

    def __contains__(self, record: object) -> bool:
        if record in self._touched:
            return self._touched[record] is not None
        return record in self._base

    def __iter__(self) -> Iterator[str]:
        yield from (record for record in self._base if record in self)
        yield from (
            record for record in self._touched if record not in self._base and record in self
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)
