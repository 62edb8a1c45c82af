"""A measured line: what was found, what was aimed at, and what a plain reference does."""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `target` is in the figure's own unit; `reference` was measured beside it."""

    name: str
    value: float | None
    unit: str
    target: str = ""
    reference: float | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The row with its ratio to the reference; members that say nothing are left out."""
        members = asdict(self)
        if self.reference and self.value is not None:
            members["ratio"] = float(f"{self.value / self.reference:.3g}")
        return {name: value for name, value in members.items() if value not in ("", None)}


def median(values: Sequence[float | None]) -> float | None:
    """The median of what was measured, leaving out what was not."""
    found = [value for value in values if value is not None]
    return round(statistics.median(found), 2) if found else None


def say(sentence: str) -> None:
    """Tell how far it is, beside the JSON."""
    print(sentence, file=sys.stderr, flush=True)
