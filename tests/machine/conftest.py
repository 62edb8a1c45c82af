"""One machine for all tests: prepared from a bare Debian, started once, its power cut once.

Every test leaves it running, with the cables in the room's card and nowhere else.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from . import disk
from .looking import keep_logs, open_step, settle
from .people import FarEnd, Phone, furnish
from .vm import Machine, until

OUT = disk.ROOT / "out" / "machine"
CONFERENCE = f"{disk.CHECKOUT}/appliance/demo/conference.json"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of this folder is of one tier, and takes its time. What wipes the box comes last."""
    items.sort(key=lambda item: item.path == Path(__file__).with_name("test_ending.py"))
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.machine)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(1500))


@pytest.fixture(scope="session")
def out() -> Path:
    """Where everything that was seen is left for a person to look at."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a disk and a network for the machine")
    if "PYTEST_XDIST_WORKER" in os.environ:
        pytest.skip("one machine at a time: run scripts/test-machine")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    return OUT


@pytest.fixture(scope="session")
def prepared(out: Path) -> disk.Disk:
    """The disk of a box: bare Debian and the one command."""
    try:
        disk.bare(out)
    except subprocess.SubprocessError as trouble:
        pytest.skip(f"no bare Debian could be made here ({trouble}); bare.log in {out} says why")
    return disk.provisioned(out)


@pytest.fixture(scope="session")
def far_ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, FarEnd]]:
    """The other ends of the machine's two cables."""
    folder = tmp_path_factory.mktemp("far-ends")
    with ExitStack() as ends:
        yield {name: ends.enter_context(FarEnd(folder / name)) for name in ("room", "venue")}


@pytest.fixture(scope="session")
def machine(
    out: Path,
    prepared: disk.Disk,
    far_ends: dict[str, FarEnd],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Machine]:
    """The box, started, with the reference conference."""
    own = prepared.copy(tmp_path_factory.mktemp("disk"))
    with own.mounted() as tree, (out / "conference.log").open("wb") as said:
        furnish(tree)
        disk.in_tree(tree, ["tafelronde", "import", CONFERENCE], said)
    started = Machine(own, {name: end.cable for name, end in far_ends.items()}, out)
    try:
        started.start()
        try:
            settle(started)
            yield started
        finally:
            if started.has_power:
                keep_logs(started, out)
    finally:
        started.cut_power()
        shutil.rmtree(own.folder)


@pytest.fixture(scope="session")
def conference(machine: Machine, laptop: FarEnd) -> None:
    """People may write in the first step of the reference conference."""
    until(lambda: laptop.sees("/t/3"), 60, "the conference to be served")
    open_step(machine, laptop)


@pytest.fixture(scope="session")
def laptop(machine: Machine, far_ends: dict[str, FarEnd]) -> FarEnd:
    """Somebody at the room's wire who has an address of the box."""
    laptop = far_ends["room"]
    until(laptop.lease, 120, "the laptop to get an address")
    return laptop


@pytest.fixture
def venue(machine: Machine, far_ends: dict[str, FarEnd]) -> FarEnd:
    """Somebody at the far end of the cable to the venue, which is not plugged in yet."""
    return far_ends["venue"]


@pytest.fixture
def phone(machine: Machine) -> Phone:
    """A phone on the table."""
    return Phone(machine, 1)


@pytest.fixture
def other_phone(machine: Machine) -> Iterator[Phone]:
    """A second one, with Wi-Fi off before and after."""
    other = Phone(machine, 2)
    yield other
    other.leave()


@pytest.fixture(scope="session")
def printed(machine: Machine, conference: None, out: Path) -> list[str]:
    """What a camera reads from the cards that the box printed, page by page."""
    asked = ["--only", "tables", "--language", "nl", "--out", "/tmp/cards.pdf"]
    machine.run("tafelronde", "cards", *asked, timeout_s=240).checked()
    (out / "cards.pdf").write_bytes(machine.hand.read("/tmp/cards.pdf"))
    pages = out / "cards"
    pages.mkdir()
    draw = ["pdftoppm", "-r", "100", "-gray", "-png", out / "cards.pdf", pages / "page"]
    subprocess.run(draw, check=True)
    read = ["zbarimg", "--quiet", "--raw", *sorted(pages.iterdir())]
    return subprocess.run(read, capture_output=True, text=True, check=False).stdout.splitlines()
