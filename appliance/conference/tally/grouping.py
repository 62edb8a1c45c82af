"""How far the sorting of contributions is: what is on each list, and how much of it is left.

Plain counts. A contribution counts once: what was merged stands behind its new wording.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.conference.groups import buckets, originals, theme_of, themes_of, to_sort
from appliance.conference.records import Activity, Bucket, Entry
from appliance.conference.room import Room

from .contributors import is_counted


@dataclass(frozen=True, slots=True)
class Sorted:
    """One list of a sorting step: contributions on it, those in no group, groups, and whether
    somebody said that it is ready."""

    entries: int
    left: int
    groups: int
    is_ready: bool


def sorted_so_far(room: Room, step: Activity) -> dict[str, Sorted]:
    """How far each list of a sorting step is, by theme ("" where all stand on one list).

    Counted once, for as long as nothing changes: every audience asks.
    """
    known: dict[str, Sorted] | None = room.sorted.get(step.id)
    if known is None:
        known = room.sorted[step.id] = _counted(room, step)
    return known


def not_ready(room: Room, step: Activity) -> list[str]:
    """The lists with anything on them of which nobody said that they are ready."""
    return [
        theme
        for theme, told in sorted_so_far(room, step).items()
        if not told.is_ready and (told.entries or told.groups)
    ]


def _counted(room: Room, step: Activity) -> dict[str, Sorted]:
    listed = to_sort(room, step)
    made = buckets(room, step.id)
    placed = {member for bucket in made for member in bucket.members}
    entries = Counter(theme_of(step, entry) for entry in listed.values())
    left = Counter(theme_of(step, entry) for id, entry in listed.items() if id not in placed)
    groups = Counter(bucket.theme if bucket.theme in room.themes else "" for bucket in made)
    if themes_of(room, step) == [""]:
        groups = Counter({"": len(made)})
    return {
        theme: Sorted(entries[theme], left[theme], groups[theme], theme in step.ready)
        for theme in themes_of(room, step)
    }


@dataclass(frozen=True, slots=True)
class Grouped:
    """What people wrote to one question of a theme, in the groups in which it was put; `left` is
    in none. Groups without any of it are left out."""

    groups: tuple[tuple[Bucket, tuple[Entry, ...]], ...]
    left: tuple[Entry, ...]


def grouped(room: Room, step: Activity) -> dict[tuple[str, str], Grouped]:
    """What was sorted in a step, by question and theme, each contribution once.

    Of what was merged the originals are counted: a group holds as many as people wrote.
    """
    listed = to_sort(room, step)
    made = buckets(room, step.id)
    found: dict[tuple[str, str], dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    placed = set()
    for bucket in made:
        members = [id for id in bucket.members if id in listed]
        placed.update(members)
        _put(room, found, bucket.id, members)
    _put(room, found, "", [id for id in listed if id not in placed])
    return {
        place: Grouped(
            tuple((bucket, tuple(there[bucket.id])) for bucket in made if bucket.id in there),
            tuple(there.get("", ())),
        )
        for place, there in found.items()
    }


def _put(
    room: Room,
    found: dict[tuple[str, str], dict[str, list[Entry]]],
    bucket: str,
    members: Sequence[str],
) -> None:
    for id in originals(room, members):
        entry = room.entries.get(id)
        if entry is not None and is_counted(entry):
            found[entry.question, entry.theme][bucket].append(entry)
