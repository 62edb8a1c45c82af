"""The few things that are done to a disk, each of them durable when it returns.

Knows files, and nothing of what stands in them. Everything here raises OSError as it comes.
"""

import errno
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

if sys.platform == "darwin":
    import fcntl

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
NEW: Final = ".new"
"""Ends the name of a file that is being written and does not count yet."""

_PROBE_BYTES: Final = 1 << 16
"""A disk that does not take this much is still full, for a room of people who type."""

_PIECE_BYTES: Final = 1 << 20


def sync(fd: int) -> None:
    """Wait until what was written to `fd` is on the disk itself."""
    if sys.platform == "darwin":
        # There, fsync only hands the bytes to the drive, which may keep them in its own memory.
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
    else:
        os.fdatasync(fd)
    if os.fstatvfs(fd).f_flag & os.ST_RDONLY:
        # After an emergency remount (sysrq u) a file that is open may still be written to, and
        # ext4 then says of a sync that it went well without doing anything (ext4_sync_file).
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Make `folder`, for this user alone, with what lies above it. May be repeated."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    sync_folder(folder.parent)


def write(fd: int, data: bytes) -> None:
    """Write all of `data` where `fd` stands. A short write is gone on with until it is refused."""
    left = memoryview(data)
    while left:
        left = left[os.write(fd, left) :]


def read(path: Path, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes of a file from `start` up to `end`, in pieces; none when it is not there."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        file.seek(start)
        left = os.fstat(file.fileno()).st_size - start if end is None else end - start
        while left > 0 and (piece := file.read(min(left, _PIECE_BYTES))):
            left -= len(piece)
            yield piece


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Put a whole new file in the place of `path`: either the old or the new one is there."""
    new = path.with_name(path.name + NEW)
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        for chunk in chunks:
            write(fd, chunk)
        sync(fd)
        os.replace(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    finally:
        os.close(fd)
    sync_folder(path.parent)


def overwrite(path: Path) -> None:
    """Put random bytes in the place of those of a file, if it is there.

    On a flash disk the old bytes may survive in cells that only its controller can reach.
    """
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        write(fd, secrets.token_bytes(os.fstat(fd).st_size))
        os.fsync(fd)
    finally:
        os.close(fd)


def probe(folder: Path) -> None:
    """See that this disk takes what is written. Raises OSError."""
    path = folder / f"probe{NEW}"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        write(fd, bytes(_PROBE_BYTES))
        sync(fd)
    finally:
        os.close(fd)
        path.unlink()


def remove(path: Path) -> None:
    """Remove a file for good. May be repeated."""
    if path.exists():
        path.unlink()
        sync_folder(path.parent)
