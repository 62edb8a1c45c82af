"""What a vote comes to, and how many have voted: for whichever kind of activity it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.activities.kind import Values, Vote
from appliance.conference.records import Activity, Ballot, Item, Role, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .attendance import attendance, heads_at
from .privacy import K, stepwise


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted, and never who.

    `heads` is how many people are at the tables, and chairs who voted: who took a seat or, where
    heads were counted at every table (`is_counted`), these. `is_doubtful`: there are more ballots
    than people who could have cast one; not told after sealing, which forgets who is a chair.
    `tables` gives the share (0 to 1) that voted, by table; where fewer than k people sit it only
    says none, some or all.
    """

    ballots: int
    done: int
    heads: int
    is_counted: bool
    is_doubtful: bool
    tables: dict[str, float]


def live_items(items: tuple[Item, ...]) -> list[Item]:
    """What can be voted on now."""
    return [item for item in items if not (item.is_withdrawn or item.into)]


def results(room: Room, activity: Activity, vote: Vote) -> dict[str, Any]:
    """The results of a vote whose list is fixed: what its kind makes of all ballots.

    Made once, for as long as nothing changes. {"ballots": n, "items": [{"id", "text", "theme",
    "rank", …}], …} with the items in the order of their rank. Raises Refused `still_counting` in a
    room that counts beside, where it would take long and has not been done yet.
    """
    known: dict[str, Any] | None = room.results.get(activity.id)
    if known is not None:
        return known
    if room.counts_beside and is_long(room, activity):
        raise Refused("still_counting")
    made = room.results[activity.id] = count(activity, vote, valid(room, activity, vote))
    return made


def is_long(room: Room, activity: Activity) -> bool:
    """Whether counting takes too long for others to wait for it."""
    items = len(activity.items or ())
    return items * (items + room.votes_in(activity.id)) > LONG_FROM


def valid(room: Room, activity: Activity, vote: Vote) -> list[Values]:
    """What counts of each ballot of which anything does, in an order that tells nothing."""
    return [one.values for one in _tallied(room, activity, vote) if one.values]


def count(activity: Activity, vote: Vote, ballots: Sequence[Values]) -> dict[str, Any]:
    """The results that these ballots come to (`results`); knows no room, so that any thread can."""
    live = live_items(activity.items or ())
    told = vote.results(activity, live, ballots)
    texts = {item.id: item for item in live}
    rows = [
        {"id": row["id"], "text": texts[row["id"]].text, "theme": texts[row["id"]].theme, **row}
        for row in told["items"]
    ]
    return {"ballots": len(ballots), **told, "items": rows}


def turnout(room: Room, activity: Activity, vote: Vote) -> Turnout:
    """How many have voted so far."""
    known: _Cast | None = room.turnouts.get(activity.id)
    if known is None:
        known = room.turnouts[activity.id] = _cast(room, activity, vote)
    is_counted = attendance(room).is_whole
    tables = heads_at(room) if is_counted else _seated(room)
    at = known.at
    people = sum(tables.values())
    return Turnout(
        ballots=known.of_people + known.of_chairs,
        done=known.done,
        heads=people + known.of_chairs,
        is_counted=is_counted,
        is_doubtful=_may_doubt(activity) and known.of_people > people,
        tables={id: stepwise(at[id], max(n, at[id]), K) for id, n in tables.items()},
    )


def _may_doubt(activity: Activity) -> bool:
    return Role.PARTICIPANT in activity.writers and activity.state is not State.SEALED


def _seated(room: Room) -> dict[str, int]:
    return {table.id: len(room.around(table.id)) for table in room.tables.values()}


@dataclass(frozen=True, slots=True)
class _Tallied:
    """A ballot: what of it counts now, and whether it says all it could."""

    ballot: Ballot
    values: Values
    is_done: bool


@dataclass(frozen=True, slots=True)
class _Cast:
    """Ballots that count, of people (`at`: by table) and chairs; how many say all they could."""

    of_people: int
    of_chairs: int
    done: int
    at: Counter[str]


def _tallied(room: Room, activity: Activity, vote: Vote) -> list[_Tallied]:
    """Every ballot in the order of their receipts. Only what is new is looked at: a thousand that
    change one after the other would each cost a thousand."""
    known: dict[str, _Tallied] = room.tallied[activity.id]
    items = activity.items or ()
    live = live_items(items)
    found = []
    for ballot in room.ballots_of(activity.id):
        one = known.get(ballot.id)
        if one is None:
            values = vote.counted(activity, items, ballot.values)
            is_done = bool(values) and vote.is_done(activity, live, values)
            one = known[ballot.id] = _Tallied(ballot, values, is_done)
        found.append(one)
    return found


def _cast(room: Room, activity: Activity, vote: Vote) -> _Cast:
    counted = [one for one in _tallied(room, activity, vote) if one.values]
    people = [one for one in counted if not (one.ballot.owner or "").startswith(CHAIR)]
    return _Cast(
        of_people=len(people),
        of_chairs=len(counted) - len(people),
        done=sum(one.is_done for one in counted),
        at=Counter(one.ballot.table for one in people),
    )


LONG_FROM: Final = 30_000
"""Items times items and ballots together: 30 ms or so on a small box, whatever the rule."""

CHAIR = "chair."
"""Begins the owner of a chair's ballot; people's ids have no dot."""
