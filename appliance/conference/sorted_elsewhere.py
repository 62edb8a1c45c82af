"""What was sorted on another machine: how it goes along with a conference, and how it comes in.

The ids of the answers go along too, so that groups find their texts again. Where a person sorted
already, that stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from . import members
from .change import Change, Moment
from .commands import Actor, TakeSorting
from .grouping import BUCKETS_MOST, TITLE_MOST
from .plain import plain
from .records import Bucket, Record, Separation
from .refusal import Refused
from .room import Room
from .sorting import SEPARATIONS_MOST, SURVEY

GROUPS: Final = "groups"
APART: Final = "apart"

_UNSAID: Final = ("seq", "rev")
"""The order of one room means nothing in another."""


def sorted_here(room: Room) -> dict[str, Any]:
    """All groups and what is kept apart, in the order in which a person said so."""
    # What is sorted in the room itself speaks of contributions, which do not go along.
    groups = {id: one for id, one in room.buckets.items() if one.of.startswith(SURVEY)}
    return {GROUPS: _told(groups), APART: _told(room.separations)}


def take_sorting(
    room: Room, actor: Actor, command: TakeSorting, moment: Moment
) -> Sequence[Change]:
    """Take in what was sorted elsewhere, but for what is known here already.

    Raises Refused `file_member` where an object is not what it should be, `out_of_range` where
    there are too many.
    """
    _refuse_too_many(len(room.buckets) + len(command.groups), BUCKETS_MOST)
    _refuse_too_many(len(room.separations) + len(command.apart), SEPARATIONS_MOST)
    placed = {(b.of, member) for b in room.buckets.values() for member in b.members}
    changes = []
    for item in command.groups:
        told = _read_bucket(room, item)
        new = tuple(id for id in told.members if (told.of, id) not in placed)
        if told.id not in room.buckets:
            placed |= {(told.of, id) for id in new}
            changes.append(Change(None, replace(told, members=new)))
    for item in command.apart:
        apart = Separation(members.slug(item), _of(item), members.words(item, "members", ()))
        if apart.id not in room.separations:
            changes.append(Change(None, apart))
    return changes


def _told(records: Mapping[str, Record]) -> list[dict[str, Any]]:
    ordered = sorted(records.values(), key=lambda record: (record.seq, record.id))
    return [
        {name: value for name, value in plain(record).items() if value and name not in _UNSAID}
        for record in ordered
    ]


def _read_bucket(room: Room, item: members.Item) -> Bucket:
    theme = members.optional(item, "theme", "")
    return Bucket(
        id=members.slug(item),
        of=_of(item),
        title=members.member(item, "title", str)[:TITLE_MOST],
        members=tuple(dict.fromkeys(members.words(item, "members", ()))),
        without=members.words(item, "without", ()),
        theme=theme if theme in room.themes else "",
        question=members.optional(item, "question", ""),
    )


def _of(item: members.Item) -> str:
    of = members.member(item, "of", str)
    if not of.startswith(SURVEY):
        raise members.wrong(item, "of")
    return of


def _refuse_too_many(n: int, most: int) -> None:
    if n > most:
        raise Refused("out_of_range", least=0, most=most)
