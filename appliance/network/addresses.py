"""The addresses of this machine, and the one that phones can most likely reach."""

import socket
from ipaddress import ip_address

import ifaddr

_INNER = ("lo", "docker", "veth", "br-", "virbr", "tun", "tap", "wg", "zt", "tailscale", "utun")
"""Interfaces that lead into this machine or a tunnel, not into the room."""


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


def room_address() -> str:
    """The IPv4 address to print: private and on a real interface if there is one.

    Falls back to 127.0.0.1 where the machine has no network at all.
    """
    found = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        if not adapter.name.startswith(_INNER)
        for ip in adapter.ips
        if isinstance(ip.ip, str) and not ip_address(ip.ip).is_loopback
    ]
    found.sort(key=lambda ip: (not ip_address(ip).is_private, ip_address(ip).is_link_local))
    return found[0] if found else "127.0.0.1"
