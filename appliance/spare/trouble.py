"""What can be wrong with a spare copy, and what to do about it."""

import errno
from typing import Final

TROUBLES: Final = {
    "no_stick": "This stick is not in the box any more. Put it back in, and choose it again.",
    "no_conference": "No conference is loaded yet. Load it first, and keep a spare copy then.",
    "no_lock": "What locks the spare copy is not installed. Ask who prepared the box: {typed}",
    "full": (
        "The stick with the spare copy is full. Make room on it, or keep the copy on another one."
    ),
    "read_only": (
        "Nothing can be written to the stick with the spare copy. Push back its small switch, "
        "or keep the copy on another one."
    ),
    "not_allowed": (
        "The box may not write on this stick: it was made for another computer. "
        "Take another one, or format this one on a computer with exFAT."
    ),
    "device": (
        "The stick does not take the spare copy. Take it out and put it in again. "
        "Does this stay so? Keep the copy on another one."
    ),
    "ahead": (
        "The spare copy has more than the box: the disk of the box lost something. Nothing on this "
        "stick is changed. Keep it safe, and call who prepared the box."
    ),
    "not_a_spare": "There is no spare copy in {folder}. It begins with tafelronde-spare-.",
    "several": "There are several spare copies: {names}. Name the one to go on from.",
    "newer": "A newer Tafelronde made this spare copy. Update first.",
    "taken": (
        "There is a conference in {folder} already. Nothing was changed. "
        "Choose an empty folder with --data."
    ),
    "wrong_passphrase": (
        "This passphrase does not open the keys. Nothing was changed. Type it once more, "
        "or go on without it: --without-passphrase"
    ),
    "no_keys": (
        "The keys of this spare copy cannot be read. Nothing was changed. "
        "Go on without them: --without-passphrase"
    ),
}
"""By code; `typed`, `folder` and `names` are filled in."""

_CODES: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
}


class SpareTrouble(Exception):
    """There is no spare copy, or none can be kept or gone on from; `code` is one of TROUBLES."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def code_of(error: OSError) -> str:
    """What a stick's refusal comes to."""
    return _CODES.get(error.errno or 0, "device")
