"""From a JSON object to a command: what a socket, a POST and a form have in common.

Only the shape is looked at here; what may be asked of the room is for the rules.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from appliance.conference.commands import Actor, Command, read
from appliance.conference.records import Role
from appliance.conference.refusal import Refused

from .visitor import Visitor

ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""The client's own id of a command; it makes that nothing is done twice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with who asks it and the id that the client gave it."""

    actor: Actor
    command: Command
    id: str


def id_of(asked: Mapping[str, Any]) -> str | None:
    """The id of a command if it is a good one, for the answer."""
    id = asked.get("id")
    return id if isinstance(id, str) and ID.fullmatch(id) else None


def understand(visitor: Visitor, asked: Mapping[str, Any]) -> Asked:
    """The command in a JSON object.

    Raises Refused `bad_command`, `unknown_command` or `other_conference`.
    """
    id = id_of(asked)
    if id is None:
        raise Refused("bad_command")
    if asked.get("conference", visitor.conference) != visitor.conference:
        raise Refused("other_conference")
    return Asked(_actor(visitor, asked.get("as_person")), read(asked), id)


def _actor(visitor: Visitor, as_person: Any) -> Actor:
    """The visitor, or the person of the same device who typed this."""
    actor = visitor.actor
    if as_person is None or actor.role is not Role.PARTICIPANT:
        return actor
    if type(as_person) is not int or not 1 <= as_person <= len(visitor.people):
        raise Refused("bad_command")
    return Actor(Role.PARTICIPANT, visitor.people[as_person - 1], actor.table)
