"""Text with a row on each line and a sign between cells (RFC 4180 and what programs make of it)."""

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from .limits import CELL_CHARACTERS_MOST
from .sheet import Record
from .trouble import SheetTrouble

DELIMITERS: Final = (",", ";", "\t", "|")

_HEAD_CHARACTERS: Final = 200_000
_HEAD_LINES: Final = 500
"""How much of a file tells its delimiter."""

_SHARE_LEAST: Final = 0.6
"""Of the rows that a delimiter divides; commas in the sentences of one column do less."""

_TOLD: Final = re.compile("sep=([,;|:\t])\n", re.IGNORECASE)
"""How Excel is told the delimiter: a first line of its own."""

_END: Final = "\0"
"""A row that no text has, to see whether the last cell of the file was closed."""


def decoded(file: str, content: bytes) -> tuple[str, str]:
    """The text with line ends as LF, and the name of its encoding. Raises SheetTrouble."""
    text, encoding = _decoded(file, content)
    if _END in text:
        raise SheetTrouble("not_a_table", file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def delimited(text: str) -> tuple[str, str]:
    """The text without what tells its delimiter, and the delimiter."""
    if told := _TOLD.match(text):
        return text[told.end() :], told[1]
    lines = text[:_HEAD_CHARACTERS].split("\n")
    whole = lines[:-1] if len(text) > _HEAD_CHARACTERS else lines
    scores = {sign: _score(whole[:_HEAD_LINES], sign) for sign in DELIMITERS}
    return text, max(DELIMITERS, key=lambda sign: scores[sign])


def records(file: str, text: str, delimiter: str) -> Iterator[Record]:
    """The rows of a text with LF for line ends. Raises SheetTrouble."""
    reader = csv.reader(_lines(text), delimiter=delimiter)
    number = 0
    cells: list[str] = []
    try:
        for number, cells in enumerate(reader, 1):
            if cells != [_END]:
                yield Record(number, cells)
    except csv.Error:
        # What it refuses in any text is only a cell of more than 131,072 characters.
        raise SheetTrouble(
            "cell_long", file=file, row=number + 1, most=CELL_CHARACTERS_MOST
        ) from None
    if cells != [_END]:
        raise SheetTrouble("quote_open", file=file, row=number)


def _lines(text: str) -> Iterator[str]:
    """Line by line with their ends, and the last row that no text has.

    Not by way of StringIO, which takes four bytes for each letter.
    """
    begin = 0
    while end := text.find("\n", begin) + 1:
        yield text[begin:end]
        begin = end
    if begin < len(text):
        yield text[begin:]
    yield _END


def _decoded(file: str, content: bytes) -> tuple[str, str]:
    """By validity: what is not UTF-8 was written by a Windows of Western Europe.

    Latin-1 has no text that Windows-1252 has not, but takes every byte.
    """
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16"), "utf-16"
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as trouble:
        if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) or _is_cut(trouble):
            raise SheetTrouble("damaged", file=file) from None
    try:
        return content.decode("cp1252"), "windows-1252"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "latin-1"


def _is_cut(trouble: UnicodeDecodeError) -> bool:
    """Whether a text in UTF-8 ends in the middle of a letter, like a half download."""
    is_end = trouble.reason == "unexpected end of data"
    return is_end and not trouble.object[: trouble.start].isascii()


def _score(lines: Sequence[str], delimiter: str) -> tuple[bool, bool, float, int]:
    """How well a delimiter divides the rows: the largest is the one.

    Quotation marks stand at delimiters only; a pipe divides answers within a cell more often than
    cells; then the share of the rows that have as many cells as most, and how many these are.
    """
    widths = _widths(lines, delimiter)
    n = widths.total()
    if n - widths[1] < n * _SHARE_LEAST or not n:
        return False, False, 0.0, 1
    del widths[1]
    width, alike = max(widths.items(), key=lambda found: (found[1], found[0]))
    return _is_strict(lines, delimiter), delimiter != "|", round(alike / n, 1), width


def _widths(lines: Sequence[str], delimiter: str) -> Counter[int]:
    """How many rows have how many cells, up to a cell that is too long."""
    found: Counter[int] = Counter()
    with contextlib.suppress(csv.Error):
        for cells in csv.reader(lines, delimiter=delimiter):
            if cells:
                found[len(cells)] += 1
    return found


def _is_strict(lines: Sequence[str], delimiter: str) -> bool:
    """Whether every cell in quotation marks ends at a delimiter; the last one may be cut off."""
    reader = csv.reader([*lines, _END], delimiter=delimiter, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        return reader.line_num > len(lines)
    return True
