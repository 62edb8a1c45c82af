"""Actions: who does what by when, as a list that the room agrees on.

Who leads may write at any time, also after closing for good: who does what is no secret. Chairs
and, where the organiser wants that, participants write for their own table while the step is open.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from appliance.conference import members
from appliance.conference.actions import ACTIONS, CHAIRS, EVERYONE, is_actions, source_text
from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, PutAction, RemoveAction, TakeActions
from appliance.conference.days import day_in
from appliance.conference.records import Action, Activity, Role, State
from appliance.conference.refusal import Refused, refuse_if_changed
from appliance.conference.room import Room
from appliance.conference.seats import seat, table_in_use
from appliance.conference.sharing import shares
from appliance.conference.steps import activity_of
from appliance.conference.text import is_empty

from .kind import Kind, Setting
from .listing import LIST_SETTINGS, list_flaw

WHAT_MOST: Final = 500
WHO_MOST: Final = 200
WHEN_MOST: Final = 100
"""Code points: a sentence, a few names, a day or some words for one."""

ACTIONS_MOST: Final = 1_000
"""In a conference; a room that agrees on more agrees on nothing."""


def put_action(room: Room, actor: Actor, command: PutAction, moment: Moment) -> Sequence[Change]:
    """Write down an action, or put this in the place of one. The same changes nothing.

    Raises Refused where this actor may not write now, or somebody changed it in the meantime.
    """
    activity = _step(room, command.activity)
    _refuse_unless_writer(activity, actor)
    old = _known(room, actor, command.action) if command.action is not None else None
    if old is not None and old.activity != activity.id:
        raise Refused("unknown_action")
    if command.source != (old.source if old else ""):
        _refuse_unless_source(room, actor, activity, command.source)
    if old is None:
        _refuse_if_full(room, 1)
        new = Action(moment.new_id(), activity.id, "", table=_table(room, actor, command.table))
        return [Change(None, _told(room, new, command))]
    told = _told(room, old, command)
    if told == old:
        return []
    refuse_if_changed(old.rev, command.if_rev)
    return [Change(old, told)]


def remove_action(
    room: Room, actor: Actor, command: RemoveAction, moment: Moment
) -> Sequence[Change]:
    """Take an action off the list. Raises Refused as `put_action` does."""
    old = _known(room, actor, command.action)
    _refuse_unless_writer(activity_of(room, old.activity), actor)
    refuse_if_changed(old.rev, command.if_rev)
    return [Change(old, None)]


def take_actions(
    room: Room, actor: Actor, command: TakeActions, moment: Moment
) -> Sequence[Change]:
    """Take in actions from another machine. What is known here stays as it is here, and so does
    the programme: what belongs to a step that is not there is left aside.

    Raises Refused `file_member` where an object is not what it should be.
    """
    told = [_read(item) for item in command.actions]
    new = {
        action.id: action
        for action in told
        if action.id not in room.actions and is_actions(room.activities.get(action.activity))
    }
    _refuse_if_full(room, len(new))
    return [Change(None, action) for action in new.values()]


def _told(room: Room, action: Action, command: PutAction) -> Action:
    """The action with what was typed, and the day that it names."""
    by_when = _line(command.by_when, WHEN_MOST)
    return replace(
        action,
        what=_what(command.what),
        who=_line(command.who, WHO_MOST),
        by_when=by_when,
        due=day_in(by_when, room.conference.date if room.conference else ""),
        source=command.source,
    )


def _step(room: Room, activity: str) -> Activity:
    found = activity_of(room, activity)
    if not is_actions(found):
        raise Refused("no_actions")
    return found


def _refuse_unless_writer(activity: Activity, actor: Actor) -> None:
    if actor.role is Role.FACILITATOR:
        return
    who = KIND.setting(activity, "who")
    may = {Role.CHAIR: (CHAIRS, EVERYONE), Role.PARTICIPANT: (EVERYONE,)}
    if who not in may.get(actor.role, ()):
        raise Refused("actions_elsewhere")
    match activity.state:
        case State.PLANNED:
            raise Refused("activity_planned")
        case State.PAUSED:
            raise Refused("activity_paused")
        case State.CLOSED:
            raise Refused("activity_closed")
        case State.SEALED:
            raise Refused("activity_sealed")


def _known(room: Room, actor: Actor, action: str) -> Action:
    found = room.actions.get(action)
    if found is None:
        raise Refused("unknown_action")
    if actor.role is not Role.FACILITATOR and found.table != _table(room, actor, None):
        raise Refused("action_of_other_table")
    return found


def _table(room: Room, actor: Actor, asked: str | None) -> str:
    """The table that writes; "" where that is the facilitator."""
    if actor.role is Role.FACILITATOR:
        return table_in_use(room, asked).id if asked else ""
    own = actor.table if actor.role is Role.CHAIR else seat(room, actor)
    if own is None or asked not in (None, own):
        raise Refused("not_allowed")
    return table_in_use(room, own).id


def _refuse_unless_source(room: Room, actor: Actor, activity: Activity, source: str) -> None:
    """Who writes names only what they can read: nothing of another table comes out that way."""
    if not source:
        return
    entry = room.entries.get(source)
    is_listed = any(item.id == source for item in activity.items or ())
    is_read = is_listed or entry is None or actor.role is Role.FACILITATOR
    if not is_read:
        is_read = entry is not None and shares(_table(room, actor, None), entry, room)
    if not is_read or source_text(room, activity, source) is None:
        raise Refused("unknown_source")


def _what(text: str) -> str:
    line = _line(text, WHAT_MOST)
    if not line:
        raise Refused("action_empty")
    return line


def _line(text: str, most: int) -> str:
    """One line of what was typed; "" where a reader would see nothing."""
    line = "" if is_empty(text) else " ".join(text.split())
    if len(line) > most:
        raise Refused("action_too_long", n=len(line), most=most)
    return line


def _refuse_if_full(room: Room, new: int) -> None:
    if len(room.actions) + new > ACTIONS_MOST:
        raise Refused("actions_too_many", most=ACTIONS_MOST)


def _read(item: members.Item) -> Action:
    return Action(
        id=members.slug(item),
        activity=members.member(item, "activity", str),
        what=_what(members.member(item, "what", str)),
        who=_line(members.optional(item, "who", ""), WHO_MOST),
        by_when=_line(members.optional(item, "by_when", ""), WHEN_MOST),
        due=members.day(item, "due"),
        source=members.optional(item, "source", ""),
        table=members.optional(item, "table", ""),
    )


KIND: Final = Kind(
    name=ACTIONS,
    label={"nl": "Acties", "en": "Actions"},
    settings=(
        Setting(
            name="who",
            default=CHAIRS,
            label={"nl": "Wie schrijft de acties op", "en": "Who writes down the actions"},
            choices=("facilitator", CHAIRS, EVERYONE),
        ),
        *LIST_SETTINGS,
    ),
    takes_list=True,
    flaw=list_flaw,
)
"""`who` says who writes beside who leads."""
