"""What udev found out about a device: its file system, its label, its kind of partition.

Read from udev's own record of it, which everybody may read (systemd-udevd(8), `/run/udev/data`);
so nothing here needs the right to open the device.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ENCODED: Final = re.compile(rb"\\x([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Told:
    """What udev tells of a device; empty where it found nothing."""

    file_system: str = ""
    label: str = ""
    partition: str = ""
    """The type of the partition: a GUID, or a number such as 0xc."""


def udev_told(record: Path) -> Told | None:
    """What udev tells in this record, or None while it has not looked at the device yet."""
    try:
        lines = record.read_bytes().splitlines()
    except OSError:
        return None
    members = dict(line[2:].partition(b"=")[::2] for line in lines if line.startswith(b"E:"))
    is_files = members.get(b"ID_FS_USAGE", b"") == b"filesystem"
    return Told(
        file_system=_text(members.get(b"ID_FS_TYPE", b"")) if is_files else "",
        label=_text(members.get(b"ID_FS_LABEL_ENC", b"")),
        partition=_text(members.get(b"ID_PART_ENTRY_TYPE", b"")).lower(),
    )


def _text(encoded: bytes) -> str:
    """As it was before udev wrote everything but letters and digits as \\x20 …."""
    plain = _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), encoded)
    return plain.decode("utf-8", "replace")
