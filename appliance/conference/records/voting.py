"""What is put to the vote, and what people vote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .values import Origin, Text


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the list of an activity: to be voted on, sorted or discussed.

    It keeps the id of what it was taken from, so that the chain from a contribution to a decision
    can be followed; `behind` are the contributions that it rests on. One that was merged while
    people voted names the one that it went `into`.
    """

    id: str
    text: Text
    theme: str = ""
    behind: tuple[str, ...] = ()
    is_withdrawn: bool = False
    into: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person votes in one activity; `values` as its kind says.

    `owner` is the id of a person, or "chair.<table>": plain in memory, locked by the activity's key
    on disk, and gone after sealing. One that somebody typed for another has none. `receipt` is told
    to the voter only, so that they can find it in the list of ballots. It carries no time and no
    role: either could point at somebody.
    """

    id: str
    activity: str
    table: str
    theme: str
    values: Mapping[str, Any] = field(default_factory=dict)
    receipt: str = ""
    owner: str | None = None
    origin: Origin = Origin.ROOM
    seq: int = 0
    rev: int = 0
