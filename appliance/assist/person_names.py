"""Finds what looks like the name of a person in a text: by who is known, and by how it is written.

A capital alone says little: a sentence begins with one. A word counts as a word of the language,
not as a name, where the texts write it small more often than large in the middle of a sentence.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .no_names import FUNCTIONS, NOT_PEOPLE, ORGANISATIONS, PARTICLES, TITLES, WORDS_TOO

Hit = tuple[int, int, str]
"""From, up to, and why."""

PART_LEAST: Final = 3
"""Shorter parts of a name are found with the whole of it only."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS: Final = frozenset(".!?:;\n\r•·*–—…")
_OPENS: Final = frozenset(" \t\"'“”‘’([{-")
_GAP: Final = re.compile(r"\s?\.?\s{0,2}|-")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.[ \t]?){1,5}\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, and whether a sentence begins with it."""

    start: int
    end: int
    text: str
    plain: str
    is_first: bool

    @property
    def is_large(self) -> bool:
        """Whether it is written as a name is: a capital, and small letters after it."""
        return self.text[0].isupper() and not self.text.isupper()


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [
        Word(m.start(), m.end(), m[0], plain(m[0]), _is_first(text, m.start()))
        for m in _WORD.finditer(text)
    ]


def plain(word: str) -> str:
    """A word without capitals and accents."""
    if word.isascii():
        return word.lower()
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class Names:
    """Who is known, and which words are words."""

    def __init__(
        self, names: Iterable[str], texts: Iterable[str], corpus: Iterable[Sequence[Word]]
    ) -> None:
        """`texts` hold words that are no names; the `corpus` tells how words are written."""
        self._small: Counter[str] = Counter()
        self._large: Counter[str] = Counter()
        for words in corpus:
            self._count(words)
        self._said = {word.plain for text in texts for word in words_of(text)}
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._parts: set[str] = set()
        for name in names:
            self._know(words_of(name))

    @property
    def parts(self) -> frozenset[str]:
        """The parts of the names of everybody known, plain."""
        return frozenset(self._parts)

    def hits(self, text: str, words: Sequence[Word]) -> list[Hit]:
        """What may be a name in a text of these words, in any order; some may overlap."""
        found = [*self._known(text, words), *self._titled(text, words)]
        return [*found, *self._initialled(text, words), *self._capitals(text, words)]

    def _count(self, words: Sequence[Word]) -> None:
        for word in words:
            if word.text[0].islower():
                self._small[word.plain] += 1
            elif not word.is_first:
                self._large[word.plain] += 1

    def _know(self, words: Sequence[Word]) -> None:
        whole = tuple(word.plain for word in words)
        if len(whole) > 1:
            self._by_first[whole[0]].append(whole)
        if not ORGANISATIONS.isdisjoint(whole):
            return
        for word in words:
            is_long = len(word.plain) >= PART_LEAST and word.plain not in PARTICLES
            if is_long and word.text[0].isupper():
                self._parts.add(word.plain)

    def _is_word(self, word: Word) -> bool:
        if word.plain in self._said or word.plain in WORDS_TOO:
            return True
        return self._small[word.plain] > self._large[word.plain]

    def _known(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        for n, word in enumerate(words):
            for whole in self._by_first.get(word.plain, ()):
                last = n + len(whole) - 1
                if last < len(words) and _are(whole, words, n) and _follow(text, words, n, last):
                    yield word.start, words[last].end, "person"
            if word.plain in self._parts and self._is_part(word):
                yield word.start, word.end, "part"

    def _is_part(self, word: Word) -> bool:
        """Whether it is written as a name, and is not rather a word ("Roos", "Will")."""
        if word.plain in WORDS_TOO:
            return word.text[0].isupper() and not word.is_first
        return word.text[0].isupper() and not self._is_word(word)

    def _titled(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        for n, word in enumerate(words):
            is_title, is_function = word.plain in TITLES, word.plain in FUNCTIONS
            if not (is_title or is_function):
                continue
            begin = n + 1
            while begin < len(words) and _follows(text, words, begin) and _is_more(words[begin]):
                begin += 1
            if not _follows(text, words, begin):
                continue
            end = _name_from(text, words, begin, after_function=is_function)
            if end > begin and not (is_function and self._is_word(words[end - 1])):
                yield _with_initials(text, words, begin), words[end - 1].end, "title"

    def _initialled(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        if "." not in text:
            return
        for n, word in enumerate(words):
            if not (word.is_large or word.plain in PARTICLES):
                continue
            begin = _with_initials(text, words, n)
            initials = text[begin : word.start]
            end = _name_from(text, words, n)
            if end > n and initials.count(".") >= (2 if _is_first(text, begin) else 1):
                yield begin, words[end - 1].end, "initials"

    def _capitals(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        n = 0
        while n < len(words):
            end = _name_from(text, words, n) if words[n].is_large else n
            large = [word for word in words[n:end] if word.is_large]
            while large and self._is_before_name(large[0]):
                large.pop(0)
            if len(large) > 1 and not self._is_no_person(large):
                yield large[0].start, large[-1].end, "capitals"
            n = max(end, n + 1)

    def _is_before_name(self, word: Word) -> bool:
        """Whether its capital is not that of a name: it is a title, or a sentence begins so."""
        is_title = word.plain in TITLES or word.plain in FUNCTIONS
        return is_title or (word.is_first and self._is_word(word))

    def _is_no_person(self, large: Sequence[Word]) -> bool:
        told = " ".join(word.plain for word in large)
        if any(f" {other} " in f" {told} " for other in NOT_PEOPLE):
            return True
        return self._is_word(large[0]) or all(map(self._is_word, large))


def _is_more(word: Word) -> bool:
    """Whether this goes on with a title: "de heer dr. Vos", "mr. J. Vos"."""
    return word.plain in TITLES or (len(word.text) == 1 and word.text.isupper())


def _name_from(text: str, words: Sequence[Word], n: int, *, after_function: bool = False) -> int:
    """Up to which word a name goes that begins with this one; `n` itself where none does.

    Small words within a name ("van der") are of it where a large one follows. After a function "of"
    begins what it is of ("minister van Financiën").
    """
    at = end = n
    while at < len(words) and (at == n or _adjoin(text, words, at - 1, at)):
        if words[at].is_large and (at == n or not words[at].is_first):
            end = at + 1
        elif words[at].plain not in PARTICLES or at - end > 2:
            break
        at += 1
    if after_function and end > n and words[n].plain == "van" and words[n + 1].is_large:
        return n
    return end


def _with_initials(text: str, words: Sequence[Word], n: int) -> int:
    """Where a name begins that may have initials before it."""
    start = words[n].start
    begin = max(0, start - 16)
    initials = _INITIALS.search(text[begin:start])
    return begin + initials.start() if initials else start


def _follows(text: str, words: Sequence[Word], n: int) -> bool:
    """Whether this word stands right after the one before it."""
    return n < len(words) and _GAP.fullmatch(text, words[n - 1].end, words[n].start) is not None


def _follow(text: str, words: Sequence[Word], n: int, last: int) -> bool:
    """Whether these words stand right after each other, with dots between them or not."""
    return all(_follows(text, words, at) for at in range(n + 1, last + 1))


def _adjoin(text: str, words: Sequence[Word], n: int, last: int) -> bool:
    """Whether these words stand beside each other, with no more than a space or dash between."""
    return all(
        text[words[at].end : words[at + 1].start] in (" ", "  ", "-", "\u00a0", "\t")
        for at in range(n, last)
    )


def _are(whole: Sequence[str], words: Sequence[Word], n: int) -> bool:
    return all(words[n + i].plain == part for i, part in enumerate(whole))


def _is_first(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    at = start - 1
    while at >= 0 and text[at] in _OPENS:
        at -= 1
    return at < 0 or text[at] in _ENDS
