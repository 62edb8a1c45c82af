"""A QR code in characters: small in half blocks, large in whole ones, or in plain spaces.

Every way is light on dark around it, as phones expect a code whatever the terminal looks like.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from .canvas import Canvas

Modules = Sequence[Sequence[bool]]
"""The squares of a code without its margin, row by row; True is dark."""

_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
"""What to draw where (the upper, the lower) half is light."""


class Drawing(Enum):
    """How a square is drawn: as two characters side by side, or as half of one."""

    WHOLE = "whole"
    HALF = "half"
    SPACES = "spaces"
    """As WHOLE, by the colour behind the character: for terminals that know only ASCII."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A code as it is drawn; `margin` is its light border in squares."""

    modules: Modules
    drawing: Drawing
    margin: int

    @property
    def columns(self) -> int:
        """How wide it is, in characters."""
        return self._side * (1 if self.drawing is Drawing.HALF else 2)

    @property
    def rows(self) -> int:
        """How high it is, in characters."""
        return (self._side + 1) // 2 if self.drawing is Drawing.HALF else self._side

    def draw(self, canvas: Canvas, row: int, column: int) -> None:
        """Draw it with this as its upper left corner."""
        for n, line in enumerate(self._lines()):
            for at, (text, style) in enumerate(line):
                canvas.put(row + n, column + at * len(text), text, style)

    @property
    def _side(self) -> int:
        return len(self.modules) + 2 * self.margin

    def _lines(self) -> Iterator[list[tuple[str, str]]]:
        light = [[self._is_light(y, x) for x in range(self._side)] for y in range(self._side)]
        if self.drawing is Drawing.HALF:
            nothing = [False] * self._side
            for upper, lower in zip(light[::2], [*light[1::2], nothing], strict=False):
                yield [(_HALVES[pair], "code") for pair in zip(upper, lower, strict=True)]
        elif self.drawing is Drawing.WHOLE:
            for line in light:
                yield [("██" if is_light else "  ", "code") for is_light in line]
        else:
            for line in light:
                yield [("  ", "light" if is_light else "dark") for is_light in line]

    def _is_light(self, row: int, column: int) -> bool:
        y, x, size = row - self.margin, column - self.margin, len(self.modules)
        return not (0 <= y < size and 0 <= x < size and self.modules[y][x])
