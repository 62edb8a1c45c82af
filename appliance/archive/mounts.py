"""What is mounted where and how, as the kernel tells it. Knows nothing of sticks."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mountinfo")
"""proc_pid_mountinfo(5). A poll on it answers when something is mounted or unmounted."""

_ESCAPED: Final = re.compile(rb"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One mount: the device by its numbers ("8:17") and its name ("/dev/sdb1"), and its folder."""

    device: str
    source: str
    folder: Path
    file_system: str
    options: frozenset[str]
    """Of this mount and of the file system in it, such as {"rw", "nosuid"}."""

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written there."""
        return "ro" in self.options


def read_mounts(file: Path = MOUNTS) -> tuple[Mount, ...]:
    """Everything that is mounted, in the order in which it was; () where there is no such file."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return ()
    return tuple(_mount(line) for line in lines if b" - " in line)


def _mount(line: bytes) -> Mount:
    before, _, after = line.partition(b" - ")
    _, _, device, _, folder, options, *_ = map(_plain, before.split(b" "))
    file_system, source, super_options = map(_plain, after.split(b" ")[:3])
    return Mount(
        device=device,
        source=source,
        folder=Path(folder),
        file_system=file_system,
        options=frozenset([*options.split(","), *super_options.split(",")]),
    )


def _plain(field: bytes) -> str:
    """A field as it was before the kernel wrote space, tab, newline and backslash as \\040 …."""
    unescaped = _ESCAPED.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), field)
    return unescaped.decode("utf-8", "surrogateescape")
