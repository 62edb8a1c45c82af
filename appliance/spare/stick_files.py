"""Files on a stick that can be pulled out at any moment: whole or not there, wiped when they go.

What takes another's place is written beside it first; what was there before is written over before
it is removed, so that it is not found again in what the file system calls free. Raises OSError.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from appliance.archive.placing import give_name, sync_folder

NEW: Final = ".new"
OLD: Final = ".old"

_PIECE_BYTES: Final = 1 << 20
_WRITE: Final = os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC
"""Never through a link that somebody laid there."""


def replace(path: Path, chunks: Callable[[], Iterable[bytes]]) -> None:
    """Put a new file in the place of `path`, and wipe the one that was there.

    `chunks` gives its bytes, from the beginning every time. Where both do not fit at once, the old
    one goes first: what must not stay there any more matters more than a moment without a copy.
    """
    try:
        fd = _written_new(path, chunks())
    except OSError as error:
        if error.errno != errno.ENOSPC or not path.exists():
            raise
        wipe(path)
        fd = _written_new(path, chunks())
    try:
        _put_in_place(path, fd)
    finally:
        os.close(fd)


def put_in_place(path: Path) -> None:
    """Give a whole file beside `path` that was left there its place, where there is none."""
    fd = os.open(path.with_name(path.name + NEW), _WRITE)
    try:
        _put_in_place(path, fd)
    finally:
        os.close(fd)


def _put_in_place(path: Path, fd: int) -> None:
    old = path.with_name(path.name + OLD)
    if path.exists():
        path.rename(old)
    give_name(fd, path.with_name(path.name + NEW), path)
    wipe(old)


def append(path: Path, end: int, chunks: Iterable[bytes]) -> bool:
    """Write behind a file of `end` bytes; it is on the stick when this returns.

    False, and nothing written, where it is not as long as that.
    """
    fd = os.open(path, _WRITE | os.O_APPEND)
    try:
        if os.fstat(fd).st_size != end:
            return False
        _write(fd, chunks)
    finally:
        os.close(fd)
    return True


def cut(path: Path, end: int) -> None:
    """Let a file end there; it does on the stick when this returns."""
    fd = os.open(path, _WRITE)
    try:
        os.ftruncate(fd, end)
        os.fsync(fd)
    finally:
        os.close(fd)


def put_over(path: Path, content: bytes) -> None:
    """Write a small file over itself; it is on the stick when this returns."""
    fd = os.open(path, _WRITE | os.O_CREAT, 0o600)
    try:
        os.pwrite(fd, content, 0)
        os.fsync(fd)
    finally:
        os.close(fd)


def wipe(path: Path) -> None:
    """Write over a file and remove it. May be repeated.

    On a stick the old bytes may survive in cells that only its controller can reach.
    """
    try:
        fd = os.open(path, _WRITE)
    except FileNotFoundError:
        return
    try:
        left = os.fstat(fd).st_size
        while left > 0:
            left -= os.write(fd, os.urandom(min(left, _PIECE_BYTES)))
        os.fsync(fd)
    finally:
        os.close(fd)
    path.unlink()
    sync_folder(path.parent)


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file."""
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _written_new(path: Path, chunks: Iterable[bytes]) -> int:
    """The file beside `path`, open and on the stick."""
    new = path.with_name(path.name + NEW)
    wipe(new)
    fd = os.open(new, _WRITE | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _write(fd, chunks)
    except BaseException as error:
        os.close(fd)
        if isinstance(error, OSError):
            wipe(new)
        raise
    return fd


def _write(fd: int, chunks: Iterable[bytes]) -> None:
    waiting = 0
    for chunk in chunks:
        left = memoryview(chunk)
        while left:
            left = left[os.write(fd, left) :]
        waiting += len(chunk)
        if waiting >= _PIECE_BYTES:
            # A slow stick must not fill the memory in which everybody's disk writes wait.
            os.fsync(fd)
            waiting = 0
    os.fsync(fd)
