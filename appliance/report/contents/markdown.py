"""The facilitator's own text: Markdown becomes paragraphs and lists, and nothing else.

Headings become lines that stand out, links their words with the address, HTML the text that it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from appliance.report.value import Block, Line, Paragraph, Points, Run

_LISTS: Final = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True, slots=True)
class _How:
    """How the text at hand stands out."""

    lang: str
    strong: int = 0
    emphasised: int = 0

    def run(self, text: str) -> Run:
        return Run(text, self.lang, self.strong > 0, self.emphasised > 0)


def blocks_of(text: str, lang: str = "") -> tuple[Block, ...]:
    """The blocks of a text in Markdown (CommonMark); `lang` where it is not the report's own."""
    return tuple(_blocks(_parser().parse(text), lang))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    # A picture would have to be fetched from somewhere; its address stands there as it was typed.
    return parser.disable(["image", "html_block", "html_inline"])


def _blocks(tokens: Sequence[Token], lang: str) -> Iterator[Block]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type in _LISTS:
            end = _end(tokens, at)
            items = tuple(_items(tokens[at + 1 : end], lang))
            if items:
                yield Points(items, token.type == _LISTS[1])
            at = end
        elif token.type == "inline":
            is_heading = tokens[at - 1].type == "heading_open"
            line = _line(token, _How(lang, strong=int(is_heading)))
            if line:
                yield Paragraph(line)
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield Paragraph((Run(token.content.rstrip("\n"), lang),))
        at += 1


def _items(tokens: Sequence[Token], lang: str) -> Iterator[Line]:
    """The points of a list; a list in a point adds its own after it."""
    for token in tokens:
        if token.type == "inline":
            line = _line(token, _How(lang))
            if line:
                yield line
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield (Run(token.content.rstrip("\n"), lang),)


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where the list that begins here ends."""
    level = tokens[at].level
    closing = tokens[at].type.replace("_open", "_close")
    return next(
        n
        for n in range(at + 1, len(tokens))
        if tokens[n].type == closing and tokens[n].level == level
    )


def _line(token: Token, how: _How) -> Line:
    runs = list(_runs(token.children or [], how))
    return tuple(_together(runs)) if any(run.text.strip() for run in runs) else ()


def _runs(tokens: Sequence[Token], how: _How) -> Iterator[Run]:
    addresses: list[str] = []
    since: list[str] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                how = replace(how, strong=how.strong + token.nesting)
            case "em_open" | "em_close":
                how = replace(how, emphasised=how.emphasised + token.nesting)
            case "softbreak":
                yield how.run(" ")
            case "hardbreak":
                yield how.run("\n")
            case "link_open":
                addresses.append(str(token.attrs.get("href", "")))
                since.clear()
            case "link_close":
                address = addresses.pop()
                if address and address.removeprefix("mailto:") != "".join(since):
                    yield how.run(f" ({address})")
            case _:
                since.append(token.content)
                yield how.run(token.content)


def _together(runs: Sequence[Run]) -> Iterator[Run]:
    """Neighbours that look alike as one, without those that are empty."""
    now: Run | None = None
    for run in runs:
        if now is not None and replace(now, text="") == replace(run, text=""):
            now = replace(now, text=now.text + run.text)
        elif run.text:
            if now is not None:
                yield now
            now = run
    if now is not None:
        yield now
