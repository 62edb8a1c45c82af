"""Keeps the spare copy, on a thread of its own: nobody in the room ever waits for a stick.

Which stick it is kept on is told by the stick itself, so that it goes on by itself when it is put
in again. Which copy it is, and how it is locked, stands in the folder of the conference; the
passphrase stands nowhere.
"""

import json
import logging
import secrets
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from appliance import mishap
from appliance.archive.placing import sync_folder
from appliance.archive.sticks import Stick
from appliance.rewriting import rewrite

from . import layout, places, stick_files
from .copy import Copy, Origin
from .layout import Told
from .lock import Lock, new_lock
from .trouble import SpareTrouble, code_of

log = logging.getLogger(__name__)

EVERY_S: Final = 4.0
"""With the time that a turn takes, at most five seconds are missing when the box breaks."""

SLOW_S: Final = 20.0

FILE: Final = "spare.json"
FORMAT: Final = "tafelronde-spare-kept/1"

_PATIENCE_S: Final = 5.0
_OVER_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class State:
    """`state` is "off", "kept", "waiting", "slow" or "failed" (with one of TROUBLES)."""

    state: str = "off"
    trouble: str = ""
    sticks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the box remembers: which copy it keeps, and what its keys are locked with.

    `over` are copies that are kept no more: wiped from every stick that comes in with one.
    """

    spare: str = ""
    recipient: str = ""
    opener: str = ""
    over: tuple[str, ...] = ()
    format: str = FORMAT

    @property
    def lock(self) -> Lock:
        return Lock(self.recipient, b64decode(self.opener))


class Keeper:
    """The spare copy of the conference on stage. May be used from any thread."""

    def __init__(
        self,
        origin: Origin,
        sticks: Callable[[], Iterable[Stick]],
        conference: Callable[[], str | None],
        every_s: float = EVERY_S,
    ) -> None:
        """`conference` tells the id of the conference, after which the folder is called."""
        self._origin, self._sticks, self._conference = origin, sticks, conference
        self._every_s = every_s
        self._kept = _read(origin.place / FILE)
        self._copies: dict[str, Copy] = {}
        self._apart: set[str] = set()
        self._turning = threading.Lock()
        self._wake, self._turned = threading.Event(), threading.Event()
        self._is_stopping = False
        self._state = State("waiting" if self._kept.spare else "off")
        self._turned_at = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="spare", daemon=True)

    def start(self) -> None:
        """Begin to keep it, where it was asked for."""
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        """Bring it up to date once more and end. One that waits for a stick is left behind."""
        self._is_stopping = True
        self._wake.set()
        self._thread.join(_PATIENCE_S)

    def state(self) -> State:
        """How it is, without waiting."""
        state = self._state
        is_late = time.monotonic() > self._turned_at + self._every_s + SLOW_S
        is_slow = state.state == "kept" and is_late and not self._apart
        return State("slow", "", state.sticks) if is_slow else state

    def devices(self) -> frozenset[str]:
        """The devices of the sticks that have a copy, as far as was seen at the last turn."""
        return frozenset(self._copies)

    def keep(self, device: str, passphrase: str) -> None:
        """Keep a copy on this stick from now on. Takes seconds. Raises SpareTrouble, OSError."""
        stick = next((s for s in self._sticks() if s.device == device), None)
        if stick is None or not stick.takes_files:
            raise SpareTrouble("read_only" if stick and stick.is_read_only else "no_stick")
        conference = self._conference()
        if conference is None:
            raise SpareTrouble("no_conference")
        lock = new_lock(passphrase)
        if self._kept.spare:
            self.forget()  # another passphrase must not leave what the first one opens
        opener = b64encode(lock.opener).decode()
        kept = _Kept(secrets.token_hex(8), lock.recipient, opener, self._kept.over)
        try:
            self._begin_on(stick, conference, kept)
        except OSError as error:
            raise SpareTrouble(code_of(error)) from error
        with self._turning:
            self._close_all()
            self._remember(kept)
        self._turned.clear()
        self._wake.set()
        self._turned.wait(_PATIENCE_S)

    def forget(self) -> None:
        """Keep none any more, and wipe what is on the sticks that have it. Raises OSError."""
        with self._turning:
            kept = self._kept
            self._close_all()
            self._state = State()
            ended = (kept.spare,) if kept.spare else ()
            self._remember(_Kept(over=(*kept.over, *ended)[-_OVER_MOST:]))
            self._wipe_what_is_over()

    @contextmanager
    def apart(self, device: str) -> Iterator[None]:
        """Within it, nothing is read or written on this stick."""
        self._apart.add(device)
        try:
            with self._turning:
                self._close(device)
            yield
        finally:
            self._apart.discard(device)
            self._wake.set()

    def _run(self) -> None:
        while not self._is_stopping:
            self._wake.wait(self._every_s)
            self._wake.clear()
            with self._turning:
                self._try_to_turn()
            self._turned.set()
        with self._turning:
            self._try_to_turn()
            self._close_all()

    def _try_to_turn(self) -> None:
        try:
            self._turn()
        except Exception as bug:  # noqa: BLE001 (it is logged; the copy is tried again)
            mishap.note(bug)
            self._close_all()
            self._state = State("failed", "device")

    def _turn(self) -> None:
        kept = self._kept
        self._wipe_what_is_over()
        if not kept.spare:
            return
        found = self._with_copy(kept.spare)
        for device in self._copies.keys() - {stick.device for stick, _ in found}:
            self._close(device)
        troubles = [self._turn_on(stick, folder, kept) for stick, folder in found]
        names = tuple(stick.name for stick, _ in found)
        trouble = next(filter(None, troubles), "")
        if not found:
            self._state = State("kept" if self._apart else "waiting")
        else:
            self._state = State("failed" if trouble else "kept", trouble, names)
        self._turned_at = time.monotonic()

    def _turn_on(self, stick: Stick, folder: Path, kept: _Kept) -> str:
        """Bring the copy on one stick up to date; what was in the way."""
        copy = self._copies.get(stick.device)
        if copy is None or copy.folder != folder:
            self._close(stick.device)
            told = Told(kept.spare, self._origin.device)
            copy = Copy(self._origin, folder, told, kept.lock, self._every_s)
            self._copies[stick.device] = copy
        try:
            copy.turn()
        except OSError as error:
            log.warning("the spare copy was not brought up to date: %s", error.strerror)
            self._close(stick.device)
            return code_of(error) if Path(stick.folder).is_dir() else ""
        except SpareTrouble as trouble:
            self._close(stick.device)
            return trouble.code
        return ""

    def _takers(self) -> list[Stick]:
        return [stick for stick in self._sticks() if stick.takes_files]

    def _with_copy(self, *spares: str) -> list[tuple[Stick, Path]]:
        """The sticks that have one of these copies, each with its folder on them."""
        found = []
        for stick in (each for each in self._takers() if each.device not in self._apart):
            folders = places.copies_on(Path(stick.folder))
            told = {folder: places.told_of(folder) for folder in folders}
            ours = (folder for folder, of in told.items() if of is not None and of.spare in spares)
            found += [(stick, folder) for folder in islice(ours, 1)]
        return found

    def _wipe_what_is_over(self) -> None:
        """A stick that was out when the copy ended has it still when it comes in."""
        for _, folder in self._with_copy(*self._kept.over):
            try:
                places.wipe_all(folder)
            except OSError as error:
                log.warning("a spare copy was not wiped: %s", error.strerror)

    def _remember(self, kept: _Kept) -> None:
        rewrite(self._origin.place / FILE, json.dumps(asdict(kept), indent=1))
        self._kept = kept

    def _begin_on(self, stick: Stick, conference: str, kept: _Kept) -> None:
        """Make this stick tell that the copy is kept on it. Raises OSError, SpareTrouble."""
        folder = places.place_on(Path(stick.folder), conference, self._origin)
        folder.mkdir(mode=0o700, exist_ok=True)
        told = Told(kept.spare, self._origin.device).to_bytes()
        stick_files.replace(folder / layout.TOLD, lambda: [told])
        sync_folder(folder.parent)

    def _close(self, device: str) -> None:
        copy = self._copies.pop(device, None)
        if copy is not None:
            copy.close()

    def _close_all(self) -> None:
        for device in list(self._copies):
            self._close(device)


def _read(file: Path) -> _Kept:
    try:
        found = json.loads(file.read_bytes())
        kept = _Kept(**{**found, "over": tuple(found["over"])})
    except (OSError, ValueError, LookupError, TypeError):
        return _Kept()
    return kept if kept.format == FORMAT else _Kept()
