"""A finished file goes onto a stick, and counts there only when it was read back from it.

Written beside under `.partial`, made sure of on the stick piece by piece, then given its name; then
the stick is closed, opened so that nothing can be written, read back, and switched off. What it is
that is written is not known here, and nothing on the stick is ever opened but this file.
"""

import errno
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from threading import Event
from typing import Final

from .placing import give_name, sync_folder
from .stick_hands import Hands
from .stick_trouble import StickTrouble, of
from .sticks import Stick

PARTIAL: Final = ".partial"
"""Ends the name of what is not whole yet."""
OURS: Final = "tafelronde-"
"""Begins the name of every file that the box makes."""

PIECE_BYTES: Final = 4 << 20
"""Made sure of at once: what is told as written is on the stick, not in memory."""

FAT_MOST_BYTES: Final = (1 << 32) - 1
"""The largest file that FAT knows (Microsoft, FAT32 File System Specification, DIR_FileSize)."""

MARGIN_BYTES: Final = 1 << 20
"""What a stick needs beside the file for its own lists."""

GONE_WITHIN_S: Final = 10.0

_PAUSE_S: Final = 0.2
_NOT_OF_PULLING: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES})
_NAMES_MOST: Final = 1000

WAITING: Final = "waiting"
WRITING: Final = "writing"
CHECKING: Final = "checking"
DONE: Final = "done"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `percent` is of the writing or of the checking, from 0 to 100."""

    state: str
    file: str
    """The name on the stick."""
    stick: str
    """What people call the stick."""
    device: str
    percent: int = 0
    trouble: str = ""
    """One of TROUBLES when it failed, with its `values`."""
    values: tuple[tuple[str, int], ...] = ()
    is_off: bool = False
    """When done: whether the stick was switched off, and may be taken out just so."""
    was_there: bool = False
    """When done: whether the same file stood there already, and was only checked."""


Tell = Callable[[Progress], None]
"""Told how far it is. Raises StickTrouble to stop it."""


def export(file: Path, stick: Stick, hands: Hands, tell: Tell, sha256: str = "") -> Progress:
    """Bring the file onto the stick; how it ended, which is told too. Never raises OSError.

    `sha256` is what the file was when it was made, in hexadecimal, where that is known. May be
    repeated: a file that is there is checked and not written again, and one of the same name with
    other contents stays beside it.
    """
    journey = _Journey(file, stick, hands, tell, sha256)
    try:
        journey.run()
    except StickTrouble as trouble:
        journey.fail(trouble)
    return journey.now


class _Journey:
    """One file on its way to one stick."""

    def __init__(self, file: Path, stick: Stick, hands: Hands, tell: Tell, sha256: str) -> None:
        self._file, self._stick, self._hands = file, stick, hands
        self._tell, self._sha256 = tell, sha256
        self._is_closed = False
        self.now = Progress(WAITING, file.name, stick.name, stick.device)

    def run(self) -> None:
        """The whole way. Raises StickTrouble."""
        with self._source() as source, self._troubles():
            folder = Path(self._stick.folder)
            self._forget_partial(folder)
            target, is_there = self._place(folder, source)
            self._say(file=target.name)
            if not is_there:
                self._write(source, target)
                self._check(target)
        self._say(DONE, 100, is_off=self._hands.switch_off(self._stick), was_there=is_there)

    def fail(self, trouble: StickTrouble) -> None:
        """Leave the stick so that it can be tried again, and tell."""
        if self._is_closed:
            with suppress(OSError):
                self._hands.reopen(self._stick, is_read_only=False)
        values = tuple(trouble.values.items())
        self.now = replace(self.now, state=FAILED, trouble=trouble.code, values=values)
        with suppress(StickTrouble):
            self._tell(self.now)

    @contextmanager
    def _source(self) -> Iterator[BufferedReader]:
        try:
            source = self._file.open("rb")
        except OSError:
            raise StickTrouble("no_file") from None
        with source:
            yield source

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """What the stick refuses, as what is wrong with it: the worst first, that it is gone."""
        try:
            yield
        except OSError as error:
            if self._is_gone(error):
                raise StickTrouble("gone") from None
            raise of(error) if error.errno else StickTrouble("unread") from None

    def _is_gone(self, error: OSError) -> bool:
        """Whether it was pulled out: writes fail a moment before the kernel lets go of it."""
        ends = time.monotonic() + (0 if error.errno in _NOT_OF_PULLING else GONE_WITHIN_S)
        pause = Event()
        while is_there := self._hands.is_there(self._stick):
            if time.monotonic() >= ends:
                break
            pause.wait(_PAUSE_S)
        return not is_there

    def _forget_partial(self, folder: Path) -> None:
        """What a former try left behind."""
        for left in folder.glob(f"{OURS}*{PARTIAL}"):
            left.unlink()
        (folder / f"{self._file.name}{PARTIAL}").unlink(missing_ok=True)

    def _place(self, folder: Path, source: BufferedReader) -> tuple[Path, bool]:
        """Where the file goes, and whether it is there already. Nothing is ever written over."""
        size = os.fstat(source.fileno()).st_size
        stem, dot, kind = self._file.name.partition(".")
        for number in range(1, _NAMES_MOST):
            target = folder / (f"{stem}-{number}{dot}{kind}" if number > 1 else self._file.name)
            if not os.path.lexists(target):
                self._refuse_if_it_does_not_fit(folder, size)
                return target, False
            is_alike = not target.is_symlink() and target.is_file()
            if is_alike and target.stat().st_size == size and self._is_same(target, source):
                return target, True
        raise StickTrouble("full", needed=_mb(size), free=0)

    def _refuse_if_it_does_not_fit(self, folder: Path, size: int) -> None:
        if self._stick.file_system == "vfat" and size > FAT_MOST_BYTES:
            raise StickTrouble("too_large")
        told = os.statvfs(folder)
        free = told.f_bavail * told.f_frsize
        if told.f_flag & os.ST_RDONLY:
            raise StickTrouble("read_only")
        if size + MARGIN_BYTES > free:
            raise StickTrouble("full", needed=_mb(size + MARGIN_BYTES) + 1, free=_mb(free))

    def _is_same(self, target: Path, source: BufferedReader) -> bool:
        if not self._sha256:
            self._sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            source.seek(0)
        return self._digest(target) == self._sha256

    def _write(self, source: BufferedReader, target: Path) -> None:
        partial = target.with_name(target.name + PARTIAL)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(partial, flags, 0o600)
        try:
            digest = self._copy(source, fd)
        except BaseException:
            os.close(fd)
            with suppress(OSError):
                partial.unlink()  # a stick that is gone keeps it: it does not count
            raise
        try:
            self._name(fd, partial, target, digest)
        finally:
            os.close(fd)

    def _name(self, fd: int, partial: Path, target: Path, digest: str) -> None:
        """Give it its name, if it is what it should be."""
        if self._sha256 not in ("", digest):
            partial.unlink()
            raise StickTrouble("file_differs")
        self._sha256 = digest
        give_name(fd, partial, target)

    def _copy(self, source: BufferedReader, fd: int) -> str:
        size = max(1, os.fstat(source.fileno()).st_size)
        digest, written = hashlib.sha256(), 0
        self._say(WRITING, 0)
        while piece := source.read(PIECE_BYTES):
            left = memoryview(piece)
            while left:
                left = left[os.write(fd, left) :]
            os.fsync(fd)
            digest.update(piece)
            written += len(piece)
            self._say(WRITING, min(100, 100 * written // size))
        os.fsync(fd)
        return digest.hexdigest()

    def _check(self, target: Path) -> None:
        self._say(CHECKING, 0)
        self._is_closed = True
        folder = self._hands.reopen(self._stick, is_read_only=True)
        self._is_closed = folder is not None
        written = (folder or target.parent) / target.name
        if self._digest(written) != self._sha256:
            self._take_off(target.name)
            raise StickTrouble("stick_differs")

    def _take_off(self, name: str) -> None:
        """What cannot be read back must not look like an archive."""
        folder = Path(self._stick.folder)
        if self._is_closed:
            folder = self._hands.reopen(self._stick, is_read_only=False) or folder
            self._is_closed = False
        (folder / name).unlink()
        sync_folder(folder)

    def _digest(self, file: Path) -> str:
        """Of what is on the stick itself, as far as the system lets go of what it remembers."""
        digest, read = hashlib.sha256(), 0
        with file.open("rb", buffering=0) as opened:
            size = max(1, os.fstat(opened.fileno()).st_size)
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while piece := opened.read(PIECE_BYTES):
                digest.update(piece)
                read += len(piece)
                self._say(CHECKING, min(100, 100 * read // size))
        return digest.hexdigest()

    def _say(self, state: str = "", percent: int | None = None, **more: object) -> None:
        told = replace(self.now, **more)  # type: ignore[arg-type] # only its own members
        state = state or told.state
        self.now = replace(told, state=state, percent=told.percent if percent is None else percent)
        self._tell(self.now)


def _mb(size_bytes: int) -> int:
    return size_bytes // 1_000_000
