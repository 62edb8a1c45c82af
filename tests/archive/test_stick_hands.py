"""How a stick is closed, opened again and switched off by udisks2 (for real: tests/machine)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.archive import stick_hands as module
from appliance.archive.stick_hands import SAFELY, Udisks
from appliance.archive.sticks import SAFE, Stick

STICK = Stick("A", "/dev/sda1", 1, "vfat", "/media/A")


class Disks:
    """udisks2 with one stick; some acts fail so many times."""

    def __init__(self, blocks: Path, **failing: int) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.folder: Path | None = Path("/media/A")
        self._failing = failing
        self._block = blocks / "sda1"
        self._block.mkdir()
        self.hands = Udisks(self.act, lambda device: self.folder, blocks)

    def act(self, *words: str) -> bool:
        self.asked.append((words[0], *words[4:]))
        assert words[1:4] == ("--block-device", "/dev/sda1", "--no-user-interaction")
        if self._failing.get(words[0].replace("-", "_"), 0):
            self._failing[words[0].replace("-", "_")] -= 1
            return False
        self.folder = {"mount": Path("/media/A1"), "unmount": None}.get(words[0], self.folder)
        return True

    def pull(self) -> None:
        self._block.rmdir()
        self.folder = None


@pytest.fixture
def disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Disks]:
    """Makes them; nobody waits for somebody who looks at the stick."""
    monkeypatch.setattr(module, "PAUSE_S", 0.0)
    return lambda **failing: Disks(tmp_path, **failing)


def test_it_is_opened_as_every_stick_must_be() -> None:
    assert set(SAFELY.split(",")) == SAFE


def test_it_is_opened_again_so_that_nothing_can_be_written(disks: Callable[..., Disks]) -> None:
    made = disks()
    assert made.hands.reopen(STICK, is_read_only=True) == Path("/media/A1")
    assert made.asked == [("unmount",), ("mount", "--options", f"ro,{SAFELY}")]


def test_it_is_closed_before_it_loses_its_power(disks: Callable[..., Disks]) -> None:
    made = disks()
    assert made.hands.switch_off(STICK)
    assert made.asked == [("unmount",), ("power-off",)]


def test_a_closed_stick_that_keeps_its_power_may_be_taken(disks: Callable[..., Disks]) -> None:
    made = disks(power_off=1)
    assert made.hands.switch_off(STICK)


def test_somebody_who_looks_at_it_for_a_moment_is_waited_for(disks: Callable[..., Disks]) -> None:
    made = disks(unmount=2)
    assert made.hands.switch_off(STICK)
    assert [act for act, *_ in made.asked] == ["unmount", "unmount", "unmount", "power-off"]


def test_a_stick_that_stays_in_use_is_left_as_it_is(disks: Callable[..., Disks]) -> None:
    made = disks(unmount=99)
    assert made.hands.reopen(STICK, is_read_only=True) is None
    assert not made.hands.switch_off(STICK)
    assert {act for act, *_ in made.asked} == {"unmount"}


def test_a_stick_that_cannot_be_opened_again_is_trouble(disks: Callable[..., Disks]) -> None:
    made = disks(mount=1)
    with pytest.raises(OSError, match="cannot be opened again"):
        made.hands.reopen(STICK, is_read_only=True)


def test_a_stick_that_was_pulled_is_gone(disks: Callable[..., Disks]) -> None:
    made = disks()
    assert made.hands.is_there(STICK)
    made.pull()
    assert not made.hands.is_there(STICK)
    with pytest.raises(OSError, match="cannot be opened again"):
        disks_without_mount(made).reopen(STICK, is_read_only=True)


def disks_without_mount(made: Disks) -> Udisks:
    """The same hands when there is nothing left to mount."""
    return Udisks(lambda *words: False, lambda device: None, made._block.parent)
