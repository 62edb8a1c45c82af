"""Contributions as they are read: what answers another stands under it, highlighted ones first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from appliance.conference.records import Entry

DEEPEST: Final = 3
"""Answers to answers move in so far and no further: a line must stay wide enough to read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A comment, or what builds on another; `depth` (from 1) is how far it moves in."""

    entry: Entry
    depth: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A contribution, and below it in reading order what answers it."""

    entry: Entry
    answers: tuple[Answer, ...] = ()

    @property
    def is_highlighted(self) -> bool:
        """Whether anything in it is."""
        return self.entry.is_highlighted or any(a.entry.is_highlighted for a in self.answers)


def threads(entries: Iterable[Entry]) -> tuple[Thread, ...]:
    """These entries, each once: highlighted threads first, else in the order of the room.

    What answers something that is not among them begins a thread of its own, and so does what was
    parked: it leaves the conversation and takes its answers along.
    """
    there = {entry.id: entry for entry in sorted(entries, key=lambda entry: entry.seq)}
    below: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in there.values():
        has_place = entry.parent in there and not entry.is_parked
        below[entry.parent if has_place else None].append(entry)
    found = [Thread(root, _answers(root, below)) for root in below[None]]
    return tuple(sorted(found, key=lambda thread: not thread.is_highlighted))


def _answers(root: Entry, below: dict[str | None, list[Entry]]) -> tuple[Answer, ...]:
    # A list of its own instead of recursion: people may build on each other without end.
    found: list[Answer] = []
    waiting = [Answer(entry, 1) for entry in reversed(below.get(root.id, ()))]
    while waiting:
        answer = waiting.pop()
        found.append(answer)
        depth = min(answer.depth + 1, DEEPEST)
        waiting += [Answer(entry, depth) for entry in reversed(below.get(answer.entry.id, ()))]
    return tuple(found)
