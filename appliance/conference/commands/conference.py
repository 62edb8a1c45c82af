"""What is asked of the conference as a whole: begin it, come in, practise, take an act back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import BOX, FACILITATOR, HOSTS, PARTICIPANT, Command


@dataclass(frozen=True, slots=True)
class BeginConference(Command):
    """Load a conference file into an empty room. `file` is its JSON object."""

    roles = BOX
    conference: str
    file: Mapping[str, Any]
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class JoinTable(Command):
    """Take a seat, or another one. What was written stays with the old table."""

    roles = PARTICIPANT
    table: str


@dataclass(frozen=True, slots=True)
class Introduce(Command):
    """Tell a name, a role, or neither any more (empty)."""

    roles = PARTICIPANT
    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class StartPractice(Command):
    """Begin practising; only while nothing real has been written."""

    roles = FACILITATOR


@dataclass(frozen=True, slots=True)
class StopPractice(Command):
    """End practising; everything that was typed is wiped."""

    roles = FACILITATOR


@dataclass(frozen=True, slots=True)
class NoteClock(Command):
    """Keep by how much the clock was off for the commands above `after` up to `upto`."""

    roles = BOX
    minutes: int
    after: int
    upto: int
    source: str


@dataclass(frozen=True, slots=True)
class Undo(Command):
    """Take back the act with this number; a chair only what that chair did."""

    roles = HOSTS
    seq: int
