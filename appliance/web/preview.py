"""A step of the programme as people will see it: on a phone, at a chair, on the big screen.

It is shown as if it were open and nobody had written yet, from a copy of the room; nothing on it
can be pressed. A vote can be tried by a script of its own, which asks nothing of the box.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, request

from appliance.conference import views
from appliance.conference.activities import ACTIVITIES
from appliance.conference.lists import is_secret, items_of
from appliance.conference.outcomes import vote_of
from appliance.conference.records import (
    Activity,
    Conference,
    Item,
    Role,
    StageShow,
    State,
    Table,
    Theme,
)
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.slides import slide_at

from .desk import desk
from .page import Page, plain_page
from .refusals import Denied
from .roles import visitor
from .sign_in import sign_in_page

pages = Blueprint("preview", __name__)

SIGHTS: Final = {"phone": Role.PARTICIPANT, "chair": Role.CHAIR, "stage": Role.STAGE}
"""As whom one looks; the first one where nothing was chosen."""

EXAMPLES: Final = tuple(
    Item(f"example-{n}", {"nl": f"Voorbeeld {n}", "en": f"Example {n}"}) for n in range(1, 5)
)
"""What stands on a list that has nothing yet, or of which nobody may know yet what stands there."""

_MINUTE_MS: Final = 60_000


@pages.get("/prepare/<conference>/preview/<activity>")
def show(conference: str, activity: str) -> Response:
    """The step as ?sight=phone|chair|stage shows it at the first table of ?theme=…, at ?slide=n."""
    try:
        here = visitor(Role.FACILITATOR).conference
    except Denied as no:
        if no.code != "not_signed_in":
            raise
        return sign_in_page(no)
    if here != conference:
        raise Denied("not_found", address=desk().parts.address())
    sight = request.args.get("sight", "phone")
    sight = sight if sight in SIGHTS else "phone"
    wanted = request.args.get("theme", "")
    slide = request.args.get("slide", "")
    n = int(slide) if slide.isascii() and slide.isdigit() and len(slide) < 6 else 1
    seen = desk().parts.conductor.read(lambda room: look(room, activity, sight, wanted, n))
    page = plain_page("prepare/preview.html", sight=sight, **seen)
    # The page beside which it stands is ours.
    page.headers["Content-Security-Policy"] = (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'"
    )
    return page


def look(room: Room, activity: str, sight: str, theme: str, n: int = 1) -> Mapping[str, Any]:
    """What the template needs: the view of who looks, at slide `n`, and where they sit.

    Raises Refused `unknown_activity`.
    """
    if activity not in room.activities:
        raise Refused("unknown_activity")
    themes = tuple(sorted(room.themes.values(), key=lambda each: each.number))
    table = _table_of(room, theme) or _table_of(room, "")
    step = room.activities[activity]
    told = {"step": step, "themes": themes, "table": table, "view": None}
    told |= {"slide": None, "sample": None, "is_vote": vote_of(step) is not None}
    told["is_example"] = bool(list_of(room, step) == EXAMPLES)
    if table is None and sight != "stage":
        return told
    copy = as_if_open(room, activity)
    audience = {"phone": "table", "chair": "chair", "stage": "stage"}[sight]
    of_table = f":{table.id}" if table and sight != "stage" else ""
    view = views.view(f"{audience}{of_table}", copy)
    # The copy knows no survey, of which a slide tells.
    slide = slide_at(room, step, n)
    if slide is not None and sight == "stage":
        view = {**view, "slides": {activity: slide}}
    # Of nobody there is nothing to count.
    view = {**view, "turnout": {}}
    return {**told, "view": view, "slide": slide, "sample": _sample(SIGHTS[sight], table)}


def as_if_open(room: Room, activity: str) -> Room:
    """A room like this one in which just this step has begun, and nobody has written."""
    records: list[Conference | Theme | Table | Activity] = []
    for conference in room.kinds["conferences"].values():
        records.append(replace(conference, show=StageShow()))
    records += [*room.themes.values(), *room.tables.values()]
    for each in room.activities.values():
        is_open = each.id == activity
        items = list_of(room, each) if is_open else None
        records.append(replace(_as_if(each, is_open=is_open), items=items))
    return Room(records, seq=room.seq)


def list_of(room: Room, activity: Activity) -> tuple[Item, ...] | None:
    """The list that people would see, or examples; None where the step has no list."""
    kind = ACTIVITIES.get(activity.kind)
    if kind is None or not kind.takes_list:
        return None
    is_hidden = activity.items is None and is_secret(room, activity)
    return (() if is_hidden else items_of(room, activity)) or EXAMPLES


def _as_if(activity: Activity, *, is_open: bool) -> Activity:
    ends = activity.minutes * _MINUTE_MS if activity.minutes else None
    return replace(
        activity,
        state=State.OPEN if is_open else State.PLANNED,
        opened_room_ms=0 if is_open else None,
        ends_at_room_ms=ends if is_open else None,
        paused_room_ms=None,
        closed_room_ms=None,
        remaining_ms=None,
        closes_at_room_ms=None,
        contributed=None,
        is_revealed=False,
        order_seed="preview" if is_open else "",
    )


def _table_of(room: Room, theme: str) -> Table | None:
    """The first table in use at this theme, or at any."""
    tables = sorted(room.tables.values(), key=lambda table: table.number)
    here = (table for table in tables if table.is_in_use and theme in ("", table.theme))
    return next(here, None)


def _sample(role: Role, table: Table | None) -> Page:
    """Whose page it would be: somebody who has just come in."""
    return Page(
        role=role.value,
        table=table.id if table else None,
        language="",
        conference="",
        box="",
        seq=0,
        room_ms=0,
        is_practice=False,
    )
