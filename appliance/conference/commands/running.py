"""What leads the room: steps, tables, messages and the big screen."""

from dataclasses import dataclass

from appliance.conference.records import JoinCode, Role, Signal, StageLight, StageMode

from .command import FACILITATOR, HOSTS, Command


@dataclass(frozen=True, slots=True)
class OpenActivity(Command):
    """Begin an activity; its timer starts.

    `anyway`: also where its list comes from a sorting step of which not every list is ready.
    """

    roles = FACILITATOR
    activity: str
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class PauseActivity(Command):
    """Hold an open activity; its timer stands still."""

    roles = FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class CloseActivity(Command):
    """End an activity, now or in so many seconds; can be taken back by reopening.

    When that time has come the box asks again, for now.
    """

    roles = frozenset({Role.FACILITATOR, Role.BOX})
    activity: str
    in_s: int = 0


@dataclass(frozen=True, slots=True)
class KeepOpen(Command):
    """Do not close an activity that was going to be closed in a moment."""

    roles = FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class ReopenActivity(Command):
    """Go on with a closed or paused activity."""

    roles = FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class SealActivity(Command):
    """Close for good: from here nothing says any more whose entry is whose."""

    roles = frozenset({Role.FACILITATOR, Role.BOX})
    activity: str


@dataclass(frozen=True, slots=True)
class ExtendActivity(Command):
    """Put time on the timer (-3,600 to 3,600 seconds; two minutes when not said)."""

    roles = FACILITATOR
    activity: str
    seconds: int = 120
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class ShowSlide(Command):
    """Show another slide of a running presentation; 1 is the first."""

    roles = FACILITATOR
    activity: str
    slide: int
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class ShowTable(Command):
    """Show the points of this table in a running harvest, or (empty) of none."""

    roles = FACILITATOR
    activity: str
    table: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class ShowTopic(Command):
    """Show this topic of a running discussion on the big screen, or (empty) all of them."""

    roles = FACILITATOR
    activity: str
    topic: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class SignalTable(Command):
    """Tell the facilitator that a table is ready, or needs help and of which kind."""

    roles = HOSTS
    signal: Signal
    table: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CountHeads(Command):
    """Tell how many people sit at a table, without its chair; None takes the count back."""

    roles = HOSTS
    heads: int | None
    table: str | None = None


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Send a message to "everyone", "chairs" or "table:<n>"."""

    roles = FACILITATOR
    text: str
    to: str = "everyone"


@dataclass(frozen=True, slots=True)
class ShowOnStage(Command):
    """Choose what the big screen shows: at most three entries, or a message."""

    roles = FACILITATOR
    mode: StageMode
    entries: tuple[str, ...] = ()
    text: str = ""
    if_rev: int | None = None
    """The conference's `rev` that the facilitator had in view."""


@dataclass(frozen=True, slots=True)
class ArrangeStage(Command):
    """Choose the light of the big screen, the size of the code on it, or both."""

    roles = FACILITATOR
    light: StageLight | None = None
    join_code: JoinCode | None = None


@dataclass(frozen=True, slots=True)
class RetireTable(Command):
    """Put a table out of use; what was written there stays."""

    roles = FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class ReturnTable(Command):
    """Take a table into use again, also one that was merged."""

    roles = FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class MergeTable(Command):
    """Put a table out of use and let its people go on at another one."""

    roles = FACILITATOR
    table: str
    into: str


@dataclass(frozen=True, slots=True)
class AddTable(Command):
    """Put one more table in the room, with the next number and a code for its chair."""

    roles = FACILITATOR
    theme: str
    seats: int = 10
