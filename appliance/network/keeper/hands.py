"""What the keeper does with: NetworkManager for profiles, `nft` and `ip` for the little it cannot.

Nothing here waits for an activation, and nothing raises: what did not work is logged, and seen at
the next look.
"""

import logging
import subprocess
from collections.abc import Mapping
from typing import Final

from appliance.network import nmcli

from .sight import (
    AIR_PROFILE,
    BRIDGE,
    PROBE_ADDRESS,
    ROOM_PROFILE,
    Act,
    AddProbeAddress,
    Follow,
    Join,
    Leave,
    LetThrough,
    Listen,
    RaiseAir,
    RaiseRoom,
    venue_profile,
    wire_profile,
)

log = logging.getLogger(__name__)

TIMEOUT_S: Final = 5.0

_WIRE: Final[Mapping[str, str]] = {
    "connection.autoconnect": "no",
    "connection.master": BRIDGE,
    "connection.slave-type": "bridge",
}
_VENUE: Final[Mapping[str, str]] = {
    "connection.autoconnect": "no",
    "ipv4.method": "auto",
    "ipv6.method": "disabled",
}
_ONLY_A_GUEST: Final[Mapping[str, str]] = {
    "ipv4.never-default": "yes",
    "ipv4.ignore-auto-dns": "yes",
    "ipv4.ignore-auto-routes": "yes",
}
"""Nothing leaves the room: the venue's network is no way out, and its names are not ours."""


def do(act: Act) -> None:
    """Do what the rules decided; listening is not done here."""
    try:
        _do(act)
    except nmcli.NmcliTrouble as trouble:
        log.warning("%s: %s", act, trouble)


def _do(act: Act) -> None:
    match act:
        case Join(interface):
            nmcli.keep(wire_profile(interface), "ethernet", interface, _WIRE)
            nmcli.bring_up(wire_profile(interface), interface)
        case Follow(interface, is_internet):
            settings = {**_VENUE, **{n: _guest(v, is_internet) for n, v in _ONLY_A_GUEST.items()}}
            nmcli.keep(venue_profile(interface), "ethernet", interface, settings)
            nmcli.bring_up(venue_profile(interface), interface)
        case Leave(interface):
            nmcli.disconnect(interface)
        case RaiseRoom():
            nmcli.bring_up(ROOM_PROFILE)
        case RaiseAir(interface):
            nmcli.bring_up(AIR_PROFILE, interface)
        case AddProbeAddress():
            _run("ip", "address", "replace", f"{PROBE_ADDRESS}/32", "dev", BRIDGE)
        case LetThrough(interfaces):
            _run("nft", "-f", "-", told=_ways_out(interfaces))
        case Listen():
            raise TypeError(act)


def _guest(setting: str, is_internet: bool) -> str:
    return "no" if is_internet else setting


def _ways_out(interfaces: frozenset[str]) -> str:
    """For nft: the ports by which the room may reach the internet (provisioning's firewall)."""
    lines = ["flush set inet tafelronde internet"]
    if interfaces:
        names = ", ".join(f'"{interface}"' for interface in sorted(interfaces))
        lines.append(f"add element inet tafelronde internet {{ {names} }}")
    return "\n".join([*lines, ""])


def _run(*words: str, told: str = "") -> None:
    try:
        done = subprocess.run(
            words, input=told, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        log.warning("%s: %s", words[0], trouble)
        return
    if done.returncode != 0:
        log.warning("%s: %s", words[0], done.stderr.strip())
