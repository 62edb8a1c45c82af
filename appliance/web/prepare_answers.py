"""Answers that another survey program gathered: a table, which column is which question, and in."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, g, request
from markupsafe import Markup

from appliance.conference.carrying import SURVEY_ID as SURVEY
from appliance.conference.commands import TakeResponses
from appliance.conference.records import Survey
from appliance.conference.refusal import Refused
from appliance.conference.surveys.reading import options_of
from appliance.sheets.mapping import guess

from .desk import desk
from .errors import explained
from .foreign_answers import (
    CODE,
    MARK,
    ROLE,
    Foreign,
    Mapped,
    fields_of,
    mark_column,
    responses,
)
from .many import ask_for_many
from .refusals import Denied, NoForPeople
from .survey_desk import blueprint, survey_here, survey_page
from .survey_sheets import Chosen, Unread, allow_file, chosen, mapped, turned, waiting

pages = blueprint("prepare_answers")

WRONG_MOST: Final = 100
"""Cells to mend that are listed."""


@pages.get("/answers")
def show() -> Response:
    """The form for a table of answers."""
    return survey_page("survey_answers_file.html", survey=survey_here())


@pages.post("/answers")
def take_file() -> Response:
    """Read the table that was chosen, and show which questions its columns seem to be."""
    allow_file()
    survey = survey_here()
    try:
        table = chosen()
    except Unread as no:
        return survey_page("survey_answers_file.html", said=no.said, survey=survey)
    return _looked(survey, table)


@pages.post("/answers/sheet")
def take_sheet() -> Response:
    """Look at another sheet of the file."""
    survey = survey_here()
    try:
        table = turned()
    except Denied as no:
        return survey_page("survey_answers_file.html", no, survey=survey)
    except Unread as no:
        table = waiting()
        return _looked(survey, table, said=no.said)
    return _looked(survey, table)


@pages.post("/answers/columns")
def take_columns() -> Response:
    """Look again with other columns, or take all answers in; all of them or none."""
    survey = survey_here()
    try:
        table = waiting()
    except Denied as no:
        return survey_page("survey_answers_file.html", no, survey=survey)
    names = [field.id for field in fields_of(survey)]
    columns = mapped([*names, MARK], table.sheet)
    found = _found(survey, table, columns)
    if "take" not in request.form or found.wrong or not found.responses:
        return _mapping(survey, table, columns, found)
    before = _count()
    try:
        ask_for_many(_take, found.responses)
    except (Refused, Denied) as no:
        return _mapping(survey, table, columns, found, _at_its_row(no, found))
    desk().uploads.drop(table.key)
    new = _count() - before
    return survey_page(
        "survey_answers_taken.html", survey=survey, new=new, known=len(found.responses) - new
    )


def _looked(survey: Survey, table: Chosen, said: Markup | None = None) -> Response:
    """The table with the columns as they seem to be."""
    columns = _guessed(survey, table)
    return _mapping(survey, table, columns, _found(survey, table, columns), said=said)


def _guessed(survey: Survey, table: Chosen) -> Mapped:
    columns = dict(guess(table.sheet.columns, table.sheet.head, fields_of(survey)))
    place = mark_column(table.sheet.columns)
    return {**columns, MARK: None if place in columns.values() else place}


def _found(survey: Survey, table: Chosen, columns: Mapped) -> Foreign:
    codes = desk().parts.conductor.read(
        lambda room: frozenset(invitee.code for invitee in room.invitees.values())
    )
    return responses(survey, table.sheet, columns, codes, g.conference.id)


def _count() -> int:
    return desk().parts.conductor.read(lambda room: len(room.responses))


def _take(responses: tuple[Mapping[str, Any], ...]) -> TakeResponses:
    return TakeResponses(responses, survey=SURVEY)


def _at_its_row(no: NoForPeople, found: Foreign) -> NoForPeople:
    """The refusal with the number that the row has in the file."""
    if not isinstance(no, Refused):
        return no
    n = no.values.get("n")
    if no.code != "survey_response" or not isinstance(n, int):
        return no
    return Refused("survey_response", **{**no.values, "n": found.rows[n - 1]})


def _mapping(
    survey: Survey,
    table: Chosen,
    columns: Mapped,
    found: Foreign,
    no: NoForPeople | None = None,
    said: Markup | None = None,
) -> Response:
    wrong = [(one.row, one.column, _said(one.no)) for one in found.wrong]
    return survey_page(
        "survey_answers_columns.html",
        no,
        said,
        survey=survey,
        table=table,
        groups=list(_groups(survey, columns)),
        columns=columns,
        found=found,
        rows=wrong,
        wrong_most=WRONG_MOST,
        who=(CODE, ROLE, MARK),
    )


def _groups(survey: Survey, columns: Mapped) -> list[dict[str, Any]]:
    """Per question its own field and those of its parts; open where a part has a column."""
    ids = [field.id for field in fields_of(survey)]
    groups = []
    for question in survey.questions:
        parts = [id for id in ids if id.startswith(f"{question.id}.")]
        is_found = any(columns.get(id) is not None for id in [question.id, *parts])
        named = (*question.rows, *options_of(survey, question))
        texts = {f"{question.id}.{one.id}": one.text for one in named}
        group = {"question": question, "parts": parts, "texts": texts, "is_found": is_found}
        group["is_open"] = any(columns.get(id) is not None for id in parts)
        groups.append(group)
    return groups


def _said(no: Denied | Refused) -> str:
    return explained(no)[1]["message"] or ""
