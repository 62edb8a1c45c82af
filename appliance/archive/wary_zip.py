"""A zip of which nothing is believed: not its names, not its sizes, not that it is whole.

Only what is plain is read: one part, no ZIP64, stored or deflated, nothing before, between or
behind that could hide a second meaning. The standard library reads the directory and inflates;
everything that it would do without limit is limited here. APPNOTE.TXT (PKWARE, 6.3.10) has the
formats and numbers.
"""

import os
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .bag_trouble import BagTrouble, shown
from .portable_names import check_path, check_paths, composed

PIECE_BYTES: Final = 1 << 18
"""What is in memory at once of one file."""

_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold. A conference of a day is a few MB in some ten files."""

    files: int = 2_000
    file_bytes: int = 100 * _MB
    total_bytes: int = 200 * _MB
    ratio: int = 100
    """Unpacked bytes per packed byte. Text has 3 to 20; deflate can do 1032."""
    dense_bytes: int = _MB
    """Up to here a file may be packed as densely as it will."""

    def is_dense(self, plain_bytes: int, packed_bytes: int) -> bool:
        """Whether a file of this size was packed into suspiciously little."""
        return plain_bytes > self.dense_bytes and plain_bytes > self.ratio * packed_bytes

    def too_large(self, name: str) -> BagTrouble:
        """The refusal of the file with which it becomes too much."""
        one, together = self.file_bytes // _MB, self.total_bytes // _MB
        return BagTrouble("too_large", name=shown(name), one=str(one), all=str(together))


LIMITS: Final = Limits()

_START: Final = b"PK\x03\x04"
_END: Final = struct.Struct("<4s4H2LH")
"""End of central directory record (4.3.16), without its comment."""
_END_SIGNATURE: Final = b"PK\x05\x06"
_COMMENT_MOST: Final = 0xFFFF
_ZIP64_SIGNATURE: Final = b"PK\x06\x07"
_ZIP64_BYTES: Final = 20
"""Of the locator before the end (4.3.15), which the library would follow to another directory."""
_ENTRY_MOST_BYTES: Final = 1_000
"""Of one file in the directory: a path of ours takes at most 850, other programs add some 40."""

_LOCAL_BYTES: Final = 30
"""What stands before the name and the bytes of a file, at least (4.3.7)."""

LOCKED_FLAGS: Final = 1 << 0 | 1 << 6 | 1 << 13
"""The flags of what is encrypted (4.4.4): its bytes, strongly, or the directory."""

_DAMAGE: Final = (BadZipFile, EOFError, RuntimeError, UnicodeError, struct.error, zlib.error)
"""What the standard library raises on bytes that it cannot make sense of."""


class WaryZip:
    """The files in a zip by their paths, in form NFC. Raises BagTrouble wherever it is used."""

    def __init__(self, source: IO[bytes], limits: Limits = LIMITS) -> None:
        with _sense():
            directory_at, count = _shape(source, limits)
            # Info-ZIP and macOS write names in UTF-8 without saying so.
            self._zip = ZipFile(source, metadata_encoding="utf-8")
        if len(self._zip.filelist) != count:
            raise BagTrouble("damaged")
        for entry in self._zip.filelist:
            _check_entry(entry)
        _check_places(self._zip.filelist, directory_at)
        self.files = _files(self._zip.filelist)
        _check_sizes(self.files, limits)

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of a file. They count once all of them came: where there are more or fewer
        than its size says, that is found at the end, one byte behind it at the latest.
        """
        entry = self.files[path]
        one_more = copy(entry)
        one_more.file_size += 1  # the library stops at the size that is told, whatever follows
        given = 0
        with _sense(path), self._zip.open(one_more) as file:
            while piece := file.read(PIECE_BYTES):
                given += len(piece)
                yield piece
        if given != entry.file_size:
            raise BagTrouble("altered", name=shown(path))


def check_outside(source: IO[bytes], limits: Limits) -> None:
    """Let a zip be one that may be handed to a library at all. Raises BagTrouble."""
    with _sense():
        _shape(source, limits)
        source.seek(0)


@contextmanager
def _sense(path: str = "") -> Iterator[None]:
    """What cannot be made sense of is damage; what cannot be read was pulled out."""
    try:
        yield
    except _DAMAGE:
        raise BagTrouble("altered", name=shown(path)) if path else BagTrouble("damaged") from None
    except OSError:
        raise BagTrouble("unreadable") from None


def _shape(source: IO[bytes], limits: Limits) -> tuple[int, int]:
    """Where the directory begins and how many entries it has, before any of it is read."""
    size_bytes = source.seek(0, os.SEEK_END)
    source.seek(0)
    if source.read(len(_START)) != _START:
        raise BagTrouble("not_a_zip")
    source.seek(max(0, size_bytes - _END.size - _COMMENT_MOST))
    tail = source.read(_END.size + _COMMENT_MOST)
    if tail[-_END.size :][:4] != _END_SIGNATURE:
        raise BagTrouble("repacked" if _has_comment(tail) else "truncated")
    is_zip64 = tail[: -_END.size][-_ZIP64_BYTES:].startswith(_ZIP64_SIGNATURE)
    _, disk, first, here, count, length, start, comment = _END.unpack(tail[-_END.size :])
    if disk or first or here != count or comment or is_zip64:
        raise BagTrouble("repacked")
    if count > limits.files or length > limits.files * _ENTRY_MOST_BYTES:
        raise BagTrouble("too_many", most=str(limits.files))
    if start + length + _END.size != size_bytes:
        raise BagTrouble("damaged")
    return start, count


def _has_comment(tail: bytes) -> bool:
    """Whether the end is there with a comment behind it; what is packed may be a zip itself."""
    found = tail.rfind(_END_SIGNATURE)
    end = tail[found : found + _END.size] if found >= 0 else b""
    return len(end) == _END.size and found + _END.size + _END.unpack(end)[-1] == len(tail)


def _check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & LOCKED_FLAGS:
        raise BagTrouble("locked")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BagTrouble("repacked")
    if entry.filename != entry.orig_filename:  # cut at a zero byte, or given a second name
        raise BagTrouble("unfit_name", name=shown(entry.orig_filename))
    check_path(composed(entry.filename.removesuffix("/")))
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise BagTrouble("leads_out", name=shown(entry.filename))


def _check_places(entries: list[ZipInfo], directory_at: int) -> None:
    """Let no two entries share bytes: a small file could so be a very large one many times."""
    starts = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    ends = [*(start for start, _ in starts[1:]), directory_at]
    for (start, packed_bytes), end in zip(starts, ends, strict=True):
        if start + _LOCAL_BYTES + packed_bytes > end:
            raise BagTrouble("damaged")


def _files(entries: list[ZipInfo]) -> Mapping[str, ZipInfo]:
    files = [(composed(entry.filename), entry) for entry in entries if not entry.is_dir()]
    check_paths(path for path, _ in files)
    return dict(files)


def _check_sizes(files: Mapping[str, ZipInfo], limits: Limits) -> None:
    """Refuse what by its own words is too much; what says less is cut off at what it says."""
    total_bytes = 0
    for path, entry in files.items():
        total_bytes += entry.file_size
        if entry.file_size > limits.file_bytes or total_bytes > limits.total_bytes:
            raise limits.too_large(path)
        if limits.is_dense(entry.file_size, entry.compress_size):
            raise BagTrouble("swells", name=shown(path))
