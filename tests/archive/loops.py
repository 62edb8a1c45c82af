"""Real file systems in files, as sticks: mounted by the kernel of this machine, or by the programs
that serve what it does not know (NTFS, exFAT).
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from appliance.archive.sticks import Stick

SIZE_BYTES = 16 << 20

MAKES = {
    "ext4": ["mkfs.ext4", "-q", "-E", "lazy_itable_init=0"],
    "ntfs": ["mkfs.ntfs", "-q", "-F", "-Q"],
    "exfat": ["mkfs.exfat"],
}
SERVED_BY = {"ntfs": "ntfs-3g", "exfat": "mount.exfat-fuse"}
SAFE = ("nosuid", "nodev", "noexec")


class LoopStick:
    """A file system in a file; its own hands mount and unmount it."""

    def __init__(self, folder: Path, size_bytes: int = SIZE_BYTES, kind: str = "ext4") -> None:
        self.kind = kind
        self.image, self.folder = folder / "stick.img", folder / "stick"
        self.folder.mkdir()
        with self.image.open("wb") as made:
            made.truncate(size_bytes)
        subprocess.run([*MAKES[kind], self.image], check=True, capture_output=True)
        # What serves exFAT opens devices only.
        self.device = str(self.image)
        if kind == "exfat":
            told = ["losetup", "--find", "--show", str(self.image)]
            made_device = subprocess.run(told, check=True, capture_output=True, text=True)
            self.device = made_device.stdout.strip()
        self.acts: list[str] = []
        self.is_in = True
        self.is_stuck = False
        self.mount()

    @property
    def stick(self) -> Stick:
        """As the box sees it."""
        return Stick("LUSSTICK", "/dev/loop", SIZE_BYTES, self.kind, str(self.folder))

    def mount(self, *options: str) -> None:
        """Open it."""
        if self.kind in SERVED_BY:
            how = ",".join([*SAFE, *options])
            command = [SERVED_BY[self.kind], "-o", how, self.device, self.folder]
        else:
            command = ["mount", "-o", ",".join(["loop", *SAFE, *options]), self.image, self.folder]
        subprocess.run(command, check=True, capture_output=True)

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
def loop_stick(
    folder: Path, size_bytes: int = SIZE_BYTES, kind: str = "ext4"
) -> Iterator[LoopStick]:
    """A stick that is closed whatever happens."""
    made = LoopStick(folder, size_bytes, kind)
    try:
        yield made
    finally:
        with suppress(subprocess.CalledProcessError):
            while made.folder.is_mount():
                made.unmount()
        if made.device != str(made.image):
            subprocess.run(["losetup", "--detach", made.device], check=False)
