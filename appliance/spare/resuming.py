"""Going on from a spare copy: on any machine, in an empty data folder.

The copy is only read. What is on a stick may be anything, so no name of it is followed anywhere,
and the journal is read as every other one.
"""

import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from appliance.conference.records import Conference, Entry
from appliance.identity import Identity, IdentityTrouble, go_on_as
from appliance.store import disk
from appliance.store.keys import put_back
from appliance.store.store import Store

from . import layout, stick_files
from .copy import pictures
from .layout import PREFIX, Beat
from .lock import opened
from .trouble import SpareTrouble


@dataclass(frozen=True, slots=True)
class Resumed:
    """What came out of a copy."""

    conference: Conference | None
    entries: int
    """How many contributions there are."""
    saved_minute: int | None
    """When the last thing of it was saved, in minutes since 1970 (UTC)."""
    beat: Beat | None
    """When the copy was last brought up to date, and how much may be missing."""
    has_keys: bool
    """Whether phones recognise their own contributions."""
    damaged: bool
    """Whether the copy itself was damaged; more may be missing then."""


def find(place: Path) -> Path:
    """The folder of the copy: this one, or the only one on a stick. Raises SpareTrouble."""
    if layout.read_told(place) is not None:
        return place
    found = sorted(f for f in place.glob(f"{PREFIX}*") if layout.read_told(f) is not None)
    if len(found) > 1:
        raise SpareTrouble("several", names=", ".join(folder.name for folder in found))
    if not found:
        raise SpareTrouble("not_a_spare", folder=str(place))
    return found[0]


def resume(folder: Path, data: Path, passphrase: str | None) -> Resumed:
    """Put the conference of a copy into a data folder, from which it can be served.

    Without a passphrase the keys stay behind. The journal goes last: until then there is no
    conference in the folder, and it may be done again. Raises SpareTrouble, OSError, and what
    `Store.open` raises.
    """
    journal = _journal_of(folder)
    if any(data.glob("conferences/*/journal")):
        raise SpareTrouble("taken", folder=str(data))
    has_keys = passphrase is not None
    keys = _take_keys(folder, data, passphrase) if passphrase is not None else {}
    identity = Identity(data)
    place = data / "conferences" / identity.on_stage
    disk.make_folder(place)
    put_back(place / "keys", keys)
    _take_media(folder / layout.MEDIA, place / layout.MEDIA)
    disk.replace(place / layout.JOURNAL, stick_files.pieces(journal))
    return _looked_at(place, identity, layout.read_beat(folder), has_keys=has_keys)


def _journal_of(folder: Path) -> Path:
    """The journal, also where the stick was pulled out while a new one took its place."""
    for name in (layout.JOURNAL, layout.JOURNAL + stick_files.NEW):
        file = folder / name
        if file.is_file() and not file.is_symlink():
            return file
    raise SpareTrouble("not_a_spare", folder=str(folder))


def _take_keys(folder: Path, data: Path, passphrase: str) -> dict[str, bytes]:
    opener, locked = layout.read_keys(folder)
    content = opened(opener, passphrase, locked)
    try:
        told = json.loads(content)
        keys = {str(name): bytes.fromhex(key) for name, key in told["keys"].items()}
        go_on_as(data, bytes.fromhex(told["secret"]), str(told["on_stage"]))
    except (LookupError, TypeError, ValueError, AttributeError, IdentityTrouble):
        raise SpareTrouble("no_keys") from None
    return keys


def _take_media(there: Path, here: Path) -> None:
    for file in pictures(there):
        disk.make_folder(here)
        shutil.copyfile(file, here / file.name, follow_symlinks=False)


def _looked_at(place: Path, identity: Identity, beat: Beat | None, *, has_keys: bool) -> Resumed:
    """Open it as the box will: a torn last line is cut, and a key that ended is destroyed."""
    store = Store.open(place, secrets.token_hex(4), identity.device)
    try:
        records = list(store.records())
        return Resumed(
            conference=next((r for r in records if isinstance(r, Conference)), None),
            entries=sum(isinstance(record, Entry) for record in records),
            saved_minute=store.saved_minute,
            beat=beat,
            has_keys=has_keys,
            damaged=any(not found.why.startswith("the key of ") for found in store.damage),
        )
    finally:
        store.close()
