"""A screen of characters: drawn whole in memory, then only what differs is written out.

Knows the control sequences of terminals (ECMA-48, console_codes(4)) and nothing of what is shown.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

STYLES: Final = {
    "plain": "0",
    "strong": "0;1",
    "good": "0;30;42",
    "warm": "0;30;43",
    "secret": "0;30;47",
    "code": "0;97;40",
    "light": "0;30;47",
    "dark": "0;97;40",
}
"""Colours and weight of what is drawn, as the parameters of SGR."""

Cell = tuple[str, str]
"""A character and its style."""

_BLANK: Final[Cell] = (" ", "plain")

_PLAINER: Final = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "-", "…": "...", "✓": "v"}
)


class Canvas:
    """Rows of cells; what is put outside is cut off."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells: list[list[Cell]] = [[_BLANK] * columns for _ in range(rows)]

    def put(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Write a text from here to the right."""
        if not 0 <= row < self.rows:
            return
        for at, character in enumerate(text, column):
            if 0 <= at < self.columns:
                self.cells[row][at] = (character, style)

    def fill(self, row: int, style: str) -> None:
        """Give a whole row this style."""
        self.put(row, 0, " " * self.columns, style)

    def text(self) -> str:
        """What can be read, line by line."""
        return "\n".join("".join(character for character, _ in row).rstrip() for row in self.cells)


def changed(before: Canvas | None, now: Canvas) -> Iterator[str]:
    """What has to be written so that a terminal that shows `before` shows `now`; row by row."""
    for n, row in enumerate(now.cells):
        if before is None or before.cells[n] != row:
            yield f"\x1b[{n + 1};1H{painted(row)}"


def painted(row: Sequence[Cell]) -> str:
    """A row with its styles, and plain again after it."""
    runs = groupby(row, key=lambda cell: cell[1])
    drawn = (
        f"\x1b[{STYLES[style]}m{''.join(character for character, _ in run)}" for style, run in runs
    )
    return "".join(drawn) + "\x1b[0m"


def plainer(text: str) -> str:
    """The text in ASCII, for a terminal that knows no more: without accents, with plain quotes."""
    bare = unicodedata.normalize("NFKD", text.translate(_PLAINER))
    kept = (letter for letter in bare if not unicodedata.combining(letter))
    return "".join(letter if letter.isascii() else "?" for letter in kept)
