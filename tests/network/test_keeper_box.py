"""The keeper with the real NetworkManager, on real wires with real servers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance.network.room import ADDRESS, BRIDGE, PROBES_ADDRESS
from tests.network.keeping import (
    NEEDS_NETWORK_MANAGER,
    KeptBox,
    kept_box,
    plug_in,
    unplug,
    until,
)
from tests.network.room import LEASE, NEEDS_ROOT, Space, lease
from tests.network.test_rogue import giving, others

pytestmark = [NEEDS_ROOT, NEEDS_NETWORK_MANAGER, pytest.mark.slow, pytest.mark.timeout(600)]

ROUTER = "192.168.9.1"


EVERY_NAME = """
import signal, socket

taken = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
taken.bind(("", 53))
print("ready", flush=True)
signal.pause()
"""
OTHER_PAGE = """
from http.server import BaseHTTPRequestHandler, HTTPServer

with HTTPServer(("", 80), BaseHTTPRequestHandler) as other:
    print("ready", flush=True)
    other.serve_forever()
"""


@contextmanager
def at_work(space: Space, lines: str) -> Iterator[None]:
    """With a program of somebody else's in the way."""
    with space.running("python3", "-c", lines, stdout=-1, stderr=-3) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptBox]:
    """A prepared box on which the keeper does not run yet."""
    with kept_box(tmp_path_factory.mktemp("kept")) as built:
        yield built


def phone(space: Space) -> Space:
    """Let this be somebody who asks for an address."""
    (space.folder / "lease").write_text(LEASE)
    (space.folder / "lease").chmod(0o755)
    return space


def addresses(space: Space, interface: str) -> list[str]:
    """The IPv4 addresses here."""
    told = json.loads(space.run("ip", "-json", "-4", "address", "show", "dev", interface))
    return [address["local"] for link in told for address in link.get("addr_info", ())]


def test_the_box_serves_only_where_nobody_else_does(box: KeptBox) -> None:
    silent, venue, twin = phone(box.port("silent")), box.port("venue"), box.port("twin")
    with giving(venue, ROUTER), giving(twin, ADDRESS), box.keep():
        for far in (silent, venue, twin):
            plug_in(far)
        expected = {
            "silent": ("room", ""),
            "venue": ("venue", ROUTER),
            "twin": ("off", ADDRESS),
        }
        until(lambda: box.roles() == expected)
        assert box.troubles() == ("other_dhcp", "two_boxes")

        until(lambda: box.master("silent") == BRIDGE)
        assert lease(silent).startswith("10.77.")
        until(lambda: box.phones("silent") == 1)

        # A guest: with an address, and with no way out by it.
        until(lambda: addresses(box.space, "venue") != [])
        assert addresses(box.space, "venue")[0].startswith("192.168.9.")
        assert box.space.run("ip", "route", "show", "default") == ""
        assert [box.master(port) for port in ("venue", "twin")] == ["", ""]
        assert addresses(box.space, "twin") == []
        assert box.state is not None
        assert box.state.address == ADDRESS
        until(lambda: PROBES_ADDRESS in addresses(box.space, BRIDGE))

        # The wire that served leads to a venue now.
        unplug(silent)
        until(lambda: box.master("silent") == "")
        silent.run("ip", "address", "flush", "dev", "eth0")
        with giving(silent, "192.168.8.1"):
            plug_in(silent)
            until(lambda: box.roles()["silent"] == ("venue", "192.168.8.1"))
            assert box.master("silent") == ""
        unplug(venue)
        unplug(twin)
        unplug(silent)
        until(lambda: {role for role, _ in box.roles().values()} == {"off"})


def test_a_choice_for_the_internet_takes_effect_and_can_be_taken_back(box: KeptBox) -> None:
    outside = box.port("outside")
    with giving(outside, "192.168.7.1"), box.keep():
        plug_in(outside)
        until(lambda: box.roles().get("outside") == ("venue", "192.168.7.1"))
        box.choose(internet_port="outside")
        until(lambda: box.roles()["outside"] == ("internet", ""))
        until(lambda: "via 192.168.7.1" in box.space.run("ip", "route", "show", "default"))
        until(lambda: ways_out(box) == ["outside"])
        assert box.troubles() == ("no_radio",)
        box.choose(internet_port="")
        until(lambda: box.roles()["outside"] == ("venue", "192.168.7.1"))
        until(lambda: box.space.run("ip", "route", "show", "default") == "")
        assert ways_out(box) == []
        unplug(outside)


def ways_out(box: KeptBox) -> list[str]:
    """The ports by which the firewall lets the room out."""
    told = json.loads(box.space.run("nft", "-j", "list", "set", "inet", "tafelronde", "internet"))
    (found,) = (entry["set"] for entry in told["nftables"] if "set" in entry)
    return list(found.get("elem", ()))


def test_what_breaks_is_mended_and_a_keeper_that_is_started_anew_disturbs_nobody(
    box: KeptBox,
) -> None:
    wire = phone(box.port("wire"))
    with box.keep():
        plug_in(wire)
        until(lambda: box.roles().get("wire") == ("room", "") and box.master("wire") == BRIDGE)
        before = lease(wire)
    box.state_file.unlink()
    with box.keep():
        until(lambda: box.roles().get("wire") == ("room", ""))
        assert box.master("wire") == BRIDGE
        box.space.run("ip", "address", "delete", f"{ADDRESS}/22", "dev", BRIDGE)
        until(lambda: box.state is not None and box.state.address == "")
        until(lambda: box.state is not None and box.state.address == ADDRESS)
        until(lambda: box.troubles() == () and box.master("wire") == BRIDGE)
        assert lease(wire) == before
        assert others(wire, "eth0", 1.5) == [ADDRESS]


def test_other_programs_in_the_way_are_named(tmp_path: Path) -> None:
    with kept_box(tmp_path / "kept") as box:
        box.end_network_manager()
        with at_work(box.space, EVERY_NAME), at_work(box.space, OTHER_PAGE), box.keep():
            until(lambda: box.troubles() == ("no_network_manager", "port_80"))
            box.start_network_manager()
            until(lambda: {"port_53", "port_80"} <= set(box.troubles()))
        with box.keep():
            until(lambda: box.state is not None and box.state.address == ADDRESS)
            assert box.troubles() == ("no_radio",)
