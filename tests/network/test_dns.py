"""What the box's own DNS answers, asked of a real dnsmasq."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from appliance.cli import main
from appliance.identity import Identity
from appliance.network.dns import TTL_S
from appliance.network.probes import probe_hosts

from .asking import AAAA, HTTPS, NO_ERROR, NO_SUCH_NAME, PTR, A, Heard, Nameserver, dnsmasq

pytestmark = pytest.mark.needs("dnsmasq")

HOME = Heard(NO_ERROR, (TTL_S,), ("10.77.0.1",))
PROBED = Heard(NO_ERROR, (TTL_S,), ("198.18.0.1",))
NOBODY = Heard(NO_SUCH_NAME)
NOT_SO = Heard(NO_ERROR)
"""The name exists, but has nothing of this kind."""


def told(folder: Path, policy: str) -> str:
    """What `tafelronde network dns` prints for a new box."""
    for arguments in (("prepare", "--country", "NL"), ("probes", policy), ("dns",)):
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
