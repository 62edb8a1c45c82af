"""The organiser's own words in the report, and the choices of report that are kept.

Which chapters and variants there are is the report's to know; here only their form is checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from . import members
from .change import Change, Moment
from .commands import Actor, PutEdition, RemoveEdition, WritePassage
from .records import Edition, Passage
from .refusal import Refused, refuse_if_changed
from .room import Room
from .tally.privacy import K
from .text import is_empty, typed

PASSAGE_MOST: Final = 20_000
"""Code points: some eight pages above one chapter."""

PASSAGES_MOST: Final = 100
EDITIONS_MOST: Final = 30
TITLE_MOST: Final = 120


def write_passage(
    room: Room, actor: Actor, command: WritePassage, moment: Moment
) -> Sequence[Change]:
    """Write above a chapter. Raises Refused `passage_too_long`, `changed_meanwhile`."""
    chapter = members.slug({"id": command.chapter})
    old = room.passages.get(chapter)
    said = {**_by_language(room, old), **_typed(command.texts)}
    kept = {name: text for name, text in said.items() if text}
    new = Passage(chapter, kept, old.seq, old.rev) if old else Passage(chapter, kept)
    if new == old or not (kept or old):
        return []
    refuse_if_changed(old.rev if old else 0, command.if_rev)
    if old is None and len(room.passages) >= PASSAGES_MOST:
        raise Refused("out_of_range", least=0, most=PASSAGES_MOST)
    return [Change(old, new if kept else None)]


def put_edition(room: Room, actor: Actor, command: PutEdition, moment: Moment) -> Sequence[Change]:
    """Keep a choice of report. Raises Refused `file_member`, `changed_meanwhile`."""
    old = room.editions.get(str(command.item.get("id", "")))
    new = _read(old.id if old else moment.new_id(), command.item)
    if old is None:
        if len(room.editions) >= EDITIONS_MOST:
            raise Refused("out_of_range", least=0, most=EDITIONS_MOST)
        return [Change(None, new)]
    kept = replace(new, seq=old.seq, rev=old.rev)
    if kept == old:
        return []
    refuse_if_changed(old.rev, command.if_rev)
    return [Change(old, kept)]


def remove_edition(
    room: Room, actor: Actor, command: RemoveEdition, moment: Moment
) -> Sequence[Change]:
    """Keep a choice of report no longer; of one that is gone already, nothing changes."""
    old = room.editions.get(command.edition)
    return [Change(old, None)] if old else []


def _by_language(room: Room, passage: Passage | None) -> dict[str, str]:
    """What stands there already; words in no language are in the conference's first."""
    if passage is None:
        return {}
    if not isinstance(passage.text, str):
        return dict(passage.text)
    first = next(iter(room.conference.languages if room.conference else ()), "nl")
    return {first: passage.text}


def _typed(texts: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name in texts:
        language, text = members.slug({"id": name}), members.member(texts, name, str)
        if len(text) > PASSAGE_MOST:
            raise Refused("passage_too_long", n=len(text), most=PASSAGE_MOST)
        found[language] = "" if is_empty(text) else typed(text, PASSAGE_MOST)
    return found


def _read(id: str, item: Mapping[str, Any]) -> Edition:
    title = members.member(item, "title", str)
    if is_empty(title) or len(title) > TITLE_MOST:
        raise Refused("file_member", where="title")
    return Edition(
        id=id,
        title=title,
        variant=members.slug({"id": item.get("variant")}),
        language=members.slug({"id": item.get("language")}),
        theme=members.optional(item, "theme", ""),
        sections=members.words(item, "sections", ()),
        logo=members.optional(item, "logo", ""),
        least=members.number(item, "least", K, K),
    )
