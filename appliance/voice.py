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

    def day(self, language: str, iso: str) -> str:
        """A calendar date as people write it in this language."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of what is printed of one conference."""

    language: str
    speech: Speech
    conference: Conference

    def say(self, message: str, **values: str) -> str:
        """A sentence in one piece."""
        return self.speech.say(self.language, message, **values)

    def runs(self, message: str, **values: str) -> Runs:
        """A sentence in which the values stand out."""
        marked = {name: f"{_BEGIN}{value}{_END}" for name, value in values.items()}
        pieces = _MARKED.split(self.say(message, **marked))
        return [{"text": text, "strong": n % 2 == 1} for n, text in enumerate(pieces) if text]

    def organisers(self, text: Text) -> dict[str, str]:
        """A text by the organiser and the language that it is really in."""
        if isinstance(text, str):
            own = next(iter(self.conference.languages), self.language)
            return {"lang": own, "text": printable(text)}
        wanted = (self.language, *self.conference.languages, *text)
        language = next((name for name in wanted if name in text), self.language)
        return {"lang": language, "text": printable(text.get(language, ""))}

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
