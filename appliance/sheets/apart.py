"""Lets a process of its own read a spreadsheet, so that no file can bring the box down.

What reads it gives a far corner of a sheet all the memory up to there, and ends its process when
that is refused.
"""

import json
import logging
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from .limits import PROCESSOR_S_MOST
from .sheet import Record
from .trouble import SheetTrouble

log = logging.getLogger(__name__)

PATIENCE_S: Final = 3.0 * PROCESSOR_S_MOST
"""A busy machine needs longer than its processor works."""

NO_READER_STATUS: Final = 3
"""With which the process says that what reads spreadsheets is not installed."""

FULL_STATUS: Final = 4
"""With which it says that the disk is full."""

_STOPPED: Final = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}
"""How it ends when memory or time run out."""


@dataclass(frozen=True, slots=True)
class Book:
    """What was read: the records of one sheet, its name, and the names of all."""

    records: tuple[Record, ...]
    sheet: str
    sheets: tuple[str, ...]


def book(file: str, content: bytes, sheet: str = "") -> Book:
    """The named sheet, or the first that has something. Raises SheetTrouble."""
    asked = json.dumps({"file": file, "sheet": sheet}).encode() + b"\n" + content
    try:
        child = subprocess.run(
            [sys.executable, "-m", "appliance.sheets"],
            input=asked,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SheetTrouble("too_much", file=file) from None
    if child.returncode:
        raise SheetTrouble(code_of(child.returncode), file=file)
    told = json.loads(child.stdout)
    if "refused" in told:
        raise SheetTrouble(told["refused"], **told["values"])
    records = tuple(Record(number, cells) for number, cells in told["records"])
    return Book(records, told["sheet"], tuple(told["sheets"]))


def code_of(status: int) -> str:
    """Why it ended with this status: one of trouble.REFUSALS."""
    if status == NO_READER_STATUS:
        return "no_reader"
    if status == FULL_STATUS:
        return "no_room"
    # What was in the file is not logged: its trace could hold names.
    log.warning("the process that reads a spreadsheet ended with %d", status)
    return "too_much" if status in _STOPPED else "damaged"
