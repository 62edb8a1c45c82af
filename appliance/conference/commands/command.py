"""A command, who may ask it, and who asks."""

from dataclasses import dataclass
from typing import ClassVar

from appliance.conference.records import Role

WRITERS = frozenset({Role.PARTICIPANT, Role.CHAIR, Role.FACILITATOR})

HOSTS = frozenset({Role.CHAIR, Role.FACILITATOR})

PARTICIPANT = frozenset({Role.PARTICIPANT})

FACILITATOR = frozenset({Role.FACILITATOR})

BOX = frozenset({Role.BOX})

ORGANISERS = frozenset({Role.FACILITATOR, Role.BOX})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a role, and as far as it is known the person and the table they sit at.

    `facilitator` is which of several facilitators, as their sign-in tells; it only serves to know
    the one who goes on typing from another.
    """

    role: Role
    person: str | None = None
    table: str | None = None
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that is asked of the room. `roles` may ask it."""

    roles: ClassVar[frozenset[Role]] = WRITERS
