"""A page of a survey as a plain form: its fields, what stands in them, what they answer.

Knows no request: fields come in as lists of text by name, as a form sends them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.records import Asks, Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.surveys.answers import checked, missing
from appliance.conference.surveys.reading import options_of
from appliance.conference.text import is_empty

from .refusals import Denied

Fields = Mapping[str, Sequence[str]]
No = Denied | Refused

_WHOLE: Final = re.compile(r"[-+]?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Filled:
    """What a page that was sent answers, and by question why an answer is not one.

    `lacks` is what has to be answered and is not; that holds nobody up.
    """

    answers: Mapping[str, Any]
    wrong: Mapping[str, No]
    lacks: Mapping[str, No]


def field(question: SurveyQuestion, part: str = "") -> str:
    """The name of a field: of a question, of a row of a matrix or of an option to be ranked."""
    return f"a|{question.id}|{part}" if part else f"a|{question.id}"


def shown(
    survey: Survey, questions: Iterable[SurveyQuestion], answers: Mapping[str, Any]
) -> Fields:
    """What stands in the fields of these questions when these are the answers."""
    fields: dict[str, Sequence[str]] = {}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None:
            continue
        match question.kind:
            case Asks.MATRIX:
                fields |= {field(question, row): [option] for row, option in answer.items()}
            case Asks.RANK:
                placed = enumerate(answer, 1)
                fields |= {field(question, option): [str(n)] for n, option in placed}
            case Asks.MULTIPLE | Asks.PICK:
                fields[field(question)] = answer
            case _:
                fields[field(question)] = [str(answer)]
    return fields


def read(
    survey: Survey,
    questions: Iterable[SurveyQuestion],
    fields: Fields,
    before: Mapping[str, Any],
) -> Filled:
    """What is answered to these questions, when `before` was answered already."""
    answers: dict[str, Any] = {}
    wrong: dict[str, No] = {}
    asked = tuple(questions)
    for question in asked:
        try:
            answers[question.id] = checked(survey, question, _answer(survey, question, fields))
        except (Denied, Refused) as no:
            wrong[question.id] = _at_question(no)
    absent = set(missing(survey, {**before, **answers}))
    lacks = {q.id: _lack(q) for q in asked if q.id in absent and q.id not in wrong}
    return Filled(answers, wrong, lacks)


def _answer(survey: Survey, question: SurveyQuestion, fields: Fields) -> Any:
    told = fields.get(field(question), ())
    first = told[0] if told else ""
    match question.kind:
        case Asks.OPEN:
            return None if is_empty(first) else first
        case Asks.CHOICE:
            return first
        case Asks.MULTIPLE | Asks.PICK:
            return list(told)
        case Asks.SCALE | Asks.NUMBER:
            return _number(question, first)
        case Asks.MATRIX:
            return _by_part(question, [row.id for row in question.rows], fields)
        case Asks.RANK:
            options = [option.id for option in options_of(survey, question)]
            return _order(_by_part(question, options, fields))


def _by_part(question: SurveyQuestion, parts: Sequence[str], fields: Fields) -> dict[str, str]:
    told = {part: fields.get(field(question, part), ("",))[0] for part in parts}
    return {part: value for part, value in told.items() if value}


def _number(question: SurveyQuestion, text: str) -> int | None:
    typed = text.strip()
    if not typed:
        return None
    if not _WHOLE.fullmatch(typed):
        raise _no_number(question)
    return int(typed)


def _no_number(question: SurveyQuestion) -> No:
    if question.least is None or question.most is None:
        return Denied("survey_whole")
    return Refused("survey_number", least=question.least, most=question.most)


def _order(places: Mapping[str, str]) -> list[str]:
    by_place: dict[int, str] = {}
    for option, told in places.items():
        if not _WHOLE.fullmatch(told):
            raise Denied("survey_unfit")
        if int(told) in by_place:
            raise Denied("survey_place_twice", n=int(told))
        by_place[int(told)] = option
    return [by_place[place] for place in sorted(by_place)]


def _lack(question: SurveyQuestion) -> No:
    return Denied("survey_row_lacks" if question.kind is Asks.MATRIX else "survey_lacks")


def _at_question(no: No) -> No:
    """The same in words that fit beside the question, where it need not be named."""
    match no.code:
        case "survey_answer" | "bad_command":
            return Denied("survey_unfit")
        case "text_too_long":
            return Denied("survey_too_long", **no.values)
    return no
