"""A file that somebody chose becomes a table, or is refused with a sentence."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from .apart import Book, book
from .limits import BOOK_MB_MOST, CSV_MB_MOST
from .separated import decoded, delimited, records
from .sheet import Sheet, kept, tabled
from .trouble import SheetTrouble

_BOOKS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How XLSX and ODS (a zip) and XLS (a compound file, [MS-CFB]) begin."""

_OTHERS: Final = (b"%PDF-", b"{", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
"""How PDF, RTF and JSON, pictures and gzip begin."""

_MARKUP: Final = re.compile(r"\s*<(!doctype|html|head|body|table|\?xml|svg)\b", re.IGNORECASE)


def read(
    name: str,
    content: bytes | Path,
    sheet: str = "",
    has_header: bool | None = None,
    open_book: Callable[[str, bytes, str], Book] = book,
) -> Sheet:
    """The table in a CSV, XLSX, ODS or XLS, by what is in it and not by its name.

    `name` is what a person calls the file. `sheet` names one of a spreadsheet; without it the first
    that has something is read. `has_header` None finds out. `open_book` opens
    spreadsheets: in a process of its own, unless this is one. Raises SheetTrouble.
    """
    begin, size = _looked_at(name, content)
    is_book = begin.startswith(_BOOKS)
    most = BOOK_MB_MOST if is_book else CSV_MB_MOST
    if size > most * 1_000_000:
        raise SheetTrouble("file_large", file=name, most=most)
    if begin.startswith(_OTHERS):
        raise SheetTrouble("not_a_table", file=name)
    whole = content if isinstance(content, bytes) else _read(name, content)
    if is_book:
        found = open_book(name, whole, sheet)
        table = tabled(name, found.records, has_header)
        return replace(table, sheet=found.sheet, sheets=found.sheets)
    return _csv(name, whole, has_header)


def _csv(name: str, content: bytes, has_header: bool | None) -> Sheet:
    text, encoding = decoded(name, content)
    if _MARKUP.match(text):
        raise SheetTrouble("web_page", file=name)
    text, delimiter = delimited(text)
    table = tabled(name, kept(name, records(name, text, delimiter)), has_header)
    return replace(table, encoding=encoding, delimiter=delimiter)


def _looked_at(name: str, content: bytes | Path) -> tuple[bytes, int]:
    """How it begins and how large it is, without the rest of it."""
    if isinstance(content, bytes):
        return content[:8], len(content)
    try:
        with content.open("rb") as file:
            return file.read(8), content.stat().st_size
    except OSError as trouble:
        raise SheetTrouble("unreadable", file=name, reason=trouble.strerror or "") from None


def _read(name: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise SheetTrouble("unreadable", file=name, reason=trouble.strerror or "") from None
