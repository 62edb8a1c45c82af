"""How many of those who were invited have answered, in all and by the role of the invitation.

Whether somebody answered is no secret (law 6: what, is). A role with fewer than k invited is told
by its size alone, so that "1 of 1" does not point at a person on a screen.
"""

from collections import Counter
from dataclasses import dataclass

from appliance.conference.records import Origin, Survey
from appliance.conference.room import Room

from .privacy import K
from .survey import has_answered


@dataclass(frozen=True, slots=True)
class RoleRate:
    """A role: so many invited, of whom so many answered; None where they are too few to tell."""

    role: str
    invited: int
    answered: int | None

    @property
    def share(self) -> float | None:
        """Of the invited, from 0 to 1; None where that is not told."""
        return self.answered / self.invited if self.answered is not None else None


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """Of the invited; `others` answered without an invitation that is known, `on_paper` on paper;
    `begun` have saved a page and are not done."""

    invited: int
    answered: int
    others: int
    on_paper: int
    begun: int
    roles: tuple[RoleRate, ...]

    @property
    def share(self) -> float:
        """Of the invited, from 0 to 1; 0 where nobody is."""
        return self.answered / self.invited if self.invited else 0.0


def response_rate(room: Room, survey: Survey, k: int = K) -> ResponseRate:
    """How it stands now. Largest roles first; who has none stands under ""."""
    answered = has_answered(room)
    invited = Counter(invitee.role for invitee in room.invitees.values())
    by_role = Counter(room.invitees[id].role for id in answered)
    responses = [r for r in room.responses.values() if r.survey == survey.id]
    complete = [r for r in responses if r.is_complete]
    roles = sorted(invited, key=lambda role: (not role, -invited[role], role))
    return ResponseRate(
        invited=len(room.invitees),
        answered=len(answered),
        others=max(0, len(complete) - len(answered)),
        on_paper=sum(r.origin is Origin.PAPER for r in complete),
        begun=sum(not (r.is_complete or r.is_leaving) for r in responses),
        roles=tuple(
            RoleRate(role, invited[role], by_role[role] if invited[role] >= k else None)
            for role in roles
            if roles != [""]
        ),
    )
