"""The survey before the conference, and who answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .values import Attribution, Origin, State, Text


class Asks(StrEnum):
    """What a question of a survey wants: words, one option, several, a step on a scale, an option
    per row, a number, so many options, or options in order."""

    OPEN = "open"
    CHOICE = "choice"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    NUMBER = "number"
    PICK = "pick"
    RANK = "rank"


class Tells(StrEnum):
    """What the answer to a question of a survey says of who answers."""

    NOTHING = ""
    ROLE = "role"
    ATTENDS = "attends"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, or a row to choose it for."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """A question of a survey.

    `pick` is how many options a PICK takes. `least` and `most` bound a SCALE or a NUMBER;
    `least_text` and `most_text` say what the ends of a scale mean. With `takes_from` its options
    are the rows of that question. A `section` begins a new page, under that heading. Where it
    tells whether somebody attends, the first option says yes.
    """

    id: str
    kind: Asks
    text: Text
    is_required: bool = False
    explanation: Text = ""
    section: Text = ""
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    takes_from: str = ""
    pick: int = 0
    least: int | None = None
    most: int | None = None
    least_text: Text = ""
    most_text: Text = ""
    tells: Tells = Tells.NOTHING


@dataclass(frozen=True, slots=True)
class Survey:
    """What all invitees are asked before the conference.

    It opens and closes by itself at a minute of the wall clock (since 1970, UTC) where one is set.
    `is_for_anyone`: there is a link without a personal code too. `attribution` is WITHOUT_NAME or
    NAMED. `is_reopened`: it was closed before, so that its figures were seen whole already.
    """

    id: str
    title: Text
    intro: Text = ""
    questions: tuple[SurveyQuestion, ...] = ()
    attribution: Attribution = Attribution.WITHOUT_NAME
    is_for_anyone: bool = False
    opens_minute: int | None = None
    closes_minute: int | None = None
    state: State = State.PLANNED
    closed_minute: int | None = None
    is_reopened: bool = False
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody who was asked to answer the survey, with a personal code; "" where it is not here.

    `has_answered` is kept at sealing; before that it follows from the owners of the responses.
    """

    id: str
    code: str
    label: str
    email: str = ""
    role: str = ""
    has_answered: bool | None = None
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered, by question; of a matrix the option by row.

    `owner` is the id of the invitee, or of a browser that came without a code: plain in memory,
    locked by the survey's key on disk, and gone after sealing. It counts once it `is_complete`.
    `name` stands there only in a survey with names. `mark` is what tells one from another that
    came in from elsewhere, so that it does not come in twice.

    `is_held`: what it says is not in the figures yet (surveys.holding); `was` is what stands there
    meanwhile (answers, role, is_attending), None for nothing. Both are gone after sealing.
    """

    id: str
    survey: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    role: str = ""
    is_attending: bool | None = None
    is_complete: bool = False
    owner: str | None = None
    name: str = ""
    origin: Origin = Origin.SURVEY
    mark: str = ""
    is_held: bool = False
    was: Mapping[str, Any] | None = None
    seq: int = 0
    rev: int = 0

    @property
    def is_leaving(self) -> bool:
        """Whether it was taken out, and stands in the figures until others go with it."""
        return self.was is not None and not self.is_complete
