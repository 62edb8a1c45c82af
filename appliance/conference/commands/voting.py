"""What is asked of a vote and of the list that is voted on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .command import FACILITATOR, WRITERS, Command


@dataclass(frozen=True, slots=True)
class CastBallot(Command):
    """Vote, or vote otherwise: these values in the place of what one voted before.

    `written_ms` is the room time at which it was sent off; it decides whether a ballot that comes
    after closing was in time. `on_behalf`: a chair or facilitator types somebody else's ballot.
    """

    roles = WRITERS
    activity: str
    values: Mapping[str, Any]
    table: str | None = None
    on_behalf: bool = False
    written_ms: int | None = None


@dataclass(frozen=True, slots=True)
class RevealResults(Command):
    """Show the results of a closed vote to the room, or (`is_revealed` false) not any more."""

    roles = FACILITATOR
    activity: str
    is_revealed: bool = True


@dataclass(frozen=True, slots=True)
class LookAhead(Command):
    """Let the facilitators see the results of a closed vote before the room does; that is kept."""

    roles = FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class WithdrawItem(Command):
    """Take something off the list of a running activity, or (`is_withdrawn` false) bring it back.

    Votes for it are kept and do not count.
    """

    roles = FACILITATOR
    activity: str
    item: str
    is_withdrawn: bool = True


@dataclass(frozen=True, slots=True)
class MergeItem(Command):
    """Let an item of a running activity be part of another; votes for it go along."""

    roles = FACILITATOR
    activity: str
    item: str
    into: str


@dataclass(frozen=True, slots=True)
class ChooseList(Command):
    """Choose where the list of a step that was not opened yet comes from.

    `input` is the id of an earlier step, "" for none; `take_top` how many of the highest, 0 for
    all; `chosen` the ids of what is taken, empty for all.
    """

    roles = FACILITATOR
    activity: str
    input: str = ""
    take_top: int = 0
    only_highlighted: bool = False
    chosen: tuple[str, ...] = ()
    if_rev: int | None = None


@dataclass(frozen=True, slots=True)
class RepeatActivity(Command):
    """Put the same vote on the same list in the programme once more, right after it."""

    roles = FACILITATOR
    activity: str


@dataclass(frozen=True, slots=True)
class DiscussItems(Command):
    """Put a discussion of these items in the programme, right after the activity."""

    roles = FACILITATOR
    activity: str
    items: tuple[str, ...]
