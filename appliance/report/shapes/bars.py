"""One bar per row and column, its number at its end."""

from typing import Final

from appliance.report.drawing import Drawing

from .key import keyed
from .rows import Drawn, rooms, tall
from .sheet import BLUE, LINE_MM, ORANGE, SOFT, WIDTH_MM, Sheet

_LABELS_MM: Final = 62.0
_NUMBER_MM: Final = 20.0
"""What is kept free for the number behind the longest bar."""

_BAR_MM: Final = 4.6
_GAP_MM: Final = 3.2
_MOST_MM: Final = 215.0
"""What stands on one page with its caption."""

_COLOURS: Final = (BLUE, ORANGE, "#6f8fb5", SOFT)


def bars(drawn: Drawn) -> Drawing:
    """The drawing."""
    measure = Sheet(10.0)
    labels = [measure.lines(row.label, _LABELS_MM - 3, rooms(drawn.rows)) for row in drawn.rows]
    of = len(drawn.columns)
    bar = min(_BAR_MM, (_MOST_MM / len(labels) - _GAP_MM) / of) if labels else _BAR_MM
    heights = [max(each, of * bar + _GAP_MM) for each in tall(labels, LINE_MM, _GAP_MM)]
    titles = [column.title for column in drawn.columns] if of > 1 else []
    shown = keyed(measure, titles)
    upper = top = shown.height or 0.5
    sheet = Sheet(top + sum(heights) + 1.0)
    shown.draw(sheet, _COLOURS)
    zero, scale = _scale(drawn)
    for row, lines, height in zip(drawn.rows, labels, heights, strict=True):
        middle = top + height / 2
        sheet.write((_LABELS_MM - 3, middle), "\n".join(lines), across="right")
        for n, (value, told) in enumerate(zip(row.values, row.told, strict=True)):
            start = middle + (n - of / 2) * bar
            width = (value or 0.0) * scale
            left = zero + min(width, 0.0)
            colour = _COLOURS[n % len(_COLOURS)]
            sheet.bar((left, start + 0.3), abs(width), bar - 0.6, colour)
            end = zero + max(width, 0.0) + 1.5
            sheet.write((end, start + bar / 2), told, is_bold=True)
        top += height
    sheet.line((zero, upper), (zero, upper + sum(heights)), colour=SOFT, width=0.8)
    return sheet.picture()


def _scale(drawn: Drawn) -> tuple[float, float]:
    """Where nothing is, and how many millimetres one is."""
    values = [value for n in range(len(drawn.columns)) for value in drawn.values(n)]
    high = max([0.0, *values, *([drawn.most] if drawn.most else [])])
    low = min([0.0, *values])
    room = WIDTH_MM - _LABELS_MM - _NUMBER_MM
    scale = room / ((high - low) or 1.0)
    return _LABELS_MM - low * scale, scale
