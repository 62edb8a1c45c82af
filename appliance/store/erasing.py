"""What is still to be erased from a folder, so that a box without power in between goes on with it.

Stands on the disk from before the first change until no line holds any of it, and is overwritten
then: it names what must go.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import disk

FILE: Final = "erasing.json"


@dataclass(frozen=True, slots=True)
class ToErase:
    """Ids and words; nothing written before the command with this number may hold one."""

    words: frozenset[str]
    before: int


def note(folder: Path, to_erase: ToErase) -> None:
    """Put down what is going to be erased, besides what was. Raises OSError."""
    known = pending(folder)
    words = to_erase.words | (known.words if known else frozenset())
    told = {"words": sorted(words), "before": to_erase.before}
    disk.replace(folder / FILE, [json.dumps(told).encode()])


def pending(folder: Path) -> ToErase | None:
    """What is still to be erased, if anything is; what was overwritten is done."""
    try:
        told = json.loads((folder / FILE).read_bytes())
        return ToErase(frozenset(told["words"]), told["before"])
    except (FileNotFoundError, ValueError, LookupError, TypeError):
        return None


def forget(folder: Path) -> None:
    """It is done. May be repeated."""
    disk.overwrite(folder / FILE)
    disk.remove(folder / FILE)
