"""Why a Tafelronde file is not taken, or not made: one sentence each, with what to do."""

from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "not_a_zip": (
        "This is no Tafelronde file. "
        "Choose the file that Tafelronde made: its name ends in .tafelronde."
    ),
    "not_a_bag": (
        "Tafelronde did not make this file. "
        "Choose the file that Tafelronde made: its name ends in .tafelronde."
    ),
    "newer": (
        "A newer Tafelronde made this file. Nothing was changed. "
        "Update Tafelronde here first, then choose the file again."
    ),
    "truncated": (
        "This file is not whole: its end is missing. Nothing was changed. "
        "Download or copy it once more."
    ),
    "damaged": (
        "This file was damaged on its way. Nothing was changed. Download or copy it once more."
    ),
    "altered": (
        "“{name}” in this file is not as it was packed. Nothing was changed. "
        "Download or copy the file once more."
    ),
    "missing": (
        "“{name}” is missing from this file. Nothing was changed. "
        "Download or copy the file once more."
    ),
    "extra": (
        "“{name}” was put into this file afterwards. Nothing was changed. "
        "Use the file as Tafelronde made it."
    ),
    "repacked": (
        "Another program has packed this file in a way of its own. Nothing was changed. "
        "Use the file as Tafelronde made it."
    ),
    "locked": (
        "This file is locked with a password. Nothing was changed. "
        "Use the file as Tafelronde made it."
    ),
    "leads_out": (
        "“{name}” in this file leads to a place outside of it. Nothing was changed. "
        "Do not use this file; ask who made it for another one."
    ),
    "unfit_name": (
        "Not every computer can keep a file with the name “{name}”. "
        "Give it a short name of letters, digits and hyphens, and pack it again."
    ),
    "same_name": (
        "For some computers, “{name}” has the same name as another file beside it. "
        "Give one of them another name, and pack them again."
    ),
    "no_picture": (
        "“{name}” in this file is not a picture that a big screen can show. Nothing was changed. "
        "Use the file as Tafelronde made it."
    ),
    "fetches": (
        "This file wants to get a part of itself from elsewhere. Nothing was changed. "
        "Ask for a file with everything in it."
    ),
    "too_many": (
        "More than {most} files are too many for one Tafelronde file. "
        "Leave some out, and pack it again."
    ),
    "too_large": (
        "“{name}” is too large: a Tafelronde file takes files of {one} MB, and {all} MB together. "
        "Make it smaller or leave it out, and pack it again."
    ),
    "swells": (
        "“{name}” in this file grows far too much when it is unpacked. Nothing was changed. "
        "Do not use this file; ask who made it for another one."
    ),
    "unreadable": (
        "This file can no longer be read. Nothing was changed. "
        "Is it on a stick? Leave the stick in until all is done, and begin again."
    ),
    "unwritten": (
        "What was written cannot be read back as it was. "
        "Take another stick or disk, and begin again."
    ),
}
"""The sentences by code; braces hold the values."""

_NAME_MOST: Final = 60


class BagTrouble(Exception):
    """A file that is not taken, or could not be made; `code` is one of REFUSALS."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values


def shown(name: str) -> str:
    """A name as it may stand in a sentence: whoever made the file can have called it anything."""
    plain = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name
    )
    return plain if len(plain) <= _NAME_MOST else f"{plain[: _NAME_MOST - 1]}…"
