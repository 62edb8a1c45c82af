"""A table that a process of its own read from a file, and that waits on the disk, row by row.

A file of 60 MB becomes 300 MB of texts, and reading it holds up whatever else its process does.
"""

import contextlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, Protocol

from .apart import PATIENCE_S, code_of
from .mapping import LOOKED_AT
from .sheet import Record
from .trouble import SheetTrouble

log = logging.getLogger(__name__)

_PIECE_BYTES: Final = 1 << 18
"""Read at a time: little enough to keep nobody waiting."""


class Rows(Protocol):
    """A table with named columns and rows as long as these."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; all differ."""

    def records(self) -> Iterator[Record]:
        """Every row with its number in the file."""


class Table:
    """A table on the disk, in a file without a name that goes when nobody holds the table."""

    def __init__(self, told: dict[str, Any], file: IO[bytes], begin: int) -> None:
        """`told` is what stands before the rows, which begin at a place in the file."""
        self.columns: tuple[str, ...] = tuple(told["columns"])
        self.count: int = told["count"]
        self.sheet: str = told["sheet"]
        """The name of the sheet it was read from, of all `sheets` of the file; "" where it has
        none."""
        self.sheets: tuple[str, ...] = tuple(told["sheets"])
        self._file, self._begin = file, begin
        self.head: Sequence[tuple[str, ...]] = self._first(LOOKED_AT)
        """The first rows, to see what stands in which column."""
        weakref.finalize(self, file.close)

    def records(self) -> Iterator[Record]:
        """Every row with its number in the file. Several threads may do so at the same time."""
        for line in self._lines():
            number, cells = json.loads(line)
            yield Record(number, cells)

    def _first(self, n: int) -> Sequence[tuple[str, ...]]:
        return [tuple(record.cells) for record, _ in zip(self.records(), range(n), strict=False)]

    def _lines(self) -> Iterator[bytes]:
        at, rest = self._begin, b""
        while piece := os.pread(self._file.fileno(), _PIECE_BYTES, at):
            at += len(piece)
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines


def read_aside(name: str, file: IO[bytes], folder: Path | None = None, sheet: str = "") -> Table:
    """The table in a CSV, XLSX, ODS or XLS, as `reading.read` finds it. Raises SheetTrouble.

    `name` is what a person calls the file; the table waits in `folder`, or where the system keeps
    what soon goes.
    """
    into = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (the table keeps it open)
    try:
        status = _run({"file": name, "sheet": sheet}, file, into)
        if status:
            raise SheetTrouble(code_of(status), file=name)
        into.seek(0)
        told = json.loads(into.readline())
        if "refused" in told:
            raise SheetTrouble(told["refused"], **told["values"])
        return Table(told, into, into.tell())
    except BaseException:
        into.close()
        raise


def _run(told: dict[str, str], file: IO[bytes], into: IO[bytes]) -> int:
    """Let the process read it; the status with which it ended."""
    command = [sys.executable, "-m", "appliance.sheets.tabling"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=into, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None
        # It may have ended at its limits before it took all.
        with contextlib.suppress(BrokenPipeError), child.stdin:
            child.stdin.write(json.dumps(told).encode() + b"\n")
            shutil.copyfileobj(file, child.stdin, _PIECE_BYTES)
        try:
            return child.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            child.kill()
            raise SheetTrouble("too_much", file=told["file"]) from None
