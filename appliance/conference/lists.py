"""The list that an activity works on: the result of an earlier one, or of its own.

Until it is opened the list follows what it is taken from; then it is fixed, so that everybody
votes on the same. Every item keeps the id of what it was taken from.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .activities import ACTIVITIES
from .activities.listing import LIST_SETTINGS
from .groups import SORTING, buckets, originals, to_sort
from .outcomes import is_shown, vote_of
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
    found = given(room, source, seen | {activity.id}) if source else []
    chosen = set(_set(activity, "chosen"))
    if chosen:
        found = [item for item in found if item.id in chosen]
    if _set(activity, "only_highlighted"):
        found = [item for item in found if _is_highlighted(room, item)]
    if source is not None and _set(activity, "take_top"):
        found = _top(room, source, found, _set(activity, "take_top"))
    return tuple({item.id: item for item in (*found, *_own(activity))}.values())


def offered(room: Room, activity: Activity) -> list[Item]:
    """What the step before gives to choose from, in the order in which it stands there."""
    source = source_of(room, activity)
    return given(room, source, frozenset({activity.id})) if source else []


def source_of(room: Room, activity: Activity) -> Activity | None:
    """The earlier activity that its list is taken from."""
    return room.activities.get(_set(activity, "input"))


def is_secret(room: Room, activity: Activity) -> bool:
    """Whether what stands on its list would tell what a vote came to that nobody has seen: it takes
    the best of it, or takes from a step to come that does."""
    seen: set[str] = set()
    step: Activity | None = activity
    while step is not None and step.items is None and step.id not in seen:
        seen.add(step.id)
        source = source_of(room, step)
        if source is not None and _set(step, "take_top") and _is_hidden(source):
            return True
        step = source
    return False


def _is_hidden(source: Activity) -> bool:
    is_voted = vote_of(source) is not None and source.items is not None
    return is_voted and not is_shown(source, leads=True)


def given(room: Room, source: Activity, seen: frozenset[str] = frozenset()) -> list[Item]:
    """What an activity gives to a later one; of a vote that was shown, the highest first."""
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
    """In the order that was voted, unless that would tell what the room was not shown."""
    if vote_of(source) is None or not is_shown(source, leads=False):
        return items
    return _by_rank(items, _ranks(room, source))


def _top(room: Room, source: Activity, items: list[Item], n: int) -> list[Item]:
    """The first n, and whatever shares the last of these places: chance decides nothing."""
    ranks = _ranks(room, source)
    ranked = enumerate(_by_rank(items, ranks), 1)
    first = {item.id for place, item in ranked if ranks.get(item.id, place) <= n}
    return [item for item in items if item.id in first]


def _by_rank(items: list[Item], ranks: Mapping[str, int]) -> list[Item]:
    return sorted(items, key=lambda item: ranks.get(item.id, len(items)))


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
