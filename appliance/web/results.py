"""What the room wrote, by theme, question and table: as a page, as JSON and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, make_response

from appliance.conference.harvest import harvests
from appliance.conference.records import Entry, Relation, Role, Summary, Theme
from appliance.conference.refusal import Refused
from appliance.conference.tally.contributors import is_read
from appliance.conference.tally.discussion import DiscussionResults
from appliance.conference.tally.privacy import K
from appliance.conference.tally.results import QuestionResults, Results, ThemeResults, results
from appliance.sheets.harmless import harmless

from .acted import Acted, all_acted
from .afterwards import acts
from .desk import desk
from .page import plain_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page
from .speech import plainly as _
from .speech import say
from .stances import stance
from .voted import Voted, all_voted, column_name, figure
from .voted import document as vote_document
from .wire import as_json

pages = Blueprint("results", __name__)

BOM: Final = "\ufeff"
"""Without it, Excel takes UTF-8 for something else."""

FLAGS: Final = ("is_highlighted", "is_parked", "is_hidden", "is_late", "is_on_behalf", "is_edited")


@pages.get("/results")
def show() -> Response:
    """The results so far."""
    try:
        who = visitor(Role.FACILITATOR, Role.OBSERVER)
    except Denied as no:
        return sign_in_page(no)
    found, leads = _results(), who.actor.role is Role.FACILITATOR
    return plain_page(
        "results.html",
        results=found,
        votes=all_voted(),
        harvests=_harvests(),
        themes={theme.theme.id: theme.theme for theme in found.themes},
        acted=[one for one in all_acted() if one["actions"]],
        column_name=column_name,
        figure_of=figure,
        is_facilitator=leads,
        afterwards=acts() if leads else [],
        firsts=firsts(found),
        places=_places(found),
        origin=origin,
        stance=stance,
        smallest=K,
        has_survey=desk().parts.conductor.read(lambda room: bool(room.surveys)),
    )


@pages.get("/results.json")
def as_document() -> Response:
    """The results for a program."""
    visitor(Role.FACILITATOR, Role.OBSERVER)
    response = make_response(as_json(document(_results(), all_voted(), _harvests(), all_acted())))
    response.content_type = "application/json"
    return response


@pages.get("/results.csv")
def as_table() -> Response:
    """The results for a spreadsheet: one line per contribution, formulas made harmless."""
    visitor(Role.FACILITATOR, Role.OBSERVER)
    found = _results()
    response = make_response(comma_separated(_rows(found)))
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={found.conference.id}.csv"
    return response


def document(
    found: Results,
    votes: Sequence[Voted] = (),
    harvests: Sequence[Mapping[str, Any]] = (),
    acted: Sequence[Acted] = (),
) -> dict[str, Any]:
    """The results as plain JSON; what is false, None or empty is left out of a contribution."""
    conference = found.conference
    return {
        "conference": conference.id,
        "title": conference.title,
        "date": conference.date,
        "place": conference.place,
        "is_practice": conference.is_practice,
        "count": found.count,
        "people": found.people,
        "tables": found.tables,
        **({"attended": asdict(found.attended)} if found.attended.counted else {}),
        "themes": [_theme(theme) for theme in found.themes],
        **(
            {"discussions": talks} if (talks := [_discussion(d) for d in found.discussions]) else {}
        ),
        **({"votes": [vote_document(one) for one in votes]} if votes else {}),
        **({"harvests": list(harvests)} if harvests else {}),
        **({"actions": list(acted)} if acted else {}),
    }


def firsts(found: Results) -> dict[str, str]:
    """Where on the page the first of each kind stands that `Counts` counts, if there is one."""
    tables = [there for theme in found.themes for q in theme.questions for there in q.tables]
    threads = [thread for there in tables for thread in there.threads]
    threads += [parked.thread for parked in found.parking_lot]
    read = [e for t in threads for e in (t.entry, *(answer.entry for answer in t.answers))]
    summaries = [there.summary for there in tables if there.summary]
    first = {
        "comments": (e.id for e in read if e.relation is Relation.COMMENT and is_read(e)),
        "highlighted": (e.id for e in read if e.is_highlighted),
        "late": (e.id for e in read if e.is_late),
        "on_behalf": (e.id for e in read if e.is_on_behalf),
        "summaries": (place_of(summary) for summary in summaries),
        "agreed": (place_of(summary) for summary in summaries if summary.is_agreed),
    }
    return {name: id for name, ids in first.items() if (id := next(ids, None)) is not None}


def place_of(summary: Summary) -> str:
    """Where on the page this table's part of this question stands."""
    return f"{summary.activity}-{summary.question}-{summary.table}"


def _places(found: Results) -> dict[tuple[str, str], str]:
    """Where on the page a table's part of a step begins, by step and table."""
    places: dict[tuple[str, str], str] = {}
    for theme in found.themes:
        for asked in theme.questions:
            for there in asked.tables:
                if there.threads or there.parked or there.summary:
                    key = (asked.activity.id, there.table.id)
                    places.setdefault(key, f"{key[0]}-{asked.question.id}-{key[1]}")
    return places


def comma_separated(rows: Iterable[Iterable[str]]) -> str:
    """Rows as a spreadsheet opens them, with no cell that it would run as a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return BOM + written.getvalue()


def _results() -> Results:
    found = desk().parts.conductor.read(results)
    if found is None:
        raise Refused("no_conference")
    return found


def _harvests() -> list[dict[str, Any]]:
    return desk().parts.conductor.read(harvests)


def _theme(found: ThemeResults) -> dict[str, Any]:
    theme = found.theme
    questions = [_question(question) for question in found.questions]
    return {
        "id": theme.id,
        "number": theme.number,
        "title": theme.title,
        "count": found.count,
        "questions": questions,
    }


def _question(found: QuestionResults) -> dict[str, Any]:
    return {
        "activity": found.activity.id,
        "question": found.question.id,
        "text": found.question.text,
        "count": found.count,
        "tables": [
            {
                "table": there.table.id,
                "count": there.count,
                "entries": [_entry(entry) for entry in there.entries],
            }
            for there in found.tables
        ],
    }


def _discussion(found: DiscussionResults) -> dict[str, Any]:
    topics = [
        {"id": one.topic.id, "text": one.topic.text, **asdict(one.talk)} for one in found.topics
    ]
    return {"activity": found.activity.id, "title": found.activity.title, "topics": topics}


def _entry(entry: Entry) -> dict[str, Any]:
    members = ("id", "text", "name", "parent", "relation", "origin", *FLAGS, "minute")
    told = {name: getattr(entry, name) for name in members}
    return {name: value for name, value in told.items() if value}


def _rows(found: Results) -> Iterator[list[str]]:
    yield [
        *(_("Theme"), _("Step"), _("Question"), _("Table"), _("Contribution"), _("Name")),
        *(
            _("Reacts to"),
            _("Stance"),
            _("Source"),
            _("Highlighted"),
            _("Parked"),
            _("Hidden"),
            _("Late"),
        ),
        *(_("Typed for someone else"), _("Changed"), _("Time"), _("Number")),
    ]
    for theme, question, there, entry in _lines(found):
        yield [
            *(say(theme.title), say(question.activity.title), say(question.question.text)),
            *(there, entry.text, entry.name, entry.parent or "", stance(entry), origin(entry)),
            *(_("yes") if getattr(entry, flag) else "" for flag in FLAGS),
            *(sortable(entry.minute), entry.id),
        ]


def _lines(found: Results) -> Iterator[tuple[Theme, QuestionResults, str, Entry]]:
    return (
        (theme.theme, question, there.table.id, entry)
        for theme in found.themes
        for question in theme.questions
        for there in question.tables
        for entry in there.entries
    )


def sortable(minute: int) -> str:
    """Day and time at the box in the form that every spreadsheet knows as a time."""
    return f"{datetime.fromtimestamp(minute * 60, UTC).astimezone():%Y-%m-%d %H:%M}"


def origin(entry: Entry) -> str:
    """Where a contribution came from, in words."""
    return {
        "room": _("room"),
        "chair": _("chair"),
        "facilitator": _("facilitator"),
        "survey": _("survey"),
        "paper": _("paper"),
    }[entry.origin.value]
