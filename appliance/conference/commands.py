"""What may be asked, and by which role: one frozen class per command.

A command comes in as a JSON object (`{"do": "post_entry", ...}`), whatever carries it. `read`
turns it into one of these or refuses it by name; nothing in here looks at the room.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from types import NoneType, UnionType
from typing import Any, ClassVar, Final, get_args, get_origin, get_type_hints

from .members import is_sound
from .records import JoinCode, Relation, Role, Signal, StageLight, StageMode
from .refusal import Refused

_WRITERS = frozenset({Role.PARTICIPANT, Role.CHAIR, Role.FACILITATOR})
_HOSTS = frozenset({Role.CHAIR, Role.FACILITATOR})
_PARTICIPANT = frozenset({Role.PARTICIPANT})
_FACILITATOR = frozenset({Role.FACILITATOR})
_BOX = frozenset({Role.BOX})
_ORGANISERS = frozenset({Role.FACILITATOR, Role.BOX})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a role, and as far as it is known the person and the table they sit at.

    `facilitator` is which of several facilitators, as their sign-in tells; it only serves to know
    the one who goes on typing from another.
    """

    role: Role
    person: str | None = None
    table: str | None = None
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that is asked of the room. `roles` may ask it."""

    roles: ClassVar[frozenset[Role]] = _WRITERS


@dataclass(frozen=True, slots=True)
class BeginConference(Command):
    """Load a conference file into an empty room. `file` is its JSON object."""

    roles = _BOX
    conference: str
    file: Mapping[str, Any]
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class JoinTable(Command):
    """Take a seat, or another one. What was written stays with the old table."""

    roles = _PARTICIPANT
    table: str


@dataclass(frozen=True, slots=True)
class Introduce(Command):
    """Tell a name, a role, or neither any more (empty)."""

    roles = _PARTICIPANT
    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class PostEntry(Command):
    """Contribute a text.

    `written_ms` is the room time at which it was sent off; it decides whether an entry that comes
    after closing was in time. `to_chair` hands a text to the chair after closing all the same.
    """

    activity: str
    text: str
    question: str | None = None
    parent: str | None = None
    relation: Relation | None = None
    for_table: str | None = None
    on_behalf: bool = False
    written_ms: int | None = None
    to_chair: bool = False


@dataclass(frozen=True, slots=True)
class EditEntry(Command):
    """Put another text in place of one's own."""

    entry: str
    text: str
    if_rev: int | None = None
    written_ms: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawEntry(Command):
    """Take back one's own entry; its text goes out of the room."""

    entry: str


@dataclass(frozen=True, slots=True)
class OpenActivity(Command):
    """Begin an activity; its timer starts."""

    roles = _FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class PauseActivity(Command):
    """Hold an open activity; its timer stands still."""

    roles = _FACILITATOR
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

    roles = _FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class ReopenActivity(Command):
    """Go on with a closed or paused activity."""

    roles = _FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class SealActivity(Command):
    """Close for good: from here nothing says any more whose entry is whose."""

    roles = frozenset({Role.FACILITATOR, Role.BOX})
    activity: str


@dataclass(frozen=True, slots=True)
class ExtendActivity(Command):
    """Put time on the timer (-3,600 to 3,600 seconds; two minutes when not said)."""

    roles = _FACILITATOR
    activity: str
    seconds: int = 120
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class HideEntry(Command):
    """Take an entry out of sight of all but its writer and the organisers."""

    roles = _FACILITATOR
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RestoreEntry(Command):
    """Bring a hidden or parked entry back."""

    roles = _HOSTS
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class ParkEntry(Command):
    """Set an entry aside for later."""

    roles = _HOSTS
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class HighlightEntry(Command):
    """Bring an entry to the fore, or (`on` false) let it be one of the others again."""

    roles = _HOSTS
    entry: str
    on: bool = True
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class AcceptLate(Command):
    """Let a late entry count with the others."""

    roles = _HOSTS
    entry: str


@dataclass(frozen=True, slots=True)
class SignalTable(Command):
    """Tell the facilitator that a table is ready, or needs help and of which kind."""

    roles = _HOSTS
    signal: Signal
    table: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WriteSummary(Command):
    """Keep the chair's points (up to three) for a question at a table."""

    roles = _HOSTS
    activity: str
    question: str
    points: tuple[str, ...]
    table: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class AgreeSummary(Command):
    """Say that the points for a question are right, or (`is_agreed` false) not yet."""

    roles = _HOSTS
    activity: str
    question: str
    table: str | None = None
    is_agreed: bool = True
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class Say(Command):
    """Send a message to "everyone", "chairs" or "table:<n>"."""

    roles = _FACILITATOR
    text: str
    to: str = "everyone"


@dataclass(frozen=True, slots=True)
class ShowOnStage(Command):
    """Choose what the big screen shows: at most three entries, or a message."""

    roles = _FACILITATOR
    mode: StageMode
    entries: tuple[str, ...] = ()
    text: str = ""
    if_rev: int | None = None
    """The conference's `rev` that the facilitator had in view."""


@dataclass(frozen=True, slots=True)
class ShowSlide(Command):
    """Show another slide of a running presentation; 1 is the first."""

    roles = _FACILITATOR
    activity: str
    slide: int
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RetireTable(Command):
    """Put a table out of use; what was written there stays."""

    roles = _FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class ReturnTable(Command):
    """Take a table into use again, also one that was merged."""

    roles = _FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class MergeTable(Command):
    """Put a table out of use and let its people go on at another one."""

    roles = _FACILITATOR
    table: str
    into: str


@dataclass(frozen=True, slots=True)
class AddTable(Command):
    """Put one more table in the room, with the next number and a code for its chair."""

    roles = _FACILITATOR
    theme: str
    seats: int = 10


@dataclass(frozen=True, slots=True)
class ArrangeStage(Command):
    """Choose the light of the big screen, the size of the code on it, or both."""

    roles = _FACILITATOR
    light: StageLight | None = None
    join_code: JoinCode | None = None


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back the act with this number."""

    roles = _FACILITATOR
    seq: int


@dataclass(frozen=True, slots=True)
class EditConference(Command):
    """Put these members, as a conference file has them, in the place of the conference's own."""

    roles = _FACILITATOR
    members: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class PutTheme(Command):
    """Add a theme, or give one another title; `item` is as in a conference file."""

    roles = _FACILITATOR
    item: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MoveTheme(Command):
    """Give a theme another number, from 1."""

    roles = _FACILITATOR
    theme: str
    to: int


@dataclass(frozen=True, slots=True)
class RemoveTheme(Command):
    """Take out a theme that no table and no question is about."""

    roles = _FACILITATOR
    theme: str


@dataclass(frozen=True, slots=True)
class PutTable(Command):
    """Add a table, or change its theme, seats or chair; `item` is as in a conference file."""

    roles = _FACILITATOR
    item: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveTable(Command):
    """Take out a table at which nobody sat or wrote."""

    roles = _FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class PutActivity(Command):
    """Add a step after another (or at the end), or change one; `item` is as in a file."""

    roles = _FACILITATOR
    item: Mapping[str, Any]
    after: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MoveActivity(Command):
    """Give a step another place in the programme, from 1."""

    roles = _FACILITATOR
    activity: str
    to: int


@dataclass(frozen=True, slots=True)
class RemoveActivity(Command):
    """Take out a step that has not begun."""

    roles = _FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class PutSurvey(Command):
    """Make a survey of this file, or put the file in the place of what it was."""

    roles = _ORGANISERS
    file: Mapping[str, Any]
    survey: str = "survey"
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class OpenSurvey(Command):
    """Let people answer, also again after closing."""

    roles = _ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class CloseSurvey(Command):
    """Take no more answers; can be taken back by opening."""

    roles = _ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class SealSurvey(Command):
    """Close for good: from here nothing says any more whose answers are whose."""

    roles = _ORGANISERS
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class PutInvitees(Command):
    """Invite people, or correct what is known of them: objects of label, email, role and code."""

    roles = _ORGANISERS
    invitees: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RemoveInvitee(Command):
    """Take somebody off the list of invitees."""

    roles = _FACILITATOR
    invitee: str


@dataclass(frozen=True, slots=True)
class AnswerSurvey(Command):
    """Answer some questions, and with `is_complete` be done; until closing one may go on."""

    roles = frozenset({Role.INVITEE})
    answers: Mapping[str, Any]
    survey: str = "survey"
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class TypeResponse(Command):
    """Type in what somebody answered on paper, perhaps an invitee."""

    roles = _FACILITATOR
    answers: Mapping[str, Any]
    survey: str = "survey"
    invitee: str | None = None


@dataclass(frozen=True, slots=True)
class TakeResponses(Command):
    """Take in what was answered elsewhere: objects of answers, and id, code, mark, role, origin."""

    roles = _ORGANISERS
    responses: tuple[Mapping[str, Any], ...]
    survey: str = "survey"


@dataclass(frozen=True, slots=True)
class PutBucket(Command):
    """Make a group of these texts of a list, or give one another title or other texts."""

    roles = _FACILITATOR
    of: str
    title: str
    members: tuple[str, ...]
    bucket: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MergeBuckets(Command):
    """Put all texts of one group into another."""

    roles = _FACILITATOR
    bucket: str
    into: str


@dataclass(frozen=True, slots=True)
class RemoveBucket(Command):
    """Take a group away; its texts are loose again."""

    roles = _FACILITATOR
    bucket: str


@dataclass(frozen=True, slots=True)
class TakeOut(Command):
    """Take texts out of a group; no suggestion puts them back into it."""

    roles = _FACILITATOR
    bucket: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepApart(Command):
    """Let a suggestion be: these texts are not suggested together, or for this group, any more."""

    roles = _FACILITATOR
    of: str
    members: tuple[str, ...]
    bucket: str | None = None


@dataclass(frozen=True, slots=True)
class BucketToTheme(Command):
    """Make a theme of a group's title."""

    roles = _FACILITATOR
    bucket: str


@dataclass(frozen=True, slots=True)
class BucketToQuestion(Command):
    """Make a prepared question of a group's title, in this step."""

    roles = _FACILITATOR
    bucket: str
    activity: str


@dataclass(frozen=True, slots=True)
class BringAnswers(Command):
    """Make a group's texts first contributions to a question, marked as from the survey."""

    roles = _FACILITATOR
    bucket: str
    activity: str
    question: str


@dataclass(frozen=True, slots=True)
class TakeSorting(Command):
    """Take in what was sorted elsewhere: groups, and texts that are kept apart, as objects."""

    roles = _BOX
    groups: tuple[Mapping[str, Any], ...]
    apart: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class NoteClock(Command):
    """Keep by how much the clock was off for the commands above `after` up to `upto`."""

    roles = _BOX
    minutes: int
    after: int
    upto: int
    source: str


@dataclass(frozen=True, slots=True)
class StartPractice(Command):
    """Begin practising; only while nothing real has been written."""

    roles = _FACILITATOR


@dataclass(frozen=True, slots=True)
class StopPractice(Command):
    """End practising; everything that was typed is wiped."""

    roles = _FACILITATOR


def _do(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()


COMMANDS: Final[Mapping[str, type[Command]]] = {_do(c): c for c in Command.__subclasses__()}
"""Every command by the name under which it is asked, such as `post_entry`."""

DO: Final[Mapping[type[Command], str]] = {command: do for do, command in COMMANDS.items()}

_HINTS = {command: get_type_hints(command) for command in COMMANDS.values()}


def read(asked: Mapping[str, Any]) -> Command:
    """The command in a JSON object. Members that the command does not know are left aside.

    Raises Refused `unknown_command`, or `bad_command` for what is of the wrong type or cannot be
    written down at all.
    """
    do = asked.get("do")
    if not isinstance(do, str) or do not in COMMANDS:
        raise Refused("unknown_command")
    command = COMMANDS[do]
    return command(**{f.name: _member(command, f, asked) for f in fields(command)})


def _member(command: type[Command], field: Any, asked: Mapping[str, Any]) -> Any:
    if field.name in asked:
        if not is_sound(asked[field.name]):
            raise Refused("bad_command")
        return _typed(_HINTS[command][field.name], asked[field.name])
    if field.default is MISSING:
        raise Refused("bad_command")
    return field.default


def _typed(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) is UnionType:
        if value is None and NoneType in get_args(wanted):
            return None
        wanted = next(kind for kind in get_args(wanted) if kind is not NoneType)
    if get_origin(wanted) is tuple:
        return tuple(_typed(get_args(wanted)[0], item) for item in _of(list, value))
    if get_origin(wanted) is Mapping:
        return _of(dict, value)
    if wanted in (str, int, bool):
        return _of(wanted, value)
    try:
        return wanted(value)
    except ValueError:
        raise Refused("bad_command") from None


def _of(wanted: type, value: Any) -> Any:
    # `bool` is an `int` to Python, but `true` is not a number to a person.
    if type(value) is not wanted:
        raise Refused("bad_command")
    return value
