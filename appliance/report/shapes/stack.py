"""One bar per row, as wide as all others, whose parts are the columns: a distribution."""

from typing import Final

from appliance.report.drawing import Drawing

from .key import keyed
from .rows import Drawn, Row, rooms, tall
from .sheet import INK, LINE_MM, SOFT, WHITE, WIDTH_MM, Sheet

_LABELS_MM: Final = 62.0
_BAR_MM: Final = 5.6
_GAP_MM: Final = 3.0
_LIGHT: Final = (0xD7, 0xEA, 0xFF)
_DARK: Final = (0x16, 0x36, 0x5E)


def stack(drawn: Drawn) -> Drawing:
    """The drawing. From the first column to the last it gets darker, also in grey print."""
    measure = Sheet(10.0)
    labels = [measure.lines(row.label, _LABELS_MM - 3, rooms(drawn.rows)) for row in drawn.rows]
    heights = [max(each, _BAR_MM + _GAP_MM) for each in tall(labels, LINE_MM, _GAP_MM)]
    shown = keyed(measure, [column.title for column in drawn.columns])
    colours = shades(len(drawn.columns))
    top = shown.height
    sheet = Sheet(top + sum(heights) + 1.0)
    shown.draw(sheet, colours)
    for row, lines, height in zip(drawn.rows, labels, heights, strict=True):
        sheet.write((_LABELS_MM - 3, top + height / 2), "\n".join(lines), across="right")
        _parts(sheet, row, top + (height - _BAR_MM) / 2, colours)
        top += height
    return sheet.picture()


def shades(count: int) -> list[str]:
    """So many colours from light to dark."""
    steps = [n / max(1, count - 1) for n in range(count)]
    return [_mixed(step) for step in steps]


def _parts(sheet: Sheet, row: Row, top: float, colours: list[str]) -> None:
    values = [max(value or 0.0, 0.0) for value in row.values]
    whole = sum(values)
    room, left = WIDTH_MM - _LABELS_MM, _LABELS_MM
    if not whole:
        sheet.write((left, top + _BAR_MM / 2), "–", colour=SOFT)
        return
    for n, (value, told) in enumerate(zip(values, row.told, strict=True)):
        width = value / whole * room
        sheet.bar((left, top), max(width - 0.35, 0.0), _BAR_MM, colours[n])
        if sheet.wide(told) + 1.2 <= width:
            colour = WHITE if n > (len(values) - 1) / 2 else INK
            middle = (left + (width - 0.35) / 2, top + _BAR_MM / 2)
            sheet.write(middle, told, across="center", colour=colour)
        left += width


def _mixed(share: float) -> str:
    parts = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)
