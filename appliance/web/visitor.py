"""Who is at the other end of a request or a socket: opaque to whoever carries it."""

from dataclasses import dataclass

from appliance.conference.commands import Actor
from appliance.conference.records import Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks, with what they saw last (`since` of the box that was started as `box`)."""

    actor: Actor
    audience: str
    language: str
    since: int
    box: str
    conference: str
    people: tuple[str, ...] = ()
    """The ids of all who share the device, the first person first."""
    is_seated: bool = True
    """Whether a participant has a seat of their own already, and not only seen the table."""
    facilitator: str = ""
    """Which of the facilitators, so that two windows of one are not counted as two."""
    address: str = ""
    """Where they are on the network, for the limits alone."""


def audience_of(role: Role, table: str | None) -> str:
    """The name of those who see the same as this role, at this table where that matters."""
    match role:
        case Role.PARTICIPANT:
            return f"table:{table}"
        case Role.CHAIR:
            return f"chair:{table}"
        case Role.OBSERVER:
            return "watch"
        case Role.STAGE:
            return "stage"
        case _:
            return "control"
