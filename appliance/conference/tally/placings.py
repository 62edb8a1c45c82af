"""Where people put each contribution, when everyone sorts for themselves, and how far they agree.

The group of an item is the one where most put it (plurality); the agreement is the share of those
who placed it that chose this group: 1 minus the variation ratio (L. C. Freeman, Elementary Applied
Statistics, Wiley 1965). It is not corrected for chance: people see a plain share. A tie is told as
a tie.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from appliance.conference.groups import buckets, originals, to_sort
from appliance.conference.records import Activity, Entry
from appliance.conference.room import Room


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an item was placed: by so many `people`, `votes` of them into each of `groups`.

    `groups` is one, or several that have as many; in the order in which they were made. `share`
    is votes / people, above 0 and at most 1.
    """

    people: int
    votes: int
    groups: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Overall:
    """All of a list: the mean share (None where nothing was placed), and how many items are tied
    and how many nobody placed."""

    mean_share: float | None
    tied: int
    unplaced: int


def agreements(room: Room, step: Activity) -> dict[str, Agreement]:
    """How each item on the list was placed; those that nobody placed are left out."""
    now = {old: bucket.id for bucket in buckets(room, step.id) for old in bucket.stands_for}
    order = {bucket.id: n for n, bucket in enumerate(buckets(room, step.id))}
    counts = _counts(room, step)
    found = {}
    for id, entry in to_sort(room, step).items():
        chosen = _of_merged(room, step, entry) if entry.behind else counts.get(id, Counter())
        there: Counter[str] = Counter()
        for group, n in chosen.items():
            there[now.get(group, group)] += n
        placed = {group: n for group, n in there.items() if group in order}
        if placed:
            found[id] = _agreement(placed, order)
    return found


def overall(room: Room, step: Activity, found: Mapping[str, Agreement]) -> Overall:
    """The agreement on a whole list."""
    shares = [each.share for each in found.values()]
    return Overall(
        mean_share=sum(shares) / len(shares) if shares else None,
        tied=sum(len(each.groups) > 1 for each in found.values()),
        unplaced=len(to_sort(room, step)) - len(found),
    )


def sorters(room: Room, step: Activity) -> int:
    """How many people have put anything in a group."""
    return sum(bool(ballot.values) for ballot in room.ballots_of(step.id))


def _agreement(placed: Mapping[str, int], order: Mapping[str, int]) -> Agreement:
    people, votes = sum(placed.values()), max(placed.values())
    most = sorted((group for group, n in placed.items() if n == votes), key=order.__getitem__)
    return Agreement(people, votes, tuple(most), votes / people)


def _counts(room: Room, step: Activity) -> dict[str, Counter[str]]:
    """The choices for each item; counted once, for as long as no ballot changes."""
    known: dict[str, Counter[str]] | None = room.results.get(step.id)
    if known is not None:
        return known
    counts: dict[str, Counter[str]] = {}
    for ballot in room.ballots_of(step.id):
        for id, group in ballot.values.items():
            counts.setdefault(id, Counter())[group] += 1
    room.results[step.id] = counts
    return counts


def _of_merged(room: Room, step: Activity, entry: Entry) -> Counter[str]:
    """Who put all that they placed of the originals into one group, put what was made of them
    there; whoever placed the new wording itself said so."""
    found: Counter[str] = Counter()
    behind = {*entry.behind, *originals(room, (entry.id,))}
    for ballot in room.ballots_of(step.id):
        chosen = {ballot.values[id] for id in behind if id in ballot.values}
        own = ballot.values.get(entry.id)
        if own is not None:
            found[own] += 1
        elif len(chosen) == 1:
            found[chosen.pop()] += 1
    return found
