"""`tafelronde cards`: what it makes, and one sentence for all that can go wrong."""

import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from appliance.cli import main
from appliance.folder import begin, open_room
from appliance.network import serving
from appliance.network.plan import FILE, Plan
from appliance.network.room import ADDRESS
from tests.builders import file
from tests.running import running_box

from .paper import WIFI, codes, conference, facts

pytestmark = [pytest.mark.slow, pytest.mark.needs("pdftoppm", "zbarimg", "pdfinfo")]

HERE = ("--address", "http://192.168.1.4:8080")


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal in an empty folder, in English, on a machine with one address."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(serving, "room_address", lambda: "192.168.1.4")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a conference of two tables."""
    return begun(tmp_path / "data", **conference(2))


@pytest.fixture
def chosen(data: Path) -> Path:
    """The same with a network that was chosen for the box."""
    Plan(country="NL", ssid=WIFI.ssid, passphrase=WIFI.passphrase).keep(data)
    return data


def begun(folder: Path, **members: Any) -> Path:
    """A data folder with a conference."""
    folder.mkdir()
    with open_room(folder) as (conductor, identity):
        begin(conductor, identity, file(**members))
    return folder


def cards(*arguments: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["cards", *map(str, arguments)])


def refused(*arguments: str | Path) -> str:
    """The one sentence with which it ends; nothing is made."""
    before = sorted(Path.cwd().iterdir())
    result = cards(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert sorted(Path.cwd().iterdir()) == before
    (sentence,) = result.stderr.splitlines()
    return sentence


def test_the_demo_has_ten_cards_whose_codes_work_before_it_was_ever_started(
    tmp_path: Path,
) -> None:
    demo, pdf = tmp_path / "demo", tmp_path / "demo.pdf"
    assert cards("--demo", "--data", demo, "--out", pdf, "--only", "tables").exit_code == 0
    with running_box(demo) as box:
        at = ("--data", str(demo), "--out", str(pdf), "--address", str(box.told["url"]))
        assert cards(*at, "--only", "tables").exit_code == 0
        found = [codes(pdf, page) for page in range(1, 11)]
        links = [f"{box.told['url']}/t/{table}" for table in range(1, 11)]
        assert found == [[link, link] for link in links]
        assert cards(*at, "--only", "chairs").exit_code == 0
        assert str(box.told["links"]["chair"]) in codes(pdf, 2)


def test_the_chosen_wifi_stands_on_the_cards(chosen: Path) -> None:
    result = cards("--data", chosen, *HERE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "Ready to print: cards.pdf"
    expected = sorted([WIFI.text, "http://192.168.1.4:8080/t/2"] * 2)
    assert codes(Path("cards.pdf").absolute(), 2) == expected


def test_without_wifi_it_says_so_and_leaves_a_line(data: Path) -> None:
    told = cards("--data", data, *HERE).stderr.splitlines()
    sentence = "No Wi-Fi is chosen for the box: the cards have a line to write it on by hand."
    assert told == [sentence]


def test_a_plan_that_cannot_be_read_is_named(data: Path) -> None:
    (data / FILE).write_text("{")
    assert str(data / FILE) in refused("--data", data, *HERE)


def test_a_guessed_address_is_said(chosen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_serves", lambda conference, port: port == 8080)
    (told,) = cards("--data", chosen).stderr.splitlines()
    assert told.startswith("The codes lead to http://192.168.1.4:8080, which is this machine now.")
    assert codes(Path("cards.pdf").absolute(), 1)[-1] == "http://192.168.1.4:8080/t/1"


def test_a_prepared_box_needs_no_guess(chosen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "own_addresses", lambda: frozenset({ADDRESS}))
    assert cards("--data", chosen).stderr == ""
    assert codes(Path("cards.pdf").absolute(), 1)[-1] == "http://10.77.0.1/t/1"


def test_letters_that_no_font_has_are_named(tmp_path: Path) -> None:
    odd = begun(tmp_path / "odd", **conference(1, "Zaal \u0378"))
    told = cards("--data", odd, *HERE).stderr.splitlines()
    assert told[-1] == "No font on this machine has \u0378. There is an empty box instead."


@pytest.mark.parametrize(("only", "pages"), [("tables", 2), ("chairs", 1), ("poster", 2)])
def test_one_part_can_be_made_alone(data: Path, only: str, pages: int) -> None:
    assert cards("--data", data, *HERE, "--only", only, "--language", "en").exit_code == 0
    known = facts(Path("cards.pdf"))
    assert (known["Pages"], known["Title"]) == (str(pages), "Cards for Zaal")


@pytest.mark.parametrize(
    "typed", ["192.168.1.4:8080", "http://192.168.1.4:8080/", "HTTP://192.168.1.4:8080"]
)
def test_an_address_may_be_typed_as_people_do(data: Path, typed: str) -> None:
    assert cards("--data", data, "--address", typed, "--only", "tables").exit_code == 0
    assert codes(Path("cards.pdf").absolute(), 1)[-1] == "http://192.168.1.4:8080/t/1"


@pytest.mark.parametrize(
    "typed",
    [
        *("ftp://192.168.1.4", "https://192.168.1.4", "http://", "http://192.168.1.4/t/3"),
        *("http://192.168.1.4:99999", "http://me@192.168.1.4", "http://192.168.1.4?code=a"),
    ],
)
def test_what_is_no_address_of_a_box_is_refused(data: Path, typed: str) -> None:
    told = refused("--data", data, "--address", typed)
    assert told == f"An address looks like http://192.168.1.4:8080, not like {typed}."


def test_a_name_that_only_some_phones_know_is_refused(data: Path) -> None:
    told = refused("--data", data, "--address", "http://tafelronde-9f3c.local")
    assert "Give the IP address instead." in told


def test_without_a_network_the_address_is_asked_for(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "room_address", lambda: "127.0.0.1")
    assert "--address http://192.168.1.4:8080" in refused("--data", data)


def test_without_a_conference_there_is_nothing_to_print(tmp_path: Path) -> None:
    assert "tafelronde import" in refused("--data", tmp_path / "none")
    (tmp_path / "empty").mkdir()
    assert "tafelronde import" in refused("--data", tmp_path / "empty")


def test_without_a_table_in_use_there_are_no_cards_for_tables(tmp_path: Path) -> None:
    members = conference(1)
    members["tables"][0]["is_in_use"] = False
    bare = begun(tmp_path / "bare", **members)
    assert "No table is in use" in refused("--data", bare, *HERE, "--only", "chairs")
    assert cards("--data", bare, *HERE).exit_code == 0
    assert facts(Path("cards.pdf"))["Pages"] == "2"


def test_a_file_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    told = refused("--data", data, *HERE, "--out", tmp_path / "no" / "cards.pdf")
    assert str(tmp_path / "no" / "cards.pdf") in told
    assert "--out" in told


def test_without_typst_it_tells_how_to_install_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    assert refused("--data", data, *HERE).endswith("-m pip install typst")


def test_it_speaks_the_language_of_the_terminal(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert cards("--data", data, *HERE).stdout.startswith("Klaar om af te drukken: kaarten.pdf")
