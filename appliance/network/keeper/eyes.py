"""What the keeper sees with: NetworkManager, the kernel, `iw`, and what the box itself answers.

Changes nothing, and never takes longer than a few seconds. What does not answer is seen as absent.
"""

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from appliance.network import nmcli
from appliance.network.addresses import own_addresses
from appliance.network.plan import Plan
from appliance.network.radios import Radio
from appliance.network.rogue import INTERFACES, hardware_of
from appliance.network.room import ADDRESS, BRIDGE, PROBES_ADDRESS

from . import answers, kernel
from .sight import (
    AIR_PROFILE,
    ROOM_PROFILE,
    Activation,
    Asked,
    PortSight,
    RadioSight,
    RoomSight,
    Sight,
)

NAME: Final = "tafelronde.lan"
"""What the box's own DNS always answers."""

TIMEOUT_S: Final = 5.0

SELDOM_S: Final = 30.0
"""How often is looked at what seldom changes: the radios, and who answers for pages."""


class CannotRead(Exception):
    """What was chosen is there, and cannot be read."""


class Eyes:
    """Looks at everything, and remembers between looks only what seldom changes."""

    def __init__(
        self, chosen: Callable[[], Plan | None], radios: Callable[[], Iterable[Radio]]
    ) -> None:
        """`chosen` raises CannotRead; `radios` are best first."""
        self._chosen = chosen
        self._radios = radios
        self._looked = float("-inf")
        self._radio: Radio | None = None
        self._is_port_80_taken = False
        self._ports: tuple[str, ...] = ()

    def links(self) -> Mapping[str, kernel.Link]:
        """The cables of the ports that were seen last: cheap enough for every second."""
        return {port: kernel.link(port) for port in self._ports}

    def look(self, asked: Mapping[str, Asked]) -> Sight:
        """Everything; `asked` is what came of asking since the last look, by interface."""
        now = time.monotonic()
        chosen, can_read = self._read_chosen()
        # A trouble that is over is not left standing until the next time.
        if now - self._looked >= SELDOM_S or self._is_port_80_taken:
            self._look_seldom()
            self._looked = now
        try:
            devices, profiles = nmcli.devices(), nmcli.profiles()
        except nmcli.NmcliTrouble:
            devices, profiles = (), frozenset()
        wires = [device for device in devices if device.kind == "ethernet"]
        self._ports = tuple(wire.interface for wire in wires if wire.state != "unmanaged")
        room = _room(devices, profiles)
        return Sight(
            moment=now,
            room=room,
            ports=tuple(self._look_at_ports(wires, asked)),
            radio=self._look_at_radio(devices, profiles),
            chosen=chosen,
            has_network_manager=bool(devices),
            can_read_chosen=can_read,
            is_port_53_taken=_is_port_53_taken(room),
            is_port_80_taken=self._is_port_80_taken,
        )

    def _look_seldom(self) -> None:
        self._radio = next(iter(self._radios()), None)
        self._is_port_80_taken = answers.is_page_foreign("127.0.0.1")

    def _read_chosen(self) -> tuple[Plan | None, bool]:
        try:
            return self._chosen(), True
        except CannotRead:
            return None, False

    def _look_at_ports(
        self, wires: Iterable[nmcli.Device], asked: Mapping[str, Asked]
    ) -> Iterable[PortSight]:
        phones = _phones()
        for wire in wires:
            if wire.interface not in self._ports:
                continue
            link = kernel.link(wire.interface)
            yield PortSight(
                interface=wire.interface,
                has_link=link.is_up,
                changes=link.changes,
                profile=wire.profile,
                activation=_state(wire.state),
                phones=phones[wire.interface],
                asked=asked.get(wire.interface),
            )

    def _look_at_radio(
        self, devices: Iterable[nmcli.Device], profiles: frozenset[str]
    ) -> RadioSight | None:
        radio = self._radio
        if radio is None:
            return None
        return RadioSight(
            interface=radio.interface,
            driver=radio.driver,
            ceiling=radio.ceiling,
            has_ap_mode=radio.has_ap_mode,
            has_profile=AIR_PROFILE in profiles,
            activation=_activation(devices, radio.interface, AIR_PROFILE),
            is_on_air=kernel.is_access_point(_told("iw", "dev", radio.interface, "info")),
            phones=kernel.stations(_told("iw", "dev", radio.interface, "station", "dump")),
        )


def _room(devices: Iterable[nmcli.Device], profiles: frozenset[str]) -> RoomSight:
    own = own_addresses()
    has_address = ADDRESS in own
    return RoomSight(
        has_profile=ROOM_PROFILE in profiles,
        activation=_activation(devices, BRIDGE, ROOM_PROFILE),
        hardware=hardware_of(INTERFACES / BRIDGE),
        has_address=has_address,
        has_probe_address=PROBES_ADDRESS in own,
        is_answering=has_address and answers.knows_name(ADDRESS, NAME),
    )


def _activation(devices: Iterable[nmcli.Device], interface: str, profile: str) -> Activation:
    wanted = (d for d in devices if d.interface == interface and d.profile == profile)
    found = next(wanted, None)
    return Activation.DOWN if found is None else _state(found.state)


def _state(told: str) -> Activation:
    if told.startswith("connected"):
        return Activation.UP
    return Activation.COMING if told.startswith("connecting") else Activation.DOWN


def _is_port_53_taken(room: RoomSight) -> bool:
    """Whether somebody else answers for names; NetworkManager's own never does so everywhere."""
    holders = kernel.holders(53)
    is_instead = room.activation is Activation.DOWN and kernel.hexadecimal(ADDRESS) in holders
    return kernel.is_everywhere(holders) or is_instead


def _phones() -> Counter[str]:
    return kernel.phones_behind(
        _told("bridge", "-json", "fdb", "show", "br", BRIDGE),
        _told("ip", "-json", "neigh", "show", "dev", BRIDGE),
    )


def _told(*words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
