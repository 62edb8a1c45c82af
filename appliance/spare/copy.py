"""The spare copy on one stick: everything that another machine needs to go on from it.

Keys go first, then the lines in which they lock something; what says when it was done goes last.
"""

import hashlib
import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from appliance.store.keys import kept

from . import layout, stick_files
from .journal_copy import JournalCopy, refuse_if_ahead
from .layout import Beat, Told
from .lock import Lock, locked

MEDIA_EVERY_S: Final = 60.0
"""Pictures come rarely, and slides can be given anew."""

_LAGS: Final = 15
_MEDIA_NAME: Final = re.compile(r"[0-9a-z][0-9a-z._-]{0,100}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What is copied: the folder of a conference, and what a box needs to be the same one."""

    place: Path
    on_stage: str
    secret: bytes
    device: str

    @property
    def journal(self) -> Path:
        """The truth."""
        return self.place / layout.JOURNAL

    def keys(self) -> bytes:
        """What is locked, as JSON: the keys that are in use now, and what phones know the box by.

        A key that ended is not among them any more.
        """
        told = {"on_stage": self.on_stage, "secret": self.secret.hex()}
        keys = {name: key.hex() for name, key in kept(self.place / "keys").items()}
        return json.dumps({**told, "keys": keys}, sort_keys=True).encode()


class Copy:
    """One copy. What the stick refuses comes out as OSError; then use another."""

    def __init__(
        self,
        origin: Origin,
        folder: Path,
        told: Told,
        lock: Lock,
        every_s: float,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """`every_s` is how often it is brought up to date at best."""
        self._origin, self.folder, self._told, self._lock = origin, folder, told, lock
        self._now_s = now_s
        self._journal = JournalCopy(origin.journal, folder / layout.JOURNAL)
        self._keys = b""
        self._media_at = float("-inf")
        self._began: float | None = None
        self._lags: deque[float] = deque([every_s], maxlen=_LAGS)
        self._every_s = every_s

    def turn(self) -> None:
        """Bring it up to date; all of it is on the stick when this returns.

        Raises SpareTrouble `ahead`, and then nothing was changed, where the copy that is found
        there knows more than the box.
        """
        began, wall_ms = self._now_s(), time.time_ns() // 1_000_000
        if self._began is None:
            refuse_if_ahead(self._origin.journal, self.folder / layout.JOURNAL)
            self._settle_in()
        # A key is on the disk before the first line that needs it.
        upto = self._journal.upto()
        self._put_keys()
        self._journal.turn(upto)
        if began >= self._media_at + MEDIA_EVERY_S:
            self._media_at = began
            self._put_media()
        self._beat(began, wall_ms)

    def close(self) -> None:
        """Let go of what it reads. May be repeated."""
        self._journal.close()

    def _settle_in(self) -> None:
        """What a stick that was pulled out in mid-write kept goes; what it is stands there."""
        for left in self.folder.rglob("*"):
            if left.suffix in (stick_files.NEW, stick_files.OLD) and not left.is_symlink():
                self._put_back_or_wipe(left)
        told = self._told.to_bytes()
        if layout.read_told(self.folder) != self._told:
            stick_files.replace(self.folder / layout.TOLD, lambda: [told])
        text = layout.READ_ME_TEXT.encode()
        if not (self.folder / layout.READ_ME).exists():
            stick_files.replace(self.folder / layout.READ_ME, lambda: [text])

    def _put_back_or_wipe(self, left: Path) -> None:
        place = left.with_suffix("")
        if left.suffix == stick_files.NEW and not place.exists():
            stick_files.put_in_place(place)  # whole: the old one had been moved out of its way
        else:
            stick_files.wipe(left)

    def _put_keys(self) -> None:
        keys = self._origin.keys()
        digest = hashlib.sha256(keys).digest()
        if digest == self._keys and (self.folder / layout.KEYS).exists():
            return
        whole = layout.keys_file(self._lock.opener, locked(self._lock, keys))
        stick_files.replace(self.folder / layout.KEYS, lambda: [whole])
        self._keys = digest

    def _put_media(self) -> None:
        here = {file.name: file for file in pictures(self._origin.place / layout.MEDIA)}
        there = self.folder / layout.MEDIA
        if not there.is_dir():
            if not here:
                return
            there.mkdir(mode=0o700)
        kept_there = {file.name: file for file in pictures(there)}
        for name, file in kept_there.items():
            if name not in here:
                stick_files.wipe(file)
        for name, file in here.items():
            # A picture is named by its digest and never changes.
            if name not in kept_there:
                stick_files.replace(there / name, partial(stick_files.pieces, file))

    def _beat(self, began: float, wall_ms: int) -> None:
        # What was saved just after the turn before began to look is on the stick only now.
        self._lags.append(self._now_s() - (began if self._began is None else self._began))
        self._began = began
        beat = Beat(wall_ms, round(max(self._every_s, *self._lags) * 1000))
        stick_files.put_over(self.folder / layout.HEARTBEAT, beat.to_bytes())


def pictures(folder: Path) -> Iterator[Path]:
    """The files in a folder that can be pictures of slides."""
    for file in folder.glob("*"):
        if _MEDIA_NAME.fullmatch(file.name) and file.is_file() and not file.is_symlink():
            yield file
