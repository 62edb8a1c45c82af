"""What can go wrong between a finished file and a stick, and what to do about it."""

import errno
from typing import Final

TROUBLES: Final = {
    "gone": "The stick was not finished. Everything is still on the box. Put the stick back in.",
    "full": (
        "The file does not fit on the stick: it takes {needed} MB, and {free} MB is free. "
        "Make room on it, or take another one."
    ),
    "too_large": (
        "No file of 4 GB or more fits on a stick with FAT. Take a stick with exFAT, "
        "or format this one so on a computer."
    ),
    "read_only": (
        "Nothing can be written to this stick. Push back its small switch, or take another one."
    ),
    "not_allowed": (
        "The box may not write on this stick: it was made for another computer. "
        "Take another one, or format this one on a computer with exFAT."
    ),
    "no_stick": "This stick is not in the box any more. Put it back in, and choose it again.",
    "no_file": "This file is not on the box any more. Make the archive again.",
    "file_differs": (
        "The file on the box is not what it was when it was made. Make the archive again."
    ),
    "stick_differs": (
        "What the stick gives back is not what was written to it. It was taken off the stick. "
        "Do not use this stick any more; take another one."
    ),
    "unread": (
        "The file is on the stick, but the box could not open the stick again to check it. "
        "Take the stick out and put it in again."
    ),
    "device": "The stick does not take what is written to it. Take another one.",
    "stopped": "The box was stopped while it wrote. What is half done does not count.",
}
"""By code. What is tried again starts from the beginning."""

_CODES: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "too_large",
    errno.EROFS: "read_only",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
}


class StickTrouble(Exception):
    """It did not come to a good end; `code` is one of TROUBLES."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def of(error: OSError) -> StickTrouble:
    """The same, told by the operating system about a stick that is still there."""
    return StickTrouble(_CODES.get(error.errno or 0, "device"))
