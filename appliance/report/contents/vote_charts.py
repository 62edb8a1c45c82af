"""What a vote came to, drawn."""

from typing import Final

from appliance.conference.activities.criteria import criteria_of
from appliance.report.value import Chart, Shape, Table

from .chapter import Source, anchor
from .drawn import DRAWN_MOST, across, of_most
from .outcomes import Voted

_BARS: Final = ("dots", "score", "points", "won", "unbeaten", "share", "mean")
"""The first of these that a vote has is drawn."""


def charts(source: Source, one: Voted, table: Table) -> list[Chart]:
    """The figure that decides as bars; where there are two criteria, each item between them."""
    _ = source.voice.say
    if not one.ballots or len(table.rows) > DRAWN_MOST:
        return []
    ids = {column.id: column for column in table.columns}
    found = []
    means = [id for id in ids if id.endswith(".mean")]
    drawn = next((id for id in _BARS if id in ids), means[0] if means else "")
    if drawn:
        name = ids[drawn].title
        found.append(
            Chart(
                id=f"{table.id}.chart",
                table=table.id,
                shape=Shape.BARS,
                columns=(drawn,),
                caption=f"{table.caption}: {name}",
                alt=of_most(source, table, drawn),
                most=1.0 if drawn in ("score", "share") else None,
            )
        )
    if len(means) == 2:
        titles = [source.title(_title(one, id)) for id in means]
        found.append(
            Chart(
                id=f"{table.id}.crossed",
                table=table.id,
                shape=Shape.SCATTER,
                columns=(means[0], means[1]),
                caption=_("{first} and {second} side by side", first=titles[0], second=titles[1]),
                alt=across(source, table, (means[0], means[1]), (titles[0], titles[1])),
                most=_highest(one),
            )
        )
    return found


def _title(one: Voted, column: str) -> str:
    id = column.removesuffix(".mean")
    told = {
        anchor(str(each.get("id", ""))): each.get("title", "")
        for each in one.activity.settings.get("criteria", ())
    }
    title: str = told.get(id, id)
    return title


def _highest(one: Voted) -> float | None:
    ends = {criterion.scale.high for criterion in criteria_of(one.activity)}
    return ends.pop() if len(ends) == 1 else None
