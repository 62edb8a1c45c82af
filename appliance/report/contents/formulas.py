"""In words, with their sources, by which rules it was counted; and what to mind."""

from collections.abc import Iterator
from typing import Final

from appliance.conference.groups import is_for_everyone
from appliance.conference.records import State
from appliance.report.value import Line
from appliance.voice import N_

from .attended import uncounted
from .chapter import Source

_ALWAYS: Final = (
    N_("A participant is a person with a seat at a table, or who wrote something."),
    N_("Comments, late contributions and hidden ones are not counted as contributions."),
    N_(
        "Fewer than {k} people are never shown apart: small groups are counted together. "
        "(Hundepool and others, Handbook on Statistical Disclosure Control, ESSnet SDC.)"
    ),
    N_("What scores alike shares a place, and the places after it stay empty: 1, 2, 2, 4."),
)

_OF_KIND: Final = {
    "dots": (
        N_(
            "Dots are added up, whoever gave them. (Cumulative voting: Glasser, Management Science "
            "5, 1959.)"
        ),
    ),
    "rating": (
        N_(
            "The score is the average on each criterion from 0 (worst end) to 1, weighted. "
            "(Fishburn, Operations Research 15, 1967.) No opinion is not counted, and never as 0."
        ),
        N_(
            "Division is the spread (standard deviation of all who voted) as a part of the largest "
            "that so many voters can bring about: 0% is all the same, 100% is half at each end. "
            "(Popoviciu, Mathematica 9, 1935; Shiffler and Harsha, Teaching Statistics 2, 1980.) "
            "Other programs may divide by something else."
        ),
        N_("The median is the middle value: as many people are above it as below."),
    ),
    "ranking": (
        N_(
            "By points per place (Borda, 1784) an item gets a point for every other that a vote "
            "places below it; what a vote leaves out shares the points that are left. (Black, "
            "Public Choice 28, 1976.)"
        ),
        N_(
            "One to one (Copeland, 1951; Schulze, Social Choice and Welfare 36, 2011): every item "
            "is compared with every other, by how many people place the one above the other."
        ),
        N_(
            "Kendall’s W says how much people agree on the order, from 0 to 1: 12 S / (m² (n³ − n) "
            "− m ΣT). S is the sum of the squared deviations of the items’ rank totals from their "
            "average, m the votes, n the items; T corrects for shared places. (Kendall and "
            "Gibbons, Rank Correlation Methods, 1990; the words for it are those of Schmidt, "
            "Decision Sciences 28, 1997.)"
        ),
    ),
    "budget": (
        N_(
            "Of a divided amount stand the average and the median: one person can move an average, "
            "medians do not add up to the amount. (Freeman and others, Journal of Economic Theory "
            "193, 2021.)"
        ),
    ),
    "poll": (
        N_(
            "Shares are of those who had an opinion; who had none is counted apart. Where several "
            "answers may be chosen each counts whole. (Brams and Fishburn, American "
            "Political Science Review 72, 1978.)"
        ),
    ),
}

_FOR_EVERYONE: Final = N_(
    "Where everyone sorted, a contribution stands in the group where most put it; the agreement is "
    "their share. (Freeman, Elementary Applied Statistics, 1965.)"
)

_SURVEY: Final = (
    N_("Shares of the survey are of all who answered the question, in whole percents."),
    N_(
        "While answers to the survey could still change they counted in groups. (Adam and "
        "Wortmann, ACM Computing Surveys 21, 1989.)"
    ),
)

_LIMITS: Final = (
    N_("The box counts devices with a seat, not heads: two people may share a phone."),
    N_("Who came, and who spoke up, is no sample: nothing here says what others think."),
    N_("Texts stand here as they were typed."),
    N_("Groups and summaries were made by people, who may see it differently than who wrote."),
)


def formulas(source: Source) -> tuple[Line, ...]:
    """How everything was counted that was counted in this conference."""
    return tuple(_lines(source, _used(source)))


def limits(source: Source) -> tuple[Line, ...]:
    """What the numbers do not say."""
    return (*uncounted(source), *_lines(source, iter(_LIMITS)))


def _used(source: Source) -> Iterator[str]:
    yield from _ALWAYS
    opened = [s for s in source.room.programme() if s.state is not State.PLANNED]
    kinds = {step.kind for step in opened}
    for kind, sentences in _OF_KIND.items():
        if kind in kinds:
            yield from sentences
    if any(is_for_everyone(step) for step in opened):
        yield _FOR_EVERYONE
    if source.room.surveys:
        yield from _SURVEY


def _lines(source: Source, sentences: Iterator[str]) -> Iterator[Line]:
    return (source.line(source.voice.say(each, k=source.k)) for each in sentences)
