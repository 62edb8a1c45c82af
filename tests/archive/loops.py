"""Real file systems in files, as sticks: mounted by the kernel of this machine."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from appliance.archive.sticks import Stick

SIZE_BYTES = 16 << 20


class LoopStick:
    """An ext4 file system in a file; its own hands mount and unmount it."""

    def __init__(self, folder: Path, size_bytes: int = SIZE_BYTES) -> None:
        self.image, self.folder = folder / "stick.img", folder / "stick"
        self.folder.mkdir()
        with self.image.open("wb") as made:
            made.truncate(size_bytes)
        make = ["mkfs.ext4", "-q", "-E", "lazy_itable_init=0", self.image]
        subprocess.run(make, check=True, capture_output=True)
        self.acts: list[str] = []
        self.is_in = True
        self.is_stuck = False
        self.mount()

    @property
    def stick(self) -> Stick:
        """As the box sees it."""
        return Stick("LUSSTICK", "/dev/loop", SIZE_BYTES, "ext4", str(self.folder))

    def mount(self, *options: str) -> None:
        """Open it."""
        how = ",".join(["loop", "nosuid", "nodev", "noexec", *options])
        subprocess.run(["mount", "-o", how, self.image, self.folder], check=True)

    def unmount(self) -> None:
        """Close it."""
        subprocess.run(["umount", self.folder], check=True)

    def is_there(self, stick: Stick) -> bool:
        return self.is_in

    def reopen(self, stick: Stick, *, is_read_only: bool) -> Path | None:
        if self.is_stuck:
            return None
        self.unmount()
        self.mount(*(["ro"] if is_read_only else []))
        self.acts.append("open to read" if is_read_only else "open")
        return self.folder

    def switch_off(self, stick: Stick) -> bool:
        if self.is_stuck:
            return False
        self.unmount()
        self.acts.append("off")
        return True


@contextmanager
def loop_stick(folder: Path, size_bytes: int = SIZE_BYTES) -> Iterator[LoopStick]:
    """A stick that is closed whatever happens."""
    made = LoopStick(folder, size_bytes)
    try:
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            while made.folder.is_mount():
                made.unmount()
