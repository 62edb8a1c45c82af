"""One request to the cloud at a time, over a line of its own that may be cut at any moment.

Plain HTTP of the standard library: it streams a file from the disk, tells how far it is, follows
nobody to a page that asks to sign in, and believes the certificates that this machine believes.
OpenDAL does none of these (its WebDAV takes a file in one piece from memory).
"""

import errno
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import IO, Final, NoReturn
from urllib.parse import urlsplit

from .cloud_trouble import CloudTrouble

PIECE_BYTES: Final = 1 << 16
TOLD_MOST_BYTES: Final = 4_096
"""Of what a cloud says about why not."""
DAY_S: Final = 86_400.0
"""So far a clock may be off before it is said; certificates count in days."""

_NO_WAY: Final = frozenset(
    {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
)
_NAME_WRONG: Final = frozenset({62, 63, 64})
"""X509_V_ERR_HOSTNAME_MISMATCH and its kin (openssl/x509_vfy.h)."""
_DATE_WRONG: Final = frozenset({9, 10})
"""X509_V_ERR_CERT_NOT_YET_VALID and …_HAS_EXPIRED."""

_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"})
"""What OpenSSL says where somebody answers in plain text."""


class Stopped(Exception):
    """Somebody said stop meanwhile."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Address and headers may open a place, and so are in no repr."""

    method: str
    address: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, without what it is about."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    told: bytes = b""
    """The beginning of why not; of what was asked for nothing."""

    @property
    def is_good(self) -> bool:
        """Whether it was done."""
        return 200 <= self.status < 300

    @property
    def is_page(self) -> bool:
        """Whether this is a page to read, and no file of ours."""
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def is_elsewhere(self) -> bool:
        """Whether we are sent on to another address."""
        return 300 <= self.status < 400

    def ahead_s(self, now_s: float) -> float:
        """By how many seconds our clock is ahead of the cloud's; 0 where it tells none."""
        try:
            there = parsedate_to_datetime(self.headers.get("date", ""))
        except (TypeError, ValueError):
            return 0.0
        return now_s - there.timestamp()


Keep = Callable[[Answer, bytes], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until somebody counts as gone."""

    connect_s: float = 20.0
    piece_s: float = 60.0
    answer_s: float = 240.0
    """A cloud looks for viruses and puts a file together before it answers."""


PATIENCE: Final = Patience()


class Wire:
    """Asks, from one thread; `stop` may be called from another. Raises CloudTrouble, Stopped."""

    def __init__(
        self,
        patience: Patience = PATIENCE,
        context: ssl.SSLContext | None = None,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._patience = patience
        self._context = context
        self._now_s = now_s
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Cut the line, and take up no other."""
        with self._lock:
            self._is_stopped = True
            if self._socket is not None:
                # Not by its own method: a TLS socket first forgets that it is one, and what is
                # being sent at that moment would go out in the open.
                with suppress(OSError):
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def send(
        self, request: Request, file: IO[bytes], size_bytes: int, tell: Callable[[int], None]
    ) -> Answer:
        """Send a file; `tell` hears of every piece that went out, in bytes."""
        length = {"Content-Length": str(size_bytes), "Content-Type": "application/octet-stream"}
        with self._line(request) as line:
            self._begin(line, request, length)
            try:
                for piece in iter(lambda: file.read(PIECE_BYTES), b""):
                    line.send(piece)
                    tell(len(piece))
            except (BrokenPipeError, ConnectionResetError):
                pass  # who does not want it hangs up, and may have said why
            return self._answer(line)

    def ask(self, request: Request) -> Answer:
        """Ask without sending anything along, and without what is asked for."""
        return self.fetch(request, None)

    def fetch(self, request: Request, keep: Keep | None) -> Answer:
        """Ask for a file; `keep` is handed its pieces. Without one it is not read.

        What is kept counts only once this returns.
        """
        with self._line(request) as line:
            self._begin(line, request, {})
            response = self._response(line)
            answer = _answered(response)
            if answer.is_good and keep is not None:
                for piece in _pieces(response):
                    keep(answer, piece)
            return answer

    def clock_trouble(self, answer: Answer, least_s: float = DAY_S) -> CloudTrouble | None:
        """What there is to say about our clock after an answer, if it is off by as much."""
        here = self._now_s()
        ahead_s = answer.ahead_s(here)
        if abs(ahead_s) < least_s:
            return None
        return CloudTrouble("clock", box_time=_time(here), cloud_time=_time(here - ahead_s))

    def _begin(
        self, line: http.client.HTTPConnection, request: Request, more: Mapping[str, str]
    ) -> None:
        parts = urlsplit(request.address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # The port stands in it only where it stands in the address: S3 signs the host.
        known = {"Host": parts.netloc, "User-Agent": "Tafelronde"}
        line.putrequest(request.method, path, skip_host=True)
        for name, value in {**known, **request.headers, **more}.items():
            line.putheader(name, value)
        line.endheaders()

    def _answer(self, line: http.client.HTTPConnection) -> Answer:
        return _answered(self._response(line))

    def _response(self, line: http.client.HTTPConnection) -> http.client.HTTPResponse:
        line.sock.settimeout(self._patience.answer_s)
        response = line.getresponse()
        if line.sock is not None:
            line.sock.settimeout(self._patience.piece_s)
        return response

    @contextmanager
    def _line(self, request: Request) -> Iterator[http.client.HTTPConnection]:
        """A line of its own, hung up at the end; whatever breaks on it is said as trouble."""
        parts = urlsplit(request.address)
        host, is_safe = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if is_safe else 80)
        line = http.client.HTTPConnection(host, port)
        try:
            line.sock = self._opened(parts.netloc, host, port, is_safe=is_safe)
            yield line
        except (OSError, http.client.HTTPException, ValueError) as no:
            self._check_stopped()
            raise CloudTrouble("broken", host=parts.netloc) from no
        finally:
            with self._lock:
                self._socket = None
            line.close()

    def _opened(self, netloc: str, host: str, port: int, *, is_safe: bool) -> socket.socket:
        self._check_stopped()
        try:
            bare = socket.create_connection((host, port), self._patience.connect_s)
        except socket.gaierror:
            raise CloudTrouble("offline", host=netloc) from None
        except OSError as no:
            code = "offline" if no.errno in _NO_WAY else "unreachable"
            raise CloudTrouble(code, host=netloc) from None
        with self._lock:
            self._socket = bare
        try:
            self._check_stopped()
            bare.settimeout(self._patience.piece_s)
            if not is_safe:
                return bare
            safe = self._shaken(bare, netloc, host, port)
        except BaseException:
            bare.close()
            raise
        with self._lock:
            self._socket = safe
        return safe

    def _shaken(self, bare: socket.socket, netloc: str, host: str, port: int) -> socket.socket:
        context = self._context or ssl.create_default_context()
        try:
            return context.wrap_socket(bare, server_hostname=host)
        except ssl.SSLCertVerificationError as no:
            self._unproven(no.verify_code, netloc, host, port)
        except ssl.SSLError as no:
            code = "not_safe" if no.reason in _NO_TLS else "broken"
            raise CloudTrouble(code, host=netloc) from no

    def _unproven(self, verify_code: int, netloc: str, host: str, port: int) -> NoReturn:
        """Say why a certificate is not believed; a clock that is years off is the first reason."""
        trouble = self._clock_there(host, port)
        if trouble is not None:
            raise trouble from None
        if verify_code in _NAME_WRONG:
            raise CloudTrouble("unproven_name", host=netloc) from None
        if verify_code in _DATE_WRONG:
            raise CloudTrouble("unproven_date", host=netloc) from None
        raise CloudTrouble("unproven", host=netloc) from None

    def _clock_there(self, host: str, port: int) -> CloudTrouble | None:
        """What the cloud's own clock says, asked without belief and without telling anything."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(
            host, port, timeout=self._patience.connect_s, context=context
        )
        try:
            line.request("HEAD", "/")
            return self.clock_trouble(_answered(line.getresponse()))
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            line.close()

    def _check_stopped(self) -> None:
        if self._is_stopped:
            raise Stopped


def _answered(response: http.client.HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    is_good = 200 <= response.status < 300
    return Answer(response.status, headers, b"" if is_good else response.read(TOLD_MOST_BYTES))


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body in pieces. Raises IncompleteRead where fewer bytes came than were promised."""
    while piece := response.read(PIECE_BYTES):
        yield piece
    if response.length:  # a sized read ends early without a word
        raise http.client.IncompleteRead(b"", response.length)


def _time(at_s: float) -> str:
    return f"{datetime.fromtimestamp(at_s, UTC).astimezone():%Y-%m-%d %H:%M}"
