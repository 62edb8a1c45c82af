"""What Word fills in by itself: page numbers, numbers of captions, references, the contents.

Each holds its result already, so that it is right before Word has counted anything. Nothing asks
Word to count at opening: that would greet every reader with a question (w:updateFields).
"""

import re
from typing import Any, Final

from .elements import text, w

_TOKEN: Final = re.compile(r"(\{n\}|\{m\})")
_COUNTS: Final = {"{n}": "PAGE", "{m}": "NUMPAGES"}


def field(instruction: str, *result: Any) -> list[Any]:
    """A field with the runs that are its result now."""
    told = w("instrText")
    told.text = f" {instruction} "
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [*begun(told), *result, ended()]


def begun(instruction: Any) -> list[Any]:
    """The runs before the result."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def ended() -> Any:
    """The run after it."""
    return w("r", w("fldChar", fldCharType="end"))


def pages(told: str) -> list[Any]:
    """A sentence in which {n} is this page and {m} how many there are."""
    found: list[Any] = []
    for piece in _TOKEN.split(told):
        if piece in _COUNTS:
            found += field(_COUNTS[piece], w("r", text("1")))
        elif piece:
            found.append(w("r", text(piece)))
    return found


def bookmarked(name: str, number: int, *inside: Any) -> list[Any]:
    """What can be referred to by this name (a letter or _ first, at most 40 signs)."""
    return [
        w("bookmarkStart", id=number, name=name),
        *inside,
        w("bookmarkEnd", id=number),
    ]


def linked(name: str, *inside: Any) -> Any:
    """What leads to the bookmark of this name."""
    return w("hyperlink", *inside, anchor=name, history="1")
