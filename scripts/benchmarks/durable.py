"""What one saved entry costs when much has been saved before: ours, and TinyDB as it comes."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory

from tinydb import TinyDB

from appliance.conference.change import Answer, Batch, Change, stamp
from appliance.conference.records import Activity, Conference, Entry, State
from appliance.store.store import Store

from .machine import sync
from .rows import Row, median, say

FEW, MANY = 100, 50_000
_BATCH = 1_000
_LINE = b"x" * 600
"""About as long as the journal's line for such an entry."""
_TEXT = "Tussen de 50.000 en 500.000 euro is er bijna geen geld te vinden"


def durable(times: int) -> Iterator[Row]:
    """The same entry added to a small and to a large conference, each on disk before it counts."""
    say(f"One saved entry beside {FEW} and beside {MANY} documents")
    with TemporaryDirectory(prefix="tafelronde-bench-") as folder:
        few, many, append = _ours(Path(folder), times)
        bare = _bare(Path(folder) / "bare.json", MANY, max(3, times // 20))
    yield Row(
        f"durable_ms_p50_at_{FEW}", few, "ms", "", append,
        note="the reference only appends as many bytes to a file and brings them to the disk",
    )  # fmt: skip
    yield Row(
        f"durable_ms_p50_at_{MANY}", many, "ms", f"as at {FEW}", bare,
        note="the reference is TinyDB's own JSONStorage with as many documents",
    )  # fmt: skip
    yield Row(
        "durable_growth", many, "ms", "a ratio of 1", few,
        note=f"at {MANY} documents, beside {FEW}",
    )  # fmt: skip


def _ours(folder: Path, times: int) -> tuple[float | None, ...]:
    """Small, large and a bare file in turns, so that whatever else goes on falls on all alike."""
    with (
        closing(_filled(folder / "few", FEW)) as few,
        closing(_filled(folder / "many", MANY)) as many,
        (folder / "bare").open("ab", buffering=0) as bare,
    ):
        took = [(_timed(few), _timed(many), _appended(bare)) for _ in range(times)]
    return tuple(median(lane) for lane in zip(*took, strict=True))


def _appended(bare: FileIO) -> float:
    start = time.perf_counter()
    bare.write(_LINE)
    sync(bare.fileno())
    return (time.perf_counter() - start) * 1000


def _filled(folder: Path, documents: int) -> Store:
    store = Store.open(folder, "bench")
    activity = Activity("step", "brainstorm", "Step", 1, state=State.OPEN)
    _append(store, [Change(None, Conference("bench", "Bench")), Change(None, activity)])
    for start in range(0, documents, _BATCH):
        numbers = range(start, min(start + _BATCH, documents))
        _append(store, [_new(f"{number:a>16}", number) for number in numbers])
    return store


def _timed(store: Store) -> float:
    change = _new(f"{store.seq:z>16}", store.seq)
    start = time.perf_counter()
    _append(store, [change])
    return (time.perf_counter() - start) * 1000


def _append(store: Store, changes: list[Change]) -> None:
    seq = store.seq + 1
    answers = {f"{seq:032x}": Answer(seq)}
    store.append(Batch(seq, seq, seq, changes=stamp(changes, seq), answers=answers))


def _new(name: str, number: int) -> Change:
    owner = f"{number % 100:b>16}"
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
