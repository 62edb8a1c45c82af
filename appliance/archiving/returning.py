"""A box without a conference goes on from an archive that somebody brings, and starts anew with it.

Joins restoring and the box that serves: it holds the folder, so nobody else begins anything there.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import Opening
from appliance.archive.sticks import Stick

from .making import DISK_FULL
from .restoring import restore

ON_A_STICK_MOST: Final = 20
_NAMES: Final = ("tafelronde-*.zip", "tafelronde-*.zip.age")
_ON_A_PAGE: Final = {"needs_identity": "needs_key_here", "no_identity": "no_key_here"}
"""Who types no command is told of a field, not of an option."""


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

    def from_file(self, file: IO[bytes], with_: Opening) -> None:
        """Go on from what somebody sent. Raises as `restore`."""
        self._go_on(file, with_)

    def from_stick(self, path: str, with_: Opening) -> None:
        """The same of an archive on a stick; of no other path. Raises as `restore`."""
        if path not in (told for told, _ in self.on_sticks()):
            raise BagTrouble("no_archive")
        self._go_on(Path(path), with_)

    def _go_on(self, file: Path | IO[bytes], with_: Opening) -> None:
        with self._lock, _said_for_a_page():
            if self._is_done or not self._is_empty():
                raise BagTrouble("has_conference_here")
            restore(file, self._data, with_, is_held=True)
            self._is_done = True
        self._begin_again()


@contextmanager
def _said_for_a_page() -> Iterator[None]:
    try:
        yield
    except BagTrouble as trouble:
        if trouble.code not in _ON_A_PAGE:
            raise
        raise BagTrouble(_ON_A_PAGE[trouble.code]) from None
    except OSError as error:
        if error.errno not in DISK_FULL:
            raise
        raise BagTrouble("no_room_here") from None
