"""Tables that were chosen and wait for somebody to say which column is what.

Their rows hold names and addresses: they wait in files without a name, which go with the table
or with the server (sheets.table). Knows no request.
"""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from appliance.sheets.table import Table

SHEETS_MOST: Final = 4
FORGET_AFTER_S: Final = 3600.0


class Uploads:
    """The last few tables by a key that cannot be guessed. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, str, Table]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, sheet: Table) -> str:
        """Keep a table for an hour; the oldest goes where there are too many. Its key."""
        key = secrets.token_hex(16)
        with self._lock:
            self._kept[key] = self._clock(), name, sheet
            while len(self._kept) > SHEETS_MOST:
                self._kept.popitem(last=False)
        return key

    def find(self, key: str) -> tuple[str, Table] | None:
        """The name of the file and its table, or None where it is not kept any more."""
        with self._lock:
            for old in [k for k, kept in self._kept.items() if self._is_old(kept[0])]:
                del self._kept[old]
            kept = self._kept.get(key)
            return (kept[1], kept[2]) if kept else None

    def drop(self, key: str) -> None:
        """Forget one: it was taken in."""
        with self._lock:
            self._kept.pop(key, None)

    def _is_old(self, since: float) -> bool:
        return self._clock() - since > FORGET_AFTER_S
