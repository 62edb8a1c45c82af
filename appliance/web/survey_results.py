"""What was answered to the survey: as a page, as JSON and as tables for a spreadsheet.

All of it for everybody, or for a part of the people that is large enough (tally.survey_parts).
Until the survey is closed only the organiser looks: what is still coming in is no result.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from flask import Blueprint, Response, make_response, request
from markupsafe import Markup

from appliance.conference.records import Role, State, Survey, Text
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.surveys.holding import is_holding, is_told_apart
from appliance.conference.surveys.reading import options_of
from appliance.conference.tally.privacy import K
from appliance.conference.tally.survey import Count, SurveyResults, in_order
from appliance.conference.tally.survey_parts import ROLE, Part, part_results, parts

from .aside import aside
from .errors import explained
from .glance import look_for_conference
from .page import plain_page
from .refusals import Denied
from .results import comma_separated
from .roles import visitor
from .sign_in import sign_in_page
from .speech import plainly as _
from .speech import say, tongue
from .survey_figures import document
from .wire import as_json

pages = Blueprint("survey_results", __name__)

FIRST: Final = 10
"""So many open answers stand under their question; the others have a page of their own."""

PER_PAGE: Final = 50

_OVER: Final = (State.CLOSED, State.SEALED)


@dataclass(frozen=True, slots=True)
class Seen:
    """The survey's figures as one visitor may see them, of the chosen part ("" is everybody)."""

    found: SurveyResults
    parts: tuple[Part, ...]
    chosen: str
    minute: int
    is_facilitator: bool

    @property
    def survey(self) -> Survey:
        """The survey itself."""
        return self.found.survey

    @property
    def is_over(self) -> bool:
        """Whether no more answers come in."""
        return self.survey.state in _OVER

    @property
    def is_withheld(self) -> bool:
        """Whether this visitor has to wait until the survey is closed."""
        return not (self.is_over or self.is_facilitator)


@pages.get("/results/survey")
def show() -> Response:
    """The figures, question by question."""
    try:
        seen = _seen()
    except Denied as no:
        if no.code.startswith("survey_"):
            raise
        return sign_in_page(no)
    return plain_page("results_survey.html", seen=seen, first=FIRST, **_speaking(seen))


@pages.get("/results/survey/answers/<question>")
def show_answers(question: str) -> Response:
    """The open answers to one question, searched and page by page."""
    try:
        seen = _told(_seen())
    except Denied as no:
        if no.code.startswith("survey_"):
            raise
        return sign_in_page(no)
    figures = next((f for f in seen.found.questions if f.question.id == question), None)
    if figures is None:
        raise Refused("unknown_question")
    wanted = request.args.get("q", "")
    texts = [text for text in in_order(figures) if _holds(text, wanted)]
    of = max(1, ceil(len(texts) / PER_PAGE))
    page = min(max(1, request.args.get("page", 1, int)), of)
    return plain_page(
        "results_survey_answers.html",
        seen=seen,
        figures=figures,
        wanted=wanted,
        count=len(texts),
        texts=texts[(page - 1) * PER_PAGE : page * PER_PAGE],
        page_now=page,
        pages=of,
        **_speaking(seen),
    )


@pages.get("/results/survey.json")
def as_document() -> Response:
    """The figures for a program."""
    seen = _told(_seen())
    told = {"part": seen.chosen or "everybody", **document(seen.found)}
    response = make_response(as_json(told))
    response.content_type = "application/json"
    return response


@pages.get("/results/survey.csv")
def as_table() -> Response:
    """The figures for a spreadsheet: one line per option, or per option of a row."""
    seen = _told(_seen())
    head = [_("Question"), _("Row"), _("Answer"), _("Times chosen"), _("Answers"), _("Percent")]
    return _csv("figures", seen, [[*head, _("Average")], *_figure_rows(seen.found)])


@pages.get("/results/survey/answers.csv")
def answers_as_table() -> Response:
    """The open answers for a spreadsheet, formulas made harmless."""
    seen = _told(_seen())
    rows = (
        [say(figures.question.text), text]
        for figures in seen.found.questions
        for text in in_order(figures)
    )
    return _csv("answers", seen, [[_("Question"), _("Answer")], *rows])


def _seen() -> Seen:
    who = visitor(Role.FACILITATOR, Role.OBSERVER)
    look_for_conference()
    chosen = request.args.get("part", "")

    def look(room: Room) -> Seen | None:
        survey = next(iter(room.surveys.values()), None)
        found = part_results(room, survey, chosen) if survey else None
        if survey is not None and chosen and not is_told_apart(survey):
            raise Denied(together(survey))
        if survey is None or found is None:
            return None
        is_facilitator = who.actor.role is Role.FACILITATOR
        return Seen(found, tuple(parts(room, survey)), chosen, room.minute, is_facilitator)

    seen = aside(look)
    if seen is None:
        raise Refused("unknown_survey")
    return seen


def together(survey: Survey) -> str:
    """Why parts of the people may not be seen."""
    return "survey_together_again" if survey.is_reopened else "survey_together"


def _told(seen: Seen) -> Seen:
    if seen.is_withheld:
        raise Denied("survey_running")
    return seen


def _speaking(seen: Seen) -> dict[str, Any]:
    """What the templates need to say it."""
    return {
        "part_lang": lambda name: part_lang(seen.survey, name),
        "part_name": lambda name: part_name(seen.survey, name),
        "role_name": lambda role: part_name(seen.survey, ROLE + role),
        "in_order": in_order,
        "smallest": K,
        "is_holding": is_holding(seen.survey),
        "why_together": None if is_told_apart(seen.survey) else explained(_why(seen))[1],
    }


def _why(seen: Seen) -> Denied:
    return Denied(together(seen.survey))


def part_name(survey: Survey, name: str) -> str:
    """What a part is called; a role as the survey itself calls it, where it asks for one."""
    if not name.startswith(ROLE):
        fixed = {"": _("Everybody"), "attending": _("Attending")}
        return fixed.get(name, _("Not attending"))
    return say(_role_text(survey, name.removeprefix(ROLE)))


def part_lang(survey: Survey, name: str) -> Markup:
    """The attribute `lang` of the name of a part, where that is not in the language of the page."""
    return (
        tongue(_role_text(survey, name.removeprefix(ROLE))) if name.startswith(ROLE) else Markup()
    )


def _role_text(survey: Survey, role: str) -> Text:
    options = (o for q in survey.questions if q.tells == "role" for o in options_of(survey, q))
    return next((option.text for option in options if option.id == role), role)


def _holds(text: str, wanted: str) -> bool:
    """Whether a text has all these words in it, whatever their case and accents."""
    return all(word in _plain(text) for word in _plain(wanted).split())


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _figure_rows(found: SurveyResults) -> Iterator[list[str]]:
    for figures in found.questions:
        text = say(figures.question.text)
        if figures.is_few:
            yield [text, "", _("too few to show"), "", "", "", ""]
            continue
        for row in figures.rows:
            yield from (_line(text, say(row.text), count) for count in row.options)
        for count in figures.options:
            place = figures.places.get(count.id) if figures.places else None
            yield _line(text, "", count, place)
        if not (figures.rows or figures.options):
            yield [text, "", "", "", str(figures.n), "", _mean(figures.mean)]
        elif figures.mean is not None:
            yield [text, "", _("Average"), "", str(figures.n), "", _mean(figures.mean)]


def _line(text: str, row: str, count: Count, mean: float | None = None) -> list[str]:
    numbers = (str(count.n), str(count.of), str(count.percent))
    return [text, row, say(count.text), *numbers, _mean(mean)]


def _mean(mean: float | None) -> str:
    return "" if mean is None else f"{mean:.2f}"


def _csv(name: str, seen: Seen, rows: Iterable[list[str]]) -> Response:
    response = make_response(comma_separated(rows))
    response.content_type = "text/csv; charset=utf-8"
    file = "-".join(re.findall("[a-z0-9_]+", f"survey {name} {seen.chosen}".lower()))
    response.headers["Content-Disposition"] = f"attachment; filename={file}.csv"
    return response
