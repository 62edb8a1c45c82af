"""Who else gives out addresses on this wire? Asked and listened for before the box does so itself.

Linux only: through a raw socket, so that no address is needed. Needs root or CAP_NET_RAW.
"""

import ctypes
import errno
import os
import secrets
import select
import socket
import struct
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .dhcp import WORTH_HEARING, answer, discover, is_spanning_tree, sender

INTERFACES: Final = Path("/sys/class/net")

ASK_EVERY_S: Final = 1.25
"""Four times in five seconds: a question may be lost, or the server may be looking elsewhere."""

LINGER_S: Final = 1.0
"""How long after a first answer others may still come."""

_ALL: Final = 0x0003
"""ETH_P_ALL of linux/if_ether.h: only such a socket hears at a port that belongs to a bridge."""

_ATTACH_FILTER: Final = 26
"""SO_ATTACH_FILTER of asm-generic/socket.h."""

_OUTGOING: Final = 4
"""PACKET_OUTGOING of linux/if_packet.h."""

_FRAME_MOST: Final = 65535


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who gives out addresses: their IP address, and their hardware's as `aa:bb:…`."""

    address: str
    hardware: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard on a wire; where there is a spanning tree, silence may only be for now.

    `leads_back`: this machine heard itself, so the wire ends at another port of its own.
    """

    servers: tuple[Server, ...] = ()
    has_spanning_tree: bool = False
    leads_back: bool = False


def other_servers(interface: str, seconds: float = 5.0) -> tuple[str, ...]:
    """The addresses of those who give out addresses on this wire, this machine left out.

    Takes `seconds`, or one second from the first answer. Raises OSError: no right to ask
    (PermissionError), no such interface, no link.
    """
    return tuple(dict.fromkeys(server.address for server in listen(interface, seconds).servers))


def listen(interface: str, seconds: float = 5.0) -> Heard:
    """The same, with whose hardware it is and whether bridges speak. Raises OSError.

    Hears what is answered to others too, and works at a port of a bridge.
    """
    question = discover(_hardware(interface), secrets.token_bytes(16), secrets.randbits(32))
    own = own_hardware()
    found: dict[Server, None] = {}
    has_spanning_tree = leads_back = False
    asks_at = time.monotonic()
    until = asks_at + seconds
    with _ear(interface) as ear:
        while (now := time.monotonic()) < until:
            if now >= asks_at:
                ear.send(question)
                asks_at = now + ASK_EVERY_S
            frame = _next_frame(ear, min(until, asks_at) - now)
            has_spanning_tree = has_spanning_tree or is_spanning_tree(frame)
            if sender(frame) in own:
                leads_back = True
            elif (told := answer(frame)) is not None:
                found[Server(told.server, told.hardware)] = None
                until = min(until, time.monotonic() + LINGER_S)
    return Heard(tuple(found), has_spanning_tree, leads_back)


def own_hardware(interfaces: Path = INTERFACES) -> frozenset[str]:
    """The hardware addresses of this machine, bridges included."""
    return frozenset(
        hardware for folder in interfaces.iterdir() if (hardware := hardware_of(folder))
    )


def hardware_of(folder: Path) -> str:
    """The hardware address of an interface in sysfs, or "" where it has none or is gone."""
    try:
        return (folder / "address").read_text("ascii").strip()
    except OSError:
        return ""


def _hardware(interface: str) -> bytes:
    told = hardware_of(INTERFACES / interface)
    if not told:
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), interface)
    return bytes.fromhex(told.replace(":", ""))


def _ear(interface: str) -> socket.socket:
    if not hasattr(socket, "AF_PACKET"):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), interface)
    # Of no protocol until it is bound: otherwise it would begin by hearing every interface.
    ear = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    try:
        # struct sock_filter and struct sock_fprog of linux/filter.h.
        rules = b"".join(struct.pack("@HBBI", *rule) for rule in WORTH_HEARING)
        kept = ctypes.create_string_buffer(rules)
        program = struct.pack("@HP", len(WORTH_HEARING), ctypes.addressof(kept))
        ear.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)
        ear.bind((interface, _ALL))
    except BaseException:
        ear.close()
        raise
    return ear


def _next_frame(ear: socket.socket, seconds: float) -> bytes:
    """The next frame that comes in, or nothing within this time."""
    if not select.select([ear], [], [], max(seconds, 0.0))[0]:
        return b""
    frame, (_, _, way, *_) = ear.recvfrom(_FRAME_MOST)
    return b"" if way == _OUTGOING else frame
