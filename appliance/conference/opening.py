"""Opening an activity that works on a list: from then on the list is fixed.

So everybody votes on, or talks about, the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .activities import ACTIVITIES
from .activities.kind import Kind
from .change import Change, Moment
from .commands import Actor, OpenActivity, ReopenActivity
from .groups import is_sorting
from .lists import is_secret, source_of, taken
from .records import Activity, Item, State, say
from .refusal import Refused
from .room import Room
from .steps import activity_of
from .steps import open_activity as open_step
from .tally.grouping import not_ready
from .topics import TOPICS_MOST, is_discussion, lacks_topics


def open_activity(
    room: Room, actor: Actor, command: OpenActivity | ReopenActivity, moment: Moment
) -> Sequence[Change]:
    """Open an activity; its list is fixed when it is opened for the first time.

    Raises Refused `source_open` while the list could still change, `source_gone`, `source_hidden`
    where it would tell results that nobody saw, `source_empty` or `list_empty`, `list_too_long` for
    this kind of activity, `topics_too_many` for a discussion of more than a phone can show, and
    `lists_not_ready` where it comes from sorting that is not done, unless asked once more.
    """
    changes = open_step(room, actor, command, moment)
    activity = activity_of(room, command.activity)
    kind = ACTIVITIES.get(activity.kind)
    if not changes or kind is None or not kind.takes_list or activity.items is not None:
        return changes
    source = source_of(room, activity)
    _refuse_source(room, activity, source)
    items = taken(room, activity)
    _refuse_length(room, activity, kind, items)
    is_sure = isinstance(command, OpenActivity) and command.anyway
    if source is not None and is_sorting(source) and not is_sure:
        _refuse_if_not_ready(room, source)
    opened: Any = changes[0].after
    fixed = replace(opened, items=items, order_seed=moment.new_id("order"))
    return [Change(activity, fixed), *changes[1:]]


def _refuse_source(room: Room, activity: Activity, source: Activity | None) -> None:
    if source is None:
        if activity.settings.get("input"):
            raise Refused("source_gone", title=_title(room, activity))
    elif source.state in (State.OPEN, State.PAUSED):
        raise Refused("source_open", title=_title(room, source))
    elif is_secret(room, activity):
        raise Refused("source_hidden", title=_title(room, source))


def _refuse_length(room: Room, activity: Activity, kind: Kind, items: Sequence[Item]) -> None:
    if not items and (kind.vote is not None or lacks_topics(activity)):
        source = source_of(room, activity)
        if source is not None:
            raise Refused("source_empty", title=_title(room, source))
        raise Refused("list_empty")
    if kind.items_most is not None and len(items) > kind.items_most:
        raise Refused("list_too_long", n=len(items), most=kind.items_most)
    topics = len(items) + len(activity.questions)
    if is_discussion(activity) and topics > TOPICS_MOST:
        raise Refused("topics_too_many", n=topics, most=TOPICS_MOST)


def _refuse_if_not_ready(room: Room, source: Activity) -> None:
    waiting = not_ready(room, source)
    if waiting:
        languages = room.conference.languages if room.conference else ()
        themes = [room.themes[id].title if id else source.title for id in waiting]
        names = ", ".join(say(title, "", languages) for title in themes)
        raise Refused("lists_not_ready", themes=names)


def _title(room: Room, activity: Activity) -> str:
    conference = room.conference
    return say(activity.title, "", conference.languages if conference else ())
