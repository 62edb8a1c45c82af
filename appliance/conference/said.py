"""Where people's texts stand in the records, and how a record is with other texts in their places.

A place is a word: "text", "points.0", "answers.<question>". Texts of the organiser are none of it,
but for titles that were made of a group of people's texts, as long as nobody gave them others.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .records import (
    Action,
    Activity,
    Asks,
    Bucket,
    Conference,
    Entry,
    Item,
    Message,
    Question,
    Record,
    Response,
    Summary,
    Table,
    Theme,
)
from .room import Room

Texts = Mapping[str, str]
"""Texts by place."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its place: the kind and id of the record, and where in it."""

    kind: str
    record: str
    place: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Where it stands."""
        return self.kind, self.record, self.place


KINDS_SAID: Final = (
    *("entries", "responses", "summaries", "buckets", "actions", "messages", "activities"),
    *("themes", "tables", "conferences"),
)
"""The kinds of record with people's texts; what is made of others comes after them."""


def texts(room: Room) -> Iterator[Said]:
    """Every text of people, also of what was withdrawn, hidden or not counted."""
    titled = _titled(room)
    for kind in KINDS_SAID:
        for id, record in room.kinds[kind].items():
            for place, text in _places(room, record, titled).items():
                yield Said(kind, id, place, text)


def texts_of(room: Room, record: Record) -> Texts:
    """The texts of people in a record, which need not be as it is in the room."""
    is_titled = isinstance(record, Activity | Theme)
    return _places(room, record, _titled(room) if is_titled else frozenset())


def said_at(room: Room, kind: str, record: str, place: str) -> Said | None:
    """The text at this place, or None."""
    found = room.find(kind, record) if kind in KINDS_SAID else None
    if found is None:
        return None
    text = texts_of(room, found).get(place)
    return None if text is None else Said(kind, record, place, text)


def sources(said: Said) -> list[tuple[str, str, str]]:
    """Where what stands on a list was taken from: a contribution or a group, by their places."""
    id = said.place.removeprefix("items.")
    if said.kind != "activities" or id == said.place:
        return []
    return [("entries", id, "text"), ("buckets", id, "title")]


def with_texts(record: Any, new: Texts) -> Any:
    """The record with these texts in their places."""
    write = _WRITERS.get(type(record))
    return record if not new or write is None else write(record, new)


def _places(room: Room, record: Record, titled: frozenset[str]) -> Texts:
    match record:
        case Entry() | Message():
            found = {"text": record.text}
        case Summary():
            found = {f"points.{n}": point for n, point in enumerate(record.points)}
        case Bucket():
            found = {"title": record.title}
        case Action():
            found = {name: getattr(record, name) for name in _ACTION}
        case Response():
            found = _of_response(room, record)
        case Activity():
            found = _of_activity(room, record, titled)
        case Theme() if record.id in titled and isinstance(record.title, str):
            found = {"title": record.title}
        case Table():
            found = {"reason": record.reason}
        case Conference():
            found = {"show.text": record.show.text}
        case _:
            found = {}
    return {place: text for place, text in found.items() if text}


def _titled(room: Room) -> frozenset[str]:
    """The themes and questions ("<activity>.<question>") that were made of groups."""
    buckets = room.buckets.values()
    return frozenset(made for b in buckets for made in (b.theme, b.question) if made)


def _of_response(room: Room, response: Response) -> dict[str, str]:
    survey = room.surveys.get(response.survey)
    asked = survey.questions if survey else ()
    is_open = {question.id for question in asked if question.kind is Asks.OPEN}
    was = (response.was or {}).get("answers") or {}
    return {
        f"{name}.{question}": text
        for name, answers in (("answers", response.answers), ("was", was))
        for question, text in answers.items()
        if question in is_open and isinstance(text, str)
    }


def _of_activity(room: Room, activity: Activity, titled: frozenset[str]) -> dict[str, str]:
    items = (item for item in activity.items or () if _is_of_people(room, item))
    asked = (q for q in activity.questions if f"{activity.id}.{q.id}" in titled)
    return {
        **{f"items.{item.id}": item.text for item in items if isinstance(item.text, str)},
        **{f"questions.{q.id}": q.text for q in asked if isinstance(q.text, str)},
    }


def _is_of_people(room: Room, item: Item) -> bool:
    return bool(item.behind) or item.id in room.entries or item.id in room.buckets


def _in_response(response: Response, new: Texts) -> Response:
    answers = {
        question: new.get(f"answers.{question}", a) for question, a in response.answers.items()
    }
    was = response.was
    if was is not None:
        told = was.get("answers") or {}
        was = {**was, "answers": {q: new.get(f"was.{q}", a) for q, a in told.items()}}
    return replace(response, answers=answers, was=was)


def _in_activity(activity: Activity, new: Texts) -> Activity:
    items = activity.items

    def item(one: Item) -> Item:
        return replace(one, text=new.get(f"items.{one.id}", one.text))

    def question(one: Question) -> Question:
        return replace(one, text=new.get(f"questions.{one.id}", one.text))

    return replace(
        activity,
        items=None if items is None else tuple(map(item, items)),
        questions=tuple(map(question, activity.questions)),
    )


def _in_summary(summary: Summary, new: Texts) -> Summary:
    points = (new.get(f"points.{n}", point) for n, point in enumerate(summary.points))
    return replace(summary, points=tuple(points))


def _in_conference(conference: Conference, new: Texts) -> Conference:
    return replace(conference, show=replace(conference.show, text=new["show.text"]))


def _in_fields(record: Any, new: Texts) -> Any:
    return replace(record, **new)


_ACTION: Final = ("what", "who", "by_when")

_WRITERS: Final[Mapping[type[Any], Callable[[Any, Texts], Any]]] = {
    **dict.fromkeys((Entry, Message, Bucket, Action, Theme, Table), _in_fields),
    Summary: _in_summary,
    Response: _in_response,
    Activity: _in_activity,
    Conference: _in_conference,
}
