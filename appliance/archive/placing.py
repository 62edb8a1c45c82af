"""A file comes into its place only when it is whole, on the disk, and checked by who writes it.

The disk may be a stick that is pulled out the next moment. Knows nothing of what is in the file.
"""

import ctypes
import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from typing import Final

_NEW: Final = ".new"
"""Ends the name of a file that is being written and does not count yet."""

_NO_SUCH_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS})


@dataclass(frozen=True, slots=True)
class Placing:
    """A file that does not count yet: to be written, settled, and looked at."""

    path: Path
    file: BufferedRandom

    def settle(self) -> bool:
        """Wait for the disk, and tell whether it has what was written. Raises OSError.

        On Linux what is read back comes from the disk, not from memory.
        """
        self.file.flush()
        written = self._digest()
        os.fsync(self.file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self.file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return self._digest() == written

    def _digest(self) -> bytes:
        self.file.seek(0)
        return hashlib.file_digest(self.file, "sha256").digest()


@contextmanager
def placed(target: Path) -> Iterator[Placing]:
    """A file beside `target` that takes its place when the `with` ends well, else disappears.

    For its owner's eyes only. Of two in one folder, one waits for the other. Raises OSError.
    """
    folder = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        new = target.with_name(target.name + _NEW)
        new.unlink(missing_ok=True)  # of a time when the power went
        try:
            with _made(new) as file:
                yield Placing(new, file)
                file.flush()
                give_name(file.fileno(), new, target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    finally:
        os.close(folder)


def place(target: Path, content: bytes) -> None:
    """Put this into its place; once this returns it is on the disk. Raises OSError."""
    with placed(target) as new:
        new.file.write(content)
        if not new.settle():
            raise OSError("what was written cannot be read back as it was")


def give_name(fd: int, path: Path, target: Path) -> None:
    """Give the open file at `path`, which is on the disk, the name by which it counts.

    Once this returns the name is on the disk too. Raises OSError.
    """
    path.replace(target)
    # FAT gives a file that is renamed an entry without its size and place, until the file itself
    # is synced once more (Linux, fs/fat/namei_vfat.c, vfat_rename).
    os.fsync(fd)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in it are on the disk. Raises OSError."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        # Some file systems, mostly those that a program serves, have no such thing for folders.
        if error.errno not in _NO_SUCH_SYNC:
            raise
        _sync_all_around(fd)
    finally:
        os.close(fd)


def _sync_all_around(fd: int) -> None:
    """Wait for the whole file system that this is on: syncfs(2), which Python does not have."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        os.sync()
    elif libc.syncfs(fd):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _made(new: Path) -> BufferedRandom:
    """A new file, never through a link that somebody laid there: it may be on a stick.

    Made by root (`sudo tafelronde …`), it is for whom its folder is.
    """
    fd = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    owner = new.parent.stat()
    if os.geteuid() == 0 != owner.st_uid:
        os.chown(new, owner.st_uid, owner.st_gid, follow_symlinks=False)
    return os.fdopen(fd, "w+b")
