"""The rule of the bridge: it is up, has its address, and gives out names and addresses. Pure."""

from dataclasses import dataclass, replace
from typing import Final

from .sight import Act, Activation, AddProbeAddress, RaiseRoom, RoomSight

SAID_AFTER_S: Final = 10.0
"""What comes back within this time was no trouble; a start takes a second or two."""

RETRY_S: Final = 15.0
REVIVE_EVERY_S: Final = 120.0
"""Bringing up a bridge that is up throws every port off it for a moment, so seldom."""


@dataclass(frozen=True, slots=True)
class Room:
    """What is remembered of the bridge, in monotonic seconds; None while nothing is wrong."""

    down_since: float | None = None
    mute_since: float | None = None
    raised: float = float("-inf")
    added: float = float("-inf")


def is_up(seen: RoomSight) -> bool:
    """Whether ports may join."""
    return seen.activation is Activation.UP and seen.has_address


def keep(room: Room, seen: RoomSight, now: float) -> tuple[Room, list[Act]]:
    """What becomes of the bridge, and what is to be done."""
    is_mute = is_up(seen) and not seen.is_answering
    room = replace(
        room,
        down_since=None if is_up(seen) else _first(room.down_since, now),
        mute_since=_first(room.mute_since, now) if is_mute else None,
    )
    room, raising = _raise(room, seen, now)
    room, adding = _add(room, seen, now)
    return room, [*raising, *adding]


def troubles(room: Room, now: float) -> set[str]:
    """What is wrong with the bridge, as codes of state.TROUBLES."""
    found = set()
    if room.down_since is not None and now - room.down_since >= SAID_AFTER_S:
        found.add("no_address")
    if room.mute_since is not None and now - room.mute_since >= SAID_AFTER_S:
        found.add("names_down")
    return found


def _raise(room: Room, seen: RoomSight, now: float) -> tuple[Room, list[Act]]:
    if seen.activation is Activation.DOWN:
        is_due = now - room.raised >= RETRY_S
    else:
        # It says that it is up: only when that has been untrue for a while.
        ill_since = room.mute_since if room.down_since is None else room.down_since
        is_ill = ill_since is not None and now - ill_since >= SAID_AFTER_S
        is_due = is_ill and now - room.raised >= REVIVE_EVERY_S
    return (replace(room, raised=now), [RaiseRoom()]) if is_due else (room, [])


def _add(room: Room, seen: RoomSight, now: float) -> tuple[Room, list[Act]]:
    is_due = now - room.added >= RETRY_S
    if not is_up(seen) or seen.has_probe_address or not is_due:
        return room, []
    return replace(room, added=now), [AddProbeAddress()]


def _first(since: float | None, now: float) -> float:
    return now if since is None else since
