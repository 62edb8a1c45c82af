"""What the web part is handed for sticks: the files that were made, and no other."""

import os
from pathlib import Path

import pytest

from appliance.archive.stick_exports import Exports
from appliance.archive.stick_hands import Untouched
from appliance.archive.stick_trouble import TROUBLES
from appliance.conductor import CannotSave
from appliance.seams.sticks import Sticks
from appliance.spare.copy import Origin
from appliance.spare.keeper import Keeper
from appliance.spare.trouble import TROUBLES as SPARE
from appliance.spare.trouble import SpareTrouble
from appliance.web.parts import Journey, NotTaken, Spare, StickDesk, Taker
from tests.spare.builders import stick

FULL, SHAREABLE = "tafelronde-ser-20150119-1705-full.zip", "tafelronde-ser-20150119-1801.zip"


class Room:
    """A conference's folder with files in it, and a stick."""

    def __init__(self, folder: Path) -> None:
        self.made = folder / "conference" / "exports"
        self.made.mkdir(parents=True)
        (folder / "stick").mkdir()
        self.stick = stick(folder / "stick")
        origin = Origin(folder / "conference", "a" * 16, b"s" * 32, "b" * 16)
        self.keeper = Keeper(origin, lambda: [self.stick], lambda: "ser")
        self.exports = Exports(lambda: [self.stick], Untouched())
        self.desk: StickDesk = Sticks(folder / "conference", self.exports, self.keeper).desk()

    def wait(self) -> None:
        """Until the file is where it goes, or is not."""
        assert self.exports._thread is not None
        self.exports._thread.join(20)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """With two finished files, and others."""
    room = Room(tmp_path)
    for age, name in enumerate([SHAREABLE, FULL]):
        (room.made / name).write_bytes(bytes(1000 * (age + 1)))
        os.utime(room.made / name, (1_000_000 - age, 1_000_000 - age))
    for other in (f"{FULL}.partial", f"{FULL}.new", "notes.txt"):
        (room.made / other).write_bytes(b"x")
    (room.made / "tafelronde-link.zip").symlink_to(room.made / "notes.txt")
    return room


def test_finished_files_are_offered_the_newest_first_and_nothing_else(room: Room) -> None:
    assert room.desk.files() == [(SHAREABLE, 1000), (FULL, 2000)]
    assert room.desk.takers() == [Taker("/dev/sda1", "STICK", "vfat", None)]


def test_a_file_that_was_offered_goes_onto_the_stick(room: Room) -> None:
    assert room.desk.begin(FULL, "/dev/sda1")
    room.wait()
    assert room.desk.now() == Journey("done", FULL, "STICK", 100)
    assert (Path(room.stick.folder) / FULL).read_bytes() == bytes(2000)


@pytest.mark.parametrize("name", ["../../conference/exports/notes.txt", "notes.txt", "", "/etc"])
def test_no_other_file_does(room: Room, name: str) -> None:
    assert room.desk.begin(name, "/dev/sda1")
    room.wait()
    now = room.desk.now()
    assert now is not None
    assert (now.state, now.trouble) == ("failed", TROUBLES["no_file"])
    assert list(Path(room.stick.folder).iterdir()) == []


def test_what_is_wrong_with_a_spare_copy_is_said_in_a_sentence(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room.desk.spare() == Spare("off", ())

    def refuse(trouble: Exception) -> None:
        def keep(device: str, passphrase: str) -> None:
            raise trouble

        monkeypatch.setattr(room.keeper, "keep", keep)
        monkeypatch.setattr(room.keeper, "forget", lambda: keep("", ""))

    refuse(SpareTrouble("no_stick"))
    with pytest.raises(NotTaken) as no:
        room.desk.keep_spare("/dev/sda1", "kaars appel")
    assert no.value.message == SPARE["no_stick"]
    refuse(OSError(28, "No space left on device"))
    with pytest.raises(CannotSave):
        room.desk.keep_spare("/dev/sda1", "kaars appel")
    with pytest.raises(CannotSave):
        room.desk.stop_spare()
