"""Counts votes that take long on a thread of their own, and hands the room what they come to.

It stands between the conductor and who follows it: nobody who votes meanwhile waits for a count.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final, Protocol

from . import mishap
from .conference.activities.kind import Values, Vote
from .conference.change import Change
from .conference.outcomes import to_count, vote_of
from .conference.records import Activity
from .conference.room import Room
from .conference.tally.votes import count, valid
from .conference.views import Ref, touched_by_count
from .contracts import Follower

REST: Final = 3.0
"""After a count it rests as many times as long: a vote that runs is counted again and again."""


class Looking(Follower, Protocol):
    """Who follows the conductor and can be told to look at something again."""

    def look_at(self, refs: Iterable[Ref]) -> None: ...


class Counting:
    """Follows the conductor on behalf of another follower, and counts beside it.

    All but the count itself is on the conductor's thread.
    """

    def __init__(self, follower: Looking) -> None:
        self._follower = follower
        self._not_before = 0.0
        self._is_counting = False
        self._given_up: set[str] = set()

    def connect(self, post: Callable[[Callable[[], None]], None], room: Callable[[], Room]) -> None:
        """Tell it how to get onto the conductor's thread."""
        self._post, self._room = post, room

    def apply(self, changes: Sequence[Change], room: Room) -> None:
        """Something changed and is on disk."""
        self._follower.apply(changes, room)

    def look_again(self, room: Room) -> None:
        """The room was rebuilt from disk."""
        room.counts_beside = True
        self._follower.look_again(room)

    def keep_up(self, room: Room) -> None:
        """Once a second: begin a count where one is wanted."""
        room.counts_beside = True
        self._follower.keep_up(room)
        if self._is_counting or time.monotonic() < self._not_before:
            return
        wanted = (each for each in to_count(room) if each.id not in self._given_up)
        activity = next(wanted, None)
        if activity is not None:
            self._begin(room, activity)

    def flush(self, room: Room) -> float:
        """Send what changed."""
        return self._follower.flush(room)

    def _begin(self, room: Room, activity: Activity) -> None:
        vote = vote_of(activity)
        if vote is None:
            return
        # Gone as soon as anything changes: then this count is not the last word.
        pending = room.pending[activity.id] = object()
        ballots = valid(room, activity, vote)
        self._is_counting = True
        work = partial(self._count, activity, vote, ballots, pending)
        threading.Thread(target=work, name="counting", daemon=True).start()

    def _count(
        self, activity: Activity, vote: Vote, ballots: Sequence[Values], pending: object
    ) -> None:
        start = time.monotonic()
        try:
            made: dict[str, Any] | None = count(activity, vote, ballots)
        except Exception as bug:  # noqa: BLE001 (it is logged; the room goes on without this count)
            mishap.note(bug)
            made = None
        self._not_before = time.monotonic() + REST * (time.monotonic() - start)
        self._post(partial(self._take, activity.id, made, pending))

    def _take(self, activity: str, made: dict[str, Any] | None, pending: object) -> None:
        self._is_counting = False
        room = self._room()
        if made is None:
            self._given_up.add(activity)
            return
        room.latest[activity] = made
        if room.pending.get(activity) is pending:
            room.results[activity] = made
        self._follower.look_at(touched_by_count(room, activity))
