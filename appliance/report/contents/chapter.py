"""What a chapter is made from, and what it brings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from appliance.conference.groups import is_sorting
from appliance.conference.records import Activity, Attribution, Entry, Text
from appliance.conference.room import Room
from appliance.conference.tally.grouping import Grouped, grouped
from appliance.conference.tally.privacy import K
from appliance.conference.tally.results import Results, ThemeResults, results
from appliance.report.choice import Choice, Section, Variant
from appliance.report.value import Block, Line, Paragraph, Part, Run, ShowTable, Table, Tone
from appliance.voice import Voice

from .markdown import blocks_of
from .outcomes import Voted, voted

_ONCE_FROM: Final = 2_000
"""Contributions; a conference of a hundred people writes some hundreds."""


@dataclass(frozen=True)
class Source:
    """The room, what was chosen, and in which words it is said; `head` is the journal's."""

    room: Room
    choice: Choice
    voice: Voice
    head: str = ""

    @cached_property
    def results(self) -> Results:
        """What the room wrote, counted once for all chapters."""
        found = results(self.room, self.k)
        if found is None:
            raise ValueError("a report is of a conference")
        return found

    @cached_property
    def votes(self) -> tuple[Voted, ...]:
        """The votes that it is about, as far as they may be seen."""
        return voted(self.room, self.is_about)

    @cached_property
    def sorted(self) -> tuple[tuple[Activity, Mapping[tuple[str, str], Grouped]], ...]:
        """Every sorting step with its groups by question and theme."""
        steps = (step for step in self.room.programme() if is_sorting(step))
        return tuple((step, grouped(self.room, step)) for step in steps)

    @property
    def k(self) -> int:
        """The smallest group of which anything is told apart; never below what the box keeps to."""
        return max(K, self.choice.k)

    @property
    def language(self) -> str:
        """The language of the report."""
        return self.choice.language

    @property
    def is_brief(self) -> bool:
        """Whether only what decides stands in it."""
        return self.choice.variant is Variant.SUMMARY

    @property
    def is_public(self) -> bool:
        """Whether no names may stand in it."""
        return self.choice.variant is Variant.PUBLIC

    @property
    def has_appendix(self) -> bool:
        """Whether every contribution can be looked up by its number."""
        return self.choice.holds(Section.APPENDIX) and not self.is_public

    @property
    def is_large(self) -> bool:
        """Whether so much was written that each text stands in one place only, and elsewhere its
        number: a document with all of it three times takes more memory than a box has to spare."""
        return len(self.room.entries) > _ONCE_FROM

    @property
    def themes(self) -> list[ThemeResults]:
        """The themes that it is about, by their numbers."""
        return [found for found in self.results.themes if self.is_about(found.theme.id)]

    def is_about(self, theme: str) -> bool:
        """Whether what belongs to this theme ("": to all of them) stands in it."""
        return self.choice.variant is not Variant.THEME or theme in ("", self.choice.theme)

    def organisers(self, text: Text) -> Line:
        """A text by the organiser in the report's language, or in the one that there is."""
        said = self.voice.organisers(text)
        return (Run(said["text"], self._other(said["lang"])),)

    def title(self, text: Text) -> str:
        """The same where it stands in a sentence."""
        return self.voice.organisers(text)["text"]

    def peoples(self, text: str) -> Line:
        """A text by somebody in the room, as it was typed: in the language of the conference."""
        spoken = next(iter(self.voice.conference.languages), self.choice.language)
        return (Run(text, self._other(spoken)),)

    def line(self, text: str) -> Line:
        """A text of the program's own, in the language of the report."""
        return (Run(text),)

    def name_of(self, entry: Entry) -> str:
        """Who wrote it, where everybody was told that this would stand there."""
        step = self.room.activities.get(entry.activity)
        is_named = step is not None and step.attribution is Attribution.NAMED
        return entry.name if is_named and not self.is_public else ""

    def passage(self, name: str) -> tuple[Block, ...]:
        """What the facilitator wrote for a part of the report; () where that is nothing."""
        found: Any = self.room.kinds.get("passages", {}).get(name)
        if found is None:
            return ()
        language, text = self.voice.spoken(found.text)
        return blocks_of(text, self._other(language))

    def step(self, activity: str) -> Activity | None:
        """A step of the programme."""
        return self.room.activities.get(activity)

    def _other(self, language: str) -> str:
        return "" if language == self.choice.language else language


@dataclass(frozen=True, slots=True)
class Chapter:
    """The parts of a chapter (none: it is left out), and the tables that stand in them or are
    only sheets."""

    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some blocks, with the tables that are shown in them."""

    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()


def joined(pieces: Iterable[Piece]) -> Piece:
    """These one after the other."""
    found = list(pieces)
    return Piece(
        tuple(block for piece in found for block in piece.blocks),
        tuple(table for piece in found for table in piece.tables),
    )


def shown(table: Table, *blocks: Block) -> Piece:
    """A table where it stands, and what comes after it; nothing for a table without rows."""
    return Piece((ShowTable(table.id), *blocks), (table,)) if table.rows else Piece()


def said(text: str, tone: Tone = Tone.BODY) -> Paragraph:
    """Some sentences of the program's own."""
    return Paragraph((Run(text),), tone)


def heading(line: Line) -> Paragraph:
    """A line that stands out, where a part of its own would be too much."""
    return Paragraph(tuple(Run(run.text, run.lang, is_strong=True) for run in line))


def anchor(id: str) -> str:
    """What a thing with this id is called in a document: ASCII, whatever the id is made of."""
    is_plain = id.isascii() and id.replace("-", "").replace("_", "").isalnum()
    return id if is_plain else f"u{id.encode().hex()}"
