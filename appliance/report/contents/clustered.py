"""What was written to a question, in the groups in which it was put."""

from collections.abc import Sequence

from appliance.conference.groups import input_of
from appliance.conference.records import Activity, Entry, Theme
from appliance.conference.tally.grouping import Grouped
from appliance.conference.tally.results import QuestionResults
from appliance.report.value import (
    Block,
    Chart,
    Column,
    Holds,
    Paragraph,
    Points,
    Shape,
    Table,
    Tone,
)

from .chapter import Piece, Source, anchor, heading, joined, shown
from .drawn import DRAWN_MOST, of_most
from .order import in_order


def clustered(source: Source, theme: Theme, asked: QuestionResults, base: str) -> Piece:
    """The groups of a question at the tables of a theme, with their members."""
    return joined(
        _piece(source, step, found, f"{base}.{anchor(step.id)}")
        for step, told in source.sorted
        if asked.activity.id in (input_of(step), step.id)
        and (found := told.get((asked.question.id, theme.id))) is not None
        and found.groups
    )


def _piece(source: Source, step: Activity, found: Grouped, id: str) -> Piece:
    table = _table(source, step, found, id)
    members: list[Block] = []
    for bucket, entries in found.groups:
        members.append(heading(source.peoples(bucket.title)))
        members.append(_members(source, entries))
    return joined((shown(table, *_chart(source, table)), Piece(tuple(members))))


def _members(source: Source, entries: Sequence[Entry]) -> Block:
    """What was put together: in its words, or by number where these stand at the tables only."""
    ordered = in_order(entries)
    if source.is_large and source.has_appendix:
        return Paragraph(source.line(", ".join(entry.id for entry in ordered)), Tone.NOTE)
    return Points(tuple(source.peoples(entry.text) for entry in ordered))


def _table(source: Source, step: Activity, found: Grouped, id: str) -> Table:
    _, tn = source.voice.say, source.voice.count
    by_size = sorted(found.groups, key=lambda group: -len(group[1]))
    left = len(found.left)
    return Table(
        id=id,
        caption=_("Groups made in “{title}”", title=source.title(step.title)),
        columns=(
            Column("what", _("Group")),
            Column("contributions", _("Contributions"), Holds.COUNT),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(
            (source.peoples(bucket.title), len(entries), source.line(bucket.id))
            for bucket, entries in by_size
        ),
        note=tn(
            "{n} contribution stands in no group.", "{n} contributions stand in no group.", left
        )
        if left
        else "",
    )


def _chart(source: Source, table: Table) -> list[Chart]:
    if len(table.rows) > DRAWN_MOST:
        return []
    alt = of_most(source, table, "contributions")
    columns = ("contributions",)
    return [Chart(f"{table.id}.chart", table.id, Shape.BARS, columns, table.caption, alt)]
