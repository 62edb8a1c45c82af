"""Contributing: what every activity has in common in which people write.

Entries and comments, at once or late, and what people may do with their own. One shared list per
table, theme or room, as the activity's scope says. Which relations it takes is a kind's to know.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, EditEntry, PostEntry, WithdrawEntry
from appliance.conference.entries import entry_of
from appliance.conference.records import (
    STANCES,
    Activity,
    Attribution,
    Entry,
    Origin,
    Question,
    Relation,
    Role,
    State,
    Table,
)
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.seats import seat, table_in_use
from appliance.conference.sharing import questions_at, shares
from appliance.conference.steps import activity_of
from appliance.conference.text import typed

from .kind import Setting

TEXT_MOST: Final = 2_000

TEXT_SETTING: Final = Setting(
    name="text_most",
    default=TEXT_MOST,
    label={"nl": "Tekens per bijdrage", "en": "Characters per contribution"},
    least=1,
    most=TEXT_MOST,
)

_ORIGIN: Final = {
    Role.PARTICIPANT: Origin.ROOM,
    Role.CHAIR: Origin.CHAIR,
    Role.FACILITATOR: Origin.FACILITATOR,
}


def post_entry(room: Room, actor: Actor, command: PostEntry, moment: Moment) -> Sequence[Change]:
    """Keep a contribution, at once or as late.

    Raises Refused when the activity takes no writing now, for this actor, question or parent, and
    when the text is empty or too long.
    """
    activity = activity_of(room, command.activity)
    table = _table(room, actor, command)
    _may_write(activity, actor)
    is_late = _is_late(activity, command)
    entry = Entry(
        id=moment.new_id(),
        activity=activity.id,
        question=_question(activity, table, command.question).id,
        theme=table.theme,
        table=table.id,
        text=typed(command.text, _most(activity)),
        owner=actor.person if actor.role is Role.PARTICIPANT else None,
        name=_name(room, activity, actor),
        origin=_ORIGIN[actor.role],
        is_on_behalf=command.on_behalf and actor.role is not Role.PARTICIPANT,
        is_late=is_late,
        minute=moment.minute,
    )
    return [Change(None, _related(room, entry, command))]


def edit_entry(room: Room, actor: Actor, command: EditEntry, moment: Moment) -> Sequence[Change]:
    """Put another text in place of one's own. The same text again changes nothing."""
    entry = entry_of(room, command.entry)
    activity = _unsealed(room, entry)
    _is_own(entry, actor)
    if _lateness(activity, command.written_ms):
        raise Refused("activity_closed")
    if command.if_rev is not None and command.if_rev != entry.rev:
        raise Refused("changed_meanwhile")
    text = typed(command.text, _most(activity))
    if text == entry.text:
        return []
    return [Change(entry, replace(entry, text=text, is_edited=True))]


def withdraw_entry(
    room: Room, actor: Actor, command: WithdrawEntry, moment: Moment
) -> Sequence[Change]:
    """Take back one's own entry, until the activity is closed for good. May be repeated."""
    found = room.entries.get(command.entry)
    if found is None:
        raise Refused("unknown_entry")
    _unsealed(room, found)
    _is_own(found, actor)
    if found.is_withdrawn:
        return []
    return [Change(found, replace(found, text="", is_withdrawn=True, is_highlighted=False))]


def _table(room: Room, actor: Actor, command: PostEntry) -> Table:
    """The table that an entry belongs to.

    A participant's stays with the table at which it was typed, also when it arrives after a move.
    """
    if actor.role is Role.CHAIR and command.for_table not in (None, actor.table):
        raise Refused("not_allowed")
    if actor.role is Role.FACILITATOR:
        return table_in_use(room, command.for_table or "")
    return table_in_use(room, command.for_table or seat(room, actor))


def _may_write(activity: Activity, actor: Actor) -> None:
    if actor.role not in activity.writers and actor.role is not Role.FACILITATOR:
        raise Refused("not_allowed")
    if actor.role is Role.PARTICIPANT and actor.person is None:
        raise Refused("no_seat")


def _is_late(activity: Activity, command: PostEntry) -> bool:
    is_closed = _lateness(activity, command.written_ms)
    if is_closed and not command.to_chair and not _in_time(activity, command.written_ms):
        raise Refused("activity_closed")
    return is_closed or activity.state is State.CLOSED


def _lateness(activity: Activity, written_ms: int | None) -> bool:
    """Whether it is after closing; refused where nothing can be written at all.

    What was written before a pause belongs to the time before the pause.
    """
    match activity.state:
        case State.PLANNED:
            raise Refused("activity_planned")
        case State.SEALED:
            raise Refused("activity_sealed")
        case State.PAUSED if not _in_time(activity, written_ms):
            raise Refused("activity_paused")
        case State.CLOSED:
            return not _in_time(activity, written_ms)
    return False


def _in_time(activity: Activity, written_ms: int | None) -> bool:
    stopped = activity.paused_room_ms if activity.state is State.PAUSED else None
    stopped = activity.closed_room_ms if activity.state is State.CLOSED else stopped
    if written_ms is None or stopped is None:
        return False
    return (activity.opened_room_ms or 0) <= written_ms <= stopped


def _question(activity: Activity, table: Table, asked: str | None) -> Question:
    there = questions_at(activity, table.theme)
    if not there:
        raise Refused("no_writing")
    found = there[0] if asked is None else next((q for q in there if q.id == asked), None)
    if found is None:
        raise Refused("unknown_question")
    return found


def _name(room: Room, activity: Activity, actor: Actor) -> str:
    if activity.attribution is not Attribution.NAMED or actor.role is not Role.PARTICIPANT:
        return ""
    person = room.people.get(actor.person or "")
    if person is None or not person.name:
        raise Refused("name_needed")
    return person.name


def _related(room: Room, entry: Entry, command: PostEntry) -> Entry:
    if command.parent is None:
        stance = command.relation if command.relation in STANCES else None
        return replace(entry, relation=stance)
    parent = entry_of(room, command.parent)
    if parent.activity != entry.activity or not _is_read_at(entry.table, parent, room):
        raise Refused("unknown_entry")
    if parent.relation is Relation.COMMENT:
        raise Refused("comment_on_comment")
    relation = command.relation or Relation.COMMENT
    return replace(entry, parent=parent.id, relation=relation, question=parent.question)


def _is_read_at(table: str, entry: Entry, room: Room) -> bool:
    return shares(table, entry, room) and not entry.is_hidden and not entry.is_late


def _unsealed(room: Room, entry: Entry) -> Activity:
    """The entry's activity. Said before whose the entry is: after sealing nobody can tell."""
    activity = activity_of(room, entry.activity)
    if activity.state is State.SEALED:
        raise Refused("activity_sealed")
    return activity


def _is_own(entry: Entry, actor: Actor) -> None:
    if actor.role is Role.PARTICIPANT:
        is_own = entry.owner is not None and entry.owner == actor.person
    else:
        is_own = entry.origin is _ORIGIN[actor.role] and actor.table in (None, entry.table)
    if not is_own:
        raise Refused("not_yours")


def _most(activity: Activity) -> int:
    return int(activity.settings.get("text_most", TEXT_MOST))
