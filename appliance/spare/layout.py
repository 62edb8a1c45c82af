"""What a spare copy looks like on a stick: the names of its files, and the two small ones.

tafelronde-spare-<conference>/spare.json   which copy this is, and which box keeps it
                             /keys.json    the keys, locked: what the passphrase opens, and they
                             /journal      as on the box, at most seconds behind
                             /heartbeat    when it was last brought up to date
                             /media/       the pictures on slides
                             /READ-ME.txt
"""

import json
import re
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from .trouble import SpareTrouble

PREFIX: Final = "tafelronde-spare-"
FORMAT: Final = "tafelronde-spare/1"

TOLD: Final = "spare.json"
KEYS: Final = "keys.json"
JOURNAL: Final = "journal"
HEARTBEAT: Final = "heartbeat"
MEDIA: Final = "media"
READ_ME: Final = "READ-ME.txt"

READ_ME_TEXT: Final = """\
Dit is de reservekopie van een werkconferentie met Tafelronde. Ga ermee verder op een laptop:
    tafelronde resume <deze map> --data <lege map>

This is the spare copy of a work conference with Tafelronde. Go on from it on a laptop:
    tafelronde resume <this folder> --data <empty folder>
"""

_BEAT_BYTES: Final = 128
_SMALL_MOST: Final = 1 << 20
_PLAIN: Final = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """Which copy this is (`spare`), and which box keeps it (`device`)."""

    spare: str
    device: str
    format: str = FORMAT

    def to_bytes(self) -> bytes:
        """As it stands on the stick."""
        return json.dumps(asdict(self), indent=1).encode()


@dataclass(frozen=True, slots=True)
class Beat:
    """All that was saved before `wall_ms` (ms since 1970 by the clock of the box) is in a copy.

    `lag_ms` is the longest time of late, in ms, from there until the next copy was on the stick: as
    much may be missing when the box breaks.
    """

    wall_ms: int
    lag_ms: int

    def to_bytes(self) -> bytes:
        """Always as long, so that it is written over itself."""
        return json.dumps(asdict(self)).encode().ljust(_BEAT_BYTES - 1) + b"\n"


def folder_name(conference: str, number: int = 1) -> str:
    """The folder of a copy; names that any stick takes."""
    plain = _PLAIN.sub("-", conference.lower()).strip("-")[:60] or "conference"
    return f"{PREFIX}{plain}" + (f"-{number}" if number > 1 else "")


def read_told(folder: Path) -> Told | None:
    """Which copy is in this folder; None where there is none, or one that nobody can read.

    Raises SpareTrouble `newer`.
    """
    found = _read(folder / TOLD)
    if found is None or not str(found.get("format", "")).startswith("tafelronde-spare/"):
        return None
    if found["format"] != FORMAT:
        raise SpareTrouble("newer")
    return Told(str(found.get("spare", "")), str(found.get("device", "")))


def read_beat(folder: Path) -> Beat | None:
    """When it was last brought up to date; None where that cannot be read."""
    found = _read(folder / HEARTBEAT)
    try:
        return Beat(int(found["wall_ms"]), int(found["lag_ms"])) if found else None
    except (LookupError, TypeError, ValueError):
        return None


def keys_file(opener: bytes, locked: bytes) -> bytes:
    """What stands in `keys.json`: both at once, so that they always fit each other."""
    told = {"opener": b64encode(opener).decode(), "locked": b64encode(locked).decode()}
    return json.dumps({"format": FORMAT, **told}, indent=1).encode()


def read_keys(folder: Path) -> tuple[bytes, bytes]:
    """What the passphrase opens, and what that opens. Raises SpareTrouble `no_keys`."""
    found = _read(folder / KEYS)
    try:
        if found is None:
            raise SpareTrouble("no_keys")
        return b64decode(found["opener"]), b64decode(found["locked"])
    except (LookupError, TypeError, ValueError):
        raise SpareTrouble("no_keys") from None


def _read(file: Path) -> dict[str, Any] | None:
    try:
        if file.is_symlink() or file.stat().st_size > _SMALL_MOST:
            return None
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
