"""Takes addresses as so many phones: `python taking.py INTERFACE COUNT`, in the phones' network.

Prints a JSON line for each: the address, router, name server and how long it may be kept (s). Every
phone has hardware and a name of its own. DHCP as in RFC 2131, options as in RFC 2132.
"""

import json
import select
import socket
import struct
import sys
import time

AT_ONCE = 25
"""As many phones ask at a time."""

AGAIN_S = 4.0
"""A phone that hears nothing asks again."""

LEAVE_S = 60.0
"""Then this gives up."""

COOKIE = b"\x63\x82\x53\x63"
DISCOVER, OFFER, REQUEST, ACK = 1, 2, 3, 5


def message(phone: int, kind: int, options: bytes = b"") -> bytes:
    """What a phone says to all."""
    hardware = bytes([2, 0xAA]) + struct.pack("!I", phone)
    head = struct.pack("!BBBBIHH", 1, 1, 6, 0, phone, 0, 0x8000) + bytes(16)
    name = f"telefoon-van-jan-{phone}".encode()
    told = bytes([53, 1, kind, 12, len(name)]) + name + options + bytes([55, 2, 3, 6, 255])
    return head + hardware.ljust(16, b"\0") + bytes(192) + COOKIE + told


def options(said: bytes) -> dict[int, bytes]:
    """The options of an answer, by their number."""
    found, at = {}, 240
    while said[at] != 255:
        if said[at] == 0:
            at += 1
            continue
        length = said[at + 1]
        found[said[at]] = said[at + 2 : at + 2 + length]
        at += 2 + length
    return found


def take(interface: str, count: int) -> dict[int, dict[str, object]]:
    """Every phone's lease, by its number."""
    line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
    line.bind(("", 68))
    leases: dict[int, dict[str, object]] = {}
    asked: dict[int, float] = {}
    left = time.monotonic() + LEAVE_S
    while len(leases) < count and time.monotonic() < left:
        waiting = [phone for phone in range(1, count + 1) if phone not in leases][:AT_ONCE]
        for phone in waiting:
            if time.monotonic() >= asked.get(phone, 0.0):
                asked[phone] = time.monotonic() + AGAIN_S
                line.sendto(message(phone, DISCOVER), ("255.255.255.255", 67))
        if not select.select([line], [], [], 0.5)[0]:
            continue
        said = line.recv(2048)
        phone = struct.unpack_from("!I", said, 4)[0]
        told = options(said)
        if told[53] == bytes([OFFER]):
            wanted = bytes([50, 4]) + said[16:20] + bytes([54, 4]) + told[54]
            line.sendto(message(phone, REQUEST, wanted), ("255.255.255.255", 67))
        elif told[53] == bytes([ACK]):
            leases[phone] = {
                "phone": phone,
                "address": socket.inet_ntoa(said[16:20]),
                "router": socket.inet_ntoa(told[3]),
                "names": socket.inet_ntoa(told[6]),
                "seconds": struct.unpack("!I", told[51])[0],
            }
    return leases


if __name__ == "__main__":
    for lease in take(sys.argv[1], int(sys.argv[2])).values():
        sys.stdout.write(json.dumps(lease) + "\n")
