"""What parts of the people answered to a survey: who attends, who does not, each role.

The same people are divided in two ways, and in each a part is told only where it is large enough
and cannot be found as what is left when the others are known (tally.privacy). That holds for the
survey as a whole and again for every question, since not everybody answers all of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from appliance.conference.records import Response, Survey, Tells
from appliance.conference.room import Room
from appliance.conference.surveys.holding import in_figures, is_told_apart

from .privacy import K, roll_up
from .survey import Figures, SurveyResults, survey_results

ROLE: Final = "role:"
"""Begins the name of the part that has a role."""

_ATTENDS: Final[Mapping[bool | None, str]] = {
    True: "attending",
    False: "not_attending",
    None: "unknown",
}

_ATTENDING: Final = ("attending", "not_attending")

Divided = Callable[[Response], str]
"""To which part somebody belongs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the people; `n` of them answered, 0 where that is not told."""

    name: str
    n: int
    is_told: bool


def parts(room: Room, survey: Survey, k: int = K) -> list[Part]:
    """Every part that somebody belongs to: who attends and who does not, then the roles.

    None while parts may not be seen at all (surveys.holding).
    """
    if not is_told_apart(survey):
        return []
    responses = in_figures(room, survey)
    found = []
    for divided in (_attends, _role):
        sizes = Counter(map(divided, responses))
        told = roll_up(sizes, k)
        found += [Part(name, told.get(name, 0), name in told) for name in _in_order(sizes)]
    return found


def part_results(room: Room, survey: Survey, name: str = "", k: int = K) -> SurveyResults | None:
    """What a part answered, or everybody (""); None where nobody belongs to such a part, or parts
    may not be seen at all.

    What may not be told is hidden: all of it, or a single question. Fewer than `k` people are not
    told apart from nobody either.
    """
    responses = in_figures(room, survey)
    if not name:
        found = survey_results(room, survey)
        return _hidden(found) if 0 < len(responses) < k else found
    if not is_told_apart(survey):
        return None
    divided = _role if name.startswith(ROLE) else _attends
    sizes = Counter(map(divided, responses))
    if name not in _in_order(sizes):
        return None
    found = survey_results(room, survey, lambda response: divided(response) == name, 1)
    if name not in roll_up(sizes, k):
        return _hidden(found)
    questions = (_told(figures, responses, divided, name, k) for figures in found.questions)
    return replace(found, questions=tuple(questions))


def _told(
    figures: Figures, responses: Sequence[Response], divided: Divided, name: str, k: int
) -> Figures:
    question = figures.question
    sizes = Counter(divided(r) for r in responses if question.id in r.answers)
    is_told = name in roll_up({name: 0, **sizes}, k)
    if question.tells is not Tells.NOTHING:
        # It divides the same people once more: its answers in a part are parts themselves.
        both = Counter((divided(r), str(r.answers.get(question.id))) for r in responses)
        is_told = is_told and min(both.values(), default=k) >= k
    return figures if is_told else Figures(question, 0, is_few=True)


def _hidden(found: SurveyResults) -> SurveyResults:
    questions = (Figures(figures.question, 0, is_few=True) for figures in found.questions)
    return replace(found, questions=tuple(questions), is_hidden=True)


def _attends(response: Response) -> str:
    return _ATTENDS[response.is_attending]


def _role(response: Response) -> str:
    return ROLE + response.role


def _in_order(sizes: Mapping[str, int]) -> list[str]:
    """The names of the parts: whoever said nothing belongs to none that is looked at."""
    roles = sorted((n for n in sizes if n.startswith(ROLE) and n != ROLE), key=_most_first(sizes))
    return [name for name in _ATTENDING if name in sizes] + roles


def _most_first(sizes: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
    return lambda name: (-sizes[name], name)
