"""What changed between a vote and the one that it repeats."""

from appliance.report.value import Chart, Column, Holds, Shape, Table

from .chapter import Piece, Source, anchor, shown
from .drawn import DRAWN_MOST, of_shift
from .outcomes import Voted


def shift(source: Source, one: Voted) -> Piece:
    """The places before and now; nothing where the earlier vote was not shown, or there is none."""
    _ = source.voice.say
    found = (one.told or {}).get("shift")
    earlier = source.step(one.activity.repeats)
    if not found or earlier is None:
        return Piece()
    table = Table(
        id=f"vote-{anchor(one.activity.id)}.shift",
        caption=_("What changed since “{title}”", title=source.title(earlier.title)),
        columns=(
            Column("what", _("What")),
            Column("before", _("Place before"), Holds.COUNT),
            Column("rank", _("Place"), Holds.COUNT),
            Column("risen", _("Risen or fallen"), Holds.COUNT),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(
            (
                source.organisers(row["text"]),
                row["before"],
                row["rank"],
                row["risen"],
                source.line(row["id"]),
            )
            for row in found["items"]
            if source.is_about(_theme(one, row["id"]))
        ),
        note=_("Below 0 is fallen. – is where there was no place before, or is none now."),
    )
    return shown(table, *_chart(source, table))


def _theme(one: Voted, id: str) -> str:
    return next((item.theme for item in one.activity.items or () if item.id == id), "")


def _chart(source: Source, table: Table) -> list[Chart]:
    is_whole = any(row[1] is not None and row[2] is not None for row in table.rows)
    if not is_whole or len(table.rows) > DRAWN_MOST:
        return []
    return [
        Chart(
            id=f"{table.id}.chart",
            table=table.id,
            shape=Shape.SHIFT,
            columns=("before", "rank"),
            caption=table.caption,
            alt=of_shift(source, table),
        )
    ]
