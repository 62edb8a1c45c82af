"""Voting: casting a ballot, showing what all of them say, and what happens to a list meanwhile.

The same for every kind that is voted in; what a ballot may say is its kind's to know.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from .activities import ACTIVITIES
from .activities.kind import Vote
from .change import Change, Moment
from .commands import (
    Actor,
    CastBallot,
    DiscussItems,
    LookAhead,
    MergeItem,
    PutActivity,
    RepeatActivity,
    RevealResults,
    SealActivity,
    WithdrawItem,
)
from .groups import is_for_everyone
from .lists import items_of
from .outcomes import vote_of
from .placing import checked_choices, refuse_unless_placing
from .preparing import put_activity
from .records import Activity, Ballot, Item, Origin, Role, State, say
from .refusal import Refused
from .room import Room
from .seats import seat, table_in_use
from .steps import activity_of, sealed, was_seen
from .steps import seal_activity as seal_step
from .tally.vote_parts import vote_parts
from .tally.votes import CHAIR, live_items
from .topics import DISCUSSION
from .typeable import typeable
from .writing import activity_item

_HAS_RUN: Final = (State.CLOSED, State.SEALED)


def cast_ballot(room: Room, actor: Actor, command: CastBallot, moment: Moment) -> Sequence[Change]:
    """Keep what a voter votes, in the place of what they voted before: one person, one ballot.

    The last one that comes counts, from whichever device. Raises Refused when the activity takes
    no votes now or from this actor, or the values do not fit.
    """
    activity = activity_of(room, command.activity)
    is_placing = is_for_everyone(activity)
    vote = None if is_placing else _vote(activity)
    owner = _voter(activity, actor, command)
    if is_placing:
        refuse_unless_placing(activity)
    else:
        _refuse_if_not_open(activity, command)
    values = _checked(room, activity, vote, command)
    before = room.ballot_of(activity.id, owner) if owner is not None else None
    if before is not None:
        after = replace(before, values=values)
        return [] if after == before else [Change(before, after)]
    number = command.table if actor.role is not Role.PARTICIPANT else None
    table = table_in_use(room, number or seat(room, actor))
    ballot = Ballot(
        id=moment.new_id(),
        activity=activity.id,
        table=table.id,
        theme=table.theme,
        values=values,
        receipt=typeable(moment.new_id("receipt")),
        owner=owner,
        origin=Origin.ROOM if owner is not None else Origin.PAPER,
    )
    return [Change(None, ballot)]


def reveal_results(
    room: Room, actor: Actor, command: RevealResults, moment: Moment
) -> Sequence[Change]:
    """Show the results of a closed vote to the room, or not any more. May be repeated."""
    activity = activity_of(room, command.activity)
    _vote(activity)
    if command.is_revealed and activity.state not in _HAS_RUN:
        raise Refused("vote_open")
    if activity.is_revealed is command.is_revealed:
        return []
    shown = _broken_down(room, activity) if command.is_revealed else activity
    return [Change(activity, replace(shown, is_revealed=command.is_revealed))]


def seal_activity(
    room: Room, actor: Actor, command: SealActivity, moment: Moment
) -> Sequence[Change]:
    """Close for good; of a vote stays how theme, tables and roles voted, as plain numbers."""
    activity = activity_of(room, command.activity)
    is_vote = activity.items is not None and vote_of(activity) is not None
    if not is_vote or activity.state is not State.CLOSED:
        return seal_step(room, actor, command, moment)
    told = _broken_down(room, activity).breakdown or {}
    itself, *others = sealed(room, activity, told["kept"])
    after: Any = itself.after
    return [Change(activity, replace(after, breakdown=told)), *others]


def look_ahead(room: Room, actor: Actor, command: LookAhead, moment: Moment) -> Sequence[Change]:
    """Let the facilitators see the results of a closed vote before the room does.

    A deliberate act that is kept: whoever leads can then no longer say that they did not know.
    """
    activity = activity_of(room, command.activity)
    _vote(activity)
    if activity.state not in _HAS_RUN:
        raise Refused("vote_open")
    if activity.was_looked_at or activity.is_revealed:
        return []
    return [Change(activity, replace(activity, was_looked_at=True))]


def withdraw_item(
    room: Room, actor: Actor, command: WithdrawItem, moment: Moment
) -> Sequence[Change]:
    """Take an item off the list of a running activity, or bring it back. Its votes are kept."""
    activity, item = _running(room, command.activity, command.item)
    if item.is_withdrawn is command.is_withdrawn:
        return []
    return [_with(activity, replace(item, is_withdrawn=command.is_withdrawn))]


def merge_item(room: Room, actor: Actor, command: MergeItem, moment: Moment) -> Sequence[Change]:
    """Let an item be part of another one of a vote's list; votes for it go along."""
    activity, item = _running(room, command.activity, command.item)
    _vote(activity)
    _, into = _running(room, command.activity, command.into)
    if item.id == into.id or into.into or into.is_withdrawn:
        raise Refused("unknown_item")
    if item.into == into.id:
        return []
    return [_with(activity, replace(item, into=into.id))]


def repeat_activity(
    room: Room, actor: Actor, command: RepeatActivity, moment: Moment
) -> Sequence[Change]:
    """Put the same vote on the same list in the programme once more, right after it."""
    activity = activity_of(room, command.activity)
    _vote(activity)
    if activity.state not in _HAS_RUN:
        raise Refused("activity_not_closed")
    item = {name: value for name, value in activity_item(activity).items() if name != "id"}
    item |= {"input": "", "take_top": 0, "chosen": [], "only_highlighted": False}
    item["items"] = [_told(each) for each in live_items(activity.items or ())]
    return _placed_after(room, actor, activity, item, moment, repeats=activity.id)


def discuss_items(
    room: Room, actor: Actor, command: DiscussItems, moment: Moment
) -> Sequence[Change]:
    """Put a discussion of these items in the programme, right after the activity."""
    activity = activity_of(room, command.activity)
    known = {item.id for item in items_of(room, activity)}
    if not command.items or not known.issuperset(command.items):
        raise Refused("unknown_item")
    item = {
        "kind": DISCUSSION,
        "title": _about(room, activity),
        "input": activity.id,
        "chosen": list(dict.fromkeys(command.items)),
    }
    return _placed_after(room, actor, activity, item, moment)


def _about(room: Room, activity: Activity) -> dict[str, str]:
    """The title of a discussion about a step, in the languages of the room."""
    label = ACTIVITIES[DISCUSSION].label
    languages = room.conference.languages if room.conference else ()
    return {
        language: f"{say(label, language)}: {say(activity.title, language, languages)}"
        for language in languages
    }


def _placed_after(
    room: Room,
    actor: Actor,
    activity: Activity,
    item: dict[str, Any],
    moment: Moment,
    repeats: str = "",
) -> Sequence[Change]:
    made, *moved = put_activity(room, actor, PutActivity(item, after=activity.id), moment)
    added: Any = made.after
    return [Change(None, replace(added, repeats=repeats)), *moved]


def _broken_down(room: Room, activity: Activity) -> Activity:
    if activity.breakdown is not None:
        return activity
    return replace(activity, breakdown=vote_parts(room, activity, _vote(activity)))


def _vote(activity: Activity) -> Vote:
    kind = ACTIVITIES.get(activity.kind)
    if kind is None or kind.vote is None:
        raise Refused("no_voting")
    return kind.vote


def _voter(activity: Activity, actor: Actor, command: CastBallot) -> str | None:
    """Who votes; None for somebody whose ballot a chair or facilitator types."""
    if actor.role is Role.CHAIR and command.table not in (None, actor.table):
        raise Refused("not_allowed")
    is_host = actor.role is not Role.PARTICIPANT
    if actor.role is Role.FACILITATOR or (command.on_behalf and is_host):
        return None
    if actor.role not in activity.writers:
        raise Refused("not_allowed")
    if actor.role is Role.CHAIR:
        return f"{CHAIR}{actor.table}"
    if actor.person is None:
        raise Refused("no_seat")
    return actor.person


def _refuse_if_not_open(activity: Activity, command: CastBallot) -> None:
    match activity.state:
        case State.PLANNED:
            raise Refused("activity_planned")
        case State.SEALED:
            raise Refused("activity_sealed")
        case State.PAUSED:
            if not _in_time(activity.paused_room_ms, activity, command.written_ms):
                raise Refused("activity_paused")
        case State.CLOSED:
            # Who saw the results before voting votes in another vote.
            if _is_seen(activity) or not _in_time(
                activity.closed_room_ms, activity, command.written_ms
            ):
                raise Refused("vote_closed")


def _is_seen(activity: Activity) -> bool:
    """Whether anybody may have seen what the others voted."""
    is_live: bool = ACTIVITIES[activity.kind].setting(activity, "is_live")
    return was_seen(activity) or is_live


def _in_time(stopped_ms: int | None, activity: Activity, written_ms: int | None) -> bool:
    if stopped_ms is None or written_ms is None:
        return False
    return (activity.opened_room_ms or 0) <= written_ms <= stopped_ms


def _checked(
    room: Room, activity: Activity, vote: Vote | None, command: CastBallot
) -> dict[str, Any]:
    if vote is None:
        return checked_choices(room, activity, command.values)
    return dict(vote.checked(activity, live_items(activity.items or ()), command.values))


def _running(room: Room, activity: str, item: str) -> tuple[Activity, Item]:
    found = activity_of(room, activity)
    if found.items is None:
        raise Refused("activity_planned")
    if found.state is State.SEALED:
        raise Refused("activity_sealed")
    for each in found.items:
        if each.id == item:
            return found, each
    raise Refused("unknown_item")


def _with(activity: Activity, item: Item) -> Change:
    items = tuple(item if each.id == item.id else each for each in activity.items or ())
    return Change(activity, replace(activity, items=items))


def _told(item: Item) -> dict[str, Any]:
    text = item.text if isinstance(item.text, str) else dict(item.text)
    return {"id": item.id, "text": text, "theme": item.theme}
