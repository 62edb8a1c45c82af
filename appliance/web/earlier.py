"""Earlier versions of surveys, kept while the box runs: for taking an edit back, and for telling
what somebody else changed meanwhile. Knows no request."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

VERSIONS_MOST: Final = 100

Version = Mapping[str, Any]


class Earlier:
    """The files of the last versions, by conference and revision. Safe to share between threads."""

    def __init__(self) -> None:
        self._files: OrderedDict[tuple[str, int], Version] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, conference: str, rev: int, file: Version) -> None:
        """Keep one; the oldest goes where there are too many."""
        with self._lock:
            self._files[conference, rev] = file
            self._files.move_to_end((conference, rev))
            while len(self._files) > VERSIONS_MOST:
                self._files.popitem(last=False)

    def find(self, conference: str, rev: int) -> Version | None:
        """The one of this revision, as far as it is still known."""
        with self._lock:
            return self._files.get((conference, rev))
