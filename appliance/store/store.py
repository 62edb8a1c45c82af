"""The store of one conference: what was appended is on the disk, and comes back.

Joins the journal (the truth), the documents in TinyDB, the checkpoint, the keys and the lock. Knows
batches; knows no rule, except which changes bind the disk itself: sealing destroys a key, and the
end of practice begins the journal again.

One thread uses a store. What the disk refuses comes out as CannotSave.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final

from appliance.conference.change import Answer, Batch
from appliance.conference.records import Activity, Conference, Record, State, Survey

from . import checkpoint, disk, erasing, mending, striking
from .body import Body, Docs, Run, Times
from .checkpoint import Mark
from .clock import RoomClock
from .codec import survey_key
from .documents import Documents
from .erasing import ToErase
from .failures import CannotSave, Damage, Reason
from .journal import Journal, rewrite
from .keys import Keys
from .lock import FolderLock
from .mending import KEYS, Footing
from .recovery import CHECKPOINT, JOURNAL
from .storage import Changed

CHECKPOINT_LINES: Final = 20_000
CHECKPOINT_BYTES: Final = 8 << 20
"""After so much journal a checkpoint is worth the tenths of a second that it takes."""


class Store:
    """One conference on disk."""

    def __init__(self, folder: Path, run: Run, clock_source: str, lock: FolderLock) -> None:
        """Reads the folder back. Use `open`, which takes the lock."""
        self._folder, self._run, self._lock = folder, run, lock
        self._trouble: CannotSave | None = None
        self._is_open = True
        self._owes_checkpoint = False
        self.damage: tuple[Damage, ...] = ()
        """What was found broken and set aside or lost, since this store was opened."""
        footing = mending.find_footing(folder, run, clock_source)
        self._clock = RoomClock(footing.past.room_ms, clock_source)
        try:
            self._stand_on(footing)
        except BaseException:
            footing.journal.close()
            raise

    @classmethod
    def open(cls, folder: Path, boot: str, box: str = "", clock_source: str = "system") -> "Store":
        """Open the store in this folder, or begin one; `boot` names this run of the program.

        `box` is the device that writes, and `clock_source` where its clock has its time from.
        Raises StoreInUse, StoreNewer, StoreDamaged or CannotSave. What was found broken and could
        be mended is in `damage`.
        """
        try:
            disk.make_folder(folder)
            lock = FolderLock.take(folder)
        except OSError as error:
            raise CannotSave.because(error) from error
        try:
            return cls(folder, Run(boot, box), clock_source, lock)
        except OSError as error:
            lock.release()
            raise CannotSave.because(error) from error
        except BaseException:
            lock.release()
            raise

    @property
    def seq(self) -> int:
        """The number of the last command that was written down."""
        return self._past.seq

    @property
    def room_ms(self) -> int:
        """Room time of what was written last; after opening, the room time to go on from."""
        return self._clock.told_room_ms

    @property
    def saved_minute(self) -> int | None:
        """When the last command was written down, in minutes since 1970 (UTC), if one was.

        No finer: when something was saved could join a person to what they wrote.
        """
        return self._past.saved_minute

    def held_since(self, clock_source: str) -> int:
        """The last command before those lines at the end that all have their time from there."""
        return self._past.held_since if self._past.clock == clock_source else self.seq

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What every accepted command was told, by the id that its client gave it."""
        return MappingProxyType(self._past.answers)

    @property
    def head(self) -> str:
        """The chain of the last line: whoever knows it can tell whether anything was altered."""
        return self._journal.chain

    @property
    def trouble(self) -> CannotSave | None:
        """Why nothing is saved at the moment, or None when all is well."""
        return self._trouble

    @property
    def is_checkpoint_due(self) -> bool:
        """Whether enough was written since the last checkpoint to be worth another, or the last had
        to go."""
        line, offset = (self._mark.line, self._mark.offset) if self._mark else (0, 0)
        lines, size_bytes = self._journal.lines - line, self._journal.end - offset
        is_much = lines >= CHECKPOINT_LINES or size_bytes >= CHECKPOINT_BYTES
        return self._owes_checkpoint or is_much

    def records(self) -> Iterator[Record]:
        """Every record, kind by kind, in the order in which they came to be."""
        return self._documents.records()

    def append(self, batch: Batch) -> None:
        """Write this batch down; it is on the disk when this returns.

        Raises CannotSave; then the tables are as before, and `recover` must succeed before anything
        else is taken. (When only the end of a sealing, of an erasing or of a practice failed, the
        batch itself is written, and `recover` ends the work.) Raises ValueError when numbers or
        time go backwards.
        """
        self._refuse_in_trouble()
        if batch.seq < self.seq or batch.room_ms < self.room_ms:
            raise ValueError("neither numbers nor room time go backwards")
        with self._in_trouble_if_it_fails():
            if batch.erases:
                erasing.note(self._folder, ToErase(batch.erases, batch.seq))
            if _ends_practice(batch):
                self._begin_again(batch)
            else:
                self._write(batch)
            self._end_owners(_sealed_by(batch))
            if batch.erases:
                self._erase()

    def recover(self) -> None:
        """Read everything again from the disk, and see that it takes what is written.

        Raises CannotSave as long as it does not. May be repeated.
        """
        if not self._is_open:
            self._refuse_in_trouble()
        with self._in_trouble_if_it_fails():
            disk.probe(self._folder)
            self._load()
            self._write_time(self._clock.now().to_the_minute())
        self._trouble = None

    def checkpoint(self) -> None:
        """Write room.json, so that the next opening is fast.

        Raises CannotSave. The journal is none the worse for that: batches are still taken.
        """
        self._refuse_in_trouble()
        try:
            self._save()
        except OSError as error:
            raise CannotSave.because(error) from error

    def strike(self, seqs: Iterable[int], why: str) -> None:
        """Take the bodies of the lines that hold these commands out of the journal.

        What is still current of them is written down once more, so whatever must go has to be
        changed by a batch before. Copies that were kept aside go altogether, since nobody can tell
        what they hold. May be repeated. Raises CannotSave.
        """
        self._refuse_in_trouble()
        with self._in_trouble_if_it_fails():
            self._strike(striking.of_commands(frozenset(seqs)), why)
            self._save()

    def close(self) -> None:
        """Write the exact room time and a checkpoint, and let the folder go. May be repeated."""
        if not self._is_open:
            return
        self._is_open = False
        try:
            if self._trouble is None and self._journal.lines > 1:
                self._part()
        finally:
            self._trouble = CannotSave(Reason.GONE, "the store is closed")
            self._journal.close()
            self._lock.release()

    def _load(self) -> None:
        self._journal.close()
        self._stand_on(mending.find_footing(self._folder, self._run, self._clock.source))

    def _stand_on(self, footing: Footing) -> None:
        past = self._past = footing.past
        self._journal, self._mark = footing.journal, footing.mark
        self._keys = Keys(self._folder / KEYS, past.journal)
        self._documents = documents = Documents(past.tables, self._keys)
        self._forget_strangers()
        lost = [Damage(0, f"the key of {i} is missing") for i in documents.without_key()]
        self.damage = tuple(dict.fromkeys((*self.damage, *footing.damage, *lost)))
        self._end_owners([i for i in documents.sealed() if self._keys.has_file(i)])
        self._erase()
        if footing.is_checkpoint_due:
            self._save()

    def _forget_strangers(self) -> None:
        mending.forget_strangers(self._folder, self._past.journal)
        self._keys.destroy_strangers()

    def _write(self, batch: Batch) -> None:
        with self._documents.batch() as changed:
            self._documents.put(batch, self._keys)
            body = self._body(batch, changed)
            self._journal.append(body.to_bytes())
        self._note(batch, body)

    def _begin_again(self, batch: Batch) -> None:
        """Practice is over: a new journal of what there is now, and nothing else, in one go."""
        past, documents = self._past, self._documents
        mending.forget_archives(self._folder)
        journal = mending.new_journal_id()
        keys = Keys(self._folder / KEYS, journal)
        with documents.batch():
            documents.put(batch, keys)
            documents.lock_again(batch, keys)
            whole = self._body(batch, past.tables)
            first = mending.first_body(journal, past.seq, self._run, whole.times)
            new = rewrite(self._folder / JOURNAL, [first.to_bytes(), whole.to_bytes()])
        self._journal.close()
        self._journal, self._keys, documents.keys = new, keys, keys
        past.journal = journal
        past.answers.clear()
        self._note(batch, whole)
        self._forget_strangers()
        disk.remove(self._folder / CHECKPOINT)
        self._save()

    def _end_owners(self, sealed: list[str]) -> None:
        """Leave nothing that joins what is under these keys to people, or to each other.

        May be repeated. An overwritten key's file stays until the end, as a sign that work is left.
        """
        if not sealed:
            return
        for activity in sealed:
            self._keys.overwrite(activity)
        self._documents.deal_answers(self._past.answers, frozenset(sealed))
        self._strike(striking.of_owners(frozenset(sealed)), "sealed")
        mending.forget_archives(self._folder)
        self._forget_checkpoint()
        for activity in sealed:
            self._keys.remove(activity)

    def _erase(self) -> None:
        """Leave no line that holds what is to be erased. May be repeated."""
        to_erase = erasing.pending(self._folder)
        if to_erase is not None:
            holds = striking.of_words(to_erase.words, to_erase.before)
            self._strike(holds, "erased on request", to_erase.words)
            self._forget_checkpoint()
        erasing.forget(self._folder)

    def _forget_checkpoint(self) -> None:
        """Remove what still holds what must go. Another is written when nobody waits for it."""
        disk.remove(self._folder / CHECKPOINT)
        self._mark, self._owes_checkpoint = None, True

    def _strike(
        self, holds: Callable[[Body], bool], why: str, words: frozenset[str] | None = None
    ) -> None:
        path = self._folder / JOURNAL
        strike = striking.plan(path, holds, words)
        if strike.lines:
            self._carry_on(strike, why)
            old, end = self._journal, striking.rewrite(path, strike, why)
            self._journal = Journal(path, old.lines, end, old.chain)
            old.close()
        mending.forget_all_aside(self._folder)

    def _carry_on(self, strike: striking.Strike, why: str) -> None:
        docs: Changed = defaultdict(dict)
        for kind, record in strike.records:
            docs[kind][record] = self._past.tables.get(kind, {}).get(record)
        body = Body(
            first=self.seq + 1,
            last=self.seq,
            run=self._run,
            times=self._clock.now().for_docs(docs),
            docs=docs,
            answers={i: self._past.answers[i] for i in strike.answers},
            note=f"carried on from struck lines: {why}",
        )
        self._journal.append(body.to_bytes())
        self._past.room_ms = body.times.room_ms_after(self._past.room_ms)

    def _body(self, batch: Batch, docs: Docs) -> Body:
        times = Times(batch.room_ms, batch.wall_ms, batch.clock).for_docs(docs)
        return Body(self.seq + 1, batch.seq, self._run, times, docs, batch.answers)

    def _note(self, batch: Batch, body: Body) -> None:
        self._past.hold(body)
        self._past.seq = batch.seq
        self._past.room_ms = body.times.room_ms_after(self._past.room_ms)
        self._past.answers.update(batch.answers)
        self._clock.set(Times(batch.room_ms, batch.wall_ms, batch.clock))

    def _part(self) -> None:
        # Nothing that was acknowledged hangs on these two.
        with suppress(OSError):
            self._write_time(self._clock.now())
            self._save()

    def _write_time(self, times: Times) -> None:
        self._journal.append(Body(self.seq + 1, self.seq, self._run, times).to_bytes())
        self._past.room_ms = times.room_ms_after(self._past.room_ms)

    def _save(self) -> None:
        journal, past = self._journal, self._past
        mark = Mark(
            journal=past.journal,
            chain=journal.chain,
            line=journal.lines,
            offset=journal.end,
            seq=past.seq,
            room_ms=past.room_ms,
            clock=past.clock,
            held_since=past.held_since,
            saved_minute=past.saved_minute,
        )
        checkpoint.save(self._folder / CHECKPOINT, mark, past.tables, past.answers)
        self._mark, self._owes_checkpoint = mark, False

    def _refuse_in_trouble(self) -> None:
        if self._trouble is not None:
            raise CannotSave(self._trouble.reason, self._trouble.detail)

    @contextmanager
    def _in_trouble_if_it_fails(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._trouble = CannotSave.because(error)
            raise CannotSave.because(error) from error


def _ends_practice(batch: Batch) -> bool:
    return any(
        isinstance(change.before, Conference)
        and isinstance(change.after, Conference)
        and change.before.is_practice
        and not change.after.is_practice
        for change in batch.changes
    )


def _sealed_by(batch: Batch) -> list[str]:
    """The names of the keys that end with this batch."""
    after = [c.after for c in batch.changes if isinstance(c.after, Activity | Survey)]
    ended = [record for record in after if record.state is State.SEALED]
    return [survey_key(r.id) if isinstance(r, Survey) else r.id for r in ended]
