"""What the pages of the survey say of kinds of questions, of versions, and of dates."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from markupsafe import Markup

from appliance.conference.records import Asks, SurveyQuestion
from appliance.conference.surveys.differing import Difference, What

from .speech import clock, day, say, t, tn
from .words import N_
from .words import clock as clock_in
from .words import day as day_in

KINDS: Final[Mapping[Asks, tuple[str, str]]] = {
    Asks.CHOICE: (
        N_("One of a list"),
        N_("When exactly one answer fits, such as a role or yes and no."),
    ),
    Asks.MULTIPLE: (N_("Several of a list"), N_("When more than one answer may fit.")),
    Asks.PICK: (
        N_("The most important of a list"),
        N_("When people have to choose: at most three of ten, for example."),
    ),
    Asks.RANK: (N_("Put in order"), N_("When the order matters; keep the list below eight.")),
    Asks.MATRIX: (
        N_("One choice per row"),
        N_("When you ask the same of many things. The outcomes put them in order of share."),
    ),
    Asks.SCALE: (N_("A step on a scale"), N_("When you want to know how much: from 1 to 5.")),
    Asks.NUMBER: (N_("A number"), N_("When you ask for an amount, such as years or people.")),
    Asks.OPEN: (
        N_("In own words"),
        N_("When you do not know the answers yet. From these you make themes."),
    ),
}
"""Per kind what it is called and when to use it, in the order in which they are offered."""

_SAID: Final[Mapping[What, str]] = {
    What.TITLE: N_("The title is other."),
    What.INTRO: N_("The introduction is other."),
    What.HOW: N_("The dates, or for whom it is and whether with names, are other."),
    What.ADDED: N_("“{question}” was added."),
    What.REMOVED: N_("“{question}” was removed."),
    What.KIND: N_("“{question}” is asked in another way."),
    What.OPTION_ADDED: N_("“{part}” was added to “{question}”."),
    What.OPTION_REMOVED: N_("“{part}” was removed from “{question}”."),
    What.ROW_ADDED: N_("The row “{part}” was added to “{question}”."),
    What.ROW_REMOVED: N_("The row “{part}” was removed from “{question}”."),
    What.CHANGED: N_("The words or settings of “{question}” are other."),
    What.ORDER: N_("The order of the questions is other."),
}


def difference(one: Difference) -> Markup:
    """A difference as a sentence."""
    return t(_SAID[one.what], question=say(one.question), part=say(one.part))


def answers_under(one: Difference) -> Markup:
    """How many answers stand under it."""
    return tn("{n} answer", "{n} answers", one.n)


def kind_name(question: SurveyQuestion) -> Markup:
    """What the kind of a question is called."""
    return t(KINDS[question.kind][0])


def at_minute(minute: int) -> str:
    """A day and time at the place: 19 January 2015, 14:05."""
    return f"{day(local(minute)[:10])}, {clock(minute)}"


def at_minute_in(minute: int, language: str) -> str:
    """The same in this language."""
    return f"{day_in(local(minute)[:10], language)}, {clock_in(minute, language)}"


def local(minute: int | None) -> str:
    """A minute as a field for a day and time takes it; "" for none."""
    if minute is None:
        return ""
    return f"{datetime.fromtimestamp(minute * 60, UTC).astimezone():%Y-%m-%dT%H:%M}"


def minute_of(told: str) -> int | None:
    """The minute of a day and time at the place, or None for an empty field. Raises ValueError."""
    if not told.strip():
        return None
    try:
        return int(datetime.fromisoformat(told.strip()).astimezone().timestamp()) // 60
    except OverflowError as no:
        raise ValueError(told) from no
