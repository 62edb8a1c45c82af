"""Who this box is: its id, its secret and the organiser's one-time code, in `box.json`.

The file is small and rewritten whole: beside, fdatasync, rename. Codes are kept as a digest only.
"""

import hmac
import json
import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Final

from .rewriting import rewrite

FORMAT: Final = "tafelronde-box/1"
FILE: Final = "box.json"

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No i, l, o, 0 or 1: the code is read aloud and typed."""


_HEX: Final = frozenset("0123456789abcdef")

_SECRET_BYTES: Final = 32


class IdentityTrouble(Exception):
    """The file `box.json` cannot be read by this version."""


@dataclass(frozen=True, slots=True)
class _Kept:
    format: str
    device: str
    secret: str
    on_stage: str
    code_digest: str = ""


def go_on_as(folder: Path, secret: bytes, on_stage: str) -> None:
    """Let a new box in this folder be known to phones as the one whose secret this is.

    It is a device of its own all the same. Raises IdentityTrouble where these are none, OSError.
    """
    kept = _Kept(FORMAT, secrets.token_hex(8), secret.hex(), on_stage)
    if not _is_sound(kept):
        raise IdentityTrouble("this is not what a box is known by")
    rewrite(folder / FILE, json.dumps(asdict(kept), indent=1))


class Identity:
    """The box's own file. Safe to use from several threads; other processes may rewrite it."""

    def __init__(self, folder: Path) -> None:
        """Read the file, or make it. Raises IdentityTrouble, OSError."""
        self._file = folder / FILE
        self._lock = Lock()
        self._used = ""
        if not self._file.exists():
            self._keep(
                _Kept(
                    format=FORMAT,
                    device=secrets.token_hex(8),
                    secret=secrets.token_hex(_SECRET_BYTES),
                    on_stage=secrets.token_hex(8),
                )
            )
        kept = self._read()
        self.device = kept.device
        self.secret = bytes.fromhex(kept.secret)
        self.on_stage = kept.on_stage

    def put_on_stage(self, conference: str) -> None:
        """Let this conference, by its id in hexadecimal, be the one on stage. Raises OSError."""
        with self._lock:
            self._keep(replace(self._read(), on_stage=conference))
            self.on_stage = conference

    def new_code(self) -> str:
        """A fresh organiser's code, such as `k7mw-p3xd`; any earlier one is worth nothing now."""
        letters = [secrets.choice(_ALPHABET) for _ in range(8)]
        code = "".join(letters[:4]) + "-" + "".join(letters[4:])
        with self._lock:
            self._keep(replace(self._read(), code_digest=self._digest(code)))
        return code

    def use_code(self, code: str) -> bool:
        """Whether this is the code; if it is, it is used up.

        On a full disk too, since that is when the organiser is needed: then this process remembers.
        """
        with self._lock:
            kept = self._read()
            is_right = hmac.compare_digest(kept.code_digest, self._digest(code))
            if not is_right or kept.code_digest == self._used:
                return False
            self._used = kept.code_digest
            with suppress(OSError):
                self._keep(replace(kept, code_digest=""))
            return True

    def begin_anew(self, after: str) -> None:
        """Put another conference on stage, that has yet to begin, in the place of this one.

        May be repeated: where another is there by now, nothing changes. Raises OSError.
        """
        with self._lock:
            kept = self._read()
            if kept.on_stage == after:
                kept = replace(kept, on_stage=secrets.token_hex(8))
                self._keep(kept)
            self.on_stage = kept.on_stage

    def _digest(self, code: str) -> str:
        plain = "".join(letter for letter in code.lower() if letter in _ALPHABET)
        return hmac.new(self.secret, plain.encode(), sha256).hexdigest()

    def _read(self) -> _Kept:
        try:
            told = json.loads(self._file.read_bytes())
            if told["format"] != FORMAT:
                raise IdentityTrouble(f"{self._file} is of {told['format']}, this is {FORMAT}")
            kept = _Kept(**told)
        except (LookupError, TypeError, ValueError):
            raise IdentityTrouble(f"{self._file} is not readable") from None
        if not _is_sound(kept):
            raise IdentityTrouble(f"{self._file} is not readable")
        return kept

    def _keep(self, kept: _Kept) -> None:
        rewrite(self._file, json.dumps(asdict(kept), indent=1))


def _is_sound(kept: _Kept) -> bool:
    """Whether everything is hexadecimal, as this box writes it, and nothing needed is empty."""
    told = asdict(kept)
    del told["format"]
    is_plain = all(isinstance(value, str) and _HEX.issuperset(value) for value in told.values())
    return (
        is_plain and len(kept.secret) == 2 * _SECRET_BYTES and bool(kept.device and kept.on_stage)
    )
