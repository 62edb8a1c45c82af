"""How a number of a report is written down: the same in every document that people read.

Spreadsheets get the number itself.
"""

from typing import Final

from .value import Cell, Column, Figure, Holds, plain

NONE: Final = "–"
"""Where there is no number to tell."""

_FIXED: Final = "\u00a0"
_THOUSANDS: Final = {"nl": ".", "en": ","}
_OF: Final = {"nl": "van", "en": "of"}
_DECIMAL: Final = {"nl": ",", "en": "."}


def written(cell: Cell, column: Column, language: str) -> str:
    """A cell as people read it."""
    if isinstance(cell, tuple):
        return plain(cell)
    return _with_unit(number(cell, column.holds, language), column.unit)


def told(figure: Figure, language: str) -> str:
    """A figure as people read it, and as it is read aloud: 81, 67%, or 81 of 100."""
    first = number(figure.value, figure.holds, language)
    if figure.of is None:
        return first
    between = _OF.get(language, _OF["en"])
    return f"{first}{_FIXED}{between}{_FIXED}{number(figure.of, Holds.COUNT, language)}"


def number(value: float | None, holds: Holds, language: str) -> str:
    """A number: 1.234 in Dutch, 1,234 in English; at most two decimals, none that are 0."""
    if value is None:
        return NONE
    if holds is Holds.SHARE:
        return f"{_grouped(f'{rounded(100 * value, 0):.0f}', language)}%"
    if holds is Holds.COUNT:
        return _grouped(f"{value:.0f}", language)
    whole, _, decimals = f"{rounded(value, 2):.2f}".partition(".")
    decimals = decimals.rstrip("0")
    sign = "" if whole != "-0" or decimals else "0"
    start = _grouped(sign or whole, language)
    return f"{start}{_DECIMAL.get(language, '.')}{decimals}" if decimals else start


def rounded(value: float, decimals: int) -> float:
    """As Python rounds, which is as every page does (web.voted)."""
    return round(value, decimals)


def _grouped(digits: str, language: str) -> str:
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    return sign + f"{int(digits):,}".replace(",", _THOUSANDS.get(language, ","))


def _with_unit(text: str, unit: str) -> str:
    if not unit or text == NONE:
        return text
    is_sign = len(unit) == 1 and not unit.isalnum()
    return f"{unit}{_FIXED}{text}" if is_sign else f"{text}{_FIXED}{unit}"
