"""One point per row: the first column across, the second up; each with its name."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin
from typing import Final

from appliance.report.drawing import Drawing
from appliance.report.figures import number
from appliance.report.value import Column, Holds

from .rows import Drawn
from .sheet import INK, SOFT, WIDTH_MM, Sheet, stepped

_HEIGHT_MM: Final = 110.0
_LEFT_MM, _RIGHT_MM, _TOP_MM, _BOTTOM_MM = 18.0, 3.0, 8.0, 14.0
_NAME_MM: Final = 54.0
_TALL_MM: Final = 3.8
_DOT_MM: Final = 1.8

Box = tuple[float, float, float, float]


def scatter(drawn: Drawn) -> Drawing:
    """The drawing. A name for which no place is free is left to the table."""
    sheet = Sheet(_HEIGHT_MM)
    found = [
        (row.label, row.values[0], row.values[1])
        for row in drawn.rows
        if row.values[0] is not None and row.values[1] is not None
    ]
    across = _Axis([x for _, x, _ in found], _LEFT_MM, WIDTH_MM - _RIGHT_MM)
    up = _Axis([y for _, _, y in found], _HEIGHT_MM - _BOTTOM_MM, _TOP_MM)
    _frame(sheet, drawn, across, up)
    points = [(across.at(x), up.at(y)) for _, x, y in found]
    taken = [(x - _DOT_MM, y - _DOT_MM, x + _DOT_MM, y + _DOT_MM) for x, y in points]
    for (label, _, _), point in zip(found, points, strict=True):
        (name,) = sheet.lines(label, _NAME_MM, 1)
        box = _free(point, sheet.wide(name), taken)
        sheet.dot(point)
        if box is None:
            continue
        taken.append(box)
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if _distance(point, box) > 2 * _DOT_MM:
            end = (min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3]))
            sheet.line(point, end, colour=SOFT, width=0.5)
        sheet.write(middle, name, across="center")
    return sheet.picture()


class _Axis:
    """From numbers to millimetres, in round steps around all numbers."""

    def __init__(self, values: Sequence[float], *edges: float) -> None:
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        margin = (high - low) * 0.04 or 0.5
        # Numbers that cannot be less than nothing need no scale that is.
        self.steps = list(
            stepped(low - margin if low < 0 else max(0.0, low - margin), high + margin)
        )
        self._start, self._end = edges

    def at(self, value: float) -> float:
        share = (value - self.steps[0]) / (self.steps[-1] - self.steps[0])
        return self._start + share * (self._end - self._start)


def _frame(sheet: Sheet, drawn: Drawn, across: _Axis, up: _Axis) -> None:
    first, second = drawn.columns[:2]
    left, right = across.at(across.steps[0]), across.at(across.steps[-1])
    bottom, top = up.at(up.steps[0]), up.at(up.steps[-1])
    for step in across.steps:
        sheet.line((across.at(step), top), (across.at(step), bottom))
        told = _step(step, first, drawn.language)
        sheet.write((across.at(step), bottom + 3), told, across="center", colour=SOFT, size=8)
    for step in up.steps:
        sheet.line((left, up.at(step)), (right, up.at(step)))
        told = _step(step, second, drawn.language)
        sheet.write((left - 1.5, up.at(step)), told, across="right", colour=SOFT, size=8)
    (name,) = sheet.lines(f"{_named(first)} →", right - left, 1)
    sheet.write((right, bottom + 9), name, across="right", colour=INK, is_bold=True)
    (name,) = sheet.lines(f"↑ {_named(second)}", right - left, 1)
    sheet.write((left - 16, 3), name, colour=INK, is_bold=True)


def _named(column: Column) -> str:
    return f"{column.title} ({column.unit})" if column.unit else column.title


def _step(value: float, column: Column, language: str) -> str:
    is_whole = column.holds is Holds.COUNT and value == round(value)
    holds = Holds.COUNT if is_whole else Holds.NUMBER
    return number(value, column.holds if column.holds is Holds.SHARE else holds, language)


def _free(point: tuple[float, float], wide: float, taken: Sequence[Box]) -> Box | None:
    """The nearest place for a name that touches neither a point nor another name."""
    for box in _places(point, wide):
        is_inside = (
            box[0] >= _LEFT_MM
            and box[2] <= WIDTH_MM - 1
            and box[1] >= _TOP_MM
            and box[3] <= _HEIGHT_MM - _BOTTOM_MM
        )
        if is_inside and not any(_touch(box, other) for other in taken):
            return box
    return None


def _places(point: tuple[float, float], wide: float) -> Iterator[Box]:
    for away in (3.0, 5.0, 8.0, 12.0, 17.0, 23.0):
        for turn in range(16):
            # To the right first, then to the left, above and below.
            angle = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)[turn] * pi / 8
            x = point[0] + cos(angle) * (away + wide / 2)
            y = point[1] - sin(angle) * away
            yield (x - wide / 2, y - _TALL_MM / 2, x + wide / 2, y + _TALL_MM / 2)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _distance(point: tuple[float, float], box: Box) -> float:
    across = max(box[0] - point[0], 0.0, point[0] - box[2])
    down = max(box[1] - point[1], 0.0, point[1] - box[3])
    return float((across**2 + down**2) ** 0.5)
