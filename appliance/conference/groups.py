"""What a sorting step sorts: which contributions are on its list, and in which group they are.

Readings of the room, no rules. The list of a step is named by the step's id; it holds the
contributions of the step that it takes from, and those that were merged out of them. What was
merged stands behind the new wording and is counted once.
"""

from collections.abc import Iterable
from typing import Final

from .records import Activity, Bucket, Entry, Scope, State
from .room import Room
from .tally.contributors import is_counted

SORTING: Final = "categorise"
"""The kind of a sorting step."""

CHAIRS: Final = "chairs"
"""What its setting `who` says where the chairs sort too."""


EVERYONE: Final = "everyone"
"""What it says where everybody sorts for themselves, and most decide (see `placing`)."""


def is_sorting(activity: Activity | None) -> bool:
    """Whether contributions are put into groups in this step."""
    return activity is not None and activity.kind == SORTING


def step_sorting(room: Room, of: str) -> Activity | None:
    """The sorting step whose list has this name."""
    found = room.activities.get(of)
    return found if is_sorting(found) else None


def steps_sorting(room: Room, entry: Entry) -> list[Activity]:
    """The sorting steps on whose list this contribution can stand, the last of the programme
    first."""
    # Asked for each contribution and each audience.
    found = [
        step
        for step in room.activities.values()
        if step.kind == SORTING and entry.activity in (step.id, input_of(step))
    ]
    return sorted(found, key=lambda step: -step.position) if len(found) > 1 else found


def is_for_chairs(step: Activity) -> bool:
    """Whether the chairs sort too, each the list of the theme of their table."""
    return bool(step.settings.get("who", CHAIRS) == CHAIRS)


def is_for_everyone(step: Activity) -> bool:
    """Whether everybody sorts for themselves, and an item goes where most put it."""
    return is_sorting(step) and step.settings.get("who") == EVERYONE


def is_running(step: Activity) -> bool:
    """Whether people could be busy with it."""
    return step.state in (State.OPEN, State.PAUSED)


def input_of(step: Activity) -> str:
    """The id of the step that a sorting step takes from, or ""."""
    found = step.settings.get("input", "")
    return found if isinstance(found, str) else ""


def theme_of(step: Activity, entry: Entry) -> str:
    """The list of the step on which a contribution stands: its theme, or "" where there is one."""
    return entry.theme if step.scope is Scope.THEME else ""


def themes_of(room: Room, step: Activity) -> list[str]:
    """The lists of a step: one per theme, by number, or one for all of them ("")."""
    if step.scope is not Scope.THEME:
        return [""]
    return [theme.id for theme in sorted(room.themes.values(), key=lambda theme: theme.number)]


def to_sort(room: Room, step: Activity) -> dict[str, Entry]:
    """The contributions on the list of a step, by id: what counts and is not parked."""
    found = all_to_sort(room, step)
    return {id: entry for id, entry in found.items() if not entry.is_parked}


def all_to_sort(room: Room, step: Activity) -> dict[str, Entry]:
    """The same with what is parked: that comes back to where it was."""
    own = [entry for entry in room.entries_of(step.id) if is_counted(entry)]
    merged = {id for entry in own for id in entry.behind}
    source = room.entries_of(input_of(step)) if input_of(step) else []
    found = (entry for entry in (*source, *own) if is_counted(entry) and entry.id not in merged)
    return {entry.id: entry for entry in found}


def buckets(room: Room, of: str) -> list[Bucket]:
    """The groups of a list, in the order in which they were made."""
    return sorted((b for b in room.buckets.values() if b.of == of), key=lambda b: (b.seq, b.id))


def originals(room: Room, ids: Iterable[str]) -> tuple[str, ...]:
    """The contributions that people wrote, behind these and behind what was merged into them."""
    found: dict[str, None] = {}
    waiting = list(reversed(list(ids)))
    while waiting:
        id = waiting.pop()
        entry = room.entries.get(id)
        if entry is not None and entry.behind:
            waiting += reversed(entry.behind)
        else:
            found[id] = None
    return tuple(found)


def later_with_list(room: Room, step: Activity) -> Activity | None:
    """A step that was opened and took its list from this one."""
    return next((a for a in takers(room, step.id) if a.items is not None), None)


def takers(room: Room, of: str) -> list[Activity]:
    """The steps that take their list from this one."""
    return [a for a in room.activities.values() if a.settings.get("input") == of]
