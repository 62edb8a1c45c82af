"""A change to the room, and the moment at which it is decided: the rules' way out and way in."""

from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from .records import KIND_OF, Person, Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record as it was and as it is from now on; None where it did not or does not exist."""

    before: Record | None
    after: Record | None

    @property
    def kind(self) -> str:
        """The plural name of what changes, as in `records.KINDS`."""
        return KIND_OF[type(self._either)]

    @property
    def record(self) -> str:
        """The id of the record that changes."""
        return self._either.id

    @property
    def _either(self) -> Record:
        either = self.before if self.after is None else self.after
        if either is None:
            raise ValueError("a change needs a before or an after")
        return either


@dataclass(frozen=True, slots=True)
class Moment:
    """All that differs from one run to the next, brought to the rules from outside.

    `seq` is the number this command gets if it is accepted; `room_ms` never goes backwards;
    `minute` is the wall clock in whole minutes since 1970; `seed` is fresh for every command.
    """

    seq: int
    room_ms: int
    minute: int
    seed: bytes

    def new_id(self, of: str = "") -> str:
        """80 bits as base32 in lower case; `of` tells several ids of one command apart."""
        return b32encode(sha256(self.seed + of.encode()).digest()[:10]).decode().lower()


def stamp(changes: Sequence[Change], seq: int) -> tuple[Change, ...]:
    """The same changes with `seq` on what is new and `rev` on all that stays.

    People carry neither: a number next to that of an entry would join the two (law 6).
    """
    return tuple(_stamped(change, seq) for change in changes)


def _stamped(change: Change, seq: int) -> Change:
    if change.after is None or isinstance(change.after, Person):
        return change
    if change.before is None:
        return Change(None, replace(change.after, seq=seq, rev=seq))
    return Change(change.before, replace(change.after, rev=seq))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an accepted command was told: its number and, where it made something, the new id."""

    seq: int
    made: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written down together: the changes of one or more accepted commands.

    `answers` maps the id that a client gave its command to the answer, and holds no actor.
    `wall_ms` is the wall clock in milliseconds since 1970 (UTC) and `clock` where it came from.
    `erases` are ids and words that nothing written before this may hold any more.
    """

    seq: int
    room_ms: int
    wall_ms: int
    clock: str = "system"
    changes: tuple[Change, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    erases: frozenset[str] = frozenset()
