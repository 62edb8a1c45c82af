"""What puts texts into groups, and makes something of a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import BOX, FACILITATOR, HOSTS, Command


@dataclass(frozen=True, slots=True)
class PutBucket(Command):
    """Make a group of these texts of a list, or give one another title or other texts."""

    roles = FACILITATOR
    of: str
    title: str
    members: tuple[str, ...]
    bucket: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MergeBuckets(Command):
    """Put all texts of one group into another."""

    roles = HOSTS
    bucket: str
    into: str


@dataclass(frozen=True, slots=True)
class RemoveBucket(Command):
    """Take a group away; its texts are loose again."""

    roles = HOSTS
    bucket: str


@dataclass(frozen=True, slots=True)
class TakeOut(Command):
    """Take texts out of a group; no suggestion puts them back into it."""

    roles = HOSTS
    bucket: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepApart(Command):
    """Let a suggestion be: these texts are not suggested together, or for this group, any more."""

    roles = FACILITATOR
    of: str
    members: tuple[str, ...]
    bucket: str | None = None


@dataclass(frozen=True, slots=True)
class BucketToTheme(Command):
    """Make a theme of a group's title."""

    roles = FACILITATOR
    bucket: str


@dataclass(frozen=True, slots=True)
class BucketToQuestion(Command):
    """Make a prepared question of a group's title, in this step."""

    roles = FACILITATOR
    bucket: str
    activity: str


@dataclass(frozen=True, slots=True)
class BringAnswers(Command):
    """Make a group's texts first contributions to a question, marked as from the survey."""

    roles = FACILITATOR
    bucket: str
    activity: str
    question: str


@dataclass(frozen=True, slots=True)
class TakeSorting(Command):
    """Take in what was sorted elsewhere: groups, and texts that are kept apart, as objects."""

    roles = BOX
    groups: tuple[Mapping[str, Any], ...]
    apart: tuple[Mapping[str, Any], ...] = ()
