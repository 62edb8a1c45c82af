"""The README is true: what it names exists, and works as it says."""

import importlib
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner
from werkzeug.routing import MapAdapter

from appliance.settings import Settings
from appliance.web.app import create_app
from appliance.web.limits import Rates
from appliance.web.parts import Parts
from appliance.web.words import Words

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

SCRIPT = re.compile(r"(?<![\w/.-])(?:scripts/[a-z]+|\.ci/run)\b(?!/|\.\w)")
COMMAND = re.compile(r"\btafelronde ([a-z]+)((?: --?[\w-]+(?: [\w./:-]+)?)*)")
OPTION = re.compile(r"--[a-z][a-z-]*")
LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")


def code() -> Iterator[str]:
    """Every piece of code in the README: in the line, or a line of a block."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"`([^`\n]+)`", prose)
    for block in re.findall(r"^```\w*\n(.*?)^```", README, re.DOTALL | re.MULTILINE):
        yield from block.splitlines()


def section(title: str) -> str:
    """The text under a heading of the second level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def addresses() -> set[str]:
    """The addresses that the README names, with 3 for what is to be filled in."""
    named = {piece for piece in code() if re.fullmatch(r"/[a-z][\w/<>.-]*|/", piece)}
    return {re.sub(r"<\w+>", "3", address) for address in named}


def paths() -> set[str]:
    """The files and folders of the project that the README names."""
    folders = ("appliance/", "webui/", "tests/", "scripts/", "provisioning/")
    named = {piece.split("::")[0] for piece in code() if piece.startswith(folders)}
    return {path for path in named if "<" not in path and " " not in path}


def map_entries() -> list[str]:
    """The paths on the map, put together from how far they stand to the right."""
    found: list[str] = []
    above: list[str] = []
    for line in section("The map").split("```")[1].splitlines():
        if entry := re.match(r"( *)([\w.]+/?)(?: {2,}|$)", line):
            above = [*above[: len(entry[1]) // 2], entry[2].rstrip("/")]
            found.append("/".join(above))
    return found


def promises() -> list[str]:
    """The tests or folders of tests that hold the promises."""
    return re.findall(r"`(tests/[^`]+)`", section("Promises, and the tests that hold them"))


def test_the_readme_begins_with_the_two_commands() -> None:
    commands = section("Two commands").split("```")[1].splitlines()[1:]
    assert [line.split()[0] for line in commands] == ["scripts/run", "scripts/test"]


@pytest.mark.parametrize("name", sorted({name for line in code() for name in SCRIPT.findall(line)}))
def test_a_script_that_the_readme_names_can_be_run(name: str) -> None:
    assert (ROOT / name).is_file()
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize(
    ("command", "options"), sorted({found for line in code() for found in COMMAND.findall(line)})
)
def test_a_command_that_the_readme_names_exists_with_its_options(
    command: str, options: str
) -> None:
    cli = importlib.import_module("appliance.cli")
    told = CliRunner().invoke(cli.main, [command, "--help"])
    assert told.exit_code == 0, told.output
    assert set(OPTION.findall(options)) <= set(OPTION.findall(told.output))


@pytest.fixture(scope="module")
def routes() -> MapAdapter:
    """Every address of the program. None of its other parts is asked while they are laid out."""
    parts = dict.fromkeys((part.name for part in fields(Parts)), None)
    parts |= {"secret": b"secret", "sock_options": {}, "rates": Rates()}
    site = create_app(Parts(**parts), Words(Catalog(locale="nl")))
    return site.url_map.bind("box")


@pytest.mark.parametrize("address", sorted(addresses()))
def test_an_address_that_the_readme_names_is_served(routes: MapAdapter, address: str) -> None:
    routes.match(address)


@pytest.mark.parametrize("path", sorted(paths() | set(map_entries())))
def test_a_file_or_folder_that_the_readme_names_exists(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_part_of_the_program_stands_on_the_map() -> None:
    parts = {path for path in (ROOT / "appliance").iterdir() if path.name[0] not in "_."}
    assert {f"appliance/{path.name}" for path in parts} <= set(map_entries())


def test_the_settings_are_the_ones_that_the_program_knows() -> None:
    told = re.findall(r"^\| `(.*)` \| (.*) \| (.*) \|$", section("Settings"), re.MULTILINE)
    assert told == [
        (
            knob.name,
            "none" if knob.default == "" else f"{knob.default} {knob.metadata['unit']}".strip(),
            knob.metadata["reason"],
        )
        for knob in fields(Settings)
    ]


@pytest.mark.parametrize("held_by", promises())
def test_a_promise_is_held_by_a_test(held_by: str) -> None:
    path, _, name = held_by.partition("::")
    files = [ROOT / path] if path.endswith(".py") else sorted((ROOT / path).glob("test_*.py"))
    assert files
    # A hypothesis state machine is named by assignment, a test in a class stands further in.
    test = re.compile(rf"^ *(?:def )?{name or 'test_[a-z_]+'}\b", re.MULTILINE)
    assert [file for file in files if not test.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize("target", LINK.findall(README))
def test_a_link_in_the_readme_leads_somewhere(target: str) -> None:
    assert (ROOT / target.split("#")[0]).exists()
