"""Where phones find the box of this machine, as far as can be told without starting it."""

import json
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from .addresses import NOWHERE, Whereabouts, own_addresses
from .room import ADDRESS

INSTALLED: Final = Path("/var/lib/tafelronde")
"""Where a prepared box keeps everything."""

_ANSWERS_WITHIN_S: Final = 2.0


def is_prepared(data: Path) -> bool:
    """Whether this is the data folder of a box that has the room's own network."""
    return data.absolute() == INSTALLED or ADDRESS in own_addresses()


def room_address() -> str:
    """The address of this machine that phones can most likely reach; NOWHERE without a network."""
    return Whereabouts().now()


def likely_address(conference: str, ports: Iterable[int]) -> str | None:
    """Where a box on this machine answers phones, or would; None without a network.

    A guess: the machine may get another address, and the box be started with another port. The
    `ports` are those that it takes by itself, in its order.
    """
    host = room_address()
    if host == NOWHERE:
        return None
    tried = tuple(ports)
    serving = (port for port in tried if _serves(conference, port))
    port = next(serving, None) or next((each for each in tried if _may_take(each)), tried[-1])
    return f"http://{host}" if port == 80 else f"http://{host}:{port}"


def _serves(conference: str, port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=_ANSWERS_WITHIN_S) as answer:
            told = json.load(answer)
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("conference") == conference


def _may_take(port: int) -> bool:
    with socket.socket() as door:
        try:
            door.bind(("", port))
        except OSError:
            return False
    return True
