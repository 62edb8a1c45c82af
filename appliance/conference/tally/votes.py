"""What a vote comes to, and how many have voted: for whichever kind of activity it is."""

from dataclasses import dataclass
from typing import Any

from appliance.conference.activities.kind import Vote
from appliance.conference.records import Activity, Item, Role
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .privacy import K, stepwise


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many have voted, and never who.

    `heads` is how many people are at the tables, and chairs who voted; `is_doubtful` that there are
    more ballots than people who could have cast one. `tables` gives the share (0 to 1) that voted,
    by table; where fewer than k people sit it only says none, some or all.
    """

    ballots: int
    done: int
    heads: int
    is_doubtful: bool
    tables: dict[str, float]


def live_items(items: tuple[Item, ...]) -> list[Item]:
    """What can be voted on now."""
    return [item for item in items if not (item.is_withdrawn or item.into)]


def results(room: Room, activity: Activity, vote: Vote) -> dict[str, Any]:
    """The results of a vote whose list is fixed: what its kind makes of all ballots.

    Made once, for as long as nothing changes. {"ballots": n, "items": [{"id", "text", "theme",
    "rank", …}], …} with the items in the order of their rank. Raises Refused `still_counting` in
    the room that is written in where it takes long: it is then counted beside it.
    """
    known: dict[str, Any] | None = room.results.get(activity.id)
    if known is not None:
        return known
    items = activity.items or ()
    live, ballots = live_items(items), room.ballots_of(activity.id)
    if room.count_aside and vote.is_heavy and vote.is_heavy(activity, live, len(ballots)):
        room.count_aside(activity.id)
        raise Refused("still_counting")
    counted = [
        values for ballot in ballots if (values := vote.counted(activity, items, ballot.values))
    ]
    told = vote.results(activity, live, counted)
    texts = {item.id: item for item in live}
    rows = [
        {"id": row["id"], "text": texts[row["id"]].text, "theme": texts[row["id"]].theme, **row}
        for row in told["items"]
    ]
    made = room.results[activity.id] = {"ballots": len(counted), **told, "items": rows}
    return made


def turnout(room: Room, activity: Activity, vote: Vote) -> Turnout:
    """How many have voted so far."""
    items = tuple(activity.items or ())
    live = live_items(items)
    tables = {table.id: len(room.around(table.id)) for table in room.tables.values()}
    cast = dict.fromkeys(tables, 0)
    done = ballots = of_people = chairs = 0
    for ballot in room.ballots_of(activity.id):
        values = vote.counted(activity, items, ballot.values)
        if not values:
            continue
        ballots += 1
        done += vote.is_done(activity, live, values)
        if (ballot.owner or "").startswith(CHAIR):
            chairs += 1
        else:
            of_people += 1
            cast[ballot.table] = cast.get(ballot.table, 0) + 1
    people = sum(tables.values())
    return Turnout(
        ballots=ballots,
        done=done,
        heads=people + chairs,
        is_doubtful=Role.PARTICIPANT in activity.writers and of_people > people,
        tables={id: stepwise(cast[id], max(n, cast[id]), K) for id, n in tables.items()},
    )


CHAIR = "chair."
"""Begins the owner of a chair's ballot; people's ids have no dot."""
