"""The list of actions: who does what, by when, and what it came from."""

from collections.abc import Mapping
from typing import Any

from appliance.conference.actions import lists_of_actions, told
from appliance.report.value import Cell, Column, Holds, Line, Part, Table, Tone

from .chapter import Chapter, Source, anchor, joined, said, shown

Row = Mapping[str, Any]


def actions(source: Source) -> Chapter:
    """The chapter: a table for every step in which actions were agreed."""
    _ = source.voice.say
    lists = [(told(source.room, step), n) for n, step in _lists(source)]
    pieces = [shown(_table(source, each, n)) for each, n in lists]
    found = joined(pieces)
    own = source.passage("actions")
    if not (found.blocks or own):
        return Chapter()
    unnamed = _("This report has no names. Who does what stands in the full report.")
    note = (said(unnamed, Tone.NOTE),) if source.is_public and found.blocks else ()
    blocks = (*own, *found.blocks, *note)
    return Chapter((Part("actions", source.line(_("Actions")), blocks),), found.tables)


def agreed(source: Source) -> list[Row]:
    """Every action that the report is about, as it is read: by day within its step."""
    lists = [told(source.room, step) for _n, step in _lists(source)]
    return [row for each in lists for row in each["actions"] if _is_about(source, row)]


def by_when(source: Source, row: Row) -> Line:
    """The day that was named, as it is written here; else the words in which it was said."""
    if row["due"]:
        return source.line(source.voice.speech.day(source.language, row["due"]))
    return source.peoples(row["by_when"])


def _lists(source: Source) -> list[tuple[int, Any]]:
    return list(enumerate(lists_of_actions(source.room), 1))


def _is_about(source: Source, row: Row) -> bool:
    """Whether an action belongs to the report's theme: by the table that wrote it down, or by what
    it came from; what belongs to no theme belongs to all."""
    table = source.room.tables.get(row["table"])
    return source.is_about(_theme_of(source, row["source"]) or (table.theme if table else ""))


def _theme_of(source: Source, id: str) -> str:
    bucket, entry = source.room.buckets.get(id), source.room.entries.get(id)
    if bucket is not None:
        return bucket.theme
    return entry.theme if entry is not None else ""


def _table(source: Source, each: Mapping[str, Any], n: int) -> Table:
    _ = source.voice.say
    who = () if source.is_public else (Column("who", _("Who")),)
    return Table(
        id=f"actions-{anchor(each['activity'])}",
        caption=source.title(each["title"]),
        columns=(
            Column("what", _("What")),
            *who,
            Column("by_when", _("By when")),
            Column("table", _("Table")),
            Column("source", _("Where it came from")),
            Column("id", _("Number"), Holds.ID),
        ),
        rows=tuple(_row(source, row) for row in each["actions"] if _is_about(source, row)),
        sheet=_("Actions") if n == 1 else f"{_('Actions')} {n}",
    )


def _row(source: Source, row: Row) -> tuple[Cell, ...]:
    return (
        source.peoples(row["what"]),
        *(() if source.is_public else (source.peoples(row["who"]),)),
        by_when(source, row),
        source.line(row["table"]),
        source.organisers(row.get("source_text", "")),
        source.line(row["id"]),
    )
