"""What the sheets of a report are called, in a workbook and as files."""

import re
from typing import Final

from appliance.report.value import Report

NAME_MOST: Final = 31
"""Units of UTF-16 in the name of a sheet (Excel specifications and limits)."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED: Final = "history"
"""What Excel keeps for itself."""


def sheet_names(report: Report) -> tuple[str, dict[str, str]]:
    """The name of the sheet that tells about the others, and theirs by the id of their table.

    No two are alike, also where only capitals differ.
    """
    taken = {_RESERVED}
    about = _free(report.words["sheet_about"], taken)
    tables = [report.tables[id] for id in report.sheets]
    return about, {table.id: _free(table.sheet or table.id, taken) for table in tables}


def file_names(report: Report, ending: str) -> dict[str, str]:
    """The name of each sheet's file by the id of its table: ASCII, alike in every language."""
    taken: set[str] = set()
    return {id: f"{_free(_plain(id), taken, 60)}.{ending}" for id in report.sheets}


def _plain(id: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-") or "table"


def _free(wanted: str, taken: set[str], most: int = NAME_MOST) -> str:
    """The name, or the first of its kind with a number that is not taken; it then is."""
    wanted = _FORBIDDEN.sub(" ", wanted).strip(" '") or "-"
    name, count = cut(wanted, most).strip(" '"), 1
    while name.casefold() in taken:
        count += 1
        tail = f"-{count}"
        name = cut(wanted, most - len(tail)).strip(" '") + tail
    taken.add(name.casefold())
    return name


def cut(text: str, most: int) -> str:
    """As much of the text as fits in so many units of UTF-16, in which Excel counts."""
    if len(text) * 2 <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
