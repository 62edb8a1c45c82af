"""What is covered in people's texts before they are published. No record here holds a text."""

from dataclasses import dataclass
from enum import StrEnum


class Covers(StrEnum):
    """What is covered; a reader sees this word in its place ("[name]", for other things "[…]")."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    OTHER = "other"


class Why(StrEnum):
    """Why something is to be covered.

    It looks like an e-mail address, a web address with a name, a telephone number; it is the name
    of somebody who is known here, or a part of it; it follows a title ("Mrs") or initials; it is
    several words with capitals; somebody chose it; the text was changed after it was covered.
    """

    EMAIL = "email"
    LINK = "link"
    PHONE = "phone"
    PERSON = "person"
    PART = "part"
    TITLE = "title"
    INITIALS = "initials"
    CAPITALS = "capitals"
    OWN = "own"
    CHANGED = "changed"


class Decision(StrEnum):
    """What a person said of it; `WAITS` where nobody did yet."""

    WAITS = "waits"
    COVER = "cover"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From which code point of a text, and up to which."""

    start: int
    end: int
    what: Covers
    why: Why
    decision: Decision = Decision.WAITS


@dataclass(frozen=True, slots=True)
class Mask:
    """What is, or may be to be, covered in one text; the id is "<kind>.<record>.<place>".

    `place` says which text of the record it is (see `said`). `length` and `rest` tell whether the
    text is still the one that was decided about: its code points, and the digest of what of it is
    not hidden. So nobody can try names or numbers on a mask: it says nothing of what it hides but
    where that stands.
    """

    id: str
    kind: str
    record: str
    place: str
    stretches: tuple[Stretch, ...]
    length: int
    rest: str
    seq: int = 0
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """That all texts were searched for what may have to be covered: the last time.

    `digest` is that of the texts as they were, `lacks` names what could not be looked for.
    """

    id: str
    digest: str
    lacks: tuple[Covers, ...] = ()
    seq: int = 0
    rev: int = 0
