"""The rule of one network port: listen at every link-up, serve only where nobody else does. Pure.

A server that answers makes the port a guest until its cable is pulled. While the port serves, it
goes on asking. Then the stranger wins, except where the room was here first: after ten quiet
minutes with phones on this wire the box stays and says so, since leaving would end the conference.
Of two boxes on one wire the one with the higher hardware address leaves; both see the same two.
"""

from dataclasses import dataclass, replace
from enum import Enum
from ipaddress import ip_address, ip_network
from typing import Final

from appliance.network import state
from appliance.network.rogue import Heard

from .sight import (
    NETWORK,
    Act,
    Activation,
    Asked,
    Follow,
    Join,
    Leave,
    Listen,
    PortSight,
    venue_profile,
    wire_profile,
)

LISTEN_S: Final = 5.0
LISTEN_LONG_S: Final = 35.0
"""Where bridges speak and nobody answers yet: a switch keeps a new cable shut for two times its
forward delay of 15 s (IEEE 802.1D, table 8-3)."""

AGAIN_SOON_S: Final = 10.0
AGAIN_S: Final = 60.0
SOON_FOR_S: Final = 120.0
"""While serving, the port asks often at first: a venue's server may start later than the box."""

SETTLED_S: Final = 600.0
"""After this time with phones on it, the wire is the room's."""

OWN_DOING_S: Final = 4.0
"""What a link does this shortly after a profile changed is no cable that somebody pulled."""

RETRY_S: Final = 5.0
RETRY_MOST_S: Final = 60.0
FAILED_AFTER: Final = 3


class Phase(Enum):
    """Where a port stands."""

    DARK = "no link"
    LISTENING = "who is there?"
    ROOM = "serving"
    GUEST = "somebody else serves"
    WAY_OUT = "chosen for the internet"
    SHUT = "another box serves, or this one by another port"


_ROLES: Final = {
    Phase.ROOM: state.ROOM,
    Phase.GUEST: state.VENUE,
    Phase.WAY_OUT: state.INTERNET,
}


@dataclass(frozen=True, slots=True)
class Port:
    """What is remembered of a port. Moments are monotonic seconds; `link` numbers its link-ups."""

    phase: Phase = Phase.DARK
    since: float = 0.0
    link: int = 0
    changes: int = 0
    asks_at: float | None = None
    listens_s: float = LISTEN_S
    is_asking: bool = False
    is_deaf: bool = False
    other: str = ""
    is_other_box: bool = False
    leads_back: bool = False
    has_changed_kind: bool = False
    acted: float = float("-inf")
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What a port must know of the rest: the time, what was chosen, the bridge and other ports.

    Ports ask one after the other: two of them on one switch then find each other before both serve.
    """

    now: float
    hardware: str = ""
    is_internet_port: bool = False
    is_room_up: bool = True
    is_turn: bool = True
    serves_elsewhere: bool = False


def first_seen(seen: PortSight, around: Around) -> Port:
    """A port that the keeper meets; one that serves already goes on, so a conference does too."""
    if seen.profile == wire_profile(seen.interface) and not around.is_internet_port:
        return Port(Phase.ROOM, around.now, 1, seen.changes, asks_at=around.now)
    return Port(changes=seen.changes)


def keep(port: Port, seen: PortSight, around: Around) -> tuple[Port, list[Act]]:
    """What becomes of a port, and what is to be done."""
    port = _with_link(port, seen, around)
    if seen.asked is not None and seen.asked.link == port.link:
        port = _with_answer(replace(port, is_asking=False), seen, seen.asked, around)
    port, listen = _listen(port, seen, around)
    port, move = _pursue(port, seen, around)
    return port, [*listen, *move]


def troubles(port: Port) -> set[str]:
    """What is wrong with a port, as codes of state.TROUBLES."""
    found = set()
    if port.is_deaf:
        found.add("cannot_ask")
    if port.phase is Phase.GUEST:
        found.add("other_dhcp")
    if port.other and port.is_other_box:
        found.add("two_boxes")
    elif port.other and port.phase is Phase.ROOM:
        found.add("late_dhcp")
    if port.leads_back:
        found.add("wire_loop")
    if port.phase is Phase.ROOM and port.tries >= FAILED_AFTER:
        found.add("port_failed")
    return found


def told(port: Port, seen: PortSight) -> state.PortState:
    """A port for the screens."""
    role = _ROLES.get(port.phase, state.OFF)
    return state.PortState(seen.interface, seen.has_link, role, port.other, seen.phones)


def _with_link(port: Port, seen: PortSight, around: Around) -> Port:
    is_chosen_otherwise = around.is_internet_port != (port.phase is Phase.WAY_OUT)
    if around.now - port.acted < OWN_DOING_S:
        return replace(port, changes=seen.changes)
    if not seen.has_link:
        gone = Port(since=around.now, link=port.link + 1, changes=seen.changes, acted=port.acted)
        return port if port.phase is Phase.DARK else gone
    is_new = port.phase is Phase.DARK or seen.changes != port.changes
    if not is_new and not is_chosen_otherwise:
        return port
    fresh = Port(since=around.now, link=port.link + 1, changes=seen.changes, acted=port.acted)
    if around.is_internet_port:
        # The profile of a guest may be active; as a way out it has other settings.
        return replace(fresh, phase=Phase.WAY_OUT, has_changed_kind=True)
    return replace(fresh, phase=Phase.LISTENING, asks_at=around.now)


def _with_answer(port: Port, seen: PortSight, asked: Asked, around: Around) -> Port:
    if port.phase not in (Phase.LISTENING, Phase.ROOM):
        return port
    if asked.heard is None:
        return replace(port, is_deaf=True, asks_at=around.now + AGAIN_SOON_S)
    port = replace(port, is_deaf=False)
    # Hearing oneself is a ring only where the room has a second port; some access points echo.
    if asked.heard.leads_back and around.serves_elsewhere:
        return replace(port, phase=Phase.SHUT, leads_back=True, since=around.now, tries=0)
    if asked.heard.servers:
        return _not_alone(port, seen, asked.heard, around)
    if port.phase is Phase.LISTENING:
        if asked.heard.has_spanning_tree and asked.seconds < LISTEN_LONG_S:
            return replace(port, asks_at=around.now, listens_s=LISTEN_LONG_S)
        port = replace(port, phase=Phase.ROOM, since=around.now, listens_s=LISTEN_S)
    return replace(port, other="", is_other_box=False, asks_at=_next_ask(port, around))


def _not_alone(port: Port, seen: PortSight, heard: Heard, around: Around) -> Port:
    """Somebody else gives out addresses here: leave, or in two cases stay and say so."""
    strangers = [server for server in heard.servers if not _is_box(server.address)]
    other = (strangers or list(heard.servers))[0]
    port = replace(port, other=other.address, is_other_box=not strangers)
    is_ours = port.phase is Phase.ROOM and (
        around.now - port.since >= SETTLED_S and seen.phones > 0
        if strangers
        else around.hardware < other.hardware
    )
    if is_ours:
        return replace(port, asks_at=_next_ask(port, around))
    left = Phase.GUEST if strangers else Phase.SHUT
    return replace(port, phase=left, since=around.now, asks_at=None, tries=0)


def _is_box(address: str) -> bool:
    """Whether a server is a box like this one, or on the same addresses: no guest can be there."""
    return ip_address(address) in ip_network(NETWORK)


def _next_ask(port: Port, around: Around) -> float:
    is_early = around.now - port.since < SOON_FOR_S
    return around.now + (AGAIN_SOON_S if is_early else AGAIN_S)


def _listen(port: Port, seen: PortSight, around: Around) -> tuple[Port, list[Act]]:
    is_due = port.asks_at is not None and around.now >= port.asks_at
    # On a port that is still on an old profile, the question would be heard by its own server.
    is_free = port.phase is Phase.ROOM or not seen.profile
    if port.is_asking or not is_due or not is_free or not around.is_turn:
        return port, []
    asking = replace(port, is_asking=True, asks_at=None)
    return asking, [Listen(seen.interface, port.link, port.listens_s)]


def _pursue(port: Port, seen: PortSight, around: Around) -> tuple[Port, list[Act]]:
    """Bring the port onto the profile that fits, patiently."""
    wanted, act = _wanted(port, seen, around)
    is_active = not wanted or seen.activation is not Activation.DOWN
    if seen.profile == wanted and is_active and not port.has_changed_kind:
        is_there = not wanted or seen.activation is Activation.UP
        return replace(port, tries=0 if is_there else port.tries), []
    is_waiting = port.phase is Phase.ROOM and not around.is_room_up
    wait_s = min(RETRY_S * port.tries, RETRY_MOST_S)
    if is_waiting or around.now - port.acted < wait_s:
        return port, []
    acted = replace(port, acted=around.now, tries=port.tries + 1, has_changed_kind=False)
    return acted, [act]


def _wanted(port: Port, seen: PortSight, around: Around) -> tuple[str, Act]:
    interface = seen.interface
    if port.phase is Phase.ROOM:
        return wire_profile(interface), Join(interface)
    if port.phase in (Phase.GUEST, Phase.WAY_OUT):
        return venue_profile(interface), Follow(interface, around.is_internet_port)
    return "", Leave(interface)
