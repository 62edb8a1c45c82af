"""The one writer of a conference: it decides and applies every change, in one order.

One thread takes what is asked from whatever carried it (socket, POST, form, command line), lets the
rules decide, has the store write it down, shows it to whoever follows, and only then acknowledges.
It knows the rules; store and followers are handed to it, carriers are strangers to it.
"""

import gc
import logging
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final, TypeVar

from . import mishap
from .clock import RoomClock
from .conference.change import Answer, Batch, Change, Moment
from .conference.commands import Actor, Command, ErasePerson, NoteClock
from .conference.decide import decide, made
from .conference.erasing import erased
from .conference.records import Role
from .conference.refusal import Refused
from .conference.room import Room
from .conference.steps import due
from .conference.surveys.asking import due as surveys_due
from .contracts import Busy, CannotSave, Done, Follower, Outcome, Store, Unexpected

__all__ = ["Busy", "CannotSave", "Conductor", "Outcome", "Unexpected"]

log = logging.getLogger(__name__)
T = TypeVar("T")

DRAIN_MOST: Final = 512
"""Commands that share one journal line and one fdatasync; more would delay the first too long."""

QUEUE_MOST: Final = 5_000
"""Beyond this many waiting, asking is refused as busy: phones keep their text and ask again."""

HOUSEKEEPING_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Asked:
    actor: Actor
    command: Command
    id: str
    done: Done


@dataclass(slots=True)
class _Pending:
    """What was decided in this turn and is not on disk yet."""

    changes: list[Change] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    erases: set[str] = field(default_factory=set)
    asked: list[_Asked] = field(default_factory=list)
    """Who waits for one of these answers; several, when a command was repeated meanwhile."""


class Conductor:
    """Owns the room of one conference."""

    def __init__(
        self,
        store: Store,
        follower: Follower,
        cannot_save: type[Exception] | tuple[type[Exception], ...],
        clock_source: Callable[[], str] = lambda: "system",
    ) -> None:
        """`cannot_save` names what the store raises when it could not write.

        `clock_source` tells where the system's clock has its time from; asked every ten seconds.
        """
        self._store = store
        self._follower = follower
        self._cannot_save = cannot_save
        self._clock = RoomClock(store.room_ms, clock_source)
        clock = self._clock
        self._clock_held_since = store.held_since(clock.source) if clock.ran_on else store.seq
        self._clock_notes: list[tuple[str, NoteClock]] = []
        self._room = Room(store.records(), store.seq, self._clock.room_ms(), self._clock.minute())
        self._pending = _Pending()
        self._wait_s = 0.0
        self._next_housekeeping = time.monotonic()
        self._queue: SimpleQueue[_Asked | Callable[[], None]] = SimpleQueue()
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="conductor", daemon=True)
        self.turned_at = time.monotonic()
        """When the conductor last came round; a watchdog can look at it."""

    # -- from any thread -------------------------------------------------------------------------

    @property
    def saved_minute(self) -> int | None:
        """When something was last written down, in minutes since 1970 (UTC); None: never yet."""
        return self._store.saved_minute

    @property
    def head(self) -> str:
        """The chain of the journal's last line: whoever knows it can tell whether what was written
        up to now was altered."""
        return self._store.head

    def start(self) -> None:
        """Begin to take commands."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what is waiting, close the store and stop. May be repeated."""
        self._is_stopping.set()
        self._queue.put(lambda: None)
        if self._thread.ident is None:
            self._store.close()
        else:
            self._thread.join()

    def submit(self, actor: Actor, command: Command, id: str, done: Done) -> None:
        """Ask; `done` is called once, on the conductor's thread, after it is on disk.

        `id` is the client's own for this command: a repeat of an accepted one gets the first
        answer. Raises Busy.
        """
        if self._is_stopping.is_set() or self._queue.qsize() > QUEUE_MOST:
            raise Busy
        self._queue.put(_Asked(actor, command, id, done))

    def ask(self, actor: Actor, command: Command, id: str, timeout_s: float = 10.0) -> Answer:
        """Ask and wait for the answer. Raises Refused, CannotSave, Busy, Unexpected."""
        waiting: Future[Outcome] = Future()
        self.submit(actor, command, id, waiting.set_result)
        outcome = _result(waiting, timeout_s)
        if isinstance(outcome, Answer):
            return outcome
        raise outcome

    def read(self, look: Callable[[Room], T], timeout_s: float = 5.0) -> T:
        """What `look` sees in the room, with everything before it on disk. Raises Busy."""
        waiting: Future[T] = Future()

        def task() -> None:
            try:
                waiting.set_result(look(self._room))
            except Exception as trouble:  # noqa: BLE001 (it rises where it was asked for)
                waiting.set_exception(trouble)

        self.post(task)
        return _result(waiting, timeout_s)

    def post(self, task: Callable[[], None]) -> None:
        """Run something on the conductor's thread, in order with the commands."""
        self._queue.put(task)

    def room_ms(self) -> int:
        """Room time now; from any thread."""
        return self._clock.room_ms()

    @property
    def room(self) -> Room:
        """The room; only for what runs on the conductor's thread."""
        return self._room

    # -- on the conductor's thread ---------------------------------------------------------------

    def _run(self) -> None:
        try:
            while not (self._is_stopping.is_set() and self._queue.empty()):
                self._turn()
        finally:
            self._store.close()

    def _turn(self) -> None:
        """One time round. A bug costs whoever ran into it their answer, and nobody else a thing."""
        try:
            tasks = self._drain(self._wait_s)
            # What a large command makes is looked through once for what may go, when it is done.
            gc.disable()
            self._tell_time()
            for task in tasks:
                self._take(task)
            self._commit()
            self.turned_at = time.monotonic()
            if self.turned_at >= self._next_housekeeping:
                self._next_housekeeping = self.turned_at + HOUSEKEEPING_S
                self._keep_house(is_quiet=not tasks)
            flush_s = self._flush()
            self._wait_s = max(0.0, min(self._next_housekeeping - time.monotonic(), flush_s))
        except Exception as bug:  # noqa: BLE001 (the room needs its conductor; it is logged)
            mishap.note(bug)
            self._wait_s = HOUSEKEEPING_S
        finally:
            gc.enable()

    def _drain(self, wait_s: float) -> list[_Asked | Callable[[], None]]:
        tasks: list[_Asked | Callable[[], None]] = []
        try:
            tasks.append(self._queue.get(timeout=wait_s))
            while len(tasks) < DRAIN_MOST:
                tasks.append(self._queue.get_nowait())
        except Empty:
            pass
        return tasks

    def _tell_time(self) -> None:
        step, since, upto = self._clock.follow(), self._clock_held_since, self._room.seq
        if step is not None and step.minutes and upto > since:
            note = NoteClock(step.minutes, since, upto, step.source)
            self._clock_notes.append((secrets.token_hex(16), note))
        self._room.room_ms = self._clock.room_ms()
        self._room.minute = self._clock.minute()

    def _take(self, task: _Asked | Callable[[], None]) -> None:
        if isinstance(task, _Asked):
            self._decide(task)
            return
        # Nobody reads what is not on disk.
        self._commit()
        try:
            task()
        except Exception as bug:  # noqa: BLE001 (as in `_turn`)
            mishap.note(bug)

    def _decide(self, asked: _Asked) -> None:
        known = self._store.answers.get(asked.id)
        if known is not None:
            _tell(asked, known)
        elif asked.id in self._pending.answers:
            self._pending.asked.append(asked)
        elif not self._room.is_saving:
            _tell(asked, CannotSave("not saving"))
        else:
            self._try_to_accept(asked)

    def _try_to_accept(self, asked: _Asked) -> None:
        try:
            self._accept(asked)
        except Refused as refused:
            _tell(asked, refused)
        except Exception as bug:  # noqa: BLE001 (as in `_turn`; who asked is told)
            _tell(asked, Unexpected(mishap.note(bug)))

    def _accept(self, asked: _Asked) -> None:
        moment = Moment(
            seq=self._room.seq + 1,
            room_ms=self._room.room_ms,
            minute=self._room.minute,
            seed=secrets.token_bytes(16),
        )
        changes = decide(self._room, asked.actor, asked.command, moment)
        try:
            self._room.apply(changes)
        except BaseException:
            self._rebuild()
            self._room.apply(self._pending.changes)
            self._room.seq = moment.seq - 1
            raise
        self._room.seq = moment.seq
        self._pending.changes.extend(changes)
        if isinstance(asked.command, ErasePerson):
            self._pending.erases |= erased(changes)
        self._pending.answers[asked.id] = Answer(moment.seq, made(changes))
        self._pending.asked.append(asked)

    def _commit(self) -> None:
        pending, self._pending = self._pending, _Pending()
        if not pending.answers:
            return
        try:
            self._store.append(self._batch(pending))
        except self._cannot_save as trouble:
            self._not_saved(pending, CannotSave(str(trouble)))
        except Exception as bug:  # noqa: BLE001 (as in `_turn`; who asked is told)
            self._not_written(pending, bug)
        else:
            self._show(pending.changes)
            for asked in pending.asked:
                _tell(asked, pending.answers[asked.id])

    def _batch(self, pending: _Pending) -> Batch:
        return Batch(
            seq=self._room.seq,
            room_ms=self._room.room_ms,
            wall_ms=self._clock.wall_ms(),
            clock=self._clock.source,
            changes=tuple(pending.changes),
            answers=pending.answers,
            erases=frozenset(pending.erases),
        )

    def _show(self, changes: Sequence[Change]) -> None:
        try:
            self._follower.apply(changes, self._room)
            self._follower.flush(self._room)
        except Exception as bug:  # noqa: BLE001 (it is on disk: whoever asked must hear so)
            mishap.note(bug)

    def _flush(self) -> float:
        try:
            return self._follower.flush(self._room)
        except Exception as bug:  # noqa: BLE001 (as in `_turn`)
            mishap.note(bug)
            return HOUSEKEEPING_S

    def _not_saved(self, pending: _Pending, trouble: CannotSave) -> None:
        log.error("the box cannot save: %s", trouble.reason)
        self._rebuild(is_saving=False)
        for asked in pending.asked:
            _tell(asked, trouble)

    def _not_written(self, pending: _Pending, bug: Exception) -> None:
        """The store could not make a line of it: find the one command that it is about."""
        self._rebuild()
        if len(pending.answers) == 1:
            number = mishap.note(bug)
            for asked in pending.asked:
                _tell(asked, Unexpected(number))
            return
        for asked in pending.asked:
            self._decide(asked)
            self._commit()

    def _rebuild(self, *, is_saving: bool | None = None) -> None:
        """Take the room from what is on disk; who is there stays."""
        before = self._room
        self._room = Room(self._store.records(), self._store.seq, before.room_ms, before.minute)
        self._room.presence, self._room.phones = before.presence, before.phones
        self._room.facilitators, self._room.machine = before.facilitators, before.machine
        self._room.is_saving = before.is_saving if is_saving is None else is_saving
        self._follower.look_again(self._room)

    def _keep_house(self, *, is_quiet: bool) -> None:
        if not self._room.is_saving:
            self._try_again()
        for command in (*due(self._room, self._room.room_ms), *surveys_due(self._room)):
            self._decide(_Asked(Actor(Role.BOX), command, secrets.token_hex(16), _nobody_asked))
        if self._clock_notes and self._room.conference is not None:
            id, note = self._clock_notes[0]
            self._decide(_Asked(Actor(Role.BOX), note, id, self._clock_noted))
        self._commit()
        self._follower.keep_up(self._room)
        if is_quiet and self._store.is_checkpoint_due:
            self._checkpoint()

    def _clock_noted(self, outcome: Outcome) -> None:
        """Every time shown may be another one now; what could not be saved is asked again."""
        if not isinstance(outcome, CannotSave):
            self._clock_notes.pop(0)
            self._follower.look_again(self._room)

    def _try_again(self) -> None:
        try:
            self._store.recover()
        except self._cannot_save:
            return
        log.warning("the box can save again")
        self._rebuild(is_saving=True)

    def _checkpoint(self) -> None:
        try:
            self._store.checkpoint()
        except self._cannot_save as trouble:
            # The journal is the truth; a checkpoint only makes the next start faster.
            log.warning("no checkpoint: %s", trouble)


def _result(waiting: "Future[T]", timeout_s: float) -> T:
    try:
        return waiting.result(timeout_s)
    except TimeoutError:
        raise Busy from None


def _tell(asked: _Asked, outcome: Outcome) -> None:
    try:
        asked.done(outcome)
    except Exception as bug:  # noqa: BLE001 (a carrier that fails must not silence the others)
        mishap.note(bug)


def _nobody_asked(outcome: Outcome) -> None:
    """The box asked itself; nobody waits for the answer."""
