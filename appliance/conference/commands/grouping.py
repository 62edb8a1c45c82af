"""What is asked while contributions are sorted into groups: each changes as little as it can, so
that many can sort at once."""

from dataclasses import dataclass

from .command import HOSTS, Command


@dataclass(frozen=True, slots=True)
class AddBucket(Command):
    """Make a group in a sorting step, with these contributions in it.

    `theme`: whose list, where there is one per theme; a chair's own when not said. `slug`: the id
    that the group gets, where people are to name it.
    """

    roles = HOSTS
    activity: str
    title: str
    theme: str | None = None
    members: tuple[str, ...] = ()
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class SortInto(Command):
    """Put these into a group, out of any other of the list; what is in it stays."""

    roles = HOSTS
    bucket: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RenameBucket(Command):
    """Give a group another title."""

    roles = HOSTS
    bucket: str
    title: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MarkList(Command):
    """Say that the list of a theme is ready, or (`is_ready` false) not yet.

    `theme` is "" in a step that has one list for all themes.
    """

    roles = HOSTS
    activity: str
    theme: str = ""
    is_ready: bool = True


@dataclass(frozen=True, slots=True)
class MergeEntries(Command):
    """Make one contribution of several, in other words; the originals stand behind it."""

    roles = HOSTS
    entries: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SplitEntry(Command):
    """Take a merged contribution apart: the originals come back to where it was."""

    roles = HOSTS
    entry: str
