"""A survey as pages: one subject each, how long it takes, and an answer in words.

Knows no request and no browser.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.records import Asks, Survey, SurveyQuestion, Text
from appliance.conference.surveys.answers import missing
from appliance.conference.surveys.reading import options_of

TAKES_S: Final[Mapping[Asks, int]] = {
    Asks.OPEN: 60,
    Asks.CHOICE: 10,
    Asks.MULTIPLE: 20,
    Asks.SCALE: 10,
    Asks.NUMBER: 15,
    Asks.MATRIX: 8,
    Asks.PICK: 30,
    Asks.RANK: 45,
}
"""Seconds for a question, of a matrix for a row: rather too long than too short, since somebody
who was promised five minutes leaves at the sixth."""


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """One subject; `title` is "" where the survey names none."""

    number: int
    title: Text
    questions: tuple[SurveyQuestion, ...]


def pages_of(survey: Survey) -> tuple[SurveyPage, ...]:
    """The pages, numbered from 1: one per section; without sections one per question."""
    has_sections = any(question.section for question in survey.questions)
    groups: list[list[SurveyQuestion]] = []
    for question in survey.questions:
        if not groups or question.section or not has_sections:
            groups.append([])
        groups[-1].append(question)
    return tuple(
        SurveyPage(number, group[0].section, tuple(group)) for number, group in enumerate(groups, 1)
    )


def minutes(survey: Survey) -> int:
    """About how many minutes it takes to answer everything."""
    seconds = sum(TAKES_S[each.kind] * max(1, len(each.rows)) for each in survey.questions)
    return max(1, math.ceil(seconds / 60))


def lacking(survey: Survey, answers: Mapping[str, Any]) -> tuple[tuple[int, SurveyQuestion], ...]:
    """What has to be answered and is not, with the number of its page, in order."""
    ids = set(missing(survey, answers))
    return tuple((p.number, q) for p in pages_of(survey) for q in p.questions if q.id in ids)


def steps(question: SurveyQuestion) -> range:
    """The steps of a scale."""
    return range(question.least or 0, (question.most or 0) + 1)


def in_words(survey: Survey, question: SurveyQuestion, answer: Any) -> Sequence[tuple[Text, Text]]:
    """An answer as lines: what it is about ("" where that is the question itself), and the words.

    An option that the survey no longer has is left out.
    """
    if answer is None:
        return ()
    texts = {option.id: option.text for option in options_of(survey, question)}
    match question.kind:
        case Asks.OPEN | Asks.SCALE | Asks.NUMBER:
            return (("", str(answer)),)
        case Asks.CHOICE:
            return (("", texts[answer]),) if answer in texts else ()
        case Asks.MATRIX:
            rows = [(row.text, answer.get(row.id)) for row in question.rows]
            return tuple((text, texts[id]) for text, id in rows if id in texts)
        case Asks.RANK:
            return tuple((f"{n}.", texts[id]) for n, id in enumerate(answer, 1) if id in texts)
        case Asks.MULTIPLE | Asks.PICK:
            return tuple(("", texts[id]) for id in answer if id in texts)
