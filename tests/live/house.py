"""A real server for the tests of the live side: waitress, flask-sock, the hub, a few pages.

What the hub tells is kept in queues, so that tests wait for what happens instead of sleeping.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from queue import Queue
from threading import Thread
from typing import Any

from flask import Flask, Response, abort, request
from flask_sock import Sock
from simple_websocket import ConnectionClosed

from appliance.live.bridge import SOCK_SERVER_OPTIONS, Bridge, open_server
from appliance.live.hub import Hub
from appliance.live.link import Link

from . import rawsocket

PATIENCE_S = 20.0


class House:
    """A running server, and what happened to its hub."""

    def __init__(self, hub_limits: dict[str, Any], server_limits: dict[str, Any]) -> None:
        """Build everything; nothing runs yet."""
        self.arrived: Queue[Link] = Queue()
        self.said: Queue[tuple[Link, str]] = Queue()
        self.left: Queue[Link] = Queue()
        self.denied: Queue[str] = Queue()
        self.hub = Hub(
            on_arrive=self.arrived.put,
            on_text=self._on_text,
            on_leave=self.left.put,
            **hub_limits,
        )
        self.app = _app(self)
        self.host = server_limits.pop("host", "127.0.0.1")
        self.server: Bridge = open_server(self.app, self.host, 0, **server_limits)
        self.port = self.server.effective_port
        self._serving = Thread(target=self.server.run, name="serving")

    def start(self) -> None:
        """Start the hub and the server."""
        self.hub.start()
        self._serving.start()

    def stop(self) -> None:
        """Stop both and wait until everything is freed; may be repeated."""
        self.server.stop()
        self._serving.join(PATIENCE_S)
        assert not self._serving.is_alive(), "the server did not stop"
        self.hub.stop()

    def connect(self, path: str = "/live", **how: Any) -> rawsocket.RawSocket:
        """Open a WebSocket."""
        return rawsocket.connect("127.0.0.1", self.port, path, **how)

    def enter(self, audience: str = "all", person: str | None = None, **how: Any) -> "Guest":
        """Open a WebSocket and admit its link, without texts."""
        raw = self.connect(**how)
        link = self.arrived.get(timeout=PATIENCE_S)
        self.hub.admit(link, audience, person)
        return Guest(raw, link)

    def get(self, path: str) -> tuple[int, bytes]:
        """Fetch a page."""
        connection = self.http()
        try:
            answer = exchange(connection, "GET", path)
            return answer.status, answer.read()
        finally:
            connection.close()

    def http(self) -> HTTPConnection:
        """Return an HTTP connection, not yet opened."""
        return HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def next_said(self) -> str:
        """Return the next text that any client said."""
        return self.said.get(timeout=PATIENCE_S)[1]

    def next_left(self) -> Link:
        """Return the next link that left."""
        return self.left.get(timeout=PATIENCE_S)

    def _on_text(self, link: Link, text: str) -> None:
        if text.startswith("fail"):
            raise ValueError(text)
        self.said.put((link, text))


class Guest:
    """A client and its link."""

    def __init__(self, raw: rawsocket.RawSocket, link: Link) -> None:
        """Join the two."""
        self.raw, self.link = raw, link


@contextmanager
def open_house(server_limits: dict[str, Any] | None = None, **hub_limits: Any) -> Iterator[House]:
    """Run a server on a free port of this machine, and stop it afterwards."""
    house = House(hub_limits, server_limits or {})
    house.start()
    try:
        yield house
    finally:
        house.stop()


def exchange(connection: HTTPConnection, method: str, path: str, **how: Any) -> HTTPResponse:
    """Send a request and return its answer."""
    connection.request(method, path, **how)
    return connection.getresponse()


def _app(house: House) -> Flask:
    app = Flask("house")
    app.config["SOCK_SERVER_OPTIONS"] = SOCK_SERVER_OPTIONS
    app.config["PROPAGATE_EXCEPTIONS"] = False
    sock = Sock(app)

    @app.before_request
    def guard() -> None:
        if request.path == "/live" and request.headers.get("X-Stranger"):
            abort(401)

    @app.get("/page")
    def page() -> str:
        return "page"

    @app.post("/echo")
    @app.post("/prepare/echo")
    def echo() -> Response:
        return Response(request.get_data())

    @app.get("/headers")
    def headers() -> dict[str, str]:
        return dict(request.headers)

    @sock.route("/live")
    def live(ws: Any) -> None:
        house.hub.adopt(ws, request.args.get("who"))

    @sock.route("/clinging")
    def clinging(ws: Any) -> None:
        house.hub.adopt(ws, None)
        try:
            ws.send("not mine any more")
        except ConnectionClosed:
            house.denied.put("send")

    @sock.route("/forgetful")
    def forgetful(ws: Any) -> None:
        """Return without giving the socket to anyone."""

    @sock.route("/failing")
    def failing(ws: Any) -> None:
        raise RuntimeError("in the route")

    return app
