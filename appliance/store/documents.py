"""The room as TinyDB has it: records go in and come out, owners locked and opened on the way.

Joins the tables, the codec and the keys. Knows no journal and no time.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import cast

from appliance.conference.change import Answer, Batch
from appliance.conference.records import KINDS, Record, State

from .codec import OWNED, decode, encode, key_name, survey_key
from .keys import Keys
from .storage import Changed, RoomStorage, Tables
from .table import RoomDB, RoomTable


class Documents:
    """All documents of a conference, and the keys that open their owners."""

    def __init__(self, tables: Tables, keys: Keys) -> None:
        """Goes on with `tables` themselves, not with a copy."""
        self.tables = tables
        self.keys = keys
        self._db = RoomDB(tables)

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind, in the order in which they came to be."""
        for kind in KINDS:
            documents = sorted(self._table(kind), key=lambda document: document["seq"])
            yield from (decode(kind, document, self.keys.find) for document in documents)

    def batch(self) -> AbstractContextManager[Changed]:
        """Within it, documents can be put; if anything is raised, none was."""
        return cast(RoomStorage, self._db.storage).batch()

    def put(self, batch: Batch, keys: Keys) -> None:
        """Set what this batch changed; owners are locked with `keys`."""
        docs: Changed = defaultdict(dict)
        for change in batch.changes:
            after = change.after
            document = None if after is None else encode(after, keys.find_or_make)
            docs[change.kind][change.record] = document
        for kind, documents in docs.items():
            self._table(kind).put(documents)

    def lock_again(self, batch: Batch, keys: Keys) -> None:
        """Lock with `keys` the owners in all documents that this batch did not put."""
        put = {(change.kind, change.record) for change in batch.changes}
        for kind, table in list(self.tables.items()):
            stay = {i: document for i, document in table.items() if (kind, i) not in put}
            locked = {
                i: encode(decode(kind, document, self.keys.find), keys.find_or_make)
                for i, document in stay.items()
                if document.get("owner") is not None
            }
            self._table(kind).put(cast(dict[str, dict[str, object] | None], locked))

    def sealed(self) -> list[str]:
        """The keys of the activities and surveys that are closed for good, by name."""
        activities = self.tables.get("activities", {}).items()
        surveys = self.tables.get("surveys", {}).items()
        named = [*activities, *((survey_key(i), document) for i, document in surveys)]
        return [name for name, document in named if document["state"] == State.SEALED]

    def without_key(self) -> list[str]:
        """The keys of owners that should be known and cannot be opened, by name."""
        owned = [d for kind in OWNED for d in self.tables.get(kind, {}).values()]
        locked = {key_name(document) for document in owned if document["owner"] is not None}
        return sorted(i for i in locked - set(self.sealed()) if self.keys.find(i) is None)

    def deal_answers(self, answers: dict[str, Answer], sealed: frozenset[str]) -> None:
        """Give answers about entries under these keys the numbers that the entries have now.

        A number from when it was typed could tell which entries came from one phone in one go.
        """
        entries = self.tables.get("entries", {})
        for command, answer in answers.items():
            entry = entries.get(answer.made or "")
            if entry is not None and key_name(entry) in sealed:
                answers[command] = Answer(entry["seq"], answer.made)

    def _table(self, kind: str) -> RoomTable:
        return cast(RoomTable, self._db.table(kind))
