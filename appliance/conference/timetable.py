"""When each step of a programme is planned: minutes from its begin, and the time on the clock.

A step that runs `beside` another begins with that one and takes no time of its own, unless it lasts
longer (webui/static/js/console/plan.js says the same of a running programme).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .records import Activity

DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """When a step is planned, in minutes from the begin of the programme."""

    activity: Activity
    begins: int
    ends: int
    beside: str = ""
    """The id of the step that it runs beside, or empty."""


def timetable(activities: Iterable[Activity]) -> tuple[Slot, ...]:
    """The slots of these steps, in the order of the programme."""
    slots: dict[str, Slot] = {}
    at = 0
    for activity in sorted(activities, key=lambda each: each.position):
        beside = slots.get(str(activity.settings.get("beside", "")))
        begins = beside.begins if beside else at
        with_whom = beside.activity.id if beside else ""
        slot = Slot(activity, begins, begins + activity.minutes, with_whom)
        slots[activity.id] = slot
        at = max(at, slot.ends)
    return tuple(slots.values())


def total(slots: Iterable[Slot]) -> int:
    """How many minutes the whole programme takes."""
    return max((slot.ends for slot in slots), default=0)


def on_the_clock(starts_at: str, minutes: int) -> tuple[int, int] | None:
    """Hour and minute so long after "13:00", also past midnight; None where no begin is told.

    Raises ValueError for what is no time of day.
    """
    if not starts_at:
        return None
    hours, past = (int(part) for part in starts_at.split(":"))
    return divmod((hours * 60 + past + minutes) % DAY_MINUTES, 60)


def is_past_midnight(starts_at: str, minutes: int) -> bool:
    """Whether a programme of so many minutes ends after the day on which it began."""
    if not starts_at:
        return minutes > DAY_MINUTES
    hours, past = (int(part) for part in starts_at.split(":"))
    return hours * 60 + past + minutes > DAY_MINUTES
