"""Sticks as files on this machine: made as people have them, and read back without the box."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .looking import health
from .people import FarEnd

PARTITION = 2048
"""In sectors of 512 bytes."""
AT = f"@@{PARTITION * 512}"
"""Where that is, for mtools."""
LABEL = "CONFERENCE"
SMALLEST_FAT = 36 << 20
"""Bytes: with fewer clusters than that it would be no FAT32."""


def blank(image: Path, size_bytes: int = 64 << 20) -> Path:
    """A stick on which nothing ever was."""
    with image.open("wb") as made:
        made.truncate(size_bytes)
    return image


def fat(image: Path, size_bytes: int = 96 << 20) -> Path:
    """A stick as shops sell them: one FAT partition, called CONFERENCE."""
    blank(image, size_bytes)
    table = f"label: dos\nstart={PARTITION}, type=c\n"
    subprocess.run(["sfdisk", "--quiet", image], input=table, text=True, check=True)
    make = ["mkfs.vfat", "-F", "32", "--offset", str(PARTITION), "-n", LABEL, image]
    subprocess.run(make, check=True, capture_output=True)
    return image


def lay_on_fat(image: Path, file: Path) -> None:
    """Copy a file onto a FAT stick, which is in no machine."""
    subprocess.run(["mcopy", "-i", f"{image}{AT}", file, "::"], check=True)


def on_fat(image: Path) -> list[str]:
    """The names at the top of a FAT stick, read without mounting it."""
    listed = subprocess.run(
        ["mdir", "-b", "-i", f"{image}{AT}", "::"], capture_output=True, text=True, check=False
    )
    return [line.removeprefix("::/").rstrip("/") for line in listed.stdout.splitlines()]


@dataclass(frozen=True, slots=True)
class Kind:
    """Another file system: how it is made, and how a file of it is read."""

    make: tuple[str, ...]
    read: Callable[[Path, str], bytes]

    def made(self, image: Path, owner: str) -> Path:
        """A stick with it, without partitions, called CONFERENCE; `owner` where it knows one."""
        blank(image, 16 << 20)
        make = [word.format(owner=owner) for word in self.make]
        subprocess.run([*make, LABEL, image], check=True, capture_output=True)
        return image


def _from_ext4(image: Path, name: str) -> bytes:
    return _said("debugfs", "-R", f"cat /{name}", image)


def _from_ntfs(image: Path, name: str) -> bytes:
    return _said("ntfscat", image, name)


def _from_exfat(image: Path, name: str) -> bytes:
    with _opened(image) as folder:
        return (folder / name).read_bytes()


@contextmanager
def _opened(image: Path) -> Iterator[Path]:
    """By a program that serves devices only."""
    with TemporaryDirectory(prefix="tafelronde-stick-") as place, ExitStack() as ends:
        device = _said("losetup", "--find", "--show", "--read-only", image).decode().strip()
        ends.callback(subprocess.run, ["losetup", "--detach", device], check=True)
        served = ["mount.exfat-fuse", "-o", "ro", device, place]
        subprocess.run(served, check=True, capture_output=True)
        ends.callback(subprocess.run, ["umount", place], check=True)
        yield Path(place)


def _said(*command: str | Path) -> bytes:
    return subprocess.run(command, check=True, capture_output=True).stdout


KINDS = {
    "ext4": Kind(("mkfs.ext4", "-q", "-E", "root_owner={owner}", "-L"), _from_ext4),
    "ntfs": Kind(("mkfs.ntfs", "-q", "-F", "-Q", "-L"), _from_ntfs),
    "exfat": Kind(("mkfs.exfat", "-L"), _from_exfat),
}
NEEDS = {
    "ext4": ("mkfs.ext4", "debugfs"),
    "ntfs": ("mkfs.ntfs", "ntfscat"),
    "exfat": ("mkfs.exfat", "mount.exfat-fuse", "losetup", "/dev/fuse"),
}
"""The programs of this machine for each."""


def is_open(laptop: FarEnd) -> bool:
    """Whether the box has opened a stick."""
    return any(stick["folder"] for stick in health(laptop)["sticks"])
