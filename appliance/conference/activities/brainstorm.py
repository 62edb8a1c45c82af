"""Brainstorm: everybody types contributions to prepared questions, at once.

One shared list per table, theme or room, as the activity's scope says (domain: parallel input, one
list per table and question for a hundred people).
"""

from collections.abc import Sequence
from typing import Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, EditEntry, PostEntry, WithdrawEntry
from appliance.conference.records import STANCES
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from . import contributing
from .kind import Kind


def post_entry(room: Room, actor: Actor, command: PostEntry, moment: Moment) -> Sequence[Change]:
    """Keep a contribution, at once or as late (see `contributing`).

    Raises Refused `no_stance` for one that is for or against: nothing is discussed yet.
    """
    if command.relation in STANCES:
        raise Refused("no_stance")
    return contributing.post_entry(room, actor, command, moment)


KIND: Final = Kind(
    name="brainstorm",
    label={"nl": "Brainstorm", "en": "Brainstorm"},
    settings=(contributing.TEXT_SETTING,),
    rules={
        PostEntry: post_entry,
        EditEntry: contributing.edit_entry,
        WithdrawEntry: contributing.withdraw_entry,
    },
)
