"""Every contribution with its number: as a sheet with all that is known, and short."""

from collections.abc import Iterator
from dataclasses import dataclass

from appliance.conference.clocks import at_its_minute
from appliance.conference.records import Activity, Entry, Question, Theme
from appliance.report.value import Cell, Column, Holds, Line, Table

from .chapter import Source
from .marks import origin, stance
from .order import in_order
from .places import sortable

_FLAGS = ("is_highlighted", "is_parked", "is_hidden", "is_late", "is_on_behalf", "is_edited")


@dataclass(frozen=True, slots=True)
class Registered:
    """A contribution with where it stands; `question` is None for what was made by merging."""

    entry: Entry
    theme: Theme | None
    step: Activity
    question: Question | None


def registered(source: Source) -> list[Registered]:
    """All of them in the order of the results, then what was made of several."""
    found = [
        Registered(entry, chapter.theme, asked.activity, asked.question)
        for chapter in source.themes
        for asked in chapter.questions
        for there in asked.tables
        for entry in in_order(there.entries)
    ]
    return [*found, *_merged(source)]


def into(source: Source) -> dict[str, str]:
    """In which contribution another was merged, by their ids."""
    return {id: one.entry.id for one in _merged(source) for id in one.entry.behind}


def contributions(source: Source, found: list[Registered]) -> Table:
    """The sheet: one line each."""
    _, merged = source.voice.say, into(source)
    return Table(
        id="contributions",
        caption=_("All contributions"),
        columns=(
            Column("id", _("Number"), Holds.ID),
            Column("theme", _("Theme")),
            Column("step", _("Step")),
            Column("question", _("Question")),
            Column("table", _("Table")),
            Column("text", _("Contribution")),
            Column("name", _("Name")),
            Column("parent", _("Reacts to"), Holds.ID),
            Column("stance", _("Stance")),
            Column("merged", _("Merged into"), Holds.ID),
            Column("origin", _("Source")),
            Column("highlighted", _("Highlighted")),
            Column("parked", _("Parked")),
            Column("hidden", _("Hidden")),
            Column("late", _("Late")),
            Column("on_behalf", _("Typed for someone else")),
            Column("changed", _("Changed")),
            Column("minute", _("Time")),
        ),
        rows=tuple(_row(source, one, merged) for one in found),
        sheet=_("Contributions"),
    )


def short(source: Source, found: list[Registered]) -> Table:
    """The same to read: its number, where, what (unless it was hidden), and what became of it.

    Where very much was written the texts stand at the tables only.
    """
    _, merged = source.voice.say, into(source)
    text = () if source.is_large else (Column("text", _("Contribution")),)
    return Table(
        id="register",
        caption=_("All contributions by number"),
        columns=(
            Column("id", _("Number"), Holds.ID),
            Column("table", _("Table")),
            *text,
            Column("became", _("What became of it")),
        ),
        rows=tuple(
            (
                source.line(one.entry.id),
                source.line(one.entry.table),
                *([() if one.entry.is_hidden else source.peoples(one.entry.text)] if text else []),
                source.line("; ".join(_became(source, one.entry, merged))),
            )
            for one in sorted(found, key=lambda one: one.entry.id)
        ),
    )


def _merged(source: Source) -> list[Registered]:
    """What was made of several contributions by merging, and still is."""
    room = source.room
    return [
        Registered(
            at_its_minute(room, entry),
            room.themes.get(entry.theme),
            room.activities[entry.activity],
            None,
        )
        for entry in in_order(room.entries.values())
        if entry.behind and not entry.is_withdrawn and source.is_about(entry.theme)
    ]


def _row(source: Source, one: Registered, merged: dict[str, str]) -> tuple[Cell, ...]:
    _, entry = source.voice.say, one.entry
    return (
        source.line(entry.id),
        source.organisers(one.theme.title) if one.theme else (),
        source.organisers(one.step.title),
        source.organisers(one.question.text) if one.question else (),
        source.line(entry.table),
        source.peoples(entry.text),
        source.peoples(source.name_of(entry)),
        source.line(entry.parent or ""),
        source.line(stance(source.voice, entry)),
        source.line(merged.get(entry.id, "")),
        source.line(origin(source.voice, entry)),
        *(_yes(source, getattr(entry, flag)) for flag in _FLAGS),
        source.line(sortable(entry.minute)),
    )


def _yes(source: Source, is_so: bool) -> Line:
    _ = source.voice.say
    return source.line(_("yes")) if is_so else ()


def _became(source: Source, entry: Entry, merged: dict[str, str]) -> Iterator[str]:
    _ = source.voice.say
    if entry.id in merged:
        yield _("merged into {id}", id=merged[entry.id])
    if entry.behind:
        yield _("made of {ids}", ids=source.voice.listed(sorted(entry.behind)))
    if entry.parent:
        yield _("answers {id}", id=entry.parent)
    if entry.is_hidden:
        yield _("hidden")
    if entry.is_late:
        yield _("late, not counted")
    if entry.is_parked:
        yield _("in the parking lot")
