"""In what two versions of a survey differ, and how many answers stand under what goes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from appliance.conference.records import Option, Response, Survey, SurveyQuestion, Text

from .reading import options_of


class What(StrEnum):
    """What happened to a survey, or to a question of it."""

    TITLE = "title"
    INTRO = "intro"
    HOW = "how"
    """With or without name, for whom, from when until when."""
    ADDED = "added"
    REMOVED = "removed"
    KIND = "kind"
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    ROW_ADDED = "row_added"
    ROW_REMOVED = "row_removed"
    CHANGED = "changed"
    """Its words, or how it is asked."""
    ORDER = "order"


LOSING: Final = frozenset({What.REMOVED, What.KIND, What.OPTION_REMOVED, What.ROW_REMOVED})
"""After these, an answer that was given is no longer shown with the survey."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One of them: of which question, of which of its options or rows, and under it `n` answers."""

    what: What
    question: Text = ""
    part: Text = ""
    n: int = 0


def differences(
    old: Survey, new: Survey, responses: Iterable[Response] = ()
) -> tuple[Difference, ...]:
    """What is other in the new survey, question by question. Answers are counted in `responses`."""
    given = [response.answers for response in responses if response.survey == old.id]
    return (*_of_survey(old, new), *_of_questions(old, new, given))


def losses(found: Iterable[Difference], *, some_wait: bool = False) -> tuple[Difference, ...]:
    """Those under which answers stand that would no longer be shown.

    Where `some_wait`, not all answers were counted: any may stand there, which is not told.
    """
    return tuple(one for one in found if one.what in LOSING and (one.n or some_wait))


def _of_survey(old: Survey, new: Survey) -> Iterator[Difference]:
    if old.title != new.title:
        yield Difference(What.TITLE)
    if old.intro != new.intro:
        yield Difference(What.INTRO)
    how = ("attribution", "is_for_anyone", "opens_minute", "closes_minute")
    if any(getattr(old, name) != getattr(new, name) for name in how):
        yield Difference(What.HOW)


def _of_questions(
    old: Survey, new: Survey, given: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    for id, question in before.items():
        if id not in after:
            yield Difference(What.REMOVED, question.text, n=_answers(given, id))
    for id, question in after.items():
        if id not in before:
            yield Difference(What.ADDED, question.text)
        else:
            yield from _of_question(old, new, before[id], question, given)
    if [id for id in before if id in after] != [id for id in after if id in before]:
        yield Difference(What.ORDER)


def _of_question(
    old: Survey,
    new: Survey,
    before: SurveyQuestion,
    after: SurveyQuestion,
    given: Sequence[Mapping[str, Any]],
) -> Iterator[Difference]:
    text = before.text
    if before.kind is not after.kind:
        yield Difference(What.KIND, text, n=_answers(given, before.id))
    gone, come = _parts(options_of(old, before), options_of(new, after))
    for option in gone:
        yield Difference(What.OPTION_REMOVED, text, option.text, _chosen(given, before, option.id))
    yield from (Difference(What.OPTION_ADDED, text, option.text) for option in come)
    gone, come = _parts(before.rows, after.rows)
    for row in gone:
        yield Difference(What.ROW_REMOVED, text, row.text, _filled(given, before, row.id))
    yield from (Difference(What.ROW_ADDED, text, row.text) for row in come)
    if _is_worded_otherwise(before, after):
        yield Difference(What.CHANGED, text)


def _parts(before: Sequence[Option], after: Sequence[Option]) -> tuple[list[Option], list[Option]]:
    """Which are gone, and which have come."""
    old, new = {one.id for one in before}, {one.id for one in after}
    return [one for one in before if one.id not in new], [one for one in after if one.id not in old]


def _is_worded_otherwise(before: SurveyQuestion, after: SurveyQuestion) -> bool:
    same = replace(before, kind=after.kind, options=after.options, rows=after.rows)
    return same != after or any(
        _is_renamed(old, new)
        for old, new in ((before.options, after.options), (before.rows, after.rows))
    )


def _is_renamed(before: Sequence[Option], after: Sequence[Option]) -> bool:
    """Whether one that stays has another text or another place."""
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    return [one for one in before if one.id in new] != [one for one in after if one.id in old]


def _answers(given: Sequence[Mapping[str, Any]], id: str) -> int:
    return sum(id in answers for answers in given)


def _chosen(given: Sequence[Mapping[str, Any]], question: SurveyQuestion, option: str) -> int:
    return sum(_holds(answers.get(question.id), option) for answers in given)


def _filled(given: Sequence[Mapping[str, Any]], question: SurveyQuestion, row: str) -> int:
    told = [answers.get(question.id) for answers in given]
    return sum(isinstance(answer, Mapping) and row in answer for answer in told)


def _holds(answer: Any, option: str) -> bool:
    if isinstance(answer, Mapping):
        return option in answer.values()
    return option in answer if isinstance(answer, list | tuple) else answer == option
