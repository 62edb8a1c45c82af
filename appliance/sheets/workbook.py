"""XLSX, ODS and XLS by way of calamine: only for the process that reads apart."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .limits import UNPACKED_MB_MOST
from .sheet import Record, check_width, kept
from .trouble import SheetTrouble

_ZIP: Final = b"PK"
_PIECE_BYTES: Final = 1 << 20
_MEMBERS_MOST: Final = 5_000
"""A spreadsheet has a few dozen, and one for each picture."""

_MANIFEST: Final = "META-INF/manifest.xml"

_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds an XLSX with a password ([MS-OFFCRYPTO] 2.3.4.4)."""

_FILEPASS: Final = re.compile(
    rb"\x09\x08(\x08\x00.{8}|\x10\x00.{16})(\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
"""In an XLS with a password: BOF, perhaps WRITEPROTECT, and FILEPASS ([MS-XLS] 2.1.7.20.3)."""

_OTHERS: Final = tuple(
    stream.encode("utf-16-le")
    for stream in (
        "WordDocument",
        "PowerPoint Document",
        "__properties_version1.0",
        "VisioDocument",
    )
)
"""The streams of a text, slides, a mail and a drawing, which are compound files too."""

_NO_ZIP: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    # Compressed in a way that no spreadsheet is.
    *(NotImplementedError, RuntimeError),
)


def opened(file: str, content: bytes, sheet: str = "") -> dict[str, Any]:
    """{"records", "sheet", "sheets"} of one sheet. Raises SheetTrouble."""
    if content.startswith(_ZIP):
        _look_into_zip(file, content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return _opened(file, workbook, sheet)
    except CalamineError:
        raise SheetTrouble(_why(content), file=file) from None


def seen(value: object) -> str:
    """A cell as people see it: 12 and not 12.0, 2015-01-19, 2015-01-19 14:05."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    match value:
        case bool():
            return str(value).upper()
        case float():
            return _number(value)
        case datetime():
            return f"{value:%Y-%m-%d} {seen(value.time())}"
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case date():
            return value.isoformat()
    return str(value)


def _opened(file: str, workbook: CalamineWorkbook, sheet: str) -> dict[str, Any]:
    tables = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    names = [one.name for one in tables]
    if sheet and sheet not in names:
        raise SheetTrouble("sheet_unknown", file=file, sheet=sheet, sheets=", ".join(names))
    in_view_first = sorted(tables, key=lambda one: one.visible != SheetVisibleEnum.Visible)
    for name in [sheet] if sheet else [one.name for one in in_view_first]:
        cells = workbook.get_sheet_by_name(name)
        # A stray cell far to the right would make every row that long.
        check_width(file, cells.width)
        if records := kept(file, _records(cells)):
            return {"records": records, "sheet": name, "sheets": names}
    if sheet:
        raise SheetTrouble("sheet_empty", file=file, sheet=sheet)
    raise SheetTrouble("empty", file=file)


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    if sheet.start is None:
        return
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield Record(number, [seen(cell) for cell in cells])


def _number(value: float) -> str:
    """Fifteen digits, as spreadsheets show, and never 1e+20."""
    return f"{Decimal(f'{value:.15g}'):f}" if value else "0"


def _look_into_zip(file: str, content: bytes) -> None:
    """See what kind of zip it is, and count what is packed in it. Raises SheetTrouble."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if not _is_book(packed):
                raise SheetTrouble("not_a_table", file=file)
            if _is_vast(packed):
                raise SheetTrouble("too_much", file=file)
            if _MANIFEST in packed.namelist() and b"encryption-data" in packed.read(_MANIFEST):
                raise SheetTrouble("locked", file=file)
    except _NO_ZIP:
        raise SheetTrouble("damaged", file=file) from None


def _is_book(packed: zipfile.ZipFile) -> bool:
    names = packed.namelist()
    if "mimetype" in names:
        return b"spreadsheet" in packed.read("mimetype")
    return "xl/workbook.xml" in names or "xl/workbook.bin" in names


def _is_vast(packed: zipfile.ZipFile) -> bool:
    """Whether more comes out than fits: counted, for what a zip says of itself may be untrue."""
    left = UNPACKED_MB_MOST * 1_000_000
    members = packed.infolist()
    for member in members[:_MEMBERS_MOST]:
        with packed.open(member) as stream:
            while left >= 0 and (piece := stream.read(_PIECE_BYTES)):
                left -= len(piece)
    return left < 0 or len(members) > _MEMBERS_MOST


def _why(content: bytes) -> str:
    """Why calamine cannot read this, which does not tell."""
    if _PACKAGE in content or _FILEPASS.search(content):
        return "locked"
    return "not_a_table" if any(stream in content for stream in _OTHERS) else "damaged"
