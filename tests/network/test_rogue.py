"""Who else gives out addresses is heard on a real wire, from a real dnsmasq."""

import errno
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from appliance.network.room import ADDRESS, BRIDGE
from tests.network.room import NEEDS_ROOM, NEEDS_ROOT, Room, Space, cable, room

pytestmark = [NEEDS_ROOT, NEEDS_ROOM, pytest.mark.slow]

LISTEN = """
import dataclasses, json, sys
from appliance.network.rogue import listen
print(json.dumps(dataclasses.asdict(listen(sys.argv[1], float(sys.argv[2])))))
"""
OTHERS = """
import json, sys
from appliance.network.rogue import other_servers
try:
    print(json.dumps(other_servers(sys.argv[1], float(sys.argv[2]))))
except OSError as trouble:
    print(json.dumps(trouble.errno))
"""
ROUTER = "192.168.9.1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A box that gives out addresses on its bridge, and two machines on it."""
    with room(tmp_path_factory.mktemp("room")) as found:
        for _ in range(2):
            found.add_guest()
        yield found


@contextmanager
def giving(space: Space, address: str, *how: str) -> Iterator[None]:
    """A router here, that gives out addresses."""
    interface = "eth0"
    space.run("ip", "address", "replace", f"{address}/24", "dev", interface)
    first = address.rpartition(".")[0]
    lines = ["--conf-file=/dev/null", "--keep-in-foreground", "--port=0", "--log-facility=-"]
    lines += [f"--interface={interface}", "--bind-interfaces", "--pid-file=", "--leasefile-ro"]
    lines += ["--dhcp-authoritative", f"--dhcp-range={first}.50,{first}.99,1h", *how]
    with space.running("dnsmasq", *lines, stderr=-1) as process:
        assert process.stderr is not None
        assert "started" in process.stderr.readline()
        yield
    space.run("ip", "address", "flush", "dev", interface)


def hardware(space: Space, interface: str) -> str:
    """Whose it is."""
    return space.run("cat", f"/sys/class/net/{interface}/address").strip()


def others(space: Space, interface: str, seconds: float = 5.0) -> Any:
    """What `other_servers` says here."""
    return space.python(OTHERS, interface, seconds)


def test_on_a_silent_wire_nobody_is_heard(built: Room, tmp_path: Path) -> None:
    with Space(tmp_path / "one") as one, Space(tmp_path / "other") as other:
        cable(one, "eth0", other, "eth0")
        assert others(one, "eth0", 2.5) == []


def test_the_box_is_heard_by_others_and_not_by_itself(built: Room) -> None:
    assert others(built.guests[0], "eth0", 1.5) == [ADDRESS]
    assert others(built.box, "guest0", 1.5) == []
    assert others(built.box, BRIDGE, 1.5) == []


def test_a_second_server_on_the_wire_is_heard_while_the_box_serves(built: Room) -> None:
    rogue = built.guests[1]
    with giving(rogue, ROUTER):
        assert others(built.box, "guest1") == [ROUTER]  # which takes three seconds to offer
    with giving(rogue, ROUTER, "--no-ping"):
        heard = built.box.python(LISTEN, "guest1", 1.5)
        assert heard == {
            "servers": [{"address": ROUTER, "hardware": hardware(rogue, "eth0")}],
            "has_spanning_tree": False,
            "leads_back": False,
        }


def test_everybody_who_answers_on_a_wire_is_heard(tmp_path: Path) -> None:
    with ExitStack() as spaces:
        switch, one, *servers = (
            spaces.enter_context(Space(tmp_path / name)) for name in ("s", "one", "a", "b")
        )
        switch.run("ip", "link", "add", "br0", "type", "bridge")
        switch.run("ip", "link", "set", "br0", "up")
        for number, space in enumerate((one, *servers)):
            cable(switch, f"port{number}", space, "eth0")
            switch.run("ip", "link", "set", f"port{number}", "master", "br0")
        for number, server in enumerate(servers):
            spaces.enter_context(giving(server, f"192.168.{number}.1", "--no-ping"))
        assert sorted(others(one, "eth0", 1.5)) == ["192.168.0.1", "192.168.1.1"]


def test_a_second_box_is_told_from_this_one_though_both_have_the_same_address(
    built: Room,
) -> None:
    twin = built.guests[1]
    with giving(twin, ADDRESS, "--no-ping"):
        heard = built.box.python(LISTEN, "guest1", 1.5)
        assert heard["servers"] == [{"address": ADDRESS, "hardware": hardware(twin, "eth0")}]


def test_a_switch_that_speaks_of_its_tree_is_heard(tmp_path: Path) -> None:
    with Space(tmp_path / "one") as one, Space(tmp_path / "switch") as switch:
        cable(one, "eth0", switch, "port0")
        switch.run("ip", "link", "add", "br0", "type", "bridge", "stp_state", "1")
        switch.run("ip", "link", "set", "port0", "master", "br0")
        switch.run("ip", "link", "set", "br0", "up")
        assert one.python(LISTEN, "eth0", 4) == {
            "servers": [],
            "has_spanning_tree": True,
            "leads_back": False,
        }


def test_a_cable_that_ends_at_another_port_of_the_room_is_heard(built: Room) -> None:
    built.box.run(*["ip", "link", "add", "ring0", "type", "veth", "peer", "name", "ring1"])
    built.box.run("ip", "link", "set", "ring0", "master", BRIDGE, "up")
    built.box.run("ip", "link", "set", "ring1", "up")
    try:
        heard = built.box.python(LISTEN, "ring1", 1.5)
    finally:
        built.box.run("ip", "link", "delete", "ring0")
    assert (heard["servers"], heard["leads_back"]) == ([], True)


def test_what_cannot_be_asked_is_said_and_not_taken_for_silence(built: Room) -> None:
    without = ["setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"]

    told = built.box.run(*without, sys.executable, "-c", OTHERS, "guest0", 2)
    assert json.loads(told) == errno.EPERM
    assert others(built.box, "nowhere", 2) == errno.ENODEV
    built.box.run("ip", "link", "set", "guest0", "down")
    assert others(built.box, "guest0", 2) == errno.ENETDOWN
    built.box.run("ip", "link", "set", "guest0", "up")
