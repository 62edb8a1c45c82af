"""A file is brought to a place and read back: only what came back the same was delivered.

What a place says about itself (its status, its ETag) is never taken for proof.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path, PurePath
from typing import Final

from .cloud_trouble import CloudTrouble
from .places import Place, no
from .target import Kind
from .wire import Answer, Wire

SKEW_MOST_S: Final = 900.0
"""S3 takes nothing that was signed by a clock which is off by more."""


class Doing(StrEnum):
    """What is done with a file."""

    LOOKING = "looking"
    """Whether it is there already."""
    SENDING = "sending"
    CHECKING = "checking"


Tell = Callable[[int], None]
"""Hears of every piece, in bytes."""
Begin = Callable[[Doing], Tell]
"""Hears of each thing that is begun, and says who hears of its pieces."""

_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")
_ENDINGS_MOST: Final = 2
_STEM_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file that is complete, and what it is called in the cloud. The digest is its SHA-256."""

    path: Path
    sha256: str
    size_bytes: int
    object_name: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a place out; one that may not be removed leaves `left_behind` there."""

    left_behind: str = ""


def object_name(event: str, file_name: str, sha256: str) -> str:
    """What a file is called in the cloud: by its event and its content.

    So the same file has the same name however often it is sent, and another one never has.
    """
    path = PurePath(file_name)
    endings = "".join(path.suffixes[-_ENDINGS_MOST if path.suffix == ".age" else -1 :])
    stem = _UNFIT.sub("-", file_name.removesuffix(endings)).strip("-.")[:_STEM_MOST]
    parts = [part for part in (event, stem, sha256) if part]
    if event and event in stem:
        parts.remove(event)
    return "-".join(parts) + _UNFIT.sub("-", endings)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file in hexadecimal. Raises OSError."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def bring(wire: Wire, place: Place, parcel: Parcel, begin: Begin) -> None:
    """Let the file be there, read back the same. May be repeated.

    Looks first: what arrived before an answer was lost need not go again. Raises CloudTrouble,
    Stopped.
    """
    if _is_there(wire, place, parcel, begin(Doing.LOOKING)):
        return
    _send(wire, place, parcel, begin(Doing.SENDING))
    _check_back(wire, place, parcel, begin(Doing.CHECKING))


def try_out(wire: Wire, place: Place) -> Tried:
    """Write, read and remove a small file. Raises CloudTrouble, Stopped.

    Looks first, so that where nothing can be read nothing is left behind.
    """
    content = secrets.token_hex(32).encode()
    name = f"tafelronde-test-{secrets.token_hex(8)}.txt"
    parcel = Parcel(Path(), hashlib.sha256(content).hexdigest(), len(content), name)
    _is_there(wire, place, parcel, _nobody)
    answer = wire.send(place.request("PUT", name), BytesIO(content), len(content), _nobody)
    _check(wire, place, answer, len(content))
    _check_back(wire, place, parcel, _nobody)
    return Tried("" if wire.ask(place.request("DELETE", name)).is_good else name)


def _is_there(wire: Wire, place: Place, parcel: Parcel, tell: Tell) -> bool:
    try:
        _check_back(wire, place, parcel, tell)
    except CloudTrouble as trouble:
        # S3 says "forbidden" of what is not there to who may not look which files there are.
        if trouble.is_lie or trouble.code == "forbidden":
            return False
        raise
    return True


def _send(wire: Wire, place: Place, parcel: Parcel, tell: Tell) -> None:
    """Send the file whole, in the place of what has its name."""
    try:
        file = parcel.path.open("rb")
    except OSError:
        raise CloudTrouble("file_gone") from None
    with file:
        # What is sent is what somebody saw and agreed to, or nothing is.
        if hashlib.file_digest(file, "sha256").hexdigest() != parcel.sha256:
            raise CloudTrouble("file_changed")
        file.seek(0)
        request = place.request("PUT", parcel.object_name)
        answer = wire.send(request, file, parcel.size_bytes, tell)
    _check(wire, place, answer, parcel.size_bytes)


def _check_back(wire: Wire, place: Place, parcel: Parcel, tell: Tell) -> None:
    """Read the file back and let it be the same to the byte."""
    host = place.target.host
    read, size_bytes = hashlib.sha256(), 0

    def keep(answer: Answer, piece: bytes) -> None:
        nonlocal size_bytes
        size_bytes += len(piece)
        if size_bytes > parcel.size_bytes:
            raise CloudTrouble("sign_in_page" if answer.is_page else "altered", host=host)
        read.update(piece)
        tell(len(piece))

    answer = wire.fetch(place.request("GET", parcel.object_name), keep)
    _check_found(wire, place, answer)
    if read.hexdigest() != parcel.sha256:
        is_short = size_bytes < parcel.size_bytes
        code = "sign_in_page" if answer.is_page else "truncated" if is_short else "altered"
        raise CloudTrouble(code, host=host)


def _check_found(wire: Wire, place: Place, answer: Answer) -> None:
    """Let what was asked for have come."""
    if answer.status == 404 and place.trouble(answer) != "no_bucket":
        raise CloudTrouble("missing", host=place.target.host)
    if answer.status == 405 and place.target.kind is Kind.LINK:
        raise CloudTrouble("write_only")
    _check(wire, place, answer)


def _check(wire: Wire, place: Place, answer: Answer, size_bytes: int = 0) -> None:
    """Let an answer be a good one; where it is not, a clock that is off is the first reason."""
    if answer.is_good:
        return
    is_signed = place.target.kind is Kind.S3 and answer.status in (400, 403)
    off = wire.clock_trouble(answer, SKEW_MOST_S) if is_signed else None
    raise off or no(place, answer, size_bytes)


def _nobody(_: int) -> None: ...
