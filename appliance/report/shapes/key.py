"""Which colour stands for what, above a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .sheet import SOFT, WIDTH_MM, Sheet

_SQUARE_MM: Final = 3.0
_NAME_MM: Final = 4.2
"""From a square to its name."""

_GAP_MM: Final = 6.0
_LINE_MM: Final = 5.2


@dataclass(frozen=True, slots=True)
class Key:
    """Each name with where its square begins, and how tall all of it is."""

    names: tuple[tuple[str, float, float], ...]
    height: float

    def draw(self, sheet: Sheet, colours: Sequence[str]) -> None:
        """Put it on top of a sheet."""
        for n, (name, left, top) in enumerate(self.names):
            sheet.bar((left, top), _SQUARE_MM, _SQUARE_MM, colours[n % len(colours)])
            sheet.write((left + _NAME_MM, top + _SQUARE_MM / 2), name, colour=SOFT)


def keyed(measure: Sheet, titles: Sequence[str]) -> Key:
    """A key of these, from left to right in as many lines as they need."""
    names, left, top = [], 0.0, 1.0
    for title in titles:
        (name,) = measure.lines(title, WIDTH_MM - _NAME_MM, 1)
        wide = _NAME_MM + measure.wide(name)
        if left and left + wide > WIDTH_MM:
            left, top = 0.0, top + _LINE_MM
        names.append((name, left, top))
        left += wide + _GAP_MM
    return Key(tuple(names), top + _LINE_MM + 1.5 if names else 0.0)
