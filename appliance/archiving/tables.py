"""What an archive says in CSV: one table per thing, for a spreadsheet and for programs.

The heads are fixed names in English, so that a program finds them in every archive; times are in
UTC, so that they are the same wherever the table is made. Texts by the organiser are in the first
language of the conference. The sheets of a report (report.contents) say much the same to people
instead: in their language, typed, and with a column per item; what both tell is counted, chosen and
withheld by the rules, once for both.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from appliance.conference.actions import lists_of_actions
from appliance.conference.actions import told as actions_told
from appliance.conference.outcomes import may_be_listed
from appliance.conference.records import Text, say
from appliance.conference.room import Room
from appliance.conference.tally.results import Results
from appliance.conference.tally.survey import Count, Figures, in_order
from appliance.conference.tally.survey_parts import part_results
from appliance.conference.vote_columns import columns, names, said
from appliance.sheets.harmless import harmless
from appliance.web.results import BOM, FLAGS

from .documents import voted

CONTRIBUTIONS: Final = "csv/contributions.csv"

Row = list[str]


def tables(room: Room, found: Results) -> Mapping[str, bytes]:
    """The files by path; a table in which nothing would stand is left out."""
    speak = _Speaking(found.conference.languages)
    told = {
        CONTRIBUTIONS: _contributions(room, found, speak),
        "csv/summaries.csv": _summaries(room, speak),
        "csv/votes.csv": _votes(room, speak),
        "csv/ballots.csv": _ballots(room, speak),
        "csv/actions.csv": _actions(room, speak),
        "csv/survey.csv": _figures(room, speak),
        "csv/survey-answers.csv": _answers(room, speak),
    }
    listed = {path: list(rows) for path, rows in told.items()}
    return {
        path: _written(rows)
        for path, rows in listed.items()
        if len(rows) > 1 or path == CONTRIBUTIONS
    }


def lines_in(table: bytes) -> int:
    """How many lines stand under the head of such a table. Raises UnicodeError, csv.Error."""
    return max(0, sum(1 for _ in csv.reader(io.StringIO(table.decode("utf-8-sig")))) - 1)


class _Speaking:
    """Says the organiser's texts in the first language of the conference."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages

    def __call__(self, text: Text) -> str:
        return say(text, self._languages[0] if self._languages else "", self._languages)


def _contributions(room: Room, found: Results, speak: _Speaking) -> Iterator[Row]:
    yield [
        *("id", "theme", "step", "question", "question_text", "table", "text", "name", "parent"),
        *("relation", "origin", *(flag.removeprefix("is_") for flag in FLAGS), "time_utc"),
    ]
    for theme in found.themes:
        for question in theme.questions:
            asked = question.question
            for there in question.tables:
                for entry in there.entries:
                    yield [
                        *(entry.id, theme.theme.id, question.activity.id, asked.id),
                        *(speak(asked.text), there.table.id, entry.text, entry.name),
                        *(entry.parent or "", entry.relation or "", entry.origin.value),
                        *(_yes(getattr(entry, flag)) for flag in FLAGS),
                        _time(room.right_minute(entry)),
                    ]


def _summaries(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["step", "title", "question", "table", "place", "point", "agreed"]
    for one in sorted(room.summaries.values(), key=lambda summary: (summary.seq, summary.id)):
        step = room.activities.get(one.activity)
        title = speak(step.title) if step else ""
        for place, point in enumerate(one.points, 1):
            if point:
                place_of = (one.activity, title, one.question, one.table, str(place))
                yield [*place_of, point, _yes(one.is_agreed)]


def _votes(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["vote", "title", "kind", "place", "item", "text", "criterion", "figure", "value"]
    for one in voted(room):
        of = (one.activity.id, speak(one.activity.title), one.activity.kind)
        for row in (one.told or {"items": ()})["items"]:
            item = (str(row["rank"] or ""), row["id"], speak(row["text"]))
            for column in columns(one.activity, [row]):
                value = column.of(row)
                if value is not None:
                    yield [*of, *item, column.criterion, column.name, f"{round(value, 6):.15g}"]


def _ballots(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["vote", "check_code", "item", "text", "criterion", "value"]
    for one in voted(room):
        called = names(one.activity)
        for ballot in may_be_listed(room, one.activity):
            for says in said(ballot):
                text = speak(called.get(says.what, ""))
                yield [
                    *(one.activity.id, ballot.receipt, says.what, text, says.sub),
                    _plain(says.value),
                ]


def _actions(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["step", "id", "what", "who", "by_when", "due", "table", "source_text"]
    for step in lists_of_actions(room):
        for row in actions_told(room, step)["actions"]:
            told = (row["what"], row["who"], row["by_when"], row["due"], row["table"])
            yield [step.id, row["id"], *told, speak(row.get("source_text", ""))]


def _figures(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["question", "text", "row", "row_text", "answer", "answer_text", "n", "of", "percent"]
    for figures in _surveyed(room):
        asked = (figures.question.id, speak(figures.question.text))
        for row in figures.rows:
            for count in row.options:
                yield [*asked, row.id, speak(row.text), *_counted(count, speak)]
        for count in figures.options:
            yield [*asked, "", "", *_counted(count, speak)]
        if figures.is_few or not (figures.rows or figures.options):
            n = "" if figures.is_few else str(figures.n)
            yield [*asked, "", "", "", "", n, "", ""]


def _answers(room: Room, speak: _Speaking) -> Iterator[Row]:
    yield ["question", "text", "answer"]
    for figures in _surveyed(room):
        asked = (figures.question.id, speak(figures.question.text))
        yield from ([*asked, text] for text in in_order(figures))


def _surveyed(room: Room) -> Iterator[Figures]:
    found = (part_results(room, survey) for survey in room.surveys.values())
    yield from (figures for each in found if each is not None for figures in each.questions)


def _counted(count: Count, speak: _Speaking) -> Row:
    return [count.id, speak(count.text), str(count.n), str(count.of), str(count.percent)]


def _plain(value: Any) -> str:
    if value is None:
        return "no_opinion"
    return _yes(value) if isinstance(value, bool) else str(value)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else ""


def _time(minute: int) -> str:
    return f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%MZ}"


def _written(rows: Iterable[Row]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode()
