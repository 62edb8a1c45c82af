"""What came of a vote, for whoever may know by now: results, what shifted, all ballots.

The same for every kind that is voted in. Results are hidden until revealed, whoever asks (law 6).
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from .activities import ACTIVITIES
from .activities.kind import Vote
from .records import Activity, Ballot, State
from .refusal import Refused
from .room import Room
from .tally.comparison import Comparison
from .tally.places import Placed
from .tally.privacy import K
from .tally.shift import Shift, shifts
from .tally.vote_parts import CUTS
from .tally.votes import is_long, live_items, results
from .typeable import plain_code

_SCORES: Final = ("score", "mean", "share", "of_most")
"""The first of these in a row of results compares when more or fewer people voted."""


def vote_of(activity: Activity) -> Vote | None:
    """How a step is voted in, or None."""
    kind = ACTIVITIES.get(activity.kind)
    return kind.vote if kind else None


def votes(room: Room) -> list[Activity]:
    """Every vote that was opened, in the order of the programme."""
    return [a for a in room.programme() if vote_of(a) and a.items is not None]


def vote_in(room: Room, activity: str) -> Activity:
    """The vote with this id. Raises Refused `unknown_activity` or `no_voting`."""
    found = room.activities.get(activity)
    if found is None:
        raise Refused("unknown_activity")
    if vote_of(found) is None:
        raise Refused("no_voting")
    return found


def is_shown(activity: Activity, *, leads: bool) -> bool:
    """Whether the results may be seen: by the room, or (`leads`) by facilitators and observers."""
    kind = ACTIVITIES[activity.kind]
    is_open_to_all: bool = activity.is_revealed or kind.setting(activity, "is_live")
    return activity.items is not None and (is_open_to_all or (leads and activity.was_looked_at))


def told(room: Room, activity: Activity) -> dict[str, Any]:
    """The results for the organiser at the command line, who also has what is closed for good.

    Raises Refused `vote_hidden` while nobody may know them.
    """
    is_over = activity.items is not None and activity.state is State.SEALED
    if not is_over and not is_shown(activity, leads=True):
        raise Refused("vote_hidden")
    parts = activity.breakdown if is_over or activity.is_revealed else None
    apart = {"apart": _standing(activity, parts)} if parts else {}
    return {**outcome(room, activity), **apart}


def outcome(room: Room, activity: Activity) -> dict[str, Any]:
    """The results of a vote that may be seen, with what shifted since the vote that it repeats.

    "shift" is there only where the room may see the earlier one too, so that whoever may see this
    document sees the same: {"since": id, "items": [{"id", "text", "before", "rank", "risen",
    "change"}]} with places before and now.
    """
    found = counted(room, activity)
    earlier = room.activities.get(activity.repeats)
    if earlier is None or vote_of(earlier) is None or not is_shown(earlier, leads=False):
        return found
    return {**found, "shift": _shift(counted(room, earlier), found, earlier.id)}


def told_apart(activity: Activity) -> dict[str, Any] | None:
    """The results per theme, table and role (`tally.vote_parts`), once the room has the whole."""
    if not activity.is_revealed or activity.breakdown is None:
        return None
    return _standing(activity, activity.breakdown)


def counted(room: Room, activity: Activity) -> dict[str, Any]:
    """The results of a vote that was opened, whoever may see them."""
    vote = vote_of(activity)
    if vote is None:
        raise Refused("no_voting")
    return results(room, activity, vote)


def to_count(room: Room) -> list[Activity]:
    """The votes whose results somebody sees or may soon need, that have to be counted beside."""
    return [
        each
        for each in votes(room)
        if each.id not in room.results
        and is_long(room, each)
        and (each.state in (State.CLOSED, State.SEALED) or is_shown(each, leads=True))
    ]


def latest(room: Room, activity: Activity) -> dict[str, Any] | None:
    """The score of a running vote as it was counted last, where it is being counted again."""
    is_running = activity.state in (State.OPEN, State.PAUSED)
    return room.latest.get(activity.id) if is_running else None


def comparison(room: Room, activity: Activity) -> Comparison | None:
    """The same ballots under several rules; None where its kind has only one. May take long."""
    vote = vote_of(activity)
    if vote is None or vote.compared is None:
        return None
    items = activity.items or ()
    ballots = [vote.counted(activity, items, b.values) for b in room.ballots_of(activity.id)]
    return vote.compared(activity, live_items(items), [values for values in ballots if values])


def published(room: Room, activity: Activity) -> list[Ballot]:
    """All ballots in the order of their receipts, once the results are revealed.

    Raises Refused `ballots_secret` before, and `ballots_few` where there are fewer than k.
    """
    if not activity.is_revealed:
        raise Refused("ballots_secret")
    ballots = [ballot for ballot in room.ballots_of(activity.id) if ballot.values]
    if len(ballots) < K:
        raise Refused("ballots_few", n=K)
    return ballots


def may_be_listed(room: Room, activity: Activity) -> list[Ballot]:
    """Those that are published, for a document: none where a page would say why there are none."""
    try:
        return published(room, activity)
    except Refused:
        return []


def with_code(ballots: Sequence[Ballot], typed: str) -> Ballot | None:
    """The ballot with this check code, however it was typed."""
    wanted = plain_code(typed)
    return next((b for b in ballots if wanted and plain_code(b.receipt) == wanted), None)


def _standing(activity: Activity, parts: Mapping[str, Any]) -> dict[str, Any]:
    """What was counted per group, of those items that are still what they were then."""
    items = activity.items or ()
    then = set(parts["items"])
    joined = {item.into for item in items if item.into and item.id in then}
    same = {item.id for item in live_items(items) if item.id in then} - joined

    def part(told: Mapping[str, Any]) -> dict[str, Any]:
        return {**told, "items": [row for row in told["items"] if row["id"] in same]}

    return {cut: {**parts[cut], "parts": [part(p) for p in parts[cut]["parts"]]} for cut in CUTS}


def _shift(before: Mapping[str, Any], after: Mapping[str, Any], since: str) -> dict[str, Any]:
    texts = {row["id"]: row["text"] for row in (*before["items"], *after["items"])}
    found = shifts(_placed(before), _placed(after))
    return {"since": since, "items": [_moved(one, texts) for one in found]}


def _moved(one: Shift, texts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": one.item,
        "text": texts[one.item],
        "before": one.before.place if one.before else None,
        "rank": one.after.place if one.after else None,
        "risen": one.risen,
        "change": one.change,
    }


def _placed(found: Mapping[str, Any]) -> list[Placed]:
    return [
        Placed(row["id"], _score(row), row["rank"], row.get("is_shared", False))
        for row in found["items"]
    ]


def _score(row: Mapping[str, Any]) -> float | None:
    return next((row[name] for name in _SCORES if name in row), None)
