"""What is asked of the list of actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import BOX, HOSTS, WRITERS, Command


@dataclass(frozen=True, slots=True)
class PutAction(Command):
    """Write down an action, or (`action` says which) put this in the place of one.

    `source` is the id of what it came from; `table` the table that writes it down, where the
    facilitator types it for one.
    """

    roles = WRITERS
    activity: str
    what: str
    who: str = ""
    by_when: str = ""
    source: str = ""
    action: str | None = None
    table: str | None = None
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveAction(Command):
    """Take an action off the list."""

    roles = HOSTS
    action: str
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class TakeActions(Command):
    """Take in actions that were written down elsewhere, as objects."""

    roles = BOX
    actions: tuple[Mapping[str, Any], ...]
