"""Clouds on loopback: real servers of WebDAV and S3, a public link as Nextcloud has it, a line to
them that can be cut, and clouds that are not what they say.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

USER, PASSWORD = "anna", "app-password-7kq"
BUCKET = "archief"

App = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


@contextmanager
def serving(app: App, certificate: Path | None = None) -> Iterator[int]:
    """This application in a real server; its port."""
    wsgi = pytest.importorskip("cheroot.wsgi")
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=4, timeout=30, shutdown_timeout=1)
    if certificate is not None:
        ssl_ = pytest.importorskip("cheroot.ssl.builtin")
        server.ssl_adapter = ssl_.BuiltinSSLAdapter(str(certificate), str(certificate))
    server.expiration_interval = 0.05  # so long it listens on after it was told to stop
    server.error_log = lambda *_, **__: None  # who cuts lines gets complaints
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.bind_addr[1]
    finally:
        server.stop()
        thread.join(timeout=20)


def webdav_app(folder: Path) -> App:
    """WsgiDAV over a folder, with a name and a password."""
    wsgidav = pytest.importorskip("wsgidav.wsgidav_app")
    app: App = wsgidav.WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "http_authenticator": {"accept_basic": True, "accept_digest": False},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    return app


@dataclass
class PublicLink:
    """A public link as Nextcloud documents it (developer manual, "Public shares").

    `files` is what is in its folder. One that `is_drop_only` takes files and gives none back.
    """

    token: str = "Ab3dEf7hJk2mNpQ"
    password: str = ""
    is_drop_only: bool = False
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer."""
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.asked.append(f"{method} {path}")
        folder = f"/public.php/dav/files/{self.token}/"
        if method != "GET" and environ.get("HTTP_X_REQUESTED_WITH") != "XMLHttpRequest":
            return answer(start, "401 Unauthorized")
        if not path.startswith(folder) or not self._is_let_in(environ):
            return answer(start, "401 Unauthorized")
        if self.is_drop_only and method != "PUT":
            return answer(start, "405 Method Not Allowed")
        return self._acted(method, unquote(path.removeprefix(folder)), environ, start)

    def _is_let_in(self, environ: WSGIEnvironment) -> bool:
        if not self.password:
            return True
        return bool(environ.get("HTTP_AUTHORIZATION") == basic("anonymous", self.password))

    def _acted(
        self, method: str, name: str, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        if method == "PUT":
            self.files[name] = body(environ)
            return answer(start, "201 Created")
        if name not in self.files:
            return answer(start, "404 Not Found")
        if method == "DELETE":
            del self.files[name]
            return answer(start, "204 No Content")
        return answer(start, "200 OK", self.files[name])


@dataclass
class Liar:
    """A cloud that says yes to everything and keeps what `keep` makes of it: None is nothing."""

    keep: Callable[[bytes], bytes | None]
    files: dict[str, bytes] = field(default_factory=dict)
    puts: int = 0

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer."""
        name = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] == "PUT":
            self.puts += 1
            kept = self.keep(body(environ))
            if kept is not None:
                self.files[name] = kept
            return answer(start, "201 Created", headers={"ETag": '"right-as-rain"'})
        if name not in self.files:
            return answer(start, "404 Not Found")
        return answer(start, "200 OK", self.files[name])


def saying(status: str, told: bytes = b"", **headers: str) -> App:
    """A cloud that answers this to everything."""

    def app(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        body(environ)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return answer(start, status, told, named)

    return app


def body(environ: WSGIEnvironment) -> bytes:
    """All that came along."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    came: bytes = environ["wsgi.input"].read(length)
    if len(came) != length:
        raise ConnectionError("the line broke")
    return came


def answer(
    start: StartResponse, status: str, told: bytes = b"", headers: Mapping[str, str] | None = None
) -> Iterable[bytes]:
    """Answer with this."""
    given = {"Content-Length": str(len(told)), **(headers or {})}
    start(status, list(given.items()))
    return [told]


def basic(user: str, password: str) -> str:
    """The header with which somebody signs in."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


class CutLine:
    """A line to a server on loopback that is cut after so many bytes, up and down together.

    `cuts` are used up one per connection; once it was cut `most` times it is never cut again.
    """

    def __init__(self, port: int, cuts: Iterable[int] = (), most: int = 1_000_000) -> None:
        self._to = port
        self._cuts = iter(cuts)
        self._most = most
        self.was_cut = 0
        self.connections = 0
        self.passed: threading.Condition = threading.Condition()
        self.bytes_up = 0
        self._held_after: int | None = None
        self._may_pass = threading.Event()
        self._may_pass.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._open: set[socket.socket] = set()

    def __enter__(self) -> "CutLine":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._may_pass.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for line in list(self._open):
            _hang_up(line)
        self._thread.join(timeout=10)

    def cut_next(self, after: int) -> None:
        """Cut the next connection after so many bytes."""
        self._cuts = iter([after])

    def hold_after(self, bytes_up: int) -> None:
        """Once so many bytes went up, let nothing more pass, without a word."""
        self._held_after = bytes_up

    def let_go(self) -> None:
        """Let everything pass again."""
        self._held_after = None
        self._may_pass.set()

    def wait_for(self, bytes_up: int) -> None:
        """Wait until so many bytes went up."""
        with self.passed:
            assert self.passed.wait_for(lambda: self.bytes_up >= bytes_up, timeout=30)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            far = socket.create_connection(("127.0.0.1", self._to))
            left = [next(self._cuts, None) if self.was_cut < self._most else None]
            self._open |= {near, far}
            for one, other, is_up in ((near, far, True), (far, near, False)):
                args = (one, other, left, is_up)
                threading.Thread(target=self._pass, args=args, daemon=True).start()

    def _pass(
        self, one: socket.socket, other: socket.socket, left: list[int | None], is_up: bool
    ) -> None:
        with suppress(OSError):
            while piece := one.recv(4_096):
                self._may_pass.wait(timeout=60)
                if left[0] is not None:
                    piece = piece[: left[0]]
                    left[0] -= len(piece)
                other.sendall(piece)
                with self.passed:
                    self.bytes_up += len(piece) if is_up else 0
                    if self._held_after is not None and self.bytes_up >= self._held_after:
                        self._may_pass.clear()
                    self.passed.notify_all()
                if left[0] == 0:
                    self.was_cut += 1
                    break
        for line in (one, other):
            _hang_up(line)
            self._open.discard(line)


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()


@contextmanager
def s3_server() -> Iterator[int]:
    """Moto's server with an empty bucket, in a process of its own; its port."""
    pytest.importorskip("moto.server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=env) as process,
    ):
        try:
            _make_bucket(port, process)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)


def _make_bucket(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "moto did not start"
        try:
            assert _asked(port, "PUT", f"/{BUCKET}").status == 200
            return
        except ConnectionRefusedError:
            threading.Event().wait(0.05)  # it tells nobody when it listens
    raise AssertionError("moto did not answer")


def _asked(port: int, method: str, path: str) -> Any:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    scope = "AWS4-HMAC-SHA256 Credential=x/y/us-east-1/s3/aws4_request"
    line.request(method, path, headers={"Authorization": scope})
    response = line.getresponse()
    response.read()
    line.close()
    return response


def certificate(folder: Path, *extra: str) -> Path:
    """A certificate for localhost that nobody vouches for, with its key in one file."""
    file = folder / "certificate.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", *extra]
    made = subprocess.run(
        ["openssl", "req", "-x509", *key, *name, "-keyout", "-"], capture_output=True, check=True
    )
    file.write_bytes(made.stdout)
    return file
