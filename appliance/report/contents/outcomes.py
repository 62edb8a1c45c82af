"""The votes of a report, as far as the room has seen what came of them (law 6).

A report is handed on: what only the facilitator looked at stands in none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from appliance.conference.outcomes import is_shown, outcome, votes
from appliance.conference.records import Activity
from appliance.conference.room import Room


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote with what came of it, None while that is hidden; `n` counts all votes from 1.

    Of a report on one theme `rows` are those of the theme, with their places among all.
    """

    n: int
    activity: Activity
    told: Mapping[str, Any] | None
    rows: tuple[Mapping[str, Any], ...] = ()

    @property
    def ballots(self) -> int:
        """How many voted; 0 while it is hidden."""
        return int(self.told["ballots"]) if self.told else 0


def voted(room: Room, is_about: Callable[[str], bool]) -> tuple[Voted, ...]:
    """Every vote that was opened, in the order of the programme, as far as it is about these
    themes."""
    found = [_voted(room, is_about, n, each) for n, each in enumerate(votes(room), 1)]
    return tuple(one for one in found if one.rows or not one.told or not one.told["items"])


def _voted(room: Room, is_about: Callable[[str], bool], n: int, activity: Activity) -> Voted:
    if not is_shown(activity, leads=False):
        return Voted(n, activity, None)
    told = outcome(room, activity)
    rows = tuple(row for row in told["items"] if is_about(row["theme"]))
    return Voted(n, activity, told, rows)
