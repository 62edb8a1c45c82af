"""What hosts do with entries that others wrote: hide, bring back, park, highlight, accept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .change import Change, Moment
from .commands import AcceptLate, Actor, HideEntry, HighlightEntry, ParkEntry, RestoreEntry
from .grouping import may_sort
from .records import Entry, Role
from .refusal import Refused, refuse_if_changed
from .room import Room


def entry_of(room: Room, entry: str) -> Entry:
    """The entry with this id. Raises Refused `unknown_entry` or `withdrawn`."""
    found = room.entries.get(entry)
    if found is None:
        raise Refused("unknown_entry")
    if found.is_withdrawn:
        raise Refused("withdrawn")
    return found


def hide_entry(room: Room, actor: Actor, command: HideEntry, moment: Moment) -> Sequence[Change]:
    """Take an entry out of sight."""
    return _set(_hosted(room, actor, command.entry), command.if_rev, is_hidden=True)


def restore_entry(
    room: Room, actor: Actor, command: RestoreEntry, moment: Moment
) -> Sequence[Change]:
    """Bring back what is hidden or parked; a chair cannot overrule the facilitator's hiding."""
    entry = _sorted_or_hosted(room, actor, command.entry)
    if entry.is_hidden and actor.role is not Role.FACILITATOR:
        raise Refused("not_allowed")
    return _set(entry, command.if_rev, is_hidden=False, is_parked=False)


def park_entry(room: Room, actor: Actor, command: ParkEntry, moment: Moment) -> Sequence[Change]:
    """Set an entry aside for later."""
    return _set(_sorted_or_hosted(room, actor, command.entry), command.if_rev, is_parked=True)


def highlight_entry(
    room: Room, actor: Actor, command: HighlightEntry, moment: Moment
) -> Sequence[Change]:
    """Bring an entry to the fore or let it be one of the others again."""
    entry = _hosted(room, actor, command.entry)
    return _set(entry, command.if_rev, is_highlighted=command.on)


def accept_late(room: Room, actor: Actor, command: AcceptLate, moment: Moment) -> Sequence[Change]:
    """Let a late entry count with the others. May be repeated."""
    return _set(_hosted(room, actor, command.entry), None, is_late=False)


def _hosted(room: Room, actor: Actor, entry: str) -> Entry:
    found = entry_of(room, entry)
    if actor.role is Role.CHAIR and found.table != actor.table:
        raise Refused("not_allowed")
    return found


def _sorted_or_hosted(room: Room, actor: Actor, entry: str) -> Entry:
    """Who sorts a theme sets aside what belongs to it, from whichever table it came."""
    found = room.entries.get(entry)
    if found is not None and not found.is_withdrawn and may_sort(room, actor, found):
        return found
    return _hosted(room, actor, entry)


def _set(entry: Entry, if_rev: int | None, **flags: Any) -> Sequence[Change]:
    changed = replace(entry, **flags)
    if changed == entry:
        return []
    refuse_if_changed(entry.rev, if_rev)
    return [Change(entry, changed)]
