"""Finds what in texts may point at a person: the way in, for a process of its own.

Imports the standard library alone, as `child` does. Knows no conference: texts, the names that are
known and the words that are none come in as plain values, and a person decides what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .child import Limits, OnProgress, answer_apart

LIMITS: Final = Limits(memory_mb=400, time_s=120.0)
"""12,000 contributions take 2 s and 90 MB."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names of people who are known, and texts whose words are no names."""

    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Find:
    """Something in the text with this number, from and up to a code point.

    `what` is "name", "email", "phone" or "other", `why` one of `PRIORITY`.
    """

    text: int
    start: int
    end: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by text and place; `lacks` is what could not be looked for."""

    finds: tuple[Find, ...]
    lacks: tuple[str, ...] = ()


PRIORITY: Final = ("email", "link", "phone", "person", "title", "initials", "part", "capitals")
"""Why something may point at a person, the surest first: an e-mail address; a web address with a
name; a telephone number; the name of somebody known; a word after a title; after initials; a part
of the name of somebody known; several words with capitals."""


def find_apart(
    texts: Sequence[str],
    known: Known,
    on_progress: OnProgress = lambda share: None,
    limits: Limits = LIMITS,
) -> Found:
    """Look through all texts. Takes seconds; may be repeated. Raises CannotSuggest as `suggest`."""
    question = {"personal": list(texts), "names": known.names, "words": known.texts}
    return to_found(answer_apart(question, "found", on_progress, limits))


def to_known(question: Mapping[str, Any]) -> Known:
    """What is known, in a question."""
    return Known(tuple(question["names"]), tuple(question["words"]))


def as_answer(found: Found) -> dict[str, Any]:
    """What was found as plain JSON, for `to_found` at the other end."""
    finds = [[f.text, f.start, f.end, f.what, f.why] for f in found.finds]
    return {"finds": finds, "lacks": found.lacks}


def to_found(answer: Mapping[str, Any]) -> Found:
    """What was found, of an answer."""
    return Found(tuple(Find(*told) for told in answer["finds"]), tuple(answer["lacks"]))
