"""Tables that were chosen and wait for somebody to say which column is what.

Kept in memory only: they hold names and addresses. Knows no request.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from appliance.sheets.sheet import Sheet

SHEETS_MOST: Final = 4
FORGET_AFTER_S: Final = 3600.0


@dataclass(frozen=True, slots=True)
class _Kept:
    """A table and when it came; `content` is the file, where it has more than one sheet."""

    since: float
    name: str
    sheet: Sheet
    content: bytes


class Uploads:
    """The last few tables by a key that cannot be guessed. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, sheet: Sheet, content: bytes = b"") -> str:
        """Keep a table for an hour; the oldest goes where there are too many. Its key.

        `content` is the file, where it has another sheet that may be chosen.
        """
        key = secrets.token_hex(16)
        with self._lock:
            self._kept[key] = _Kept(self._clock(), name, sheet, content)
            while len(self._kept) > SHEETS_MOST:
                self._kept.popitem(last=False)
        return key

    def find(self, key: str) -> tuple[str, Sheet] | None:
        """The name of the file and its table, or None where it is not kept any more."""
        with self._lock:
            for old in [k for k, kept in self._kept.items() if self._is_old(kept.since)]:
                del self._kept[old]
            kept = self._kept.get(key)
            return (kept.name, kept.sheet) if kept else None

    def content(self, key: str) -> bytes:
        """The file of a table that has more than one sheet; else nothing."""
        with self._lock:
            kept = self._kept.get(key)
            return kept.content if kept else b""

    def turn(self, key: str, sheet: Sheet) -> None:
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
