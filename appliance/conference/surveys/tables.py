"""A table of invitees or of answers, as rows of text, becomes a command."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from appliance.conference.commands import Command, PutInvitees, TakeResponses
from appliance.conference.records import Asks, Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .reading import options_of

_PEOPLE: Final = ("code", "label", "email", "role")
_SEPARATOR: Final = "|"


def of_table(
    room: Room, survey_id: str, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Command:
    """What a table asks of the room: answers where a column is a question of the survey, else
    invitees. Raises Refused `table_unknown` where it is neither.

    A column of answers is called after its question, or "question.row" for a row of a matrix;
    several options stand in one cell with "|" between them.
    """
    survey = room.surveys.get(survey_id)
    asked = dict(_asked(survey, columns)) if survey else {}
    if survey is not None and asked:
        taken = tuple(_response(survey, asked, columns, row) for row in rows)
        return TakeResponses(taken, survey=survey_id)
    if not {"label", "email", "code"} & set(columns):
        raise Refused("table_unknown")
    named = [name for name in _PEOPLE if name in columns]
    at = {name: columns.index(name) for name in named}
    return PutInvitees(tuple({name: row[n] for name, n in at.items()} for row in rows))


def _asked(survey: Survey, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Which columns hold answers: to which question, and of a matrix to which row."""
    for n, column in enumerate(columns):
        for question in survey.questions:
            if column == question.id:
                yield n, (question.id, "")
            for row in question.rows:
                if column == f"{question.id}.{row.id}":
                    yield n, (question.id, row.id)


def _response(
    survey: Survey,
    asked: Mapping[int, tuple[str, str]],
    columns: Sequence[str],
    row: Sequence[str],
) -> dict[str, Any]:
    questions = {question.id: question for question in survey.questions}
    answers: dict[str, Any] = {}
    for n, (id, of_row) in asked.items():
        told = row[n].strip() if n < len(row) else ""
        if not told:
            continue
        if of_row:
            answers.setdefault(id, {})[of_row] = told
        else:
            answers[id] = _answer(survey, questions[id], told)
    known = {name: row[columns.index(name)] for name in ("code", "mark") if name in columns}
    return {"answers": answers, **known}


def _answer(survey: Survey, question: SurveyQuestion, told: str) -> Any:
    match question.kind:
        case Asks.MULTIPLE | Asks.PICK | Asks.RANK:
            ids = [option.id for option in options_of(survey, question)]
            return [told] if told in ids else told.split(_SEPARATOR)
        case Asks.SCALE | Asks.NUMBER:
            return int(told) if told.lstrip("-").isdigit() else told
    return told
