"""The one who keeps the copy: beside everything else, and on whichever stick has it."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.archive.sticks import Stick
from appliance.identity import Identity
from appliance.spare import keeper as module
from appliance.spare.copy import Copy, Origin
from appliance.spare.keeper import Keeper, State
from appliance.spare.layout import Told, read_told
from appliance.spare.trouble import SpareTrouble

from .builders import PASSPHRASE, Room, stick

EVERY_S = 0.05
PATIENCE_S = 20.0
FOLDER = "tafelronde-spare-ser"


class Desk:
    """A keeper, and the sticks that it sees."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room, self.on_stick = room, folder / "stick"
        self.on_stick.mkdir()
        self.sticks: list[Stick] = [stick(self.on_stick)]
        self.turned = threading.Condition()
        self.keeper = self.another(room.origin)

    def another(self, origin: Origin) -> Keeper:
        """Somebody who keeps a copy of this, on the same sticks; not begun."""
        keeper = Keeper(origin, lambda: list(self.sticks), self.room.conference, EVERY_S)
        turn = keeper._turn

        def turned() -> None:
            turn()
            with self.turned:
                self.turned.notify_all()

        keeper._turn = turned  # type: ignore[method-assign] # only to be told of it
        return keeper

    def until(self, look: Callable[[], bool]) -> None:
        """Wait until something is so after a turn."""
        with self.turned:
            assert self.turned.wait_for(look, PATIENCE_S)

    def is_alike(self) -> bool:
        """Whether the copy is the journal."""
        copy = self.on_stick / FOLDER / "journal"
        return copy.exists() and copy.read_bytes() == self.room.journal()


@pytest.fixture
def desk(room: Room, tmp_path: Path) -> Iterator[Desk]:
    """A keeper that was begun."""
    desk = Desk(room, tmp_path)
    desk.keeper.start()
    yield desk
    desk.keeper.stop()


def test_nothing_is_kept_until_somebody_asks(desk: Desk) -> None:
    desk.until(lambda: True)
    assert desk.keeper.state() == State("off")
    assert list(desk.on_stick.iterdir()) == []


def test_a_copy_is_kept_from_when_it_is_asked_for(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    assert desk.keeper.state() == State("kept", "", ("STICK",))
    assert desk.keeper.devices() == {"/dev/sda1"}
    desk.room.write("e1")
    desk.until(desk.is_alike)


def test_the_passphrase_stands_nowhere(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    kept = [f for f in (*desk.room.data.rglob("*"), *desk.on_stick.rglob("*")) if f.is_file()]
    assert [f for f in kept if PASSPHRASE.encode() in f.read_bytes()] == []
    told = desk.room.place / "spare.json"
    assert told.stat().st_mode & 0o777 == 0o600


def test_a_stick_that_was_out_goes_on_by_itself(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    inside, desk.sticks = desk.sticks, []
    desk.until(lambda: desk.keeper.state() == State("waiting"))
    desk.room.write("e1", "e2")
    assert not desk.is_alike()
    # It may get another name from the kernel.
    desk.sticks = [stick(Path(inside[0].folder), "/dev/sdb1")]
    desk.until(desk.is_alike)
    assert desk.keeper.state() == State("kept", "", ("STICK",))


def test_after_the_box_was_killed_it_goes_on_without_the_passphrase(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.keeper.stop()
    desk.room.write("e1")
    again = desk.another(desk.room.origin)
    assert again.state() == State("waiting")
    again.start()
    try:
        desk.until(desk.is_alike)
        before = (desk.on_stick / FOLDER / "keys.json").read_bytes()
        desk.room.hand.seal()
        desk.until(lambda: desk.is_alike())
        assert (desk.on_stick / FOLDER / "keys.json").read_bytes() != before
    finally:
        again.stop()


def test_what_is_written_down_at_the_very_end_is_copied_too(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.keeper._every_s = PATIENCE_S
    desk.room.write("e1")
    desk.keeper.stop()
    assert desk.is_alike()


def test_another_stick_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    desk.sticks.append(stick(other, "/dev/sdb1"))
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.room.write("e1")
    desk.until(desk.is_alike)
    assert list(other.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "trouble"), [(28, "full"), (30, "read_only"), (13, "not_allowed"), (5, "device")]
)
def test_what_the_stick_refuses_is_said_and_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int, trouble: str
) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)

    def refuse(self: Copy) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Copy, "turn", refuse)
        desk.until(lambda: desk.keeper.state() == State("failed", trouble, ("STICK",)))
    desk.room.write("e1")
    desk.until(desk.is_alike)
    assert desk.keeper.state().state == "kept"


def test_a_stick_that_hangs_is_said_to_be_slow_and_holds_up_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    hangs, goes_on = threading.Event(), threading.Event()

    def hang(self: Copy) -> None:
        hangs.set()
        goes_on.wait(PATIENCE_S)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Copy, "turn", hang)
        patch.setattr(module, "SLOW_S", 0.0)
        try:
            assert hangs.wait(PATIENCE_S)
            desk.keeper._turned_at -= 1
            assert desk.keeper.state() == State("slow", "", ("STICK",))
            desk.room.write("e1")
            assert b"Tekst van e1" in desk.room.journal()
        finally:
            goes_on.set()
    desk.until(desk.is_alike)


def test_nothing_is_touched_while_somebody_else_has_the_stick(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.until(desk.is_alike)
    with desk.keeper.apart("/dev/sda1"):
        desk.room.write("e1")
        desk.until(lambda: True)
        assert not desk.is_alike()
        assert desk.keeper.state().state == "kept"
    desk.until(desk.is_alike)


def test_to_keep_none_any_more_wipes_the_copy(desk: Desk) -> None:
    (desk.on_stick / "mine.txt").write_bytes(b"mine")
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.until(desk.is_alike)
    desk.keeper.forget()
    assert [f.name for f in desk.on_stick.iterdir()] == ["mine.txt"]
    assert desk.keeper.state() == State("off")
    assert desk.another(desk.room.origin).state() == State("off")


def test_a_stick_that_was_out_when_the_copy_ended_is_wiped_when_it_comes_in(desk: Desk) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.until(desk.is_alike)
    inside, desk.sticks = desk.sticks, []
    desk.until(lambda: desk.keeper.state() == State("waiting"))
    desk.keeper.forget()
    assert desk.is_alike()
    desk.sticks = inside
    desk.until(lambda: list(desk.on_stick.iterdir()) == [])
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.until(desk.is_alike)


def test_a_stick_that_takes_nothing_and_a_box_without_a_conference_are_said(desk: Desk) -> None:
    with pytest.raises(SpareTrouble, match="no_stick"):
        desk.keeper.keep("/dev/sdx1", PASSPHRASE)
    empty = Keeper(desk.room.origin, lambda: desk.sticks, lambda: None, EVERY_S)
    with pytest.raises(SpareTrouble, match="no_conference"):
        empty.keep("/dev/sda1", PASSPHRASE)
    desk.sticks = [replace(desk.sticks[0], is_read_only=True, trouble="read_only")]
    with pytest.raises(SpareTrouble, match="read_only"):
        desk.keeper.keep("/dev/sda1", PASSPHRASE)


def test_what_another_box_knows_more_of_is_never_written_over(desk: Desk, tmp_path: Path) -> None:
    theirs = Room(tmp_path / "theirs")
    theirs.write("e9")
    copy = theirs.copy(desk.on_stick / FOLDER)
    copy.turn()
    kept = (desk.on_stick / FOLDER / "journal").read_bytes()
    theirs.close()
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    assert (desk.on_stick / FOLDER / "journal").read_bytes() == kept
    mine = read_told(desk.on_stick / f"{FOLDER}-2")
    assert mine is not None
    assert mine.device == desk.room.identity.device


def test_the_box_that_goes_on_from_a_copy_goes_on_in_it(desk: Desk, tmp_path: Path) -> None:
    theirs = desk.on_stick / FOLDER
    theirs.mkdir()
    # Of the box that broke: this one has all of it.
    (theirs / "journal").write_bytes(desk.room.journal())
    (theirs / "spare.json").write_bytes(Told("spare-0", Identity(tmp_path).device).to_bytes())
    desk.room.write("e1")
    desk.keeper.keep("/dev/sda1", PASSPHRASE)
    desk.until(desk.is_alike)
    assert [f.name for f in desk.on_stick.iterdir()] == [FOLDER]


def test_a_bug_is_logged_and_the_copy_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.keeper.keep("/dev/sda1", PASSPHRASE)

    def stumble(self: Copy) -> None:
        raise ValueError("a bug")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Copy, "turn", stumble)
        assert _soon(lambda: desk.keeper.state() == State("failed", "device"))
    desk.until(desk.is_alike)


def _soon(look: Callable[[], bool]) -> bool:
    """Whether something is so within a while; where no turn ends well, nobody tells."""
    pause = threading.Event()
    return any(look() or pause.wait(EVERY_S) for _ in range(round(PATIENCE_S / EVERY_S)))
