"""Hands people's texts to who finds names and numbers in them, and what was found back.

The only place that knows both where texts stand and how they are searched.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .assist.child import CannotSuggest
from .assist.personal import Found, Known, find_apart
from .conference.masking import text_of
from .conference.masks import fits
from .conference.pseudonyms import names
from .conference.records import Covers, Decision, Text
from .conference.redaction import digest_of, sought
from .conference.room import Room
from .conference.said import Said, texts_of
from .web.searching import STOPPED, CannotSearch, OnProgress, Searched

REFUSALS: Final[Mapping[str, str]] = {
    "texts_too_large": "There are too many texts to search at once. Cover words yourself.",
    "texts_too_slow": (
        "Searching takes too long on this machine. Nothing has changed. Search once more."
    ),
}
"""What a person reads when nothing was searched."""


def search(room: Room, on_progress: OnProgress) -> Searched:
    """Search every text of a room, in a process of its own. Raises CannotSearch."""
    told, digest = sought(room), digest_of(room)
    try:
        found = find_apart([said.text for said in told], known(room), on_progress)
    except CannotSuggest as no:
        raise CannotSearch(REFUSALS.get(no.code, STOPPED)) from no
    return Searched(tuple(_items(told, found)), digest, found.lacks)


def known(room: Room) -> Known:
    """Who is known by name: also who was covered as one before. And the organiser's words, in
    which no names of people in the room are looked for."""
    people = dict.fromkeys((*names(room), *_covered_names(room)))
    return Known(tuple(people), tuple(dict.fromkeys(_words(room))))


def _covered_names(room: Room) -> Iterator[str]:
    for mask in room.masks.values():
        said = text_of(room, mask)
        if said is not None and fits(mask, said.text):
            for one in mask.stretches:
                if one.decision is Decision.COVER and one.what is Covers.NAME:
                    yield said.text[one.start : one.end]


def _words(room: Room) -> Iterator[str]:
    conference = room.conference
    if conference is not None:
        yield from (*_told(conference.title), conference.client, conference.place)
    for theme in room.themes.values():
        yield from () if texts_of(room, theme) else _told(theme.title)
    for activity in room.activities.values():
        yield from (*_told(activity.title), *_told(activity.instruction))
        of_people = set(texts_of(room, activity).values())
        for question in activity.questions:
            yield from _told(question.explanation)
            yield from (text for text in _told(question.text) if text not in of_people)


def _told(text: Text) -> Iterator[str]:
    yield from (text,) if isinstance(text, str) else text.values()


def _items(told: list[Said], found: Found) -> Iterator[Mapping[str, Any]]:
    for one in found.finds:
        said = told[one.text]
        place = {"kind": said.kind, "record": said.record, "place": said.place}
        stretch = {"start": one.start, "end": one.end, "text": said.text[one.start : one.end]}
        yield {**place, **stretch, "what": one.what, "why": one.why}
