"""One line per row from its first place to its second; place 1 is on top."""

from typing import Final

from appliance.report.drawing import Drawing

from .rows import Drawn, Row
from .sheet import BLUE, ORANGE, SOFT, WIDTH_MM, Sheet

_NAMES_MM: Final = 52.0
_STEP_MM: Final = 6.2
_TOP_MM: Final = 10.0
_MOST_MM: Final = 215.0
_SIDES: Final = (0, 1)


def shift(drawn: Drawn) -> Drawing:
    """The drawing. What rose is blue, what fell orange and dashed, what stayed grey."""
    places = [_places(drawn, side) for side in _SIDES]
    lowest = max([0.0, *places[0].values(), *places[1].values()])
    step = min(_STEP_MM, _MOST_MM / (lowest + 1))
    sheet = Sheet(_TOP_MM + (lowest + 0.7) * step)
    edges = (_NAMES_MM, WIDTH_MM - _NAMES_MM)
    for side in _SIDES:
        (title,) = sheet.lines(drawn.columns[side].title, _NAMES_MM, 1)
        at = (edges[side] + (-2.5, 2.5)[side], 3.0)
        sheet.write(at, title, across=("right", "left")[side], colour=SOFT, is_bold=True)
    for n, row in enumerate(drawn.rows):
        ends = {
            side: (edges[side], _TOP_MM + places[side][n] * step)
            for side in _SIDES
            if n in places[side]
        }
        colour, is_dashed = _way(row)
        if len(ends) == len(_SIDES):
            sheet.line(ends[0], ends[1], colour=colour, width=1.6, is_dashed=is_dashed)
        for side, end in ends.items():
            _end(sheet, row, side, end, colour)
    return sheet.picture()


def _end(sheet: Sheet, row: Row, side: int, at: tuple[float, float], colour: str) -> None:
    sheet.dot(at, colour)
    (name,) = sheet.lines(row.label, _NAMES_MM - 13, 1)
    across = ("right", "left")[side]
    way = (-1, 1)[side]
    sheet.write((at[0] + way * 2.5, at[1]), row.told[side], across=across, is_bold=True)
    sheet.write((at[0] + way * 11.0, at[1]), name, across=across)


def _places(drawn: Drawn, side: int) -> dict[int, float]:
    """How many steps down each row stands: at its place, equals one below the other."""
    there = sorted(
        (value, n) for n, row in enumerate(drawn.rows) if (value := row.values[side]) is not None
    )
    values = [*drawn.values(0), *drawn.values(1)]
    # Places of which most are not drawn, or numbers that are none, would leave large gaps.
    is_close = max(values, default=0) - min(values, default=0) < 2 * len(drawn.rows)
    found, place = {}, -1.0
    for value, n in there:
        place = max(place + 1, value - min(values) if is_close else 0.0)
        found[n] = place
    return found


def _way(row: Row) -> tuple[str, bool]:
    first, second = row.values[:2]
    if first is None or second is None or first == second:
        return SOFT, False
    return (BLUE, False) if second < first else (ORANGE, True)
