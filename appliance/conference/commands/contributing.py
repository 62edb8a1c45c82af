"""What people contribute, and what becomes of it."""

from dataclasses import dataclass

from appliance.conference.records import Relation

from .command import FACILITATOR, HOSTS, Command


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
class HideEntry(Command):
    """Take an entry out of sight of all but its writer and the organisers."""

    roles = FACILITATOR
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RestoreEntry(Command):
    """Bring a hidden or parked entry back."""

    roles = HOSTS
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class ParkEntry(Command):
    """Set an entry aside for later."""

    roles = HOSTS
    entry: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class HighlightEntry(Command):
    """Bring an entry to the fore, or (`on` false) let it be one of the others again."""

    roles = HOSTS
    entry: str
    on: bool = True
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class AcceptLate(Command):
    """Let a late entry count with the others."""

    roles = HOSTS
    entry: str


@dataclass(frozen=True, slots=True)
class WriteSummary(Command):
    """Keep the chair's points (up to three) for a question at a table."""

    roles = HOSTS
    activity: str
    question: str
    points: tuple[str, ...]
    table: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class AgreeSummary(Command):
    """Say that the points for a question are right, or (`is_agreed` false) not yet."""

    roles = HOSTS
    activity: str
    question: str
    table: str | None = None
    is_agreed: bool = True
    if_rev: int | None = None
