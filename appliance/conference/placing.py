"""Everyone sorts for themselves: what somebody may choose, and where an item goes in the end.

A person's choices are a ballot {contribution: group}, so that one person has one, its owner is
locked and sealing lets go of it, as in a vote. While the step is open nobody sees where others put
things. When it closes, each contribution that nobody who leads has placed goes into the group where
most put it; where two groups have as many it goes into none, and a person decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .change import Change, Moment
from .commands import Actor, CloseActivity
from .groups import buckets, is_for_everyone, theme_of, to_sort
from .records import Activity, Bucket, State
from .refusal import Refused
from .room import Room
from .steps import activity_of
from .steps import close_activity as close_step
from .tally.placings import agreements


def checked_choices(room: Room, step: Activity, values: Mapping[str, Any]) -> dict[str, str]:
    """What of somebody's choices can be kept.

    What is not on the list any more, or in a group that is gone, is left out: lists change while
    people choose. Raises Refused for what never was one.
    """
    if not all(isinstance(group, str) for group in values.values()):
        raise Refused("ballot_values")
    if not room.entries.keys() >= values.keys():
        raise Refused("unknown_entry")
    listed, there = to_sort(room, step), {each.id: each for each in buckets(room, step.id)}
    kept = {id: group for id, group in values.items() if id in listed and group in there}
    if any(theme_of(step, listed[id]) != there[group].theme for id, group in kept.items()):
        raise Refused("other_theme")
    return kept


def refuse_unless_placing(step: Activity) -> None:
    """Raises Refused where nobody puts anything in a group now. What comes after closing is late:
    the groups were seen by then."""
    match step.state:
        case State.PLANNED:
            raise Refused("activity_planned")
        case State.PAUSED:
            raise Refused("placing_paused")
        case State.CLOSED:
            raise Refused("placing_closed")
        case State.SEALED:
            raise Refused("activity_sealed")


def close_activity(
    room: Room, actor: Actor, command: CloseActivity, moment: Moment
) -> Sequence[Change]:
    """End an activity; where everyone sorted, each item goes where most put it."""
    changes = close_step(room, actor, command, moment)
    step = activity_of(room, command.activity)
    if not changes or command.in_s or not is_for_everyone(step):
        return changes
    return [*changes, *_placed(room, step)]


def _placed(room: Room, step: Activity) -> Iterable[Change]:
    """The groups with what most put into them, beside what was put there by hand."""
    there = buckets(room, step.id)
    by_hand = {bucket.id: _by_hand(bucket) for bucket in there}
    settled = {id for ids in by_hand.values() for id in ids}
    listed = to_sort(room, step)
    most = {
        id: found.groups[0]
        for id, found in agreements(room, step).items()
        if len(found.groups) == 1 and id in listed and id not in settled
    }
    for bucket in there:
        counted = tuple(
            id for id in listed if most.get(id) == bucket.id and id not in bucket.without
        )
        members = (*by_hand[bucket.id], *counted)
        placed = replace(bucket, members=members, by_count=counted)
        if placed != bucket:
            yield Change(bucket, placed)


def _by_hand(bucket: Bucket) -> list[str]:
    counted = set(bucket.by_count)
    return [id for id in bucket.members if id not in counted]
