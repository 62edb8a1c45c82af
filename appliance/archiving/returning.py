"""A box without a conference goes on from an archive that somebody brings, and starts anew with it.

Joins restoring and the box that serves: it holds the folder, so nobody else begins anything there.
"""

import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import Opening
from appliance.archive.sticks import Stick

from .restoring import WRITING, restore

ON_A_STICK_MOST: Final = 20
_NAMES: Final = ("tafelronde-*.zip", "tafelronde-*.zip.age")


class Returning:
    """May be used from any thread; of two who bring an archive, one waits and is refused."""

    def __init__(
        self,
        data: Path,
        is_empty: Callable[[], bool],
        sticks: Callable[[], Iterable[Stick]],
        begin_again: Callable[[], None],
    ) -> None:
        """`data` is the folder that the box serves, `is_empty` whether it has no conference yet."""
        self._data, self._is_empty = data, is_empty
        self._sticks, self._begin_again = sticks, begin_again
        self._lock = threading.Lock()
        self._is_done = False

    def on_sticks(self) -> list[tuple[str, str]]:
        """The archives at the top of the sticks in the box: path and name."""
        folders = [Path(stick.folder) for stick in self._sticks() if stick.folder]
        found = [
            sorted(file for name in _NAMES for file in folder.glob(name))[:ON_A_STICK_MOST]
            for folder in folders
        ]
        return [(str(file), file.name) for files in found for file in files]

    def from_file(self, file: IO[bytes], passphrase: str) -> None:
        """Go on from what somebody sent. Raises as `restore`."""
        with TemporaryDirectory(dir=self._data, prefix=WRITING) as scratch:
            kept = Path(scratch) / "brought"
            with kept.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            self._go_on(kept, passphrase)

    def from_stick(self, path: str, passphrase: str) -> None:
        """The same of an archive on a stick; of no other path. Raises as `restore`."""
        if path not in (told for told, _ in self.on_sticks()):
            raise BagTrouble("no_archive")
        self._go_on(Path(path), passphrase)

    def _go_on(self, file: Path, passphrase: str) -> None:
        with self._lock:
            if self._is_done or not self._is_empty():
                raise BagTrouble("has_conference_here")
            restore(file, self._data, Opening(passphrase), is_held=True)
            self._is_done = True
        self._begin_again()
