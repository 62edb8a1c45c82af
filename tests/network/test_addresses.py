"""Which address phones are told, as the machine's addresses come and go."""

from typing import Any

import ifaddr
import pytest

from appliance.network import addresses
from appliance.network.addresses import (
    GONE_AFTER_S,
    LOOK_EVERY_S,
    NOWHERE,
    Candidate,
    Spot,
    Whereabouts,
    candidates,
    spot_of,
)

WIFI = Candidate("192.168.1.4", "wlan0")
WIRE = Candidate("10.0.0.7", "eth0")
ROOM = Candidate("10.77.0.1", "tafelronde")


class Machine:
    """A machine whose addresses and clock a test sets."""

    def __init__(self, *found: Candidate) -> None:
        self.found = found
        self.now_s = 0.0

    def whereabouts(self, chosen: str = "") -> Whereabouts:
        """Its whereabouts."""
        return Whereabouts(chosen, look=lambda: self.found, clock=lambda: self.now_s)

    def later(self, *found: Candidate, after_s: float = LOOK_EVERY_S) -> None:
        """Time passes, and these addresses are there."""
        self.found = found
        self.now_s += after_s


def test_a_machine_without_a_network_has_only_itself() -> None:
    assert Machine().whereabouts().now() == NOWHERE


def test_the_best_address_is_told_as_soon_as_it_is_there() -> None:
    machine = Machine()
    where = machine.whereabouts()
    where.now()
    machine.later(WIFI, WIRE)
    assert where.now() == WIFI.address


def test_an_address_that_is_told_is_not_left_for_a_better_one() -> None:
    machine = Machine(WIRE)
    where = machine.whereabouts()
    assert where.now() == WIRE.address
    machine.later(WIFI, WIRE, after_s=1000)
    assert where.now() == WIRE.address


def test_an_address_that_is_gone_for_a_moment_is_still_told() -> None:
    machine = Machine(WIFI)
    where = machine.whereabouts()
    where.now()
    machine.later(WIRE, after_s=GONE_AFTER_S / 2)
    assert where.now() == WIFI.address
    machine.later(WIFI, WIRE)
    assert where.now() == WIFI.address
    machine.later(WIRE, after_s=GONE_AFTER_S / 2)
    assert where.now() == WIFI.address


def test_an_address_that_stays_away_is_left_for_another() -> None:
    machine = Machine(WIFI)
    where = machine.whereabouts()
    where.now()
    machine.later(WIRE, after_s=GONE_AFTER_S)
    assert where.now() == WIRE.address
    machine.later(WIFI, WIRE)
    assert where.now() == WIRE.address


def test_where_no_other_is_left_the_last_address_is_told_on() -> None:
    machine = Machine(WIFI)
    where = machine.whereabouts()
    where.now()
    machine.later(after_s=10 * GONE_AFTER_S)
    assert where.now() == WIFI.address
    machine.later(WIRE)
    assert where.now() == WIRE.address


def test_the_chosen_address_is_told_whenever_it_is_there() -> None:
    machine = Machine(WIFI)
    where = machine.whereabouts(WIRE.address)
    assert where.now() == WIFI.address
    machine.later(WIFI, WIRE)
    assert where.now() == WIRE.address
    machine.later(WIFI, after_s=GONE_AFTER_S)
    assert where.now() == WIFI.address
    machine.later(WIFI, WIRE)
    assert where.now() == WIRE.address


def test_the_rooms_own_network_goes_before_what_was_there_first() -> None:
    machine = Machine(WIRE)
    where = machine.whereabouts()
    where.now()
    machine.later(ROOM, WIRE)
    assert where.now() == ROOM.address


def test_the_machine_is_not_looked_at_for_every_page() -> None:
    machine = Machine(WIFI)
    where = machine.whereabouts()
    where.now()
    machine.later(ROOM, after_s=LOOK_EVERY_S / 2)
    assert where.now() == WIFI.address


def adapter(name: str, *ips: Any, index: int = 1) -> ifaddr.Adapter:
    """An interface with these addresses."""
    return ifaddr.Adapter(name, name, [ifaddr.IP(ip, 24, name) for ip in ips], index)


def on(monkeypatch: pytest.MonkeyPatch, *adapters: ifaddr.Adapter) -> None:
    """Let the machine have these interfaces."""
    monkeypatch.setattr(addresses.ifaddr, "get_adapters", lambda: adapters)


def test_the_rooms_own_network_is_first_and_then_what_is_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on(
        monkeypatch,
        adapter("lo", "127.0.0.1"),
        adapter("eth1", "169.254.3.4"),
        adapter("eth0", "8.8.4.4"),
        adapter("wlan0", "192.168.1.4", ("fe80::1", 0, 3)),
        adapter("tafelronde", "10.77.0.1", "198.18.0.1"),
    )
    found = [candidate.address for candidate in candidates()]
    assert found == ["10.77.0.1", "192.168.1.4", "169.254.3.4", "8.8.4.4"]


@pytest.mark.parametrize("name", ["docker0", "veth1a2b", "br-9f", "virbr0", "tun0", "wg0"])
def test_what_leads_into_the_machine_or_a_tunnel_is_not_told(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    on(monkeypatch, adapter(name, "172.17.0.1"))
    assert candidates() == ()


def test_beside_an_address_only_wide_ones_of_the_same_interface_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    beside = [("fe80::1", 0, 3), ("fd00::2", 0, 0), ("2001:db8::3", 0, 0)]
    on(
        monkeypatch,
        adapter("wlan0", "192.168.1.4", *beside, index=3),
        adapter("eth0", "10.0.0.7", ("fd00::9", 0, 0), index=2),
    )
    assert spot_of("192.168.1.4") == Spot(3, ("fd00::2", "2001:db8::3"))
    assert spot_of("192.168.1.5") is None


def test_this_very_machine_is_on_its_own_loopback() -> None:
    spot = spot_of("127.0.0.1")
    assert spot is not None
    assert (spot.index > 0, spot.wide) == (True, ())
