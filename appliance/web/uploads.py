"""Tables that were chosen and wait for somebody to say which column is what.

Their rows hold names and addresses: they wait in files without a name, which go with the table
or with the server (sheets.table). Knows no request.
"""

import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from appliance.sheets.table import Table

SHEETS_MOST: Final = 4
FORGET_AFTER_S: Final = 3600.0


class Copy:
    """A file without a name, that goes when nobody holds this."""

    def __init__(self, file: IO[bytes], folder: Path | None) -> None:
        """The same as `file`; it stands in `folder`, or where the system keeps what soon goes."""
        self.file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed below)
        weakref.finalize(self, self.file.close)
        file.seek(0)
        shutil.copyfileobj(file, self.file)
        self.file.seek(0)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table and when it came; `file` is where it was read from, if that has more sheets."""

    since: float
    name: str
    sheet: Table
    file: Copy | None


class Uploads:
    """The last few tables by a key that cannot be guessed. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, sheet: Table, file: Copy | None = None) -> str:
        """Keep a table for an hour; the oldest goes where there are too many. Its key.

        `file` is what it was read from, where that has another sheet that may be chosen.
        """
        key = secrets.token_hex(16)
        with self._lock:
            self._kept[key] = _Kept(self._clock(), name, sheet, file)
            while len(self._kept) > SHEETS_MOST:
                self._kept.popitem(last=False)
        return key

    def find(self, key: str) -> tuple[str, Table] | None:
        """The name of the file and its table, or None where it is not kept any more."""
        with self._lock:
            for old in [k for k, kept in self._kept.items() if self._is_old(kept.since)]:
                del self._kept[old]
            kept = self._kept.get(key)
            return (kept.name, kept.sheet) if kept else None

    def file(self, key: str) -> Copy | None:
        """The file of a table that has more than one sheet; else None."""
        with self._lock:
            kept = self._kept.get(key)
            return kept.file if kept else None

    def turn(self, key: str, sheet: Table) -> None:
        """Put another sheet of the same file in the place of the one that waits."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept[key] = replace(kept, sheet=sheet)

    def drop(self, key: str) -> None:
        """Forget one: it was taken in."""
        with self._lock:
            self._kept.pop(key, None)

    def _is_old(self, since: float) -> bool:
        return self._clock() - since > FORGET_AFTER_S
