"""What bag-info.txt says of an archive, and how it is read again.

Every label is a line that a person can read (RFC 8493, 2.2.2); `verify` holds what is in the
archive against them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.tag_files import ABOUT

FULL: Final = "full"
SHAREABLE: Final = "shareable"
KINDS: Final = (FULL, SHAREABLE)

CLOSED: Final = "closed"
SNAPSHOT: Final = "snapshot"
PRACTICE: Final = "practice"
STATES: Final = (CLOSED, SNAPSHOT, PRACTICE)
"""Of the conference: closed, under way (so that more may come), or only practice."""

_KIND: Final = "Tafelronde-Kind"
_STATE: Final = "Tafelronde-State"
_TITLE: Final = "External-Description"
_DATE: Final = "Tafelronde-Conference-Date"
_BOX: Final = "Tafelronde-Box"
_CLOCK: Final = "Tafelronde-Clock-Source"
_HEAD: Final = "Tafelronde-Journal-Head"
_LINES: Final = "Tafelronde-Journal-Lines"
_STRUCK: Final = "Tafelronde-Journal-Struck"
_CONTRIBUTIONS: Final = "Tafelronde-Contributions"
_DOCUMENTS: Final = "Tafelronde-Documents"
_SOFTWARE: Final = "Bag-Software-Agent"
_MADE: Final = "Bagging-Date"
_CONFERENCE: Final = "External-Identifier"


@dataclass(frozen=True, slots=True)
class Told:
    """What an archive says of itself. `day` and `made` are ISO 8601 dates."""

    kind: str
    state: str
    conference: str
    title: str
    day: str
    head: str
    lines: int
    struck: int
    contributions: int
    documents: Mapping[str, int]
    box: str = ""
    clock: str = ""
    software: str = ""
    made: str = ""

    def labels(self) -> dict[str, str]:
        """The lines, but those that every bag has."""
        documents = (f"{kind}={n}" for kind, n in sorted(self.documents.items()))
        return {
            _TITLE: self.title,
            _DATE: self.day,
            _KIND: self.kind,
            _STATE: self.state,
            _BOX: self.box,
            _CLOCK: self.clock,
            _HEAD: self.head,
            _LINES: str(self.lines),
            _STRUCK: str(self.struck),
            _CONTRIBUTIONS: str(self.contributions),
            _DOCUMENTS: " ".join(documents),
        }


def read(about: Mapping[str, str]) -> Told:
    """The same from the lines of a bag. Raises BagTrouble where they make no sense."""
    about = {label: _printable(value) for label, value in about.items()}
    try:
        told = Told(
            kind=about[_KIND],
            state=about[_STATE],
            conference=about[_CONFERENCE],
            title=about[_TITLE],
            day=about[_DATE],
            box=about[_BOX],
            clock=about[_CLOCK],
            head=about[_HEAD],
            lines=int(about[_LINES]),
            struck=int(about[_STRUCK]),
            contributions=int(about[_CONTRIBUTIONS]),
            documents=_documents(about[_DOCUMENTS]),
            software=about.get(_SOFTWARE, ""),
            made=about.get(_MADE, ""),
        )
    except (LookupError, ValueError):
        raise BagTrouble("told_otherwise", name=ABOUT) from None
    if told.kind not in KINDS or told.state not in STATES:
        raise BagTrouble("told_otherwise", name=ABOUT)
    return told


def _printable(value: str) -> str:
    """As it may stand on a terminal: whoever made the file can have written anything."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value)


def _documents(line: str) -> Mapping[str, int]:
    pairs = (word.partition("=") for word in line.split())
    return {kind: int(n) for kind, _, n in pairs}
