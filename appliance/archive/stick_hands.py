"""What is done to a stick as a whole: closed, opened again, and switched off.

On a box and on most Linux machines udisks2 does it, asked by its own program `udisksctl`. Where it
is not there, or may not, a stick stays as somebody else opened it, and that is told. Knows nothing
of what lies on a stick.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Final, Protocol

from .mounts import read_mounts
from .sticks import Stick

SAFELY: Final = "nosuid,nodev,noexec"
"""As `sticks.SAFE`: nothing on a stick may gain rights, be a device or be run."""

PATIENCE_S: Final = 300.0
"""Closing a slow stick waits until it has written everything."""

TRIES: Final = 5
PAUSE_S: Final = 1.0
"""Somebody may be looking how full the stick is just when it is to be closed."""

_BLOCKS: Final = Path("/sys/class/block")


class Hands(Protocol):
    """How a stick is closed and switched off here. Each of these may wait for the stick."""

    def is_there(self, stick: Stick) -> bool:
        """Whether it is still in the machine."""

    def reopen(self, stick: Stick, *, is_read_only: bool) -> Path | None:
        """Close it and open it again; its folder, or None where it could not be closed.

        Raises OSError when it was closed and cannot be opened.
        """

    def switch_off(self, stick: Stick) -> bool:
        """Close it and take its power; whether it may be taken out."""


class Untouched:
    """Hands that can do nothing: somebody else opened the stick and has to close it."""

    def is_there(self, stick: Stick) -> bool:
        """Whether its folder is still there."""
        return Path(stick.folder).is_dir()

    def reopen(self, stick: Stick, *, is_read_only: bool) -> Path | None:
        """Nothing."""
        return None

    def switch_off(self, stick: Stick) -> bool:
        """Nothing."""
        return False


class Udisks:
    """udisks2's hands."""

    def __init__(
        self,
        ask: Callable[..., bool] | None = None,
        find: Callable[[str], Path | None] | None = None,
        blocks: Path = _BLOCKS,
    ) -> None:
        """`ask` runs one act of udisksctl; `find` tells where a device is mounted."""
        self._ask = ask or _udisksctl
        self._find = find or _folder_of
        self._blocks = blocks
        self._pause = Event()

    def is_there(self, stick: Stick) -> bool:
        """Whether the kernel still has it."""
        return (self._blocks / Path(stick.device).name).exists()

    def reopen(self, stick: Stick, *, is_read_only: bool) -> Path | None:
        """Unmount and mount."""
        if not self._close(stick):
            return None
        how = f"ro,{SAFELY}" if is_read_only else SAFELY
        folder = self._find(stick.device) if self._act("mount", stick, "--options", how) else None
        if folder is None:
            raise OSError(f"{stick.device} was closed and cannot be opened again")
        return folder

    def switch_off(self, stick: Stick) -> bool:
        """Unmount and power off; a stick that is closed and keeps its power may be taken too."""
        if not self._close(stick):
            return False
        self._act("power-off", stick)
        return True

    def _close(self, stick: Stick) -> bool:
        for _ in range(TRIES):
            if self._find(stick.device) is None or self._act("unmount", stick):
                return True
            if not self.is_there(stick):
                return False
            self._pause.wait(PAUSE_S)
        return False

    def _act(self, act: str, stick: Stick, *how: str) -> bool:
        return self._ask(act, "--block-device", stick.device, "--no-user-interaction", *how)


def hands() -> Hands:
    """The hands that this machine has."""
    return Udisks() if shutil.which("udisksctl") else Untouched()


def _udisksctl(*words: str) -> bool:
    try:
        done = subprocess.run(
            ["udisksctl", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _folder_of(device: str) -> Path | None:
    found = [mount.folder for mount in read_mounts() if mount.source == device]
    return found[-1] if found else None
