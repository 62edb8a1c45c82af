"""The box by mDNS on a real wire: found by python-zeroconf and by avahi, renamed, moved, gone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import IO

import pytest

from appliance.network.room import ADDRESS, BRIDGE
from tests.network.keeping import until
from tests.network.room import NEEDS_ROOM, NEEDS_ROOT, Room, Space, lease, room, served

pytestmark = [NEEDS_ROOT, NEEDS_ROOM, pytest.mark.slow, pytest.mark.timeout(180)]

MOVED = "10.77.0.9"

BROWSE = """
import json, sys
from zeroconf import ServiceBrowser, ServiceListener, Zeroconf

class Listener(ServiceListener):
    def add_service(self, zc, kind, name):
        info = zc.get_service_info(kind, name, 3000)
        told = info and {
            "host": info.server, "addresses": info.parsed_addresses(), "port": info.port,
            **{key.decode(): (value or b"").decode() for key, value in info.properties.items()},
        }
        print(json.dumps(["there", name, told]), flush=True)
    update_service = add_service
    def remove_service(self, zc, kind, name):
        print(json.dumps(["gone", name, None]), flush=True)

with Zeroconf(interfaces=[sys.argv[1]]) as zc:
    ServiceBrowser(zc, "_http._tcp.local.", Listener())
    sys.stdin.read()
"""
"""What a laptop hears, line by line, until its input ends."""

CLAIM = """
import sys
from zeroconf import ServiceInfo, Zeroconf

address, host = sys.argv[1:]
with Zeroconf(interfaces=[address]) as zc:
    kind = "_other._tcp.local."
    zc.register_service(
        ServiceInfo(kind, "Other." + kind, 9, server=host + ".", parsed_addresses=[address])
    )
    print("claimed", flush=True)
    sys.stdin.read()
"""
"""Somebody who has a name already."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A box that does not serve yet, and two laptops on its wire."""
    with room(tmp_path_factory.mktemp("room")) as made:
        for _ in range(2):
            lease(made.add_guest())
        yield made


@contextmanager
def script(space: Space, lines: str, *words: str) -> Iterator[IO[str]]:
    """These lines at work there, until the block ends; what they print."""
    how = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with space.running(sys.executable, "-c", lines, *words, **how) as process:
        assert process.stdout is not None
        yield process.stdout


def address_of(space: Space) -> str:
    """Its own address."""
    told = json.loads(space.run("ip", "-json", "-4", "address", "show", "dev", "eth0"))
    return str(told[0]["addr_info"][0]["local"])


def health(built: Room, address: str = ADDRESS) -> dict[str, object]:
    """What the box says of itself."""
    ask = "import urllib.request as site; "
    ask += f"print(site.urlopen('http://{address}/health').read().decode())"
    return dict(built.box.python(ask))


def test_the_box_is_found_by_laptops_and_says_goodbye(built: Room) -> None:
    laptop = built.guests[0]
    host = f"tafelronde-{built.mark}.local"
    with script(laptop, BROWSE, address_of(laptop)) as heard:
        with served(built):
            state, name, told = json.loads(heard.readline())
            assert (state, name) == ("there", f"Tafelronde {built.mark}._http._tcp.local.")
            title = told.pop("title")
            assert title
            assert told == {
                "host": f"{host}.",
                "addresses": [ADDRESS],
                "port": 80,
                "path": "/",
                "tafelronde": built.mark,
            }
            until(lambda: health(built)["local_name"] == host)
        assert json.loads(heard.readline()) == ["gone", name, None]


@pytest.mark.needs("avahi-daemon", "avahi-browse", "avahi-resolve", "dbus-daemon")
def test_avahi_finds_it_too(built: Room) -> None:
    laptop = built.guests[1]
    with ExitStack() as running:
        running.enter_context(served(built))
        laptop.run("sh", "-c", "mount -t tmpfs tmpfs /run && mkdir -p /run/dbus")
        for words in (
            ("dbus-daemon", "--system", "--nofork", "--nopidfile"),
            ("avahi-daemon", "--no-chroot", "--no-drop-root", "--no-rlimits"),
        ):
            running.enter_context(laptop.running(*words, stdout=-3, stderr=-3))
            asked = {"dbus-daemon": ["test", "-S", "/run/dbus/system_bus_socket"]}
            ready = asked.get(words[0], ["avahi-daemon", "--check"])
            until(lambda ready=ready: laptop.attempt(*ready).returncode == 0)  # type: ignore[misc]
        host = f"tafelronde-{built.mark}.local"
        until(lambda: health(built)["local_name"] == host)
        assert laptop.run("avahi-resolve", "-n", host).split() == [host, ADDRESS]
        told = laptop.run("avahi-browse", "-rtp", "_http._tcp").splitlines()
        entries = [line.split(";") for line in told if line.startswith("=")]
        assert [(entry[6], entry[7], entry[8]) for entry in entries] == [(host, ADDRESS, "80")]


def test_a_name_that_is_taken_is_left_and_an_address_that_moves_is_followed(built: Room) -> None:
    other, laptop = built.guests
    mine = f"tafelronde-{built.mark}.local"
    renamed = f"tafelronde-{built.mark}-2.local"
    with ExitStack() as running:
        claimed = running.enter_context(script(other, CLAIM, address_of(other), mine))
        assert claimed.readline() == "claimed\n"
        running.enter_context(served(built))
        until(lambda: health(built)["local_name"] == renamed)
        assert found(laptop) == (f"{renamed}.", [ADDRESS])
        move(built.box, ADDRESS, MOVED)
        try:
            until(lambda: found(laptop) == (f"{renamed}.", [MOVED]))
            assert health(built, MOVED)["address"] == f"http://{MOVED}"
        finally:
            move(built.box, MOVED, ADDRESS)


def found(laptop: Space) -> tuple[str, list[str]]:
    """The host and the addresses of the box, for somebody who has just come in."""
    with script(laptop, BROWSE, address_of(laptop)) as heard:
        _, _, told = json.loads(heard.readline())
    return (told["host"], told["addresses"]) if told else ("", [])


def move(box: Space, before: str, after: str) -> None:
    """Give the box another address in the room."""
    box.run("ip", "address", "delete", f"{before}/22", "dev", BRIDGE)
    box.run("ip", "address", "add", f"{after}/22", "dev", BRIDGE)
