"""What the web part is handed by the box: everything it needs of parts that it must not know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from appliance.conductor import Outcome
from appliance.conference.change import Answer
from appliance.conference.commands import Actor, Command
from appliance.conference.room import Room

from .limits import Rates
from .visitor import Visitor

T = TypeVar("T")


class Conductor(Protocol):
    """The one writer of a conference, as far as the web part needs it."""

    def ask(self, actor: Actor, command: Command, id: str, timeout_s: float = 10.0) -> Answer:
        """Wait for the answer; it is on disk then. Raises Refused, CannotSave, Busy, Unexpected."""

    def submit(
        self,
        actor: Actor,
        command: Command,
        id: str,
        done: Callable[[Outcome], None],
    ) -> None:
        """Ask without waiting; `done` is called on the conductor's thread. Raises Busy."""

    def read(self, look: Callable[[Room], T], timeout_s: float = 5.0) -> T:
        """Let `look` see the room between two changes. Raises Busy."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What an audience sees at one moment, and what is one person's own (None for the others)."""

    seq: int
    room_ms: int
    view: Mapping[str, Mapping[str, Any]]
    """Documents by kind and id."""
    mine: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The other parts, as functions. All of them may be called from any thread."""

    conductor: Conductor
    secret: bytes
    """The box's own; signs the cookies and makes the ids of people."""
    boot: str
    """Differs after every start."""
    check_organiser_code: Callable[[str], bool]
    """True once for the right code, which is then replaced."""
    address: Callable[[], str]
    """The canonical base address, such as "http://192.168.1.4:8080"."""
    own_hosts: Callable[[], frozenset[str]]
    """All host names and addresses that are this box: lower case, without port or brackets."""
    adopt: Callable[[Any, Visitor], None]
    """Hands an opened flask-sock socket over to the one who carries it from there."""
    reply: Callable[[Any, bytes], None]
    """Sends one text to one link."""
    typing: Callable[[Any], None]
    """Tells that this link's person types."""
    changes: Callable[[Visitor, int, str], Mapping[str, Any]]
    """What (visitor, since, box) is told by GET /api/changes."""
    look: Callable[[str, str | None], Looked]
    """What (audience, person) sees now."""
    room_ms: Callable[[], int]
    """Room time now."""
    health: Callable[[], Mapping[str, Any]]
    """phones, threads, cpu_s, rss_mb and what else a machine may want to know."""
    print_cards: Callable[[str, Sequence[str]], bytes | None] = lambda part, languages: None
    """The cards as PDF: one part of them or all (""), in these languages. None where the box
    cannot make any. May take seconds."""
    has_room: Callable[[], bool] = lambda: True
    """Whether one more socket would be taken in."""
    version: str = ""
    rates: Rates = field(default_factory=Rates)
    sock_options: Mapping[str, Any] = field(default_factory=dict)
    """SOCK_SERVER_OPTIONS of flask-sock."""
