"""The ports: who else gives out addresses there, and whether ours can be opened."""

import errno
import http.client
import json
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from . import asking
from .findings import N_, Finding, bad, good, say, unknown, warning
from .surroundings import Surroundings

INTERFACES: Final = Path("/sys/class/net")
TABLES: Final = Path("/proc/net")
"""Where Linux lists interfaces and sockets (proc(5), sysfs-class-net)."""

_ETHERNET: Final = "1"
"""ARPHRD_ETHER of linux/if_arp.h."""

_LISTENS: Final = {"tcp": "0A", "udp": "07"}
"""TCP_LISTEN, and what an unconnected UDP socket shows (net/tcp_states.h)."""

LOOK_S: Final = 3.0

_ROOM: Final = "10.77.0.1"


def look_at_wires(around: Surroundings, wires: Sequence[str]) -> Iterator[Finding]:
    """Who gives out addresses on each cable, the ports, and what manages the network."""
    for wire in wires:
        yield _others(around, wire)
    yield _port_80(around, listeners(80, "tcp"))
    if around.is_box:
        yield _port_53(listeners(53, "udp") + listeners(53, "tcp"))
        yield _network_manager(asking.ask("nmcli", "-t", "-f", "RUNNING", "general"))


def wires_of(interfaces: Path = INTERFACES) -> tuple[str, ...]:
    """The Ethernet ports of this machine: real ones, no Wi-Fi, bridge or tunnel."""
    if not interfaces.is_dir():
        return ()
    return tuple(
        sorted(
            each.name
            for each in interfaces.iterdir()
            if _read(each / "type") == _ETHERNET
            and (each / "device").exists()
            and not (each / "wireless").exists()
            and not (each / "phy80211").exists()
        )
    )


def listeners(port: int, kind: str, tables: Path = TABLES) -> tuple[str, ...]:
    """The addresses at which somebody waits at this port, as /proc/net tells them."""
    found = (
        row[1].partition(":")[0]
        for table in (kind, f"{kind}6")
        for row in (line.split() for line in _read(tables / table).splitlines()[1:])
        if len(row) > 3 and row[3] == _LISTENS[kind] and int(row[1].rpartition(":")[2], 16) == port
    )
    return tuple(sorted({_address(told) for told in found}))


def _others(around: Surroundings, wire: str) -> Finding:
    check = f"addresses_{wire}"
    if _read(INTERFACES / wire / "carrier") != "1":
        return good(check, say(N_("No cable in {port}, or nothing at its other end."), port=wire))
    try:
        heard = _heard(around, wire)
    except OSError as trouble:
        return _cannot_ask(check, wire, trouble)
    if heard is None:
        seen = N_("Nobody was asked who gives out addresses on {port}.")
        return unknown(check, say(seen, port=wire))
    if not heard:
        return good(check, say(N_("Nobody else gives out addresses on {port}."), port=wire))
    names = ", ".join(heard)
    if not around.is_box:
        seen = N_(
            "The network on {port} gives out addresses itself ({address}). This machine is a guest."
        )
        return good(check, say(seen, port=wire, address=names))
    seen = N_("{address} gives out addresses on {port}, so the box gives none there.")
    remedy = N_(
        "Connect the box to nothing but the access point, and let that work as a bridge. "
        "Is it the venue's network by intent? Then this is right."
    )
    return warning(check, say(seen, port=wire, address=names), say(remedy))


def _cannot_ask(check: str, wire: str, trouble: OSError) -> Finding:
    seen = N_("Whether another device gives out addresses on {port} cannot be asked ({reason}).")
    is_denied = isinstance(trouble, PermissionError)
    remedy = say(N_("Ask again with: sudo tafelronde doctor")) if is_denied else None
    return unknown(check, say(seen, port=wire, reason=trouble.strerror or ""), remedy)


def _heard(around: Surroundings, wire: str) -> Sequence[str] | None:
    """Who else gives out addresses there, None where it cannot be asked. Raises OSError."""
    if around.ports is not None and wire in around.ports:
        known = around.ports[wire]
        return [known] if known else []
    return None if around.others is None else around.others(wire)


def _port_80(around: Surroundings, taken: Sequence[str]) -> Finding:
    check = "port_80"
    if is_ours():
        return good(check, say(N_("Tafelronde answers at port 80.")))
    if not taken and (not _may_open(80)) and not around.is_box:
        seen = N_("Port 80 needs more rights. Tafelronde takes 8080, and the cards say so.")
        return good(check, say(seen))
    if not taken:
        return good(check, say(N_("Port 80 is free.")))
    seen = N_("Another program answers at port 80.")
    if around.is_box:
        remedy = N_("Stop that program, often apache2 or nginx, and switch the box off and on.")
        return bad(check, say(seen), say(remedy))
    remedy = N_("Tafelronde takes 8080, and the cards say so. Or stop that program.")
    return warning(check, say(seen), say(remedy))


def _port_53(taken: Sequence[str]) -> Finding:
    check = "port_53"
    in_the_way = {address for address in taken if address in ("0.0.0.0", "::")}
    if in_the_way:
        seen = N_("Another program on this box answers for names.")
        remedy = N_("Stop that program, often dnsmasq or bind9, and switch the box off and on.")
        return bad(check, say(seen), say(remedy))
    if _ROOM in taken:
        return good(check, say(N_("The box answers for names in the room.")))
    return good(check, say(N_("Port 53 is free.")))


def _network_manager(told: str | None) -> Finding:
    check = "network_manager"
    if told == "running":
        return good(check, say(N_("NetworkManager runs.")))
    seen = N_("NetworkManager is not running, so the box makes no network.")
    remedy = N_("Prepare the box again with: sudo provisioning/provision.sh")
    return bad(check, say(seen), say(remedy))


def is_ours(port: int = 80) -> bool:
    """Whether it is a Tafelronde that answers at this port of this machine."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=LOOK_S)
    try:
        line.request("GET", "/health")
        told = json.loads(line.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return isinstance(told, Mapping) and {"room_ms", "boot"} <= told.keys()


def _may_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as trouble:
            return trouble.errno not in (errno.EACCES, errno.EPERM)
    return True


def _address(told: str) -> str:
    """An address as /proc/net writes it: 32-bit words in the byte order of the machine."""
    words = [bytes.fromhex(word)[::-1] for word in re.findall("." * 8, told)]
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(family, b"".join(words))


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""
