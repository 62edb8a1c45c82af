"""What lies on the sorting desk: a list of texts, its groups, what is loose, what was made of it.

Looked up in the room at once; knows no request and no words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from appliance.conference.groups import buckets
from appliance.conference.records import (
    Act,
    Activity,
    Asks,
    Bucket,
    Question,
    Separation,
    State,
    Text,
    Theme,
)
from appliance.conference.room import Room
from appliance.conference.sorting import count, list_of, resting_on, separations, texts

from .words import N_

BATCH: Final = 50
"""So many loose texts are looked at at a time."""

UNDO: Final[Mapping[str, str]] = {
    "put_bucket": N_("Undo the change of a group"),
    "merge_buckets": N_("Undo merging two groups"),
    "remove_bucket": N_("Undo removing a group"),
    "take_out": N_("Undo taking answers out"),
    "keep_apart": N_("Undo leaving a suggestion"),
    "bucket_to_theme": N_("Undo making a theme"),
    "bucket_to_question": N_("Undo making a question"),
    "bring_answers": N_("Undo bringing answers into the room"),
}
"""What taking back an act of sorting is called."""


@dataclass(frozen=True, slots=True)
class TextList:
    """A list that can be sorted: its name, what was asked, and how many texts there are."""

    of: str
    asked: Text
    count: int


@dataclass(frozen=True, slots=True)
class Resting:
    """A theme with the texts that it rests on."""

    theme: Theme
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody without a script looks at in a group: from the place `begin`, id and text."""

    bucket: str
    begin: int
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SortDesk:
    """Everything on the desk for one list. Records never change, so they may leave the room."""

    seq: int
    lists: tuple[TextList, ...]
    of: str
    texts: Mapping[str, str]
    buckets: tuple[Bucket, ...]
    apart: tuple[Separation, ...]
    themes: tuple[Resting, ...]
    steps: tuple[Activity, ...]
    """Steps to which a question can still be added."""
    questions: tuple[tuple[Activity, Question], ...]
    """Where answers can be brought into the room."""
    last_act: Act | None

    @property
    def loose(self) -> tuple[str, ...]:
        """The ids of the texts that are in no group."""
        placed = {member for bucket in self.buckets for member in bucket.members}
        return tuple(id for id in self.texts if id not in placed)

    def bucket(self, id: str) -> Bucket | None:
        """The group with this id."""
        return next((bucket for bucket in self.buckets if bucket.id == id), None)

    def theme(self, id: str) -> Resting | None:
        """The theme with this id and what it rests on."""
        return next((resting for resting in self.themes if resting.theme.id == id), None)

    def members(self, bucket: Bucket) -> list[str]:
        """The ids of the texts of a group that are still there."""
        return [id for id in bucket.members if id in self.texts]

    def size(self, bucket: Bucket) -> int:
        """How many texts of a group are still there."""
        return len(self.members(bucket))

    def looked(self, id: str, after: int) -> Looked | None:
        """A batch of the texts of the group with this id, from about the place `after`."""
        bucket = self.bucket(id)
        if bucket is None:
            return None
        ids = self.members(bucket)
        begin = begin_of(len(ids), after)
        rows = [(id, self.texts[id]) for id in ids[begin : begin + BATCH]]
        return Looked(bucket.id, begin, tuple(rows))

    def undo_words(self) -> str:
        """What taking back the last act is called."""
        return UNDO[self.last_act.do] if self.last_act else ""

    def asked_of(self, bucket: Bucket) -> Question | None:
        """The question that was made of a group, if it is still there."""
        places = {f"{step.id}.{question.id}": question for step, question in self.questions}
        return places.get(bucket.question)


def on_desk(room: Room, of: str) -> SortDesk:
    """The desk for this list, or for the first one where there is no such list."""
    lists = tuple(_lists(room))
    names = [each.of for each in lists]
    of = of if of in names else next(iter(names), "")
    programme = room.programme()
    themes = sorted(room.themes.values(), key=lambda theme: theme.number)
    return SortDesk(
        seq=room.seq,
        lists=lists,
        of=of,
        texts=texts(room, of),
        buckets=tuple(buckets(room, of)),
        apart=tuple(separations(room, of)),
        themes=tuple(Resting(theme, tuple(resting_on(room, theme.id))) for theme in themes),
        steps=tuple(a for a in programme if a.kind == _ASKING and a.state is State.PLANNED),
        questions=tuple(
            (a, q)
            for a in programme
            if a.kind == _ASKING and a.state is not State.SEALED
            for q in a.questions
        ),
        last_act=_last_act(room),
    )


def begin_of(count: int, asked: int) -> int:
    """Where the batch begins in which the place that is asked for is, or the last one there is."""
    return min(asked, max(count - 1, 0)) // BATCH * BATCH


def matching(texts: Mapping[str, str], sought: str) -> dict[str, str]:
    """The texts in which every sought word stands, capitals or not. js/prepare/sort-loose.js does
    the same."""
    words = sought.lower().split()
    return {id: text for id, text in texts.items() if all(w in text.lower() for w in words)}


_ASKING: Final = "brainstorm"


def _lists(room: Room) -> Iterator[TextList]:
    for survey in room.surveys.values():
        for question in survey.questions:
            if question.kind is Asks.OPEN:
                of = list_of(question.id)
                yield TextList(of, question.text, count(room, of))


def _last_act(room: Room) -> Act | None:
    acts = (act for act in room.acts.values() if act.do in UNDO and not act.is_undone)
    return max(acts, key=lambda act: act.seq, default=None)
