"""How wide the columns of a table are, and whether it needs a sheet that lies on its side.

Word breaks what does not fit in a column of a given width, wherever that is; so the widths are
such that numbers never break, words of the head hardly ever, and texts get what is left.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from appliance.report.figures import written
from appliance.report.value import Column, Holds, Table

UPRIGHT_MM: Final = 160.0
"""Between the margins of an upright A4."""

ON_ITS_SIDE_MM: Final = 247.0
"""The same where the sheet lies on its side."""

_LETTER_MM: Final = 1.7
"""Of the type in tables (9.5 points, Calibri), where a letter is neither narrow nor wide."""

_NARROW: Final = dict.fromkeys("fijlrtI.,:;'!|()[]- \u00a0", 0.95)
_WIDE: Final = {**dict.fromkeys("mwMW@%–", 2.7), **dict.fromkeys("ABCDEGHKNOPQRUVXYZ", 2.0)}
_LETTERS: Final = _NARROW | _WIDE

_BOLD: Final = 1.04
_SMALL: Final = 0.9
"""How much wider the head is, which is bold, and how much narrower ids are, which are small."""

_PADDING_MM: Final = 3.4
_WORD_MOST_MM: Final = 31.0
"""Of a word that a column is made wide enough for; a longer one breaks."""

_LINE_MOST_MM: Final = 90.0
_LINES_MOST: Final = 3
_LINE_LEAST_MM: Final = 19.0, 38.0
"""A text should fit in so many lines before a sheet is laid on its side, if that takes no less and
no more than so much room."""

_HEAD_MOST_MM: Final = 27.0
_ROWS_LOOKED_AT: Final = 400
_ENOUGH: Final = 2

Needs = tuple[float, float, float, float]
"""Of a column, in mm: so that no number breaks; that no word of the head does; that a text has a
line to speak of; and what it would like."""


def widths(table: Table, language: str, width_mm: float) -> list[float]:
    """The columns of a table that is as wide as said, in mm."""
    levels = list(zip(*_needs(table, language), strict=True))
    for less, more in pairwise(levels):
        if sum(more) >= width_mm > sum(less):
            share = (width_mm - sum(less)) / (sum(more) - sum(less))
            return [low + (high - low) * share for low, high in zip(less, more, strict=True)]
    nearest = levels[0] if sum(levels[0]) >= width_mm else levels[-1]
    return [one * width_mm / sum(nearest) for one in nearest]


def needs_side(table: Table, language: str) -> bool:
    """Whether a table is too wide for an upright sheet."""
    return sum(needs[_ENOUGH] for needs in _needs(table, language)) > UPRIGHT_MM


def _needs(table: Table, language: str) -> list[Needs]:
    rows = table.rows[:_ROWS_LOOKED_AT]
    return [
        _of(column, [written(row[place], column, language) for row in rows])
        for place, column in enumerate(table.columns)
    ]


def _of(column: Column, cells: Sequence[str]) -> Needs:
    head = _longest_word([column.title]) * _BOLD
    whole_head = min(_mm(column.title) * _BOLD, _HEAD_MOST_MM)
    longest = max(map(_mm, cells), default=0.0)
    if column.holds is Holds.TEXT:
        word = _longest_word(cells)
        least, most = _LINE_LEAST_MM
        line = min(longest, max(least, min(longest / _LINES_MOST, most)))
        found = (word, max(word, head), max(word, line, head), min(longest, _LINE_MOST_MM))
    else:
        whole = min(longest, _WORD_MOST_MM) * (_SMALL if column.holds is Holds.ID else 1.0)
        found = (whole, max(whole, head), max(whole, head), whole)
    least, words, enough, wish = found
    wish = max(enough, wish, whole_head)
    return (least + _PADDING_MM, words + _PADDING_MM, enough + _PADDING_MM, wish + _PADDING_MM)


def _longest_word(texts: Iterable[str]) -> float:
    words = (_mm(word) for text in texts for word in text.split())
    return min(max(words, default=_LETTER_MM), _WORD_MOST_MM)


def _mm(text: str) -> float:
    return sum(_LETTERS.get(letter, _LETTER_MM) for letter in text)
