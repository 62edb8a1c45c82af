"""What a mask does to a text: whether it is still about it, what of it is hidden, what is read.

Knows one text and one mask at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from .records import Covers, Decision, Mask, Stretch, Why

Range = tuple[int, int, Covers]
"""From where, up to where, and what is read there."""

WORDS: Final[Mapping[str, Mapping[Covers, str]]] = {
    "nl": {
        Covers.NAME: "[naam]",
        Covers.EMAIL: "[e-mail]",
        Covers.PHONE: "[telefoon]",
        Covers.OTHER: "[…]",
    },
    "en": {
        Covers.NAME: "[name]",
        Covers.EMAIL: "[e-mail]",
        Covers.PHONE: "[phone]",
        Covers.OTHER: "[…]",
    },
}
"""What is read in the place of what is covered, by the language of the conference."""

_GAP: Final = "\0"


def words_in(languages: Sequence[str]) -> Mapping[Covers, str]:
    """The words of the first of these languages that is known; else English."""
    return WORDS[next((one for one in languages if one in WORDS), "en")]


def mask_id(kind: str, record: str, place: str) -> str:
    """The id of the mask of the text at this place."""
    return f"{kind}.{record}.{place}"


def made(kind: str, record: str, place: str, text: str, stretches: Iterable[Stretch]) -> Mask:
    """The mask of a text as it is now."""
    kept = tuple(sorted(stretches, key=lambda one: (one.start, one.end)))
    rest = rest_of(text, hidden(kept))
    return Mask(mask_id(kind, record, place), kind, record, place, kept, len(text), rest)


def fits(mask: Mask, text: str) -> bool:
    """Whether a text is the one that was decided about, as far as it can be read."""
    return mask.length == len(text) and mask.rest == rest_of(text, hidden(mask.stretches))


def is_hiding(stretch: Stretch) -> bool:
    """Whether this is not to be read. A text that was changed after something in it was covered is
    hidden until somebody looked at it."""
    if stretch.decision is Decision.WAITS:
        return stretch.why is Why.CHANGED
    return stretch.decision is Decision.COVER


def hidden(stretches: Iterable[Stretch]) -> list[Range]:
    """What is not to be read, from left to right; what overlaps is one."""
    found: list[Range] = []
    for one in sorted(filter(is_hiding, stretches), key=lambda one: (one.start, -one.end)):
        if found and one.start < found[-1][1]:
            start, end, what = found[-1]
            found[-1] = (start, max(end, one.end), what)
        else:
            found.append((one.start, one.end, one.what))
    return found


def rest_of(text: str, ranges: Iterable[Range]) -> str:
    """A digest of what can be read of a text."""
    return sha256(_GAP.join(_between(text, ranges)).encode()).hexdigest()[:20]


def masked(text: str, ranges: Sequence[Range], words: Mapping[Covers, str]) -> str:
    """The text with words in the place of what is not to be read."""
    parts = _between(text, ranges)
    covers = [*(words[what] for _, _, what in ranges), ""]
    return "".join(part + cover for part, cover in zip(parts, covers, strict=True))


def whole(text: str) -> list[Range]:
    """All of a text."""
    return [(0, len(text), Covers.OTHER)]


def _between(text: str, ranges: Iterable[Range]) -> list[str]:
    parts, at = [], 0
    for start, end, _ in ranges:
        parts.append(text[at:start])
        at = end
    return [*parts, text[at:]]
