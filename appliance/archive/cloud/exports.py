"""The finished archives of a conference, from which somebody chooses what goes along."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .delivering import digest_of

FOLDER: Final = "exports"

_SHAREABLE: Final = "-shareable"
_LOCKED: Final = "-locked"
_AGE: Final = ".age"
_UNFINISHED: Final = (".new", ".partial")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that may go along, as it is now: what somebody sees before saying yes."""

    name: str
    size_bytes: int
    sha256: str
    minute: int
    """When it was made, since 1970."""

    @property
    def is_full(self) -> bool:
        """Whether people can be recognised in it: unless its name says that they cannot."""
        return is_full(self.name)

    @property
    def is_locked(self) -> bool:
        """Whether it opens only with a passphrase or key."""
        return _LOCKED in self.name or self.name.endswith(_AGE)


def is_full(name: str) -> bool:
    """Whether a file with this name may hold who said what. One of an unknown kind may."""
    return _SHAREABLE not in name


class Exports:
    """The files in a folder, the newest first. Each is read whole once, until it changes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests: dict[tuple[str, int, int], str] = {}

    def offers(self) -> tuple[Offer, ...]:
        """What there is. Reads what was not read before: a second per 500 MB."""
        found = sorted(self._offers(), key=lambda offer: (-offer.minute, offer.name))
        return tuple(found)

    def _offers(self) -> Iterator[Offer]:
        for file in self.folder.glob("*.zip*"):
            if file.name.startswith(".") or file.name.endswith(_UNFINISHED) or not file.is_file():
                continue
            try:
                told = file.stat()
                key = (file.name, told.st_size, told.st_mtime_ns)
                if key not in self._digests:
                    self._digests[key] = digest_of(file)
            except OSError:
                continue  # taken away meanwhile
            yield Offer(file.name, told.st_size, self._digests[key], int(told.st_mtime) // 60)
