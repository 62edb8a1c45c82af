"""The journal as a file of lines: writing one so that it stays, reading them back, judging them.

A line is `<chain> <digest> <body>`. The digest is that of the body; the chain that of the previous
line's chain and this digest. So a torn last line is recognised, an alteration anywhere is found,
and whoever knows the last chain (the head) knows that nothing before it was altered since. A line
that was struck has lost its body and keeps the rest. What stands in a body is not known here.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final

from . import disk

HEX: Final = 32
"""Digests keep 128 of SHA-256's 256 bits: nobody can find other text for a line that exists (2^128
tries), and the bodies' random salt, drawn by the box, keeps anyone from preparing two beforehand.
It saves 64 bytes in every line."""

GENESIS: Final = "0" * HEX
"""The chain before the first line."""

STRUCK: Final = b"struck "
"""Begins what stands in the place of a struck line's body."""

_BODY_AT: Final = 2 * HEX + 2


@dataclass(frozen=True, slots=True)
class Line:
    """A sound line, and where it stands in the file: bytes from `start` up to `end`."""

    number: int
    start: int
    end: int
    chain: str
    digest: str
    body: bytes

    @property
    def is_struck(self) -> bool:
        """Whether the body is gone, by intent."""
        return self.body.startswith(STRUCK)

    @property
    def raw(self) -> bytes:
        """The line's own bytes."""
        return _raw(self.chain, self.digest, self.body)


@dataclass(frozen=True, slots=True)
class BadLine:
    """The first line that is not sound. Torn is what a write that never ended leaves behind."""

    number: int
    start: int
    why: str
    is_torn: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a journal: intact as far as `head`, or altered at a line."""

    lines: int
    struck: int
    head: str
    altered_line: int | None = None
    why: str = ""
    torn_bytes: int = 0
    """Bytes of a last line that was never finished, and so never acknowledged."""

    @property
    def is_intact(self) -> bool:
        """Whether no line was altered."""
        return self.altered_line is None

    def __str__(self) -> str:
        if not self.is_intact:
            return f"altered at line {self.altered_line}: {self.why}"
        lines = "line" if self.struck == 1 else "lines"
        return f"intact, {self.struck} {lines} struck" if self.struck else "intact"


def verify(place: Path, known_head: str = "") -> Verdict:
    """Judge a journal, or the one in this folder. Changes nothing, and needs no lock.

    `known_head` is a head that somebody wrote down earlier; it must be the chain of some line.
    """
    lines = struck = 0
    head, is_known = GENESIS, not known_head
    path = place / "journal" if place.is_dir() else place
    with path.open("rb") as file:
        for line in read_lines(file):
            if isinstance(line, BadLine):
                if not line.is_torn:
                    return Verdict(lines, struck, head, line.number, line.why)
                torn = path.stat().st_size - line.start
                return _known(Verdict(lines, struck, head, torn_bytes=torn), is_known)
            lines, head = line.number, line.chain
            struck += line.is_struck
            is_known = is_known or head == known_head
    return _known(Verdict(lines, struck, head), is_known)


def _known(verdict: Verdict, is_known: bool) -> Verdict:
    if is_known:
        return verdict
    why = "the head that was made known is not in it"
    return Verdict(verdict.lines, verdict.struck, verdict.head, verdict.lines + 1, why)


def read_lines(
    file: BinaryIO, start: int = 0, chain: str = GENESIS, number: int = 0
) -> Iterator[Line | BadLine]:
    """The lines from byte `start` on, which must go on from `chain`; ends after a bad one."""
    file.seek(start)
    for raw in file:
        number += 1
        why = _fault(raw, chain)
        if why:
            has_more = bool(file.read(1))
            yield BadLine(number, start, why, not has_more and _looks_torn(raw))
            return
        chain, end = raw[:HEX].decode(), start + len(raw)
        digest = raw[HEX + 1 : 2 * HEX + 1].decode()
        yield Line(number, start, end, chain, digest, raw[_BODY_AT:-1])
        start = end


def _fault(raw: bytes, chain: str) -> str:
    digest, body = raw[HEX + 1 : 2 * HEX + 1], raw[_BODY_AT:-1]
    if raw[-1:] != b"\n" or raw[HEX : HEX + 1] != b" " or raw[_BODY_AT - 1 : _BODY_AT] != b" ":
        return "is not a line"
    if not body.startswith(STRUCK) and _digest(body).encode() != digest:
        return "does not match its digest"
    if _chain(chain, digest).encode() != raw[:HEX]:
        return "does not follow from the line before"
    return ""


def _looks_torn(raw: bytes) -> bool:
    # A file can grow before its bytes arrive: what was not written yet reads as NUL.
    return raw[-1:] != b"\n" or b"\0" in raw


def line_after(chain: str, body: bytes) -> tuple[str, bytes]:
    """The chain and the bytes of the line that holds `body` and follows on `chain`."""
    digest = _digest(body)
    chain = _chain(chain, digest.encode())
    return chain, _raw(chain, digest, body)


def struck_line(line: Line, note: bytes) -> bytes:
    """The same line without its body."""
    return _raw(line.chain, line.digest, STRUCK + note)


def _raw(chain: str, digest: str, body: bytes) -> bytes:
    return b"%s %s %s\n" % (chain.encode(), digest.encode(), body)


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:HEX]


def _chain(previous: str, digest: bytes) -> str:
    return sha256(previous.encode() + digest).hexdigest()[:HEX]


class Journal:
    """The open file, to append to. `lines`, `end` and `chain` tell where it stands."""

    def __init__(self, path: Path, lines: int, end: int, chain: str) -> None:
        """Go on after the last sound line; what stands behind it is cut off."""
        self.path, self.lines, self.end, self.chain = path, lines, end, chain
        is_new = not path.exists()
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
        self._fd = os.open(path, flags, disk.PRIVATE_FILE)
        try:
            self._cut()
            if is_new:
                disk.sync_folder(path.parent)
        except BaseException:
            os.close(self._fd)
            raise

    def append(self, body: bytes) -> None:
        """Write one line; it is on the disk when this returns.

        Raises OSError, and then the line is taken out again. After that this object must not be
        used any more: once a sync failed, the same file descriptor can report a success that is
        none. Open the journal afresh instead.
        """
        chain, line = line_after(self.chain, body)
        try:
            disk.write(self._fd, line)
            disk.sync(self._fd)
        except OSError:
            os.ftruncate(self._fd, self.end)
            raise
        self.lines, self.end, self.chain = self.lines + 1, self.end + len(line), chain

    def close(self) -> None:
        """Let go of the file. May be repeated."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def _cut(self) -> None:
        if os.fstat(self._fd).st_size > self.end:
            os.ftruncate(self._fd, self.end)
            disk.sync(self._fd)


def rewrite(
    path: Path, bodies: Iterable[bytes], lines: int = 0, end: int = 0, chain: str = GENESIS
) -> Journal:
    """Put a new journal in the place of the one at `path`: all of it, or none.

    It has the old one's first `lines` lines (up to byte `end`), and behind them these bodies.
    """
    pieces, kept_end = [], end
    for body in bodies:
        chain, line = line_after(chain, body)
        lines, end = lines + 1, end + len(line)
        pieces.append(line)
    disk.replace(path, (*disk.read(path, 0, kept_end), *pieces))
    return Journal(path, lines, end, chain)
