"""About the box itself: how it is for machines, what it keeps, and its files."""

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, jsonify, make_response, redirect, request

from appliance.conference.records import Conference
from appliance.conference.room import Room

from .desk import desk
from .glance import look_for_conference
from .guard import is_from_here
from .page import plain_page
from .refusals import Denied

_FOR_ALL: Final = ("ok", "is_saving", "version")
"""What anybody on the internet may know of it."""

pages = Blueprint("about", __name__)


@pages.get("/health")
def health() -> Response:
    """How the box is, for machines."""
    now = health_now()
    told = now if _may_know() else {name: now[name] for name in _FOR_ALL}
    return make_response(jsonify(told), 200 if now["ok"] else 503)


@pages.get("/privacy")
def privacy() -> Response:
    """What is kept, and for how long."""
    if desk().parts.is_public:
        return make_response(redirect("/s/about", 302))
    look_for_conference()
    return plain_page("privacy.html")


@pages.get("/static/<tree>/<path:name>")
def file(tree: str, name: str) -> Response:
    """A style sheet, script, font or icon."""
    answer = desk().files.answer(tree, name, request)
    if answer is None:
        raise Denied("not_found", address=desk().parts.address())
    return answer


@pages.get("/favicon.ico")
def favicon() -> Response:
    """Browsers ask for it unasked."""
    return make_response(redirect(desk().files.url("icon.svg"), 302))


def health_now() -> dict[str, Any]:
    """What is well and what is not. Raises Busy."""
    parts = desk().parts
    return {
        "version": parts.version,
        "room_ms": parts.room_ms(),
        "boot": parts.boot,
        "address": parts.address(),
        **parts.conductor.read(_of_room),
        **parts.health(),
    }


def _may_know() -> bool:
    """Whether whoever asks may know all of it: on the internet only the machine itself."""
    return not desk().parts.is_public or is_from_here()


def _of_room(room: Room) -> dict[str, Any]:
    conference = room.conference
    return {
        "ok": room.is_saving,
        "conference": conference.id if conference else None,
        "is_practice": conference is not None and conference.is_practice,
        "is_saving": room.is_saving,
        "phones": room.phones,
        "facilitators": room.facilitators,
        "seq": room.seq,
        **(_of_conference(conference) if conference else {}),
    }


def _of_conference(conference: Conference) -> dict[str, Any]:
    """What stands on the box's page too, for all to see."""
    return {
        "title": conference.title,
        "languages": conference.languages,
        "date": conference.date,
        "contact": asdict(conference.contact),
    }
