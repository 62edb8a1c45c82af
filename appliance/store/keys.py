"""The keys that lock owners: one file per activity, on disk before first use, destroyed at sealing.

Knows files of random bytes; what they lock is `codec`'s to know. A key belongs to one journal, so
that the keys of a practice are strangers to what comes after it.
"""

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from . import disk

_BYTES: Final = 32
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_FILE_NAME: Final = re.compile(r"[a-z0-9_%-]+\.[a-z0-9]+")


class Keys:
    """The keys of one journal."""

    def __init__(self, folder: Path, journal: str) -> None:
        """`journal` is the id of the journal that they belong to."""
        self._folder = folder
        self._ending = f".{journal}"
        self._known: dict[str, bytes] = {}

    def find(self, activity: str) -> bytes | None:
        """The key of this activity, or None where there is none."""
        if activity not in self._known:
            key = _read(self._path(activity))
            if key is None:
                return None
            self._known[activity] = key
        return self._known[activity]

    def find_or_make(self, activity: str) -> bytes:
        """The key of this activity; a new one is on the disk when this returns."""
        key = self.find(activity)
        if key is None:
            disk.make_folder(self._folder)
            key = secrets.token_bytes(_BYTES)
            disk.replace(self._path(activity), [key.hex().encode()])
            self._known[activity] = key
        return key

    def has_file(self, activity: str) -> bool:
        """Whether there is still a file, with a key in it or what `overwrite` left."""
        return self._path(activity).exists()

    def overwrite(self, activity: str) -> None:
        """End this key for good; the file stays as a sign that work is left. May be repeated."""
        self._known.pop(activity, None)
        disk.overwrite(self._path(activity))

    def remove(self, activity: str) -> None:
        """Take the file away. May be repeated."""
        disk.remove(self._path(activity))

    def destroy_strangers(self) -> None:
        """End every key of another journal, and what is left of one that was never finished."""
        for path in sorted(self._folder.glob("*")):
            if not path.name.endswith(self._ending):
                disk.overwrite(path)
                disk.remove(path)

    def _path(self, activity: str) -> Path:
        return self._folder / (_file_name(activity) + self._ending)


def _read(path: Path) -> bytes | None:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    return key if len(key) == _BYTES else None


def _file_name(activity: str) -> str:
    # An id may hold anything, and some disks take "A" and "a" for one name.
    return "".join(c if c in _PLAIN else "".join(f"%{b:02x}" for b in c.encode()) for c in activity)


def kept(folder: Path) -> dict[str, bytes]:
    """The keys that are whole, by the names of their files; for a spare copy of them.

    A file that was overwritten, as at sealing, is none.
    """
    found = {path.name: _read(path) for path in sorted(folder.glob("*"))}
    return {name: key for name, key in found.items() if key is not None and is_file_name(name)}


def put_back(folder: Path, keys: Mapping[str, bytes]) -> None:
    """Put keys that `kept` told into the folder of another machine, before its journal is there."""
    disk.make_folder(folder)
    for name, key in keys.items():
        if is_file_name(name) and len(key) == _BYTES:
            disk.replace(folder / name, [key.hex().encode()])


def is_file_name(name: str) -> bool:
    """Whether a file of keys can be called so."""
    return bool(_FILE_NAME.fullmatch(name))
