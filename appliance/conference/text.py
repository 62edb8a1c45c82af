"""What counts as a text that somebody typed: kept as it is, measured in code points."""

import unicodedata

from .refusal import Refused

_INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"})


def typed(text: str, most: int) -> str:
    """The text as it is kept: line ends as LF, nothing else touched.

    Length is counted in Unicode code points, alike on phone and box. Raises Refused `text_empty`
    when there is only white space or zero-width marks, `text_too_long` past `most`.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_empty(kept):
        raise Refused("text_empty")
    if len(kept) > most:
        raise Refused("text_too_long", n=len(kept), most=most)
    return kept


def is_empty(text: str) -> bool:
    """Whether a reader would see nothing at all."""
    return all(unicodedata.category(character) in _INVISIBLE for character in text)
