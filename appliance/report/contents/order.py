"""In which order contributions stand: by the minute, and within it by their numbers.

The order in which they came in would tell who wrote two of them one after the other. The box lets
go of it when a step is closed for good (law 6); a report may be made before that, and is kept.
"""

from collections.abc import Iterable
from dataclasses import replace

from appliance.conference.records import Entry
from appliance.conference.tally.threads import Thread, threads


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """These contributions as they may be told."""
    return sorted(entries, key=lambda entry: (entry.minute, entry.id))


def in_threads(entries: Iterable[Entry]) -> tuple[Thread, ...]:
    """The same with what answers them, highlighted ones first."""
    return threads(replace(entry, seq=n) for n, entry in enumerate(in_order(entries)))
