"""What the conductor needs of a store and of those who follow it, and what it tells who asks.

Only shapes and words; nothing here does anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from .conference.change import Answer, Batch, Change
from .conference.records import Record
from .conference.refusal import Refused
from .conference.room import Room


class CannotSave(Exception):
    """The box cannot write; nothing was changed. `reason` is for the log and the remedy."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(Exception):
    """More is waiting than can be answered soon; nothing was taken in."""


class Unexpected(Exception):
    """A bug of the box; nothing was changed. `number` stands in the log, beside where it was."""

    def __init__(self, number: int) -> None:
        super().__init__(f"number {number}")
        self.number = number


Outcome = Answer | Refused | CannotSave | Unexpected
Done = Callable[[Outcome], None]


class Store(Protocol):
    """Where the conductor writes down; `append` has returned only when it is on disk."""

    @property
    def seq(self) -> int: ...
    @property
    def room_ms(self) -> int: ...
    @property
    def answers(self) -> Mapping[str, Answer]: ...
    @property
    def saved_minute(self) -> int | None: ...
    @property
    def head(self) -> str: ...
    @property
    def is_checkpoint_due(self) -> bool: ...
    def records(self) -> Iterable[Record]: ...
    def append(self, batch: Batch) -> None: ...
    def held_since(self, clock_source: str) -> int: ...
    def recover(self) -> None: ...
    def checkpoint(self) -> None: ...
    def close(self) -> None: ...


class Follower(Protocol):
    """Who is shown what changed; called on the conductor's thread only."""

    def apply(self, changes: Sequence[Change], room: Room) -> None: ...
    def look_again(self, room: Room) -> None: ...
    def keep_up(self, room: Room) -> None: ...
    def flush(self, room: Room) -> float: ...
