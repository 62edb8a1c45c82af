"""What the checks are told: of which folder, which choices, and how to ask the network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for this box's network.

    `cards` is the Wi-Fi name on the cards, "" where a line is left for it; `is_external` tells
    that an access point of its own makes that network.
    """

    country: str
    cards: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`folder` holds what is kept; `is_box` tells a prepared machine from somebody's laptop.

    `others` asks who else gives out addresses on an interface, and raises OSError where it may
    not; without it nobody is asked. `ports` is what is known of that already, by interface, while
    the box's network runs.
    """

    folder: Path
    is_box: bool = False
    chosen: Chosen | None = None
    others: Callable[[str], Sequence[str]] | None = None
    ports: Mapping[str, str] | None = None
    people: int = 100
    """How many phones the room is for."""
