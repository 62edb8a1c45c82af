"""Which day people mean who type one: "1-3-2027", "vrijdag 1 maart", "1 March 2027".

The day stands before the month, as in Dutch and British English. Knows no clock.
"""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    *("januari january", "februari february", "maart mrt march", "april", "mei may"),
    *("juni june", "juli july", "augustus august", "september", "oktober october"),
    *("november", "december"),
)
"""The names of each month; three letters of one will do."""

_NAMES: Final = {
    name: number
    for number, names in enumerate(_MONTHS, 1)
    for whole in names.split()
    for name in (whole, whole[:3], whole[:4])
}

_WEEKDAY: Final = r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"

_FIGURES: Final = re.compile(rf"{_WEEKDAY}(\d\d?)([-/.])(\d\d?)(?:\2(\d{{4}}|\d\d))?", re.ASCII)
_WORDS: Final = re.compile(rf"{_WEEKDAY}(\d\d?)\s+([a-z]+)\.?(?:\s+(\d{{4}}))?", re.ASCII)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

_YEARS: Final = range(2000, 2200)


def day_in(typed: str, since: str = "") -> str:
    """The day that a text names, as ISO 8601 writes it; "" where it is no day.

    Without a year it is the first such day from `since` on, an ISO day; none where that is empty.
    """
    told = typed.strip().lower()
    if _ISO.fullmatch(told):
        return _iso(*(int(part) for part in told.split("-")))
    if found := _FIGURES.fullmatch(told):
        day, mark, month, year = found.groups()
        if year is None and mark == ".":
            return ""
        return _in_year(year, int(month), int(day), since)
    if found := _WORDS.fullmatch(told):
        day, name, year = found.groups()
        return _in_year(year, _NAMES.get(name, 0), int(day), since)
    return ""


def _in_year(year: str | None, month: int, day: int, since: str) -> str:
    if year is not None:
        return _iso(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if not since:
        return ""
    first = int(since[:4])
    found = (_iso(each, month, day) for each in range(first, first + 9))
    return next((told for told in found if told >= since), "")


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year in _YEARS else ""
    except ValueError:
        return ""
