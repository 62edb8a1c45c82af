"""The bridge: pages and WebSockets on one port, served by waitress.

`open_server` binds; `run` serves until `stop`, which any thread or signal handler may call. A route
of flask-sock, with `SOCK_SERVER_OPTIONS`, gives its socket to the hub and returns; the connection
then costs waitress nothing any more. Knows no application but as WSGI, and no hub.
"""

import logging
import resource
import socket
import time
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from appliance.live.bodies import Gate
from appliance.live.lending import LendingChannel
from appliance.live.listening import bind

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_LOOK_EVERY_S = 5
"""How often connections are looked at that nothing happens on."""
_ANSWER_WITHIN_S = 5.0
"""How long what is being answered may take once the server is to stop."""
_FILES_WANTED = 65536
_MACOS_FILES_MAX = 10240
"""What macOS grants at most where it says that there is no limit (OPEN_MAX)."""


class NoThread:
    """Stands where simple-websocket starts a thread to read a socket: the hub reads it."""

    def __init__(self, target: object) -> None:
        """Take what would have run."""
        self.name = "no thread"

    def start(self) -> None:
        """Start nothing."""


SOCK_SERVER_OPTIONS = {"thread_class": NoThread}
"""For `app.config`: how flask-sock must open its sockets here."""


class UpgradeServer(TcpWSGIServer):
    """One listening socket."""

    channel_class = LendingChannel
    request_within_s = 60.0
    crowded_idle_s = 2.0
    """How long an idle connection may stay when few more would fit."""

    def maintenance(self, now: float) -> None:
        """Close what was idle too long, or has been sending one request for too long."""
        super().maintenance(now)  # type: ignore[arg-type]
        channels: Any = self.active_channels
        for channel in channels.values():
            if channel.is_overdue(now, self.request_within_s) or (
                self._is_crowded() and channel.is_idle(now, self.crowded_idle_s)
            ):
                channel.will_close = True

    def _is_crowded(self) -> bool:
        # Browsers hold several connections open for a while; at the limit nobody else gets in.
        return len(self._map) > self.adj.connection_limit * 3 // 4  # type: ignore[attr-defined]

    def stop_listening(self) -> None:
        """Take no new connections; what wakes the loop stays."""
        wasyncore.dispatcher.close(self)


class Bridge:
    """All listening sockets of the box, with the threads that answer.

    `run` may be called once; then, or instead, `close` frees what is left.
    """

    def __init__(self, app: "WSGIApplication", sockets: list[socket.socket], adj: Any) -> None:
        """Listen on bound sockets."""
        self._map: dict[int, Any] = {}
        self._dispatcher = ThreadedTaskDispatcher()
        self._dispatcher.set_thread_count(adj.threads)
        self._servers = [
            UpgradeServer(
                app,
                self._map,
                _sock=sock,
                dispatcher=self._dispatcher,
                adj=adj,
                sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
                bind_socket=False,
            )
            for sock in sockets
        ]
        host, port = self._servers[0].getsockname()
        self.effective_host, self.effective_port = host, int(port)
        self._is_stopping = False
        self._is_awake = True
        # Reentrant: a signal handler may call `stop` while its thread is in `close`.
        self._waking = RLock()

    def run(self) -> None:
        """Serve until `stop`; then finish what is being answered, and free everything."""
        try:
            while not self._is_stopping:
                self._turn(1.0)
            self._finish()
        finally:
            self.close()

    def stop(self) -> None:
        """Let `run` come to its end; returns at once, and may be repeated."""
        self._is_stopping = True
        with self._waking:
            # A number that was freed may by now be somebody's file.
            if self._is_awake:
                self._servers[0].pull_trigger()

    def close(self) -> None:
        """Free everything at once; not while `run` runs in another thread."""
        with self._waking:
            self._is_awake = False
        self._dispatcher.shutdown()
        if not self._dispatcher.threads:
            wasyncore.close_all(self._map)

    def _turn(self, timeout_s: float) -> None:
        # Not by select(): the first file number over 1023 would end the whole server.
        wasyncore.loop(timeout_s, use_poll=True, map=self._map, count=1)

    def _finish(self) -> None:
        for server in self._servers:
            server.stop_listening()
        deadline = time.monotonic() + _ANSWER_WITHIN_S
        while self._let_go_of_idle() and time.monotonic() < deadline:
            self._turn(0.2)

    def _let_go_of_idle(self) -> bool:
        # Returns whether any are left.
        channels = [each for each in self._map.values() if isinstance(each, LendingChannel)]
        busy = [each for each in channels if each.requests or each.total_outbufs_len]
        for channel in set(channels) - set(busy):
            channel.handle_close()
        return bool(busy)


def open_server(
    app: "WSGIApplication",
    host: str,
    port: int,
    *,
    threads: int = 8,
    connection_limit: int = 2000,
    body_bytes: int = 1024 * 1024,
    idle_s: int = 60,
    gate: Gate | None = None,
) -> Bridge:
    """Bind and listen, and return the server to `run`.

    `host` may stand for several addresses ("" for all, IPv4 and IPv6); port 0 lets the system
    choose one. Connections that became WebSockets do not count for `connection_limit`. `gate`
    stands where somebody may bring more than `body_bytes` and an ordinary file. Raises OSError when
    the address is taken, forbidden or not ours.
    """
    _raise_file_limit()
    # It warns of every request that waits for a thread, as in a room that joins at once.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets = bind(host, port)
    adj = Adjustments(
        sockets=sockets,
        threads=threads,
        connection_limit=connection_limit,
        backlog=2048,
        max_request_body_size=body_bytes,
        max_request_header_size=32 * 1024,
        channel_timeout=idle_s,
        cleanup_interval=_LOOK_EVERY_S,
        # The application asks for forwarding headers itself: their presence means something there.
        clear_untrusted_proxy_headers=False,
        # A phone that walks away in mid-answer is no error.
        log_socket_errors=False,
        ident="Tafelronde",
    )
    adj.gate = gate  # type: ignore[attr-defined] # for our own parser
    return Bridge(app, sockets, adj)


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = _FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, _FILES_WANTED)
    for wanted in (allowed, min(allowed, _MACOS_FILES_MAX)):
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return
