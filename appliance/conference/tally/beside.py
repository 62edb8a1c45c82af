"""What the survey brought to a theme beside what the room made of it: kept, new and dropped.

Two things are joined where they can be followed from one to the other: answers of a group of the
survey were brought to the tables and stand in a group of the room. Else where both have the same
title. What is joined by neither counts as dropped or new, which is no more than that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from appliance.conference.groups import buckets, is_sorting, originals, to_sort
from appliance.conference.records import Bucket, Entry, Origin, Theme
from appliance.conference.room import Room
from appliance.conference.sorting import SURVEY, texts

from .contributors import is_counted


class Fate(StrEnum):
    """What became of a group: `BROUGHT` to the tables, where nobody made groups of it."""

    KEPT = "kept"
    BROUGHT = "brought"
    NEW = "new"
    DROPPED = "dropped"


class Match(StrEnum):
    """How that is known: answers can be followed, titles are alike, the theme was made of it."""

    CHAIN = "chain"
    TITLE = "title"
    THEME = "theme"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Beside:
    """A group of the survey with so many answers, and the room's groups with so many contributions;
    either of the two may be missing."""

    survey: Bucket | None
    answers: int
    room: tuple[Bucket, ...]
    entries: int
    fate: Fate
    match: Match


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All of a theme. `brought` answers of the survey came to its tables, of which `placed` stand
    in a group of the room; `is_sorted`: the room made groups here."""

    lines: tuple[Beside, ...]
    brought: int
    placed: int
    is_sorted: bool


@dataclass(frozen=True, slots=True)
class _Made:
    """A group of the room with what people wrote that is in it."""

    bucket: Bucket
    entries: frozenset[str]


def side_by_side(room: Room, theme: Theme) -> SideBySide:
    """What the survey brought to a theme beside what the room made; no lines where nothing came
    from the survey."""
    brought = [
        e
        for e in room.entries.values()
        if e.origin is Origin.SURVEY and e.theme == theme.id and is_counted(e)
    ]
    made = _made(room, theme)
    lines = [
        _line(group, told, brought, made, theme)
        for group, told in survey_groups(room)
        if _concerns(room, group, told, theme, brought)
    ]
    joined = {bucket.id for line in lines for bucket in line.room}
    ids = {entry.id for entry in brought}
    rest = [_rest(one, ids) for one in made if one.bucket.id not in joined]
    return SideBySide(
        lines=tuple(sorted([*lines, *rest], key=_order)) if lines or brought else (),
        brought=len(brought),
        placed=len(ids & {id for one in made for id in one.entries}),
        is_sorted=bool(made),
    )


def survey_groups(room: Room) -> list[tuple[Bucket, list[str]]]:
    """The groups of the survey in the order in which they were made, with what is in them."""
    groups = [bucket for bucket in room.buckets.values() if bucket.of.startswith(SURVEY)]
    told = {of: texts(room, of) for of in {group.of for group in groups}}
    return [
        (group, [told[group.of][id] for id in group.members if id in told[group.of]])
        for group in sorted(groups, key=lambda group: (group.seq, group.id))
    ]


def _made(room: Room, theme: Theme) -> list[_Made]:
    found = []
    for step in filter(is_sorting, room.programme()):
        listed = to_sort(room, step)
        for bucket in buckets(room, step.id):
            members = [id for id in bucket.members if id in listed]
            here = [id for id in members if listed[id].theme == theme.id]
            if bucket.theme == theme.id or here:
                found.append(_Made(bucket, frozenset(originals(room, here))))
    return found


def _concerns(
    room: Room, group: Bucket, answers: Iterable[str], theme: Theme, brought: Iterable[Entry]
) -> bool:
    """Whether a theme was made of it, a question of the theme was, or its answers were brought to
    the tables of the theme, where it belongs to no other."""
    if group.theme:
        return group.theme == theme.id
    activity, _, question = group.question.partition(".")
    step = room.activities.get(activity)
    asked = (each.themes for each in step.questions if each.id == question) if step else ()
    return any(theme.id in themes for themes in asked) or bool(
        {entry.text for entry in brought} & set(answers)
    )


def _line(
    group: Bucket,
    answers: Sequence[str],
    brought: Sequence[Entry],
    made: Sequence[_Made],
    theme: Theme,
) -> Beside:
    words = set(answers)
    own = {entry.id for entry in brought if entry.text in words}
    followed = [one for one in made if own & one.entries]
    alike = [one for one in made if _plain(one.bucket.title) == _plain(group.title)]
    found = followed or alike
    match = Match.CHAIN if followed else Match.TITLE if alike else Match.NONE
    fate = Fate.KEPT if found else Fate.DROPPED
    if not found and group.theme == theme.id:
        fate, match = Fate.KEPT, Match.THEME
    elif not found and own and not made:
        fate, match = Fate.BROUGHT, Match.CHAIN
    return Beside(
        survey=group,
        answers=len(answers),
        room=tuple(one.bucket for one in found),
        entries=len(_union(found)),
        fate=fate,
        match=match,
    )


def _rest(one: _Made, brought: set[str]) -> Beside:
    """A group of the room that no group of the survey leads to; it may hold answers all the
    same."""
    is_from_survey = bool(brought & one.entries)
    return Beside(
        survey=None,
        answers=0,
        room=(one.bucket,),
        entries=len(one.entries),
        fate=Fate.KEPT if is_from_survey else Fate.NEW,
        match=Match.CHAIN if is_from_survey else Match.NONE,
    )


def _union(made: Iterable[_Made]) -> set[str]:
    return {id for one in made for id in one.entries}


def _order(line: Beside) -> int:
    return list(Fate).index(line.fate)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
