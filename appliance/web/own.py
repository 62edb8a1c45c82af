"""What is a participant's own besides contributing: who they are, and a file to take home.

Nobody has to say who they are, and only what the box still knows as theirs stands in the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask import Blueprint, Response, g, make_response, redirect, request

from appliance.conference.clocks import at_its_minute
from appliance.conference.commands import Actor, Introduce, JoinTable
from appliance.conference.records import Activity, Conference, Entry, Relation, Role, Text
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.topics import questions_of

from .asking import id_of
from .cookies import Device
from .desk import desk
from .glance import Glance, glance
from .page import new_command_id
from .participant import seat_of
from .refusals import Denied
from .roles import shown
from .speech import clock, day, say
from .speech import plainly as _
from .stances import stance

pages = Blueprint("own", __name__)

BOM: Final = "\ufeff"
"""Without it, a phone may take UTF-8 for something else."""


@dataclass(frozen=True, slots=True)
class Own:
    """A contribution of one's own with what was asked."""

    entry: Entry
    question: Text


@pages.post("/t/<table>/introduction")
def introduce(table: str) -> Response:
    """Keep the name and role in a plain form, or remember that somebody rather does not say."""
    device = shown().device
    if device is None:
        raise Denied("not_signed_in")
    room = glance(device)
    if not request.form.get("skip"):
        _introduce(room, device, seat_of(room, device, table))
    response = make_response(redirect(f"/t/{table}", 303))
    person = room.people[device.n - 1]
    desk().cookies.keep_introduced(response, (*shown().introduced, person))
    return response


@pages.get("/t/<table>/mine.txt")
def take_home(table: str) -> Response:
    """What the box still knows as one's own, as a file."""
    device = shown().device
    room = glance(device)
    own = _own(room.people[device.n - 1]) if device else ()
    response = make_response(BOM + "\n".join(_written(room.conference, own)) + "\n")
    response.content_type = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename={_('my-contributions')}.txt"
    return response


def _introduce(room: Glance, device: Device, table: str) -> None:
    """A person begins with what they do: also with saying who they are."""
    id = id_of(request.form)
    if id is None:
        raise Refused("bad_command")
    person = room.people[device.n - 1]
    actor = Actor(Role.PARTICIPANT, person, table)
    said = {name: request.form[name] for name in g.conference.asks if name in request.form}
    if person not in room.seated:
        desk().parts.conductor.ask(actor, JoinTable(table), new_command_id())
    desk().parts.conductor.ask(actor, Introduce(**said), id)


def _own(person: str) -> tuple[Own, ...]:
    def look(room: Room) -> tuple[Own, ...]:
        owned = (entry for entry in room.owned_by(person) if not entry.is_withdrawn)
        entries = (at_its_minute(room, entry) for entry in owned)
        return tuple(Own(e, _asked(room.activities[e.activity], e.question)) for e in entries)

    return desk().parts.conductor.read(look)


def _asked(activity: Activity, question: str) -> Text:
    texts = (each.text for each in questions_of(activity) if each.id == question)
    return next(texts, activity.title)


def _written(conference: Conference, own: tuple[Own, ...]) -> Iterator[str]:
    """The lines of the file; js/take-home.js writes the same."""
    yield say(conference.title)
    where = [day(conference.date) if conference.date else "", conference.place]
    yield " · ".join(part for part in where if part)
    yield ""
    yield _("My contributions")
    if not own:
        yield ""
        yield _("You have not sent anything yet.")
    for _place, there in groupby(own, key=lambda one: (one.entry.activity, one.entry.question)):
        entries = list(there)
        yield from ("", "", say(entries[0].question))
        for one in entries:
            yield from ("", one.entry.text, f"({' · '.join(_marks(one.entry))})")


def _marks(entry: Entry) -> Iterator[str]:
    yield _("Table {table}", table=entry.table)
    yield clock(entry.minute)
    if stance(entry):
        yield stance(entry)
    if entry.relation is Relation.COMMENT:
        yield _("comment")
    if entry.relation is Relation.BUILD_ON:
        yield _("builds on another")
    for is_so, mark in ((entry.is_edited, _("edited")), (entry.is_late, _("late"))):
        if is_so:
            yield mark
