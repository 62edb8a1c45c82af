"""A report written down for the templates beside this file: all words and numbers, no layout.

Plain JSON, in which every text can be printed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from appliance.look import logo, look
from appliance.report.drawing import Drawing
from appliance.report.figures import told
from appliance.report.value import (
    Block,
    Chart,
    Cover,
    Figures,
    Line,
    Paragraph,
    Part,
    Points,
    Quote,
    Report,
    Run,
    ShowTable,
    blocks,
    plain,
)

from .faces import FACES
from .letters import LACKING, is_leftward
from .tables import table
from .texts import block, entry, heading, is_bare, language, runs, short, text

Json = Any

_DEEPEST: Final = 3
"""Answers to answers to answers move in no further."""


_MANY: Final = 2000
"""Quotes that can each look like one: more would take too much memory."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What is written down, and whether people wrote so much that most of it stands bare."""

    report: Report
    drawings: Mapping[str, Drawing]
    has_many: bool

    def language(self, told_as: Block) -> str | None:
        """In which language a block is that is to stand bare; None where it is not to."""
        lines = _bare_lines(told_as) if self.has_many else ()
        if not lines or not all(map(is_bare, lines)):
            return None
        languages = {line[0].lang for line in lines}
        return languages.pop() if len(languages) == 1 else None


def _bare_lines(told_as: Block) -> tuple[Line, ...]:
    match told_as:
        case Quote(depth=0, is_highlighted=False):
            return (told_as.text,)
        case Points(is_numbered=False):
            return told_as.items
        case _:
            return ()


def document(report: Report, drawings: Mapping[str, Drawing]) -> Json:
    """The report for the templates; a chart that was not drawn is told in words."""
    count = sum(isinstance(each, Quote) for each in blocks(report))
    source = _Source(report, drawings, has_many=count > _MANY)
    found = {
        "lang": language(report.language) or "nl",
        "title": short(report.title),
        "families": list(FACES),
        "words": {name: text(word) for name, word in report.words.items()},
        "is_brief": report.is_brief,
        "cover": _cover(report.cover),
        "can_be_narrow": not any(isinstance(each, ShowTable | Chart) for each in blocks(report)),
        "parts": [_part(source, *each) for each in _walk(report.parts)],
    }
    lacks = LACKING.search(json.dumps(found, ensure_ascii=False)) is not None
    return {**found, "lacks": lacks}


def _cover(cover: Cover) -> Json:
    return {
        "title": heading(cover.title),
        "kind": short(cover.kind),
        "lines": [block(each) for each in cover.lines],
        "warning": text(cover.warning),
        "sign": logo(),
        "logo": list(cover.logo),
        "alt": short(cover.logo_alt),
    }


def _walk(
    parts: tuple[Part, ...], depth: int = 1, number: int = 0
) -> Iterator[tuple[int, int, Part]]:
    """Every part with its depth and the number of the theme that it is about."""
    for part in parts:
        about = part.number or number
        yield depth, about, part
        yield from _walk(part.parts, depth + 1, about)


def _part(source: _Source, depth: int, number: int, part: Part) -> Json:
    return {
        "level": depth,
        "title": heading(part.title),
        "look": asdict(look(number or None)),
        "is_theme": part.number > 0,
        "blocks": [
            told_as
            for tag, some in groupby(part.blocks, source.language)
            for told_as in (
                [_block(each, source) for each in some] if tag is None else [_entries(some, tag)]
            )
        ],
    }


def _entries(some: Iterable[Block], tag: str) -> Json:
    items = [entry(told_as) for each in some for told_as in _bare_texts(each)]
    return {"kind": "entries", "lang": language(tag), "items": items}


def _bare_texts(told_as: Block) -> Iterator[str]:
    if isinstance(told_as, Quote):
        yield ": ".join(each for each in (_about(told_as), plain(told_as.text)) if each)
    for line in told_as.items if isinstance(told_as, Points) else ():
        yield f"• {plain(line)}"


def _block(told_as: Block, source: _Source) -> Json:
    report = source.report
    match told_as:
        case Paragraph():
            return block(told_as.text, kind="paragraph", tone=told_as.tone, leads=told_as.leads)
        case Points():
            items = [block(item) for item in told_as.items]
            return {"kind": "points", "numbered": told_as.is_numbered, "items": items}
        case Quote():
            return _quote(told_as)
        case Figures():
            items = [
                {"name": text(figure.name, 18), "told": told(figure, report.language)}
                for figure in told_as.items
            ]
            return {"kind": "figures", "items": items}
        case ShowTable():
            return table(report.tables[told_as.table], report.language, may_lie=not report.is_brief)
        case Chart():
            return _chart(told_as, source.drawings.get(told_as.id))


def _about(quote: Quote) -> str:
    return " · ".join(each for each in (quote.about, quote.id) if each)


def _quote(quote: Quote) -> Json:
    return {
        "kind": "quote",
        "text": runs(quote.text if plain(quote.text).split() else (Run("–"),)),
        "leftward": is_leftward(plain(quote.text)),
        "about": text(_about(quote)),
        "depth": min(quote.depth, _DEEPEST),
        "highlighted": quote.is_highlighted,
    }


def _chart(chart: Chart, drawing: Drawing | None) -> Json:
    return {
        "kind": "chart",
        "caption": short(chart.caption),
        "alt": short(chart.alt),
        "svg": drawing.svg.decode() if drawing else "",
        "width": drawing.width_mm if drawing else 0.0,
        "height": drawing.height_mm if drawing else 0.0,
    }
