"""The organiser sets what a vote needs: criteria, answers and items, each by a form of its own."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response

from appliance.conference.recipes import free_id
from appliance.conference.records import Activity, State
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from . import vote_rows
from .form_fields import Form
from .prepare_asking import Rev, ask
from .refusals import Denied
from .step_rows import Row, place_of, put, rearranged, rev_of
from .vote_rows import CRITERIA, ROWS, Rows, rows_of

pages = Blueprint("prepare_rows", __name__)

_STEP = "/prepare/<conference>/steps/<step>"


@pages.post(f"{_STEP}/<any(criteria, options, items):name>")
def add(conference: str, step: str, name: str) -> Response:
    """As many rows more as there are lines, behind the others."""
    rows, made = ROWS[name], ""

    def asks(form: Form, room: Room) -> Mapping[str, Any]:
        nonlocal made
        activity = _planned(room, step, rows)
        now = rows.of(activity)
        taken = vote_rows.ids_in(room.activities.values())
        found = vote_rows.added(rows, now, form, room.themes, taken)
        # Of what has more than words the first one is looked at further.
        made = str(found[len(now)]["id"]) if rows is CRITERIA else ""
        return put(activity, rows.setting(activity), found)

    return ask(conference, f"{name}-{step}-new", asks, made=lambda: made)


@pages.post(f"{_STEP}/<any(criteria, options, items):name>/<row>")
def change(conference: str, step: str, name: str, row: str) -> Response:
    """What a row says, its place among the others, or no such row any more."""
    rows = ROWS[name]

    def asks(form: Form, room: Room) -> Mapping[str, Any]:
        activity = _planned(room, step, rows)
        now = rows.of(activity)
        at = place_of(now, row, "row_gone")
        new = rearranged(now, at, form, lambda: _twin(rows, now, room))
        if new is None:
            told = vote_rows.changed(rows, now[at], form, room.themes)
            new = [*now[:at], told, *now[at + 1 :]]
        vote_rows.weighed(rows, new)
        return put(activity, rows.setting(activity), new)

    return ask(conference, f"{name}-{step}-{row}", asks, rev=_rev(rows, step, row))


def _planned(room: Room, step: str, rows: Rows) -> Activity:
    """The step, where its rows may change. Raises Refused and Denied."""
    found = room.activities.get(step)
    if found is None:
        raise Refused("unknown_activity")
    if rows not in rows_of(found):
        raise Denied("does_not_fit")
    if found.state is not State.PLANNED:
        raise Refused("activity_begun")
    return found


def _twin(rows: Rows, now: list[Row], room: Room) -> str:
    if len(now) >= rows.most:
        raise Denied("rows_many", most=rows.most)
    return free_id(rows.base, vote_rows.ids_in(room.activities.values()))


def _rev(rows: Rows, step: str, row: str) -> Rev:
    """How a row stands in a room."""

    def look(room: Room) -> tuple[int, str]:
        activity = room.activities.get(step)
        if activity is None:
            return 0, ""
        found = [each for each in rows.of(activity) if each["id"] == row]
        return activity.rev, (rev_of(found[0]) if found else "")

    return look
