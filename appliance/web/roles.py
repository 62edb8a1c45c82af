"""Who somebody is: what their browser shows, held against the codes and seats of the room."""

from collections.abc import Callable
from typing import Final

from flask import g, request

from appliance.conference.commands import Actor
from appliance.conference.records import Role
from appliance.conference.refusal import Refused

from .cookies import Shown
from .desk import desk
from .glance import Glance, glance
from .language import language
from .refusals import Denied
from .visitor import Visitor, audience_of

IN_TURN: Final = (Role.FACILITATOR, Role.PARTICIPANT, Role.CHAIR, Role.OBSERVER, Role.STAGE)
"""Who somebody is taken for when a request does not say it."""


def shown() -> Shown:
    """What this request's cookies show, read once."""
    if "shown" not in g:
        g.shown = desk().cookies.shown(request)
    found: Shown = g.shown
    return found


def visitor(*allowed: Role) -> Visitor:
    """Who asks, by `?as=` and `&table=`, else the first of `allowed` that the browser shows.

    Raises Denied `not_signed_in` or `elsewhere`, or Refused.
    """
    keys = shown()
    room = glance(keys.device)
    actor = identify(keys, room, _asked_role(), request.args.get("table"), allowed or IN_TURN)
    return visitor_as(actor, room)


def facilitator() -> Actor:
    """The facilitator who asks, told apart from others who are signed in."""
    return Actor(Role.FACILITATOR, facilitator=shown().facilitator)


def visitor_as(actor: Actor, room: Glance) -> Visitor:
    """This actor as the visitor of this request."""
    is_person = actor.role is Role.PARTICIPANT
    is_facilitator = actor.role is Role.FACILITATOR
    return Visitor(
        actor=actor,
        audience=audience_of(actor.role, actor.table),
        language=language(),
        since=_number(request.args.get("since")),
        box=request.args.get("box", ""),
        conference=room.conference.id,
        people=room.people if is_person else (),
        is_seated=not is_person or actor.person in room.seated,
        facilitator=shown().facilitator if is_facilitator else "",
        address=request.remote_addr or "",
    )


def identify(
    keys: Shown, room: Glance, asked: Role | None, table: str | None, allowed: tuple[Role, ...]
) -> Actor:
    """The actor that a browser may be, pure but for the signatures that were checked before."""
    if asked is not None:
        if asked not in allowed:
            raise Denied("not_signed_in")
        return _ROLES[asked](keys, room, table)
    for role in allowed:
        try:
            return _ROLES[role](keys, room, table)
        except Denied as no:
            if no.code != "not_signed_in":
                raise
    raise Denied("not_signed_in")


def _facilitator(keys: Shown, room: Glance, table: str | None) -> Actor:
    if not keys.is_signed_in:
        raise Denied("not_signed_in")
    return Actor(Role.FACILITATOR, facilitator=keys.facilitator)


def _participant(keys: Shown, room: Glance, table: str | None) -> Actor:
    device = keys.device
    if device is None:
        raise Denied("not_signed_in")
    seat = room.seat(device)
    if seat is None:
        raise Refused("no_seat")
    if table is not None and table != seat:
        raise Denied("elsewhere", old=seat, table=table)
    return Actor(Role.PARTICIPANT, room.people[device.n - 1], seat)


def _chair(keys: Shown, room: Glance, table: str | None) -> Actor:
    chairs = keys.chairs or {}
    number = table if table is not None else next(iter(chairs), "")
    code = room.find_code(chairs.get(number, ""), Role.CHAIR)
    if code is None or code.table != number:
        raise Denied("not_signed_in")
    return Actor(Role.CHAIR, table=number)


def _observer(keys: Shown, room: Glance, table: str | None) -> Actor:
    if room.find_code(keys.watch, Role.OBSERVER) is None:
        raise Denied("not_signed_in")
    return Actor(Role.OBSERVER)


def _stage(keys: Shown, room: Glance, table: str | None) -> Actor:
    if room.find_code(keys.stage, Role.STAGE) is None:
        raise Denied("not_signed_in")
    return Actor(Role.STAGE)


_ROLES: Final[dict[Role, Callable[[Shown, Glance, str | None], Actor]]] = {
    Role.FACILITATOR: _facilitator,
    Role.PARTICIPANT: _participant,
    Role.CHAIR: _chair,
    Role.OBSERVER: _observer,
    Role.STAGE: _stage,
}


def _asked_role() -> Role | None:
    asked = request.args.get("as")
    if asked is None:
        return None
    if asked not in _ROLES:
        raise Refused("bad_command")
    return Role(asked)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
