"""What was sent to whom, one line per step, on disk before and after each letter.

So a box that is switched off while it sends goes on where it was, and sends nothing twice. It
stands beside the journal and not in it, and joins nobody to an answer.
"""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .letter import Outcome

FILE: Final = "mail.sent"

_BEGUN: Final = Outcome.UNSURE


class Ledger:
    """The file of one conference. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = threading.Lock()
        self._found: dict[str, dict[str, Outcome]] = {}
        self._kinds: dict[str, None] = {}
        self._read()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of letter of which one was begun, in order."""
        with self._lock:
            return tuple(self._kinds)

    def outcomes(self, kind: str) -> Mapping[str, Outcome]:
        """What became of the letters of a kind, by invitee."""
        with self._lock:
            return dict(self._found.get(kind, {}))

    def begin(self, kind: str, invitee: str) -> None:
        """A letter is about to be handed over. Raises OSError: then it may not be."""
        self._keep(kind, invitee, _BEGUN)

    def end(self, kind: str, invitee: str, outcome: Outcome | None) -> None:
        """What became of it; None where it may be tried again. Raises OSError."""
        self._keep(kind, invitee, outcome)

    def _keep(self, kind: str, invitee: str, outcome: Outcome | None) -> None:
        with self._lock:
            self._append(f"{kind} {invitee} {outcome or 'none'}\n")
            self._note(kind, invitee, outcome)

    def _append(self, line: str) -> None:
        handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode())
            os.fdatasync(handle)
        finally:
            os.close(handle)

    def _note(self, kind: str, invitee: str, outcome: Outcome | None) -> None:
        self._kinds.setdefault(kind)
        of_kind = self._found.setdefault(kind, {})
        if outcome is None:
            of_kind.pop(invitee, None)
        else:
            of_kind[invitee] = outcome

    def _read(self) -> None:
        if not self._file.exists():
            return
        for line in self._file.read_text("utf-8", "replace").splitlines():
            kind, _, rest = line.partition(" ")
            invitee, _, told = rest.partition(" ")
            # A line that was cut off by a power failure says nothing.
            if told in (*Outcome, "none"):
                self._note(kind, invitee, None if told == "none" else Outcome(told))
