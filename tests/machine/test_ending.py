"""A box is wiped, comes back empty under systemd, and goes on from the archive on a stick.

Comes last (conftest.py); the conference that was there is there again afterwards.
"""

from pathlib import Path

import pytest

from . import sticks
from .looking import await_another_start, entries, health, is_active
from .people import FarEnd
from .sticks import is_open, lay_on_fat
from .vm import Machine, until

pytestmark = pytest.mark.needs("sfdisk", "mkfs.vfat", "mcopy")

TITLE = "Werkconferentie Sociaal ondernemerschap"
WORDS = "Staat straks in het archief"
DATA = "/var/lib/tafelronde"
WITHIN_S = 240.0


def test_a_box_is_wiped_comes_back_empty_and_goes_on_from_an_archive(
    machine: Machine, laptop: FarEnd, conference: None, tmp_path: Path
) -> None:
    laptop.post(4, WORDS)
    kept, id = entries(machine), health(laptop)["conference"]
    archive = made_archive(machine, laptop, id, tmp_path)

    laptop.organise(code(machine), {"do": "close_event"})
    wipe = {"title": TITLE, "without_archive": "on"}
    told = starts_anew(machine, laptop, "/results/close/wipe", "/results/close", **wipe)
    assert (told["conference"], told["seq"]) == (None, 0)
    assert machine.run("ls", f"{DATA}/conferences/{id}").code != 0
    proof = machine.run("ls", f"{DATA}/certificates").out.split()
    assert [name.startswith(f"tafelronde-{id}-") for name in proof] == [True, True]
    assert machine.run("grep", "-r", WORDS, DATA).code == 1

    image = sticks.fat(tmp_path / "stick.img", 64 << 20)
    lay_on_fat(image, archive)
    machine.plugs.plug_in_stick(image)
    until(lambda: is_open(laptop), WITHIN_S, "the stick to be open")
    (stick,) = health(laptop)["sticks"]
    chosen = f"{stick['folder']}/{archive.name}"
    told = starts_anew(machine, laptop, "/prepare/archive", "/control", stick=chosen)
    assert told["conference"] == id
    assert entries(machine) == kept
    assert laptop.post(4, "De werkconferentie gaat door")

    # The stick was in before the box started.
    (stick,) = until(lambda: health(laptop)["sticks"], WITHIN_S, "the stick to be seen")
    assert (stick["is_read_only"], stick["trouble"]) == (False, "")
    machine.plugs.pull_out_stick()
    until(lambda: health(laptop)["sticks"] == [], WITHIN_S, "the stick to be gone")


def made_archive(machine: Machine, laptop: FarEnd, id: str, folder: Path) -> Path:
    """An archive of all of it, taken along."""
    asked = {"kind": "full", "lock": "none"}
    assert laptop.fill(code(machine), "/results/archive", **asked) == 303
    find = f"ls {DATA}/conferences/{id}/exports/tafelronde-{id}-*-full.zip"
    found = until(lambda: machine.run("sh", "-c", find).out, WITHIN_S, "the archive").strip()
    taken = folder / Path(found).name
    taken.write_bytes(machine.hand.read(found))
    return taken


def starts_anew(
    machine: Machine, laptop: FarEnd, path: str, leads_to: str, **fields: str
) -> dict[str, object]:
    """Send a form after which systemd starts the box once more; what that tells of itself."""
    boot, starts = health(laptop)["boot"], restarts(machine)
    status, page = laptop.answer(code(machine), path, **fields)
    waits = f'<tafel-again data-box="{boot}" data-to="{leads_to}"></tafel-again>'
    assert (status, waits in page) == (200, True), page
    told = await_another_start(laptop, boot)
    until(lambda: is_active(machine, "tafelronde"), WITHIN_S, "systemd to see that it is up")
    assert restarts(machine) == starts + 1
    assert laptop.get(leads_to)[0] < 500
    return told


def restarts(machine: Machine) -> int:
    """How often systemd itself has started the box once more."""
    return int(machine.run("systemctl", "show", "tafelronde", "--value", "-p", "NRestarts").out)


def code(machine: Machine) -> str:
    """The organiser's, once."""
    return machine.run("tafelronde", "code", timeout_s=60).checked().out.strip()
