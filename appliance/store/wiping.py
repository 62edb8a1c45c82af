"""Taking everything of a conference off the disk: each file overwritten, then removed.

What a flash disk keeps in cells that only its controller can reach, and blocks that a file gave
back while it was rewritten, no program can overwrite; whoever wipes says so.
"""

import os
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from . import disk
from .journal import Verdict, verify
from .lock import FolderLock
from .recovery import JOURNAL

_PIECE_BYTES: Final = 1 << 20

_FIRST: Final = ("keys", JOURNAL)
"""Without a key no owner is known, also where the power goes before the rest is gone."""


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in a conference's folder: how much, and what can be said of its journal."""

    files: int
    size_bytes: int
    journal: Verdict | None
    journal_sha256: str


def lying(folder: Path) -> Lying:
    """What there is to wipe. Nothing of it is changed."""
    found = list(_files(folder))
    journal = folder / JOURNAL
    has_journal = journal.is_file()
    return Lying(
        files=len(found),
        size_bytes=sum(path.lstat().st_size for path in found),
        journal=verify(folder) if has_journal else None,
        journal_sha256=digest(journal) if has_journal else "",
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    told = sha256()
    for piece in disk.read(path):
        told.update(piece)
    return told.hexdigest()


def hold(folder: Path) -> FolderLock:
    """Hold a folder while it is wiped. Raises StoreInUse where a box serves it."""
    disk.make_folder(folder)
    return FolderLock.take(folder)


def wipe(folder: Path) -> None:
    """Overwrite and remove every file in a folder, and the folder. May be repeated.

    Where a name leads elsewhere, only the name goes. Raises OSError.
    """
    if not folder.is_dir():
        return
    for path in sorted(_files(folder), key=lambda path: _turn(path, folder)):
        _overwrite(path)
        path.unlink()
        disk.sync_folder(path.parent)
    for below in sorted(folder.rglob("*"), key=lambda p: -len(p.parts)):
        below.rmdir()
    folder.rmdir()
    disk.sync_folder(folder.parent)


def _files(folder: Path) -> Iterator[Path]:
    """Everything that is no folder, links too."""
    return (p for p in folder.rglob("*") if p.is_symlink() or not p.is_dir())


def _turn(path: Path, folder: Path) -> tuple[int, str]:
    first = path.relative_to(folder).parts[0]
    return (_FIRST.index(first) if first in _FIRST else len(_FIRST), str(path))


def _overwrite(path: Path) -> None:
    if not stat.S_ISREG(path.lstat().st_mode):
        return
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        left = os.fstat(fd).st_size
        while left:
            piece = secrets.token_bytes(min(left, _PIECE_BYTES))
            disk.write(fd, piece)
            left -= len(piece)
        os.fsync(fd)
    finally:
        os.close(fd)
