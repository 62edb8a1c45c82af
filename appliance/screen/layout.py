"""Where everything stands, by the size of the terminal: both codes as large as they fit, or one.

A small console shows one code at a time and changes between them; one that is too small even for
that shows what can be typed.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from .canvas import Canvas
from .codes import Drawing, Picture
from .letters import HEIGHT, large
from .view import Code, Pairs, View

EDGE: Final = 2
GAP: Final = 3
TEXT_LEAST: Final = 34
"""Columns below which words no longer stand well beside a code."""
TEXT_MOST: Final = 66
TALL: Final = 36
"""Rows from which the sentence on top is given more room."""
LABEL_MOST: Final = 16

_MARGINS: Final = (4, 2)
"""What the standard asks for around a code (ISO/IEC 18004, 9.1), and what phones make do with."""

Line = tuple[tuple[str, str], ...]
"""Pieces of text, each with its style."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Codes side by side, and where the words go: `beside` them or under them."""

    pictures: tuple[tuple[str, Picture], ...]
    """Caption and picture."""
    is_beside: bool

    @property
    def columns(self) -> int:
        widths = [max(picture.columns, len(caption)) for caption, picture in self.pictures]
        return sum(widths) + GAP * (len(widths) - 1)

    @property
    def rows(self) -> int:
        return 1 + max(picture.rows for _, picture in self.pictures)


def compose(view: View, columns: int, rows: int, turn: int = 0, has_unicode: bool = True) -> Canvas:
    """The whole screen. `turn` counts up; where only one code fits it chooses which."""
    canvas = Canvas(columns, rows)
    top = _head(canvas, view, has_unicode)
    bottom = rows - 1 if view.keys else rows
    _foot(canvas, view)
    place = _best(view, columns - 2 * EDGE, bottom - top, turn, has_unicode)
    if place is None:
        _words(canvas, view, (top, EDGE), (bottom, columns - EDGE))
        return canvas
    column = EDGE
    for caption, picture in place.pictures:
        canvas.put(top, column, caption, "strong")
        picture.draw(canvas, top + 1, column)
        column += max(picture.columns, len(caption)) + GAP
    if place.is_beside:
        below = top + place.rows + 1
        if has_unicode and _put_large(canvas, view.join, below, bottom):
            view, bottom = replace(view, join=()), below
        _words(canvas, view, (top, column), (bottom, columns - EDGE))
    else:
        _words(canvas, view, (top + place.rows + 1, EDGE), (bottom, columns - EDGE))
    return canvas


def _head(canvas: Canvas, view: View, has_unicode: bool) -> int:
    """The sentence in its colour, and what to do; the first row below it."""
    is_tall = canvas.rows >= TALL
    width = max(1, canvas.columns - 2 * EDGE)
    row = 0
    said = _large_if_it_fits(view.headline, width) if is_tall and has_unicode else None
    said = said or textwrap.wrap(view.headline, width) or [""]
    edge = [""] if is_tall else []
    for line in [*edge, *said, *edge]:
        canvas.fill(row, view.tone)
        canvas.put(row, EDGE, line, view.tone)
        row += 1
    row += is_tall
    most = max(2, canvas.rows // 6)
    lines = [line for text in view.then for line in textwrap.wrap(text, width)]
    for line in lines[:most]:
        canvas.put(row, EDGE, line)
        row += 1
    return row + (canvas.rows > len(said) + 20 and bool(lines or not is_tall))


def _large_if_it_fits(text: str, width: int) -> list[str] | None:
    lines = large(text)
    return lines if lines and len(lines[0]) <= width else None


def _put_large(canvas: Canvas, pairs: Pairs, top: int, bottom: int) -> bool:
    """What to type in large letters, one below the other; False where not all of it fits."""
    label = max(len(name) for name, _ in pairs) + GAP
    width = canvas.columns - 2 * EDGE - label
    lines = [_large_if_it_fits(value, width) for _, value in pairs]
    if not all(lines) or len(pairs) * (HEIGHT + 1) > bottom - top:
        return False
    for n, (name, _) in enumerate(pairs):
        row = top + n * (HEIGHT + 1)
        canvas.put(row + HEIGHT // 2, EDGE, name)
        for at, line in enumerate(lines[n] or ()):
            canvas.put(row + at, EDGE + label, line, "strong")
    return True


def _foot(canvas: Canvas, view: View) -> None:
    column = EDGE
    for key, does in view.keys:
        canvas.put(canvas.rows - 1, column, f" {key} ", "secret")
        canvas.put(canvas.rows - 1, column + 4, does)
        column += len(does) + 4 + GAP


def _best(view: View, columns: int, rows: int, turn: int, has_unicode: bool) -> _Place | None:
    """The first place in which codes and words fit; else where at least what to type does."""
    places = [
        (place, _room_for_words(place, columns, rows))
        for place in _places(view.codes, turn, has_unicode)
    ]
    for place, (width, height) in places:
        if width >= TEXT_LEAST and len(_text(view, width, height)) <= height:
            return place
    for place, (width, height) in places:
        if width >= TEXT_LEAST and height > len(view.join):
            return place
    return None


def _room_for_words(place: _Place, columns: int, rows: int) -> tuple[int, int]:
    """Columns and rows that a place leaves; none where its codes do not fit."""
    if place.columns > columns or place.rows > rows:
        return 0, 0
    if place.is_beside:
        return columns - place.columns - GAP, rows
    return columns, rows - place.rows - 1


def _places(codes: Sequence[Code], turn: int, has_unicode: bool) -> Iterator[_Place]:
    """Both codes before one of them, large before small, the words beside before under them."""
    if not codes:
        return
    drawings = (Drawing.WHOLE, Drawing.HALF) if has_unicode else (Drawing.SPACES,)
    one = codes[turn % len(codes)]
    for shown in dict.fromkeys((tuple(codes), (one,))):
        for drawing, margin, is_beside in product(drawings, _MARGINS, (True, False)):
            pictures = ((code.caption, Picture(code.modules, drawing, margin)) for code in shown)
            yield _Place(tuple(pictures), is_beside)


def _words(canvas: Canvas, view: View, start: tuple[int, int], end: tuple[int, int]) -> None:
    (top, left), (bottom, right) = start, end
    for row, line in zip(range(top, bottom), _text(view, right - left, bottom - top), strict=False):
        column = left
        for text, style in line:
            canvas.put(row, column, text, style)
            column += len(text)


def _text(view: View, width: int, height: int) -> list[Line]:
    """Everything in words, in as many columns as stand well, loose if there is room for it."""
    loose = _groups(view, max(1, min(width, TEXT_MOST)))
    if sum(map(len, loose)) + len(loose) - 1 <= height:
        return _joined(loose)
    if width >= 2 * TEXT_LEAST + GAP:
        return _in_two(view, (width - GAP) // 2)
    return [line for group in loose for line in group]


def _in_two(view: View, width: int) -> list[Line]:
    """In two columns: what to type and which conference it is, and how the box is."""
    join, conference, facts = _groups(view, min(width, TEXT_MOST))
    left = _joined([group for group in (join, conference) if group])
    lines = []
    for n in range(max(len(left), len(facts))):
        before = left[n] if n < len(left) else ()
        used = sum(len(text) for text, _ in before)
        after = facts[n] if n < len(facts) else ()
        lines.append((*before, (" " * (width + GAP - used), "plain"), *after))
    return lines


def _groups(view: View, width: int) -> list[list[Line]]:
    names = [name for name, _ in (*view.join, *view.facts)]
    label = min(LABEL_MOST, max(map(len, names), default=0) + 1)
    conference: list[Line] = [
        ((line, "strong" if n == 0 else "plain"),)
        for n, text in enumerate(view.conference)
        for line in textwrap.wrap(text, width)
    ]
    return [
        [line for pair in view.join for line in _pair(*pair, label, width, "strong")],
        conference,
        [line for pair in view.facts for line in _pair(*pair, label, width, "plain")],
    ]


def _pair(name: str, value: str, label: int, width: int, style: str) -> Iterator[Line]:
    wrapped = textwrap.wrap(value, max(8, width - label)) or [""]
    for n, line in enumerate(wrapped):
        yield (((name if n == 0 else "").ljust(label), "plain"), (line, style))


def _joined(groups: Sequence[Sequence[Line]]) -> list[Line]:
    """The groups with an empty line between them."""
    lines: list[Line] = []
    for group in groups:
        if group:
            lines += [*([()] if lines else []), *group]
    return lines
