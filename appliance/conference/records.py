"""What exists in a conference: one frozen record per thing that can be named.

A record knows no other record except by id, no clock and no file. Every record carries `seq`, the
number of the command that made it (this is the order of the room), and `rev`, the number of the
command that changed it last. Both are stamped by `change.stamp`, never by a rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Text = str | Mapping[str, str]
"""Text by the organiser: one string, or one per language. Text by people is always `str`."""


class Role(StrEnum):
    """Who somebody is in the room; decides what may be asked and what is seen."""

    PARTICIPANT = "participant"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    STAGE = "stage"
    OBSERVER = "observer"
    INVITEE = "invitee"
    BOX = "box"


class State(StrEnum):
    """Where an activity is in its life. Closing can be taken back, sealing cannot."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SEALED = "sealed"


class Scope(StrEnum):
    """Who shares one list of entries: the room, the tables of a theme, or one table."""

    PLENARY = "plenary"
    THEME = "theme"
    TABLE = "table"


class Attribution(StrEnum):
    """What stands beside an entry. Only `NAMED` ever shows or stores who wrote it."""

    WITHOUT_NAME = "without_name"
    TABLE = "table"
    NAMED = "named"


class Relation(StrEnum):
    """How an entry answers another: about it (`COMMENT`), or a new one on top of it."""

    COMMENT = "comment"
    BUILD_ON = "build_on"


class Origin(StrEnum):
    """Where an entry came from."""

    ROOM = "room"
    CHAIR = "chair"
    FACILITATOR = "facilitator"
    SURVEY = "survey"
    PAPER = "paper"


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


class Signal(StrEnum):
    """What a table tells the facilitator."""

    NONE = "none"
    READY = "ready"
    HELP = "help"


class StageMode(StrEnum):
    """What the big screen shows. `AUTO` follows the programme."""

    AUTO = "auto"
    WELCOME = "welcome"
    PROGRAMME = "programme"
    ENTRIES = "entries"
    MESSAGE = "message"
    BLACK = "black"


class StageLight(StrEnum):
    """Dark on light or light on dark; `AUTO`, what nobody chose, is light: people write there."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"


class JoinCode(StrEnum):
    """How large the code to join stands beside the rest; `AUTO` looks whether most have joined."""

    AUTO = "auto"
    LARGE = "large"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class StageShow:
    """What the facilitator put on the big screen: at most three entries, or a message."""

    mode: StageMode = StageMode.AUTO
    entries: tuple[str, ...] = ()
    text: str = ""


ASKS: Final = ("name", "role")
"""What a conference may ask people about themselves."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the venue's staff can call on the day."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class StageLook:
    """How the big screen looks, whatever it shows and whichever computer shows it."""

    light: StageLight = StageLight.AUTO
    join_code: JoinCode = JoinCode.AUTO


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The box's clock was put right by so many minutes (negative: it was ahead).

    What got a number above `after` and up to `upto` was written while it was off. `source` is who
    said what time it is: "organiser", "ntp", "rtc" or "unknown".
    """

    minutes: int
    after: int
    upto: int
    source: str = "unknown"


@dataclass(frozen=True, slots=True)
class Conference:
    """The one conference of a room."""

    id: str
    title: Text
    client: str = ""
    date: str = ""
    """ISO 8601 calendar date, or empty."""
    place: str = ""
    languages: tuple[str, ...] = ("nl", "en")
    participants_expected: int = 0
    asks: tuple[str, ...] = ()
    """What people are asked about themselves when they come in, of `ASKS`; they may skip it."""
    starts_at: str = ""
    """When the programme begins, as "13:00" on the clock of the place, or empty."""
    is_practice: bool = False
    show: StageShow = field(default_factory=StageShow)
    contact: Contact = field(default_factory=Contact)
    stage: StageLook = field(default_factory=StageLook)
    clocks: tuple[ClockSet, ...] = ()
    """Every time that the clock was found to be off, in the order in which it was."""
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject of the conference; `number` (from 1) gives it its sign and colour."""

    id: str
    title: Text
    number: int
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A round table. Its id is its number, written as on the card.

    One that is out of use may name the table that its people went on with (`merged_into`).
    """

    id: str
    number: int
    theme: str
    seats: int = 10
    chair: str = ""
    is_in_use: bool = True
    merged_into: str | None = None
    signal: Signal = Signal.NONE
    reason: str = ""
    signalled_room_ms: int | None = None
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A prepared question of an activity; put to the tables of `themes`, or to all when empty.

    `prompts` are the organiser's follow-up questions, for the chair to ask aloud.
    """

    id: str
    text: Text
    themes: tuple[str, ...] = ()
    explanation: Text = ""
    prompts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """One step of the programme.

    `settings` holds what only its kind understands (see `activities`); what this version does not
    know stays in it untouched. Times are in room milliseconds. `remaining_ms` is what is left on
    the timer while it does not run; `closes_at_room_ms` is when the box closes an open activity,
    because a facilitator asked for it.
    """

    id: str
    kind: str
    title: Text
    position: int
    scope: Scope = Scope.PLENARY
    minutes: int = 0
    attribution: Attribution = Attribution.WITHOUT_NAME
    writers: tuple[Role, ...] = (Role.PARTICIPANT, Role.CHAIR)
    instruction: Text = ""
    questions: tuple[Question, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    state: State = State.PLANNED
    opened_room_ms: int | None = None
    paused_room_ms: int | None = None
    closed_room_ms: int | None = None
    ends_at_room_ms: int | None = None
    remaining_ms: int | None = None
    closes_at_room_ms: int | None = None
    slide: int = 1
    """Which of a presentation's slides is shown, 1 is the first."""
    contributed: Mapping[str, int] | None = None
    """Kept at sealing: how many people contributed, per group of tables ("3", "1+4") or "all"."""
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part, known only by a seat and, if they chose to give it, a name.

    The id is made from a device's secret outside the rules, so that no document joins a device to
    a person.
    """

    id: str
    table: str
    name: str = ""
    role: str = ""
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A contribution, kept exactly as typed.

    `owner` is the id of the person who wrote it: plain in memory, locked by the activity's key on
    disk, and gone after sealing. `minute` is the wall clock in whole minutes since 1970 (UTC): a
    finer time could join an entry to a person. It stays as the box believed it to be; show what
    `Room.right_minute` makes of it.
    """

    id: str
    activity: str
    question: str
    theme: str
    table: str
    text: str
    round: int = 1
    owner: str | None = None
    name: str = ""
    parent: str | None = None
    relation: Relation | None = None
    origin: Origin = Origin.ROOM
    is_on_behalf: bool = False
    is_edited: bool = False
    is_withdrawn: bool = False
    is_hidden: bool = False
    is_parked: bool = False
    is_highlighted: bool = False
    is_late: bool = False
    minute: int = 0
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """Something the facilitator says; `to` is "everyone", "chairs" or "table:<n>"."""

    id: str
    text: str
    to: str
    room_ms: int
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """The chair's points for a question at a table; the id is "<activity>.<question>.<table>".

    `is_agreed`: the chair has said that these are what the table thinks ("This is right").
    """

    id: str
    activity: str
    question: str
    table: str
    points: tuple[str, ...]
    is_agreed: bool = False
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Reversal:
    """How one record can be put back: the fields an act changed, as they were and as it left them.

    `before` is None where the act made the record, `after` where it ended it. Owners and texts of
    entries never stand in it.
    """

    kind: str
    record: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Act:
    """Something a facilitator did that can be taken back; the id is the command's number.

    Of a stretch of typing it is that of the last pause, as `room_ms` is; `began_room_ms` is that of
    the first. `by` tells one facilitator from another.
    """

    id: str
    do: str
    subject: str
    reversals: tuple[Reversal, ...]
    room_ms: int
    is_undone: bool = False
    by: str = ""
    began_room_ms: int | None = None
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """What opens a page: printed on a chair's, an observer's or the stage's card."""

    id: str
    role: Role
    code: str
    table: str = ""
    seq: int = 0
    rev: int = 0


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
    NAMED.
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
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Bucket:
    """A group of texts that say the same; `of` names the list that is sorted (see `sorting`).

    `members` are the ids of the texts, `without` of those that a person took out. `theme` and
    `question` ("<activity>.<question>") name what was made of it.
    """

    id: str
    of: str
    title: str
    members: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    theme: str = ""
    question: str = ""
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Separation:
    """Texts of a list that a person does not want together: no two are suggested as one group."""

    id: str
    of: str
    members: tuple[str, ...]
    seq: int = 0
    rev: int = 0


Record = (
    Conference
    | Theme
    | Table
    | Activity
    | Person
    | Entry
    | Message
    | Summary
    | Act
    | Code
    | Survey
    | Invitee
    | Response
    | Bucket
    | Separation
)

KINDS: Final[Mapping[str, type[Record]]] = {
    "conferences": Conference,
    "themes": Theme,
    "tables": Table,
    "activities": Activity,
    "people": Person,
    "entries": Entry,
    "messages": Message,
    "summaries": Summary,
    "acts": Act,
    "codes": Code,
    "surveys": Survey,
    "invitees": Invitee,
    "responses": Response,
    "buckets": Bucket,
    "separations": Separation,
}
"""The name of each kind, as in the store and in a view, and its record."""

KIND_OF: Final[Mapping[type[Record], str]] = {record: kind for kind, record in KINDS.items()}


def say(text: Text, language: str, languages: tuple[str, ...] = ()) -> str:
    """The text in the asked language, else in the first of `languages`, else in any."""
    if isinstance(text, str):
        return text
    for wanted in (language, *languages):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()), "")
