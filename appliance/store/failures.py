"""What can go wrong with a store, as plain values from which somebody else makes a sentence."""

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why nothing can be saved, as far as a person can do something about it."""

    FULL = "full"
    """The disk, or what this user may use of it, is full."""
    READ_ONLY = "read_only"
    """The disk is mounted read-only, as an ailing one often is."""
    NOT_ALLOWED = "not_allowed"
    """This user may not write here."""
    GONE = "gone"
    """The folder or the disk is not there (any more)."""
    DEVICE = "device"
    """The disk refuses for a reason of its own."""


_REASONS: Final = {
    errno.ENOSPC: Reason.FULL,
    errno.EDQUOT: Reason.FULL,
    errno.EFBIG: Reason.FULL,
    errno.EROFS: Reason.READ_ONLY,
    errno.EACCES: Reason.NOT_ALLOWED,
    errno.EPERM: Reason.NOT_ALLOWED,
    errno.ENOENT: Reason.GONE,
    errno.ENODEV: Reason.GONE,
    errno.ENXIO: Reason.GONE,
    errno.ENOTDIR: Reason.GONE,
    errno.EEXIST: Reason.GONE,
}


class CannotSave(Exception):
    """The disk did not take it. Nothing may be acknowledged until `Store.recover` succeeded."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        """`detail` is the operating system's own words, for the log."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

    @classmethod
    def because(cls, error: OSError) -> "CannotSave":
        """The same, told by the operating system."""
        return cls(_REASONS.get(error.errno or 0, Reason.DEVICE), str(error))


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has a store open; both are None when it did not say."""

    pid: int | None = None
    since: str | None = None
    """When it opened the store: ISO 8601, UTC."""


class StoreInUse(Exception):
    """Another process has this store open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"in use by process {holder.pid} since {holder.since}")
        self.holder = holder


class StoreNewer(Exception):
    """A newer version of the program wrote this; nothing was touched."""

    def __init__(self, found: int, known: int) -> None:
        """`found` is the version of the format on disk, `known` the newest that we can read."""
        super().__init__(f"format {found}, and this program reads up to {known}")
        self.found = found
        self.known = known


class StoreDamaged(Exception):
    """A line is whole, yet not one that any version of this program writes; nothing was touched."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that was found broken at opening.

    `line` counts from 1 (0 is the checkpoint). `kept_as` names the copy of what was broken, within
    the store's folder, until something is struck or sealed. `is_restored` tells whether every
    document of the last checkpoint is there all the same.
    """

    line: int
    why: str
    kept_as: str = ""
    is_restored: bool = False
