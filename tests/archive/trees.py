"""What a system tells of its disks, as it stood on real machines, put in files to be read."""

from dataclasses import dataclass, field
from pathlib import Path

from appliance.archive.sticks import Sources

ROOT = "29 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw,errors=remount-ro"
SAFE = "rw,nosuid,nodev,noexec,relatime"
FAT = "rw,uid=997,gid=997,fmask=0022,dmask=0022,codepage=437,iocharset=ascii,errors=remount-ro"
PCI = "devices/pci0000:00/0000:00:14.0"
USB = f"{PCI}/usb1/1-2/1-2:1.0/host2/target2:0:0/2:0:0:0"
NVME = "devices/pci0000:00/0000:00:06.0/nvme/nvme0"


@dataclass(slots=True)
class Tree:
    """A machine in a folder: `disk` and `part` plug something in, `mount` opens it."""

    folder: Path
    mounts: list[str] = field(default_factory=lambda: [ROOT])

    def __post_init__(self) -> None:
        for name in ("sys/block", "udev"):
            (self.folder / name).mkdir(parents=True)
        self._write_mounts()

    @property
    def sources(self) -> Sources:
        """Where to look."""
        return Sources(self.folder / "sys/block", self.folder / "udev", self.folder / "mounts")

    def disk(
        self, name: str = "sda", dev: str = "8:0", sectors: int = 31_116_288, on: str = USB
    ) -> Path:
        """A disk; 31,116,288 sectors are a stick of 16 GB."""
        block = self._block(self.folder / "sys" / on / "block" / name, dev, sectors)
        (self.folder / "sys/block" / name).symlink_to(block)
        device = block / "device"
        device.mkdir()
        (device / "vendor").write_text("SanDisk \n")
        (device / "model").write_text("Ultra           \n")
        return block

    def part(self, disk: Path, n: int = 1, sectors: int = 31_114_240, dev: str = "8:1") -> Path:
        """A partition of a disk."""
        block = self._block(disk / f"{disk.name}{n}", dev, sectors)
        (block / "partition").write_text(f"{n}\n")
        return block

    def udev(self, dev: str, *members: str) -> None:
        """Let udev have looked at a device."""
        lines = ["S:disk/by-diskseq/9", "I:19270611", *(f"E:{member}" for member in members), "G:q"]
        (self.folder / "udev" / f"b{dev}").write_text("\n".join(lines) + "\n")

    def mount(
        self,
        dev: str,
        folder: Path | str,
        kind: str = "vfat",
        options: str = SAFE,
        source: str = "/dev/sda1",
        of_files: str = FAT,
    ) -> None:
        """Let something be mounted."""
        at = str(folder).replace(" ", "\\040")
        line = f"412 29 {dev} / {at} {options} shared:219 - {kind} {source} {of_files}"
        self.mounts.append(line)
        self._write_mounts()

    def _write_mounts(self) -> None:
        (self.folder / "mounts").write_text("\n".join(self.mounts) + "\n")

    def _block(self, folder: Path, dev: str, sectors: int) -> Path:
        (folder / "holders").mkdir(parents=True)
        (folder / "dev").write_text(f"{dev}\n")
        (folder / "size").write_text(f"{sectors}\n")
        return folder
