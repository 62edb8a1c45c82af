"""Brings what was agreed to into the cloud, in the background, until all of it was read back.

One file at a time, on a thread that makes way for the room. It waits for internet by itself, goes
on where it was after a restart, and stops when told.
"""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from appliance.mishap import note

from .cloud_trouble import CloudTrouble
from .delivering import Doing, Parcel, Tell, Tried, bring, object_name, try_out
from .exports import FOLDER, Exports, Offer
from .fate import afresh, after, is_for_a_person, is_open, lasting, wait_s
from .holding import Holding
from .outbox import Item, Job, Outbox, State
from .places import place_of
from .target import Secret, Target
from .waiting import DRAW, Draw
from .wire import PATIENCE, Patience, Stopped, Wire

NICE: Final = 10
TRIAL: Final = Patience(connect_s=10, piece_s=15, answer_s=20)
"""Somebody looks at an empty page meanwhile."""
_STOP_WITHIN_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """A file on its way, as pages show it."""

    item: Item
    percent: int
    """Of what it is busy with: sending, or reading back."""
    wait_s: int | None
    """Until the next try; None where it does not try by itself."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A job, as pages show it."""

    target: Target
    rows: tuple[Row, ...]
    is_done: bool
    minute: int
    is_disk_full: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    """One try of one file. What comes of it counts while its job is the one under way."""

    serial: int
    job: Job
    item: Item
    wire: Wire


class CloudCopy:
    """The copy of one conference. All of it may be called from any thread."""

    def __init__(
        self,
        folder: Path,
        event: str,
        is_closed: Callable[[], bool],
        new_wire: Callable[[Patience], Wire] = Wire,
        draw: Draw = DRAW,
    ) -> None:
        """`folder` is the conference's, `event` its id. Nothing goes before `is_closed` says so."""
        self._outbox = Outbox(folder)
        self._exports = Exports(folder / FOLDER)
        self._event = event
        self.is_closed = is_closed
        self._new_wire = new_wire
        self._draw = draw
        self.waiting = Holding()
        """What was tried out and waits for a yes."""
        self._changed = threading.Condition()
        found = self._outbox.read()
        self._job: Job | None = found[0] if found else None
        self._secret = found[1] if found else Secret()
        self._serial = 0
        self._wire: Wire | None = None
        self._done_bytes = 0
        self._is_disk_full = False
        self._is_stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Go on with what was under way, if anything was."""
        with self._changed:
            if self._job is not None and not self._job.is_done:
                self._begin_thread()

    def stop(self) -> None:
        """Let go of the line; all is kept for the next `start`."""
        with self._changed:
            self._is_stopping = True
            self._cut()
            thread, self._thread = self._thread, None
            self._changed.notify_all()
        if thread is not None:
            # It may be waiting for a name to be found, which nobody can cut short.
            thread.join(_STOP_WITHIN_S)

    def offers(self) -> tuple[Offer, ...]:
        """The finished archives, the newest first."""
        return self._exports.offers()

    def try_out(self, target: Target, secret: Secret) -> Tried:
        """Write, read and remove a small file, now. Takes seconds. Raises CloudTrouble."""
        return try_out(self._new_wire(TRIAL), place_of(target, secret))

    def begin(
        self,
        target: Target,
        secret: Secret,
        agreed: Mapping[str, str],
        minute: int,
        *,
        is_full_asked: bool = False,
    ) -> None:
        """Bring these files there: by name, with the SHA-256 that somebody saw and agreed to.

        Raises CloudTrouble, OSError.
        """
        if not self.is_closed():
            raise CloudTrouble("not_closed")
        items = self._agreed(agreed, is_full_asked=is_full_asked)
        with self._changed:
            if self._job is not None and not self._job.is_done:
                raise CloudTrouble("under_way")
            job = Job(target, items, minute)
            self._outbox.begin(job, secret)
            self._job, self._secret = job, secret
            self.waiting.forget()
            self._serial += 1
            self._begin_thread()
            self._changed.notify_all()

    def seen(self) -> Seen | None:
        """How far it is; None where nothing was agreed to."""
        job = self._job
        if job is None:
            return None
        rows = tuple(self._row(item) for item in job.items)
        return Seen(job.target, rows, job.is_done, job.minute, self._is_disk_full)

    def try_now(self) -> None:
        """Wait no longer, also where a person had to do something first."""
        with self._changed:
            if self._job is None or self._job.is_done:
                return
            self._keep(afresh(self._job))
            self._begin_thread()

    def give_up(self) -> None:
        """Forget the job and what opens its place. What arrived stays there. Raises OSError."""
        with self._changed:
            self._outbox.clear()
            self._job, self._secret = None, Secret()
            self._serial += 1
            self._cut()
            self._changed.notify_all()

    def _agreed(self, agreed: Mapping[str, str], *, is_full_asked: bool) -> tuple[Item, ...]:
        offers = {offer.name: offer for offer in self.offers()}
        if not agreed:
            raise CloudTrouble("no_file")
        for name, sha256 in agreed.items():
            if name not in offers:
                raise CloudTrouble("file_gone")
            if offers[name].sha256 != sha256:
                raise CloudTrouble("file_changed")
            if offers[name].is_full and not is_full_asked:
                raise CloudTrouble("full_unasked")
        return tuple(self._item(offers[name]) for name in agreed)

    def _item(self, offer: Offer) -> Item:
        name = object_name(self._event, offer.name, offer.sha256)
        return Item(offer.name, offer.sha256, offer.size_bytes, name)

    def _row(self, item: Item) -> Row:
        is_busy = item.state in (State.UPLOADING, State.CHECKING)
        done_bytes = self._done_bytes if is_busy else 0
        percent = min(100, done_bytes * 100 // max(1, item.size_bytes))
        is_waiting = item.trouble and not is_for_a_person(item)
        return Row(item, percent, round(wait_s(item)) if is_waiting else None)

    def _begin_thread(self) -> None:
        if self._is_stopping or (self._thread is not None and self._thread.is_alive()):
            return
        self._thread = threading.Thread(target=self._run, name="cloud", daemon=True)
        self._thread.start()

    def _cut(self) -> None:
        if self._wire is not None:
            self._wire.stop()

    def _run(self) -> None:
        _make_way()
        while (turn := self._next()) is not None:
            self._bring(turn)

    def _next(self) -> _Turn | None:
        """Wait for the next file that is due; None where there is nothing more to do."""
        with self._changed:
            while not self._is_stopping and self._job is not None and not self._job.is_done:
                waits = [(wait_s(item), item) for item in self._job.items if is_open(item)]
                if waits and not (soonest := min(waits, key=lambda wait: wait[0]))[0]:
                    self._wire = self._new_wire(PATIENCE)
                    return _Turn(self._serial, self._job, soonest[1], self._wire)
                self._changed.wait(min((left for left, _ in waits), default=None))
            self._thread = None
            return None

    def _bring(self, turn: _Turn) -> None:
        try:
            if not self.is_closed():
                raise CloudTrouble("not_closed")
            self._travel(turn)
        except Stopped:
            return
        except CloudTrouble as trouble:
            self._failed(turn, trouble)
        except Exception as bug:  # noqa: BLE001 (told on the page; logged without an address)
            self._failed(turn, CloudTrouble("unexpected", number=str(note(bug))))
        else:
            self._tell(turn, state=State.VERIFIED, trouble="", values=None, next_try_s=None)

    def _travel(self, turn: _Turn) -> None:
        item = turn.item
        place = place_of(turn.job.target, self._secret)
        path = self._exports.folder / item.file
        parcel = Parcel(path, item.sha256, item.size_bytes, item.object_name)
        bring(turn.wire, place, parcel, partial(self._begun, turn))

    def _begun(self, turn: _Turn, doing: Doing) -> Tell:
        if doing is Doing.LOOKING:
            return partial(self._count_found, turn)
        self._moves(turn, State.UPLOADING if doing is Doing.SENDING else State.CHECKING)
        return self._count

    def _count_found(self, turn: _Turn, n: int) -> None:
        """As long as nothing is found nothing is told: who has no line looks again and again."""
        if not self._done_bytes:
            self._moves(turn, State.CHECKING)
        self._count(n)

    def _moves(self, turn: _Turn, state: State) -> None:
        self._tell(turn, state=state, trouble="", values=None)

    def _count(self, n: int) -> None:
        self._done_bytes += n

    def _failed(self, turn: _Turn, trouble: CloudTrouble) -> None:
        with self._changed:
            if turn.serial != self._serial or self._job is None:
                return
            self._keep(after(self._job, turn.item, trouble, self._draw))

    def _tell(self, turn: _Turn, **news: Any) -> None:
        """Write down what is new about a file, unless its job was given up meanwhile."""
        with self._changed:
            if turn.serial != self._serial or self._job is None:
                return
            self._done_bytes = 0
            mine = turn.item.object_name
            now = next(item for item in self._job.items if item.object_name == mine)
            self._keep(self._job.with_item(replace(now, **news)))

    def _keep(self, job: Job) -> None:
        """Keep it here, and on disk as far as that takes it: what is lost there is found again."""
        before, self._job = self._job, job
        try:
            # Who waits for days writes nothing each time that it looks.
            if self._is_disk_full or before is None or lasting(before) != lasting(job):
                self._outbox.write(job)
            self._is_disk_full = False
        except OSError:
            self._is_disk_full = True
        if job.is_done:
            self._secret = Secret()
        self._changed.notify_all()


def _make_way() -> None:
    """Let the room go first wherever both want the processor."""
    if sys.platform == "linux":
        with suppress(OSError):  # a machine that forbids it still has a copy to make
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
