"""Lets a process of its own look at a picture, so that no file can bring the box down."""

import hashlib
import json
import logging
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from .limits import FILE_BYTES_MOST, PIXELS_MOST, PROCESSOR_S_MOST
from .trouble import PictureTrouble

log = logging.getLogger(__name__)

PATIENCE_S: Final = 3.0 * PROCESSOR_S_MOST
"""A busy machine needs longer than its processor works."""

NAMES: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WebP"}
"""What the kinds of pictures are called, by the ending of their files."""

_ENDINGS: Final = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", **{kind: kind for kind in NAMES}}
_STOPPED: Final = {-signal.SIGABRT, -signal.SIGKILL, -signal.SIGXCPU}
"""How it ends when memory or time run out."""
_MILLION: Final = 1_000_000
_SHOWN_MOST: Final = 60
"""Characters of a file's name in a sentence."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, and its name: the digest of its bytes and its kind."""

    name: str
    content: bytes


def remade(file: str, content: bytes) -> Picture:
    """The picture in a file that somebody chose, made anew. Raises PictureTrouble."""
    told = _shown(file)
    if not content:
        raise PictureTrouble("empty")
    if len(content) > FILE_BYTES_MOST:
        raise PictureTrouble("file_large", file=told, most=FILE_BYTES_MOST // _MILLION)
    kind = kind_of(content)
    if not kind:
        raise PictureTrouble("not_a_picture", file=told)
    said = _ENDINGS.get(file.rpartition(".")[2].lower(), kind)
    if said != kind:
        names = {"said": NAMES[said], "found": NAMES[kind]}
        raise PictureTrouble("named_otherwise", file=told, ending=kind, **names)
    made = _asked("remake", told, kind, content)
    return Picture(f"{hashlib.sha256(made).hexdigest()}.{kind}", made)


def check(name: str, content: bytes) -> None:
    """See that this is a picture such as `remade` makes, under its own name.

    Raises PictureTrouble.
    """
    kind = kind_of(content)
    if not kind or name != f"{hashlib.sha256(content).hexdigest()}.{kind}":
        raise PictureTrouble("not_a_picture", file=_shown(name))
    _asked("check", _shown(name), kind, content)


def kind_of(content: bytes) -> str:
    """What kind of picture it says that it is by its first bytes; empty for every other file."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def _asked(act: str, file: str, kind: str, content: bytes) -> bytes:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "appliance.media"],
            input=json.dumps({"act": act, "kind": kind}).encode() + b"\n" + content,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PictureTrouble("too_much", file=file) from None
    if child.returncode:
        # What was in the file is not logged: its trace could tell of people.
        log.warning("the process that looks at a picture ended with %d", child.returncode)
        raise PictureTrouble(_why(child.returncode), file=file)
    line, _, made = child.stdout.partition(b"\n")
    refused = json.loads(line).get("refused")
    if refused:
        raise PictureTrouble(refused, file=file, most=PIXELS_MOST // _MILLION)
    return made


def _why(status: int) -> str:
    return "too_much" if status in _STOPPED else "damaged"


def _shown(file: str) -> str:
    """A name as it may stand in a sentence, without the folders that some browsers tell."""
    name = file.replace("\\", "/").rpartition("/")[2] or "?"
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return plain if len(plain) <= _SHOWN_MOST else f"{plain[: _SHOWN_MOST - 1]}…"
