"""What the box's own DNS answers, asked of a real dnsmasq."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from appliance.cli import main
from appliance.identity import Identity
from appliance.network.dns import TTL_S
from appliance.network.plan import Plan
from appliance.network.probes import SITES, probe_hosts

from .asking import AAAA, HTTPS, NO_ERROR, NO_SUCH_NAME, PTR, A, Heard, Nameserver, dnsmasq

pytestmark = pytest.mark.needs("dnsmasq")

HOME = Heard(NO_ERROR, (TTL_S,), ("10.77.0.1",))
PROBED = Heard(NO_ERROR, (TTL_S,), ("198.18.0.1",))
NOBODY = Heard(NO_SUCH_NAME)
NOT_SO = Heard(NO_ERROR)
"""The name exists, but has nothing of this kind."""


def told(folder: Path, policy: str, *, has_internet: bool = False) -> str:
    """What `tafelronde network dns` prints for a new box."""
    for arguments in (("prepare", "--country", "NL"), ("probes", policy), ("dns",)):
        if has_internet and arguments == ("dns",):
            plan = Plan.read(folder)
            assert plan
            replace(plan, internet_port="enp2s0").keep(folder)
        result = CliRunner().invoke(main, ["network", *arguments, "--data", str(folder)])
        assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a box."""
    return tmp_path_factory.mktemp("box")


@pytest.fixture(scope="module")
def online(folder: Path) -> Iterator[Nameserver]:
    """The DNS of a box whose phones are told that they are online."""
    with dnsmasq(folder, told(folder, "online")) as server:
        yield server


def test_the_lines_are_in_order(tmp_path: Path) -> None:
    for policy in ("online", "silent"):
        (tmp_path / "lines").write_text(told(tmp_path, policy))
        test = ["dnsmasq", "--test", f"--conf-file={tmp_path / 'lines'}"]
        assert "syntax check OK" in subprocess.run(test, capture_output=True, text=True).stderr


def test_the_box_is_found_by_its_names(online: Nameserver, folder: Path) -> None:
    mark = Identity(folder).device[:4]
    assert online.ask("tafelronde.lan") == HOME
    assert online.ask(f"tafelronde-{mark}.lan") == HOME
    assert online.ask("TafelRonde.LAN") == HOME


def test_every_host_of_a_probe_leads_to_the_box_and_to_no_private_address(
    online: Nameserver,
) -> None:
    assert {host: online.ask(host) for host in probe_hosts()} == dict.fromkeys(
        probe_hosts(), PROBED
    )


def test_windows_finds_the_address_that_it_looks_for(online: Nameserver) -> None:
    expected = Heard(NO_ERROR, (TTL_S,), ("131.107.255.255",))
    assert online.ask("dns.msftncsi.com") == expected


@pytest.mark.parametrize(
    "name",
    [
        *("www.nu.nl", "nu", "other.lan", "local", "apple.com.evil.example"),
        *("x.captive.apple.com", "mail.google.com", "use-application-dns.net", "mask.icloud.com"),
    ],
)
@pytest.mark.parametrize("kind", [A, AAAA, HTTPS])
def test_no_other_name_exists(online: Nameserver, name: str, kind: int) -> None:
    assert online.ask(name, kind) == NOBODY


@pytest.mark.parametrize("name", ["tafelronde.lan", "captive.apple.com", "dns.msftncsi.com"])
@pytest.mark.parametrize("kind", [AAAA, HTTPS])
def test_a_name_that_exists_is_not_denied_to_who_asks_for_another_kind(
    online: Nameserver, name: str, kind: int
) -> None:
    assert online.ask(name, kind) == NOT_SO


def test_nobody_outside_is_asked_for_a_name_of_an_address(online: Nameserver) -> None:
    assert online.ask("9.2.77.10.in-addr.arpa", PTR) == NOBODY


def test_who_is_to_hear_nothing_does_not_find_a_host_of_a_probe(tmp_path: Path) -> None:
    with dnsmasq(tmp_path, told(tmp_path, "silent")) as server:
        hosts = [*probe_hosts(), "dns.msftncsi.com"]
        assert {server.ask(host) for host in hosts} == {NOBODY}
        assert server.ask("tafelronde.lan") == HOME


@pytest.fixture(scope="module")
def let_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nameserver]:
    """The DNS of a box in a room that may reach the internet, and a venue that knows every name."""
    folder, venue = tmp_path_factory.mktemp("box"), tmp_path_factory.mktemp("venue")
    with dnsmasq(venue, "no-resolv\naddress=/#/203.0.113.5\n") as outside:
        asked = ("--no-resolv", f"--server=127.0.0.1#{outside.port}")
        with dnsmasq(folder, told(folder, "online", has_internet=True), *asked) as server:
            yield server


def test_with_internet_every_other_name_is_asked_for_outside(let_out: Nameserver) -> None:
    for name in ("www.nu.nl", "mail.google.com", *SITES):
        assert let_out.ask(name).addresses == ("203.0.113.5",), name


def test_with_internet_our_names_and_what_only_asks_for_it_stay_ours(let_out: Nameserver) -> None:
    assert let_out.ask("tafelronde.lan") == HOME
    for host in set(probe_hosts()) - SITES:
        assert let_out.ask(host) == PROBED, host


@pytest.mark.parametrize("name", ["other.lan", "tafelronde-0000.local", "printer"])
def test_with_internet_names_of_a_room_stay_in_the_room(let_out: Nameserver, name: str) -> None:
    assert not let_out.ask(name).addresses


def test_with_internet_names_of_private_addresses_stay_in_the_room(let_out: Nameserver) -> None:
    assert let_out.ask("9.2.77.10.in-addr.arpa", PTR) == NOBODY


def test_sites_are_hosts_of_probes() -> None:
    assert set(probe_hosts()) > SITES
