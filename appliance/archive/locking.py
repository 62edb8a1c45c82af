"""Locking a finished file, and opening it: with a passphrase, or for who has an age key.

Knows files as bytes; asks nobody and keeps no secret. Both libraries are optional and are loaded
here only.
"""

import os
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any, Final
from zipfile import ZIP_STORED

from .bag_trouble import BagTrouble
from .placing import placed
from .wary_zip import LOCKED_FLAGS, PIECE_BYTES, Limits, check_outside

PASSPHRASE_LEAST: Final = 12
"""Characters. What WinZip's AES makes of a passphrase can be tried a million times a second
(PBKDF2 with 1000 rounds), so four plain words are the least that keeps a file closed."""

AGE_START: Final = b"age-encryption.org/v1\n"
"""Of every file that age made (age-encryption.org/v1, "Header")."""

_DAMAGE: Final = (EOFError, ValueError, LookupError, struct.error)
"""What a library raises on bytes that it cannot make sense of."""

_START_BYTES: Final = 30
_ZIP_START: Final = b"PK\x03\x04"
_FLAGS_AT: Final = 6


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Locks a file as 7-Zip does: a zip with AES-256."""

    words: str = field(repr=False)

    def check(self) -> None:
        """Let it be one that keeps closed, and opens everywhere. Raises BagTrouble."""
        if not (self.words.isascii() and self.words.isprintable()):
            raise BagTrouble("plain_passphrase")
        if len(self.words) < PASSPHRASE_LEAST:
            raise BagTrouble("short_passphrase", least=str(PASSPHRASE_LEAST))


@dataclass(frozen=True, slots=True)
class AgeKey:
    """Locks a file for who has the secret half of this public key ("age1…")."""

    public: str

    def check(self) -> None:
        """Let it be a key. Raises BagTrouble."""
        _recipient(self.public)


Lock = Passphrase | AgeKey


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody has to open a file with: a passphrase, or the text of an age identity file."""

    passphrase: str = field(default="", repr=False)
    identities: str = field(default="", repr=False)


UNLOCKED: Final = Opening()
"""What is enough for a file that is not locked."""


def lock(file: Path, target: Path, how: Lock) -> None:
    """Put a locked copy of a file in its place, whole and read back. Raises BagTrouble, OSError."""
    how.check()
    with placed(target) as new:
        if isinstance(how, Passphrase):
            _lock_zip(file, new.file, how)
        else:
            with file.open("rb") as plain:
                _pyrage().encrypt_io(plain, new.file, [_recipient(how.public)])
        if not new.settle():
            raise BagTrouble("unwritten")
        if isinstance(how, Passphrase) and not _opens(new.file, file, how):
            raise BagTrouble("unwritten")


def way_in(source: IO[bytes]) -> str:
    """What a file is locked with: "passphrase", "age", or "" where it is not."""
    source.seek(0)
    start = source.read(_START_BYTES)
    source.seek(0)
    if start.startswith(AGE_START):
        return "age"
    flags = int.from_bytes(start[_FLAGS_AT : _FLAGS_AT + 2], "little")
    return "passphrase" if start.startswith(_ZIP_START) and flags & LOCKED_FLAGS else ""


@contextmanager
def unlocked(
    file: Path | IO[bytes], with_: Opening, scratch: Path | None, limits: Limits
) -> Iterator[tuple[IO[bytes], str]]:
    """What is in a file that may be locked, and what it is locked with (`way_in`).

    Nothing of it outlasts the `with`; a `file` that is open already is left open.

    Raises BagTrouble, OSError where `scratch` takes no more.
    """
    with _source(file) as source:
        way = way_in(source)
        if not way:
            yield source, way
            return
        with TemporaryFile(dir=scratch) as spool:
            if way == "age":
                _open_age(source, spool, with_.identities)
            else:
                _open_zip(source, spool, with_.passphrase, limits)
            spool.seek(0)
            yield spool, way


@contextmanager
def _source(file: Path | IO[bytes]) -> Iterator[IO[bytes]]:
    if not isinstance(file, Path):
        yield file
        return
    try:
        # A pipe would keep us until somebody writes to it.
        source = file.open("rb") if stat.S_ISREG(file.stat().st_mode) else None
    except OSError:
        raise BagTrouble("unreadable") from None
    if source is None:
        raise BagTrouble("no_archive")
    with source:
        yield source


def _lock_zip(file: Path, target: IO[bytes], how: Passphrase) -> None:
    pyzipper = _pyzipper()
    packed = pyzipper.AESZipFile(target, "w", ZIP_STORED, encryption=pyzipper.WZ_AES)
    with packed:
        packed.setpassword(how.words.encode())
        packed.write(file, file.name)


def _opens(locked: IO[bytes], plain: Path, how: Passphrase) -> bool:
    """Whether what was locked comes out again as it went in."""
    locked.seek(0)
    with TemporaryFile(dir=plain.parent) as spool, plain.open("rb") as told:
        _open_zip(locked, spool, how.words, Limits(total_bytes=os.stat(plain).st_size))
        spool.seek(0)
        while piece := told.read(PIECE_BYTES):
            if spool.read(PIECE_BYTES) != piece:
                return False
        return not spool.read(1)


def _open_zip(source: IO[bytes], spool: IO[bytes], passphrase: str, limits: Limits) -> None:
    check_outside(source, Limits(files=1))
    if not passphrase:
        raise BagTrouble("needs_passphrase")
    pyzipper = _pyzipper()
    try:
        with pyzipper.AESZipFile(source) as packed:
            (entry,) = packed.infolist()
            if entry.compress_type != ZIP_STORED or entry.wz_aes_version is None:
                raise BagTrouble("repacked")
            if entry.file_size > limits.total_bytes:
                raise limits.too_large(entry.filename)
            packed.setpassword(passphrase.encode())
            with packed.open(entry) as plain:
                copyfileobj(plain, spool, PIECE_BYTES)
    except (pyzipper.BadZipFile, NotImplementedError, *_DAMAGE):
        raise BagTrouble("damaged") from None
    except RuntimeError:
        raise BagTrouble("wrong_passphrase") from None


def _open_age(source: IO[bytes], spool: IO[bytes], told: str) -> None:
    if not told.strip():
        raise BagTrouble("needs_identity")
    pyrage = _pyrage()
    lines = (line.strip() for line in told.splitlines())
    try:
        secrets = [line for line in lines if line and not line.startswith("#")]
        identities = [pyrage.x25519.Identity.from_str(line) for line in secrets]
    except pyrage.IdentityError:
        raise BagTrouble("no_identity") from None
    try:
        pyrage.decrypt_io(source, spool, identities)
    except pyrage.DecryptError:
        raise BagTrouble("wrong_identity") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise BagTrouble("damaged") from None  # "decryption error", says no system


def _recipient(public: str) -> Any:
    pyrage = _pyrage()
    try:
        return pyrage.x25519.Recipient.from_str(public.strip())
    except pyrage.RecipientError:
        raise BagTrouble("no_age_key") from None


def _pyzipper() -> Any:
    try:
        import pyzipper
    except ImportError:
        raise BagTrouble("no_pyzipper") from None
    return pyzipper


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise BagTrouble("no_pyrage") from None
    return pyrage
