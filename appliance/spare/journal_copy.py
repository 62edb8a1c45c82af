"""A journal on a stick that follows the one on the box, line by line.

Only whole lines are copied, each of which follows from the one before. When the box puts another
journal in the place of its own (something was struck, or practice ended), the copy is put in place
anew too, and the old one wiped.
"""

import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from appliance.store.journal import GENESIS, BadLine, Line, read_lines

from . import stick_files
from .trouble import SpareTrouble


class JournalCopy:
    """One copy of one journal. What a stick refuses comes out as OSError; then use another."""

    def __init__(self, source: Path, target: Path) -> None:
        self._source, self._target = source, target
        self._file: BufferedReader | None = None
        self._is_known = False
        self._stand(0, GENESIS, 0)

    def upto(self) -> int:
        """How far the box's journal is now, in bytes."""
        return self._source.stat().st_size

    def turn(self, upto: int) -> None:
        """Bring it up to date, as far as `upto`; it is on the stick when this returns."""
        file = self._opened()
        is_alike = self._is_known or self._compare(file)
        if not (is_alike and self._append(file, upto)):
            self._rewrite(file, upto)
        self._is_known = True

    def close(self) -> None:
        """Let go of the journal of the box. May be repeated."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _opened(self) -> BufferedReader:
        """The box's journal as it is now.

        It stays open, so that no other one can have its number on the disk meanwhile.
        """
        if self._file is not None:
            now, held = self._source.stat(), os.fstat(self._file.fileno())
            if (now.st_dev, now.st_ino) == (held.st_dev, held.st_ino):
                return self._file
            self.close()
        self._is_known = False
        self._file = self._source.open("rb")
        return self._file

    def _compare(self, file: BufferedReader) -> bool:
        """Whether the copy is how the journal begins; then it is gone on with."""
        try:
            copy = self._target.open("rb")
        except FileNotFoundError:
            return False
        with copy:
            for line in _sound(read_lines(file)):
                there = copy.read(line.end - line.start)
                if there != line.raw:
                    return self._cut(there, line)
                self._stand(line.end, line.chain, line.number)
            return not copy.read(1)

    def _cut(self, there: bytes, line: Line) -> bool:
        """Whether the copy ends here, or in this line: a full stick takes half a line."""
        if line.start == 0 or not line.raw.startswith(there):
            return False
        if there:
            stick_files.cut(self._target, line.start)
        return True

    def _append(self, file: BufferedReader, upto: int) -> bool:
        """Write what is new; False where the journal is not the one that was followed."""
        if os.fstat(file.fileno()).st_size < self._end:
            return False
        lines = read_lines(file, self._end, self._chain, self._number)
        first = next(lines, None)
        if first is None or (isinstance(first, BadLine) and first.is_torn):
            return self._holds()
        if isinstance(first, BadLine):
            # It does not follow: the box took a line back, or its disk is damaged from here on.
            return self._end == self._stopped_at
        fresh = [line for line in (first, *_sound(lines)) if line.end <= upto]
        if not fresh:
            return self._holds()
        if not stick_files.append(self._target, self._end, (line.raw for line in fresh)):
            return False
        self._stand(fresh[-1].end, fresh[-1].chain, fresh[-1].number)
        return True

    def _holds(self) -> bool:
        """Whether the copy is still there, as long as it was left."""
        try:
            return self._target.stat().st_size == self._end
        except FileNotFoundError:
            return False

    def _rewrite(self, file: BufferedReader, upto: int) -> None:
        self._is_known = False
        stick_files.replace(self._target, lambda: self._whole(file, upto))

    def _whole(self, file: BufferedReader, upto: int) -> Iterator[bytes]:
        self._stand(0, GENESIS, 0)
        for line in read_lines(file):
            if isinstance(line, BadLine):
                self._stopped_at = -1 if line.is_torn else line.start
                return
            if line.end > upto:
                return
            yield line.raw
            self._stand(line.end, line.chain, line.number)

    def _stand(self, end: int, chain: str, number: int) -> None:
        self._end, self._chain, self._number = end, chain, number
        self._stopped_at = -1


def _sound(lines: Iterator[Line | BadLine]) -> Iterator[Line]:
    for line in lines:
        if isinstance(line, BadLine):
            return
        yield line


def goes_back_to(journal: Path, copy: Path) -> bool:
    """Whether the last line of `copy` is one of this journal's, also where it was struck since."""
    chains = _chains(copy)
    return not chains or chains[-1] in _chains(journal)


def refuse_if_ahead(journal: Path, copy: Path) -> None:
    """Raise SpareTrouble `ahead` where the copy goes on and the journal does not.

    It is all that is left then of what the disk of the box lost. The copy of another journal, as of
    a practice that is over, begins otherwise.
    """
    if not copy.exists() or goes_back_to(journal, copy):
        return
    if _chains(copy)[0] in _chains(journal):
        raise SpareTrouble("ahead")


def _chains(journal: Path) -> list[str]:
    with journal.open("rb") as file:
        return [line.chain for line in _sound(read_lines(file))]
