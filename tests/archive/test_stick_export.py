"""A file on its way to a stick: a real file system, mounted by the kernel, and what goes wrong."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.archive import stick_export as module
from appliance.archive.stick_export import CHECKING, DONE, FAILED, WRITING, Progress, export
from appliance.archive.stick_hands import Untouched
from appliance.archive.sticks import Stick

from .loops import LoopStick, loop_stick
from .watching import watched

NAME = "tafelronde-eo-wijers-20150119-1705-full.zip"

pytestmark = [
    pytest.mark.needs("mkfs.ext4", "mount", "umount"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file as a stick"),
]


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[LoopStick]:
    """An empty stick."""
    with loop_stick(tmp_path) as made:
        yield made


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished file of many pieces."""
    monkeypatch.setattr(module, "PIECE_BYTES", 64 << 10)
    file = tmp_path / NAME
    file.write_bytes(os.urandom(1 << 20))
    return file


class Told(list[Progress]):
    """What was told, and something that happens in between."""

    def __init__(self, at: str = "", percent: int = 50, act: object = None) -> None:
        super().__init__()
        self._at, self._percent, self._act = at, percent, act

    def __call__(self, progress: Progress) -> None:
        self.append(progress)
        if self._act and (progress.state, progress.percent >= self._percent) == (self._at, True):
            act, self._act = self._act, None
            act()


def sha256(file: Path) -> str:
    """A file's digest."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def on_it(stick: LoopStick) -> dict[str, str]:
    """The files on the stick with their digests, as somebody finds them who puts it in again."""
    if stick.folder.is_mount():
        stick.unmount()
    stick.mount("ro")
    return {f.name: sha256(f) for f in stick.folder.iterdir() if f.name != "lost+found"}


def test_a_file_is_written_read_back_from_the_stick_and_the_stick_switched_off(
    stick: LoopStick, archive: Path
) -> None:
    told = Told()
    ended = export(archive, stick.stick, stick, told, sha256(archive))
    assert ended == Progress(DONE, NAME, "LUSSTICK", "/dev/loop", 100, is_off=True)
    assert stick.acts == ["open to read", "off"]
    assert [p.percent for p in told if p.state == WRITING] == [100 * n // 16 for n in range(17)]
    assert [p.percent for p in told if p.state == CHECKING][-1] == 100
    assert on_it(stick) == {NAME: sha256(archive)}


def test_what_is_told_as_written_is_on_the_stick_itself(stick: LoopStick, archive: Path) -> None:
    synced: list[int] = []
    real = os.fsync
    told = Told()

    def fsync(fd: int) -> None:
        real(fd)
        synced.append(os.fstat(fd).st_size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        export(archive, stick.stick, stick, told)
    steps = [p.percent for p in told if p.state == WRITING][1:]
    assert [100 * size // (1 << 20) for size in synced[:16]] == steps


def test_after_it_got_its_name_it_is_synced_once_more(
    stick: LoopStick, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without that FAT knows neither its size nor where it is (found with a stick of FAT)."""
    done = watched(monkeypatch)
    export(archive, stick.stick, stick, Told())
    named = done.index("replace")
    assert done[named + 1 : named + 3] == ["sync file", "sync folder"]


def test_an_archive_that_is_there_is_checked_and_not_written_again(
    stick: LoopStick, archive: Path
) -> None:
    export(archive, stick.stick, stick, Told())
    stick.mount()
    told = Told()
    ended = export(archive, stick.stick, stick, told)
    assert (ended.state, ended.was_there, ended.is_off) == (DONE, True, True)
    assert [p for p in told if p.state == WRITING] == []
    assert on_it(stick) == {NAME: sha256(archive)}


def test_nothing_on_the_stick_is_written_over(stick: LoopStick, archive: Path) -> None:
    older = {NAME: b"of yesterday", "Foto's.zip": b"not ours"}
    for name, content in older.items():
        (stick.folder / name).write_bytes(content)
    ended = export(archive, stick.stick, stick, Told())
    other = NAME.replace("-full", "-full-2")
    assert (ended.state, ended.file) == (DONE, other)
    kept = {name: hashlib.sha256(content).hexdigest() for name, content in older.items()}
    assert on_it(stick) == {**kept, other: sha256(archive)}


def test_the_second_of_a_name_stays_of_its_kind(stick: LoopStick, archive: Path) -> None:
    locked = archive.with_name(f"{NAME}.age")
    locked.write_bytes(archive.read_bytes())
    (stick.folder / locked.name).write_bytes(b"of yesterday")
    ended = export(locked, stick.stick, stick, Told())
    assert ended.file == NAME.replace(".zip", "-2.zip.age")


def test_what_a_former_try_left_is_removed(stick: LoopStick, archive: Path) -> None:
    for left in (f"{NAME}.partial", "tafelronde-eo-wijers-20150119-1650-full.zip.partial"):
        (stick.folder / left).write_bytes(b"half")
    (stick.folder / "mine.partial").write_bytes(b"not ours")
    export(archive, stick.stick, stick, Told())
    assert on_it(stick).keys() == {NAME, "mine.partial"}


def test_a_stick_that_is_pulled_in_mid_write_has_nothing_that_looks_whole(
    stick: LoopStick, archive: Path
) -> None:
    def pull() -> None:
        # As a stick that is gone: whatever is asked of it from now on is refused.
        subprocess.run(["umount", "--lazy", stick.folder], check=True)
        stick.folder.chmod(0)
        stick.folder.rmdir()
        stick.is_in = False
        raise OSError(5, "Input/output error")

    ended = export(archive, stick.stick, stick, Told(WRITING, 50, pull))
    assert (ended.state, ended.trouble, ended.percent) == (FAILED, "gone", 50)
    stick.folder.mkdir()
    stick.is_in = True
    stick.mount()
    assert set(on_it(stick)) <= {f"{NAME}.partial"}


def test_a_stick_whose_writes_fail_before_the_kernel_lets_go_of_it_was_pulled(
    stick: LoopStick, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter([True, True, False, False])
    monkeypatch.setattr(stick, "is_there", lambda told: next(looks))

    def fail() -> None:
        raise OSError(5, "Input/output error")

    ended = export(archive, stick.stick, stick, Told(WRITING, 50, fail))
    assert (ended.state, ended.trouble) == (FAILED, "gone")


def test_a_stick_that_stays_and_fails_is_said_to_be_worn(
    stick: LoopStick, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GONE_WITHIN_S", 0.0)

    def fail() -> None:
        raise OSError(5, "Input/output error")

    ended = export(archive, stick.stick, stick, Told(WRITING, 50, fail))
    assert (ended.state, ended.trouble) == (FAILED, "device")
    assert on_it(stick) == {}


def test_after_it_was_pulled_it_starts_whole_and_comes_to_a_good_end(
    stick: LoopStick, archive: Path
) -> None:
    (stick.folder / f"{NAME}.partial").write_bytes(archive.read_bytes()[:500_000])
    told = Told()
    assert export(archive, stick.stick, stick, told).state == DONE
    assert next(p.percent for p in told if p.state == WRITING) == 0
    assert on_it(stick) == {NAME: sha256(archive)}


def test_a_file_that_does_not_fit_is_not_begun(
    tmp_path: Path, archive: Path, stick: LoopStick
) -> None:
    archive.write_bytes(bytes(17 << 20))
    ended = export(archive, stick.stick, stick, Told())
    assert (ended.state, ended.trouble, dict(ended.values)["needed"]) == (FAILED, "full", 19)
    assert on_it(stick) == {}


def test_a_stick_that_fills_up_meanwhile_is_left_clean(stick: LoopStick, archive: Path) -> None:
    def fill() -> None:
        with (stick.folder / "rest").open("wb") as rest:
            while True:
                rest.write(bytes(1 << 16))
                rest.flush()

    def filled() -> None:
        with pytest.raises(OSError, match="No space"):
            fill()

    ended = export(archive, stick.stick, stick, Told(WRITING, 25, filled))
    assert (ended.state, ended.trouble) == (FAILED, "full")
    assert on_it(stick).keys() == {"rest"}


def test_a_stick_that_takes_nothing_is_said_to_be_read_only(
    stick: LoopStick, archive: Path
) -> None:
    stick.unmount()
    stick.mount("ro")
    ended = export(archive, stick.stick, stick, Told())
    assert (ended.state, ended.trouble) == (FAILED, "read_only")


def test_a_file_beyond_what_fat_knows_is_refused_before_it_is_begun(
    stick: LoopStick, archive: Path
) -> None:
    with archive.open("r+b") as file:
        file.truncate(1 << 32)
    fat = Stick("FAT", "/dev/loop", 1 << 40, "vfat", str(stick.folder))
    ended = export(archive, fat, stick, Told())
    assert (ended.state, ended.trouble) == (FAILED, "too_large")


def test_a_stick_that_gives_back_something_else_keeps_no_archive(
    stick: LoopStick, archive: Path
) -> None:
    def spoil() -> None:
        # It was opened to read by now; what is under it changes all the same.
        stick.unmount()
        image = stick.image.read_bytes()
        piece = archive.read_bytes()[:4096]
        stick.image.write_bytes(image.replace(piece, os.urandom(4096)))
        stick.mount("ro")

    ended = export(archive, stick.stick, stick, _OnReading(stick, spoil))
    assert (ended.state, ended.trouble) == (FAILED, "stick_differs")
    assert stick.acts == ["open to read", "open"]
    assert on_it(stick) == {}


class _OnReading(Told):
    """Does something once the stick was closed and opened to be read."""

    def __init__(self, stick: LoopStick, act: object) -> None:
        super().__init__()
        self._stick, self._then, reopen = stick, act, stick.reopen

        def then(told: Stick, *, is_read_only: bool) -> Path | None:
            folder = reopen(told, is_read_only=is_read_only)
            if is_read_only:
                act()
            return folder

        stick.reopen = then


def test_a_file_that_changed_on_the_box_is_not_put_on_a_stick(
    stick: LoopStick, archive: Path
) -> None:
    ended = export(archive, stick.stick, stick, Told(), "0" * 64)
    assert (ended.state, ended.trouble) == (FAILED, "file_differs")
    assert on_it(stick) == {}


def test_a_file_that_is_gone_is_said_so(stick: LoopStick, archive: Path) -> None:
    archive.unlink()
    assert export(archive, stick.stick, stick, Told()).trouble == "no_file"


def test_where_nobody_can_close_the_stick_it_is_checked_and_said_so(
    stick: LoopStick, archive: Path
) -> None:
    ended = export(archive, stick.stick, Untouched(), Told())
    assert (ended.state, ended.is_off, ended.trouble) == (DONE, False, "")
    assert on_it(stick) == {NAME: sha256(archive)}


def test_a_link_that_somebody_laid_there_leads_nowhere(
    stick: LoopStick, archive: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(archive.read_bytes())
    (stick.folder / NAME).symlink_to(victim)
    assert export(archive, stick.stick, stick, Told()).file != NAME
    assert victim.read_bytes() == archive.read_bytes()
