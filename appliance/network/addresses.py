"""The addresses of this machine, and which of them phones are told.

One address stands on the cards, so it is left for another only when it is gone for a while, and a
better one that turns up later changes nothing; except the room's own network, which is what the
cards of a box are printed for.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

import ifaddr

from .room import ADDRESS, BRIDGE, PROBES_ADDRESS

GONE_AFTER_S: Final = 10.0
"""A Wi-Fi that changes its access point, or a cable put in again, is back within this."""

LOOK_EVERY_S: Final = 2.0

NOWHERE: Final = "127.0.0.1"

_INNER: Final = (
    *("lo", "docker", "veth", "br-", "virbr", "tun", "tap", "wg", "zt", "tailscale", "utun"),
    *("ifb", "lxc", "podman", "cni"),
)
"""Interfaces that lead into this machine or a tunnel, not into the room."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An IPv4 address that phones may be able to reach, and the interface it is on."""

    address: str
    interface: str

    @property
    def is_rooms(self) -> bool:
        """Whether this is the network that the box itself makes."""
        return self.interface == BRIDGE and self.address == ADDRESS


Look = Callable[[], tuple[Candidate, ...]]


def own_addresses() -> frozenset[str]:
    """Every IP address of this machine, IPv6 without its zone."""
    return frozenset(
        ip.ip if isinstance(ip.ip, str) else ip.ip[0]
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    )


def own_names() -> frozenset[str]:
    """The names under which this machine may be asked for."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local"})


def candidates() -> tuple[Candidate, ...]:
    """What phones may be told, best first: the room's own network, then private addresses."""
    found = [
        Candidate(ip.ip, adapter.name)
        for adapter in ifaddr.get_adapters()
        if not adapter.name.startswith(_INNER)
        for ip in adapter.ips
        if isinstance(ip.ip, str) and _may_be_told(ip.ip)
    ]
    return tuple(sorted(found, key=_rank))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in this machine an address is: the index of its interface, and what else is there."""

    index: int
    wide: tuple[str, ...]
    """The global and unique local IPv6 addresses (RFC 4193) on it."""


def spot_of(address: str) -> Spot | None:
    """Where this address is, or None while this machine does not have it."""
    for adapter in ifaddr.get_adapters():
        if any(ip.ip == address for ip in adapter.ips):
            wide = (ip.ip[0] for ip in adapter.ips if not isinstance(ip.ip, str))
            return Spot(adapter.index or 0, tuple(each for each in wide if _is_wide(each)))
    return None


class Whereabouts:
    """The address that phones are told, as the machine's addresses come and go. Thread-safe."""

    def __init__(
        self,
        chosen: str = "",
        look: Look = candidates,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`chosen` is told whenever this machine has it."""
        self._chosen = chosen
        self._look = look
        self._clock = clock
        self._lock = threading.Lock()
        self._current = NOWHERE
        self._seen = self._looked = -GONE_AFTER_S

    def now(self) -> str:
        """An IPv4 address; NOWHERE where this machine never had one."""
        with self._lock:
            now = self._clock()
            if now >= self._looked + LOOK_EVERY_S:
                self._looked = now
                self._follow(self._look(), now)
            return self._current

    def _follow(self, found: tuple[Candidate, ...], now: float) -> None:
        here = {candidate.address for candidate in found}
        wanted = self._wanted(found)
        if wanted in here:
            self._current, self._seen = wanted, now
        elif found and now >= self._seen + GONE_AFTER_S:
            self._current, self._seen = found[0].address, now

    def _wanted(self, found: tuple[Candidate, ...]) -> str:
        """The chosen address where it is here, else the room's own, else the one told so far."""
        if any(candidate.address == self._chosen for candidate in found):
            return self._chosen
        return next((c.address for c in found if c.is_rooms), self._current)


def _may_be_told(address: str) -> bool:
    return address != PROBES_ADDRESS and not ip_address(address).is_loopback


def _rank(candidate: Candidate) -> tuple[bool, bool, bool]:
    address = ip_address(candidate.address)
    return not candidate.is_rooms, not address.is_private, address.is_link_local


def _is_wide(address: str) -> bool:
    parsed = IPv6Address(address)
    return not (parsed.is_link_local or parsed.is_loopback or parsed.is_multicast)
