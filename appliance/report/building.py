"""A room becomes a report: which chapters there are, in which order."""

from collections.abc import Mapping
from typing import Final

from appliance.conference.room import Room
from appliance.voice import Speech, Voice

from .choice import Choice, Section, Variant
from .contents.chapter import Chapter, Source
from .contents.chapters import CHAPTERS
from .contents.cover import cover
from .value import Report, Table

BRIEF: Final = frozenset({Variant.ONE_PAGE, Variant.SUMMARY})


def build(
    room: Room,
    choice: Choice,
    speech: Speech,
    logo: bytes = b"",
    head: str = "",
    *,
    is_looked_at: bool = True,
) -> Report | None:
    """The report of this room, or None on a box without a conference.

    `head` is the journal's, as it is now. For the public variant the room is to be one in which
    everything is covered that must be; `is_looked_at` tells whether a person decided about that.
    """
    if room.conference is None:
        return None
    voice = Voice(choice.language, speech, room.conference)
    source = Source(room, choice, voice, head)
    chapters = [CHAPTERS[section](source) for section in Section if choice.holds(section)]
    found = [chapter for chapter in chapters if chapter.parts]
    tables = _tables(found)
    return Report(
        language=choice.language,
        title=voice.organisers(room.conference.title)["text"],
        cover=cover(source, logo, is_looked_at=is_looked_at),
        parts=tuple(part for chapter in found for part in chapter.parts),
        tables=tables,
        sheets=tuple(table.id for table in tables.values() if table.sheet),
        words=words(voice),
        is_brief=choice.variant in BRIEF,
    )


def words(voice: Voice) -> Mapping[str, str]:
    """What a document says of its own."""
    _ = voice.say
    return {
        "contents": _("Contents"),
        "table": _("Table no."),
        "figure": _("Figure"),
        "page": _("Page {n} of {m}", n="{n}", m="{m}"),
        "as_text": _("The same in numbers"),
        "sheet_about": _("About"),
        "lacking": _("A sign that cannot be printed here stands as [U+…]."),
        "back": _("To the contents"),
        "marked": _("A text that could act as a formula has an apostrophe before it."),
    }


def _tables(chapters: list[Chapter]) -> dict[str, Table]:
    return {table.id: table for chapter in chapters for table in chapter.tables}
