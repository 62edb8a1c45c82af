"""What the tables wrote to a question, in reading order, with the chair's points."""

from collections.abc import Iterator

from appliance.conference.harvest import harvests
from appliance.conference.records import STANCES, Relation, Theme
from appliance.conference.tally.discussion import talk
from appliance.conference.tally.results import QuestionResults, TableResults
from appliance.conference.tally.threads import Thread
from appliance.conference.text import is_empty
from appliance.conference.topics import is_discussion
from appliance.report.value import Block, Figure, Figures, Part, Points, Tone

from .chapter import Source, anchor, heading, said
from .marks import quotes
from .order import in_threads
from .places import table_name


def tables(source: Source, asked: QuestionResults, base: str) -> tuple[Part, ...]:
    """A part for every table that wrote something, or whose chair did."""
    return tuple(
        Part(
            f"{base}.table-{anchor(there.table.id)}",
            source.line(table_name(source.voice, there.table.id)),
            tuple(_blocks(source, asked, there)),
        )
        for there in asked.tables
        if there.threads or there.summary
    )


def talked(source: Source, asked: QuestionResults, base: str) -> tuple[Block, ...]:
    """How many are for and against, and ask something, where the question is a topic."""
    if not is_discussion(asked.activity):
        return ()
    _ = source.voice.say
    tables = [there.table for there in asked.tables]
    found = talk(source.room, asked.activity, asked.question.id, tables)
    items = (
        Figure(_("For"), found.in_favour),
        Figure(_("Against"), found.against),
        Figure(_("Questions"), found.questions),
        Figure(_("Without an answer"), found.open_questions),
    )
    return (Figures(items, f"{base}.talk"),)


def harvested(source: Source, theme: Theme, base: str) -> Part | None:
    """The points that the tables of a theme brought to the whole room."""
    _ = source.voice.say
    blocks: list[Block] = []
    for one in harvests(source.room):
        for row in one["tables"]:
            if row["theme"] == theme.id and row["points"]:
                blocks.append(heading(source.line(table_name(source.voice, row["table"]))))
                blocks += _points(source, row["points"], is_agreed=row["is_agreed"])
    if not blocks:
        return None
    return Part(
        f"{base}.harvest", source.line(_("The points that every table brought")), (*blocks,)
    )


def _blocks(source: Source, asked: QuestionResults, there: TableResults) -> Iterator[Block]:
    _ = source.voice.say
    if there.summary is not None:
        yield heading(source.line(_("Summary by the chair")))
        yield from _points(source, there.summary.points, is_agreed=there.summary.is_agreed)
        if there.threads:
            yield heading(source.line(_("What was written")))
    for thread in _threads(asked, there):
        yield from quotes(source, thread)


def _points(source: Source, points: tuple[str, ...], *, is_agreed: bool) -> Iterator[Block]:
    _ = source.voice.say
    yield Points(tuple(source.peoples(p) for p in points if not is_empty(p)), is_numbered=True)
    if is_agreed:
        yield said(_("The chair says: this is right."), Tone.NOTE)


def _threads(asked: QuestionResults, there: TableResults) -> list[Thread]:
    """As it is read; what is said on a topic by where it stands to it."""
    shown = in_threads(entry for entry in there.entries if not entry.is_hidden)
    found = [thread for thread in shown if not thread.entry.is_parked]
    if not is_discussion(asked.activity):
        return found
    place = {stance: n for n, stance in enumerate(STANCES)}
    return sorted(found, key=lambda one: _place(place, one))


def _place(place: dict[Relation, int], thread: Thread) -> int:
    relation = thread.entry.relation
    return place.get(relation, len(place)) if relation else len(place)
