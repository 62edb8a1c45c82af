"""The disk of the machine: a bare Debian, and the same after provisioning; kept for the next run.

Provisioning runs inside the tree in a container without rights over this machine's network. Each
disk lies in a folder of its own, named after everything that decides what is on it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

ROOT = Path(__file__).parents[2]
SUITE = "bookworm"
COUNTRY = "NL"
CHECKOUT = "/root/tafelronde"
ROOM_CARD, VENUE_CARD = "enp0s16", "enp0s17"
"""The names that udev gives to the two Ethernet cards, after the slots that vm.py puts them in."""

_SHIPPED = (
    *("LICENSE", "README.md", "appliance", "provisioning"),
    *("pyproject.toml", "scripts", "setup.cfg", "webui"),
)
"""What of this checkout is carried to the box that is prepared."""
_UNSHIPPED = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "node_modules")

_PACKAGES = (
    *("linux-image-amd64", "initramfs-tools", "zstd", "libpam-systemd", "sudo"),
    *("ca-certificates", "qemu-guest-agent"),
)
"""What the installer adds to Debian's `important` packages, and the tests' hand in the machine."""
_BARE_FILES = {
    "etc/initramfs-tools/conf.d/machine": "MODULES=list\n",
    "etc/initramfs-tools/modules": "virtio_pci\nvirtio_blk\next4\n",
    "etc/machine-id": "",
    "etc/hostname": "debian\n",
    "etc/hosts": "127.0.0.1\tlocalhost\n127.0.1.1\tdebian\n",
    "etc/fstab": "/dev/vda / ext4 errors=remount-ro 0 1\n",
    # As the installer leaves it: Debian's own network set-up holds the first card.
    "etc/network/interfaces": "auto lo\niface lo inet loopback\n\n"
    f"allow-hotplug {ROOM_CARD}\niface {ROOM_CARD} inet dhcp\n",
}
_SOURCES = """\
Types: deb
URIs: http://deb.debian.org/debian
Suites: {suite} {suite}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: {suite}-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""
_SIZE_BYTES = 4 << 30
_KEPT = 2
"""Disks of one kind that stay; each takes one to two gigabytes."""

_LENT = {"PIP_CONFIG_FILE": "/etc/pip.conf", "PIP_CERT": "", "SSL_CERT_FILE": ""}
"""Settings that name a file, with what they are where they are not set."""
_LENT_TOO = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "http_proxy", "https_proxy", "no_proxy")
"""How this machine reaches the registries of packages; lent while the tree is prepared."""
_PATIENCE_S = {"bare": 600, "provision": 900}


@dataclass(frozen=True, slots=True)
class Disk:
    """A disk that can be started from."""

    folder: Path

    @property
    def image(self) -> Path:
        """A raw ext4 file system, without partitions."""
        return self.folder / "disk.ext4"

    @property
    def kernel(self) -> Path:
        return self.folder / "kernel"

    @property
    def initrd(self) -> Path:
        return self.folder / "initrd"

    def copy(self, folder: Path) -> "Disk":
        """The same disk to write on."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in (self.image, self.kernel, self.initrd):
            ways = ["--sparse=always", "--reflink=auto"]
            subprocess.run(["cp", *ways, file, folder / file.name], check=True)
        return Disk(folder)

    @contextmanager
    def mounted(self, *options: str) -> Iterator[Path]:
        """The tree on it, while no machine runs from it."""
        with TemporaryDirectory(prefix="tafelronde-tree-") as place, ExitStack() as mounts:
            how = ",".join(["loop", *options])
            subprocess.run(["mount", "-o", how, self.image, place], check=True)
            mounts.callback(subprocess.run, ["umount", place], check=True)
            yield Path(place)

    @contextmanager
    def tried(self) -> Iterator[tuple[Path, Path]]:
        """The tree on it to try things in, and a folder with only what that changed."""
        with (
            self.mounted("ro") as tree,
            TemporaryDirectory(prefix="tafelronde-try-") as place,
            ExitStack() as mounts,
        ):
            upper, work, merged = (Path(place) / name for name in ("upper", "work", "merged"))
            for folder in (upper, work, merged):
                folder.mkdir()
            layers = f"lowerdir={tree},upperdir={upper},workdir={work}"
            subprocess.run(["mount", "-t", "overlay", "-o", layers, "tried", merged], check=True)
            mounts.callback(subprocess.run, ["umount", merged], check=True)
            yield merged, upper


def bare(log: Path) -> Disk:
    """Debian as the installer leaves it when nothing is ticked, and a hand for the tests."""
    return _kept("bare", _digest(SUITE, _SOURCES, str(_BARE_FILES), *_PACKAGES), log, _make_bare)


def provisioned(log: Path) -> Disk:
    """The bare Debian after `provisioning/provision.sh`, the one command of the README."""
    start = bare(log)
    with TemporaryDirectory(prefix="tafelronde-checkout-") as place:
        checkout = Path(place)
        carry_checkout(checkout)
        key = _digest(start.folder.name, COUNTRY, *_contents(checkout))

        def make(folder: Path, said: IO[bytes]) -> None:
            disk = start.copy(folder)
            with disk.mounted() as tree:
                shutil.copytree(checkout, tree / CHECKOUT.lstrip("/"))
                provision(tree, said, "--country", COUNTRY)

        return _kept("provisioned", key, log, make)


def carry_checkout(place: Path) -> None:
    """What somebody takes along who prepares a box."""
    place.mkdir(parents=True, exist_ok=True)
    for name in _SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=_UNSHIPPED)
        else:
            shutil.copy(ROOT / name, place)


def provision(tree: Path, said: IO[bytes], *arguments: str) -> None:
    """Run the checkout's provisioning inside a tree. Raises CalledProcessError."""
    script = f"{CHECKOUT}/provisioning/provision.sh"
    with _no_service_starts(tree):
        in_tree(tree, [script, *arguments], said)


def in_tree(tree: Path, command: Sequence[str], said: IO[bytes]) -> None:
    """Run a command as root of a tree: with internet, without rights over any network."""
    container = ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--pipe"]
    container += ["--resolv-conf=bind-host", "--directory", str(tree)]
    subprocess.run(
        [*container, *_lent(), *command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        timeout=_PATIENCE_S["provision"],
    )


def _lent() -> Iterator[str]:
    """Laid in the container's own /run, so that nothing of it stays in the tree."""
    for name, usual in _LENT.items():
        file = os.environ.get(name, usual)
        if Path(file).is_file():
            yield f"--bind-ro={file}:/run/lent/{name}"
            yield f"--setenv={name}=/run/lent/{name}"
    for name in _LENT_TOO:
        if name in os.environ:
            yield f"--setenv={name}={os.environ[name]}"


@contextmanager
def _no_service_starts(tree: Path) -> Iterator[None]:
    """In a tree there is nobody to run a service that a package wants to start (Debian policy)."""
    policy = tree / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()


def _make_bare(folder: Path, said: IO[bytes]) -> None:
    with TemporaryDirectory(prefix="tafelronde-bare-", dir=folder) as place:
        files, tree = Path(place) / "files", Path(place) / "tree"
        for name, text in _BARE_FILES.items():
            (files / name).parent.mkdir(parents=True, exist_ok=True)
            (files / name).write_text(text)
        sources = Path(place) / "debian.sources"
        sources.write_text(_SOURCES.format(suite=SUITE))
        lay = f'copy-in "{files}/etc" /'
        call = ["mmdebstrap", "--mode=root", "--variant=important", *_lean()]
        call += [f"--include={','.join(_PACKAGES)}", f"--setup-hook={lay}"]
        call += [f"--customize-hook={lay}", SUITE, str(tree), str(sources)]
        _run(call, said)
        (newest,) = sorted((tree / "boot").glob("vmlinuz-*"))
        shutil.copy(newest, folder / "kernel")
        shutil.copy(str(newest).replace("vmlinuz-", "initrd.img-"), folder / "initrd")
        image = folder / "disk.ext4"
        with image.open("wb") as made:
            made.truncate(_SIZE_BYTES)
        _run(["mke2fs", "-q", "-t", "ext4", "-d", str(tree), "-L", "room", str(image)], said)


def _lean() -> list[str]:
    """Nobody reads a manual in the machine."""
    unread = ("man", "doc", "locale")
    return [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in unread]


def _run(call: Sequence[str], said: IO[bytes]) -> None:
    subprocess.run(
        call, check=True, stdout=said, stderr=subprocess.STDOUT, timeout=_PATIENCE_S["bare"]
    )


def _kept(kind: str, key: str, log: Path, make: Callable[[Path, IO[bytes]], None]) -> Disk:
    """The disk of this kind and key, made only if it is not there. One maker at a time."""
    home = _home()
    folder = home / f"{kind}-{key}"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            partial = folder.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            with (log / f"{kind}.log").open("wb") as said:
                make(partial, said)
            partial.rename(folder)
        os.utime(folder)
        _forget(home, kind)
    return Disk(folder)


def _home() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "tafelronde" / "machine"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _forget(home: Path, kind: str) -> None:
    """Only the disks that were used last stay."""
    by_use = sorted(home.glob(f"{kind}-*"), key=lambda folder: folder.stat().st_mtime)
    for old in by_use[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _contents(folder: Path) -> Iterator[str]:
    """Every name, right and byte, in one order."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            told = hashlib.sha256(file.read_bytes()).hexdigest()
            yield f"{file.relative_to(folder)} {file.stat().st_mode:o} {told}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
