"""How far the sorting of contributions is: what is on each list, and how much of it is left.

Plain counts. A contribution counts once: what was merged stands behind its new wording.
"""

from collections import Counter
from dataclasses import dataclass

from appliance.conference.groups import buckets, theme_of, themes_of, to_sort
from appliance.conference.records import Activity
from appliance.conference.room import Room


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
