"""How the web server lends a connection to flask-sock and lets go of it.

Subclasses of waitress 3.0's task and channel. A request for a WebSocket is judged before the
application sees it; then the application finds a duplicate of the socket where flask-sock looks for
one (`werkzeug.socket`), and with the first byte written to it (the 101) waitress neither reads nor
writes that connection again. Knows no application and no hub.
"""

import socket
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, Task, WSGITask

from appliance.live.bodies import Parser
from appliance.live.handshake import BUSY, Refusal, is_attempt, objection

_LINGER_S = 5.0
"""How long a client that was refused in mid-sentence may go on talking before it is cut off."""
_LINGER_FILE_S = 120.0
"""The same where it was a file: a browser sends the whole of it before it listens."""
_DISCARD_BYTES = 65536


class LentSocket:
    """A connection's socket as flask-sock sees it; whoever takes it out, owns it."""

    def __init__(self, channel: "LendingChannel") -> None:
        """Duplicate the channel's socket; raise OSError when that cannot be."""
        self._channel = channel
        # waitress closes its own number in its ordinary way; the connection lives on in ours.
        self._socket: socket.socket | None = channel.socket.dup()

    def send(self, sent: bytes) -> int:
        """Write the handshake's answer, from which on the connection is no longer HTTP's."""
        # Before the first byte: the answer to it may come at once.
        self._channel.is_lent = True
        if self._socket is not None and not _send_whole(self._socket, sent):
            # Gone, or not reading a single line: the next owner finds the connection ended.
            _shut(self._socket)
        return len(sent)

    def take(self) -> socket.socket:
        """Hand the socket over for good; once."""
        if self._socket is None:
            raise RuntimeError("The socket was handed over before.")
        taken, self._socket = self._socket, None
        return taken

    def settle(self) -> None:
        """Close what nobody took."""
        if self._socket is not None:
            self._socket.close()


class RefusalTask(ErrorTask):
    """Answers what waitress itself refuses, in the one shape of refusals."""

    def execute(self) -> None:
        """Write the refusal."""
        _refuse(self, _http_refusal(self.request.error))  # type: ignore[attr-defined]


class LendingTask(WSGITask):
    """Runs the application; where a WebSocket is asked for, with the socket at hand."""

    channel: "LendingChannel"

    def execute(self) -> None:
        """Serve a page, lend the socket, or refuse."""
        request: Any = self.request
        if request.objection:
            self._pass_on(request.objection)
            return
        if not is_attempt(request.headers):
            super().execute()
            return
        refusal = objection(
            request.command, request.version, request.headers, has_more=self.channel.has_more()
        )
        if refusal is None:
            self._lend()
        else:
            _refuse(self, refusal)

    def finish(self) -> None:
        """End the answer; a lent connection is waitress's no more."""
        super().finish()
        if self.channel.is_lent:
            self.close_on_finish = True

    def _pass_on(self, objection: str) -> None:
        channel: Any = self.channel
        channel.is_refused, channel.linger_s = True, _LINGER_FILE_S
        self.get_environment()[channel.adj.gate.key] = objection
        super().execute()

    def _lend(self) -> None:
        try:
            lent = LentSocket(self.channel)
        except OSError:
            _refuse(self, BUSY)
            return
        environ = self.get_environment()
        environ["werkzeug.socket"] = lent
        # simple-websocket would agree to compress with a context per client: 110 kB each, and no
        # frame could be shared.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        try:
            super().execute()
        finally:
            lent.settle()


class LendingChannel(HTTPChannel):
    """One connection as waitress sees it."""

    task_class = LendingTask
    parser_class = Parser
    error_task_class = RefusalTask

    socket: socket.socket
    request: Parser | None
    is_lent = False
    """Nothing of HTTP may be read from or written to this connection any more."""
    is_refused = False
    """The client may still be sending what was refused."""
    linger_s = _LINGER_S
    lingers_until: float | None = None
    _incomplete: Parser | None = None
    _incomplete_since = 0.0

    def has_more(self) -> bool:
        """Tell whether anything came behind the current request's header."""
        with self.requests_lock:  # type: ignore[attr-defined]  # held while received is parsed
            request = self.requests[0]
            has_body = request.content_length > 0 or request.chunked
            return has_body or self.request is not None or len(self.requests) > 1

    def readable(self) -> bool:
        """Tell whether waitress may read."""
        if self.lingers_until is not None:
            return not self.will_close
        # In this order: a task that ends in between has set `is_lent` before.
        return super().readable() and not self.is_lent

    def writable(self) -> bool:
        """Tell whether waitress has to write or to close."""
        return self.will_close if self.lingers_until is not None else bool(super().writable())

    def handle_read(self) -> None:
        """Read requests; of a refused client, only so that it hears the refusal."""
        if self.lingers_until is not None:
            self.recv(_DISCARD_BYTES)
        elif not self.is_lent:
            super().handle_read()

    def received(self, data: bytes) -> bool:
        """Parse requests, and remember since when one is incomplete."""
        answer = super().received(data)
        if self.request is not self._incomplete:
            self._incomplete, self._incomplete_since = self.request, time.time()
        return answer

    def handle_close(self) -> None:
        """Close, and let go of what was being brought."""
        super().handle_close()
        if self.request is not None:
            self.request.close()

    def write_soon(self, data: bytes) -> int:
        """Write; what the application answers after a 101 goes nowhere."""
        return len(data) if self.is_lent else super().write_soon(data)

    def handle_write(self) -> None:
        """Write, and close when all is written; a refused client is given time to hear it."""
        if self.is_refused and self.close_when_flushed and not self.total_outbufs_len:
            self._linger()
        else:
            super().handle_write()

    def is_overdue(self, now: float, request_within_s: float) -> bool:
        """Tell whether a request has taken too long to come, or a refusal to be heard."""
        if self.lingers_until is not None:
            return now > self.lingers_until
        if self._incomplete is None:
            return False
        may_be_slow = self._incomplete.may_be_slow
        since: float = self.last_activity if may_be_slow else self._incomplete_since
        return now > since + request_within_s

    def is_idle(self, now: float, idle_s: float) -> bool:
        """Tell whether nothing was asked or answered for so long."""
        is_quiet = not self.requests and self.request is None and not self.total_outbufs_len
        return is_quiet and now > self.last_activity + idle_s

    def _linger(self) -> None:
        # To close with bytes unread resets the connection, and the refusal may never be read.
        self.close_when_flushed = False
        self.lingers_until = time.time() + self.linger_s
        if not _shut(self.socket, socket.SHUT_WR):
            self.will_close = True


def _refuse(task: Task, refusal: Refusal) -> None:
    channel: Any = task.channel
    channel.is_refused = True
    body = refusal.body()
    task.complete = True
    task.status = refusal.status
    task.response_headers = [
        ("Content-Type", "application/json"),
        ("Cache-Control", "no-store"),
        *refusal.headers,
    ]
    task.set_close_on_finish()
    task.content_length = len(body)
    task.write(body)


_MESSAGES = {
    400: ("bad_request", "The request is not in order."),
    413: ("too_large", "The request is too large."),
    431: ("headers_too_large", "The request's headers are too large."),
    501: ("not_implemented", "The request's transfer encoding is not spoken here."),
}


def _http_refusal(error: Any) -> Refusal:
    code, message = _MESSAGES.get(error.code, ("unexpected", "Something went wrong on the box."))
    return Refusal(f"{error.code} {error.reason}", code, message)


def _send_whole(sock: socket.socket, sent: bytes) -> bool:
    try:
        return sock.send(sent) == len(sent)
    except OSError:
        return False


def _shut(sock: socket.socket, how: int = socket.SHUT_RDWR) -> bool:
    try:
        sock.shutdown(how)
    except OSError:
        return False
    return True
