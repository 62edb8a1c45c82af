"""A process with many threads that feed one writer, killed in mid-run, over and over.

Run as a program, in a process of its own because it forks:

    python -m tests.crash.feeding <rounds> <seed> [ack-first]

Every thread makes, alters and removes entries of its own, one command at a time, and goes on when
that is acknowledged. An acknowledgement is one line in a pipe, which survives the kill. With
`ack-first` the writer acknowledges before it writes: a negative control, which must lose something.
Prints as JSON what was acknowledged, lost (acknowledged, and not there), and resurrected
(acknowledged as removed, and there).
"""

import json
import os
import random
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory

from appliance.conference.change import Answer, Batch, Change, stamp
from appliance.conference.records import Entry
from appliance.store import Store
from tests.store.builders import BRAINSTORM, CONFERENCE, MONDAY_MS, Hand, entry

THREADS = 16
ROUNDS_A_FOLDER = 5
Texts = dict[str, str]
TAILS: tuple[Callable[[bytes], bytes], ...] = (
    lambda last: last[: len(last) // 2],
    lambda last: b"\0" * 3000,
    lambda last: last.replace(b'"v":1', b'"v":7'),
)
"""What may stand behind the last line: half a line, NULs, a line that its digest does not fit."""


def step(thread: str, number: int) -> tuple[str, str | None]:
    """The entry that a thread's n-th command is about, and its text then; None where removed."""
    id = f"{thread}-{number // 4}"
    return id, [f"made {number}", f"altered {number}", f"again {number}", None][number % 4]


def texts_after(thread: str, commands: int) -> Texts:
    """The entries of a thread after so many of its commands."""
    texts: dict[str, str | None] = dict(step(thread, number) for number in range(commands))
    return {id: text for id, text in texts.items() if text is not None}


class Writer:
    """One thread that writes what is waiting, in one batch, and then acknowledges it."""

    def __init__(self, store: Store, acks: int, *, checkpoints: bool, ack_first: bool) -> None:
        self._store, self._acks = store, acks
        self._checkpoints, self._ack_first = checkpoints, ack_first
        self._entries = {r.id: r for r in store.records() if isinstance(r, Entry)}
        self.waiting: SimpleQueue[tuple[str, int, threading.Event]] = SimpleQueue()

    def run(self) -> None:
        for turn in range(10**9):
            asked = [self.waiting.get(), *self._more()]
            batch = self._batch(asked)
            if self._ack_first:
                self._acknowledge(asked)
            self._store.append(batch)
            if not self._ack_first:
                self._acknowledge(asked)
            if self._checkpoints and turn % 7 == 6:
                self._store.checkpoint()

    def _more(self) -> Iterator[tuple[str, int, threading.Event]]:
        try:
            while True:
                yield self.waiting.get_nowait()
        except Empty:
            return

    def _batch(self, asked: list[tuple[str, int, threading.Event]]) -> Batch:
        changes: list[Change] = []
        answers = {}
        for seq, (thread, number, _) in enumerate(asked, start=self._store.seq + 1):
            id, text = step(thread, number)
            before = self._entries.get(id)
            after = None if text is None else replace(before or entry(id, thread), text=text)
            (change,) = stamp([Change(before, after)], seq)
            changes.append(change)
            answers[f"{thread}/{number}"] = Answer(seq, id)
            self._keep(id, change.after)
        room_ms = self._store.room_ms + 1
        return Batch(seq, room_ms, MONDAY_MS + seq, "system", tuple(changes), answers)

    def _keep(self, id: str, record: object) -> None:
        if isinstance(record, Entry):
            self._entries[id] = record
        else:
            self._entries.pop(id, None)

    def _acknowledge(self, asked: list[tuple[str, int, threading.Event]]) -> None:
        os.write(self._acks, b"".join(f"{thread}\n".encode() for thread, _, _ in asked))
        for _, _, done in asked:
            done.set()


def feed(writer: Writer, thread: str) -> None:
    """Ask for one thing after the other, each when the one before was acknowledged."""
    for number in range(10**9):
        done = threading.Event()
        writer.waiting.put((thread, number, done))
        done.wait()


def child(folder: Path, acks: int, names: list[str], **ways: bool) -> None:
    """Never returns: it is killed."""
    writer = Writer(Store.open(folder, "child"), acks, **ways)
    for name in names:
        threading.Thread(target=feed, args=(writer, name), daemon=True).start()
    writer.run()


def killed(folder: Path, names: list[str], enough: int, **ways: bool) -> Counter[str]:
    """Run a child until so many commands were acknowledged, kill it, and count them by thread."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            child(folder, writing, names, **ways)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while told.count(b"\n") < enough and (some := pipe.read(65536)):
            told += some
        os.kill(pid, signal.SIGKILL)
        while some := pipe.read(65536):
            told += some
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status == -signal.SIGKILL, f"the child ended by itself: {status}"
    return Counter(told.decode().split())


def main(rounds: int, seed: int, ack_first: bool) -> None:
    """Kill, perhaps add a tail, open, compare; on the same folder a few times over."""
    chance, sums = random.Random(seed), Counter[str]()
    with TemporaryDirectory(prefix="tafelronde-feeding-") as base:
        for number in range(rounds):
            folder = Path(base) / str(number // ROUNDS_A_FOLDER)
            if number % ROUNDS_A_FOLDER == 0:
                hand = Hand(Store.open(folder, "begin"))
                hand.make(CONFERENCE, BRAINSTORM)
                hand.store.close()
            names = [f"r{number}t{thread}" for thread in range(THREADS)]
            before = _look(folder).texts
            ways = {"checkpoints": number % 2 == 0, "ack_first": ack_first}
            acked = killed(folder, names, chance.randrange(20, 600), **ways)
            if number % 3 == 0:
                _add_tail(folder, TAILS[number // 3 % len(TAILS)])
            sums.update(acknowledged=acked.total(), **_compare(folder, names, acked))
            old = {id: text for id, text in _look(folder).texts.items() if id in before}
            sums["lost"] += old != before
    json.dump({"rounds": rounds, "lost": 0, "resurrected": 0} | sums, sys.stdout)


def _add_tail(folder: Path, tail: Callable[[bytes], bytes]) -> None:
    last = (folder / "journal").read_bytes().splitlines(keepends=True)[-1]
    with (folder / "journal").open("ab") as file:
        file.write(tail(last))


@dataclass(frozen=True)
class _Seen:
    texts: Texts
    answers: frozenset[str]


def _look(folder: Path) -> _Seen:
    store = Store.open(folder, "look")
    try:
        texts = {r.id: r.text for r in store.records() if isinstance(r, Entry)}
        return _Seen(texts, frozenset(store.answers))
    finally:
        store.close()


def _compare(folder: Path, names: list[str], acked: Counter[str]) -> dict[str, int]:
    seen = _look(folder)
    lost = resurrected = 0
    for name in names:
        real = {id: text for id, text in seen.texts.items() if id.startswith(f"{name}-")}
        # The command after the last acknowledged one may or may not have reached the disk.
        wanted, perhaps = texts_after(name, acked[name]), texts_after(name, acked[name] + 1)
        if real not in (wanted, perhaps):
            lost += any(real.get(id) != text for id, text in wanted.items())
            resurrected += bool(real.keys() - wanted.keys() - perhaps.keys())
        lost += any(f"{name}/{number}" not in seen.answers for number in range(acked[name]))
    return {"lost": lost, "resurrected": resurrected}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "ack-first" in sys.argv)
