"""The people in the room, and what they contribute."""

from dataclasses import dataclass

from .values import Origin, Relation


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
    behind: tuple[str, ...] = ()
    """The contributions that were merged into this one, and stay as they were."""
    minute: int = 0
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
class Bucket:
    """A group of texts that say the same; `of` names the list that is sorted (see `sorting`).

    `members` are the ids of the texts, `without` of those that a person took out. `theme` and
    `question` ("<activity>.<question>") name what was made of it. Where everyone sorts, `by_count`
    are those of the members that are here because most put them here and nobody decided otherwise,
    and `stands_for` the groups that were merged into this one: choices for these are for it.
    """

    id: str
    of: str
    title: str
    members: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    theme: str = ""
    question: str = ""
    by_count: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()
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
