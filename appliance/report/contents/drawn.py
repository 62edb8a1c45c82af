"""What can be seen in a chart, in one or two sentences, for who cannot see it."""

from collections.abc import Sequence
from typing import Final

from appliance.report.figures import written
from appliance.report.value import Cell, Column, Table, plain

from .chapter import Source

DRAWN_MOST: Final = 40
"""More rows than so many nobody reads off a drawing; the table has them all."""

Row = tuple[Cell, ...]


def of_most(source: Source, table: Table, column: str) -> str:
    """The highest and the lowest of a column."""
    _ = source.voice.say
    at, head = _place(table, column)
    rows = [row for row in table.rows if _number(row[at]) is not None]
    if not rows:
        return _("There is nothing to draw yet.")
    highest = max(rows, key=lambda row: _number(row[at]) or 0)
    lowest = min(reversed(rows), key=lambda row: _number(row[at]) or 0)
    told = {
        "most": _what(table, highest),
        "high": written(highest[at], head, source.language),
        "least": _what(table, lowest),
        "low": written(lowest[at], head, source.language),
    }
    if _number(highest[at]) == _number(lowest[at]):
        return _("All the same: {high}.", high=told["high"])
    return _("Highest: {most} ({high}). Lowest: {least} ({low}).", **told)


def of_parts(source: Source, table: Table, columns: Sequence[str]) -> str:
    """Of the first row, the part that is the largest."""
    _ = source.voice.say
    places = [_place(table, column) for column in columns]
    row = next((row for row in table.rows if any(_number(row[at]) for at, _head in places)), None)
    if row is None:
        return _("There is nothing to draw yet.")
    at, head = max(places, key=lambda place: _number(row[place[0]]) or 0)
    return _(
        "One bar for each, with how often each answer was given. For {what} most often: {answer} "
        "({n}).",
        what=_what(table, row),
        answer=head.title,
        n=written(row[at], head, source.language),
    )


def across(source: Source, table: Table, columns: tuple[str, str], titles: tuple[str, str]) -> str:
    """What stands furthest to the right and to the top together."""
    _ = source.voice.say
    (x, x_head), (y, y_head) = (_place(table, column) for column in columns)
    rows = [
        row for row in table.rows if _number(row[x]) is not None and _number(row[y]) is not None
    ]
    if not rows:
        return _("There is nothing to draw yet.")
    best = max(rows, key=lambda row: (_number(row[x]) or 0) + (_number(row[y]) or 0))
    return _(
        "To the right is more {first}, to the top more {second}. Furthest to the top right stands "
        "{what}: {x} and {y}.",
        first=titles[0],
        second=titles[1],
        what=_what(table, best),
        x=written(best[x], x_head, source.language),
        y=written(best[y], y_head, source.language),
    )


def of_shift(source: Source, table: Table) -> str:
    """What rose most and what fell most."""
    _, tn = source.voice.say, source.voice.count
    at, _head = _place(table, "risen")
    rows = [row for row in table.rows if _number(row[at])]
    if not rows:
        return _("Nothing changed its place.")
    up = max(rows, key=lambda row: _number(row[at]) or 0)
    down = min(rows, key=lambda row: _number(row[at]) or 0)
    said = []
    for row in (up, down) if up != down else (up,):
        n = int(_number(row[at]) or 0)
        moved = (
            tn("{n} place up", "{n} places up", n)
            if n > 0
            else tn("{n} place down", "{n} places down", -n)
        )
        said.append(f"{_what(table, row)}: {moved}.")
    return " ".join(said)


def _place(table: Table, column: str) -> tuple[int, Column]:
    return next((n, each) for n, each in enumerate(table.columns) if each.id == column)


def _what(table: Table, row: Row) -> str:
    at, _head = _place(table, "what")
    cell = row[at]
    return plain(cell) if isinstance(cell, tuple) else ""


def _number(cell: Cell) -> float | None:
    return cell if isinstance(cell, int | float) else None
