"""Why a copy is not in the cloud, or not yet: one sentence each, with what to do."""

from collections.abc import Mapping
from typing import Final

REFUSALS: Final[Mapping[str, str]] = {
    "bad_address": (
        "This is no address of a place for files. "
        "Copy it from the cloud: it begins with https:// and a name."
    ),
    "not_https": (
        "An address that begins with http:// can be read by others on the way. "
        "Use the one that begins with https://."
    ),
    "no_link": (
        "This is no public link. Make one at the folder in the cloud that lets others upload and "
        "edit, and copy all of it: it has /s/ in it."
    ),
    "lacking_user": "Fill in the name to sign in with too.",
    "lacking_password": "Fill in the password too.",
    "lacking_bucket": "Fill in the name of the bucket too.",
    "lacking_key": "Fill in both keys, the access key and the secret key.",
    "offline": (
        "{host} cannot be found: there is no internet here now, or there is a slip in the address. "
        "Give the box internet, by cable or Wi-Fi."
    ),
    "unreachable": ("{host} does not answer. Is the address right, and is there internet here?"),
    "broken": "The line to {host} broke. The next attempt sends this file from its start.",
    "not_safe": (
        "{host} speaks no https, so nothing was sent. Look at the address, also at its number "
        "behind the colon."
    ),
    "clock": (
        "The clock of the box stands at {box_time}, but in the cloud it is {cloud_time}. No safe "
        "line can be made like that. Set the clock at the page of the box."
    ),
    "unproven": (
        "{host} cannot prove who it is, so nothing was sent. Is this the Wi-Fi of a venue that "
        "wants you to sign in first? Do that, or use another one. Else ask whoever runs the cloud."
    ),
    "unproven_name": (
        "What answers is not {host} but another, so nothing was sent. "
        "Look whether there is a slip in the address."
    ),
    "unproven_date": (
        "The proof with which {host} says who it is has run out, so nothing was sent. "
        "Tell whoever runs the cloud."
    ),
    "elsewhere": (
        "{host} sends us on to {where}, so nothing was sent. Is it the Wi-Fi of a venue that wants "
        "you to sign in first? Do that. Else copy the address from the cloud once more."
    ),
    "sign_in_page": (
        "{host} shows a page to read where the file should be, as one does that wants you to sign "
        "in. Use the address for programs (WebDAV), with an app password."
    ),
    "login": (
        "{host} does not take the name and password. "
        "Make a new app password in the cloud and fill it in again."
    ),
    "login_link": (
        "{host} does not let us in with this link. Has it run out, or does it have a password? "
        "Make a new one that lets others upload and edit."
    ),
    "login_key": (
        "{host} does not take these keys. Make new ones in the cloud and fill them in again."
    ),
    "forbidden": (
        "These rights are not enough for this place. "
        "Ask whoever runs the cloud for the right to write, read and remove."
    ),
    "write_only": (
        "Files can be put there but not read back, so nobody could say that they arrived whole. "
        "Give the link the right to view too: choose “upload and edit”."
    ),
    "no_folder": ("This folder is not there. Make it in the cloud first, or mend the address."),
    "no_bucket": "There is no bucket “{bucket}” there. Make it first, or mend its name.",
    "region": (
        "The bucket “{bucket}” is in another region. Fill in the region that the cloud tells."
    ),
    "no_files": (
        "There is no place for files at this address. Copy the one for programs: at Nextcloud and "
        "SURFdrive it has /remote.php/dav/files/ in it."
    ),
    "full": "There is no room left in the cloud. Make room there, and try again.",
    "too_large": (
        "The cloud takes no file of {size} MB. Ask whoever runs it to allow that, or make an "
        "archive without pictures."
    ),
    "busy": "{host} is too busy, or being repaired. It takes no file for now.",
    "refused": (
        "{host} did not do it when asked: it says {status}. "
        "If that goes on, tell whoever runs the cloud this number."
    ),
    "missing": (
        "{host} said that it took the file, but it is not there. It does not count as a copy. "
        "If it goes on, choose another place."
    ),
    "truncated": (
        "{host} said that it took the file, but holds only a part of it. It does not count as a "
        "copy. If it goes on, choose another place."
    ),
    "altered": (
        "{host} said that it took the file, but what it holds is not the same. It does not count "
        "as a copy. If it goes on, choose another place."
    ),
    "file_gone": (
        "The file is no longer on the box. Stop this copy, make the archive again, and begin anew."
    ),
    "file_changed": (
        "The file is no longer the one that you saw and agreed to, so it was not sent. "
        "Stop this copy and begin anew."
    ),
    "no_file": "Choose what goes along.",
    "full_unasked": (
        "In a full archive everybody can be recognised. Tick that you want that, or leave it out."
    ),
    "not_closed": "Nothing leaves the box before the conference is closed. Close it first.",
    "not_seen": "This page was open for too long. Fill it in once more.",
    "under_way": "Another copy is under way. Wait for it or stop it first.",
    "no_opendal": (
        "This box lacks what S3 needs. Use WebDAV or a public link, or ask whoever looks after the "
        "box to add the extra “cloud”."
    ),
    "disk": "The box cannot write down how far it is. Make room on its disk.",
    "unexpected": (
        "Something went wrong, and it is not you. If it goes on, mention number {number}."
    ),
}
"""The sentences by code; braces hold the values."""

FOR_A_PERSON: Final = frozenset(
    {
        *("login", "login_link", "login_key", "forbidden", "write_only"),
        *("no_folder", "no_bucket", "region", "no_files", "sign_in_page", "not_safe"),
        *("unproven_name", "full", "too_large"),
        *("file_gone", "file_changed", "no_opendal"),
    }
)
"""Those that do not pass by waiting: trying on would only lock an account."""

LIES: Final = frozenset({"missing", "truncated", "altered"})
"""Those of a cloud that says it took what it did not keep."""


class CloudTrouble(Exception):
    """Why it is not there; `code` is one of REFUSALS. The values hold nothing that is secret."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(REFUSALS[code].format(**values))
        self.code = code
        self.values = values

    @property
    def is_lie(self) -> bool:
        """Whether the cloud said that it took what it did not keep."""
        return self.code in LIES
