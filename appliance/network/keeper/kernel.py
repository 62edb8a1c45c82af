"""What the kernel tells of cables, phones and taken ports. Readers of text are pure."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Final

from appliance.network.rogue import INTERFACES

from .sight import NETWORK

_LISTENING: Final = "0A"
_ANYWHERE: Final = frozenset({"00000000", "0" * 32})
"""0.0.0.0 and :: as in /proc/net/tcp (proc(5))."""

_NOBODY: Final = frozenset({"FAILED", "INCOMPLETE", "NOARP"})
"""States of a neighbour that never answered (ip-neighbour(8))."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cable: whether it leads anywhere, and how often that changed since the machine started."""

    is_up: bool
    changes: int


def link(interface: str, interfaces: Path = INTERFACES) -> Link:
    """The link of a port; down for one that is switched off or gone."""
    folder = interfaces / interface
    return Link(_read(folder / "carrier") == "1", int(_read(folder / "carrier_changes") or 0))


def holders(port: int, tables: Path = Path("/proc/self/net")) -> frozenset[str]:
    """The addresses at which programs answer on a port, in hexadecimal as the kernel writes them.

    Those of 10.77.0.1 and of 0.0.0.0 or :: are `hexadecimal` of these.
    """
    found = set()
    for name in ("udp", "udp6", "tcp", "tcp6"):
        for row in _read(tables / name).splitlines()[1:]:
            _, local, _, state, *_ = row.split()
            address, _, number = local.partition(":")
            is_waiting = name.startswith("udp") or state == _LISTENING
            if is_waiting and int(number, 16) == port:
                found.add(address)
    return frozenset(found)


def is_everywhere(holders: Iterable[str]) -> bool:
    """Whether one of them answers at every address of the machine."""
    return not _ANYWHERE.isdisjoint(holders)


def hexadecimal(address: str) -> str:
    """An IPv4 address as the kernel writes it in these tables: the last part first."""
    return ip_address(address).packed[::-1].hex().upper()


def phones_behind(forwarding: str, neighbours: str) -> Counter[str]:
    """How many devices with an address of ours are behind each port of the bridge.

    Takes `bridge -json fdb show br …` and `ip -json neigh show dev …`; keeps no address.
    """
    ours = ip_network(NETWORK)
    known = {
        entry.get("lladdr")
        for entry in _entries(neighbours)
        if ip_address(entry["dst"]) in ours and _NOBODY.isdisjoint(entry.get("state", ()))
    }
    return Counter(
        entry["ifname"]
        for entry in _entries(forwarding)
        if entry.get("state") != "permanent" and entry["mac"] in known
    )


def is_access_point(told: str) -> bool:
    """Whether `iw dev … info` tells of a radio that is an access point and on a channel."""
    lines = [line.split() for line in told.splitlines()]
    return ["type", "AP"] in lines and any(line[:1] == ["channel"] for line in lines)


def stations(told: str) -> int:
    """How many phones `iw dev … station dump` tells of."""
    return sum(line.startswith("Station ") for line in told.splitlines())


def _entries(told: str) -> list[dict[str, str]]:
    try:
        entries = json.loads(told or "[]")
    except ValueError:
        return []
    return [entry for entry in entries if entry]


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii").strip()
    except OSError:
        return ""
