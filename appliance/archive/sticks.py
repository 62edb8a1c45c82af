"""The USB sticks that are in the box: what they are called, how much fits, and what is wrong.

Looks only, at what the kernel and udev tell; it mounts nothing, and never opens or runs anything
that lies on a stick. Where the system tells nothing (not Linux), there are no sticks.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .mounts import MOUNTS, Mount, read_mounts
from .udev import Told, udev_told

LEAST_BYTES: Final = 50_000_000
"""An archive of a day is a few MB; with less than this free the stick counts as full."""

SAFE: Final = frozenset({"nosuid", "nodev", "noexec"})
"""How every stick must be mounted: nothing on it may gain rights, be a device or be run."""

TROUBLES: Final = {
    "no_file_system": (
        "The box cannot read this stick. Take another one, or format this one on a computer."
    ),
    "not_open": (
        "The box is opening this stick. Does this stay so? Take it out and put it in again."
    ),
    "not_safe": ("This stick was opened by another program. Take it out and put it in again."),
    "read_only": (
        "Nothing can be written to this stick. Push back its small switch, or take another one."
    ),
    "full": "This stick is full. Make room on it, or take another one.",
}
"""What can be wrong with a stick, and what to do: the worst first."""

_SECTOR_BYTES: Final = 512
"""The unit of `size` in sysfs, whatever the disk's own is (kernel documentation, block)."""

_NAME_MOST: Final = 40

_EFI: Final = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"
"""The type of a partition that a computer starts from (UEFI specification, 5.3.3)."""

_SYSTEM: Final = ("/boot", "/efi", "/etc", "/home", "/opt", "/srv", "/usr", "/var")
"""Where a system keeps itself: a USB disk that is mounted there is no stick but the box."""


_STILL_TAKES: Final = frozenset({"", "full", "not_safe"})


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick, or one of the file systems on it. Sizes in bytes; `free_bytes` while it is open."""

    name: str
    device: str
    size_bytes: int
    file_system: str = ""
    """As udev calls it: "vfat", "exfat", "ntfs", "ext4" …; empty where there is none."""
    folder: str = ""
    """Where it is mounted; empty while it is not."""
    free_bytes: int | None = None
    is_read_only: bool = False
    trouble: str = ""
    """One of TROUBLES, or empty: something can be written to it."""

    @property
    def takes_files(self) -> bool:
        """Whether to try: a small file may still fit on a full one, and nothing on a stick is ever
        run, however it was opened."""
        return bool(self.folder) and self.trouble in _STILL_TAKES


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the system tells of its disks."""

    blocks: Path = Path("/sys/block")
    """One folder per disk (kernel documentation, sysfs-block)."""
    udev: Path = Path("/run/udev/data")
    """One file per device that udev has looked at."""
    mounts: Path = MOUNTS


@dataclass(frozen=True, slots=True)
class _Volume:
    """A disk or a partition: its folder in sysfs, what udev says of it and where it is mounted."""

    block: Path
    told: Told | None
    mount: Mount | None

    @property
    def file_system(self) -> str:
        mounted = self.mount.file_system if self.mount else ""
        return (self.told.file_system if self.told else "") or mounted


def sticks(sources: Sources = Sources()) -> tuple[Stick, ...]:
    """Every stick in the box, by device; each file system on it by itself.

    May wait for a slow stick that is asked how full it is.
    """
    if not sources.blocks.is_dir():
        return ()
    mounts = read_mounts(sources.mounts)
    disks = sorted(disk for disk in sources.blocks.iterdir() if _is_on_usb(disk))
    return tuple(stick for disk in disks for stick in _on_disk(disk, sources, mounts))


def _is_on_usb(disk: Path) -> bool:
    """Whether this is a disk on USB with something in it; a DVD or a drive without card is none."""
    is_usb = any(part.startswith("usb") for part in disk.resolve().parts)
    return is_usb and not disk.name.startswith("sr") and _size_bytes(disk) > 0


def _on_disk(disk: Path, sources: Sources, mounts: tuple[Mount, ...]) -> Iterator[Stick]:
    blocks = [disk, *sorted(part.parent for part in disk.glob("*/partition"))]
    volumes = [_volume(block, sources, mounts) for block in blocks]
    if any(_is_of_system(volume) for volume in volumes):
        return
    found = [v for v in volumes if v.file_system and not (v.told and v.told.partition == _EFI)]
    yield from (_stick(volume, disk) for volume in found)
    if not found and volumes[0].told is not None:
        yield _stick(volumes[0], disk)


def _volume(block: Path, sources: Sources, mounts: tuple[Mount, ...]) -> _Volume:
    device = _read(block / "dev")
    # A file system that a program serves (FUSE) has numbers of its own, and the device's name.
    here = [m for m in mounts if m.device == device or m.source == f"/dev/{block.name}"]
    return _Volume(block, udev_told(sources.udev / f"b{device}"), here[0] if here else None)


def _is_of_system(volume: _Volume) -> bool:
    """Whether the box itself lives here: as it is, or under encryption, RAID or LVM."""
    folder = str(volume.mount.folder) if volume.mount else ""
    is_built_on = any((volume.block / "holders").glob("*"))
    return (
        is_built_on
        or folder == "/"
        or folder.startswith(tuple(f"{f}/" for f in _SYSTEM))
        or (folder in _SYSTEM)
    )


def _stick(volume: _Volume, disk: Path) -> Stick:
    mount = volume.mount
    free_bytes = _free_bytes(mount.folder) if mount else None
    return Stick(
        name=_name(volume, disk),
        device=f"/dev/{volume.block.name}",
        size_bytes=_size_bytes(volume.block),
        file_system=volume.file_system,
        folder=str(mount.folder) if mount else "",
        free_bytes=free_bytes,
        is_read_only=mount.is_read_only if mount else False,
        trouble=_trouble(volume, free_bytes),
    )


def _trouble(volume: _Volume, free_bytes: int | None) -> str:
    mount = volume.mount
    if not volume.file_system:
        return "no_file_system"
    if mount is None:
        return "not_open"
    if not mount.options >= SAFE:
        return "not_safe"
    if mount.is_read_only:
        return "read_only"
    return "full" if free_bytes is not None and free_bytes < LEAST_BYTES else ""


def _name(volume: _Volume, disk: Path) -> str:
    """What people call it: the label that they gave it, else who made it, else its device."""
    label = volume.told.label if volume.told else ""
    maker = f"{_read(disk / 'device/vendor')} {_read(disk / 'device/model')}"
    return _printable(label) or _printable(maker) or volume.block.name


def _printable(text: str) -> str:
    """The text as it may stand on a screen: whoever formats a stick can call it anything."""
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:_NAME_MOST]


def _size_bytes(block: Path) -> int:
    sectors = _read(block / "size")
    return int(sectors) * _SECTOR_BYTES if sectors.isdecimal() else 0


def _free_bytes(folder: Path) -> int | None:
    try:
        told = os.statvfs(folder)
    except OSError:
        return None  # pulled out while it was asked
    return told.f_bavail * told.f_frsize


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").strip()
    except OSError:
        return ""  # not every disk tells everything, and it may be pulled out meanwhile
