"""Wiping the conference of a data folder, and going on with it where the power went in between.

First a note on the disk that says what is to be wiped and by whom; then the certificate is drawn up
from what lies there, and put into the note; then everything goes; then the certificate is kept, the
box has an empty conference on stage, and the note goes. At every start the note is looked for.
"""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from . import certificate
from .certificate import COUNTS, Certificate, Export
from .conference.records import Conference, Record
from .conference.room import Room
from .identity import Identity
from .rewriting import rewrite
from .store.failures import StoreDamaged
from .store.glimpse import glimpse
from .store.journal import GENESIS
from .store.wiping import digest, hold, lying, wipe
from .timekeeping import Timekeeping
from .web.words import Words

FILE: Final = "wiping.json"

EXPORTS: Final = "exports"
"""Where in a conference's folder archives lie."""

SCRATCH: Final = ("carry-*", "restoring-*")
"""What a box that was switched off may have left of a file that it was making or going on from."""


def begin(data: Path, act: str) -> None:
    """From here on the conference on stage is wiped, now or at the next start. Raises OSError."""
    told = {"conference": Identity(data).on_stage, "act": act, "asked": _now()}
    rewrite(data / FILE, json.dumps(told))


def go_on(data: Path) -> Path | None:
    """Wipe what was to be wiped; the page of its certificate, or None where nothing was.

    May be repeated. Raises StoreInUse where a box serves the folder, and OSError.
    """
    told = _note(data)
    if told is None:
        return None
    place = data / "conferences" / told["conference"]
    identity = Identity(data)
    if "certificate" not in told:
        lock = hold(place)
        try:
            drawn = _drawn_up(data, place, identity, told)
        finally:
            lock.release()
        told["certificate"] = asdict(drawn)
        rewrite(data / FILE, json.dumps(told))
    wipe(place)
    for left in (path for scratch in SCRATCH for path in data.glob(scratch)):
        wipe(left)
    identity.begin_anew(after=told["conference"])
    found = replace(certificate.read(told["certificate"]), finished=_now())
    page = certificate.keep(data, found, Words.read())
    (data / FILE).unlink(missing_ok=True)
    return page


def exports(place: Path) -> list[Path]:
    """The finished archives in a conference's folder, the oldest first."""
    found = (path for path in (place / EXPORTS).glob("tafelronde-*") if path.is_file())
    finished = (path for path in found if path.suffix in (".zip", ".age"))
    return sorted(finished, key=lambda path: (path.stat().st_mtime, path.name))


def forget_exports(place: Path) -> None:
    """Take every archive off the disk, whole or not. Raises OSError."""
    wipe(place / EXPORTS)


def _note(data: Path) -> dict[str, Any] | None:
    try:
        told = json.loads((data / FILE).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return told if isinstance(told, dict) and "conference" in told else None


def _drawn_up(data: Path, place: Path, identity: Identity, told: dict[str, Any]) -> Certificate:
    there = lying(place)
    room = Room(_records(place))
    conference = room.conference or Conference(told["conference"], "")
    journal = there.journal
    return Certificate(
        conference=told["conference"],
        title=conference.title,
        languages=conference.languages,
        date=conference.date,
        place=conference.place,
        closed=_at(conference.closed_minute),
        act=told["act"],
        counts={kind: len(room.kinds[kind]) for kind in COUNTS},
        files=there.files,
        size_bytes=there.size_bytes,
        head=journal.head if journal else GENESIS,
        lines=journal.lines if journal else 0,
        struck=journal.struck if journal else 0,
        is_intact=journal.is_intact if journal else False,
        sha256=there.journal_sha256,
        exports=tuple(
            Export(path.name, path.stat().st_size, digest(path)) for path in exports(place)
        ),
        device=identity.device,
        version=version("tafelronde"),
        clock=Timekeeping(data).source(),
        asked=told["asked"],
    )


def _records(place: Path) -> list[Record]:
    """What is there, or nothing where it can no longer be read: that is wiped as well."""
    try:
        return list(glimpse(place))
    except StoreDamaged:
        return []


def _at(minute: int | None) -> str:
    return "" if minute is None else datetime.fromtimestamp(minute * 60, UTC).isoformat()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
