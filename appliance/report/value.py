"""A report as one value: its words, its numbers and what belongs to what; no layout.

Every document is written from it, so all of them say the same. Numbers stand in tables and among
the figures only, as they were counted; how they are written down is `figures`' alone. Sentences in
which a number occurs are words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `lang` (BCP 47) where it is not the report's own language."""

    text: str
    lang: str = ""
    is_strong: bool = False
    is_emphasised: bool = False


Line = tuple[Run, ...]
"""A text that has no breaks of its own but "\\n"."""

Cell = Line | int | float | None
"""What stands in a table; None where there is nothing to tell."""


class Tone(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    LEAD = "lead"
    """What is read first: larger."""
    NOTE = "note"
    """How to read what stands there: smaller."""
    WARNING = "warning"
    """What must not be missed, such as that this is not the end yet."""


class Holds(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    COUNT = "count"
    """A whole number."""
    NUMBER = "number"
    """A number with two decimals at most."""
    SHARE = "share"
    """From 0 to 1, read as a percentage."""
    ID = "id"
    """What a row is called in every document and in the archive."""


class Shape(StrEnum):
    """How numbers are drawn."""

    BARS = "bars"
    """One bar per row."""
    STACK = "stack"
    """One bar per row, whose parts are the columns (a distribution)."""
    SCATTER = "scatter"
    """One point per row: the first column across, the second up."""
    SHIFT = "shift"
    """One line per row from the first column to the second (places; 1 is on top)."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences."""

    text: Line
    tone: Tone = Tone.BODY

    @property
    def leads(self) -> bool:
        """Whether it is about what stands below it, and says nothing at the foot of a page."""
        is_title = bool(self.text) and all(run.is_strong for run in self.text)
        return is_title or self.tone is Tone.NOTE


@dataclass(frozen=True, slots=True)
class Points:
    """Some things one after the other."""

    items: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, as it was typed; `about` says where, who (where told), what it is.

    `id` is its number in the appendix; what answers another moves in by `depth` (0 to 3).
    """

    text: Line
    about: str = ""
    id: str = ""
    depth: int = 0
    is_highlighted: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands by itself, with what it counts; `of` is out of how many."""

    name: str
    value: int | float | None
    holds: Holds = Holds.COUNT
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers side by side."""

    items: tuple[Figure, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `id` does not change with the language."""

    id: str
    title: str
    holds: Holds = Holds.TEXT
    unit: str = ""
    """What stands behind (or, one currency sign, before) each number."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells as columns. `caption` says what it tells, `note` how to read it.

    `sheet` is its short name where it is a sheet of its own (at most 31 signs, none of []:*?/\\).
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ShowTable:
    """Here stands the table with this id (`Report.tables`)."""

    table: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Here the columns of a table are drawn, over the rows as they stand.

    `alt` says in words what can be seen. `labels` is the column with the names of the rows.
    `most` is where the scale ends, None where it follows from the numbers.
    """

    id: str
    table: str
    shape: Shape
    columns: tuple[str, ...]
    caption: str
    alt: str
    labels: str = "what"
    most: float | None = None


Block = Paragraph | Points | Quote | Figures | ShowTable | Chart


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or a part of one; `id` does not change with the language (ASCII, unique)."""

    id: str
    title: Line
    blocks: tuple[Block, ...] = ()
    parts: tuple["Part", ...] = ()
    number: int = 0
    """The theme's number, which gives it its sign and colour; 0 for none."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `lines` are client, day and place; `kind` says which report this is."""

    title: Line
    kind: str
    lines: tuple[Line, ...]
    warning: str = ""
    """That the event still goes on, or that this was practice."""
    logo: bytes = b""
    logo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, in one language. `title` is plain, for a window or a document's properties."""

    language: str
    title: str
    cover: Cover
    parts: tuple[Part, ...]
    tables: Mapping[str, Table]
    sheets: tuple[str, ...] = ()
    """The tables that are a sheet, a CSV file each, in order; also such as stand in no part."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What a document says of its own (`WORDS` in `building`): "contents", "table", "figure",
    "page" (with {n} and {m}) …"""
    is_brief: bool = False
    """One or a few pages: without a list of contents and a page for the cover."""


def walk(parts: tuple[Part, ...], depth: int = 1) -> Iterator[tuple[int, Part]]:
    """Every part in reading order with its depth, from 1."""
    for part in parts:
        yield depth, part
        yield from walk(part.parts, depth + 1)


def plain(line: Line) -> str:
    """A line without what its runs say besides their text."""
    return "".join(run.text for run in line)


def blocks(report: Report) -> Iterator[Block]:
    """Every block in reading order."""
    for _, part in walk(report.parts):
        yield from part.blocks
