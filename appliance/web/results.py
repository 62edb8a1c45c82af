"""What the room wrote, by theme, question and table: as a page, as JSON and as CSV."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint, Response, make_response

from appliance.conference.records import Entry, Role
from appliance.conference.refusal import Refused
from appliance.conference.tally.results import QuestionResults, Results, ThemeResults, results

from .desk import desk
from .errors import Denied
from .page import plain_page, say, t
from .roles import visitor
from .sign_in import sign_in_page
from .wire import as_json

pages = Blueprint("results", __name__)

BOM: Final = "\ufeff"
"""Without it, Excel takes UTF-8 for something else."""

FLAGS: Final = ("is_highlighted", "is_parked", "is_hidden", "is_late", "is_on_behalf", "is_edited")

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may run as a formula (OWASP, "CSV Injection")."""


@pages.get("/results")
def show() -> Response:
    """The results so far."""
    try:
        found = _results()
    except Denied as no:
        return sign_in_page(no)
    return plain_page("results.html", results=found)


@pages.get("/results.json")
def as_document() -> Response:
    """The results for a program."""
    response = make_response(as_json(document(_results())))
    response.content_type = "application/json"
    return response


@pages.get("/results.csv")
def as_table() -> Response:
    """The results for a spreadsheet: one line per contribution, formulas made harmless."""
    found = _results()
    written = io.StringIO()
    csv.writer(written).writerows(harmless(row) for row in _rows(found))
    response = make_response(BOM + written.getvalue())
    response.content_type = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={found.conference.id}.csv"
    return response


def document(found: Results) -> dict[str, Any]:
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
        "themes": [_theme(theme) for theme in found.themes],
    }


def harmless(row: list[str]) -> list[str]:
    """A row in which no cell can be taken for a formula."""
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row]


def _results() -> Results:
    visitor(Role.FACILITATOR, Role.OBSERVER)
    found = desk().parts.conductor.read(results)
    if found is None:
        raise Refused("no_conference")
    return found


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


def _entry(entry: Entry) -> dict[str, Any]:
    members = ("id", "text", "name", "parent", "relation", "origin", *FLAGS, "minute")
    told = {name: getattr(entry, name) for name in members}
    return {name: value for name, value in told.items() if value}


def _rows(found: Results) -> Iterator[list[str]]:
    yield [
        *(t("Theme"), t("Step"), t("Question"), t("Table"), t("Contribution"), t("Name")),
        *(t("Reacts to"), t("Source"), t("Highlighted"), t("Parked"), t("Hidden"), t("Late")),
        *(t("Typed for someone else"), t("Changed"), t("Time"), t("Number")),
    ]
    for theme in found.themes:
        for question in theme.questions:
            for there in question.tables:
                for entry in there.entries:
                    yield [
                        *(say(theme.theme.title), say(question.activity.title)),
                        *(say(question.question.text), there.table.id, entry.text, entry.name),
                        *(entry.parent or "", origin(entry)),
                        *(t("yes") if getattr(entry, flag) else "" for flag in FLAGS),
                        *(sortable(entry.minute), entry.id),
                    ]


def sortable(minute: int) -> str:
    """Day and time at the box in the form that every spreadsheet knows as a time."""
    return f"{datetime.fromtimestamp(minute * 60, UTC).astimezone():%Y-%m-%d %H:%M}"


def origin(entry: Entry) -> str:
    """Where a contribution came from, in words."""
    return {
        "room": t("room"),
        "chair": t("chair"),
        "facilitator": t("facilitator"),
        "survey": t("survey"),
        "paper": t("paper"),
    }[entry.origin.value]
