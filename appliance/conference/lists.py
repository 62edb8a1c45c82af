"""The list that an activity works on: the result of an earlier one, or of its own.

Until it is opened the list follows what it is taken from; then it is fixed, so that everybody
votes on the same. Every item keeps the id of what it was taken from.
"""

from collections.abc import Sequence
from typing import Any

from .activities import ACTIVITIES
from .activities.listing import LIST_SETTINGS
from .groups import SORTING, buckets, originals, to_sort
from .records import Activity, Entry, Item
from .room import Room
from .tally.contributors import is_counted
from .tally.votes import results

_DEFAULTS = {setting.name: setting.default for setting in LIST_SETTINGS}


def items_of(room: Room, activity: Activity) -> tuple[Item, ...]:
    """Everything on its list, also what was withdrawn or merged since it was opened."""
    return activity.items if activity.items is not None else taken(room, activity)


def taken(room: Room, activity: Activity, seen: frozenset[str] = frozenset()) -> tuple[Item, ...]:
    """The list as it would be if the activity were opened now; nothing twice."""
    kind = ACTIVITIES.get(activity.kind)
    if kind is None or not kind.takes_list or activity.id in seen:
        return ()
    source = room.activities.get(_set(activity, "input"))
    found = _given(room, source, seen | {activity.id}) if source else []
    chosen = set(_set(activity, "chosen"))
    if chosen:
        found = [item for item in found if item.id in chosen]
    if _set(activity, "only_highlighted"):
        found = [item for item in found if _is_highlighted(room, item)]
    if source is not None and _set(activity, "take_top"):
        found = _top(room, source, found, _set(activity, "take_top"))
    return tuple({item.id: item for item in (*found, *_own(activity))}.values())


def offered(room: Room, activity: Activity) -> tuple[Item, ...]:
    """What the step before gives to choose from, in the order in which it stands there.

    Where it was put to the vote, this order tells nothing of the result.
    """
    source = source_of(room, activity)
    if source is None:
        return ()
    kind = ACTIVITIES.get(source.kind)
    if kind is None or not kind.takes_list:
        return tuple(_given(room, source, frozenset({activity.id})))
    items = source.items
    if items is None:
        items = taken(room, source, frozenset({activity.id}))
    return tuple(item for item in items if not (item.is_withdrawn or item.into))


def is_secret(room: Room, activity: Activity) -> bool:
    """Whether its list, as it would be now, would tell what a vote came to that nobody has seen."""
    seen: set[str] = set()
    step = source_of(room, activity)
    while step is not None and step.id not in seen:
        seen.add(step.id)
        kind = ACTIVITIES.get(step.kind)
        is_voted = kind is not None and kind.vote is not None and step.items is not None
        if is_voted and not (step.is_revealed or step.was_looked_at):
            return True
        step = None if step.items is not None else source_of(room, step)
    return False


def source_of(room: Room, activity: Activity) -> Activity | None:
    """The earlier activity that its list is taken from."""
    return room.activities.get(_set(activity, "input"))


def _given(room: Room, source: Activity, seen: frozenset[str]) -> list[Item]:
    """What an activity gives to a later one."""
    if source.kind == SORTING:
        return _of_buckets(room, source)
    kind = ACTIVITIES.get(source.kind)
    if kind is None:
        return []
    if not kind.takes_list:
        return [_of_entry(entry) for entry in room.entries_of(source.id) if _is_given(entry)]
    items = source.items if source.items is not None else taken(room, source, seen)
    return _ranked(room, source, [item for item in items if not (item.is_withdrawn or item.into)])


def _ranked(room: Room, source: Activity, items: list[Item]) -> list[Item]:
    ranks = _ranks(room, source)
    return sorted(items, key=lambda item: ranks.get(item.id, len(items)))


def _top(room: Room, source: Activity, items: list[Item], n: int) -> list[Item]:
    """The first n, and whatever shares the last of these places: chance decides nothing."""
    ranks = _ranks(room, source)
    return [item for at, item in enumerate(items) if ranks.get(item.id, at + 1) <= n]


def _ranks(room: Room, source: Activity) -> dict[str, int]:
    kind = ACTIVITIES.get(source.kind)
    if kind is None or kind.vote is None or source.items is None:
        return {}
    told = results(room, source, kind.vote)
    return {item["id"]: item["rank"] for item in told["items"] if item["rank"] is not None}


def _is_given(entry: Entry) -> bool:
    return is_counted(entry) and not entry.is_parked


def _is_highlighted(room: Room, item: Item) -> bool:
    return any(room.entries[id].is_highlighted for id in item.behind if id in room.entries)


def _of_entry(entry: Entry) -> Item:
    return Item(entry.id, entry.text, entry.theme, (entry.id,))


def _of_buckets(room: Room, source: Activity) -> list[Item]:
    """One item of each group, on the contributions in it that count."""
    listed = to_sort(room, source)
    found = []
    for bucket in buckets(room, source.id):
        members = [id for id in bucket.members if id in listed]
        themes = {listed[id].theme for id in members}
        theme = bucket.theme or (themes.pop() if len(themes) == 1 else "")
        found.append(Item(bucket.id, bucket.title, theme, originals(room, members)))
    return found


def _own(activity: Activity) -> Sequence[Item]:
    return [
        Item(item["id"], item["text"], str(item.get("theme", "")))
        for item in ACTIVITIES[activity.kind].own(activity.settings)
    ]


def _set(activity: Activity, name: str) -> Any:
    return activity.settings.get(name, _DEFAULTS[name])
