"""How the room's network is doing, in a small file: the keeper writes it, the screens read it.

It lives in /run, so it is gone after a restart; what is older than half a minute tells nothing.
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

FORMAT: Final = "tafelronde-network-state/1"
FILE: Final = Path("/run/tafelronde/network.json")
BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
"""Another one after every start of the machine (random(4))."""

FRESH_S: Final = 30.0
"""Older than this, nobody knows."""

ROOM: Final = "room"
VENUE: Final = "venue"
INTERNET: Final = "internet"
OFF: Final = "off"
ROLES: Final = frozenset({ROOM, VENUE, INTERNET, OFF})
"""What a port is: the room's own wire; a guest on the venue's network; that, and the way to the
internet; or nothing, such as without a cable or while the box listens."""

TROUBLES: Final[Mapping[str, str]] = {
    "no_network_manager": (
        "NetworkManager is not running, so the box makes no network. "
        "Switch the box off and on. If it stays so, prepare the box again."
    ),
    "not_prepared": (
        "This box has not been prepared to be a network. "
        "Prepare it with: sudo provisioning/provision.sh"
    ),
    "no_country": (
        "The box does not know in which country it is, so its Wi-Fi stays off. "
        "Tell it with: sudo tafelronde network prepare --country NL"
    ),
    "plan_unreadable": (
        "What was chosen for the network cannot be read. "
        "Choose again with: sudo tafelronde network prepare --country NL"
    ),
    "no_radio": (
        "This box has no Wi-Fi of its own. Connect a Wi-Fi access point with a network cable."
    ),
    "no_ap_mode": (
        "The Wi-Fi in this box cannot take phones. "
        "Connect a Wi-Fi access point with a network cable."
    ),
    "no_name": (
        "The box does not know the Wi-Fi of the access point on its cable, so the code to join it "
        "is missing. The organiser tells its name and password at {address}/box."
    ),
    "air_down": (
        "The box's own Wi-Fi has stopped, and starting it again did not help. "
        "Switch the box off and on, or connect a Wi-Fi access point with a network cable."
    ),
    "no_address": (
        "The box has lost its address in the room. It is putting that right by itself. "
        "If this stays for more than a minute, switch the box off and on."
    ),
    "names_down": (
        "The box gives out no addresses at the moment, so no new phone can join. "
        "It tries again by itself. If this stays for more than a minute, switch the box off and on."
    ),
    "port_53": (
        "Another program on this box answers for names, so phones cannot join. "
        "Stop that program, often dnsmasq or bind9, and switch the box off and on."
    ),
    "port_80": (
        "Another program on this box answers where Tafelronde should. "
        "Stop that program, often apache2 or nginx, and switch the box off and on."
    ),
    "other_dhcp": (
        "The cable leads to a network that gives out addresses itself, so the box gives none. "
        "Connect the box to nothing but the access point, and let that work as a bridge."
    ),
    "late_dhcp": (
        "A device on the cable began to give out addresses too, so new phones may get lost. "
        "Find what was plugged in last, often another access point or router, and unplug it."
    ),
    "two_boxes": (
        "There is another box on this cable, and one room takes one box. "
        "Switch one off. Then pull the network cable out of the other and put it back."
    ),
    "wire_loop": (
        "Two network cables of this box come together somewhere, and phones can then get lost. "
        "Pull one of them out of the box."
    ),
    "cannot_ask": (
        "The box cannot find out whether another network is on its cable, so it stays off it. "
        "Prepare the box again with: sudo provisioning/provision.sh"
    ),
    "port_failed": (
        "A network port of this box does not start. "
        "Put the cable in another port, or switch the box off and on."
    ),
}
"""What can be wrong, by its code: first what is so, then what to do."""


@dataclass(frozen=True, slots=True)
class RadioState:
    """The box's own Wi-Fi; `ceiling` is the most phones it takes, None where nobody knows.

    `restarts` counts how often it died without a word and was started again.
    """

    interface: str
    driver: str
    ceiling: int | None
    phones: int
    is_serving: bool
    restarts: int


@dataclass(frozen=True, slots=True)
class PortState:
    """A network port; `role` is one of ROLES, `other_dhcp` who else gives out addresses there.

    `phones` are the devices behind it that have an address of ours, as far as the box saw them.
    """

    interface: str
    has_link: bool
    role: str
    other_dhcp: str = ""
    phones: int = 0


def has_air(state: "State | None") -> bool:
    """Whether the box can be an access point itself; where nobody tells, it is believed to."""
    return state is None or state.radio is not None


@dataclass(frozen=True, slots=True)
class State:
    """All of it at one moment; `address` is "" while the box has none in the room."""

    boot: str
    monotonic_s: float
    address: str
    radio: RadioState | None
    ports: tuple[PortState, ...]
    troubles: tuple[str, ...]

    @classmethod
    def read(cls, file: Path = FILE) -> "State | None":
        """What the keeper wrote; None where there is nothing, or nothing fresh enough."""
        try:
            state = _understood(json.loads(file.read_bytes()))
        except (OSError, LookupError, TypeError, ValueError):
            return None
        is_fresh = 0 <= time.monotonic() - state.monotonic_s <= FRESH_S
        return state if is_fresh and state.boot == boot_id() else None

    def write(self, file: Path = FILE) -> None:
        """Put it in place of the one before, so that nobody ever reads half. Raises OSError."""
        beside = file.with_name(f".{file.name}.{os.getpid()}")
        beside.write_text(json.dumps({"format": FORMAT, **asdict(self)}) + "\n", "utf-8")
        beside.chmod(0o644)
        beside.replace(file)


def boot_id() -> str:
    """Which start of the machine this is; "" where the system does not tell."""
    try:
        return BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""


def _understood(told: Mapping[str, Any]) -> State:
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    radio = told["radio"]
    return State(
        boot=str(told["boot"]),
        monotonic_s=float(told["monotonic_s"]),
        address=str(told["address"]),
        radio=None if radio is None else RadioState(**radio),
        ports=tuple(PortState(**port) for port in told["ports"]),
        troubles=tuple(code for code in told["troubles"] if code in TROUBLES),
    )
