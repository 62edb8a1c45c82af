"""Discussion: several topics side by side, each with what speaks for it, against it, and questions.

A topic is something on the step's list, or one of its questions (see `topics`). Others answer
beneath a contribution, with a comment: one level, which fits a phone and keeps a thread readable.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import (
    Actor,
    EditEntry,
    PostEntry,
    ShowTopic,
    WithdrawEntry,
)
from appliance.conference.records import Relation, State
from appliance.conference.refusal import Refused, refuse_if_changed
from appliance.conference.room import Room
from appliance.conference.steps import activity_of
from appliance.conference.topics import DISCUSSION, is_discussion, questions_asked

from . import contributing
from .kind import Kind
from .listing import LIST_SETTINGS, list_flaw


def post_entry(room: Room, actor: Actor, command: PostEntry, moment: Moment) -> Sequence[Change]:
    """Keep what somebody says about a topic, with where they stand, or what answers it.

    Raises Refused `answer_only` where an answer would be anything else than a comment.
    """
    if command.parent is not None and command.relation not in (None, Relation.COMMENT):
        raise Refused("answer_only")
    return contributing.post_entry(room, actor, command, moment)


def show_topic(room: Room, actor: Actor, command: ShowTopic, moment: Moment) -> Sequence[Change]:
    """Show one topic on the big screen, or ("") all of them. The same changes nothing."""
    activity = activity_of(room, command.activity)
    if not is_discussion(activity):
        raise Refused("no_discussion")
    if activity.state not in (State.OPEN, State.PAUSED):
        raise Refused("activity_not_open")
    known = {topic.id for topic in questions_asked(activity)}
    if command.topic and command.topic not in known:
        raise Refused("unknown_topic")
    if activity.at_topic == command.topic:
        return []
    refuse_if_changed(activity.rev, command.if_rev)
    return [Change(activity, replace(activity, at_topic=command.topic))]


KIND: Final = Kind(
    name=DISCUSSION,
    label={"nl": "Bespreken", "en": "Discuss"},
    settings=(*LIST_SETTINGS, contributing.TEXT_SETTING),
    rules={
        PostEntry: post_entry,
        EditEntry: contributing.edit_entry,
        WithdrawEntry: contributing.withdraw_entry,
    },
    takes_list=True,
    flaw=list_flaw,
)
