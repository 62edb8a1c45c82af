"""How votes are spread over a scale, and what divides the room."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from appliance.conference.activities import ACTIVITIES
from appliance.conference.vote_columns import criteria_of
from appliance.report.figures import number
from appliance.report.value import Chart, Column, Holds, Shape, Table

from .chapter import Piece, Source, anchor, heading, joined, said, shown
from .drawn import DRAWN_MOST, of_parts
from .outcomes import Voted

STEPS_MOST: Final = 21
"""A scale with more steps is told by its averages: a table of so many columns fits on no page."""

COLOURS_MOST: Final = 11
"""More parts of one bar cannot be told from each other."""


def spread(source: Source, one: Voted) -> Piece:
    """Per criterion, how often each value was given to each item."""
    if not one.ballots:
        return Piece()
    names = dict.fromkeys(id for row in one.rows for id in criteria_of(row))
    return joined(_spread(source, one, id) for id in names)


def _spread(source: Source, one: Voted, criterion: str) -> Piece:
    _ = source.voice.say
    told = [(row, dict(_distribution(row, criterion))) for row in one.rows]
    values = sorted({value for _row, given in told for value in given})
    if not 1 < len(values) <= STEPS_MOST:
        return Piece()
    title = _title(source, one, criterion)
    caption = _("How often each answer was given")
    table = Table(
        id=f"vote-{anchor(one.activity.id)}.spread.{anchor(criterion)}",
        caption=f"{caption}: {title}" if title else caption,
        columns=(
            Column("what", _("What")),
            *(
                Column(f"v{n}", number(value, Holds.NUMBER, source.language), Holds.COUNT)
                for n, value in enumerate(values)
            ),
        ),
        rows=tuple(
            (source.organisers(row["text"]), *(given.get(value) for value in values))
            for row, given in told
        ),
    )
    return shown(table, *_chart(source, table))


def _chart(source: Source, table: Table) -> Iterator[Chart]:
    columns = tuple(column.id for column in table.columns[1:])
    if len(columns) <= COLOURS_MOST and len(table.rows) <= DRAWN_MOST:
        yield Chart(
            id=f"{table.id}.chart",
            table=table.id,
            shape=Shape.STACK,
            columns=columns,
            caption=table.caption,
            alt=of_parts(source, table, columns),
        )


def _distribution(row: Mapping[str, Any], criterion: str) -> Iterator[tuple[float, int]]:
    yield from criteria_of(row).get(criterion, {}).get("distribution", ())


def _title(source: Source, one: Voted, criterion: str) -> str:
    for each in one.activity.settings.get("criteria", ()):
        if each.get("id") == criterion:
            return source.title(each.get("title", ""))
    return ""


def split_on(source: Source, one: Voted, theme: str | None = None) -> Piece:
    """In one sentence what divides the room, of one theme or of all."""
    _ = source.voice.say
    rows = {row["id"]: row for row in one.rows if theme is None or row["theme"] == theme}
    ids = (one.told or {}).get("divided", ()) if one.ballots > 1 else ()
    names = [f"“{source.title(rows[id]['text'])}”" for id in ids if id in rows]
    if not names:
        return Piece()
    text = _("On these people think very differently: {items}.", items=source.voice.listed(names))
    return Piece((said(text),))


def divided(source: Source, one: Voted) -> Piece:
    """What people think very differently about, most first."""
    _ = source.voice.say
    told = one.told or {}
    if "divided" not in told or one.ballots < 2:
        return Piece()
    rows = {row["id"]: row for row in one.rows}
    found = [rows[id] for id in told["divided"] if id in rows]
    head = heading(source.line(_("What divides the room")))
    if not found:
        return Piece((head, said(_("The room is not divided on any of these."))))
    table = Table(
        id=f"vote-{anchor(one.activity.id)}.divided",
        caption=_("What divides the room in “{title}”", title=source.title(one.activity.title)),
        columns=(
            Column("what", _("What")),
            Column("dissent", _("Division"), Holds.SHARE),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(
            (source.organisers(row["text"]), row["dissent"], source.line(row["id"]))
            for row in found
        ),
        note=_(
            "0% is when all say the same, 100% when one half says the lowest and the other half "
            "the highest. From {n}% on we call the room divided.",
            n=int(ACTIVITIES[one.activity.kind].setting(one.activity, "divided_from")),
        ),
    )
    talk = said(_("People think very differently about this. Talk about it before you decide."))
    return joined((Piece((head, talk)), shown(table)))
