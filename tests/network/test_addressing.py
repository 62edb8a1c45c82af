"""Which address phones are told, chosen at the start where a machine has several."""

import sys

import click
import pytest
from click.testing import CliRunner, Result

from appliance.cli.addressing import address_to_tell
from appliance.network import addresses
from appliance.network.addresses import Candidate

WIFI = Candidate("192.168.1.4", "wlan0")
WIRE = Candidate("10.0.0.7", "eth0")
ROOM = Candidate("10.77.0.1", "tafelronde")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> list[Candidate]:
    """The candidates of a machine, to be filled by a test."""
    found: list[Candidate] = []
    monkeypatch.setattr(addresses, "candidates", lambda: tuple(found))
    return found


def start(
    *,
    host: str = "0.0.0.0",
    address: str = "",
    as_json: bool = False,
    typed: str | None = None,
    language: str = "C",
) -> Result:
    """Begin as `serve` does; with something typed there is a person at the terminal."""

    @click.command()
    def begin() -> None:
        if typed is not None:
            sys.stdin.isatty = sys.stdout.isatty = lambda: True  # type: ignore[method-assign]
        click.echo(f"told: {address_to_tell(host, address, as_json=as_json)}")

    return CliRunner().invoke(begin, input=typed, env={"LC_ALL": language})


def test_a_person_is_asked_which_of_several_it_is(machine: list[Candidate]) -> None:
    machine += [WIFI, WIRE]
    result = start(typed="2\n")
    assert "1  192.168.1.4      wlan0" in result.stdout
    assert "2  10.0.0.7         eth0" in result.stdout
    assert result.stdout.endswith("told: 10.0.0.7\n")
    assert start(typed="\n").stdout.endswith("told: 192.168.1.4\n")


def test_a_number_that_is_none_of_them_is_asked_again(machine: list[Candidate]) -> None:
    machine += [WIFI, WIRE]
    assert start(typed="3\nx\n2\n").stdout.endswith("told: 10.0.0.7\n")


def test_without_a_person_the_best_is_told_and_said(machine: list[Candidate]) -> None:
    machine += [WIFI, WIRE]
    result = start()
    assert result.stdout == "told: \n"
    assert result.stderr == (
        "Phones are told 192.168.1.4. To tell them another one (10.0.0.7): --address\n"
    )
    assert start(language="nl_NL.UTF-8").stderr.startswith("Telefoons krijgen het adres")


@pytest.mark.parametrize(
    ("found", "host", "as_json"),
    [
        ([], "0.0.0.0", False),
        ([WIFI], "0.0.0.0", False),
        ([ROOM, WIRE], "0.0.0.0", False),
        ([WIFI, WIRE], "127.0.0.1", False),
        ([WIFI, WIRE], "0.0.0.0", True),
    ],
    ids=["no network", "one", "the room's own", "--host", "--json"],
)
def test_where_there_is_nothing_to_choose_nobody_is_asked(
    machine: list[Candidate], found: list[Candidate], host: str, as_json: bool
) -> None:
    machine += found
    for typed in (None, "1\n"):
        result = start(host=host, as_json=as_json, typed=typed)
        assert (result.stdout, result.stderr) == ("told: \n", "")


def test_what_was_asked_for_is_told(machine: list[Candidate]) -> None:
    machine += [WIFI, WIRE]
    assert start(address="127.0.0.1").output == "told: 127.0.0.1\n"
    assert start(address="127.0.0.1", typed="").output == "told: 127.0.0.1\n"


def test_what_is_not_there_yet_is_taken_and_said(machine: list[Candidate]) -> None:
    result = start(address="203.0.113.9")
    assert result.stdout == "told: 203.0.113.9\n"
    assert "does not have 203.0.113.9 now" in result.stderr


@pytest.mark.parametrize("address", ["tafelronde.local", "192.168.1", "::1", "http://10.0.0.7"])
def test_what_is_no_address_is_refused_in_one_sentence(
    machine: list[Candidate], address: str
) -> None:
    result = start(address=address)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{address} is no address for phones. It must be like 192.168.1.4.\n"
