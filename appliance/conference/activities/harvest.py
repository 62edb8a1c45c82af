"""Harvest: the tables' three points are walked through on the big screen, chair by chair."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, ShowTable
from appliance.conference.harvest import HARVEST, is_harvest, points_of
from appliance.conference.records import State
from appliance.conference.refusal import Refused, refuse_if_changed
from appliance.conference.room import Room
from appliance.conference.seats import table_in_use
from appliance.conference.steps import activity_of

from .kind import Kind, Setting


def show_table(room: Room, actor: Actor, command: ShowTable, moment: Moment) -> Sequence[Change]:
    """Show the points of a table on the big screen, or ("") of none. The same changes nothing."""
    activity = activity_of(room, command.activity)
    if not is_harvest(activity):
        raise Refused("no_harvest")
    if activity.state not in (State.OPEN, State.PAUSED):
        raise Refused("activity_not_open")
    if command.table:
        table = table_in_use(room, command.table)
        if points_of(room, activity, table) is None:
            raise Refused("table_without_points", table=table.id)
    if activity.at_table == command.table:
        return []
    refuse_if_changed(activity.rev, command.if_rev)
    return [Change(activity, replace(activity, at_table=command.table))]


KIND: Final = Kind(
    name=HARVEST,
    label={"nl": "Oogst", "en": "Harvest"},
    settings=(
        Setting(
            name="input",
            default="",
            label={"nl": "Punten uit onderdeel (geen: alle)", "en": "Points from step (none: all)"},
        ),
    ),
)
