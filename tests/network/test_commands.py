"""`tafelronde network`: choices are kept, shown, and refused in one sentence."""

import json
import os
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.cli import main
from appliance.identity import Identity
from appliance.network.plan import FILE, Plan
from appliance.network.wifi import Wifi


def network(folder: Path, *arguments: str, language: str = "C") -> Result:
    """Run a command on a data folder."""
    asked = ["network", *arguments, "--data", str(folder)]
    return CliRunner().invoke(main, asked, env={"LC_ALL": language})


def chosen(folder: Path) -> Plan:
    """The plan, which must be there."""
    plan = Plan.read(folder)
    assert plan is not None
    return plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a plan."""
    assert network(tmp_path, "prepare", "--country", "NL").exit_code == 0
    return tmp_path


def refused(result: Result) -> str:
    """The one sentence with which a command ended."""
    assert (result.exit_code, result.stdout) == (1, "")
    (sentence,) = result.stderr.splitlines()
    return sentence


def test_a_first_time_makes_a_wifi_and_tells_it(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    told = network(folder, "prepare", "--country", "nl").stdout
    plan = chosen(folder)
    assert plan.country == "NL"
    assert plan.ssid == f"Tafelronde-{Identity(folder).device[:4]}"
    assert f"{plan.ssid}, password {plan.passphrase}" in told


def test_a_second_time_changes_the_country_and_nothing_else(folder: Path) -> None:
    assert network(folder, "external", "Zaal-3", "kaars-appel").exit_code == 0
    before = chosen(folder)
    assert network(folder, "prepare", "--country", "BE").exit_code == 0
    assert chosen(folder) == Plan(
        "BE", before.ssid, before.passphrase, Wifi("Zaal-3", "kaars-appel")
    )


def test_choices_are_kept_and_taken_back(folder: Path) -> None:
    first = chosen(folder)
    port = next(name for _, name in socket.if_nameindex() if name != "lo")
    network(folder, "external", "Zaal-3", "kaars-appel")
    network(folder, "internet", port)
    network(folder, "probes", "silent")
    plan = chosen(folder)
    assert (plan.external, plan.internet_port, plan.probes) == (
        Wifi("Zaal-3", "kaars-appel"),
        port,
        "silent",
    )
    network(folder, "external", "--none")
    network(folder, "internet", "--none")
    network(folder, "probes", "online")
    assert chosen(folder) == first


def test_a_machine_reads_the_plan_and_the_code_on_the_cards(folder: Path) -> None:
    plan = chosen(folder)
    told = json.loads(network(folder, "show", "--json").stdout)
    assert told == {
        "country": "NL",
        "ssid": plan.ssid,
        "passphrase": plan.passphrase,
        "external": None,
        "internet_port": "",
        "probes": "online",
        "cards": {
            "ssid": plan.ssid,
            "passphrase": plan.passphrase,
            "text": f"WIFI:T:WPA;S:{plan.ssid};P:{plan.passphrase};;",
        },
    }


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("prepare", "--country", "UK"), "UK"),
        (("external", "Zaal 3", "kaars-appel"), "“ ”"),
        (("external", "Zaal", "kort"), "4"),
        (("internet", "nowhere0"), "nowhere0"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_in_both_languages(
    folder: Path, arguments: tuple[str, ...], named: str
) -> None:
    before = (folder / FILE).read_bytes()
    english = refused(network(folder, *arguments))
    dutch = refused(network(folder, *arguments, language="nl_NL.UTF-8"))
    assert named in english
    assert named in dutch
    assert english != dutch
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("arguments", [("show",), ("probes", "silent"), ("external", "--none")])
def test_before_anything_is_chosen_one_is_told_how_to_begin(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert "tafelronde network prepare" in refused(network(tmp_path, *arguments))
    assert os.listdir(tmp_path) == []


def test_a_damaged_plan_is_named_and_left_as_it_is(folder: Path) -> None:
    (folder / FILE).write_bytes(b"{half")
    for arguments in (("prepare", "--country", "NL"), ("show",), ("probes", "silent")):
        assert FILE in refused(network(folder, *arguments))
    assert (folder / FILE).read_bytes() == b"{half"


@pytest.mark.parametrize(
    "arguments",
    [
        ("prepare",),
        ("external",),
        ("external", "Zaal"),
        ("external", "Zaal", "kaars-appel", "--none"),
        ("internet",),
        ("internet", "eth0", "--none"),
        ("probes", "portal"),
    ],
)
def test_wrong_usage_ends_with_two(folder: Path, arguments: tuple[str, ...]) -> None:
    assert network(folder, *arguments).exit_code == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to be root, to write for another owner")
def test_what_root_writes_belongs_to_the_owner_of_the_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12346)
    network(tmp_path, "prepare", "--country", "NL")
    owners = {(path.stat().st_uid, path.stat().st_gid) for path in tmp_path.iterdir()}
    assert owners == {(12345, 12346)}
