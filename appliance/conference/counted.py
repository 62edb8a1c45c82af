"""What is counted and not stored, as an audience sees it: the words of the live contract.

Whoever may not see it gets None.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from .activities import ACTIVITIES
from .audience import ALL_SEEING, STAGE_SEEING, Document, parts
from .chains import chain, has_chain, is_settled
from .discussion import on_stage, told
from .documents import entry_document, is_placed_at_table, sees_list
from .groups import (
    buckets,
    is_for_everyone,
    is_running,
    is_sorting,
    steps_sorting,
    to_sort,
)
from .harvest import harvest_now, is_harvest, row, suggested, tables_asked
from .lists import is_secret, items_of, source_of
from .outcomes import is_shown, latest, outcome, vote_of
from .records import Item, Scope, State
from .refusal import Refused
from .room import Room
from .screen import screen
from .slides import slide_now
from .tally.contributors import cell, is_cell, is_counted
from .tally.grouping import sorted_so_far
from .tally.placings import agreements, overall, sorters
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
    """A contribution as it is sorted at a table: without a name, from whichever of the theme."""
    if parts(audience)[0] not in ("chair", "table"):
        return None
    entry = room.entries.get(id)
    if entry is None or not is_counted(entry):
        return None
    steps = steps_sorting(room, entry)
    if not any(sees_list(audience, step, entry.theme, room) for step in steps):
        return None
    document = entry_document(entry, room)
    return {name: document[name] for name in _OF_CARD if name in document}


_OF_CARD: Final = (
    *("activity", "theme", "table", "text", "seq", "rev"),
    *("is_parked", "is_highlighted", "behind"),
)
"""What sorting needs of a contribution: as little as can be, for all phones get it."""


def _groups(audience: str, id: str, room: Room) -> Document | None:
    """The groups of a sorting step as people at a table see them: names, and how much is in them
    unless they choose themselves."""
    who, own = parts(audience)
    step = room.activities.get(id)
    table = room.tables.get(own)
    if who not in ("table", "chair") or table is None or step is None or not is_sorting(step):
        return None
    if step.state is State.PLANNED:
        return None
    listed = to_sort(room, step)
    found = []
    for bucket in buckets(room, id):
        if step.scope is Scope.THEME and bucket.theme != table.theme:
            continue
        group: Document = {"id": bucket.id, "title": bucket.title, "theme": bucket.theme}
        if bucket.stands_for:
            group["stands_for"] = bucket.stands_for
        if not is_placed_at_table(who, step):
            group["n"] = sum(member in listed for member in bucket.members)
        found.append(group)
    told = sorted_so_far(room, step).get("" if step.scope is not Scope.THEME else table.theme)
    return {"groups": found, "left": told.left if told else 0}


def _agreement(audience: str, id: str, room: Room) -> Document | None:
    """How far people agreed on each contribution, once they are done; for who settles it."""
    step = room.activities.get(id)
    if step is None or not is_for_everyone(step) or is_running(step):
        return None
    if step.state is State.PLANNED or parts(audience)[0] not in ALL_SEEING:
        return None
    found = agreements(room, step)
    items = {id: asdict(each) for id, each in found.items()}
    return {"items": items, **asdict(overall(room, step, found))}


def _sorting(audience: str, id: str, room: Room) -> Document | None:
    """How far the lists of a sorting step are; no word of what stands on them."""
    step = room.activities.get(id)
    if step is None or not is_sorting(step) or parts(audience)[0] == "table":
        return None
    if parts(audience)[0] not in ALL_SEEING and step.state is State.PLANNED:
        return None
    told = sorted_so_far(room, step)
    document: Document = {"themes": {theme: asdict(each) for theme, each in told.items()}}
    if is_for_everyone(step):
        document["people"] = sorters(room, step)
    return document


def _list(audience: str, id: str, room: Room) -> Document | None:
    """The list of an activity, in its own order; before it is opened only for who leads, once the
    step that it is taken from is over, and what a vote came to is no secret to them."""
    activity = room.activities.get(id)
    kind = ACTIVITIES.get(activity.kind) if activity else None
    if activity is None or kind is None or not kind.takes_list:
        return None
    if activity.items is None:
        source = source_of(room, activity)
        is_known = source is None or is_settled(source)
        if parts(audience)[0] not in ALL_SEEING or not is_known or is_secret(room, activity):
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
        document["is_counted"] = told.is_counted
    return document


def _results(audience: str, id: str, room: Room) -> Document | None:
    activity = room.activities.get(id)
    vote = vote_of(activity) if activity else None
    if activity is None or vote is None or activity.items is None:
        return None
    leads = parts(audience)[0] in ALL_SEEING
    if not is_shown(activity, leads=leads):
        return None
    try:
        return outcome(room, activity)
    except Refused:
        return latest(room, activity)


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


def _chain(audience: str, id: str, room: Room) -> Document | None:
    """Where the list of a step comes from, for who leads."""
    activity = room.activities.get(id)
    if activity is None or parts(audience)[0] not in ALL_SEEING or not has_chain(activity):
        return None
    return chain(room, activity)


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
    "groups": _groups,
    "agreement": _agreement,
    "lists": _list,
    "turnout": _turnout,
    "results": _results,
    "harvests": _harvest,
    "chains": _chain,
    "discussions": _discussion,
}
"""What an audience sees of what is counted and not stored, by kind."""
