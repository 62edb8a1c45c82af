"""Cables: the box serves the room's, and is a guest where somebody else serves."""

from collections.abc import Iterator

import pytest

from .disk import VENUE_CARD
from .looking import health, network_state
from .people import FarEnd
from .vm import Machine, until

ROUTER = "192.168.50.1"
SETTLES_S = 120.0
"""The keeper listens for five seconds; the rest is software emulation."""


@pytest.fixture
def plugged_in(machine: Machine, venue: FarEnd) -> Iterator[FarEnd]:
    """The box's second card is plugged into a network that gives out addresses itself."""
    venue.run("ip", "address", "add", f"{ROUTER}/24", "dev", "eth0").checked()
    serves = ["dnsmasq", "--conf-file=/dev/null", "--port=0", "--interface=eth0", "--user=root"]
    serves += ["--bind-interfaces", "--dhcp-range=192.168.50.10,192.168.50.99,1h", "--no-ping"]
    serves += ["--dhcp-authoritative", "--dhcp-leasefile=/dev/null", "--pid-file="]
    venue.run(*serves).checked()
    machine.plugs.set_cable("venue", is_in=True)
    yield venue
    machine.plugs.set_cable("venue", is_in=False)
    until(lambda: not _port(machine)["has_link"], SETTLES_S, "the box to see the cable go")
    venue.run("ip", "address", "flush", "dev", "eth0").checked()


def test_a_laptop_on_the_wire_gets_an_address_and_contributes(
    laptop: FarEnd, conference: None
) -> None:
    assert laptop.lease().startswith("10.77.")
    assert list(laptop.post(5, "Van de kabel").values()) == ["Van de kabel"]


def test_where_somebody_else_gives_out_addresses_the_box_is_a_guest(
    machine: Machine, plugged_in: FarEnd, laptop: FarEnd
) -> None:
    def is_guest() -> bool:
        port = _port(machine)
        return (port["role"], port["other_dhcp"]) == ("venue", ROUTER)

    until(is_guest, SETTLES_S, "the box to be a guest in the venue")
    own = ("ip", "-4", "-brief", "address", "show", "dev", VENUE_CARD)
    until(lambda: "192.168.50." in machine.run(*own).out, SETTLES_S, "an address of the venue")

    # It gives out no address there, and the room goes on, and leads nowhere.
    assert "198.18" not in machine.run(*own).out
    assert "default" not in machine.run("ip", "route").out
    assert health(laptop)["is_saving"]
    assert laptop.lease().startswith("10.77.")
    assert laptop.run("ping", "-c", "2", "-W", "2", ROUTER).code != 0


def _port(machine: Machine) -> dict[str, object]:
    found = [
        port for port in network_state(machine).get("ports", []) if port["interface"] == VENUE_CARD
    ]
    return found[0] if found else {"has_link": False, "role": "", "other_dhcp": ""}
