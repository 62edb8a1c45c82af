"""An archive is checked: every file, the journal line by line, and what it says of itself."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import UNLOCKED, Opening
from appliance.archive.tag_files import ABOUT
from appliance.store.copying import replayed
from appliance.store.failures import StoreDamaged, StoreNewer
from appliance.store.journal import verify as verify_journal

from .documents import RESULTS, contributions_in
from .labels import FULL, Told
from .making import JOURNAL
from .opening import Opened, opened
from .tables import CONTRIBUTIONS, lines_in

LINE_MOST_BYTES: Final = 64_000_000
"""A line is read whole. The longest, with all that 12,000 people wrote in it, takes 10 MB."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A sound archive: what it says of itself, and how many files it has."""

    told: Told
    files: int
    is_locked: bool


def verify(
    file: Path, with_: Opening = UNLOCKED, scratch: Path | None = None, known_head: str = ""
) -> Verified:
    """See that an archive is as it was made; changes nothing.

    `known_head` is a head that somebody wrote down earlier; it must be that of some line. Raises
    BagTrouble for everything that is wrong, and OSError where `scratch` takes no more.
    """
    with opened(file, with_, scratch) as found, TemporaryDirectory(dir=scratch) as folder:
        check(found, Path(folder), known_head)
        return Verified(found.told, len(found.bag.names), found.is_locked)


def check(found: Opened, folder: Path, known_head: str = "") -> None:
    """Hold an archive against what it says of itself; its journal lies in `folder` then.

    Raises as `verify`.
    """
    told, journal = found.told, folder / JOURNAL
    if JOURNAL not in found.bag.names:
        raise BagTrouble("missing", name=JOURNAL)
    if found.longest_line(JOURNAL) > LINE_MOST_BYTES:
        raise BagTrouble("swells", name=JOURNAL)
    found.copy(JOURNAL, journal)
    verdict = verify_journal(journal)
    if not verdict.is_intact or verdict.torn_bytes:
        line = verdict.altered_line or verdict.lines + 1
        raise BagTrouble("journal_altered", line=str(line))
    if known_head and not verify_journal(journal, known_head).is_intact:
        raise BagTrouble("head_unknown")
    if (verdict.head, verdict.lines, verdict.struck) != (told.head, told.lines, told.struck):
        raise BagTrouble("told_otherwise", name=ABOUT)
    _check_counts(told, _replayed(folder))
    _check_contributions(found)


def _replayed(folder: Path) -> Mapping[str, int]:
    try:
        return replayed(folder)
    except StoreNewer:
        raise BagTrouble("newer") from None
    except StoreDamaged as damaged:
        raise BagTrouble("journal_altered", line=str(damaged.line)) from None
    except RecursionError:
        raise BagTrouble("told_otherwise", name=JOURNAL) from None


def _check_counts(told: Told, found: Mapping[str, int]) -> None:
    """Of what is struck in an archive to share, no line tells any more."""
    if told.kind == FULL and found != dict(told.documents):
        raise BagTrouble("told_otherwise", name=ABOUT)
    if any(n > told.documents.get(kind, 0) for kind, n in found.items()):
        raise BagTrouble("told_otherwise", name=ABOUT)


def _check_contributions(found: Opened) -> None:
    counts = {RESULTS: _in_results, CONTRIBUTIONS: lines_in}
    for name, count in counts.items():
        if name not in found.bag.names:
            raise BagTrouble("missing", name=name)
        try:
            n = count(found.bag.read(name))
        except (ValueError, LookupError, TypeError, RecursionError, csv.Error):
            raise BagTrouble("told_otherwise", name=name) from None
        if n != found.told.contributions:
            raise BagTrouble("told_otherwise", name=name)


def _in_results(text: bytes) -> int:
    return contributions_in(json.loads(text))
