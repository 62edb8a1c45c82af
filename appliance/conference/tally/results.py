"""The results of a conference: theme, question, table, entries, with their counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from appliance.conference.clocks import at_its_minute
from appliance.conference.records import (
    Activity,
    Conference,
    Entry,
    Question,
    Relation,
    State,
    Summary,
    Table,
    Theme,
)
from appliance.conference.room import Room
from appliance.conference.sharing import is_put_to
from appliance.conference.text import is_empty
from appliance.conference.topics import questions_of

from .attendance import Attendance, attendance
from .contributors import contributors_by_table, is_counted, is_read
from .discussion import DiscussionResults, discussions
from .privacy import ALL, K, roll_up
from .threads import Thread, threads


@dataclass(frozen=True, slots=True)
class TableResults:
    """What one table wrote on one question.

    `entries` holds all of it in order, also comments and what is hidden; `threads` is what is read
    here and `parked` what stands in the parking lot instead. `count` counts both.
    """

    table: Table
    entries: tuple[Entry, ...]
    count: int
    threads: tuple[Thread, ...] = ()
    parked: tuple[Thread, ...] = ()
    summary: Summary | None = None


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
class Parked:
    """Something in the parking lot, and where it came from."""

    theme: Theme
    question: Question
    thread: Thread


@dataclass(frozen=True, slots=True)
class StepResults:
    """How many took part in a step, per group of tables ("3", "1+4") and under "all".

    Groups of fewer than k people are counted together (see `privacy.roll_up`).
    """

    activity: Activity
    count: int
    comments: int
    took_part: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind; hidden ones are counted nowhere else."""

    comments: int
    highlighted: int
    parked: int
    late: int
    on_behalf: int
    hidden: int
    summaries: int
    agreed: int
    """Summaries to which the chair said that they are right."""


@dataclass(frozen=True, slots=True)
class Results:
    """All that the room wrote. `count` counts contributions; `people` who sat or wrote.

    What only the numbers kept at sealing still tell of who wrote is counted as at least so many.
    `tables` are in use; `tables_heard` and `themes_heard` have at least one contribution.
    """

    conference: Conference
    themes: tuple[ThemeResults, ...]
    count: int
    people: int
    tables: int
    tables_heard: int
    themes_heard: int
    counts: Counts
    steps: tuple[StepResults, ...]
    parking_lot: tuple[Parked, ...]
    answered: Mapping[str, Entry]
    """What is answered from another table, by id: it stands elsewhere in the results."""
    discussions: tuple[DiscussionResults, ...]
    attended: Attendance
    minute: int
    """When it was so, in minutes since 1970 (UTC)."""
    is_under_way: bool


def results(room: Room, k: int = K) -> Results | None:
    """The results so far, or None on a box without a conference.

    Withdrawn entries are gone; hidden, parked and late ones are there, marked as such, and only
    what `is_counted` counts. Of fewer than `k` people (5 or more) nothing is counted apart.
    """
    if room.conference is None:
        return None
    themes = tuple(
        _theme(room, theme) for theme in sorted(room.themes.values(), key=lambda t: t.number)
    )
    tables = [there for theme in themes for there in _tables(theme)]
    activities = room.activities.values()
    return Results(
        conference=room.conference,
        themes=themes,
        count=sum(theme.count for theme in themes),
        people=_people(room),
        tables=_tables_that_took_part(room),
        tables_heard=len({there.table.id for there in tables if there.count}),
        themes_heard=sum(theme.count > 0 for theme in themes),
        counts=_counts(tables),
        steps=tuple(_steps(room, k)),
        parking_lot=tuple(_parking_lot(themes)),
        answered=_answered(room, tables),
        discussions=discussions(room),
        attended=attendance(room),
        minute=room.minute,
        is_under_way=any(one.state in (State.OPEN, State.PAUSED) for one in activities),
    )


def _tables_that_took_part(room: Room) -> int:
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
        for question in questions_of(activity)
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
    if not any(table.entries or table.summary for table in tables):
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
    there = tuple(at_its_minute(room, entry) for entry in entries if not entry.is_withdrawn)
    found = threads(entry for entry in there if not entry.is_hidden)
    return TableResults(
        table=table,
        entries=there,
        count=sum(is_counted(entry) for entry in there),
        threads=tuple(thread for thread in found if not thread.entry.is_parked),
        parked=tuple(thread for thread in found if thread.entry.is_parked),
        summary=_summary(room, activity, question, table),
    )


def _summary(room: Room, activity: Activity, question: Question, table: Table) -> Summary | None:
    found = room.summaries.get(f"{activity.id}.{question.id}.{table.id}")
    return found if found and not all(is_empty(point) for point in found.points) else None


def _tables(theme: ThemeResults) -> Iterator[TableResults]:
    return chain.from_iterable(question.tables for question in theme.questions)


def _counts(tables: Sequence[TableResults]) -> Counts:
    entries = [entry for there in tables for entry in there.entries]
    shown = [entry for entry in entries if not entry.is_hidden]
    summaries = [there.summary for there in tables if there.summary]
    return Counts(
        comments=_comments(entries),
        highlighted=sum(entry.is_highlighted for entry in shown),
        parked=sum(len(there.parked) for there in tables),
        late=sum(entry.is_late for entry in shown),
        on_behalf=sum(entry.is_on_behalf for entry in shown),
        hidden=len(entries) - len(shown),
        summaries=len(summaries),
        agreed=sum(summary.is_agreed for summary in summaries),
    )


def _comments(entries: Iterable[Entry]) -> int:
    return sum(is_read(e) and e.relation is Relation.COMMENT for e in entries)


def _steps(room: Room, k: int) -> Iterator[StepResults]:
    for activity in room.programme():
        entries = room.entries_of(activity.id)
        if entries:
            count = sum(is_counted(entry) for entry in entries)
            took_part = _took_part(activity, entries, k)
            yield StepResults(activity, count, _comments(entries), took_part)


def _took_part(activity: Activity, entries: Sequence[Entry], k: int) -> Mapping[str, int]:
    if activity.state is State.SEALED:
        found = _kept(activity.contributed or {}, k)
    else:
        found = roll_up(contributors_by_table(entries), k)
    return dict(sorted(found.items(), key=lambda group: _first_table(group[0])))


def _kept(contributed: Mapping[str, int], k: int) -> Mapping[str, int]:
    """What was kept at sealing, in groups of `k` where that is more than was asked then."""
    if k <= K:
        return contributed
    return roll_up({group: n for group, n in contributed.items() if group != ALL}, k)


def _first_table(group: str) -> float:
    first = group.partition("+")[0]
    return float("inf") if first == ALL else float(first)


def _parking_lot(themes: Sequence[ThemeResults]) -> Iterator[Parked]:
    for theme in themes:
        for question in theme.questions:
            for there in question.tables:
                yield from (
                    Parked(theme.theme, question.question, thread) for thread in there.parked
                )


def _answered(room: Room, tables: Sequence[TableResults]) -> Mapping[str, Entry]:
    roots = (thread.entry for there in tables for thread in (*there.threads, *there.parked))
    parents = (room.entries.get(entry.parent) for entry in roots if entry.parent is not None)
    return {
        parent.id: at_its_minute(room, parent)
        for parent in parents
        if parent is not None and not (parent.is_withdrawn or parent.is_hidden)
    }
