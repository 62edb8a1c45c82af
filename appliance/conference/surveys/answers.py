"""Whether an answer fits its question, and how it is kept.

An open answer is a text; one option is its id; several are a list of ids (in order, for a RANK);
of a matrix it is an object from row to option; a number or a step on a scale is a whole number.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from appliance.conference.members import NUMBER_MOST, is_sound
from appliance.conference.records import Asks, Survey, SurveyQuestion
from appliance.conference.refusal import Refused
from appliance.conference.text import typed

from .reading import options_of

TEXT_MOST: Final = 4_000
"""Characters in an open answer: twice a contribution in the room, since there is time."""


def checked(survey: Survey, question: SurveyQuestion, answer: Any) -> Any:
    """The answer as it is kept, or None where nothing was answered. Raises Refused."""
    if answer is None or answer in ("", [], {}):
        return None
    if not is_sound(answer):
        raise Refused("bad_command")
    ids = [option.id for option in options_of(survey, question)]
    return _KEPT[question.kind](question, ids, answer)


def missing(survey: Survey, answers: Mapping[str, Any]) -> list[str]:
    """The ids of the questions that have to be answered and are not, in order.

    Of a matrix every row has to be.
    """
    return [q.id for q in survey.questions if q.is_required and not _is_whole(q, answers.get(q.id))]


def _is_whole(question: SurveyQuestion, answer: Any) -> bool:
    if question.kind is Asks.MATRIX:
        return isinstance(answer, Mapping) and {row.id for row in question.rows} <= answer.keys()
    return answer is not None


def _open(question: SurveyQuestion, ids: list[str], answer: Any) -> str | None:
    if not isinstance(answer, str):
        raise _wrong(question)
    return typed(answer, TEXT_MOST) if answer.strip() else None


def _one(question: SurveyQuestion, ids: list[str], answer: Any) -> str:
    if answer not in ids:
        raise _wrong(question)
    return str(answer)


def _several(question: SurveyQuestion, ids: list[str], answer: Any) -> list[str]:
    if not isinstance(answer, list | tuple) or not set(answer) <= set(ids):
        raise _wrong(question)
    return [id for id in ids if id in answer]


def _picked(question: SurveyQuestion, ids: list[str], answer: Any) -> list[str]:
    picked = _several(question, ids, answer)
    if len(picked) > question.pick:
        raise Refused("survey_pick", n=len(picked), pick=question.pick)
    return picked


def _ranked(question: SurveyQuestion, ids: list[str], answer: Any) -> list[str]:
    _several(question, ids, answer)
    if len(set(answer)) != len(answer):
        raise _wrong(question)
    return list(answer)


def _matrix(question: SurveyQuestion, ids: list[str], answer: Any) -> dict[str, str]:
    rows = {row.id for row in question.rows}
    if not isinstance(answer, Mapping) or not answer.keys() <= rows:
        raise _wrong(question)
    if not set(answer.values()) <= set(ids):
        raise _wrong(question)
    return {row: str(option) for row, option in answer.items()}


def _number(question: SurveyQuestion, ids: list[str], answer: Any) -> int:
    least = -NUMBER_MOST if question.least is None else question.least
    most = NUMBER_MOST if question.most is None else question.most
    if type(answer) is not int or not least <= answer <= most:
        raise Refused("survey_number", least=least, most=most)
    return answer


_KEPT: Final[Mapping[Asks, Callable[[SurveyQuestion, list[str], Any], Any]]] = {
    Asks.OPEN: _open,
    Asks.CHOICE: _one,
    Asks.MULTIPLE: _several,
    Asks.SCALE: _number,
    Asks.NUMBER: _number,
    Asks.MATRIX: _matrix,
    Asks.PICK: _picked,
    Asks.RANK: _ranked,
}


def _wrong(question: SurveyQuestion) -> Refused:
    return Refused("survey_answer", where=question.id)
