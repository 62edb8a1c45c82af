"""The seam between the pages of the survey and the reader of tables: a file that somebody chose,
the columns that it has, and the sentences about what is wrong with it.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

from appliance.sheets.limits import BOOK_MB_MOST, CSV_MB_MOST
from appliance.sheets.people import TROUBLES, Mend
from appliance.sheets.table import Rows, Table, read_aside
from appliance.sheets.trouble import REFUSALS, SheetTrouble

from .desk import desk
from .refusals import Denied
from .speech import t
from .uploads import Copy

FILE_MOST_BYTES: Final = (max(BOOK_MB_MOST, CSV_MB_MOST) + 1) * 1_000_000

SHOWN_ROWS: Final = 5
"""Of a table, to see which column is what."""

Mapped = Mapping[str, int | None]


class Unread(Exception):
    """A table that cannot be read; `said` is the sentence for a person."""

    def __init__(self, said: Markup) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table that was chosen, its file's name, and the key under which it waits."""

    key: str
    name: str
    sheet: Table

    @property
    def examples(self) -> Sequence[tuple[str, ...]]:
        """Its first rows."""
        return self.sheet.head[:SHOWN_ROWS]


def allow_file() -> None:
    """Let this request bring a table; before anything of it is read."""
    request.max_content_length = FILE_MOST_BYTES


def chosen() -> Chosen:
    """The table in the file of this form, kept until it is known which column is what.

    Raises Unread.
    """
    try:
        file = request.files.get("file")
        name = (file.filename or "") if file else ""
        content = file.stream if file else io.BytesIO()
    except RequestEntityTooLarge:
        raise Unread(
            _refused(SheetTrouble("file_large", file=t("The file"), most=CSV_MB_MOST))
        ) from None
    try:
        sheet = read_aside(name or t("The file"), content, desk().parts.scratch)
    except SheetTrouble as trouble:
        raise Unread(_refused(trouble)) from None
    kept = Copy(content, desk().parts.scratch) if len(sheet.sheets) > 1 else None
    return Chosen(desk().uploads.keep(name, sheet, kept), name, sheet)


def turned() -> Chosen:
    """The table that waits, with the sheet of its file that this form names ("sheet").

    Raises Denied `file_gone`, Unread.
    """
    table = waiting()
    wanted = request.form.get("sheet", "")
    kept = desk().uploads.file(table.key)
    if wanted == table.sheet.sheet or kept is None:
        return table
    try:
        kept.file.seek(0)
        sheet = read_aside(table.name or t("The file"), kept.file, desk().parts.scratch, wanted)
    except SheetTrouble as trouble:
        raise Unread(_refused(trouble)) from None
    desk().uploads.turn(table.key, sheet)
    return Chosen(table.key, table.name, sheet)


def waiting() -> Chosen:
    """The table that waits under the key of this form. Raises Denied `file_gone`."""
    key = request.form.get("key", "")
    found = desk().uploads.find(key)
    if found is None:
        raise Denied("file_gone")
    return Chosen(key, *found)


def mapped(names: Sequence[str], sheet: Rows) -> Mapped:
    """Which column was chosen for which field, by the fields "column.NAME" of the form."""
    told = {name: request.form.get(f"column.{name}", "") for name in names}
    width = len(sheet.columns)
    return {
        name: int(place) if place.isdecimal() and int(place) < width else None
        for name, place in told.items()
    }


def mending(one: Mend) -> Markup:
    """What is wrong with a row of invitees."""
    return t(TROUBLES[one.code], **one.values)


def _refused(trouble: SheetTrouble) -> Markup:
    return t(REFUSALS[trouble.code], **trouble.values)
