"""What was answered on paper, as it is typed: a line per question, with the numbers of the options.

"2" chooses the second option; "1 4 7" or, where there are nine options at most, "147" chooses
several. Of a table it is a digit per row, and a dash where a row was left open.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from appliance.conference.records import Asks, Option, Survey, SurveyQuestion
from appliance.conference.surveys.reading import options_of

from .refusals import Denied

DIGITS_MOST: Final = 9
"""Options that one key each can choose."""

_NONE: Final = frozenset("-.0")


def understood(survey: Survey, question: SurveyQuestion, typed: str) -> Any:
    """The answer, or None for an empty line. Raises Denied with what to type instead."""
    told = typed.strip()
    if not told:
        return None
    options = options_of(survey, question)
    match question.kind:
        case Asks.OPEN:
            return told
        case Asks.SCALE | Asks.NUMBER:
            return _number(told)
        case Asks.CHOICE:
            return _option(options, told)
        case Asks.MATRIX:
            return _rows(question.rows, options, told)
    return [_option(options, each) for each in _numbers(told, options)]


def _rows(rows: Sequence[Option], options: Sequence[Option], told: str) -> dict[str, str]:
    numbers = _numbers(told, options)
    if len(numbers) != len(rows):
        raise Denied("paper_rows", rows=len(rows), n=len(numbers))
    pairs = zip(rows, numbers, strict=True)
    return {row.id: _option(options, number) for row, number in pairs if number not in _NONE}


def _numbers(told: str, options: Sequence[Option]) -> list[str]:
    parts = re.split(r"[\s,;]+", told)
    if len(options) > DIGITS_MOST:
        return [part for part in parts if part]
    return [digit for part in parts for digit in part]


def _option(options: Sequence[Option], told: str) -> str:
    if not told.isdecimal() or not told.isascii() or not 1 <= int(told[:6]) <= len(options):
        raise Denied("paper_option", told=told[:20], most=len(options))
    return options[int(told) - 1].id


def _number(told: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", told):
        raise Denied("paper_number", told=told[:20])
    return int(told)
