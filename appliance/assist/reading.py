"""Reads a text: its telling words, their stems, and what must be equal for it to say the same."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import snowballstemmer

from .suggestions import Text

READ_CHARACTERS: Final = 2_000
"""Only the beginning of a very long text is compared; an answer on a phone has some 80."""

_LONGEST_WORD: Final = 60
"""Longer is no word but an address or a slip; the Dutch record has 53 letters."""

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
"""Letters and digits: "50.000" and "SIB's" are one, "no-risk" is two."""

_DENIALS: Final = frozenset(
    {
        *("geen", "niemand", "niet", "niets", "nooit", "zonder"),
        *("cannot", "cant", "dont", "never", "no", "nobody", "none", "not", "nothing", "without"),
    }
)


@dataclass(frozen=True, slots=True)
class Word:
    """A telling word: as it was typed, folded, and its stem."""

    typed: str
    folded: str
    stem: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's telling words in order.

    `stance` is whether it denies something and the numbers in it: "within 14 days" does not say
    the same as "within 60 days", however alike they look.
    """

    id: str
    words: tuple[Word, ...]
    stance: tuple[bool, tuple[str, ...]]

    @property
    def stems(self) -> tuple[str, ...]:
        """Its stems without their order: texts with the same say the same in the same words."""
        return tuple(sorted(word.stem for word in self.words))


def readings(texts: Sequence[Text]) -> list[Reading]:
    """Read every text, in the language that its small words are of.

    A text without small words is taken to be in the language of most others, Dutch when in doubt.
    """
    dutch, english = _Language("dutch"), _Language("english")
    words = [_words(one.text) for one in texts]
    leanings = [english.known_in(pairs) - dutch.known_in(pairs) for pairs in words]
    most = sum((leaning > 0) - (leaning < 0) for leaning in leanings)
    return [
        _reading(one.id, pairs, english if (leaning or most) > 0 else dutch)
        for one, pairs, leaning in zip(texts, words, leanings, strict=True)
    ]


def folded(word: str) -> str:
    """A word in small letters, without accents and apostrophes: "Cao's" -> "caos"."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


class _Language:
    """The small words of a language, and stems, each worked out once (Snowball, Porter 2001)."""

    def __init__(self, language: str) -> None:
        self.small = _small_words(language)
        self._stemmer = snowballstemmer.stemmer(language)
        self._known: dict[str, str] = {}

    def known_in(self, words: Sequence[tuple[str, str]]) -> int:
        """How many words of a text are small words of this language."""
        return sum(word in self.small for _, word in words)

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        if word not in self._known:
            self._known[word] = self._stemmer.stemWord(word)
        return self._known[word]


def _small_words(language: str) -> frozenset[str]:
    """Words that say little about a subject, and tell which language a text is in; folded."""
    file = files("appliance.assist") / f"{language}.txt"
    return frozenset(file.read_text("utf-8").split())


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a text, as typed and folded."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text[:READ_CHARACTERS]))
    pairs = ((typed, folded(typed)[:_LONGEST_WORD]) for typed in found)
    return [(typed, plain) for typed, plain in pairs if plain]


def _reading(id: str, pairs: list[tuple[str, str]], language: _Language) -> Reading:
    # "Niets" is an answer too: where all words are small, they are what the text says.
    telling = [pair for pair in pairs if pair[1] not in language.small] or pairs
    words = tuple(Word(typed, plain, language.stem(plain)) for typed, plain in telling)
    numbers = tuple(sorted(plain for _, plain in pairs if plain[0].isdigit()))
    return Reading(id, words, (any(plain in _DENIALS for _, plain in pairs), numbers))
