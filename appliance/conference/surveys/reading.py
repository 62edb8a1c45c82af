"""A survey file becomes a survey: a JSON object of format `tafelronde-survey/1`.

Members that this version does not know are passed over. The file of a survey is also how it is
edited: `document` makes one of a survey.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from appliance.conference import members
from appliance.conference.plain import plain
from appliance.conference.records import (
    Asks,
    Attribution,
    Option,
    Survey,
    SurveyQuestion,
    Tells,
)
from appliance.conference.refusal import Refused

VERSION: Final = 1
FORMAT: Final = f"tafelronde-survey/{VERSION}"
QUESTIONS_MOST: Final = 200
OPTIONS_MOST: Final = 100
STEPS_MOST: Final = 10
"""From 0 to 10 is as fine as people answer on a scale."""

_FORMATS: Final = re.compile(r"tafelronde-survey/([1-9][0-9]{0,5})")

_TELLING: Final = {
    **dict.fromkeys(("rol", "role"), Tells.ROLE),
    **dict.fromkeys(("komt", "aanwezig", "attends", "attending"), Tells.ATTENDS),
}
"""What questions tell of who answers, by id, where the file itself does not say."""

_CHOOSING: Final = frozenset({Asks.CHOICE, Asks.MULTIPLE, Asks.MATRIX, Asks.PICK, Asks.RANK})
_SPANNING: Final = frozenset({Asks.SCALE, Asks.NUMBER})


def is_survey(file: Any) -> bool:
    """Whether this JSON value says that it is a survey, of whichever version."""
    return isinstance(file, Mapping) and bool(_FORMATS.fullmatch(str(file.get("format", ""))))


def read_survey(id: str, file: Mapping[str, Any]) -> Survey:
    """The survey in a file, planned. Raises Refused and names what is missing or not right."""
    if not is_survey(file):
        raise Refused("survey_format")
    if file["format"] != FORMAT:
        raise Refused("file_newer")
    asked = members.objects(file, "questions")
    if len(asked) > QUESTIONS_MOST:
        raise members.wrong(file, "questions")
    questions = tuple(_question(item) for item in asked)
    _check(questions)
    opens, closes = _minute(file, "opens_minute"), _minute(file, "closes_minute")
    if opens is not None and closes is not None and closes <= opens:
        raise Refused("survey_dates")
    return Survey(
        id=id,
        title=members.text(file, "title"),
        intro=members.optional_text(file, "intro"),
        questions=questions,
        attribution=_attribution(file),
        is_for_anyone=members.optional(file, "is_for_anyone", False),
        opens_minute=opens,
        closes_minute=closes,
    )


def read_question(item: Mapping[str, Any]) -> SurveyQuestion:
    """One question of a file, by itself. Raises Refused as `read_survey` does."""
    return _question(dict(item))


def document(survey: Survey) -> dict[str, Any]:
    """The file of a survey, without what happened to it."""
    own = ("title", "intro", "attribution", "is_for_anyone", "opens_minute", "closes_minute")
    questions = [_told(question) for question in survey.questions]
    told = {name: plain(getattr(survey, name)) for name in own}
    return {"format": FORMAT, **_without_nothing(told), "questions": questions}


def options_of(survey: Survey, question: SurveyQuestion) -> tuple[Option, ...]:
    """What can be chosen: the question's own options, or the rows of another."""
    if not question.takes_from:
        return question.options
    other = next((q for q in survey.questions if q.id == question.takes_from), None)
    return other.rows or other.options if other else ()


def _told(question: SurveyQuestion) -> dict[str, Any]:
    told: dict[str, Any] = _without_nothing(plain(question))
    if "takes_from" in told:
        told["from"] = told.pop("takes_from")
    return {**told, "tells": question.tells.value}


def _without_nothing(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", None, [], False)}


def _question(item: members.Item) -> SurveyQuestion:
    id = members.slug(item)
    told = item["tells"] if "tells" in item else _TELLING.get(id, Tells.NOTHING)
    return SurveyQuestion(
        id=id,
        kind=_kind(item),
        text=members.text(item, "text"),
        is_required=_flag(item),
        explanation=members.optional_text(item, "explanation"),
        section=members.optional_text(item, "section"),
        options=_options(item, "options"),
        rows=_options(item, "rows"),
        takes_from=members.optional(item, "from", ""),
        pick=members.number(item, "pick", 0),
        least=_bound(item, "least"),
        most=_bound(item, "most"),
        least_text=members.optional_text(item, "least_text"),
        most_text=members.optional_text(item, "most_text"),
        tells=members.choice({**item, "tells": told}, "tells", Tells.NOTHING),
    )


def _flag(item: members.Item) -> bool:
    # The first files said "required".
    name = "required" if "required" in item else "is_required"
    return members.optional(item, name, False)


def _kind(item: members.Item) -> Asks:
    members.member(item, "kind", str)
    return members.choice(item, "kind", Asks.OPEN)


def _options(item: members.Item, name: str) -> tuple[Option, ...]:
    found = members.objects(item, name)
    if len(found) > OPTIONS_MOST:
        raise members.wrong(item, name)
    options = tuple(Option(_id(item, name, each), members.text(each, "text")) for each in found)
    if len({option.id for option in options}) != len(options):
        raise members.wrong(item, name)
    return options


def _id(item: members.Item, name: str, option: members.Item) -> str:
    """The id of an option: what stands in a table of answers, so any short text."""
    id = members.member(option, "id", str)
    if not id.strip() or len(id) > 2 * members.SLUG_MOST or "|" in id or not id.isprintable():
        raise members.wrong(item, name)
    return id


def _bound(item: members.Item, name: str) -> int | None:
    value = item.get(name)
    if value is None:
        return None
    if type(value) is not int or abs(value) > members.NUMBER_MOST:
        raise members.wrong(item, name)
    return value


def _minute(file: members.Item, name: str) -> int | None:
    value = file.get(name)
    if value is not None and (type(value) is not int or not 0 <= value < 2**40):
        raise members.wrong(file, name)
    return value


def _attribution(file: members.Item) -> Attribution:
    told = members.choice(file, "attribution", Attribution.WITHOUT_NAME)
    if told is Attribution.TABLE:
        raise members.wrong(file, "attribution")
    return told


def _check(questions: tuple[SurveyQuestion, ...]) -> None:
    """Raises Refused where a question cannot be answered as it is."""
    by_id: dict[str, SurveyQuestion] = {}
    for question in questions:
        if question.id in by_id:
            raise Refused("file_member", where=f"question {question.id}")
        source = by_id.get(question.takes_from)
        if question.takes_from and (source is None or not (source.rows or source.options)):
            raise Refused("file_member", where=f"{question.id}: from")
        options = question.options or (source.rows or source.options if source else ())
        if question.kind in _CHOOSING and len(options) < 2:
            raise Refused("survey_options", where=question.id)
        if question.kind is Asks.MATRIX and not question.rows:
            raise Refused("survey_rows", where=question.id)
        if question.kind is Asks.PICK and not 1 <= question.pick <= len(options):
            raise Refused("file_member", where=f"{question.id}: pick")
        if question.kind in _SPANNING:
            _check_span(question)
        by_id[question.id] = question


def _check_span(question: SurveyQuestion) -> None:
    least, most = question.least, question.most
    if least is None or most is None:
        is_right = question.kind is Asks.NUMBER
    else:
        is_right = least < most and (question.kind is Asks.NUMBER or most - least <= STEPS_MOST)
    if not is_right:
        raise Refused("file_member", where=f"{question.id}: least, most")
