"""Making a folder whole again after what `recovery` found, without losing what was broken.

What is broken is kept aside before anything is cut. What belongs to another journal, as after a
practice, is not kept at all.
"""

import secrets
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from . import disk
from .body import Body, Run, Times
from .checkpoint import Mark
from .clock import RoomClock
from .documents import Documents
from .failures import Damage
from .journal import Journal, rewrite
from .keys import Keys
from .recovery import CHECKPOINT, JOURNAL, Found, Past, read_back

ASIDE: Final = "damaged"
EXPORTS: Final = "exports"
"""The folder with archives, finished files of the conference."""
KEYS: Final = "keys"
"""The folder with the keys."""


def new_journal_id() -> str:
    """The id of a journal that begins."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


@dataclass(frozen=True, slots=True)
class Footing:
    """What a store stands on once its folder was read and is whole."""

    journal: Journal
    past: Past
    clock: RoomClock
    mark: Mark | None
    is_checkpoint_due: bool
    damage: tuple[Damage, ...]


def find_footing(folder: Path, run: Run, clock_source: str) -> Footing:
    """Read the folder and make it whole. Raises OSError, StoreNewer or StoreDamaged."""
    found = read_back(folder)
    past = found.past
    past.journal = past.journal or new_journal_id()
    clock = RoomClock(past.room_ms, clock_source)
    damage = tuple(_set_aside(folder, found))
    if found.is_checkpoint_foreign:
        disk.remove(folder / CHECKPOINT)
    journal = _journal(folder / JOURNAL, found, run, clock.now())
    return Footing(journal, past, clock, found.mark, found.is_checkpoint_due, damage)


def first_body(journal: str, seq: int, run: Run, times: Times) -> Body:
    """What a journal's first line says: its id, and no document, so that it is never struck."""
    return Body(seq + 1, seq, run, times, journal=journal)


def forget_strangers(folder: Path, journal: str) -> None:
    """Remove what was kept aside from another journal, and files that were never finished."""
    for path in [*folder.glob(f"{ASIDE}/*"), *folder.glob(f"*{disk.NEW}")]:
        if not path.name.endswith(f".{journal}"):
            path.unlink()


def give_new_keys(folder: Path) -> None:
    """Let a folder that came without its keys go on: what is locked stays so, and is no damage.

    Raises ValueError, LookupError or TypeError for a journal that no box wrote.
    """
    past = read_back(folder).past
    if not past.journal.isalnum():
        raise ValueError("is not the id of a journal")
    keys = Keys(folder / KEYS, past.journal)
    for name in Documents(past.tables, keys).without_key():
        keys.find_or_make(name)


def forget_all_aside(folder: Path) -> None:
    """Remove everything that was kept aside."""
    for path in folder.glob(f"{ASIDE}/*"):
        path.unlink()


def forget_archives(folder: Path) -> None:
    """Remove what was made of an older journal to be taken along.

    Its lines still stand in the order in which they came, each with its lock.
    """
    for path in [*folder.glob(f"{EXPORTS}/tafelronde-*"), *folder.glob(f"{EXPORTS}/sums/*")]:
        if path.is_file():
            path.unlink(missing_ok=True)


def _set_aside(folder: Path, found: Found) -> Iterator[Damage]:
    bad, journal = found.bad, found.past.journal
    if bad is not None and not bad.is_torn:
        kept = _place(folder, JOURNAL, journal)
        disk.replace(kept, disk.read(folder / JOURNAL, bad.start))
        is_restored = found.missing is not None
        yield Damage(bad.number, bad.why, str(kept.relative_to(folder)), is_restored)
    if found.checkpoint_fault:
        kept = _place(folder, CHECKPOINT, journal)
        (folder / CHECKPOINT).replace(kept)
        disk.sync_folder(kept.parent)
        yield Damage(0, found.checkpoint_fault, str(kept.relative_to(folder)), is_restored=True)


def _place(folder: Path, name: str, journal: str) -> Path:
    disk.make_folder(folder / ASIDE)
    number = len(list((folder / ASIDE).iterdir())) + 1
    return folder / ASIDE / f"{number}-{name}.{journal}"


def _journal(path: Path, found: Found, run: Run, times: Times) -> Journal:
    past = found.past
    bodies = [] if past.line else [first_body(past.journal, past.seq, run, times)]
    if found.missing is not None:
        bodies.append(_restored(found, run, times))
    if not bodies:
        return Journal(path, past.line, past.end, past.chain)
    return rewrite(path, [body.to_bytes() for body in bodies], past.line, past.end, past.chain)


def _restored(found: Found, run: Run, times: Times) -> Body:
    docs, seq = found.missing or {}, found.past.seq
    return Body(
        first=seq + 1,
        last=seq,
        run=run,
        times=times.for_docs(docs),
        docs=docs,
        answers=found.unanswered,
        note="restored from the checkpoint",
    )
