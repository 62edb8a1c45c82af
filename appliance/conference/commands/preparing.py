"""What makes and changes a conference: its themes, tables and steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import FACILITATOR, Command


@dataclass(frozen=True, slots=True)
class EditConference(Command):
    """Put these members, as a conference file has them, in the place of the conference's own."""

    roles = FACILITATOR
    members: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class PutTheme(Command):
    """Add a theme, or give one another title; `item` is as in a conference file."""

    roles = FACILITATOR
    item: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MoveTheme(Command):
    """Give a theme another number, from 1."""

    roles = FACILITATOR
    theme: str
    to: int


@dataclass(frozen=True, slots=True)
class RemoveTheme(Command):
    """Take out a theme that no table and no question is about."""

    roles = FACILITATOR
    theme: str


@dataclass(frozen=True, slots=True)
class PutTable(Command):
    """Add a table, or change its theme, seats or chair; `item` is as in a conference file."""

    roles = FACILITATOR
    item: Mapping[str, Any]
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveTable(Command):
    """Take out a table at which nobody sat or wrote."""

    roles = FACILITATOR
    table: str


@dataclass(frozen=True, slots=True)
class PutActivity(Command):
    """Add a step after another (or at the end), or change one; `item` is as in a file."""

    roles = FACILITATOR
    item: Mapping[str, Any]
    after: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MoveActivity(Command):
    """Give a step another place in the programme, from 1."""

    roles = FACILITATOR
    activity: str
    to: int


@dataclass(frozen=True, slots=True)
class RemoveActivity(Command):
    """Take out a step that has not begun."""

    roles = FACILITATOR
    activity: str
