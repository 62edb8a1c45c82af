"""Who is invited: kept by name, address and role, each with a personal code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from appliance.conference import members
from appliance.conference.change import Change, Moment
from appliance.conference.commands import Actor, PutInvitees, RemoveInvitee
from appliance.conference.records import Invitee
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.typeable import plain_code, typeable

from .asking import survey_of
from .holding import moved_on, taken_out

INVITEES_MOST: Final = 20_000
MEMBER_MOST: Final = 200
"""Characters in a name, an address or a role."""

_EMPTIABLE: Final = ("label", "email", "role")
"""What a list may say otherwise and a person may take away; a code stays as long as its link."""

_CODE: Final = re.compile(r"[A-Za-z0-9-]{6,40}")


def put_invitees(
    room: Room, actor: Actor, command: PutInvitees, moment: Moment
) -> Sequence[Change]:
    """Invite people, or correct what is known of them; repeated, nobody is there twice.

    Somebody is known by their id, code or address (in any case). Who was there and is not in the
    list stays, and so does what is left empty; None empties. A code that is not given is made, but
    for who comes with an id from elsewhere.
    Raises Refused `file_member`, or `code_taken` where a code is that of somebody else.
    """
    known = _Known(room)
    changed: dict[str, Invitee] = {}
    many = len(room.invitees)
    for n, item in enumerate(command.invitees):
        told = _told(item)
        before = known.find(told)
        many += before is None
        if many > INVITEES_MOST:
            raise Refused("too_many_invitees", most=INVITEES_MOST)
        id = before.id if before else told.get("id") or moment.new_id(f"invitee {n}")
        # Who was carried here without a code was asked elsewhere.
        code = "" if "id" in told else typeable(moment.new_id(f"code {n}"))
        blank = Invitee(id, code, told.get("email", ""))
        after = _answered(_corrected(before or blank, {**told, **_emptied(item)}), item)
        known.add(after)
        if after != before:
            changed[id] = after
    if len(room.invitees.keys() | changed.keys()) > INVITEES_MOST:
        raise Refused("too_many_invitees", most=INVITEES_MOST)
    return [Change(room.invitees.get(id), after) for id, after in changed.items()]


def remove_invitee(
    room: Room, actor: Actor, command: RemoveInvitee, moment: Moment
) -> Sequence[Change]:
    """Take somebody off the list.

    What they answered stays, and belongs to nobody any more, or goes `with_answers`. What was not
    done goes always: nobody could finish it.
    """
    invitee = room.invitees.get(command.invitee)
    if invitee is None:
        raise Refused("unknown_invitee")
    response = room.response_of(invitee.id)
    gone = Change(invitee, None)
    if response is None:
        return [gone]
    if response.is_complete and not command.with_answers:
        return [gone, Change(response, replace(response, owner=None))]
    survey = survey_of(room, response.survey)
    return moved_on(room, survey, [gone, taken_out(survey, response)])


class _Known:
    """Those who are invited, by everything that tells who somebody is."""

    def __init__(self, room: Room) -> None:
        self._by: dict[tuple[str, str], Invitee] = {}
        for invitee in room.invitees.values():
            self.add(invitee)

    def add(self, invitee: Invitee) -> None:
        for name, value in _signs(invitee.id, invitee.code, invitee.email):
            holder = self._by.setdefault((name, value), invitee)
            if holder.id != invitee.id:
                raise Refused("code_taken", told=value)
            self._by[name, value] = invitee

    def find(self, told: Mapping[str, str]) -> Invitee | None:
        signs = _signs(told.get("id", ""), told.get("code", ""), told.get("email", ""))
        return next((self._by[sign] for sign in signs if sign in self._by), None)


def _signs(id: str, code: str, email: str) -> list[tuple[str, str]]:
    # People type a code as they like: two that differ in a dash alone would be one.
    told = (("id", id), ("code", plain_code(code)), ("email", email.casefold()))
    return [(name, value) for name, value in told if value]


def _emptied(item: Mapping[str, Any]) -> dict[str, str]:
    return {name: "" for name, value in item.items() if _is_emptied(name, value)}


def _told(item: Mapping[str, Any]) -> dict[str, str]:
    item = {name: value for name, value in item.items() if not _is_emptied(name, value)}
    told = {name: members.optional(item, name, "").strip() for name in ("id", "code", "label")}
    told |= {name: members.optional(item, name, "").strip() for name in ("email", "role")}
    if any(len(value) > MEMBER_MOST or not value.isprintable() for value in told.values()):
        raise Refused("file_member", where=told["label"] or told["email"] or told["code"])
    if told["code"] and not _CODE.fullmatch(told["code"]):
        raise Refused("file_member", where=f"code {told['code']}")
    if not (told["label"] or told["email"] or told["code"] or told["id"]):
        raise Refused("file_member", where="label")
    return {name: value for name, value in told.items() if value}


def _is_emptied(name: str, value: object) -> bool:
    return value is None and name in _EMPTIABLE


def _answered(invitee: Invitee, item: Mapping[str, Any]) -> Invitee:
    if "has_answered" not in item:
        return invitee
    return replace(invitee, has_answered=members.member(item, "has_answered", bool))


def _corrected(invitee: Invitee, told: Mapping[str, str]) -> Invitee:
    return replace(
        invitee,
        code=told.get("code", invitee.code),
        label=told.get("label", invitee.label),
        email=told.get("email", invitee.email),
        role=told.get("role", invitee.role),
    )
