"""Choosing by hand what of an earlier step comes along to a later one: a tick for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response

from appliance.conference.lists import offered
from appliance.conference.records import Activity, Item, State, Text
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.timetable import Slot, timetable

from .desk import desk
from .form_fields import Form
from .page import plain_page
from .prepare_asking import Rev, ask, enter
from .prepare_lists import list_line, source_of
from .prepare_page import Kept
from .refusals import Denied
from .sign_in import sign_in_page
from .step_rows import put

pages = Blueprint("prepare_chosen", __name__)

_PAGE = "/prepare/<conference>/steps/<step>/chosen"


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose from for a step, by theme in their order; None is without theme."""

    step: Activity
    source: Activity
    groups: Sequence[tuple[Text | None, Sequence[Item]]]
    chosen: frozenset[str]
    slots: tuple[Slot, ...]
    """The programme, of which one line tells where the list comes from."""

    @property
    def is_fixed(self) -> bool:
        """Whether the step has begun, with what was chosen by then."""
        return self.step.state is not State.PLANNED


@pages.get(_PAGE)
def show(conference: str, step: str) -> Response:
    """Everything that the source has by now, each with a tick."""
    try:
        enter(conference)
    except Denied as no:
        if no.code != "not_signed_in":
            raise
        return sign_in_page(no)
    return _page(step)


@pages.post(_PAGE)
def choose(conference: str, step: str) -> Response:
    """Let what is ticked come along; without a tick everything does."""

    def asks(form: Form, room: Room) -> Mapping[str, Any]:
        activity = room.activities.get(step)
        if activity is None:
            raise Refused("unknown_activity")
        rev = form.get("rev", "")
        if rev.isascii() and rev.isdigit() and rev != str(activity.rev):
            raise Refused("changed_meanwhile")
        return put(activity, "chosen", _chosen(form, activity, offered(room, activity)))

    place, at = f"chosen-{step}", f"/steps/{step}/chosen"
    return ask(conference, place, asks, rev=_rev(step), page=partial(_page, step), at=at)


def _chosen(form: Form, activity: Activity, items: Sequence[Item]) -> list[str]:
    """The ids that are ticked, in the order of the list.

    What the form did not show stays chosen as long as anything is: it may only be hidden for a
    moment, or came after the form.
    """
    ids = [item.id for item in items]
    match form.get("act"):
        case "all":
            return ids
        case "none":
            return []
    shown = set(form.getlist("shown"))
    ticked = {id for id in ids if f"item.{id}" in form}
    if not ticked:
        return []
    kept = [id for id in activity.settings.get("chosen", ()) if id not in shown]
    there = [id for id in ids if id in ticked or id in kept]
    return there + [id for id in kept if id not in ids]


def _page(step: str, kept: Kept | None = None, status: int = 200) -> Response:
    it = desk().parts.conductor.read(lambda room: _choice(room, step))
    if it is None:
        raise Denied("not_found", address=desk().parts.address())
    line = list_line(it.slots, it.step)
    return plain_page("prepare/chosen.html", status, it=it, line=line, kept=kept)


def _choice(room: Room, step: str) -> Choice | None:
    """What there is to choose from; None where the step takes its list from no other one."""
    activity = room.activities.get(step)
    slots = timetable(room.activities.values())
    source = source_of(slots, activity) if activity else None
    if activity is None or source is None:
        return None
    items = offered(room, activity)
    themes = sorted(room.themes.values(), key=lambda each: each.number)
    groups: list[tuple[Text | None, Sequence[Item]]] = [
        (theme.title, [item for item in items if item.theme == theme.id]) for theme in themes
    ]
    groups.append((None, [item for item in items if item.theme not in room.themes]))
    return Choice(
        step=activity,
        source=source,
        groups=[(title, found) for title, found in groups if found],
        chosen=frozenset(activity.settings.get("chosen", ())),
        slots=slots,
    )


def _rev(step: str) -> Rev:
    def look(room: Room) -> tuple[int, str]:
        activity = room.activities.get(step)
        rev = activity.rev if activity else 0
        return rev, str(rev)

    return look
