"""A box with the real NetworkManager and the real keeper, on cables of a test's own."""

import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.network.dns import drop_in
from appliance.network.plan import ONLINE, Plan
from appliance.network.room import BRIDGE
from appliance.network.state import State
from appliance.network.wifi import Wifi
from tests.network.room import Space, cable, provisioned

NEEDS_NETWORK_MANAGER = pytest.mark.needs(
    "unshare", "nsenter", "ip", "bridge", "busybox", "dnsmasq", "nft", "iw", "nmcli",
    *("NetworkManager", "dbus-daemon", "setpriv"),
)  # fmt: skip
PATIENCE_S = 180.0

CONFIGURATION = """\
[main]
plugins=keyfile
no-auto-default=*
dns=none
rc-manager=unmanaged
hostname-mode=none
auth-polkit=false
firewall-backend=nftables
"""
"""So that it touches nothing outside of its own network, and asks no polkit."""

SETTLE_IN = """
set -e
mount -t tmpfs -o mode=0755 tmpfs /run
mkdir -p /run/dbus /run/NetworkManager
for folder in /var/lib/NetworkManager /etc/NetworkManager; do mount -t tmpfs tmpfs "$folder"; done
mkdir -p /etc/NetworkManager/dnsmasq-shared.d
cp "$1"/NetworkManager.conf /etc/NetworkManager/
cp "$1"/*.shared /etc/NetworkManager/dnsmasq-shared.d/
cd /etc/NetworkManager/dnsmasq-shared.d && for f in *.shared; do mv "$f" "${f%shared}conf"; done
"""


class KeptBox:
    """A prepared box; `keep` starts its keeper."""

    def __init__(self, folder: Path, spaces: ExitStack) -> None:
        self._spaces = spaces
        self._folder = folder
        self.space = spaces.enter_context(Space(folder / "box"))
        self.data = self.space.folder / "data"
        self.data.mkdir()
        self.state_file = self.space.folder / "network.json"
        told = Wifi("Zaal-3", "regen-boom-2468")
        replace(Plan.new("NL"), external=told).keep(self.data)
        (self.space.folder / "NetworkManager.conf").write_text(CONFIGURATION)
        self._write_shared()
        self.space.run("sh", "-c", SETTLE_IN, "sh", self.space.folder)
        self.space.run("nft", "-f", "-", told=provisioned("tafelronde/firewall.nft"))
        self._start("dbus-daemon", "--system", "--nofork", "--nopidfile", "--print-address")
        # NetworkManager that finds no bus never looks for one again; its address is told at work.
        until(lambda: (self.space.folder / "dbus-daemon").read_text() != "")
        self._manager = ExitStack()
        spaces.callback(self._manager.close)
        self.start_network_manager()
        room = ["type", "bridge", "ifname", BRIDGE, "con-name", "tafelronde-room"]
        room += ["bridge.stp", "no", "ipv4.method", "shared", "ipv4.addresses", "10.77.0.1/22"]
        self.space.run("nmcli", "connection", "add", *room, "ipv6.method", "disabled")

    @property
    def state(self) -> State | None:
        """What the keeper says."""
        return State.read(self.state_file)

    def choose(self, **members: str) -> None:
        """Choose otherwise, as `tafelronde network …` does."""
        plan = Plan.read(self.data)
        assert plan is not None
        replace(plan, **members).keep(self.data)  # type: ignore[arg-type]

    @contextmanager
    def keep(self) -> Iterator[None]:
        """With the keeper at work."""
        where = ["--data", self.data, "--state", self.state_file]
        log = (self.space.folder / "keeper.log").open("a")
        program = [sys.executable, "-m", "appliance.cli", "network", "keep", *where]
        with log, self.space.running(*program, stderr=log):
            yield

    def start_network_manager(self) -> None:
        """Start it, and wait until it answers."""
        self._start("NetworkManager", "--no-daemon", until=self._manager)
        until(lambda: self.space.attempt("nmcli", "general").returncode == 0)

    def end_network_manager(self) -> None:
        """As if somebody had stopped it."""
        self._manager.close()

    def port(self, name: str) -> Space:
        """A network port of the box; what its cable leads to, not plugged in yet."""
        far = self._spaces.enter_context(Space(self._folder / name))
        cable(self.space, name, far, "eth0")
        unplug(far)
        return far

    def master(self, port: str) -> str:
        """The bridge that a port belongs to, or ""."""
        link = self.space.run("ip", "-o", "link", "show", "dev", port)
        return link.split(" master ")[1].split()[0] if " master " in link else ""

    def roles(self) -> dict[str, tuple[str, str]]:
        """What each port is, and who else gives out addresses there."""
        ports = self.state.ports if self.state else ()
        return {port.interface: (port.role, port.other_dhcp) for port in ports}

    def phones(self, port: str) -> int:
        """How many are behind a port."""
        ports = self.state.ports if self.state else ()
        return sum(told.phones for told in ports if told.interface == port)

    def troubles(self) -> tuple[str, ...]:
        """What is said to be wrong."""
        return self.state.troubles if self.state else ("nothing is told",)

    def _write_shared(self) -> None:
        names = "\n".join([*drop_in("k7mw", ONLINE, has_internet=False), ""])
        (self.space.folder / "names.shared").write_text(names)
        addresses = "NetworkManager/dnsmasq-shared.d/tafelronde-addresses.conf"
        (self.space.folder / "addresses.shared").write_text(provisioned(addresses))

    def _start(self, *words: str, until: ExitStack | None = None) -> None:
        stack = until or self._spaces
        log = stack.enter_context((self.space.folder / words[0]).open("w"))
        stack.enter_context(self.space.running(*words, stdout=log, stderr=log))


@contextmanager
def kept_box(folder: Path) -> Iterator[KeptBox]:
    """A prepared box with NetworkManager, ended whatever happens."""
    with ExitStack() as spaces:
        yield KeptBox(folder, spaces)


def plug_in(far: Space) -> None:
    """Put the cable in."""
    far.run("ip", "link", "set", "eth0", "up")


def unplug(far: Space) -> None:
    """Pull the cable out: the box sees no carrier."""
    far.run("ip", "link", "set", "eth0", "down")


def until(is_so: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait for what nobody announces: a file that changes, a program that answers."""
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, f"not within {within_s:.0f} s"
        select.select([], [], [], 0.1)
