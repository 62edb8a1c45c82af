"""A stick is noticed when it comes and when it goes."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from appliance.archive.mounts import MOUNTS
from appliance.archive.stick_watch import StickWatch
from appliance.archive.sticks import Sources, Stick, sticks

from .trees import Tree

PATIENCE_S = 20.0
NEVER_S = 3600.0
LABEL = "VERSLAG 2015"
SIZE_BYTES = 128 << 20


@contextmanager
def watching(
    look: Callable[[], tuple[Stick, ...]], mounts: Path, every_s: float
) -> Iterator[tuple[StickWatch, "Queue[tuple[Stick, ...]]"]]:
    """A watch, and what it saw at every look."""
    seen: Queue[tuple[Stick, ...]] = Queue()

    def told() -> tuple[Stick, ...]:
        found = look()
        seen.put(found)
        return found

    watch = StickWatch(told, mounts, every_s)
    watch.start()
    try:
        yield watch, seen
    finally:
        watch.stop()


def test_a_stick_that_cannot_be_opened_is_found_at_the_next_look(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    nowhere = tmp_path / "nowhere"
    with watching(lambda: sticks(tree.sources), nowhere, every_s=0.01) as (watch, seen):
        assert seen.get(timeout=PATIENCE_S) == ()
        tree.udev("8:0", "ID_BUS=usb")
        tree.disk()
        while not (found := seen.get(timeout=PATIENCE_S)):
            pass
        assert [stick.trouble for stick in found] == ["no_file_system"]
        seen.get(timeout=PATIENCE_S)
        assert watch.sticks() == found


def test_a_watch_ends_while_nothing_happens(tmp_path: Path) -> None:
    before = threading.active_count()
    with watching(lambda: (), MOUNTS, NEVER_S) as (_, seen):
        seen.get(timeout=PATIENCE_S)
    assert threading.active_count() == before


@contextmanager
def loop_device(image: Path) -> Iterator[str]:
    """An ext4 file system on a loop device, or a skip where this machine has none."""
    with image.open("wb") as file:
        file.truncate(SIZE_BYTES)
    for command in (
        ["mkfs.ext4", "-q", "-L", LABEL, image],
        ["losetup", "--find", "--show", image],
    ):
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            pytest.skip(f"no loop devices here: {run.stderr.strip()}")
    device = run.stdout.strip()
    try:
        yield device
    finally:
        subprocess.run(["losetup", "--detach", device], check=True)


@contextmanager
def mounted(device: str, folder: Path, options: str) -> Iterator[None]:
    """A device that is open in a folder."""
    subprocess.run(["mount", "-t", "ext4", "-o", options, device, folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.needs("mkfs.ext4", "losetup", "mount")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a loop device")
@pytest.mark.timeout(60)
def test_a_real_file_system_is_noticed_as_it_is_opened_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "media" / LABEL
    folder.mkdir(parents=True)
    tree = Tree(tmp_path / "tree")
    with loop_device(tmp_path / "stick.img") as device:
        # The kernel calls it a loop device; udev and sysfs are told as if it were on USB.
        numbers = Path("/sys/block", device.removeprefix("/dev/"), "dev").read_text().strip()
        tree.disk(device.removeprefix("/dev/"), numbers, sectors=SIZE_BYTES // 512)
        tree.udev(numbers, "ID_FS_TYPE=ext4", "ID_FS_USAGE=filesystem", f"ID_FS_LABEL_ENC={LABEL}")
        sources = Sources(tree.sources.blocks, tree.sources.udev)
        with watching(lambda: sticks(sources), MOUNTS, NEVER_S) as (_, seen):
            assert [stick.trouble for stick in seen.get(timeout=PATIENCE_S)] == ["not_open"]
            with mounted(device, folder, "nosuid,nodev,noexec"):
                opened = until(seen, lambda stick: stick.folder != "")
                told = os.statvfs(folder)
            closed = until(seen, lambda stick: stick.folder == "")
            with mounted(device, folder, "ro,nosuid,nodev,noexec"):
                read_only = until(seen, lambda stick: stick.folder != "")
            until(seen, lambda stick: stick.folder == "")
            with mounted(device, folder, "nosuid,nodev"):
                runnable = until(seen, lambda stick: stick.folder != "")

    assert opened == Stick(
        name=LABEL,
        device=device,
        size_bytes=SIZE_BYTES,
        file_system="ext4",
        folder=str(folder),
        free_bytes=told.f_bavail * told.f_frsize,
    )
    assert closed.trouble == "not_open"
    assert (read_only.trouble, read_only.is_read_only) == ("read_only", True)
    assert runnable.trouble == "not_safe"


def until(seen: "Queue[tuple[Stick, ...]]", wanted: Callable[[Stick], bool]) -> Stick:
    """The one stick as it is when it is as wanted."""
    while True:
        (stick,) = seen.get(timeout=PATIENCE_S)
        if wanted(stick):
            return stick
