"""Counting votes beside the conductor, where that takes long: nobody who writes waits for it.

The ballots are copied on the conductor's thread, which is quick, and counted on another. What came
of it goes back onto the conductor's thread, and stands only if nothing changed meanwhile.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any, Final

from . import mishap
from .conference import views
from .conference.outcomes import counted
from .conference.records import Activity, Ballot
from .conference.room import Room
from .conference.views import Ref

NAME: Final = "counting"


class Counting:
    """Counts one activity at a time, as often as it is asked."""

    def __init__(self, look_at: Callable[[Iterable[Ref]], None]) -> None:
        """`look_at` is told, on the conductor's thread, what there is to see now."""
        self._look_at = look_at
        self._running: set[str] = set()

    def connect(self, post: Callable[[Callable[[], None]], None], room: Callable[[], Room]) -> None:
        """Tell it how to get onto the conductor's thread, and which room is there."""
        self._post, self._room = post, room

    def begin(self, room: Room, activity: str) -> None:
        """Count this vote, unless that is under way. On the conductor's thread."""
        if activity in self._running:
            return
        self._running.add(activity)
        of, ballots = room.activities[activity], room.ballots_of(activity)
        threading.Thread(target=self._count, args=(of, ballots), name=NAME, daemon=True).start()

    def _count(self, activity: Activity, ballots: list[Ballot]) -> None:
        made: dict[str, Any] | None = None
        try:
            made = counted(Room([activity, *ballots]), activity)
        except Exception as bug:  # noqa: BLE001 (the room goes on without this result)
            mishap.note(bug)
        self._post(lambda: self._end(activity, ballots, made))

    def _end(self, activity: Activity, ballots: list[Ballot], made: dict[str, Any] | None) -> None:
        self._running.discard(activity.id)
        room = self._room()
        if made is None:
            return
        if room.activities.get(activity.id) is activity and _are(
            ballots, room.ballots_of(activity.id)
        ):
            room.results[activity.id] = made
        # Where something changed meanwhile, to look again is to count again.
        self._look_at(views.touched_by_count(room, activity.id))


def _are(ballots: list[Ballot], others: list[Ballot]) -> bool:
    """Whether these are the same ballots; a record never changes once made."""
    return {id(ballot) for ballot in ballots} == {id(ballot) for ballot in others}
