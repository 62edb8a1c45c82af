"""How what is printed speaks one language: the program's sentences, and the organiser's texts.

In a sentence, what is to be typed or pressed is marked, so that it can stand out on paper.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from appliance.conference.records import Conference, Text

_BEGIN, _END = "\x02", "\x03"
_MARKED: Final = re.compile(f"{_BEGIN}(.*?){_END}")
_UNPRINTED: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
"""General categories that leave no mark on paper (UAX 44, table 12)."""

_JOINERS: Final = frozenset("\u200c\u200d")
"""They leave none either, but decide how the letters beside them look."""

Runs = list[dict[str, Any]]
"""A sentence in pieces: {"text": …, "strong": whether it stands out}."""


class Speech(Protocol):
    """The words of the program in every language."""

    def say(self, language: str, message: str, **values: Any) -> str:
        """The message in this language, with its {placeholders} filled."""

    def count(self, language: str, one: str, many: str, n: int, **values: Any) -> str:
        """The message for one or for many in this language, with {n} and its others filled."""

    def day(self, language: str, iso: str) -> str:
        """A calendar date as people write it in this language."""

    def clock(self, language: str, minute: int) -> str:
        """A time of day as people write it in this language; minutes since 1970 (UTC)."""

    def listed(self, language: str, names: Sequence[str]) -> str:
        """Names one after the other as a sentence in this language does."""


def N_(message: str) -> str:
    """Marks a message for the catalogue where it is not yet known in which language it is said."""
    return message


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of what is printed of one conference."""

    language: str
    speech: Speech
    conference: Conference

    def say(self, message: str, **values: str | float) -> str:
        """A sentence in one piece; numbers in it as people write them."""
        return self.speech.say(self.language, message, **values)

    def count(self, one: str, many: str, n: int, **values: str | float) -> str:
        """A sentence about one or about many; {n} is how many."""
        return self.speech.count(self.language, one, many, n, **values)

    def listed(self, names: Sequence[str]) -> str:
        """Names one after the other: "4, 7 and 9"."""
        return self.speech.listed(self.language, names)

    def clock(self, minute: int) -> str:
        """The time of day at the box: 14.05 uur, 14:05; `minute` since 1970 (UTC)."""
        return self.speech.clock(self.language, minute)

    def runs(self, message: str, **values: str) -> Runs:
        """A sentence in which the values stand out."""
        marked = {name: f"{_BEGIN}{value}{_END}" for name, value in values.items()}
        pieces = _MARKED.split(self.say(message, **marked))
        return [{"text": text, "strong": n % 2 == 1} for n, text in enumerate(pieces) if text]

    def organisers(self, text: Text) -> dict[str, str]:
        """A text by the organiser on one line, and the language that it is really in."""
        language, words = self.spoken(text)
        return {"lang": language, "text": printable(words)}

    def spoken(self, text: Text) -> tuple[str, str]:
        """The language that a text by the organiser is really in, and the text as it was typed."""
        if isinstance(text, str):
            return next(iter(self.conference.languages), self.language), text
        wanted = (self.language, *self.conference.languages, *text)
        language = next((name for name in wanted if name in text), self.language)
        return language, text.get(language, "")

    def date(self) -> str:
        """The day of the conference, or ""."""
        iso = self.conference.date
        return self.speech.day(self.language, iso) if iso else ""


def about(subject: str, sentence: Runs) -> Runs:
    """The sentence, with what it is about before it."""
    return [{"text": f"{subject}.", "strong": True}, {"text": " ", "strong": False}, *sentence]


def printable(text: str) -> str:
    """A text on one line, its letters composed, without what leaves no mark on paper."""
    return typeable(" ".join(unicodedata.normalize("NFC", text).split()))


def typeable(text: str) -> str:
    """The same for what must be typed exactly as it is."""
    return "".join(
        letter
        for letter in text
        if letter in _JOINERS or unicodedata.category(letter) not in _UNPRINTED
    )


def in_order(conference: Conference, languages: Sequence[str]) -> list[str]:
    """These languages, the conference's own first."""
    return sorted(languages, key=lambda language: language not in conference.languages[:1])
