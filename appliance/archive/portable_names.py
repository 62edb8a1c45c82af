"""Names that every computer can have, and that stay in their folder wherever they are unpacked.

Knows names as text; asks no disk.
"""

import re
from collections.abc import Iterable
from typing import Final
from unicodedata import normalize

from .bag_trouble import BagTrouble, shown

PATH_MOST: Final = 200
"""Characters in a path. Windows takes 260 with the folder in which a file lies (MAX_PATH)."""

PART_MOST_BYTES: Final = 255
"""Of one part in UTF-8: what ext4 and macOS take (NAME_MAX)."""

_UNFIT: Final = frozenset('<>:"|?*%;')
"""Windows has most for itself; a manifest writes % in two ways (RFC 8493, 2.1.3), and unzip takes
what follows ; for the version of a file and leaves it out."""

_DRIVE: Final = re.compile(r"(^|/)[a-z]:", re.IGNORECASE)

_DEVICES: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?", re.IGNORECASE
)
"""What Windows opens as a device in any folder, whatever follows the dot (Naming Files, Paths, and
Namespaces, Microsoft Learn)."""


def check_paths(paths: Iterable[str]) -> None:
    """Let these files lie beside each other on any computer. Raises BagTrouble.

    Paths are in Unicode's form NFC, with `/` between their parts.
    """
    files: set[str] = set()
    folders: dict[str, str] = {}
    for path in paths:
        check_path(path)
        if _seen(path) in files:
            raise BagTrouble("same_name", name=shown(path))
        files.add(_seen(path))
        for folder in _folders(path):
            if folders.setdefault(_seen(folder), folder) != folder:
                raise BagTrouble("same_name", name=shown(path))
    if both := files & folders.keys():
        raise BagTrouble("same_name", name=shown(min(both)))


def check_path(path: str) -> None:
    """Let a path be one that leads down only, and that every computer can have.

    Raises BagTrouble.
    """
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or "\\" in path or _DRIVE.search(path):
        raise BagTrouble("leads_out", name=shown(path))
    if len(path) > PATH_MOST or not all(map(_is_fit, parts)):
        raise BagTrouble("unfit_name", name=shown(path))


def composed(path: str) -> str:
    """The path in Unicode's form NFC: macOS takes é apart, and means the same file."""
    return normalize("NFC", path)


def _is_fit(part: str) -> bool:
    return (
        part not in ("", ".")
        and part.isprintable()
        and not _UNFIT & set(part)
        and not part.endswith((".", " "))
        and not _DEVICES.fullmatch(part)
        and len(part.encode()) <= PART_MOST_BYTES
        and part == composed(part)
    )


def _seen(path: str) -> str:
    """As a computer sees it that does not tell capitals from small letters."""
    return composed(composed(path).casefold())


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")[:-1]
    return ("/".join(parts[: n + 1]) for n in range(len(parts)))
