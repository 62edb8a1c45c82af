"""Looking for names and numbers in people's texts: worked out aside, followed, one at a time.

Knows no page and no way of searching: the box hands in who searches. What is found goes into the
room; how far a search is, is lost at a restart and only costs searching again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any

from appliance import mishap
from appliance.conductor import Busy, CannotSave, Unexpected
from appliance.conference.refusal import Refused
from appliance.conference.room import Room

from .words import N_

NOTHING_SEARCHES = N_("This box has nothing to search with. You can cover words yourself.")
STOPPED = N_("Searching stopped half-way. What was found is kept. Search once more.")
NOT_SAVED = N_("The box could not keep what was found. Search once more.")


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found: items for `propose_covers`, the digest of the texts, what it lacks."""

    items: tuple[Mapping[str, Any], ...]
    digest: str
    lacks: tuple[str, ...] = ()


class CannotSearch(Exception):
    """Nothing was searched; `message` says to people what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


OnProgress = Callable[[float], None]
Search = Callable[[Room, OnProgress], Searched]
"""Searches all texts of a room, apart from it. Takes seconds. Raises CannotSearch."""


def no_search(room: Room, on_progress: OnProgress) -> Searched:
    """Where nothing searches. Raises CannotSearch."""
    raise CannotSearch(NOTHING_SEARCHES)


@dataclass(frozen=True, slots=True)
class Run:
    """How far a search is: a share from 0 to 1; then done, or a trouble to tell."""

    share: float = 0.0
    is_done: bool = False
    trouble: str = ""

    @property
    def is_going_on(self) -> bool:
        """Whether something is still to come."""
        return not (self.is_done or self.trouble)


@dataclass(slots=True)
class Searching:
    """The search of a box. Safe to use from several threads."""

    run: Run | None = None
    """How far it is, or None where nobody searched since the box started."""
    _lock: Lock = field(default_factory=Lock)

    def start(self, work: Callable[[OnProgress], None]) -> None:
        """Let it be done anew, aside. While one goes on, no other begins."""
        with self._lock:
            if self.run is not None and self.run.is_going_on:
                return
            self.run = Run()
        Thread(target=self._work, args=(work,), name="searching", daemon=True).start()

    def _work(self, work: Callable[[OnProgress], None]) -> None:
        try:
            work(self._progress)
            self.run = Run(1.0, is_done=True)
        except CannotSearch as no:
            self.run = Run(trouble=no.message)
        except (Busy, CannotSave, Refused):
            self.run = Run(trouble=NOT_SAVED)
        except Unexpected:
            self.run = Run(trouble=STOPPED)
        except Exception as unexpected:  # noqa: BLE001 (noted once; who waits must hear of it)
            mishap.note(unexpected)
            self.run = Run(trouble=STOPPED)

    def _progress(self, share: float) -> None:
        self.run = Run(share)
