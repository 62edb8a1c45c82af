"""A room in miniature: a box, its guests and a venue, each with a network of its own.

Each is a process of its own kind (`unshare`): its interfaces, mounts and processes are nobody
else's, and end when the test does, also when that is killed. Nothing of this machine is touched.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.identity import Identity
from appliance.network.dns import drop_in
from appliance.network.names import mark_of
from appliance.network.plan import ONLINE
from appliance.network.room import ADDRESS, BRIDGE, PROBES_ADDRESS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30.0
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
"""Inside, the working folder is another, so Python must be told where the program is."""

NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a network of its own")
NEEDS_ROOM = pytest.mark.needs("unshare", "nsenter", "ip", "busybox", "dnsmasq", "nft")

VENUE = "192.168.50.1"
VENUE_NETWORK = f"{VENUE}/24"
BOX_AT_VENUE = "192.168.50.2"

SHARED = """\
table ip nm-shared-tafelronde {
    chain nat_postrouting {
        type nat hook postrouting priority srcnat; policy accept;
        ip saddr 10.77.0.0/22 ip daddr != 10.77.0.0/22 masquerade
    }
    chain filter_forward {
        type filter hook forward priority filter; policy accept;
        ip daddr 10.77.0.0/22 oifname "tafelronde" ct state { established, related } accept
        ip saddr 10.77.0.0/22 iifname "tafelronde" accept
        iifname "tafelronde" oifname "tafelronde" accept
        iifname "tafelronde" reject
        oifname "tafelronde" reject
    }
}
"""
"""What NetworkManager 1.42 itself does for a shared network: it lets the room out."""

AWAIT_NAMES = """
import select, sys, time
from appliance.network.keeper.answers import knows_name
until = time.monotonic() + 20
while not knows_name(sys.argv[1], "tafelronde.lan"):
    assert time.monotonic() < until
    select.select([], [], [], 0.02)
print("true")
"""
"""Until dnsmasq answers; it tells nobody when it does."""

LEASE = """\
#!/bin/sh
[ "$1" = bound ] || [ "$1" = renew ] || exit 0
ip address flush dev "$interface"
ip address add "$ip/$mask" dev "$interface"
ip route replace default via "$router"
for server in $dns; do echo "nameserver $server"; done >/etc/resolv.conf
"""
"""What udhcpc does with what it was given."""


class Space:
    """A machine in miniature. Use as a context manager; ends with everything started in it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        (folder / "resolv.conf").touch()
        first = 'mount --make-rprivate / && mount --bind "$1" /etc/resolv.conf'
        # /sys tells of the interfaces here; read-only, NetworkManager does not wait for udev.
        first += " && mount -t sysfs -o ro sysfs /sys && ip link set lo up"
        first += " && echo ready && exec cat"
        kinds = ["--net", "--mount", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc"]
        # `cat` ends when this end of its pipe does, and with it the whole machine.
        self._life = subprocess.Popen(
            ["unshare", *kinds, "sh", "-c", first, "sh", folder / "resolv.conf"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._life.stdout is not None
        if self._life.stdout.readline() != "ready\n":
            _, why = self._life.communicate(timeout=PATIENCE_S)
            pytest.skip(f"this machine lets nobody make a network of its own: {why.strip()}")
        children = Path(f"/proc/{self._life.pid}/task/{self._life.pid}/children")
        self.pid = int(children.read_text())

    def __enter__(self) -> "Space":
        return self

    def __exit__(self, *_: object) -> None:
        self._life.communicate(timeout=PATIENCE_S)

    def command(self, *words: object) -> list[str]:
        """How this is said inside."""
        inside = ["nsenter", "--target", str(self.pid), "--net", "--mount", "--pid", "--uts"]
        return [*inside, "--", *map(str, words)]

    def run(self, *words: object, told: str = "") -> str:
        """Do this inside, and hear what it says; it must succeed."""
        done = self.attempt(*words, told=told)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def attempt(self, *words: object, told: str = "") -> subprocess.CompletedProcess[str]:
        """Do this inside, however it ends."""
        return subprocess.run(
            self.command(*words),
            input=told,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            env=ENVIRONMENT,
            check=False,
        )

    def python(self, script: str, *words: object, told: str = "") -> Any:
        """Run these lines inside, with the words as sys.argv; what they print is JSON."""
        said = self.run(sys.executable, "-c", script, *words, told=told)
        return json.loads(said)

    @contextlib.contextmanager
    def running(self, *words: object, **how: Any) -> Iterator[subprocess.Popen[str]]:
        """Something that runs inside meanwhile; `how` is for Popen."""
        how = {"stdin": subprocess.DEVNULL, "text": True, "env": ENVIRONMENT, **how}
        process = subprocess.Popen(self.command(*words), start_new_session=True, **how)
        try:
            yield process
        finally:
            # nsenter stands outside and waits; it and what runs inside are one group.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=PATIENCE_S)


def cable(one: Space, name: str, other: Space, other_name: str) -> None:
    """Lay a cable between two machines, plugged in at both ends."""
    ends = ["link", "add", name, "netns", one.pid, "type", "veth", "peer", "name", other_name]
    subprocess.run([*map(str, ["ip", *ends, "netns", other.pid])], check=True)
    one.run("ip", "link", "set", name, "up")
    other.run("ip", "link", "set", other_name, "up")


class Room:
    """A box that serves the bridge, guests on it, and a venue behind the box."""

    def __init__(self, folder: Path, spaces: contextlib.ExitStack) -> None:
        self._folder = folder
        self._spaces = spaces
        self.guests: list[Space] = []
        self.told: dict[str, Any] = {}
        self.box = spaces.enter_context(Space(folder / "box"))
        data = self.box.folder / "data"
        data.mkdir()
        self.mark = mark_of(Identity(data).device)
        self._build_bridge()
        self.venue = spaces.enter_context(Space(folder / "venue"))
        self._build_venue()
        self._serve_names()

    def add_guest(self) -> Space:
        """One more phone on the wire, without an address yet."""
        port = f"guest{len(self.guests)}"
        guest = self.add_space()
        cable(self.box, port, guest, "eth0")
        self.box.run("ip", "link", "set", port, "master", BRIDGE)
        return guest

    def add_space(self) -> Space:
        """One more machine, with no cable to anything."""
        space = self._spaces.enter_context(Space(self._folder / f"guest{len(self.guests)}"))
        (space.folder / "lease").write_text(LEASE)
        (space.folder / "lease").chmod(0o755)
        self.guests.append(space)
        return space

    def _build_bridge(self) -> None:
        self.box.run("ip", "link", "add", BRIDGE, "type", "bridge")
        self.box.run("ip", "link", "set", BRIDGE, "up")
        self.box.run("ip", "address", "add", f"{ADDRESS}/22", "dev", BRIDGE)
        self.box.run("ip", "address", "add", f"{PROBES_ADDRESS}/32", "dev", BRIDGE)
        # As NetworkManager does for a shared network.
        self.box.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward")
        self.box.run("nft", "-f", "-", told=SHARED)
        self.box.run("nft", "-f", "-", told=provisioned("tafelronde/firewall.nft"))

    def _build_venue(self) -> None:
        cable(self.box, "venue0", self.venue, "eth0")
        self.box.run("ip", "address", "add", f"{BOX_AT_VENUE}/24", "dev", "venue0")
        self.box.run("ip", "route", "add", "default", "via", VENUE)
        self.venue.run("ip", "address", "add", VENUE_NETWORK, "dev", "eth0")

    def _serve_names(self) -> None:
        lines = self.box.folder / "dnsmasq-shared.d"
        lines.mkdir()
        names = drop_in(self.mark, ONLINE, has_internet=False)
        (lines / "names.conf").write_text("\n".join([*names, ""]))
        shared = "NetworkManager/dnsmasq-shared.d/tafelronde-addresses.conf"
        (lines / "addresses.conf").write_text(provisioned(shared))
        self._spaces.enter_context(self.box.running(*dnsmasq(lines, self.box.folder)))
        self.box.python(AWAIT_NAMES, ADDRESS)


def dnsmasq(lines: Path, folder: Path) -> list[str]:
    """How NetworkManager starts it (create_dm_cmd_line in its nm-dnsmasq-manager.c)."""
    return [
        *("dnsmasq", "--conf-file=/dev/null", "--no-hosts", "--keep-in-foreground"),
        *("--bind-interfaces", "--except-interface=lo", "--clear-on-reload", "--strict-order"),
        *(f"--listen-address={ADDRESS}", "--dhcp-range=10.77.0.10,10.77.0.254,60m"),
        *(f"--dhcp-leasefile={folder / 'leases'}", f"--pid-file={folder / 'pid'}"),
        f"--conf-dir={lines}",
    ]


def lease(guest: Space) -> str:
    """Let a phone get an address; the address."""
    how = ["-i", "eth0", "-s", guest.folder / "lease", "-n", "-q", "-t", "10", "-T", "1"]
    guest.run("busybox", "udhcpc", *how)
    told = json.loads(guest.run("ip", "-json", "-4", "address", "show", "dev", "eth0"))
    return str(told[0]["addr_info"][0]["local"])


def provisioned(name: str) -> str:
    """A file as provisioning lays it in /etc."""
    return (ROOT / "provisioning/files/etc" / name).read_text("utf-8")


@contextlib.contextmanager
def room(folder: Path) -> Iterator[Room]:
    """A room without guests yet."""
    with contextlib.ExitStack() as spaces:
        yield Room(folder, spaces)


@contextlib.contextmanager
def served(room: Room) -> Iterator[Room]:
    """With the box's server on port 80 and the reference conference; `told` is its first line."""
    data = ["--data", room.box.folder / "data", "--port", "80", "--json"]
    log = (room.box.folder / "log").open("w+")
    with (
        log,
        room.box.running(
            *(sys.executable, "-m", "appliance.cli", "demo", *data),
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        log.seek(0)
        assert first, f"the box did not start: {log.read()}"
        room.told = json.loads(first)
        yield room
