"""The rows of a step: what it has several of, such as slides or criteria, each with its own form.

A row is told from the others by its `id`. Knows no request and no room.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from appliance.conference.records import Activity
from appliance.conference.writing import activity_item

from .form_fields import Form
from .prepare_forms import Asked
from .refusals import Denied

Row = dict[str, Any]


def rev_of(row: Mapping[str, Any]) -> str:
    """Differs when somebody changed this row, whatever became of the others."""
    told = json.dumps(row, sort_keys=True, default=dict).encode()
    return hashlib.sha256(told).hexdigest()[:12]


def put(activity: Activity, setting: str, rows: Sequence[Any]) -> Asked:
    """The command that gives a step these rows, unless it was changed since."""
    item = {**activity_item(activity), setting: list(rows)}
    return {"do": "put_activity", "item": item, "if_rev": activity.rev}


def place_of(rows: Sequence[Mapping[str, Any]], id: str, gone: str) -> int:
    """Where the row with this id is, from 0. Raises Denied with the code `gone`."""
    found = (n for n, row in enumerate(rows) if row["id"] == id)
    place = next(found, None)
    if place is None:
        raise Denied(gone)
    return place


def rearranged(
    rows: Sequence[Row], at: int, form: Form, new_id: Callable[[], str]
) -> list[Row] | None:
    """The rows after what a button of the form says of the one at this place: remove, copy, up,
    down, or to a place from 1. None where it says nothing of the kind.
    """
    match form.get("act"):
        case "remove":
            return [*rows[:at], *rows[at + 1 :]]
        case "copy":
            return [*rows[: at + 1], {**rows[at], "id": new_id()}, *rows[at + 1 :]]
        case "up" | "down" | "to" as way:
            return moved(rows, at, _place(form, at, way))
    return None


def moved(rows: Sequence[Row], at: int, to: int) -> list[Row]:
    """The rows in another order; past an end is at that end. Both from 0."""
    others = [*rows[:at], *rows[at + 1 :]]
    to = min(max(to, 0), len(others))
    return [*others[:to], rows[at], *others[to:]]


def _place(form: Form, at: int, way: str) -> int:
    """Where a row goes, from 0; a script that drags tells it from 1."""
    to = form.get("to", "")
    dragged = int(to) - 1 if to.isascii() and to.isdigit() and len(to) < 6 else at
    return {"up": at - 1, "down": at + 1}.get(way, dragged)
