"""The pictures of one conference as files, each named by the digest of its bytes.

A picture is never written over and never taken away: an act that is undone may show it again. What
no slide shows stays on this box, with the conference; it goes along in no file.
"""

import hashlib
import os
import re
from pathlib import Path
from typing import Final

from appliance.archive.placing import place

from .apart import Picture, remade

NAME: Final = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|webp)")


class Shelf:
    """The folder with the pictures. May be used from any thread."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first picture comes."""
        self._folder = folder

    def take(self, file: str, content: bytes) -> str:
        """Keep what somebody chose; its name. Raises PictureTrouble, OSError."""
        picture = remade(file, content)
        self.keep(picture)
        return picture.name

    def keep(self, picture: Picture) -> None:
        """Keep a picture; once this returns it is on the disk. May be repeated. Raises OSError."""
        if NAME.fullmatch(picture.name) is None:
            raise ValueError("not the name of a picture")
        target = self._folder / picture.name
        if target.is_file() and _digest(target) == picture.name.partition(".")[0]:
            return
        self._make()
        place(target, picture.content)

    def find(self, name: str) -> Path | None:
        """The file of a picture, or None for every name that is not one here."""
        target = self._folder / name
        is_here = NAME.fullmatch(name) is not None and not target.is_symlink() and target.is_file()
        return target if is_here else None

    def _make(self) -> None:
        if self._folder.is_dir():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self._folder.parent.stat()
        if os.geteuid() == 0 != owner.st_uid:
            os.chown(self._folder, owner.st_uid, owner.st_gid)
        parent = os.open(self._folder.parent, os.O_RDONLY)
        try:
            os.fsync(parent)
        finally:
            os.close(parent)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
