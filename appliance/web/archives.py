"""What the web part is handed of archives: making them, and those that were made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Archive:
    """A finished archive. `kind` is "full" or "shareable"; `minute` (since 1970, UTC) is when it
    was made.
    """

    name: str
    size_bytes: int
    sha256: str
    kind: str
    is_locked: bool
    minute: int
    path: Path


@dataclass(frozen=True, slots=True)
class ArchiveWork:
    """How far the last one is: `percent` while it is being made, else None.

    Then `made` is the name of its file, or `trouble` the message, with its values, that says why
    there is none.
    """

    percent: int | None = None
    made: str = ""
    trouble: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Archives:
    """All of it may be called from any thread."""

    begin: Callable[[str, str, str], bool] = lambda kind, passphrase, age_key: False
    """Begins to make one of a kind, locked with a passphrase or for an age key (both "" for not at
    all); False while another is being made. Raises NotTaken."""
    work: Callable[[], ArchiveWork] = ArchiveWork
    made: Callable[[], Sequence[Archive]] = tuple
    """The finished ones, the newest first. Raises OSError."""
    remove: Callable[[str], bool] = lambda name: False
    """Takes one away by its name; whether it was there. Raises CannotSave."""
    passphrase_least: int = 0
    """How many characters a passphrase has at least."""


@dataclass(frozen=True, slots=True)
class Returns:
    """Going on from an archive on a box without a conference. May be called from any thread.

    Both acts (with a passphrase and the text of an age identity file, or "") raise NotTaken and
    CannotSave; once one returns, the box starts anew in a moment.
    """

    from_file: Callable[[IO[bytes], str, str], None] = lambda file, passphrase, identity: None
    from_stick: Callable[[str, str, str], None] = lambda path, passphrase, identity: None
    """The same of a file on a stick, by a path that `on_sticks` told."""
    on_sticks: Callable[[], Sequence[tuple[str, str]]] = tuple
    """The archives on the sticks in the box: path and name."""
