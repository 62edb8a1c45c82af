"""People's text in letters that can be printed; what no font has stands as [U+1F9D1].

Typst makes no PDF that everyone can read (PDF/UA) of a text with one letter that it cannot draw.
"""

import re
import unicodedata
from typing import Final

from .faces import covered

LACKING: Final = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
"""What stands for a letter that cannot be printed."""

_LETTERS: Final = "\n -~\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201e\u2026\u20ac"
_PLAIN: Final = re.compile(f"[{_LETTERS}]*")
"""None of these changes by composing."""

_LONGEST: Final = 32
"""Letters that are drawn together (UAX 15 allows 30 marks on one letter in streams)."""

_WITHOUT: Final = "\u25cc"
"""Carries a mark that stands on no letter, as Unicode draws those."""

_JOINER: Final = "\u200d"
_TAGS: Final = re.compile("(\U0001f3f4[\U000e0020-\U000e007f]+)|[\U000e0020-\U000e007f]")
"""They make a black flag that of a country within a country, and are nothing elsewhere."""

_SILENT: Final = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0020, 0xE0080)))
)
"""They leave no mark, but say how those beside them look or where a line may end."""

_NUMBER_SIGNS: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
"""Formatting by category, but drawn."""

_SKIN: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG: Final = frozenset(map(chr, range(0x1F1E6, 0x1F200)))
_PICTURES: Final = frozenset(map(chr, range(0x1F000, 0x1FB00)))
"""Where new emoji come: a font may know one that Python does not know yet."""

_NEVER: Final = frozenset({"Cc", "Co", "Cs"})
"""Controls, private use and halves of pairs: no two fonts agree on them."""


def is_plain(text: str) -> bool:
    """Whether the first face has every letter, each by itself."""
    return _PLAIN.fullmatch(text) is not None


def printed(text: str) -> str:
    """The text, composed (NFC), line ends as "\\n", in which every letter is drawn or told."""
    if is_plain(text):
        return text
    simple = "".join(map(_simple, text.replace("\r\n", "\n")))
    composed = unicodedata.normalize("NFC", _TAGS.sub(r"\1", simple))
    return "".join(_drawn(cluster) for cluster in clusters(composed))


def bare(text: str) -> str:
    """The text with every letter told but those that are plain."""
    return re.sub(f"[^{_LETTERS}]", lambda letter: _told(letter[0]), text)


def clusters(text: str) -> list[str]:
    """What is drawn together: a letter with its marks, or signs that are joined to one."""
    found: list[str] = []
    for letter in text:
        if found and _goes_with(found[-1], letter):
            found[-1] += letter
        else:
            found.append(_WITHOUT + letter if _is_mark(letter) else letter)
    return found


def is_leftward(text: str) -> bool:
    """Whether a text runs from right to left, as its first letter that has a way (UAX 9, P2)."""
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def _simple(letter: str) -> str:
    """Breaks and spaces of all kinds as the one; nothing for what would turn text around."""
    kind = unicodedata.category(letter)
    if letter in "\r\v\f\x1c\x1d\x1e\x85" or kind in ("Zl", "Zp"):
        return "\n"
    if letter == "\t" or kind == "Zs":
        return "\u00a0" if letter in "\u00a0\u202f" else " "
    return "" if kind == "Cf" and letter not in _SILENT | _NUMBER_SIGNS else letter


def _goes_with(cluster: str, letter: str) -> bool:
    if "\n" in (cluster, letter):
        return False
    if _is_mark(letter):
        return cluster[0] not in _SILENT
    if letter in _SILENT or letter in _SKIN:
        return True
    if cluster[-1] == _JOINER:
        return letter in _PICTURES or unicodedata.category(letter) == "So"
    return letter in _FLAG and cluster in _FLAG


def _is_mark(letter: str) -> bool:
    return letter not in _SILENT and unicodedata.category(letter)[0] == "M"


def _drawn(cluster: str) -> str:
    if cluster == "\n" or (len(cluster) <= _LONGEST and _is_covered(cluster)):
        return cluster
    # One font must have all that is drawn together; what does not fit in is told beside it.
    done, together = "", ""
    for letter in cluster:
        if len(together) < _LONGEST and _is_covered(together + letter):
            together += letter
            continue
        told = _told(letter)
        done, together = done + together + told[:-1], told[-1]
    return done + together


def _is_covered(cluster: str) -> bool:
    shown = [letter for letter in cluster if letter not in _SILENT]
    return all(map(_is_known, shown)) and any(face.issuperset(shown) for face in covered())


def _is_known(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind not in _NEVER and (kind != "Cn" or letter in _PICTURES)


def _told(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"
