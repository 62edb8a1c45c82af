"""One process per store: the lock that a second one runs into, and who holds it."""

import fcntl
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from . import disk
from .failures import Holder, StoreInUse

NAME: Final = "lock"
"""Of the file that is held."""
_MOST_BYTES: Final = 1_000


class FolderLock:
    """Holds a folder until it is released, or until the process ends in whatever way."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    @classmethod
    def take(cls, folder: Path) -> "FolderLock":
        """Hold this folder. Raises StoreInUse when another process (or store) does."""
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        fd = os.open(folder / NAME, flags, disk.PRIVATE_FILE)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A full disk takes no name; the lock holds all the same.
            with suppress(OSError):
                _sign(fd)
        except BlockingIOError:
            holder = _holder(fd)
            os.close(fd)
            raise StoreInUse(holder) from None
        except BaseException:
            os.close(fd)
            raise
        return cls(fd)

    def release(self) -> None:
        """Let the folder go. The file stays: removing it would let two hold one name."""
        os.close(self._fd)


def _sign(fd: int) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    os.ftruncate(fd, 0)
    disk.write(fd, json.dumps({"pid": os.getpid(), "since": since}).encode())


def _holder(fd: int) -> Holder:
    try:
        said = json.loads(os.pread(fd, _MOST_BYTES, 0))
        return Holder(int(said["pid"]), str(said["since"]))
    except (ValueError, KeyError, TypeError):
        # Between taking the lock and signing it there is a moment.
        return Holder()
