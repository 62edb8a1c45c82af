"""Reads a table apart from the server: a line {"file", "sheet"}, then the file on standard input.

On standard output a line {"columns", "count", "sheet", "sheets"} and then a line [number, cells]
for each row, or the line {"refused", "values"}.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

from .__main__ import within_limits
from .apart import FULL_STATUS, NO_READER_STATUS, Book
from .reading import read
from .sheet import Record
from .trouble import SheetTrouble

_NICENESS: Final = 5
"""The room goes first."""


def main() -> int:
    """Read what comes in, within limits of memory and time."""
    within_limits()
    os.nice(_NICENESS)
    told = json.loads(sys.stdin.buffer.readline())
    try:
        sys.stdout.writelines(_lines(told["file"], sys.stdin.buffer.read(), told["sheet"]))
        sys.stdout.flush()
    except ImportError:
        return NO_READER_STATUS
    except OSError:
        return FULL_STATUS
    return 0


def _lines(name: str, content: bytes, wanted: str) -> Iterator[str]:
    try:
        sheet = read(name, content, wanted, open_book=_opened)
    except SheetTrouble as trouble:
        yield _line({"refused": trouble.code, "values": trouble.values})
    except MemoryError:
        yield _line({"refused": "too_much", "values": {"file": name}})
    else:
        told = {"columns": sheet.columns, "count": len(sheet.rows)}
        yield _line({**told, "sheet": sheet.sheet, "sheets": sheet.sheets})
        yield from map(_line, sheet.records())


def _line(told: Any) -> str:
    return json.dumps(told) + "\n"


def _opened(file: str, content: bytes, sheet: str) -> Book:
    from .workbook import opened

    told = opened(file, content, sheet)
    records = tuple(Record(*record) for record in told["records"])
    return Book(records, told["sheet"], tuple(told["sheets"]))


if __name__ == "__main__":
    sys.exit(main())
