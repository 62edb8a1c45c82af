"""An archive goes onto a real stick by udisks2, which is pulled at the worst moment and read on
another machine; and a spare copy is gone on from that was pulled without a word.
"""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.archive.stick_trouble import TROUBLES
from appliance.spare.resuming import find, resume
from appliance.web.words import Words

from . import sticks
from .looking import health
from .people import FarEnd
from .sticks import AT, KINDS, LABEL, NEEDS, SMALLEST_FAT, is_open, lay_on_fat, on_fat
from .vm import Machine, Plugs, until

pytestmark = pytest.mark.needs("sfdisk", "mkfs.vfat", "mdir", "mcopy")

NAME = "tafelronde-ser-20150119-1705-full.zip"
SMALL = "tafelronde-ser-20150119-1705-shareable.zip"
SIZES = {NAME: 24_000_000, SMALL: 2_000_000}
PACE = 2_000_000
"""Bytes a second: so the stick is pulled while it is written to, and not before or after."""
SAID_S = 240.0
PASSPHRASE = "kaars appel 4729"

MAKE = f"""
import hashlib, json, os, pwd
from pathlib import Path
data = Path("/var/lib/tafelronde")
folder = data / "conferences" / json.loads((data / "box.json").read_text())["on_stage"] / "exports"
folder.mkdir(exist_ok=True)
box = pwd.getpwnam("tafelronde")
os.chown(folder, box.pw_uid, box.pw_gid)
print(f"{{box.pw_uid}}:{{box.pw_gid}}")
for name, size in {SIZES}.items():
    file = folder / name
    file.write_bytes(os.urandom(size))
    os.chown(file, box.pw_uid, box.pw_gid)
    print(hashlib.sha256(file.read_bytes()).hexdigest())
"""
"""Puts finished files where the box has them."""


@pytest.fixture(scope="module")
def made(machine: Machine) -> tuple[dict[str, str], str]:
    """Finished archives on the box: their digests by name, and who the box is there."""
    box, *digests = machine.run("python3", "-", given=MAKE).checked().out.split()
    return dict(zip(SIZES, digests, strict=True)), box


@pytest.fixture
def socket(machine: Machine, laptop: FarEnd) -> Iterator[Plugs]:
    """Where a stick goes in; none is in before and after."""
    assert health(laptop)["sticks"] == []
    yield machine.plugs
    if machine.plugs.has_stick:
        machine.plugs.pull_out_stick()
    until(lambda: health(laptop)["sticks"] == [], SAID_S, "the stick to be gone")


@pytest.fixture
def fat(tmp_path: Path) -> Path:
    """A stick as shops sell them."""
    return sticks.fat(tmp_path / "fat.img")


def said(laptop: FarEnd, message: str, **values: str) -> bool:
    """Whether the page of the box says this, in Dutch."""
    return Words.read().say("nl", message, **values) in " ".join(laptop.get("/box")[1].split())


def ask(machine: Machine, laptop: FarEnd, path: str, **fields: str) -> None:
    """Do something on the page for sticks, as the organiser."""
    (told,) = health(laptop)["sticks"]
    code = machine.run("tafelronde", "code", timeout_s=60).checked().out.strip()
    assert laptop.fill(code, path, stick=told["device"], **fields) == 303


def put_on_stick(machine: Machine, laptop: FarEnd, file: str = NAME) -> None:
    """Begin to put an archive on the stick that is in."""
    until(lambda: is_open(laptop), SAID_S, "the stick to be open")
    ask(machine, laptop, "/results/stick", file=file)


def comes_to_a_good_end(laptop: FarEnd, file: str = NAME) -> None:
    """Wait until the box says that the stick may be taken; it has no power then."""
    checked = "{file} is on stick {stick} and has been checked."
    until(lambda: said(laptop, checked, file=file, stick=LABEL), SAID_S, "the archive to be there")
    assert said(laptop, "You can take the stick.")
    until(lambda: health(laptop)["sticks"] == [], SAID_S, "the stick to lose its power")


def comes_to_nothing(laptop: FarEnd, trouble: str) -> dict[str, int]:
    """Wait until the box says why not; with these figures."""

    def failed() -> bool:
        journey = health(laptop)["journey"]
        return bool(journey and (journey["state"], journey["trouble"]) == ("failed", trouble))

    until(failed, SAID_S, f"the box to say: {trouble}")
    values = {name: int(value) for name, value in health(laptop)["journey"]["values"]}
    assert said(laptop, TROUBLES[trouble], **{name: str(n) for name, n in values.items()})
    return values


def sha256(content: bytes) -> str:
    """A file's digest."""
    return hashlib.sha256(content).hexdigest()


def test_an_archive_is_written_pulled_written_again_and_read_elsewhere(
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[dict[str, str], str],
    socket: Plugs,
    fat: Path,
    tmp_path: Path,
) -> None:
    digests, _ = made
    writing = "Writing {file} to stick {stick}. Leave the stick in."
    socket.plug_in_stick(fat, most_bytes_per_s=PACE)
    put_on_stick(machine, laptop)
    until(lambda: said(laptop, writing, file=NAME, stick=LABEL), SAID_S, "it to be written")
    socket.pull_out_stick()
    until(lambda: said(laptop, TROUBLES["gone"]), SAID_S, "the box to say that it is gone")
    assert set(on_fat(fat)) <= {f"{NAME}.partial"}

    until(lambda: health(laptop)["sticks"] == [], SAID_S, "the stick to be gone")
    socket.plug_in_stick(fat)
    put_on_stick(machine, laptop)
    comes_to_a_good_end(laptop)
    socket.pull_out_stick()
    assert on_fat(fat) == [NAME]
    subprocess.run(["mcopy", "-i", f"{fat}{AT}", f"::{NAME}", tmp_path / NAME], check=True)
    assert sha256((tmp_path / NAME).read_bytes()) == digests[NAME]


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.needs(*NEEDS[kind])) for kind in KINDS]
)
def test_an_archive_goes_onto_a_stick_of_another_kind(
    kind: str,
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[dict[str, str], str],
    socket: Plugs,
    tmp_path: Path,
) -> None:
    digests, box = made
    image = KINDS[kind].made(tmp_path / "stick.img", owner=box)
    socket.plug_in_stick(image)
    put_on_stick(machine, laptop, SMALL)
    comes_to_a_good_end(laptop, SMALL)
    socket.pull_out_stick()
    assert sha256(KINDS[kind].read(image, SMALL)) == digests[SMALL]


def test_on_a_stick_that_is_too_full_nothing_is_left_and_the_conference_goes_on(
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[dict[str, str], str],
    socket: Plugs,
    tmp_path: Path,
) -> None:
    image = sticks.fat(tmp_path / "full.img", SMALLEST_FAT)
    for name, size in (("Foto.jpg", 12_000_000), ("tafelronde-old-full.zip.partial", 1_000_000)):
        (tmp_path / name).write_bytes(bytes(size))
        lay_on_fat(image, tmp_path / name)
    socket.plug_in_stick(image)
    put_on_stick(machine, laptop)
    values = comes_to_nothing(laptop, "full")
    assert values["free"] < values["needed"] == 26
    assert laptop.post(4, "Vol of niet, wij gaan door", "En dit ook")
    socket.pull_out_stick()
    assert on_fat(image) == ["Foto.jpg"]


def test_a_stick_that_cannot_be_written_to_is_said_so_and_stays_as_it_is(
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[dict[str, str], str],
    socket: Plugs,
    tmp_path: Path,
) -> None:
    image = sticks.fat(tmp_path / "read-only.img", SMALLEST_FAT)
    before = sha256(image.read_bytes())
    socket.plug_in_stick(image, is_read_only=True)
    put_on_stick(machine, laptop, SMALL)
    comes_to_nothing(laptop, "read_only")
    (told,) = health(laptop)["sticks"]
    assert (told["is_read_only"], told["trouble"]) == (True, "read_only")
    socket.pull_out_stick()
    assert sha256(image.read_bytes()) == before


def test_another_machine_goes_on_from_a_spare_copy_that_was_pulled(
    machine: Machine, laptop: FarEnd, conference: None, socket: Plugs, fat: Path, tmp_path: Path
) -> None:
    def is_kept() -> bool:
        return str(health(laptop)["spare"]["state"]) == "kept"

    socket.plug_in_stick(fat)
    until(lambda: is_open(laptop), SAID_S, "the stick to be open")
    ask(machine, laptop, "/results/stick/spare", passphrase=PASSPHRASE)
    until(is_kept, SAID_S, "the copy to be kept")
    posted = laptop.post(4, "Staat straks op de stick", "En dit ook")
    here = "cat /var/lib/tafelronde/conferences/*/journal | wc -c"
    there = "cat /media/tafelronde/CONFERENCE/tafelronde-spare-*/journal | wc -c"
    until(
        lambda: machine.run("sh", "-c", here).out == machine.run("sh", "-c", there).out,
        SAID_S,
        "the copy to have it",
    )
    socket.pull_out_stick()
    until(lambda: health(laptop)["spare"]["state"] == "waiting", SAID_S, "the box to miss it")

    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    subprocess.run(["mcopy", "-s", "-i", f"{fat}{AT}", "::*", elsewhere], check=True)
    data = tmp_path / "laptop"
    data.mkdir()
    told = resume(find(elsewhere), data, PASSPHRASE)
    assert (told.has_keys, told.damaged) == (True, False)
    journal = next(data.rglob("journal")).read_bytes()
    assert [text for text in posted.values() if text.encode() not in journal] == []
    code = machine.run("tafelronde", "code", timeout_s=60).checked().out.strip()
    assert laptop.fill(code, "/results/stick/spare/stop") == 303
