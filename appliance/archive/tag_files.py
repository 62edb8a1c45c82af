"""The tag files of a bag as text: what the BagIt File Packaging Format has (RFC 8493, version 1.0).

Knows neither zips nor disks.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .bag_trouble import BagTrouble, shown
from .portable_names import check_path, composed

DECLARATION: Final = "bagit.txt"
ABOUT: Final = "bag-info.txt"
FETCH: Final = "fetch.txt"
PAYLOAD: Final = "data/"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of bag of ours: by which sums it is checked, and where it says its format.

    `algorithm` is one of hashlib's. `format` numbers what is in the bag, and where: a reader
    refuses a higher one. `mistaken` is the refusal where another kind was wanted.
    """

    algorithm: str
    label: str
    format: int
    mistaken: str

    @property
    def manifest(self) -> str:
        """The file with the sums of the payload."""
        return f"manifest-{self.algorithm}.txt"

    @property
    def tag_manifest(self) -> str:
        """The file with the sums of the tag files."""
        return f"tagmanifest-{self.algorithm}.txt"

    @property
    def digits(self) -> int:
        """How many a sum has, in hexadecimal."""
        return 2 * hashlib.new(self.algorithm).digest_size


CONFERENCE: Final = Form("sha256", "Tafelronde-Format", 1, "a_conference")
"""A conference that goes along to another machine."""
ARCHIVE: Final = Form("sha512", "Tafelronde-Archive-Format", 1, "an_archive")
"""What is kept of one: SHA-512 is what the standard prefers (2.4)."""
FORMS: Final = (CONFERENCE, ARCHIVE)

OXUM_LABEL: Final = "Payload-Oxum"
"""How many bytes in how many files, such as 4711.3 (2.2.2)."""

DECLARED: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

_FORMAT: Final = re.compile(r"[1-9][0-9]{0,8}")
_LINE: Final = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?([^ \t*].*)")


def manifest(digests: Mapping[str, str]) -> str:
    """The text of a manifest: sums in hexadecimal by path, in the order of the paths (2.1.3)."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def read_manifest(name: str, text: str, digits: int) -> Mapping[str, str]:
    """The digests by path in form NFC. Raises BagTrouble for what is no manifest."""
    digests: dict[str, str] = {}
    for line in _lines(text):
        found = _LINE.fullmatch(line)
        path = composed(found[2]) if found else ""
        if found is None or len(found[1]) != digits or path in digests:
            raise BagTrouble("altered", name=name)
        check_path(path)
        digests[path] = found[1].lower()
    return digests


def about(members: Mapping[str, str]) -> str:
    """The text of bag-info.txt: one line per label (2.2.2), whatever a value holds."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in members.items())


def read_about(text: str, form: Form) -> Mapping[str, str]:
    """The values by label. Raises BagTrouble for what is not from a Tafelronde as new as this."""
    members: dict[str, str] = {}
    label = ""
    for line in _lines(text):
        if line[:1] in (" ", "\t") and label:
            members[label] += f" {line.strip()}"
            continue
        label, colon, value = line.partition(":")
        if not colon or label in members:
            raise BagTrouble("not_a_bag")
        members[label] = value.strip()
    _check_format(members.get(form.label, ""), form.format)
    return members


def check_declaration(text: str) -> None:
    """Let the bag be of the version and encoding that are read here. Raises BagTrouble."""
    if _lines(text) != _lines(DECLARED):
        raise BagTrouble("not_a_bag")


def check_listed(digests: Mapping[str, str], listed: Mapping[str, str]) -> None:
    """Let what is there be what is listed, to the letter (3). Raises BagTrouble."""
    for path in sorted(listed.keys() | digests.keys()):
        if path not in digests:
            raise BagTrouble("missing", name=shown(path))
        if path not in listed:
            raise BagTrouble("extra", name=shown(path))
        if digests[path] != listed[path]:
            raise BagTrouble("altered", name=shown(path))


def _check_format(told: str, known: int) -> None:
    if not _FORMAT.fullmatch(told):
        raise BagTrouble("not_a_bag")
    if int(told) > known:
        raise BagTrouble("newer")


def _lines(text: str) -> list[str]:
    """The lines that hold something; each may end as on Unix or on Windows (2.1.3)."""
    return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
