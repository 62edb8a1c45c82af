"""What the tests of the store write down, and the plain model that tells what must come back."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from appliance.conference.change import Answer, Batch, Change, stamp
from appliance.conference.records import Activity, Conference, Entry, Message, Person, Record, State
from appliance.store import Store

MONDAY_MS = 1_764_000_000_000
"""A wall clock, at the start of a minute."""

MEMORY: str | None = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where to put a folder that need not survive the machine: there, a sync costs nothing."""

CONFERENCE = Conference("ser", {"nl": "Sociaal ondernemerschap", "en": "Social entrepreneurship"})
BRAINSTORM = Activity("knelpunten", "brainstorm", "Knelpunten", 1, state=State.OPEN)
OTHER = Activity("oplossingen", "brainstorm", "Oplossingen", 2, state=State.OPEN)


def entry(id: str, owner: str | None = "sannesannesannes", **members: Any) -> Entry:
    """An entry of the brainstorm, without a name unless one is given."""
    whole: dict[str, Any] = {
        "activity": BRAINSTORM.id,
        "question": "q1",
        "theme": "inkoop",
        "table": "3",
        "text": f"Tekst van {id} ✊🏽",
        "minute": MONDAY_MS // 60_000,
    }
    return Entry(id=id, owner=owner, **(whole | members))


def person(id: str, table: str = "3") -> Person:
    """Somebody at a table."""
    return Person(id, table)


class AnyStore(Protocol):
    """What the real store and the model have in common."""

    @property
    def seq(self) -> int: ...
    @property
    def room_ms(self) -> int: ...
    @property
    def answers(self) -> Mapping[str, Answer]: ...
    def records(self) -> Iterator[Record]: ...
    def append(self, batch: Batch) -> None: ...
    def checkpoint(self) -> None: ...
    def close(self) -> None: ...


class Model:
    """A store as plain dicts: what a store must come to, without any of its trouble."""

    def __init__(self) -> None:
        self.seq = self.room_ms = 0
        self.answers: Mapping[str, Answer] = MappingProxyType({})
        self._records: dict[tuple[str, str], Record] = {}

    def records(self) -> Iterator[Record]:
        yield from self._records.values()

    def append(self, batch: Batch) -> None:
        if batch.seq < self.seq or batch.room_ms < self.room_ms:
            raise ValueError
        for change in batch.changes:
            if change.after is None:
                self._records.pop((change.kind, change.record), None)
            else:
                self._records[change.kind, change.record] = change.after
        ends_practice = any(
            isinstance(change.before, Conference)
            and change.before.is_practice
            and isinstance(change.after, Conference)
            and not change.after.is_practice
            for change in batch.changes
        )
        kept = {} if ends_practice else self.answers
        self.seq, self.room_ms = batch.seq, batch.room_ms
        self.answers = MappingProxyType({**kept, **batch.answers})

    def copy(self) -> "Model":
        """The same as it is now."""
        copy = Model()
        copy.seq, copy.room_ms, copy.answers = self.seq, self.room_ms, self.answers
        copy._records = dict(self._records)
        return copy

    def deal_answers(self) -> None:
        """What sealing does to remembered answers: an entry's number is the one it has now."""
        sealed = {
            r.id for r in self.records() if isinstance(r, Activity) and r.state is State.SEALED
        }
        numbers = {
            r.id: r.seq for r in self.records() if isinstance(r, Entry) and r.activity in sealed
        }
        self.answers = MappingProxyType(
            {i: Answer(numbers.get(a.made or "", a.seq), a.made) for i, a in self.answers.items()}
        )

    def checkpoint(self) -> None:
        pass

    def close(self) -> None:
        pass


@dataclass
class Hand:
    """Writes to a store as a conductor would: numbers, room time and wall clock go on."""

    store: AnyStore
    wall_ms: int = MONDAY_MS + 12_345
    step_ms: int = 1_000
    told: dict[str, Answer] = field(default_factory=dict)

    def write(
        self, *changes: Change, command: str | None = None, erases: frozenset[str] = frozenset()
    ) -> Batch:
        """One command with these changes, in a batch of its own."""
        seq = self.store.seq + 1
        stamped = stamp(changes, seq)
        made = next((c.record for c in stamped if c.before is None), None)
        answers = {command or f"{seq:032x}": Answer(seq, made)}
        self.wall_ms += self.step_ms
        room_ms = self.store.room_ms + self.step_ms
        batch = Batch(seq, room_ms, self.wall_ms, "system", stamped, answers, erases)
        self.store.append(batch)
        self.told.update(answers)
        return batch

    def make(self, *records: Record, command: str | None = None) -> Batch:
        """Records that were not there before."""
        return self.write(*(Change(None, record) for record in records), command=command)

    def now(self, kind: type[Record], id: str) -> Any:
        """A record as it is in the store."""
        return next(r for r in self.store.records() if type(r) is kind and r.id == id)

    def alter(self, kind: type[Record], id: str, **members: Any) -> Batch:
        """Some members of a record set anew."""
        before = self.now(kind, id)
        return self.write(Change(before, replace(before, **members)))

    def end(self, kind: type[Record], id: str) -> Batch:
        """A record removed."""
        return self.write(Change(self.now(kind, id), None))

    def seal(self, activity: str = BRAINSTORM.id) -> Batch:
        """Close an activity for good, as the rules do it: numbers dealt anew, no owners."""
        before = self.now(Activity, activity)
        entries = [
            r for r in self.store.records() if isinstance(r, Entry) and r.activity == activity
        ]
        numbers = sorted(e.seq for e in entries)
        dealt = sorted(entries, key=lambda e: (e.minute, e.id))
        return self.write(
            Change(before, replace(before, state=State.SEALED)),
            *(
                Change(e, replace(e, owner=None, seq=n))
                for n, e in zip(numbers, dealt, strict=True)
            ),
        )

    def end_practice(self) -> Batch:
        """Wipe what was typed, as the rules do it."""
        before = self.now(Conference, CONFERENCE.id)
        return self.write(
            Change(before, replace(before, is_practice=False)),
            *(Change(r, None) for r in self.store.records() if isinstance(r, Entry | Message)),
        )


def begun(folder: Path, *records: Record, boot: str = "first") -> Hand:
    """A new store in which a conference with two brainstorms, and these records, are written."""
    hand = Hand(Store.open(folder, boot))
    hand.make(CONFERENCE, BRAINSTORM, OTHER, *records)
    return hand


def by_id(store: AnyStore) -> dict[tuple[str, str], Record]:
    """All records, by kind and id: what two stores are compared by."""
    return {(type(record).__name__, record.id): record for record in store.records()}


def every_byte(folder: Path) -> bytes:
    """All that stands in any file of a folder, and the files' names."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"".join(str(path).encode() + b"\n" + path.read_bytes() + b"\n" for path in paths)
