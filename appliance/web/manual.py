"""The manual in the box: its list, its chapters, and the search in it.

Knows how the chapters are made up, not what they say. The search works without script; the script
of the page only asks for the same page as one types.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from markupsafe import Markup, escape

from .chapters import Chapter, Section, chapters
from .desk import desk
from .glance import look_for_conference
from .language import language
from .page import plain_page
from .refusals import Denied

ASKED_MOST: Final = 100
"""Characters of a search that are looked at."""

ALONE_MOST: Final = 2
"""Letters of a word that is only found as a whole: "it" stands in half of all words."""

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

pages = Blueprint("manual", __name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A place in the manual, with the sentence around what was asked."""

    address: str
    chapter: str
    title: str
    around: Markup


@pages.get("/help")
def contents() -> Response:
    """The chapters, or where `q` is spoken of."""
    look_for_conference()
    asked = request.args.get("q", "")[:ASKED_MOST].strip()
    manual = _manual()
    found = search(manual, asked) if asked else None
    return plain_page("help.html", chapters=manual, asked=asked, found=found, chapter=None)


@pages.get("/help/<name>")
def chapter(name: str) -> Response:
    """One chapter."""
    look_for_conference()
    found = next((one for one in _manual() if one.name == name), None)
    if found is None:
        raise Denied("not_found", address=desk().parts.address())
    return plain_page("help.html", chapter=found, asked="")


def search(manual: tuple[Chapter, ...], asked: str) -> list[Found]:
    """The sections that have every word that was asked, those that have one in their title first.

    Accents, capitals and hyphens make no difference; part of a word is enough.
    """
    words = _patterns(asked)
    if not words:
        return []
    hits = [
        (any(word.search(fold(section.title)) for word in words), _found(chapter, section, words))
        for chapter in manual
        for section in chapter.sections
        if _has_all(section, words)
    ]
    return [found for _, found in sorted(hits, key=lambda hit: not hit[0])]


def fold(text: str) -> str:
    """The text without accents and capitals, every letter still at its own place."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(unicodedata.normalize("NFKD", letter)[0].lower()[0] for letter in composed)


def _manual() -> tuple[Chapter, ...]:
    return chapters(language(), desk().files.tree)


def _patterns(asked: str) -> list[re.Pattern[str]]:
    return [_pattern(word.replace("-", "")) for word in _WORD.findall(fold(asked))]


def _pattern(word: str) -> re.Pattern[str]:
    """A hyphen may stand between any two letters, as in Wi-Fi; a short word has to stand alone."""
    letters = "-?".join(map(re.escape, word))
    return re.compile(rf"\b{letters}\b" if len(word) <= ALONE_MOST else letters)


def _has_all(section: Section, words: list[re.Pattern[str]]) -> bool:
    text = fold("\n".join((section.title, *section.paragraphs)))
    return all(word.search(text) for word in words)


def _found(chapter: Chapter, section: Section, words: list[re.Pattern[str]]) -> Found:
    address = f"/help/{chapter.name}" + (f"#{section.id}" if section.id else "")
    sentences = [part for text in section.paragraphs for part in _SENTENCE.split(text)]
    around = max(sentences, key=lambda one: sum(bool(word.search(fold(one))) for word in words))
    return Found(address, chapter.title, section.title, _marked(around, words))


def _marked(sentence: str, words: list[re.Pattern[str]]) -> Markup:
    """The sentence, escaped, with what was asked marked."""
    composed = unicodedata.normalize("NFC", sentence)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if is_hit else escape(part)
        for part, is_hit in _parts(composed, words)
    )


def _parts(text: str, words: list[re.Pattern[str]]) -> Iterator[tuple[str, bool]]:
    folded, at = fold(text), 0
    spans = sorted(hit.span() for word in words for hit in word.finditer(folded))
    for start, end in spans:
        if start >= at:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False
