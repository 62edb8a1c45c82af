"""One export at a time, beside everything else, and how it is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.archive.stick_export import DONE, FAILED, Progress
from appliance.archive.stick_exports import Exports
from appliance.archive.sticks import Stick

PATIENCE_S = 20.0


class Hands:
    """Closes a stick when it may."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.is_closing = threading.Event()

    def is_there(self, stick: Stick) -> bool:
        return True

    def reopen(self, stick: Stick, *, is_read_only: bool) -> Path | None:
        self.is_closing.set()
        assert self.may.wait(PATIENCE_S)
        return None

    def switch_off(self, stick: Stick) -> bool:
        return True


class Desk:
    """Exports to a stick that is a folder."""

    def __init__(self, folder: Path) -> None:
        self.on_stick = folder / "stick"
        self.on_stick.mkdir()
        self.file = folder / "tafelronde-x.zip"
        self.file.write_bytes(b"whole")
        self.stick = Stick("STICK", "/dev/sda1", 1 << 30, "vfat", str(self.on_stick))
        self.sticks: tuple[Stick, ...] = (self.stick,)
        self.hands = Hands()
        self.kept_off: list[str] = []
        self.ended = threading.Event()
        self.exports = Exports(lambda: self.sticks, self.hands, self._apart)

    @contextmanager
    def _apart(self, device: str) -> Iterator[None]:
        self.kept_off.append(device)
        yield
        self.ended.set()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk that is cleared afterwards."""
    desk = Desk(tmp_path)
    yield desk
    desk.hands.may.set()
    desk.exports.stop()


def test_a_second_one_waits_until_the_first_is_over(desk: Desk) -> None:
    assert desk.exports.now() is None
    assert desk.exports.begin(desk.file, "/dev/sda1")
    assert desk.hands.is_closing.wait(PATIENCE_S)
    assert not desk.exports.begin(desk.file, "/dev/sda1")
    assert not desk.exports.switch_off("/dev/sda1")
    now = desk.exports.now()
    assert now is not None
    assert (now.state, now.file, now.stick) == ("checking", "tafelronde-x.zip", "STICK")
    desk.hands.may.set()
    assert desk.ended.wait(PATIENCE_S)
    assert desk.exports.now() == Progress(
        DONE, "tafelronde-x.zip", "STICK", "/dev/sda1", 100, is_off=True
    )
    assert desk.kept_off == ["/dev/sda1"]
    desk.exports.stop()
    assert desk.exports.switch_off("/dev/sda1")


def test_a_stick_that_is_gone_is_named_as_trouble(desk: Desk) -> None:
    desk.sticks = ()
    assert desk.exports.begin(desk.file, "/dev/sda1")
    assert desk.exports.now() == Progress(
        FAILED, "tafelronde-x.zip", "", "/dev/sda1", trouble="no_stick"
    )


def test_a_stick_that_became_read_only_after_it_was_chosen_is_said_so(desk: Desk) -> None:
    desk.sticks = (replace(desk.stick, is_read_only=True, trouble="read_only"),)
    assert desk.exports.begin(desk.file, "/dev/sda1")
    assert desk.exports.now() == Progress(
        FAILED, "tafelronde-x.zip", "STICK", "/dev/sda1", trouble="read_only"
    )
    assert list(desk.on_stick.iterdir()) == []


def test_a_box_that_stops_leaves_nothing_half(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    real = desk.exports._tell

    def tell(progress: Progress) -> None:
        if progress.state == "writing":
            desk.exports._is_stopping = True
            begun.set()
        real(progress)

    monkeypatch.setattr(desk.exports, "_tell", tell)
    desk.exports.begin(desk.file, "/dev/sda1")
    assert begun.wait(PATIENCE_S)
    desk.exports.stop()
    now = desk.exports.now()
    assert now is not None
    assert (now.state, now.trouble) == (FAILED, "stopped")
    assert list(desk.on_stick.iterdir()) == []


def test_a_stick_that_cannot_be_written_to_is_not_offered(desk: Desk) -> None:
    others = [
        Stick("A", "/dev/sdb1", 1, "vfat", "/media/A", trouble="read_only"),
        Stick("B", "/dev/sdc", 1, trouble="no_file_system"),
        Stick("C", "/dev/sdd1", 1, "vfat", "/media/C", trouble="not_safe"),
    ]
    desk.sticks = (*desk.sticks, *others)
    assert [stick.name for stick in desk.exports.takers()] == ["STICK", "C"]


def test_what_ended_long_ago_is_not_told_any_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.sticks = ()
    desk.exports.begin(desk.file, "/dev/sda1")
    assert desk.exports.worth_telling() == desk.exports.now()
    monkeypatch.setattr("appliance.archive.stick_exports.TOLD_S", -1.0)
    assert desk.exports.worth_telling() is None
