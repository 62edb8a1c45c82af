"""A file of ours is read: a BagIt bag in a zip, checked whole before any of it is given out.

What is in it lies meanwhile in a file without a name, so nothing in the zip can choose where it is
written, nothing is left behind, and a stick may be pulled out after the check.
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from .bag_trouble import BagTrouble
from .checking import Checked, check
from .tag_files import CONFERENCE, Form
from .wary_zip import LIMITS, PIECE_BYTES, Limits, WaryZip

SUFFIX: Final = ".tafelronde"


@dataclass(frozen=True, slots=True)
class Bag:
    """What was packed, as it was packed. For several threads, while `unpacked` lasts."""

    _checked: Checked
    _spool: IO[bytes]

    @property
    def about(self) -> Mapping[str, str]:
        """The labels of bag-info.txt."""
        return self._checked.about

    @property
    def names(self) -> tuple[str, ...]:
        """The files by their paths, such as `conference.json` or `media/hall.jpg`, in order."""
        return tuple(self._checked.parts)

    def size_bytes(self, name: str) -> int:
        """How large a file is. Raises KeyError."""
        return self._checked.parts[name].size_bytes

    def read(self, name: str) -> bytes:
        """A file whole. Raises KeyError, OSError."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """A file in pieces of at most 256 KiB. Raises KeyError, OSError."""
        part = self._checked.parts[name]
        at, end = part.start, part.start + part.size_bytes
        while at < end:
            piece = os.pread(self._spool.fileno(), min(PIECE_BYTES, end - at), at)
            at += len(piece)
            yield piece


@contextmanager
def unpacked(
    file: Path | IO[bytes],
    scratch: Path | None = None,
    limits: Limits = LIMITS,
    form: Form = CONFERENCE,
) -> Iterator[Bag]:
    """The bag in a file, checked; nothing of it outlasts the `with`.

    `file` may be open already, for reading and seeking; it is left open. `scratch` is a folder
    that takes all that is in it for a while; the system's own where none is given. Raises
    BagTrouble, and OSError where `scratch` takes no more.
    """
    with tempfile.TemporaryFile(dir=scratch) as spool:
        with _opened(file) as source:
            checked = check(WaryZip(source, limits), spool.write, form)
        spool.flush()
        yield Bag(checked, spool)


def checked_sums(
    file: Path | IO[bytes],
    limits: Limits = LIMITS,
    form: Form = CONFERENCE,
    on_bytes: Callable[[int], object] = lambda n: None,
) -> Mapping[str, str]:
    """The sum of every file in a bag, in hexadecimal by path, after the same check.

    Nothing of it is kept; `on_bytes` is told how many were read. Raises BagTrouble.
    """
    with _opened(file) as source:
        checked = check(WaryZip(source, limits), lambda piece: on_bytes(len(piece)), form)
    return {name: part.digest for name, part in checked.parts.items()}


@contextmanager
def _opened(file: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    if not isinstance(file, Path):
        yield file
        return
    try:
        source = file.open("rb") if _is_plain(file) else None
    except OSError:
        raise BagTrouble("unreadable") from None
    if source is None:
        raise BagTrouble("not_a_zip")
    with source:
        yield source


def _is_plain(file: Path) -> bool:
    """Whether it is a file at all. A pipe would keep us until somebody writes to it."""
    return stat.S_ISREG(file.stat().st_mode)
