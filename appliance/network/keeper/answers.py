"""Does the box answer: for its name, and for its page? Asked as a phone would ask."""

import http.client
import json
import secrets
import socket
import struct
from typing import Final

ANSWERS_WITHIN_S: Final = 1.0
PAGE_WITHIN_S: Final = 4.0
"""A box with a hundred phones at once may be slow to say who it is."""

_HEAD = struct.Struct("!HHHHHH")
_ADDRESS_IN: Final = struct.pack("!HH", 1, 1)
"""An IPv4 address on the internet: type and class (RFC 1035, 3.2)."""

_RECURSIVE: Final = 0x0100
_REFUSAL: Final = 0x000F


def knows_name(address: str, name: str, port: int = 53) -> bool:
    """Whether the DNS at this address has an IPv4 address for a name."""
    number = secrets.randbits(16)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(ANSWERS_WITHIN_S)
        try:
            line.connect((address, port))
            line.send(question(number, name))
            return is_answer(line.recv(4096), number)
        except OSError:
            return False


def question(number: int, name: str) -> bytes:
    """The question for the IPv4 address of a name (RFC 1035, 4.1)."""
    labels = b"".join(bytes([len(label)]) + label.encode("ascii") for label in name.split("."))
    return _HEAD.pack(number, _RECURSIVE, 1, 0, 0, 0) + labels + b"\0" + _ADDRESS_IN


def is_answer(told: bytes, number: int) -> bool:
    """Whether this answers the question of that number, and with something."""
    if len(told) < _HEAD.size:
        return False
    same, flags, _, answers, _, _ = _HEAD.unpack_from(told)
    return same == number and not flags & _REFUSAL and answers > 0


def is_page_foreign(address: str, port: int = 80) -> bool:
    """Whether something answers here that is not Tafelronde; nobody at all is not foreign."""
    line = http.client.HTTPConnection(address, port, timeout=PAGE_WITHIN_S)
    try:
        line.request("GET", "/health")
        told = json.loads(line.getresponse().read())
        return not (isinstance(told, dict) and "room_ms" in told)
    except OSError:
        return False
    except (http.client.HTTPException, ValueError):
        return True
    finally:
        line.close()
