"""Which letters our fonts have, read from the fonts themselves.

Source: the OpenType specification, table `cmap`, formats 4 and 12.
"""

from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Final

FOLDER: Final = Path(__file__).parents[2] / "fonts"

FACES: Final = {
    "Atkinson Hyperlegible Next": "Regular.ttf",
    "Noto Sans": "NotoSans.ttf",
    "Noto Sans Arabic": "NotoSansArabic.ttf",
    "Noto Sans Hebrew": "NotoSansHebrew.ttf",
    "Noto Emoji": "NotoEmoji.ttf",
    "DejaVu Sans": "DejaVuSans.ttf",
}
"""Families and their files; a letter is taken from the first that has it."""


@cache
def covered() -> tuple[frozenset[str], ...]:
    """The letters of each face, in the order of FACES."""
    return tuple(frozenset(letters((FOLDER / file).read_bytes())) for file in FACES.values())


def letters(font: bytes) -> Iterator[str]:
    """Every letter for which a TrueType font has a picture."""
    start = _table(font, b"cmap")
    (count,) = unpack_from(">H", font, start + 2)
    for n in range(count):
        (offset,) = unpack_from(">I", font, start + 4 + 8 * n + 4)
        (kind,) = unpack_from(">H", font, start + offset)
        if kind in _KINDS:
            yield from map(chr, _KINDS[kind](font, start + offset))


def _table(font: bytes, name: bytes) -> int:
    (count,) = unpack_from(">H", font, 4)
    for n in range(count):
        tag, _, offset, _ = unpack_from(">4sIII", font, 12 + 16 * n)
        if tag == name:
            return int(offset)
    raise ValueError(f"no table {name!r}")


def _segments(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = unpack_from(">H", font, at + 6)
    of = doubled // 2
    ends, starts, deltas, offsets = (
        unpack_from(f">{of}H", font, at + 14 + place)
        for place in (0, 2 + doubled, 2 + 2 * doubled, 2 + 3 * doubled)
    )
    for n in range(of):
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = code
            if offsets[n]:
                place = at + 16 + 3 * doubled + 2 * n + offsets[n] + 2 * (code - starts[n])
                (glyph,) = unpack_from(">H", font, place)
            if glyph and (glyph + deltas[n]) & 0xFFFF:
                yield code


def _groups(font: bytes, at: int) -> Iterator[int]:
    (count,) = unpack_from(">I", font, at + 12)
    told = array("I", unpack_from(f">{3 * count}I", font, at + 16))
    for first, last, glyph in zip(told[::3], told[1::3], told[2::3], strict=True):
        yield from range(first + (glyph == 0), last + 1)


_KINDS: Final = {4: _segments, 12: _groups}
