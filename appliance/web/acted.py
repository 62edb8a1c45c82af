"""The lists of actions, for every page that shows what came of the conference."""

from collections.abc import Iterator
from typing import Any

from appliance.conference.actions import is_actions, lists_of_actions, told
from appliance.conference.room import Room

from .desk import desk
from .speech import plainly as _
from .speech import say

Acted = dict[str, Any]
"""A list as `conference.actions.told` gives it."""


def all_acted() -> list[Acted]:
    """Every list of actions that was begun, in the order of the programme."""
    return desk().parts.conductor.read(
        lambda room: [told(room, step) for step in lists_of_actions(room)]
    )


def acted(activity: str) -> Acted | None:
    """The actions of one step; None where it has no such list."""

    def look(room: Room) -> Acted | None:
        step = room.activities.get(activity)
        return told(room, step) if step is not None and is_actions(step) else None

    return desk().parts.conductor.read(look)


def rows(one: Acted) -> Iterator[list[str]]:
    """The actions as a table for a spreadsheet, its head first; a day so that it can be sorted."""
    yield [
        *(_("What"), _("Who"), _("By when"), _("Day"), _("Table")),
        *(_("Where it came from"), _("Number")),
    ]
    for row in one["actions"]:
        source = say(row.get("source_text", ""))
        yield [row["what"], row["who"], row["by_when"], row["due"], row["table"], source, row["id"]]
