"""The real NetworkManager makes the room's network of our files, and our firewall shuts it.

In a machine within this machine with a D-Bus of its own; what is filled in, is filled in as
provisioning does it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance.identity import Identity
from tests.provisioning.house import HERE, NEEDS_ROOT, House, house, lay_cable, plug_in
from tests.provisioning.test_addresses import BY_VERSION, LEASES, PHONES, STATE, take

ROOT = HERE.parents[1]
FILES = ROOT / "provisioning/files"

PLAN = {
    "format": "tafelronde-network/1",
    "country": "NL",
    "ssid": "Tafelronde-76bf",
    "passphrase": "papaja-hop-4854",
    "external": None,
    "internet_port": "",
    "probes": "online",
}

pytestmark = [
    NEEDS_ROOT,
    pytest.mark.needs("NetworkManager", "nmcli", "nm-online", "dnsmasq", "nft", "dbus-daemon"),
    pytest.mark.needs("gdbus", "ip", "ping", "unshare", "nsenter"),
    pytest.mark.slow,
]


def filled(template: Path, data: Path) -> str:
    """The template as provisioning fills it for the box with this data folder."""
    return subprocess.run(
        [sys.executable, ROOT / "provisioning/fill.py"],
        input=template.read_text(),
        env={**os.environ, "TAFELRONDE_DATA": str(data), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def lay_out(folder: Path) -> None:
    """The files of NetworkManager, as provisioning leaves them."""
    data = folder / "data"
    data.mkdir()
    (data / "network.json").write_text(json.dumps(PLAN))
    Identity(data)
    shutil.copytree(FILES / "etc/NetworkManager", folder / "etc/NetworkManager@")
    (folder / "var/lib/NetworkManager@").mkdir(parents=True)
    for profile in (folder / "etc/NetworkManager@/system-connections").iterdir():
        profile.write_text(filled(profile, data))
        profile.chmod(0o600)
    for path in (folder / "etc/NetworkManager@").rglob("*"):
        os.chown(path, 0, 0)


def start(box: House) -> None:
    """Start NetworkManager, and wait until it has finished its start."""
    box.run("ln", "-s", LEASES, f"{STATE}/dnsmasq-tafelronde.leases")
    box.run("mkdir", "/run/dbus")
    bus = box.start("dbus-daemon", "--system", "--nofork", "--nopidfile", "--print-address")
    assert "unix:path=" in bus.readline()
    box.start("NetworkManager", "--no-daemon")
    box.run("gdbus", "wait", "--system", "--timeout=30", "org.freedesktop.NetworkManager")
    box.run("nm-online", "--wait-for-startup", "--timeout=30")


@contextmanager
def another(places: pytest.TempPathFactory) -> Iterator[House]:
    """Another machine, with nothing of ours."""
    with house(places.mktemp("other")) as built:
        yield built


@pytest.fixture
def box(tmp_path: Path) -> Iterator[House]:
    """A machine with our files."""
    lay_out(tmp_path)
    with house(tmp_path) as built:
        yield built


def told(box: House, *fields: str, about: tuple[str, ...]) -> list[str]:
    """What nmcli says about these fields, a line each."""
    return box.run("nmcli", "--terse", "--fields", ",".join(fields), *about).splitlines()


def test_the_room_is_there_before_anything_is_plugged_in(box: House) -> None:
    start(box)
    states = told(box, "device", "state", "connection", about=("device",))
    assert "tafelronde:connected:tafelronde-room" in states
    [bridge] = json.loads(box.run("ip", "-json", "address", "show", "tafelronde"))
    assert [(at["local"], at["prefixlen"]) for at in bridge["addr_info"]] == [("10.77.0.1", 22)]
    device = json.loads((box.folder / "data/box.json").read_text())["device"]
    assert bridge["address"].replace(":", "") == "02" + device[:10]


def test_dnsmasq_is_started_as_the_other_tests_start_it(box: House) -> None:
    version = re.match(r"\d+\.\d+", box.run("NetworkManager", "--version"))
    if version is None or version[0] not in BY_VERSION:
        pytest.skip("this NetworkManager is not one of Debian 12 or 13")
    start(box)
    [number] = box.run("pgrep", "-x", "dnsmasq").split()
    command = box.run("cat", f"/proc/{number}/cmdline").rstrip("\0").split("\0")
    assert command[1:] == BY_VERSION[version[0]]


def test_three_hundred_phones_get_an_address_of_networkmanagers_own_dnsmasq(
    box: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    start(box)
    with another(tmp_path_factory) as hall:
        plug_in(box, hall)
        leases = take(hall, PHONES)
    assert len({lease["address"] for lease in leases.values()}) == PHONES


def test_the_access_point_is_a_port_of_the_room_and_knows_only_wpa2_with_aes(box: House) -> None:
    start(box)
    wanted = {
        "connection.master": "tafelronde",
        "connection.slave-type": "bridge",
        "802-11-wireless.mode": "ap",
        "802-11-wireless.ssid": PLAN["ssid"],
        "802-11-wireless.band": "bg",
        "802-11-wireless-security.proto": "rsn",
        "802-11-wireless-security.pairwise": "ccmp",
        "802-11-wireless-security.group": "ccmp",
        "802-11-wireless-security.key-mgmt": "wpa-psk",
        "802-11-wireless-security.psk": PLAN["passphrase"],
    }
    lines = told(box, *wanted, about=("--show-secrets", "connection", "show", "tafelronde-air"))
    assert dict(line.split(":", 1) for line in lines) == wanted


def test_a_port_becomes_nothing_by_itself(
    box: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with another(tmp_path_factory) as venue:
        lay_cable(box, "spare", venue, "socket")
        start(box)
        assert "spare:disconnected:" in told(
            box, "device", "state", "connection", about=("device",)
        )


def test_nothing_passes_through_the_box_unless_the_organiser_allows_it(
    box: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with another(tmp_path_factory) as hall, another(tmp_path_factory) as venue:
        lay_cable(box, "way", venue, "socket")
        start(box)
        plug_in(box, hall)
        box.run("ip", "address", "add", "192.0.2.1/24", "dev", "way")
        box.run("ip", "link", "set", "way", "up")
        venue.run("ip", "address", "add", "192.0.2.2/24", "dev", "socket")
        hall.run("ip", "address", "add", "10.77.1.1/22", "dev", "phones")
        hall.run("ip", "route", "add", "default", "via", "10.77.0.1")
        # NetworkManager by itself lets the room through to wherever the box can go.
        assert reaches(hall, "192.0.2.2")
        heard = echoes(venue)
        assert heard > 0
        box.run("nft", "-f", FILES / "etc/tafelronde/firewall.nft")
        assert (reaches(hall, "192.0.2.2"), reaches(hall, "10.77.0.1")) == (False, True)
        assert echoes(venue) == heard
        venue.run("ip", "route", "add", "10.77.0.0/22", "via", "192.0.2.1")
        assert not reaches(venue, "10.77.1.1")
        box.run("nft", "add element inet tafelronde internet { way }")
        assert reaches(hall, "192.0.2.2")
        assert not reaches(venue, "10.77.1.1")
        # Loaded again, it is shut again: who opens it must say so anew.
        box.run("nft", "-f", FILES / "etc/tafelronde/firewall.nft")
        assert not reaches(hall, "192.0.2.2")


def reaches(house: House, address: str) -> bool:
    """Whether an echo comes back from there."""
    return house.succeeds("ping", "-c", 1, "-W", 2, address)


def echoes(house: House) -> int:
    """How many echoes were asked of this machine: what came in, whether or not it got out again."""
    names, counts = (
        line.split()
        for line in house.run("cat", "/proc/net/snmp").splitlines()
        if line.startswith("Icmp: ")
    )
    return int(dict(zip(names, counts, strict=True))["InEchos"])
