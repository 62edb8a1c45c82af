"""A USB stick is plugged in, is seen, and is pulled out without a word."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.archive.sticks import TROUBLES
from appliance.web.words import Words

from . import sticks
from .looking import health
from .people import FarEnd
from .sticks import is_open
from .vm import Machine, Plugs, until

pytestmark = pytest.mark.needs("sfdisk", "mkfs.vfat")

SEEN_S = 60.0


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick as shops sell them."""
    return sticks.fat(tmp_path / "stick.img", 64 << 20)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A stick on which nothing ever was."""
    return sticks.blank(tmp_path / "blank.img")


@pytest.fixture
def socket(machine: Machine, laptop: FarEnd) -> Iterator[Plugs]:
    """Where a stick goes in; none is in before and after."""
    assert _seen(laptop) == []
    yield machine.plugs
    if machine.plugs.has_stick:
        machine.plugs.pull_out_stick()


def test_a_stick_is_seen_as_it_comes_and_goes(
    machine: Machine, laptop: FarEnd, socket: Plugs, stick: Path
) -> None:
    socket.plug_in_stick(stick)
    until(lambda: is_open(laptop), SEEN_S, "the stick to be seen")
    (told,) = _seen(laptop)
    assert (told["name"], told["file_system"], told["trouble"]) == ("CONFERENCE", "vfat", "")
    assert 50_000_000 < told["free_bytes"] < 64 << 20
    options = machine.run("findmnt", "--noheadings", "--output", "OPTIONS", told["folder"]).out
    assert {"nosuid", "nodev", "noexec"} <= set(options.strip().split(","))
    assert "CONFERENCE" in laptop.get("/box")[1]

    socket.pull_out_stick()
    until(lambda: _seen(laptop) == [], SEEN_S, "the stick to be gone")
    until(lambda: machine.run("findmnt", told["folder"]).code, SEEN_S, "its folder to be gone")


def test_a_stick_that_the_box_cannot_read_is_named_with_a_remedy(
    laptop: FarEnd, socket: Plugs, blank: Path
) -> None:
    socket.plug_in_stick(blank)
    until(lambda: _seen(laptop) != [], SEEN_S, "the stick to be seen")
    (told,) = _seen(laptop)
    assert (told["trouble"], told["folder"]) == ("no_file_system", "")
    assert Words.read().say("nl", TROUBLES["no_file_system"]) in laptop.get("/box")[1]


def _seen(laptop: FarEnd) -> list[dict[str, Any]]:
    sticks: list[dict[str, Any]] = health(laptop)["sticks"]
    return sticks
