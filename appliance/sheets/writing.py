"""CSV that Excel and LibreOffice open right, and in which no cell does anything by itself."""

import csv
import io
from collections.abc import Iterable, Sequence

from .harmless import harmless
from .separated import DELIMITERS


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ";") -> bytes:
    """A table as CSV (RFC 4180): UTF-8 with a mark by which Excel knows it, all cells quoted.

    A cell that looks like a formula and is no number gets an apostrophe before it; `read` takes
    that off. Line ends become LF, and what no text has (NUL) is left out. Raises ValueError for
    another delimiter than `read` finds.
    """
    if delimiter not in DELIMITERS:
        raise ValueError(delimiter)
    text = io.StringIO(newline="")
    # All quoted, so that no other program takes a sign within a cell for the delimiter.
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for cells in (columns, *rows):
        writer.writerow([_told(cell) for cell in cells])
    # Half a letter (a lone surrogate) has no bytes; it becomes a question mark.
    return text.getvalue().encode("utf-8-sig", "replace")


def _told(cell: str) -> str:
    return harmless(cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
