"""What one saved entry costs when much has been saved before: ours, and TinyDB as it comes."""

import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tinydb import TinyDB

from appliance.conference.change import Answer, Batch, Change, stamp
from appliance.conference.records import Activity, Conference, Entry, State
from appliance.store.store import Store

from .rows import Row, median, say

FEW, MANY = 100, 50_000
_BATCH = 1_000
_TEXT = "Tussen de 50.000 en 500.000 euro is er bijna geen geld te vinden"


def durable(times: int) -> Iterator[Row]:
    """The same entry added to a small and to a large conference, each on disk before it counts."""
    say(f"One saved entry beside {FEW} and beside {MANY} documents")
    with TemporaryDirectory(prefix="tafelronde-bench-") as folder:
        few = _ours(Path(folder) / "few", FEW, times)
        many = _ours(Path(folder) / "many", MANY, times)
        bare = _bare(Path(folder) / "bare.json", MANY, max(3, times // 20))
    note = "the reference is TinyDB's own JSONStorage with as many documents"
    yield Row(f"durable_ms_p50_at_{FEW}", few, "ms")
    yield Row(f"durable_ms_p50_at_{MANY}", many, "ms", f"as at {FEW}", bare, note)
    yield Row("durable_growth", round(many / few, 2) if few and many else None, "times", "1")


def _ours(folder: Path, documents: int, times: int) -> float | None:
    store, numbers = Store.open(folder, "bench"), count(2)
    activity = Activity("step", "brainstorm", "Step", 1, state=State.OPEN)
    begin = [Change(None, Conference("bench", "Bench")), Change(None, activity)]
    try:
        _append(store, 1, begin)
        for _ in range(0, documents, _BATCH):
            added = [_new(next(numbers)) for _ in range(min(_BATCH, documents))]
            _append(store, store.seq + 1, added)
        return median([_timed(store, _new(next(numbers))) for _ in range(times)])
    finally:
        store.close()


def _timed(store: Store, change: Change) -> float:
    start = time.perf_counter()
    _append(store, store.seq + 1, [change])
    return (time.perf_counter() - start) * 1000


def _append(store: Store, seq: int, changes: list[Change]) -> None:
    answers = {f"{seq:032x}": Answer(seq)}
    store.append(Batch(seq, seq, seq, changes=stamp(changes, seq), answers=answers))


def _new(number: int) -> Change:
    name, owner = f"{number:a>16}", f"{number % 100:b>16}"
    return Change(None, Entry(name, "step", "q", "theme", "3", _TEXT, owner=owner))


def _bare(file: Path, documents: int, times: int) -> float | None:
    entry = asdict(Entry("a", "step", "q", "theme", "3", _TEXT))
    with TinyDB(file) as db:
        db.insert_multiple(entry for _ in range(documents))
        took = []
        for _ in range(times):
            start = time.perf_counter()
            db.insert(entry)
            took.append((time.perf_counter() - start) * 1000)
    return median(took)
