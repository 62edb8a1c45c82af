"""A conference, its themes, tables and steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .values import Attribution, JoinCode, Role, Scope, Signal, StageLight, StageMode, State, Text
from .voting import Item

ASKS: Final = ("name", "role")
"""What a conference may ask people about themselves."""


@dataclass(frozen=True, slots=True)
class StageShow:
    """What the facilitator put on the big screen: at most three entries, or a message."""

    mode: StageMode = StageMode.AUTO
    entries: tuple[str, ...] = ()
    text: str = ""


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
    closed_minute: int | None = None
    """When it was closed, in minutes since 1970 (UTC) as the box believed it to be; None: it is not
    over."""
    keep_until: str = ""
    """Until which day all of this is kept, as ISO 8601 writes it, or empty: nobody said."""
    keep_ground: str = ""
    """Why it is kept as long as that, such as a law, or empty."""
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
    heads: int | None = None
    """How many people sit here, counted by a person, without the chair; None: nobody counted."""
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
    at_table: str = ""
    """Which table's points a harvest shows, or empty."""
    at_topic: str = ""
    """Which topic of a discussion stands on the big screen, or empty for all of them."""
    items: tuple[Item, ...] | None = None
    """What the activity is about, fixed when it is opened; before that it follows from what it
    takes from (see `items`)."""
    order_seed: str = ""
    """What each voter's order of the items is shuffled with, kept so that it can be retraced."""
    is_revealed: bool = False
    """Whether the room may see the results of this vote."""
    was_looked_at: bool = False
    """Whether a facilitator saw the results before the room did."""
    ready: tuple[str, ...] = ()
    """The themes whose list is ready in a sorting step; "" where there is one list for all."""
    repeats: str = ""
    """The vote that this one repeats, or empty."""
    breakdown: Mapping[str, Any] | None = None
    """What may be told of this vote per theme, table and role (see `tally.vote_parts`): counted
    once, when the room is first shown the result, or at sealing."""
    contributed: Mapping[str, int] | None = None
    """Kept at sealing: how many people contributed, per group of tables ("3", "1+4") or "all"."""
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
class Code:
    """What opens a page: printed on a chair's, an observer's or the stage's card."""

    id: str
    role: Role
    code: str
    table: str = ""
    seq: int = 0
    rev: int = 0
