"""What follows from what is seen: what is remembered, done, and told to the screens. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from appliance.network.room import ADDRESS
from appliance.network.state import TROUBLES, PortState, RadioState

from . import air as air_rule
from . import port as port_rule
from . import room as room_rule
from .sight import Act, LetThrough, Sight

AGAIN_S: Final = 60.0
"""Debian's own rules may be loaded anew, and then the firewall lets nothing through."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered from look to look; `let_through` is None before the first."""

    ports: Mapping[str, port_rule.Port] = field(default_factory=dict)
    room: room_rule.Room = field(default_factory=room_rule.Room)
    air: air_rule.Air = field(default_factory=air_rule.Air)
    let_through: frozenset[str] | None = None
    let_through_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """What the screens say of it, all but the time and the machine's start."""

    address: str
    radio: RadioState | None
    ports: tuple[PortState, ...]
    troubles: tuple[str, ...]


def decide(memory: Memory, sight: Sight) -> tuple[Memory, list[Act]]:
    """What is remembered and done after a look. Without a prepared box nothing is done."""
    if not _may_act(sight):
        return memory, []
    room, acts = room_rule.keep(memory.room, sight.room, sight.moment)
    kept, moves = _keep_ports(memory, sight)
    acts += moves
    air = memory.air
    if not room_rule.is_up(sight.room):
        air = air_rule.let_go(air)
    elif sight.radio is not None and _wants_air(sight):
        air, raising = air_rule.keep(air, sight.radio, sight.moment)
        acts += raising
    memory = Memory(kept, room, air, memory.let_through, memory.let_through_at)
    memory, letting = _let_through(memory, sight.moment)
    return memory, [*acts, *letting]


def tell(memory: Memory, sight: Sight) -> Told:
    """How things are, for the screens; the gravest trouble first."""
    found = set(_troubles(memory, sight))
    # One that cannot take phones is no Wi-Fi of the box's own.
    has_air = sight.radio is not None and sight.radio.has_ap_mode
    radio = air_rule.told(memory.air, sight.radio) if sight.radio and has_air else None
    return Told(
        address=ADDRESS if sight.room.has_address else "",
        radio=radio,
        ports=tuple(
            port_rule.told(memory.ports.get(seen.interface, port_rule.Port()), seen)
            for seen in sight.ports
        ),
        troubles=tuple(code for code in TROUBLES if code in found),
    )


def _keep_ports(memory: Memory, sight: Sight) -> tuple[dict[str, port_rule.Port], list[Act]]:
    kept = dict(memory.ports)
    acts: list[Act] = []
    for seen in sight.ports:
        name = seen.interface
        others = [port for other, port in kept.items() if other != name]
        around = port_rule.Around(
            now=sight.moment,
            hardware=sight.room.hardware,
            is_internet_port=name == _internet_port(sight),
            is_room_up=room_rule.is_up(sight.room),
            is_turn=not any(port.is_asking for port in others),
            serves_elsewhere=any(port.phase is port_rule.Phase.ROOM for port in others),
        )
        port = kept.get(name) or port_rule.first_seen(seen, around)
        kept[name], moves = port_rule.keep(port, seen, around)
        acts += moves
    return {seen.interface: kept[seen.interface] for seen in sight.ports}, acts


def _let_through(memory: Memory, now: float) -> tuple[Memory, list[Act]]:
    is_way_out = port_rule.Phase.WAY_OUT
    ways_out = frozenset(name for name, port in memory.ports.items() if port.phase is is_way_out)
    is_due = bool(ways_out) and now - memory.let_through_at >= AGAIN_S
    if ways_out == memory.let_through and not is_due:
        return memory, []
    return replace(memory, let_through=ways_out, let_through_at=now), [LetThrough(ways_out)]


def _may_act(sight: Sight) -> bool:
    return sight.has_network_manager and sight.room.has_profile and sight.chosen is not None


def _wants_air(sight: Sight) -> bool:
    """Whether the box is to have a Wi-Fi of its own."""
    return sight.chosen is not None and sight.chosen.ssid != ""


def _internet_port(sight: Sight) -> str:
    return sight.chosen.internet_port if sight.chosen is not None else ""


def _troubles(memory: Memory, sight: Sight) -> Iterator[str]:
    if sight.is_port_80_taken:
        yield "port_80"
    if not sight.has_network_manager:
        yield "no_network_manager"
    elif not sight.room.has_profile:
        yield "not_prepared"
    elif sight.chosen is None:
        yield "no_country" if sight.can_read_chosen else "plan_unreadable"
    else:
        yield from _troubles_of_room(memory, sight)
        for port in memory.ports.values():
            yield from port_rule.troubles(port)
        yield from _troubles_of_air(memory, sight)


def _troubles_of_room(memory: Memory, sight: Sight) -> Iterator[str]:
    found = room_rule.troubles(memory.room, sight.moment)
    # With the cause known, what comes of it is no news.
    yield from ("port_53",) if sight.is_port_53_taken else found


def _troubles_of_air(memory: Memory, sight: Sight) -> Iterator[str]:
    if not _wants_air(sight):
        return
    phases = {port.phase for port in memory.ports.values()}
    if sight.radio is not None and sight.radio.has_ap_mode:
        yield from air_rule.troubles(memory.air, sight.radio, sight.moment)
    elif not phases & {port_rule.Phase.ROOM, port_rule.Phase.LISTENING}:
        # An access point on the wire does as well, and better.
        yield "no_radio" if sight.radio is None else "no_ap_mode"
    elif port_rule.Phase.ROOM in phases and sight.chosen and sight.chosen.external is None:
        yield "no_name"
