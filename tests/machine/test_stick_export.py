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

from .looking import health
from .people import FarEnd
from .vm import Machine, Plugs, until

pytestmark = pytest.mark.needs("sfdisk", "mkfs.vfat", "mkfs.ext4", "mdir", "mcopy", "debugfs")

NAME = "tafelronde-ser-20150119-1705-full.zip"
ARCHIVE_BYTES = 24_000_000
PACE = 2_000_000
"""Bytes a second: so the stick is pulled while it is written to, and not before or after."""
PARTITION = 2048
AT = f"@@{PARTITION * 512}"
SAID_S = 240.0
PASSPHRASE = "kaars appel 4729"

MAKE = f"""
import hashlib, json, os, pwd
from pathlib import Path
data = Path("/var/lib/tafelronde")
folder = data / "conferences" / json.loads((data / "box.json").read_text())["on_stage"] / "exports"
folder.mkdir(exist_ok=True)
file = folder / "{NAME}"
file.write_bytes(os.urandom({ARCHIVE_BYTES}))
box = pwd.getpwnam("tafelronde")
for made in (folder, file):
    os.chown(made, box.pw_uid, box.pw_gid)
print(hashlib.sha256(file.read_bytes()).hexdigest(), box.pw_uid, box.pw_gid)
"""
"""Puts a finished file where the box has them."""


@pytest.fixture(scope="module")
def made(machine: Machine) -> tuple[str, str]:
    """A finished archive on the box: its digest, and who the box is there."""
    digest, *box = machine.run("python3", "-", given=MAKE).checked().out.split()
    return digest, ":".join(box)


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
    image = _blank(tmp_path / "fat.img")
    table = f"label: dos\nstart={PARTITION}, type=c\n"
    subprocess.run(["sfdisk", "--quiet", image], input=table, text=True, check=True)
    make = ["mkfs.vfat", "-F", "32", "--offset", str(PARTITION), "-n", "CONFERENCE", image]
    subprocess.run(make, check=True, capture_output=True)
    return image


def _blank(image: Path) -> Path:
    with image.open("wb") as made:
        made.truncate(96 << 20)
    return image


def is_open(laptop: FarEnd) -> bool:
    """Whether the box has opened a stick."""
    return any(stick["folder"] for stick in health(laptop)["sticks"])


def said(laptop: FarEnd, message: str, **values: str) -> bool:
    """Whether the page of the box says this, in Dutch."""
    return Words.read().say("nl", message, **values) in " ".join(laptop.get("/box")[1].split())


def ask(machine: Machine, laptop: FarEnd, path: str, **fields: str) -> None:
    """Do something on the page for sticks, as the organiser."""
    (told,) = health(laptop)["sticks"]
    code = machine.run("tafelronde", "code", timeout_s=60).checked().out.strip()
    assert laptop.fill(code, path, stick=told["device"], **fields) == 303


def put_on_stick(machine: Machine, laptop: FarEnd) -> None:
    """Begin to put the archive on the stick that is in."""
    until(lambda: is_open(laptop), SAID_S, "the stick to be open")
    ask(machine, laptop, "/results/stick", file=NAME)


def comes_to_a_good_end(laptop: FarEnd, stick: str) -> None:
    """Wait until the box says that the stick may be taken; it has no power then."""
    checked = "{file} is on stick {stick} and has been checked."
    until(lambda: said(laptop, checked, file=NAME, stick=stick), SAID_S, "the archive to be there")
    assert said(laptop, "You can take the stick.")
    until(lambda: health(laptop)["sticks"] == [], SAID_S, "the stick to lose its power")


def on_fat(image: Path) -> list[str]:
    """The names at the top of a FAT stick, read without mounting it."""
    listed = subprocess.run(
        ["mdir", "-b", "-i", f"{image}{AT}", "::"], capture_output=True, text=True, check=False
    )
    return [line.removeprefix("::/").rstrip("/") for line in listed.stdout.splitlines()]


def test_an_archive_is_written_pulled_written_again_and_read_elsewhere(
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[str, str],
    socket: Plugs,
    fat: Path,
    tmp_path: Path,
) -> None:
    digest, _ = made
    writing = "Writing {file} to stick {stick}. Leave the stick in."
    socket.plug_in_stick(fat, most_bytes_per_s=PACE)
    put_on_stick(machine, laptop)
    until(lambda: said(laptop, writing, file=NAME, stick="CONFERENCE"), SAID_S, "it to be written")
    socket.pull_out_stick()
    until(lambda: said(laptop, TROUBLES["gone"]), SAID_S, "the box to say that it is gone")
    assert set(on_fat(fat)) <= {f"{NAME}.partial"}

    until(lambda: health(laptop)["sticks"] == [], SAID_S, "the stick to be gone")
    socket.plug_in_stick(fat)
    put_on_stick(machine, laptop)
    comes_to_a_good_end(laptop, "CONFERENCE")
    socket.pull_out_stick()
    assert on_fat(fat) == [NAME]
    subprocess.run(["mcopy", "-i", f"{fat}{AT}", f"::{NAME}", tmp_path / NAME], check=True)
    assert hashlib.sha256((tmp_path / NAME).read_bytes()).hexdigest() == digest


def test_an_archive_goes_onto_a_stick_of_linux(
    machine: Machine,
    laptop: FarEnd,
    conference: None,
    made: tuple[str, str],
    socket: Plugs,
    tmp_path: Path,
) -> None:
    digest, box = made
    image = _blank(tmp_path / "ext4.img")
    make = ["mkfs.ext4", "-q", "-L", "LINUX", "-E", f"root_owner={box}", image]
    subprocess.run(make, check=True, capture_output=True)
    socket.plug_in_stick(image)
    put_on_stick(machine, laptop)
    comes_to_a_good_end(laptop, "LINUX")
    socket.pull_out_stick()
    out = tmp_path / NAME
    read = ["debugfs", "-R", f"dump /{NAME} {out}", image]
    subprocess.run(read, check=True, capture_output=True)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == digest


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
