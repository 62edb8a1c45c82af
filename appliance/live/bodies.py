"""The bodies of requests: small, but where files are brought; and what is large waits on the disk.

A subclass of waitress 3.0's parser. What may be brought, and by whom, is asked of a gate by the
head of the request alone, before any of the body is taken in. Knows no application.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

from waitress.parser import HTTPRequestParser

FILES: Final = ("/prepare/", "/control/begin")
"""Where somebody may bring a file; who may is for the application."""

FILE_MOST_BYTES: Final = 64 * 1024 * 1024
"""As large as a table of 50 MB; waitress keeps what is large in a file of its own."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Where more may be brought still, or where a refusal is for a person to read."""

    objection: Callable[[str, str, int], str | None]
    """By path, cookies and size in bytes: why it is not taken, "" where it is, and None where the
    gate does not stand. Called on the thread that carries every connection: it must not wait."""
    folder: Path
    """Has room for what is brought, as the memory and a `/tmp` in memory have not."""
    key: str
    """Under which the application finds the objection in its environment, with no body."""
    when_full: str
    """The objection when the disk took no more."""


class Parser(HTTPRequestParser):
    """Reads a request; a large body only where files are brought, so that no phone fills a disk."""

    adj: Any
    path: str
    headers: dict[str, str]
    objection = ""
    """Why the body was not taken in."""
    may_be_slow = False
    """What is brought takes as long as it takes while it comes at all."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head, and set what the body may be."""
        super().parse_header(header_plus)
        gate: Gate | None = self.adj.gate
        told = None
        if gate is not None and self.content_length:
            told = gate.objection(self.path, self.headers.get("COOKIE", ""), self.content_length)
        if gate is not None and told is not None:
            self._pass(gate, told)
        elif self.path.startswith(FILES):
            self._take(FILE_MOST_BYTES)

    def received(self, data: bytes) -> int:
        """Read on; what no disk takes is refused."""
        try:
            return int(super().received(data))
        except OSError:
            if not self.may_be_slow:
                raise
            self._refuse(self.adj.gate.when_full)
            self.completed = True
            return len(data)

    def _pass(self, gate: Gate, objection: str) -> None:
        if objection:
            self._refuse(objection)
            return
        try:
            waits = _Waiting(gate.folder)
        except OSError:
            self._refuse(gate.when_full)
            return
        self._take(self.content_length + 1)  # waitress refuses from there on
        self.body_rcv: Any
        self.body_rcv.buf = waits
        self.may_be_slow = True

    def _take(self, most_bytes: int) -> None:
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = most_bytes

    def _refuse(self, objection: str) -> None:
        """Let it be a request without a body, after which nothing is read any more."""
        self.objection = objection
        self.close()
        self.body_rcv = None
        self.content_length = 0
        self.expect_continue = False
        self.headers |= {"CONTENT_LENGTH": "0", "CONNECTION": "close"}


class _Waiting:
    """A body in a file without a name, which goes with the request or with the process.

    As much of waitress's buffers as its receiver and parser use.
    """

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 (closed with the request)

    def append(self, piece: bytes) -> None:
        """Add to it; nobody reads before all of it is there."""
        self._file.write(piece)

    def getfile(self) -> IO[bytes]:
        """All of it."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Let it go. May be repeated."""
        self._file.close()
