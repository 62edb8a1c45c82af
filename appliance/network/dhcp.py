"""DHCP as bytes on the wire: the question "who gives out addresses here?", and what is answered.

Pure. Frames are whole Ethernet frames, since whoever asks may have no address yet (RFC 2131, with
the options of RFC 2132).
"""

import struct
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

SERVER_PORT: Final = 67
CLIENT_PORT: Final = 68

_BROADCAST: Final = b"\xff" * 6
_BRIDGES: Final = b"\x01\x80\xc2\x00\x00\x00"
"""Where bridges tell each other of the spanning tree (IEEE 802.1D, table 7-10)."""

_ETHER_IP: Final = 0x0800
_UDP: Final = 17
_COOKIE: Final = b"\x63\x82\x53\x63"
_BOOTP_LEAST: Final = 300
"""Shorter ones are dropped by some relays (RFC 1542, 2.1)."""

_ANY_FRAGMENT: Final = 0x1FFF
_REQUEST, _REPLY = 1, 2
_BROADCAST_FLAG: Final = 0x8000
_PAD, _KIND, _SERVER, _WANTED, _CLIENT, _END = 0, 53, 54, 55, 61, 255
_DISCOVER: Final = 1
_FROM_SERVERS: Final = frozenset({2, 5, 6})
"""Offer, acknowledgement, refusal: whoever says one of these gives out addresses."""

_IP = struct.Struct("!BBHHHBBH4s4s")
_UDP_HEAD = struct.Struct("!HHHH")
_BOOTP = struct.Struct("!BBBBIHH4s4s4s4s16s64s128s")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: to whom (the number of the question), its address and its hardware's."""

    number: int
    server: str
    hardware: str


def discover(hardware: bytes, client: bytes, number: int) -> bytes:
    """The frame that asks every server on the wire for an offer, to be answered to all.

    `hardware` is the asking interface's (6 bytes), `client` any name for the asker (2 to 254
    bytes), `number` what an offer repeats (32 bits). Taking no offer up leaves nothing behind.
    """
    options = bytes([_KIND, 1, _DISCOVER, _CLIENT, len(client) + 1, 0]) + client
    options += bytes([_WANTED, 1, _SERVER, _END])
    none = bytes(4)
    bootp = _BOOTP.pack(
        *(_REQUEST, 1, 6, 0, number, 0, _BROADCAST_FLAG, none, none, none, none),
        *(hardware, b"", b""),
    )
    said = (bootp + _COOKIE + options).ljust(_BOOTP_LEAST, b"\0")
    # No checksum over UDP: 0 means that there is none (RFC 768).
    packet = _UDP_HEAD.pack(CLIENT_PORT, SERVER_PORT, _UDP_HEAD.size + len(said), 0) + said
    return _BROADCAST + hardware + struct.pack("!H", _ETHER_IP) + _in_ip(packet)


def answer(frame: bytes) -> Answer | None:
    """What a server says in this frame; None for anything else, also for what is cut short."""
    try:
        return _answer(frame)
    except (struct.error, IndexError):
        return None


def is_spanning_tree(frame: bytes) -> bool:
    """Whether a bridge says that it is there: its port may stay closed for half a minute."""
    return frame[:6] == _BRIDGES


def sender(frame: bytes) -> str:
    """Whose hardware sent it, as `aa:bb:…`."""
    return frame[6:12].hex(":")


def _in_ip(packet: bytes) -> bytes:
    length = _IP.size + len(packet)
    head = (0x45, 0x10, length, 0, 0, 64, _UDP)
    broadcast = b"\xff" * 4
    bare = _IP.pack(*head, 0, bytes(4), broadcast)
    return _IP.pack(*head, _checksum(bare), bytes(4), broadcast) + packet


def _checksum(head: bytes) -> int:
    """Of an IP header (RFC 1071)."""
    total: int = sum(word for (word,) in struct.iter_unpack("!H", head))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _answer(frame: bytes) -> Answer | None:
    packet = _bootp_to_client(frame)
    if packet is None or packet[0] != _REPLY:
        return None
    options = _options(packet[_BOOTP.size :])
    if options.get(_KIND, b"")[:1] not in {bytes([kind]) for kind in _FROM_SERVERS}:
        return None
    (number,) = struct.unpack_from("!I", packet, 4)
    # A server that forgets to name itself is known by where its packet comes from.
    server = options.get(_SERVER, b"")
    said = server if len(server) == 4 else frame[26:30]
    return Answer(number, str(IPv4Address(said)), sender(frame))


def _bootp_to_client(frame: bytes) -> bytes | None:
    (kind,) = struct.unpack_from("!H", frame, 12)
    if kind != _ETHER_IP or frame[23] != _UDP:
        return None
    (fragment,) = struct.unpack_from("!H", frame, 20)
    udp = 14 + 4 * (frame[14] & 0x0F)
    _, to, _, _ = _UDP_HEAD.unpack_from(frame, udp)
    packet = frame[udp + _UDP_HEAD.size :]
    if fragment & _ANY_FRAGMENT or to != CLIENT_PORT or len(packet) < _BOOTP.size:
        return None
    return packet


def _options(told: bytes) -> dict[int, bytes]:
    if told[:4] != _COOKIE:
        return {}
    found: dict[int, bytes] = {}
    at = 4
    while at < len(told) and told[at] != _END:
        if told[at] == _PAD:
            at += 1
            continue
        length = told[at + 1]
        found[told[at]] = told[at + 2 : at + 2 + length]
        at += 2 + length
    return found


WORTH_HEARING: Final = (
    # Classic BPF (Linux, networking/filter): code, jump if true, jump if false, operand.
    (0x28, 0, 0, 12),  # the kind of frame
    (0x15, 0, 8, _ETHER_IP),
    (0x30, 0, 0, 23),  # the protocol in it
    (0x15, 0, 11, _UDP),
    (0x28, 0, 0, 20),  # where in a packet this fragment begins
    (0x45, 9, 0, _ANY_FRAGMENT),
    (0xB1, 0, 0, 14),  # past the header of IP
    (0x48, 0, 0, 16),  # to which port
    (0x15, 5, 0, CLIENT_PORT),
    (0x15, 4, 5, SERVER_PORT),
    (0x20, 0, 0, 0),  # not IP: to whom, the first four bytes
    (0x15, 0, 3, int.from_bytes(_BRIDGES[:4], "big")),
    (0x28, 0, 0, 4),  # and the last two
    (0x15, 0, 1, 0),
    (0x06, 0, 0, 0xFFFF),  # heard whole
    (0x06, 0, 0, 0),  # not heard
)
"""For the kernel, which sorts a busy wire faster: DHCP, and what bridges say of their tree."""
