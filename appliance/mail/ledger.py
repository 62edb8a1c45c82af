"""What was sent to whom, one line per step, on disk before and after each letter.

So a box that is switched off while it sends goes on where it was, and sends nothing twice. A line
of its own says when sending began. It stands beside the journal and not in it, and joins nobody to
an answer.
"""

import os
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .letter import Outcome, Past

FILE: Final = "mail.sent"

_BEGUN: Final = Outcome.UNSURE
_AT: Final = "@"
"""In the place of an invitee: here sending began, at a minute of the wall clock."""

_NONE: Final = "none"


class Ledger:
    """The file of one conference. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._lock = threading.Lock()
        self._found: dict[str, dict[str, Outcome]] = {}
        self._kinds: dict[str, None] = {}
        self._rounds: list[tuple[str, int | None, dict[str, Outcome | None]]] = []
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

    def rounds(self) -> tuple[Past, ...]:
        """Every time that letters were sent, the last one first."""
        with self._lock:
            found = [_past(kind, minute, of) for kind, minute, of in self._rounds if of]
        return tuple(reversed(found))

    def begin_round(self, kind: str, minute: int) -> None:
        """Letters of a kind are about to be sent, at this minute. Raises OSError."""
        with self._lock:
            self._append(f"{kind} {_AT} {minute}\n")
            self._rounds.append((kind, minute, {}))

    def begin(self, kind: str, invitee: str) -> None:
        """A letter is about to be handed over. Raises OSError: then it may not be."""
        self._keep(kind, invitee, _BEGUN)

    def end(self, kind: str, invitee: str, outcome: Outcome | None) -> None:
        """What became of it; None where it may be tried again. Raises OSError."""
        self._keep(kind, invitee, outcome)

    def _keep(self, kind: str, invitee: str, outcome: Outcome | None) -> None:
        with self._lock:
            self._append(f"{kind} {invitee} {outcome or _NONE}\n")
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
        if not self._rounds or self._rounds[-1][0] != kind:
            # Of the first ledgers it is not known when.
            self._rounds.append((kind, None, {}))
        self._rounds[-1][2][invitee] = outcome
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
            if invitee == _AT and told.isdecimal():
                self._rounds.append((kind, int(told), {}))
            elif told in (*Outcome, _NONE):
                self._note(kind, invitee, None if told == _NONE else Outcome(told))


def _past(kind: str, minute: int | None, of: Mapping[str, Outcome | None]) -> Past:
    told = Counter(of.values())
    counts = (told[Outcome.SENT], told[Outcome.REFUSED], told[Outcome.UNSURE], told[None])
    return Past(kind, minute, *counts)
