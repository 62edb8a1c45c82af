"""A line of text as runs: its breaks, its languages, and the way in which it is read."""

import re
from collections.abc import Iterator
from typing import Any, Final

from appliance.report.value import Line, Run, plain

from .elements import text, w

LOCALES: Final = {"nl": "nl-NL", "en": "en-GB"}
"""What Word calls our languages; any other is called as it comes."""

_LEFTWARD: Final = (
    "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
"""The blocks of the scripts that are read from right to left (UAX 9, section 3.2)."""

_LEFT: Final = re.compile(rf"[{_LEFTWARD}]+(?:[\W\d_]+[{_LEFTWARD}]+)*")
"""What is read so within a text that is not."""

_LETTER: Final = rf"(?:(?![{_LEFTWARD}])[^\W\d_])"
_RIGHT: Final = re.compile(rf"{_LETTER}+(?:[\W\d_]+{_LETTER}+)*")
"""What is read the other way within a text that is read from right to left."""

_FIRST_LETTER: Final = re.compile(rf"([{_LEFTWARD}])|{_LETTER}")
_PIECE: Final = re.compile(r"(\n|\t)")


def locale(language: str) -> str:
    """What Word calls a language."""
    return LOCALES.get(language, language)


def is_leftward(line: Line) -> bool:
    """Whether a text is read from right to left, which its first letter says (UAX 9, P2)."""
    first = _FIRST_LETTER.search(plain(line))
    return first is not None and first[1] is not None


def runs(line: Line, style: str = "", colour: str = "") -> list[Any]:
    """The runs of a line, in a character style and colour (RRGGBB) where they are given."""
    base = is_leftward(line)
    return [
        _run(run, stretch, leftward, style, colour)
        for run in line
        for stretch, leftward in _stretches(run.text, base)
    ]


def said(told: str, style: str = "", colour: str = "") -> list[Any]:
    """The same for a text of the program's own."""
    return runs((Run(told),), style, colour)


def _stretches(told: str, base: bool) -> Iterator[tuple[str, bool]]:
    """A text in stretches that are read one way, each with whether that is from right to left.

    What is between letters of both ways goes with the text as a whole (UAX 9, N2).
    """
    last = 0
    for found in (_RIGHT if base else _LEFT).finditer(told):
        if found.start() > last:
            yield told[last : found.start()], base
        yield found[0], not base
        last = found.end()
    if last < len(told):
        yield told[last:], base


def _run(run: Run, stretch: str, leftward: bool, style: str, colour: str) -> Any:
    told = locale(run.lang) if run.lang else ""
    properties = w(
        "rPr",
        w("rStyle", val=style) if style else None,
        *((w("b"), w("bCs")) if run.is_strong else ()),
        *((w("i"), w("iCs")) if run.is_emphasised else ()),
        w("color", val=colour) if colour else None,
        w("rtl") if leftward else None,
        w("lang", **{"bidi" if leftward else "val": told}) if told else None,
    )
    return w("r", properties if len(properties) else None, *_pieces(stretch))


def _pieces(stretch: str) -> Iterator[Any]:
    for piece in _PIECE.split(stretch):
        if piece == "\n":
            yield w("br")
        elif piece == "\t":
            yield w("tab")
        elif piece:
            yield text(piece)
