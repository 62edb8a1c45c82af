"""What is counted and not stored, as an audience sees it: the words of the live contract.

Whoever may not see it gets None.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from .activities import ACTIVITIES
from .audience import ALL_SEEING, STAGE_SEEING, Document, parts
from .discussion import on_stage, told
from .documents import entry_document, sees_list
from .groups import is_sorting, steps_sorting
from .harvest import harvest_now, is_harvest, row, suggested, tables_asked
from .lists import items_of, source_of
from .outcomes import is_shown, outcome, vote_of
from .records import (
    Item,
    State,
)
from .room import Room
from .screen import screen
from .slides import slide_now
from .tally.contributors import cell, is_cell, is_counted
from .tally.grouping import sorted_so_far
from .tally.votes import turnout
from .topics import is_discussion


def _cell(audience: str, id: str, room: Room) -> Document | None:
    # The name of a topic may hold dots.
    activity, _, rest = id.partition(".")
    question, _, table = rest.rpartition(".")
    who, own = parts(audience)
    if who == "table" or (who == "chair" and own != table):
        return None
    key = (activity, question, table)
    if not is_cell(room, key):
        return None
    place = {"activity": activity, "question": question, "table": table}
    return {**place, **asdict(cell(room, key))}


def _presence(audience: str, id: str, room: Room) -> Document | None:
    who, own = parts(audience)
    if who in ("table", "stage") or (who == "chair" and own != id) or id not in room.tables:
        return None
    return {
        "connected": room.presence.connected(id),
        "people": len(room.around(id)),
        "typing": room.presence.typing(id, room.room_ms),
    }


def _box(audience: str, id: str, room: Room) -> Document:
    told: Document = {"is_saving": room.is_saving, "phones": None}
    if audience == "control":
        told |= {"phones": room.phones, "facilitators": room.facilitators, **room.machine}
    return told


def _slide(audience: str, id: str, room: Room) -> Document | None:
    who, _ = parts(audience)
    activity = room.activities.get(id)
    if who not in STAGE_SEEING or activity is None:
        return None
    if who == "stage" and activity.state is State.PLANNED:
        return None
    return slide_now(room, activity)


def _screen(audience: str, id: str, room: Room) -> Document | None:
    return screen(room) if parts(audience)[0] in ("table", "chair") else None


def _card(audience: str, id: str, room: Room) -> Document | None:
    """A contribution as a chair sorts it: without a name, from whichever table of the theme."""
    if parts(audience)[0] != "chair":
        return None
    entry = room.entries.get(id)
    if entry is None or not is_counted(entry):
        return None
    steps = steps_sorting(room, entry)
    if not any(sees_list(audience, step, entry.theme, room) for step in steps):
        return None
    document = entry_document(entry, room)
    document.pop("name", None)
    return document


def _sorting(audience: str, id: str, room: Room) -> Document | None:
    """How far the lists of a sorting step are; no word of what stands on them."""
    step = room.activities.get(id)
    if step is None or not is_sorting(step) or parts(audience)[0] == "table":
        return None
    if parts(audience)[0] not in ALL_SEEING and step.state is State.PLANNED:
        return None
    told = sorted_so_far(room, step)
    return {"themes": {theme: asdict(each) for theme, each in told.items()}}


def _list(audience: str, id: str, room: Room) -> Document | None:
    """The list of an activity, in its own order; before it is opened only for who leads, once the
    step that it is taken from is over."""
    activity = room.activities.get(id)
    kind = ACTIVITIES.get(activity.kind) if activity else None
    if activity is None or kind is None or not kind.takes_list:
        return None
    if activity.items is None:
        source = source_of(room, activity)
        is_settled = source is None or source.state in (State.CLOSED, State.SEALED)
        if parts(audience)[0] not in ALL_SEEING or not is_settled:
            return None
    document: Document = {"items": [_item(item) for item in items_of(room, activity)]}
    if activity.order_seed and kind.vote and kind.setting(activity, "is_shuffled"):
        document["order_seed"] = activity.order_seed
    return document


def _item(item: Item) -> Document:
    document: Document = {"id": item.id, "text": item.text, "theme": item.theme}
    if item.is_withdrawn:
        document["is_withdrawn"] = True
    if item.into:
        document["into"] = item.into
    return document


def _turnout(audience: str, id: str, room: Room) -> Document | None:
    activity = room.activities.get(id)
    vote = vote_of(activity) if activity else None
    if activity is None or vote is None or activity.items is None:
        return None
    told = turnout(room, activity, vote)
    document: Document = {"ballots": told.ballots, "heads": told.heads}
    if parts(audience)[0] in ALL_SEEING:
        document |= {"done": told.done, "is_doubtful": told.is_doubtful, "tables": told.tables}
    return document


def _results(audience: str, id: str, room: Room) -> Document | None:
    activity = room.activities.get(id)
    vote = vote_of(activity) if activity else None
    if activity is None or vote is None or activity.items is None:
        return None
    leads = parts(audience)[0] in ALL_SEEING
    if not is_shown(activity, leads=leads):
        return None
    return outcome(room, activity, leads=leads)


def _harvest(audience: str, id: str, room: Room) -> Document | None:
    """The table that stands on the big screen; who leads sees all, a chair what to begin with."""
    who, own = parts(audience)
    activity = room.activities.get(id)
    if activity is None or not is_harvest(activity):
        return None
    if activity.state is State.PLANNED and who not in ALL_SEEING:
        return None
    document: Document = {"now": harvest_now(room, activity)}
    if who in ALL_SEEING:
        document["tables"] = [row(room, activity, table) for table in tables_asked(room)]
    elif who == "chair" and own in room.tables:
        document["suggested"] = suggested(room, activity, room.tables[own])
    return document


def _discussion(audience: str, id: str, room: Room) -> Document | None:
    """What was said about each topic, as far as this audience shares it: figures, no words."""
    activity = room.activities.get(id)
    if activity is None or not is_discussion(activity) or activity.state is State.PLANNED:
        return None
    who, own = parts(audience)
    if who in STAGE_SEEING:
        return {"topics": told(room, activity), "now": on_stage(room, activity)}
    table = room.tables.get(own)
    return {"topics": told(room, activity, table)} if table else None


COUNTED: Final[Mapping[str, Callable[[str, str, Room], Document | None]]] = {
    "cells": _cell,
    "presence": _presence,
    "box": _box,
    "slides": _slide,
    "screen": _screen,
    "cards": _card,
    "sorting": _sorting,
    "lists": _list,
    "turnout": _turnout,
    "results": _results,
    "harvests": _harvest,
    "discussions": _discussion,
}
"""What an audience sees of what is counted and not stored, by kind."""
