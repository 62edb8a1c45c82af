"""What the people at the tables typed, as planned in a file, and which phone types it.

It knows the file's columns and nothing of a box.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .trouble import CannotRehearse

_COLUMNS: Final = ("activity", "question", "table", "participant", "second", "text")


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """A text that a participant (from 1) at a table sends so many seconds into an activity."""

    activity: str
    question: str
    table: str
    participant: int
    second: float
    text: str


def read_entries(path: Path) -> list[PlannedEntry]:
    """The entries in a file like the reference conference's entries.csv. Raises CannotRehearse."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise CannotRehearse(f"{path.name} has no column {missing[0]}.")
        return [_planned(path, number, row) for number, row in enumerate(rows, start=2)]


def by_activity(entries: Iterable[PlannedEntry]) -> Mapping[str, list[PlannedEntry]]:
    """The entries of each activity in the order of time; activities as they first appear."""
    activities: dict[str, list[PlannedEntry]] = {}
    for entry in entries:
        activities.setdefault(entry.activity, []).append(entry)
    return {
        activity: sorted(planned, key=lambda entry: entry.second)
        for activity, planned in activities.items()
    }


def seat_of(entry: PlannedEntry, seats: int) -> int:
    """Which seat at the table (from 1) types it; where phones are few, people share one."""
    return (entry.participant - 1) % seats + 1


def _planned(path: Path, number: int, row: Mapping[str, str]) -> PlannedEntry:
    try:
        return PlannedEntry(
            row["activity"],
            row["question"],
            row["table"],
            int(row["participant"]),
            float(row["second"]),
            row["text"],
        )
    except (TypeError, ValueError):
        raise CannotRehearse(f"Line {number} of {path.name} cannot be read.") from None
