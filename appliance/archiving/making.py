"""An archive is made of the conference in a folder, also while a box serves it.

What is in it is of one moment: the journal up to a line, and the room as it was at that line. It
comes into its place when it is whole, checked and on the disk; until then nothing of it is there.
"""

import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from appliance.archive.bag_trouble import BagTrouble
from appliance.archive.locking import AgeKey, Lock, Passphrase
from appliance.archive.locking import lock as locked
from appliance.archive.packing import Label, pack
from appliance.archive.tag_files import ARCHIVE
from appliance.archive.wary_zip import Limits
from appliance.conference import redaction
from appliance.conference.records import Conference, Record, say
from appliance.conference.room import Room
from appliance.conference.slides import pictures_of
from appliance.conference.tally.results import Results, results
from appliance.store.copying import Copied, copied, is_still
from appliance.store.covering import share
from appliance.store.mending import EXPORTS

from .cover import cover
from .documents import contributions_in_room, documents
from .labels import CLOSED, FULL, PRACTICE, SHAREABLE, SNAPSHOT, Told
from .tables import tables

JOURNAL: Final = "journal"
MEDIA: Final = "media"
REPORT: Final = "report"
SUMS: Final = "sums"
"""The folder beside the archives with the sum of each, as sha256sum writes it."""

_MB: Final = 1_000_000
LIMITS: Final = Limits(files=5_000, file_bytes=1_500 * _MB, total_bytes=3_000 * _MB)
"""The pictures of a day take 200 MB, a journal of 12,000 contributions 15 MB. A stick with FAT
takes no file above 4 GiB and a zip without ZIP64 neither; what is to be checked must lie unpacked
on a laptop for a while."""

RESERVE_BYTES: Final = 100 * _MB
"""Stays free beside an archive: the room may be writing on the same disk."""

_TRIES: Final = 3
DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a disk answers that takes no more."""
_WRITING: Final = "making-"
_NAME: Final = re.compile(
    rf"tafelronde-.*-({FULL}|{SHAREABLE})(-locked)?(?:-\d+)?\.zip(\.age)?", re.ASCII
)
_ODD: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive; `made_s` is when it was made, in seconds since 1970 by the clock here."""

    path: Path
    size_bytes: int
    sha256: str
    kind: str
    is_locked: bool
    made_s: float


@dataclass(frozen=True, slots=True)
class Redaction:
    """How personal details are covered: the room that may be shared, and kind and id of what is
    kept of it that says more (see `conference.redaction`).

    `is_looked_at` tells whether a person decided about all that was found; `may_be_read` whether a
    record, as it is or once was, says nothing but what others may read.
    """

    covered: Callable[[Room], Room]
    uncovered: Callable[[Room], frozenset[tuple[str, str]]]
    is_looked_at: Callable[[Room], bool] = lambda room: True
    may_be_read: Callable[[Room], Callable[[Record], bool]] = lambda room: lambda record: True


REDACTION: Final = Redaction(
    redaction.covered, redaction.uncovered, redaction.is_looked_at, redaction.may_be_read
)
"""How this program covers personal details."""


class Archiving:
    """Makes archives of one conference. One at a time: a second one waits for the first."""

    def __init__(
        self, folder: Path, box: str, clock: str, redaction: Redaction = REDACTION
    ) -> None:
        """`folder` is the conference's own, `box` the device that makes archives of it and `clock`
        where it has its time from."""
        self._folder, self._box, self._clock, self._redaction = folder, box, clock, redaction

    def make(
        self,
        kind: str,
        lock: Lock | None = None,
        report_files: Sequence[Path] = (),
        progress: Callable[[float], object] = lambda share: None,
        now: datetime | None = None,
    ) -> Made:
        """Make an archive; `progress` is told which share (0 to 1) of the work is done.

        Raises BagTrouble, StoreNewer, StoreDamaged, and OSError where the disk refuses.
        """
        if lock is not None:
            lock.check()
        moment = now or datetime.now().astimezone()
        with _full_said(), _exports(self._folder) as exports, _scratch(exports) as scratch:
            for _ in range(_TRIES):
                made = self._made(exports, scratch, kind, lock, report_files, progress, moment)
                if is_still(self._folder, scratch / JOURNAL):
                    progress(1.0)
                    return made
                # Something was closed for good meanwhile; what it promised holds for archives too.
                remove(self._folder, made.path.name)
        raise BagTrouble("archive_stopped")

    def _made(
        self,
        exports: Path,
        scratch: Path,
        kind: str,
        lock: Lock | None,
        report_files: Sequence[Path],
        progress: Callable[[float], object],
        moment: datetime,
    ) -> Made:
        name = _free_name(exports, self._folder.name, moment, kind, lock)
        bag = scratch / name.removesuffix(".age").replace("-locked", "")
        self._pack(bag, kind, report_files, lock, progress, moment)
        finished = bag
        if lock is not None:
            finished = scratch / "locked"
            locked(bag, finished, lock)
        return _put(finished, exports / name, kind, lock)

    def _pack(
        self,
        target: Path,
        kind: str,
        report_files: Sequence[Path],
        lock: Lock | None,
        progress: Callable[[float], object],
        moment: datetime,
    ) -> None:
        journal = target.parent / JOURNAL
        seen = copied(self._folder, journal)
        room = Room(seen.records, seen.seq, seen.room_ms, seen.minute)
        if room.conference is None:
            raise BagTrouble("no_conference")
        struck = seen.struck
        if kind == SHAREABLE:
            journal, struck = self._shared(journal, seen, room)
            room = self._redaction.covered(room)
        found = results(room)
        if found is None:
            raise BagTrouble("no_conference")
        payload = self._payload(room, found, kind, journal, report_files)
        told = replace(
            _told(kind, found, seen, struck),
            box=self._box,
            clock=self._clock,
            made=moment.date().isoformat(),
        )
        _check_space(target.parent, payload, lock)
        software = f"Tafelronde {version('tafelronde')}"
        label = Label(told.conference, moment.date(), software, told.labels())
        total, done = 2 * sum(map(_size, payload.values())), 0

        def on_bytes(n: int) -> None:
            nonlocal done
            done += n
            progress(min(0.99, done / max(1, total)))

        tags = cover(told, sorted(payload))
        pack(target, payload, label, LIMITS, ARCHIVE, tags, on_bytes)

    def _shared(self, journal: Path, seen: Copied, room: Room) -> tuple[Path, int]:
        """The journal as it may be shared, and how many of its lines are struck."""
        if not self._redaction.is_looked_at(room):
            raise BagTrouble("not_looked_at")
        target = journal.with_name("shared")
        taken_back = {("entries", e.id) for e in room.entries.values() if e.is_withdrawn}
        uncovered = self._redaction.uncovered(room) | taken_back
        may_be_read = self._redaction.may_be_read(room)
        return target, share(journal, target, uncovered, seen.tables, may_be_read)

    def _payload(
        self, room: Room, found: Results, kind: str, journal: Path, report_files: Sequence[Path]
    ) -> Mapping[str, bytes | Path]:
        media = sorted((self._folder / MEDIA).glob("*"))
        if kind == SHAREABLE:
            shown = pictures_of(room)
            media = [path for path in media if path.name in shown]
        return {
            JOURNAL: journal,
            **documents(room, found, is_shared=kind == SHAREABLE),
            **tables(room, found),
            **{f"{MEDIA}/{path.name}": path for path in media if _is_plain(path)},
            **{f"{REPORT}/{path.name}": path for path in report_files},
        }


def list_made(folder: Path) -> list[Made]:
    """The finished archives of a conference, the newest first; `folder` is the conference's."""
    found = [_listed(path) for path in (folder / EXPORTS).glob("tafelronde-*")]
    listed = [made for made in found if made is not None]
    return sorted(listed, key=lambda made: (made.made_s, made.path.name), reverse=True)


def remove(folder: Path, name: str) -> bool:
    """Take away a finished archive; whether there was one. `name` may be anything."""
    for made in list_made(folder):
        if made.path.name == name:
            made.path.unlink(missing_ok=True)
            _sum_of(made.path).unlink(missing_ok=True)
            return True
    return False


def _listed(path: Path) -> Made | None:
    """An archive that is whole: its sum is beside it before it is there itself."""
    found = _NAME.fullmatch(path.name)
    try:
        digest = _sum_of(path).read_text("ascii").partition(" ")[0]
        at = path.stat()
    except (OSError, ValueError):
        return None
    if found is None or not _is_plain(path):
        return None
    is_locked = bool(found[2] or found[3])
    return Made(path, at.st_size, digest, found[1], is_locked, at.st_mtime)


def _told(kind: str, found: Results, seen: Copied, struck: int) -> Told:
    conference = found.conference
    return Told(
        kind=kind,
        state=_state(conference),
        conference=conference.id,
        title=say(conference.title, "", conference.languages),
        day=conference.date,
        head=seen.head,
        lines=seen.lines,
        struck=struck,
        contributions=contributions_in_room(found),
        documents=seen.counts,
    )


def _state(conference: Conference) -> str:
    if conference.is_practice:
        return PRACTICE
    is_closed = conference.closed_minute is not None
    return CLOSED if is_closed else SNAPSHOT


def _check_space(folder: Path, payload: Mapping[str, bytes | Path], lock: Lock | None) -> None:
    """See that the archive fits, with room left for what the room writes. Raises BagTrouble."""
    needed = sum(map(_size, payload.values())) * (1 if lock is None else 3) + RESERVE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise BagTrouble("no_space", needed=str(needed // _MB + 1), free=str(free // _MB))


def _size(content: bytes | Path) -> int:
    return content.stat().st_size if isinstance(content, Path) else len(content)


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


@contextmanager
def _full_said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL:
            raise BagTrouble("disk_full") from error
        raise


@contextmanager
def _exports(folder: Path) -> Iterator[Path]:
    """The folder for archives, for one who makes one at a time."""
    exports = folder / EXPORTS
    _make(exports)
    held = os.open(exports, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        for left in exports.glob(f"{_WRITING}*"):  # of a time when the power went
            shutil.rmtree(left, ignore_errors=True)
        yield exports
        os.fsync(held)
    finally:
        os.close(held)


@contextmanager
def _scratch(exports: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=exports, prefix=_WRITING) as scratch:
        yield Path(scratch)


def _free_name(
    exports: Path, conference: str, moment: datetime, kind: str, lock: Lock | None
) -> str:
    """A name that no archive has; of ASCII alone, for every stick and every computer."""
    id = _ODD.sub("-", conference.lower()).strip("-")[:40]
    base = f"tafelronde-{id}-{moment:%Y%m%d-%H%M}-{kind}"
    base += "-locked" if isinstance(lock, Passphrase) else ""
    ending = ".zip.age" if isinstance(lock, AgeKey) else ".zip"
    name, n = f"{base}{ending}", 1
    while (exports / name).exists():
        n += 1
        name = f"{base}-{n}{ending}"
    return name


def _put(finished: Path, target: Path, kind: str, lock: Lock | None) -> Made:
    """Let an archive be there, after its sum."""
    with finished.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    _make(target.parent / SUMS)
    with _sum_of(target).open("w", encoding="ascii") as told:
        told.write(f"{digest}  {target.name}\n")
        told.flush()
        os.fsync(told.fileno())
    for path in (finished, _sum_of(target)):
        _give(path)
    finished.replace(target)
    at = target.stat()
    return Made(target, at.st_size, digest, kind, lock is not None, at.st_mtime)


def _sum_of(archive: Path) -> Path:
    return archive.parent / SUMS / f"{archive.name}.sha256"


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        _give(folder)


def _give(path: Path) -> None:
    """What root made (`sudo tafelronde …`) is for whom its folder is."""
    owner = path.parent.stat()
    if os.geteuid() == 0 != owner.st_uid:
        os.chown(path, owner.st_uid, owner.st_gid)
