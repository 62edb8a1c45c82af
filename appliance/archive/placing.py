"""A file comes into its place only when it is whole, on the disk, and checked by who writes it.

Knows nothing of what is in it.
"""

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
            new.replace(target)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        os.fsync(folder)
    finally:
        os.close(folder)


def place(target: Path, content: bytes) -> None:
    """Put this into its place; once this returns it is on the disk. Raises OSError."""
    with placed(target) as new:
        new.file.write(content)
        if not new.settle():
            raise OSError("what was written cannot be read back as it was")


def _made(new: Path) -> BufferedRandom:
    """A new file, never through a link that somebody laid there: it may be on a stick.

    Made by root (`sudo tafelronde …`), it is for whom its folder is.
    """
    fd = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    owner = new.parent.stat()
    if os.geteuid() == 0 != owner.st_uid:
        os.chown(new, owner.st_uid, owner.st_gid, follow_symlinks=False)
    return os.fdopen(fd, "w+b")
