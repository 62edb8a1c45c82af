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
    "an_archive": (
        "This file is an archive, not a conference that goes along. Nothing was changed. "
        "To go on from it, type on the other computer: tafelronde restore FILE"
    ),
    "a_conference": (
        "This file is a conference that goes along, not an archive. Nothing was changed. "
        "Bring it in under Prepare, or type: tafelronde import FILE"
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
    "no_archive": (
        "This file is no archive that Tafelronde made. "
        "Choose one whose name begins with tafelronde- and ends in .zip or .zip.age."
    ),
    "needs_passphrase": "This archive is locked with a passphrase. Type the passphrase.",
    "wrong_passphrase": (
        "This passphrase does not open the archive. "
        "Capitals and spaces count. Look it up and type it again."
    ),
    "needs_identity": (
        "This archive is locked for who has an age key. "
        "Point to the file with that key: --identity FILE"
    ),
    "no_identity": (
        "There is no age key in the file that was pointed to. "
        "Point to the file in which a line begins with AGE-SECRET-KEY-1."
    ),
    "wrong_identity": (
        "This key does not open the archive, or the archive was damaged on its way. "
        "Take the key for which it was made, or copy the archive once more."
    ),
    "needs_key_here": (
        "This archive is locked for who has an age key. Nothing was changed. "
        "Choose the archive again, and give the secret key with it."
    ),
    "no_key_here": (
        "This is no secret key of age. Nothing was changed. "
        "It is a line that begins with AGE-SECRET-KEY-1, and stands in the file with the key."
    ),
    "no_room_here": (
        "The box has too little free space for this file. Nothing was changed. "
        "Make room on the box, or use another one."
    ),
    "no_age_key": "This is no age public key. It is one line that begins with age1.",
    "short_passphrase": (
        "This passphrase is easily guessed. Take at least {least} characters: four words, say."
    ),
    "plain_passphrase": (
        "Use letters without accents, digits, spaces and signs on the keyboard. "
        "Other programs write accents otherwise, and would not open the archive."
    ),
    "no_pyzipper": (
        "What locks with a passphrase is not installed on this machine. "
        "Install it: pip install pyzipper"
    ),
    "no_pyrage": (
        "What locks with an age key is not installed on this machine. "
        "Install it: pip install pyrage"
    ),
    "not_looked_at": (
        "Not all names and numbers that were found were looked at yet. "
        "Cover personal details first, then make the copy to share."
    ),
    "archive_stopped": (
        "Making the archive stopped halfway, and nothing of it was left behind. "
        "Make it once more. Does it stop again? Tell the organiser of the box."
    ),
    "no_space": (
        "There is too little space for the archive: it needs {needed} MB, and {free} MB are free. "
        "Nothing was written. Remove an older archive, or make room."
    ),
    "disk_full": (
        "The disk became full while the archive was made. Nothing of it was left behind. "
        "Remove an older archive, or make room, and begin again."
    ),
    "no_conference": "No conference is loaded yet, so there is nothing to put into an archive.",
    "journal_altered": (
        "The journal in this archive was altered at line {line}. Nothing was changed here. "
        "Everything before that line is as it was written. Take another copy of the archive."
    ),
    "head_unknown": (
        "The journal in this archive is not the one with this head. "
        "Compare the head with what was written down at closing, or take another copy."
    ),
    "told_otherwise": (
        "What “{name}” says of this archive does not fit what is in it. Nothing was changed here. "
        "Take another copy of the archive."
    ),
    "not_to_go_on": (
        "This is an archive to share: names are covered, so nobody can go on from it. "
        "Take the full archive."
    ),
    "has_conference": (
        "There is a conference in this folder already, and it stays. "
        "Choose an empty folder: --data FOLDER"
    ),
    "has_conference_here": (
        "There is a conference on this box already, and it stays. "
        "Go on from the archive on another box."
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
