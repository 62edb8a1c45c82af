"""The manual as it is written: Markdown made into chapters of sections, one chapter per reader.

Knows no request and no search. In the Markdown a heading names its own id (`## Title {#id}`), so
that a link holds in every language; `shot:name` is a picture of a page; what is bold is a name
exactly as it stands on a screen; HTML is shown as text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

NAMES: Final = (
    *("invitee", "participant", "chair", "facilitator", "organiser", "staff", "it", "privacy"),
)
"""The chapters, in the order of the list."""

PICTURES: Final = "manual"
"""Where the pictures stand under webui/static, by language."""

_ID: Final = re.compile(r" \{#([a-z][a-z-]*)\}$")
_SHOT: Final = "shot:"
_WORDS: Final = frozenset({"text", "code_inline"})
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the first of a chapter has its title and no id."""

    id: str
    title: str
    html: Markup
    paragraphs: tuple[str, ...]
    """What it says, as plain text."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that one reader needs."""

    name: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """For whom it is."""
        return self.sections[0].title

    @property
    def summary(self) -> str:
        """What it is about, in one line."""
        return self.sections[0].paragraphs[0]


@cache
def chapters(language: str, tree: str) -> tuple[Chapter, ...]:
    """The manual in this language, its pictures at their addresses under /static/<tree>."""
    folder = files("webui") / "manual" / language
    return tuple(
        Chapter(name, tuple(_sections((folder / f"{name}.md").read_text("utf-8"), language, tree)))
        for name in NAMES
    )


def _sections(source: str, language: str, tree: str) -> Iterator[Section]:
    tokens = _MARKDOWN.parse(source)
    for token in _inline(tokens):
        _place_pictures(token, language, tree)
    heads = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    for head, end in pairwise([*heads, len(tokens)]):
        yield _section(tokens[head:end])


def _section(tokens: Sequence[Token]) -> Section:
    opening, words, closing, *rest = tokens
    id, title = _named(words)
    if id:
        opening.attrSet("id", id)
    shown = [opening, words, closing, *rest] if id else rest
    html = _MARKDOWN.renderer.render(shown, _MARKDOWN.options, {})
    return Section(id, title, Markup(html), tuple(filter(None, map(_text, _inline(rest)))))


def _named(heading: Token) -> tuple[str, str]:
    """Take the id out of a heading: its id and its words."""
    found = _ID.search(heading.content)
    if found and heading.children:
        heading.children[-1].content = _ID.sub("", heading.children[-1].content)
    return (found[1] if found else ""), _text(heading)


def _place_pictures(token: Token, language: str, tree: str) -> None:
    for image in (child for child in token.children or () if child.type == "image"):
        name = str(image.attrs["src"]).removeprefix(_SHOT)
        file = f"{PICTURES}/{language}/{name}.webp"
        wide, high = _size(file)
        image.attrs["src"] = f"/static/{tree}/{file}"
        image.attrs |= {"width": wide, "height": high, "class": "tall" if high > wide else "wide"}


def _size(file: str) -> tuple[int, int]:
    """Width and height of a picture, so that nothing moves while it loads (RFC 9649, 2.7)."""
    head = files("webui").joinpath("static", file).read_bytes()[:30]
    if head[12:16] != b"VP8X":
        raise ValueError(f"{file} is no extended WebP: make it with scripts/pictures")
    wide, high = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    return wide, high


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    return (token for token in tokens if token.type == "inline")


def _text(token: Token) -> str:
    """What a reader reads, without marks and pictures."""
    parts = (
        child.content if child.type in _WORDS else " " if child.type == "softbreak" else ""
        for child in token.children or ()
    )
    return "".join(parts)
