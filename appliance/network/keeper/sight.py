"""What the keeper sees at one look, and what it may do about it: values only."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from appliance.network.rogue import Heard

ADDRESS: Final = "10.77.0.1"
NETWORK: Final = "10.77.0.0/22"
PROBE_ADDRESS: Final = "198.18.0.1"
"""For who asks whether there is internet (RFC 2544)."""

BRIDGE: Final = "tafelronde"
ROOM_PROFILE: Final = "tafelronde-room"
AIR_PROFILE: Final = "tafelronde-air"
PROBES_PROFILE: Final = "tafelronde-probes"


def wire_profile(interface: str) -> str:
    """The profile that joins a port to the room."""
    return f"tafelronde-wire-{interface}"


def venue_profile(interface: str) -> str:
    """The profile that makes a port a guest on the venue's network."""
    return f"tafelronde-venue-{interface}"


class Activation(Enum):
    """How far NetworkManager is with a profile."""

    UP = "up"
    COMING = "coming"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking who gives out addresses; `heard` is None where asking was not possible.

    `link` is the number of the link-up for which was asked: an answer about an earlier cable says
    nothing of this one.
    """

    link: int
    seconds: float
    heard: Heard | None


@dataclass(frozen=True, slots=True)
class PortSight:
    """A network port. `changes` counts how often its link came or went, as the kernel counts."""

    interface: str
    has_link: bool
    changes: int = 0
    profile: str = ""
    activation: Activation = Activation.DOWN
    phones: int = 0
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class RoomSight:
    """The bridge that is the room; `is_answering` tells whether names and addresses are given."""

    has_profile: bool = True
    activation: Activation = Activation.UP
    hardware: str = ""
    has_address: bool = True
    has_probe_address: bool = True
    is_answering: bool = True


@dataclass(frozen=True, slots=True)
class RadioSight:
    """The box's radio; `is_on_air` is what the radio itself says, `activation` what is believed."""

    interface: str
    driver: str = ""
    ceiling: int | None = None
    has_ap_mode: bool = True
    has_profile: bool = True
    activation: Activation = Activation.DOWN
    is_on_air: bool = False
    phones: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for this box that matters here."""

    country: str
    internet_port: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything at one moment; `chosen` is None where nothing was. `moment` is monotonic."""

    moment: float
    room: RoomSight
    ports: tuple[PortSight, ...]
    radio: RadioSight | None
    chosen: Chosen | None
    has_network_manager: bool = True
    can_read_chosen: bool = True
    is_port_53_taken: bool = False
    is_port_80_taken: bool = False


@dataclass(frozen=True, slots=True)
class Listen:
    """Ask and listen at a port, for the link-up of this number."""

    interface: str
    link: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Join:
    """Let a port be the room's: serve there."""

    interface: str


@dataclass(frozen=True, slots=True)
class Follow:
    """Let a port be a guest on the venue's network; only with `is_internet` the way out."""

    interface: str
    is_internet: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """Take a port off whatever it is on."""

    interface: str


@dataclass(frozen=True, slots=True)
class RaiseRoom:
    """Bring up the bridge."""


@dataclass(frozen=True, slots=True)
class RaiseAir:
    """Bring up the access point."""

    interface: str


@dataclass(frozen=True, slots=True)
class AddProbeAddress:
    """Give the machine the address to which the hosts of connectivity probes resolve."""


@dataclass(frozen=True, slots=True)
class LetThrough:
    """Let the room reach the internet by these ports, and by no other."""

    interfaces: frozenset[str]


Act = Listen | Join | Follow | Leave | RaiseRoom | RaiseAir | AddProbeAddress | LetThrough
