"""What a survey came to: how many answered, and per question how often what was answered.

Shares are of those who answered the question. A part of the people (a role, or who attends) is
counted apart only where it has at least k of them (tally.privacy). While answers without names
come in they are counted in groups (surveys.holding).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.records import (
    Asks,
    Option,
    Response,
    Survey,
    SurveyQuestion,
    Text,
)
from appliance.conference.room import Room
from appliance.conference.surveys.holding import in_figures, waiting
from appliance.conference.surveys.reading import options_of

from .privacy import K

Chosen = Callable[[Response], bool]
"""Which responses are counted."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many chose something, of `of` who answered; `place` is its place, 1 first, shared by
    all that are chosen as often."""

    id: str
    text: Text
    n: int
    of: int
    place: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where nobody answered."""
        return self.n / self.of if self.of else 0.0

    @property
    def percent(self) -> int:
        """The share in whole percents, as it stands everywhere."""
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a matrix: its options in the order of the question; `leading` counts the first."""

    id: str
    text: Text
    options: tuple[Count, ...]
    leading: Count


@dataclass(frozen=True, slots=True)
class Figures:
    """A question and what was answered; `n` answered it.

    The rows of a matrix stand in the order of their first option's share, the options of a PICK in
    that of how often they were chosen, those of a RANK by their mean place (1 is first), all others
    as they were asked. `texts` are open answers, by id of the response. `is_few`: too few of a part
    of the people answered, so that nothing of it is told.
    """

    question: SurveyQuestion
    n: int
    options: tuple[Count, ...] = ()
    rows: tuple[Row, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    mean: float | None = None
    places: Mapping[str, float] | None = None
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class SurveyResults:
    """All of it; `is_hidden` where too few answered in the chosen part of the people."""

    survey: Survey
    invited: int
    responded: int
    """Up to now; `waiting` of them are in none of the other figures yet."""
    waiting: int
    attending: int
    not_attending: int
    by_role: Mapping[str, tuple[int, int | None]]
    """Per role how many answered, of how many invited; None where the invitations say no role."""
    questions: tuple[Figures, ...]
    is_hidden: bool = False


def survey_results(
    room: Room, survey: Survey, chosen: Chosen | None = None, k: int = K
) -> SurveyResults:
    """What was answered; with `chosen` the questions are counted for a part of the people only."""
    complete = in_figures(room, survey)
    part = [r for r in complete if chosen is None or chosen(r)]
    is_hidden = chosen is not None and not _may_be_told(len(part), len(complete), k)
    counted: Sequence[Response] = [] if is_hidden else part
    return SurveyResults(
        survey=survey,
        invited=len(room.invitees),
        responded=sum(r.is_complete and r.survey == survey.id for r in room.responses.values()),
        waiting=waiting(room, survey),
        attending=sum(r.is_attending is True for r in complete),
        not_attending=sum(r.is_attending is False for r in complete),
        by_role=_by_role(room, survey),
        questions=tuple(_figures(survey, q, counted) for q in survey.questions),
        is_hidden=is_hidden,
    )


def question_figures(room: Room, survey: Survey, question: str) -> Figures | None:
    """What everybody answered to one question; None where the survey has no such question."""
    asked = next((each for each in survey.questions if each.id == question), None)
    return _figures(survey, asked, in_figures(room, survey)) if asked else None


def in_order(figures: Figures) -> list[str]:
    """Open answers by what they say: in any other order, those to two questions would match."""
    return sorted((text for _, text in figures.texts), key=lambda text: (text.casefold(), text))


def has_answered(room: Room) -> frozenset[str]:
    """The ids of the invitees who have answered, whether the survey was closed for good or not."""
    owners = {r.owner for r in room.responses.values() if r.is_complete and r.owner}
    kept = {invitee.id for invitee in room.invitees.values() if invitee.has_answered}
    return frozenset(kept | (owners & room.invitees.keys()))


def _may_be_told(n: int, of: int, k: int) -> bool:
    # Those who are left must be enough as well: the whole is told too.
    return n >= k and (of == n or of - n >= k)


def _by_role(room: Room, survey: Survey) -> dict[str, tuple[int, int | None]]:
    answered = Counter(r.role for r in in_figures(room, survey))
    # Of an answer that waits only the invitation is told: it may say another role.
    answered.update(
        room.invitees[r.owner].role
        for r in room.responses.values()
        if r.survey == survey.id and r.is_complete and r.is_held and r.was is None
        if r.owner in room.invitees
    )
    invited = Counter(i.role for i in room.invitees.values() if i.role)
    roles = sorted({*answered, *invited} - {""}, key=lambda role: (-answered[role], role))
    return {role: (answered[role], invited.get(role) if invited else None) for role in roles}


def _figures(survey: Survey, question: SurveyQuestion, responses: Sequence[Response]) -> Figures:
    given = (r for r in responses if question.id in r.answers)
    if question.kind is Asks.OPEN:
        told = ((r.id, r.answers[question.id]) for r in given)
        texts = tuple((id, text) for id, text in told if isinstance(text, str))
        return Figures(question, len(texts), texts=texts)
    answers = [r.answers[question.id] for r in given]
    options = options_of(survey, question)
    match question.kind:
        case Asks.MATRIX:
            return _matrix(question, options, answers)
        case Asks.SCALE | Asks.NUMBER:
            return _numbers(question, [a for a in answers if type(a) is int])
        case Asks.RANK:
            return _ranks(question, options, answers)
    several = [a if isinstance(a, list | tuple) else [a] for a in answers]
    counts = _counts(options, (id for answer in several for id in answer), len(answers))
    if question.kind is Asks.PICK:
        counts = _placed(counts)
    return Figures(question, len(answers), options=counts)


def _matrix(question: SurveyQuestion, options: Sequence[Option], answers: Sequence[Any]) -> Figures:
    rows = []
    grids = [answer for answer in answers if isinstance(answer, Mapping)]
    for row in question.rows:
        told = [grid[row.id] for grid in grids if row.id in grid]
        counts = _counts(options, told, len(told))
        leading = Count(row.id, row.text, counts[0].n, counts[0].of)
        rows.append((row, counts, leading))
    placed = _placed([leading for _, _, leading in rows])
    by_id = {row.id: counts for row, counts, _ in rows}
    ordered = tuple(Row(c.id, c.text, by_id[c.id], c) for c in placed)
    return Figures(question, len(answers), rows=ordered)


def _numbers(question: SurveyQuestion, answers: Sequence[int]) -> Figures:
    mean = sum(answers) / len(answers) if answers else None
    if question.kind is Asks.NUMBER or question.least is None or question.most is None:
        return Figures(question, len(answers), mean=mean)
    steps = [Option(str(n), str(n)) for n in range(question.least, question.most + 1)]
    counts = _counts(steps, map(str, answers), len(answers))
    return Figures(question, len(answers), options=counts, mean=mean)


def _ranks(question: SurveyQuestion, options: Sequence[Option], answers: Sequence[Any]) -> Figures:
    places: dict[str, list[int]] = {option.id: [] for option in options}
    for answer in answers:
        for place, id in enumerate(answer if isinstance(answer, list | tuple) else (), 1):
            places.get(id, []).append(place)
    mean = {id: sum(told) / len(told) for id, told in places.items() if told}
    firsts = (answer[0] for answer in answers if answer)
    counts = _counts(options, firsts, len(answers))
    ordered = sorted(counts, key=lambda count: mean.get(count.id, float("inf")))
    return Figures(question, len(answers), options=tuple(ordered), places=mean)


def _counts(options: Sequence[Option], chosen: Iterable[str], of: int) -> tuple[Count, ...]:
    found = Counter(chosen)
    return tuple(Count(option.id, option.text, found[option.id], of) for option in options)


def _placed(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Most first; what is chosen as often shares a place ("1224", as in sports)."""
    ordered = sorted(counts, key=lambda count: -count.share)
    placed: list[Count] = []
    for at, count in enumerate(ordered, 1):
        is_tie = bool(placed) and placed[-1].share == count.share
        place = placed[-1].place if is_tie else at
        placed.append(Count(count.id, count.text, count.n, count.of, place))
    return tuple(placed)


PARTS: Final[Mapping[str, Chosen]] = {
    "attending": lambda response: response.is_attending is True,
    "not_attending": lambda response: response.is_attending is False,
}
"""Parts of the people that can be looked at apart, besides each role."""
