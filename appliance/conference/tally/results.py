"""The results of a conference: theme, question, table, entries, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.conference.records import Activity, Conference, Entry, Question, Table, Theme
from appliance.conference.room import Room
from appliance.conference.sharing import is_put_to

from .contributors import is_counted
from .privacy import ALL


@dataclass(frozen=True, slots=True)
class TableResults:
    """What one table wrote on one question, in order; `entries` also holds comments."""

    table: Table
    entries: tuple[Entry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class QuestionResults:
    """What the tables of one theme wrote on one question."""

    activity: Activity
    question: Question
    tables: tuple[TableResults, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ThemeResults:
    """One chapter of the results."""

    theme: Theme
    questions: tuple[QuestionResults, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that the room wrote. `count` counts contributions; `people` who sat or wrote.

    What only the numbers kept at sealing still tell of who wrote is counted as at least so many.
    """

    conference: Conference
    themes: tuple[ThemeResults, ...]
    count: int
    people: int
    tables: int


def results(room: Room) -> Results | None:
    """The results so far, or None on a box without a conference.

    Withdrawn entries are gone; hidden, parked and late ones are there, marked as such, and only
    what `is_counted` counts.
    """
    if room.conference is None:
        return None
    themes = tuple(
        _theme(room, theme) for theme in sorted(room.themes.values(), key=lambda t: t.number)
    )
    return Results(
        conference=room.conference,
        themes=themes,
        count=sum(theme.count for theme in themes),
        people=_people(room),
        tables=_tables(room),
    )


def _tables(room: Room) -> int:
    """How many tables took part: those in use, and those that wrote before they were put away."""
    wrote = {entry.table for entry in room.entries.values() if not entry.is_withdrawn}
    return len(wrote | {table.id for table in room.tables.values() if table.is_in_use})


def _people(room: Room) -> int:
    wrote = {entry.owner for entry in room.entries.values() if entry.owner is not None}
    sealed = (a.contributed.get(ALL, 0) for a in room.activities.values() if a.contributed)
    return max(len(wrote | room.people.keys()), *sealed, 0)


def _theme(room: Room, theme: Theme) -> ThemeResults:
    found = (
        _question(room, theme, activity, question)
        for activity in room.programme()
        for question in activity.questions
        if is_put_to(question, theme.id)
    )
    questions = tuple(question for question in found if question is not None)
    return ThemeResults(theme, questions, sum(question.count for question in questions))


def _question(
    room: Room, theme: Theme, activity: Activity, question: Question
) -> QuestionResults | None:
    tables = tuple(
        _table(room, activity, question, table)
        for table in sorted(room.tables.values(), key=lambda t: t.number)
        if _chapter(room, activity, question, table) == theme.id
    )
    if not any(table.entries for table in tables):
        return None
    return QuestionResults(activity, question, tables, sum(table.count for table in tables))


def _chapter(room: Room, activity: Activity, question: Question, table: Table) -> str | None:
    """The theme under which a table's entries stand: its own, where that is asked the question.

    Elsewhere people may still have reacted; that stands under the first theme that is asked.
    """
    if is_put_to(question, table.theme):
        return table.theme
    has_reacted = room.is_used((activity.id, question.id, table.id))
    return question.themes[0] if has_reacted else None


def _table(room: Room, activity: Activity, question: Question, table: Table) -> TableResults:
    entries: Sequence[Entry] = room.cell((activity.id, question.id, table.id))
    there = tuple(entry for entry in entries if not entry.is_withdrawn)
    return TableResults(table, there, sum(is_counted(entry) for entry in there))
