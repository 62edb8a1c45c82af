"""Where on a stick spare copies are: found, chosen for a new one, and wiped."""

from pathlib import Path
from typing import Final

from appliance.archive.placing import sync_folder

from . import layout, stick_files
from .copy import Origin
from .journal_copy import goes_back_to
from .layout import PREFIX, Told, folder_name, read_told
from .trouble import SpareTrouble

_NUMBERS_MOST: Final = 100


def copies_on(root: Path) -> list[Path]:
    """The folders at the top of a stick that may hold a copy; none where it is gone."""
    try:
        found = sorted(root.glob(f"{PREFIX}*"))
    except OSError:
        return []  # pulled out while it was looked at
    return [folder for folder in found if folder.is_dir() and not folder.is_symlink()]


def told_of(folder: Path) -> Told | None:
    """Which copy it is; None also where a newer program keeps it."""
    try:
        return read_told(folder)
    except SpareTrouble:
        return None


def place_on(root: Path, conference: str, origin: Origin) -> Path:
    """The folder for a copy of this: what another box knows more of is never written over.

    Raises SpareTrouble, OSError.
    """
    for number in range(1, _NUMBERS_MOST):
        folder = root / folder_name(conference, number)
        if not folder.is_symlink() and (not folder.exists() or _may_go_on_in(folder, origin)):
            return folder
    raise SpareTrouble("full")


def wipe_all(folder: Path) -> None:
    """Wipe a copy with its folder. Raises OSError."""
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        elif file.is_symlink():
            file.unlink()
        else:
            stick_files.wipe(file)
    folder.rmdir()
    sync_folder(folder.parent)


def _may_go_on_in(folder: Path, origin: Origin) -> bool:
    told = told_of(folder)
    if told is None:
        return False
    if told.device == origin.device:
        return True
    journal = folder / layout.JOURNAL
    return not journal.exists() or goes_back_to(origin.journal, journal)
