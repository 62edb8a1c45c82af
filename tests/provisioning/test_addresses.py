"""Three hundred phones get an address from dnsmasq as NetworkManager starts it, with our files."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.provisioning.house import HERE, NEEDS_ROOT, House, house, plug_in

SHARED = HERE.parents[1] / "provisioning/files/etc/NetworkManager/dnsmasq-shared.d"
STATE = "/var/lib/NetworkManager"
LEASES = "/run/NetworkManager/tafelronde.leases"
"""Where provisioning/steps/05-network.sh lets the file of leases lead."""

PHONES = 300
HARDWARE, NAME = "02:aa:00:00:", "telefoon"
"""How the phones of taking.py begin to call themselves."""

pytestmark = [NEEDS_ROOT, pytest.mark.slow]
NEEDS_HOUSE = pytest.mark.needs("dnsmasq", "ip", "unshare", "nsenter")


def arguments(lease: str) -> list[str]:
    """What NetworkManager gives dnsmasq for our profile.

    From create_dm_cmd_line in its src/core/dnsmasq/nm-dnsmasq-manager.c. That the one installed
    here does so is held by test_network_manager.py.
    """
    return [
        "--conf-file=/dev/null",
        "--no-hosts",
        "--keep-in-foreground",
        "--bind-interfaces",
        "--except-interface=lo",
        "--clear-on-reload",
        "--strict-order",
        "--listen-address=10.77.0.1",
        f"--dhcp-range=10.77.0.10,10.77.0.254,{lease}",
        f"--dhcp-leasefile={STATE}/dnsmasq-tafelronde.leases",
        "--pid-file=/run/nm-dnsmasq-tafelronde.pid",
        "--conf-dir=/etc/NetworkManager/dnsmasq-shared.d",
    ]


BY_VERSION = {"1.42": arguments("60m"), "1.52": arguments("3600")}
"""The NetworkManagers of Debian 12 and 13."""


@pytest.fixture
def box(tmp_path: Path) -> Iterator[House]:
    """A machine with the room's bridge and our files, and no NetworkManager."""
    shutil.copytree(SHARED, tmp_path / "etc/NetworkManager@/dnsmasq-shared.d")
    (tmp_path / "var/lib/NetworkManager@").mkdir(parents=True)
    with house(tmp_path) as built:
        built.run("ip", "link", "add", "tafelronde", "type", "bridge")
        built.run("ip", "address", "add", "10.77.0.1/22", "dev", "tafelronde")
        built.run("ip", "link", "set", "tafelronde", "up")
        built.run("mkdir", "/run/NetworkManager")
        built.run("ln", "-s", LEASES, f"{STATE}/dnsmasq-tafelronde.leases")
        yield built


@pytest.fixture
def hall(box: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Where the phones are: at the other end of a cable to the bridge."""
    with house(tmp_path_factory.mktemp("hall")) as built:
        plug_in(box, built)
        yield built


def take(hall: House, count: int) -> dict[int, dict[str, object]]:
    """The leases that so many phones get."""
    said = hall.run(sys.executable, HERE / "taking.py", "phones", count)
    return {lease.pop("phone"): lease for lease in map(json.loads, said.splitlines())}


class Dnsmasq:
    """The program as NetworkManager starts it, but saying aloud what it would tell the journal."""

    def __init__(self, box: House, version: str = "1.42") -> None:
        self._box = box
        self._said = box.start("dnsmasq", *BY_VERSION[version], "--log-facility=-")
        # Its first words come when it has its ports.
        self._first = self._said.readline()
        assert "started" in self._first

    def stop(self) -> str:
        """Stop it, and all that it said."""
        number = self._box.run("cat", "/run/nm-dnsmasq-tafelronde.pid").strip()
        self._box.run("kill", number)
        return self._first + self._said.read()


@NEEDS_HOUSE
@pytest.mark.parametrize("version", BY_VERSION)
def test_three_hundred_phones_get_an_address_each(box: House, hall: House, version: str) -> None:
    dnsmasq = Dnsmasq(box, version)
    leases = take(hall, PHONES)
    dnsmasq.stop()
    assert len({lease["address"] for lease in leases.values()}) == PHONES
    told = {(lease["router"], lease["names"]) for lease in leases.values()}
    assert told == {("10.77.0.1", "10.77.0.1")}


@NEEDS_HOUSE
def test_which_phone_was_here_is_on_no_disk_and_in_no_log(box: House, hall: House) -> None:
    dnsmasq = Dnsmasq(box)
    take(hall, 20)
    in_memory = box.run("cat", LEASES)
    said = dnsmasq.stop()
    # What is looked for is there to be found, but only in memory, and without the names.
    assert in_memory.count(HARDWARE) == 20
    assert NAME not in in_memory
    assert (HARDWARE in said, NAME in said) == (False, False)
    kept = [path for path in box.folder.rglob("*") if path.is_file()]
    assert kept
    assert [path for path in kept if HARDWARE in path.read_text()] == []


@NEEDS_HOUSE
def test_phones_keep_their_address_when_dnsmasq_is_started_again(box: House, hall: House) -> None:
    dnsmasq = Dnsmasq(box)
    before = take(hall, 50)
    dnsmasq.stop()
    again = Dnsmasq(box)
    assert take(hall, 50) == before
    again.stop()


@pytest.mark.needs("dnsmasq")
def test_the_files_are_ones_that_dnsmasq_reads() -> None:
    command = ["dnsmasq", "--test", "--conf-file=/dev/null", f"--conf-dir={SHARED}"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "dnsmasq: syntax check OK.\n")
