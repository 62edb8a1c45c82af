"""What is done after the event, in its order, each with how far it is: for the page of results."""

from dataclasses import dataclass
from typing import Any

from appliance.archive.cloud.outbox import State
from appliance.conference.closing import is_over
from appliance.conference.redaction import is_looked_at
from appliance.conference.room import Room

from .aside import aside
from .desk import desk
from .results_archive import last_made
from .results_stick import journey_now
from .speech import t, tn


@dataclass(frozen=True, slots=True)
class Act:
    """A page where something is done, and how far that is; "" where there is nothing to say."""

    href: str
    title: Any
    state: Any


def acts() -> list[Act]:
    """All of it, in the order in which it is done. Raises Busy."""
    closed, looked_at = aside(_look)
    journey = journey_now()
    return [
        Act("/results/report", t("Report"), _documents()),
        Act("/results/close", t("Close the conference"), t("closed") if closed else t("not yet")),
        Act(
            "/results/redaction",
            t("Cover names and numbers"),
            t("looked at") if looked_at else t("not looked at yet"),
        ),
        Act("/results/archive", t("Archive"), last_made() or t("not made yet")),
        Act("/results/stick", t("Onto a stick"), journey.words if journey else ""),
        Act("/results/cloud", t("Online copy"), _copied()),
    ]


def _look(room: Room) -> tuple[bool, bool]:
    return is_over(room), is_looked_at(room)


def _documents() -> Any:
    n = len(desk().parts.reports.kept())
    return tn("{n} document", "{n} documents", n) if n else t("not made yet")


def _copied() -> Any:
    copy = desk().parts.cloud
    seen = copy.seen() if copy else None
    if seen is None:
        return t("not sent")
    there = sum(row.item.state is State.VERIFIED for row in seen.rows)
    return t("{n} of {total} there, and checked", n=there, total=len(seen.rows))
