"""A conference goes on from its archive, in a folder that has none.

Everything is checked, and read as a box will read it, before anything is put in its place; then it
is there whole or not at all.
"""

import filecmp
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from appliance.archive.bag_trouble import BagTrouble, shown
from appliance.archive.locking import UNLOCKED, Opening
from appliance.archive.tag_files import ABOUT
from appliance.conference.room import Room
from appliance.conference.tally.results import results
from appliance.identity import Identity
from appliance.media.shelf import NAME as PICTURE
from appliance.store.glimpse import glimpse
from appliance.store.lock import NAME as LOCK
from appliance.store.lock import FolderLock
from appliance.store.mending import give_new_keys

from .documents import documents
from .labels import SHAREABLE, Told
from .making import JOURNAL, MEDIA
from .opening import Opened, opened
from .verifying import check

_CONFERENCES: Final = "conferences"
WRITING: Final = "restoring-"
"""Begins the names of folders that are on their way in, or were when the power went."""
_ID: Final = re.compile(r"[0-9a-f]{4,64}")
"""As a box makes them; it is the name of a folder."""


def restore(
    file: Path | IO[bytes], data: Path, with_: Opening = UNLOCKED, *, is_held: bool = False
) -> Told:
    """Let the folder `data` go on from a full archive; what the archive says of itself.

    The journal and the pictures are byte for byte what they were. Keys are in no archive: who wrote
    what is not known any more, so nobody can change what they wrote before. `is_held`: this very
    process holds the folder, and knows that there is no conference in it. Raises BagTrouble,
    StoreInUse where a box serves the folder, IdentityTrouble, OSError.
    """
    with _made(data):
        identity = Identity(data)
        held = nullcontext() if is_held else _held(data, identity.on_stage)
        with held, opened(file, with_, data) as found:
            id = found.told.conference
            if found.told.kind == SHAREABLE:
                raise BagTrouble("not_to_go_on")
            if _ID.fullmatch(id) is None:
                raise BagTrouble("told_otherwise", name=ABOUT)
            with TemporaryDirectory(dir=data, prefix=WRITING) as scratch:
                place = Path(scratch) / id
                place.mkdir(mode=0o700)
                _unpack(found, place)
                _settle(place)
                _put(place, data / _CONFERENCES / id)
            identity.put_on_stage(id)
            return found.told


@contextmanager
def _made(data: Path) -> Iterator[None]:
    """The folder; one that was not there before stays only if all goes well."""
    is_new = not data.exists()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if is_new:
            shutil.rmtree(data, ignore_errors=True)
        raise


@contextmanager
def _held(data: Path, on_stage: str) -> Iterator[None]:
    """The conference on stage, which must be none, so that no box begins one meanwhile."""
    place = data / _CONFERENCES / on_stage
    for folder in (place.parent, place):
        folder.mkdir(mode=0o700, exist_ok=True)
    lock = FolderLock.take(place)
    try:
        if Room(glimpse(place)).conference is not None:
            raise BagTrouble("has_conference")
        for left in data.glob(f"{WRITING}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
        if {path.name for path in place.iterdir()} == {LOCK}:
            shutil.rmtree(place)  # nothing ever began in it
    finally:
        lock.release()


def _unpack(found: Opened, place: Path) -> None:
    """Everything that the box keeps, checked, and read and counted as the box will."""
    check(found, place)
    try:
        give_new_keys(place)
        room = Room(glimpse(place))
        found_here = results(room)
        if found_here is not None:
            documents(room, found_here, is_shared=False)
    except (ValueError, LookupError, TypeError, AttributeError):
        # Every line is whole, and yet not one that a box writes.
        raise BagTrouble("told_otherwise", name=JOURNAL) from None
    if room.conference is None or room.conference.id != found.told.conference:
        raise BagTrouble("told_otherwise", name=ABOUT)
    pictures = [name for name in found.bag.names if name.startswith(f"{MEDIA}/")]
    if pictures:
        (place / MEDIA).mkdir(mode=0o700)
    for name in pictures:
        if PICTURE.fullmatch(name.removeprefix(f"{MEDIA}/")) is None:
            raise BagTrouble("no_picture", name=shown(name))
        found.copy(name, place / name)


def _settle(place: Path) -> None:
    """Wait until all of it is on the disk, for its owner alone."""
    owner = place.parents[1].stat()
    for path in (*sorted(place.rglob("*"), reverse=True), place):
        is_folder = path.is_dir()
        path.chmod(0o700 if is_folder else 0o600)
        if os.geteuid() == 0 != owner.st_uid:
            os.chown(path, owner.st_uid, owner.st_gid)
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _put(place: Path, target: Path) -> None:
    """Let it be there. What an earlier try put there just before the power went is the same."""
    if (target / JOURNAL).is_file():
        if not filecmp.cmp(place / JOURNAL, target / JOURNAL, shallow=False):
            raise BagTrouble("has_conference")
        return
    target.parent.mkdir(mode=0o700, exist_ok=True)
    place.replace(target)
    fd = os.open(target.parent, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
