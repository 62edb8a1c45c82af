"""A mail provider on loopback that speaks SMTP, as far as a sender sees it."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any


class Inbox:
    """What a provider was told, and how it answers."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.said: list[str] = []
        self.logins: list[str] = []
        self.connections = 0
        self.refuses: dict[str, str] = {}
        """Answers to RCPT by address."""
        self.hangs_up: list[str] = []
        """At these addresses it hangs up, once each: "rcpt ADDRESS" or "data ADDRESS"."""
        self.sender_answer = "250 fine"
        self.password = ""
        self.context: ssl.SSLContext | None = None
        self.arrived = threading.Condition()
        self.gate = threading.Event()
        """Closed, no letter is answered."""
        self.gate.set()

    def wait_for(self, letters: int) -> None:
        """Wait until so many letters came."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.letters) >= letters, timeout=20)

    @property
    def addresses(self) -> list[str]:
        """Who got a letter, in order."""
        return [address for address, _ in self.letters]


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.inbox: Inbox = self.server.inbox
        self.inbox.connections += 1
        self.address = ""
        self._answer("220 here")
        while line := self.rfile.readline():
            told = line.decode("utf-8", "replace").rstrip("\r\n")
            self.inbox.said.append(told)
            verb, _, rest = told.partition(" ")
            act = getattr(self, f"_{verb.lower()}", None)
            if act is None:
                self._answer("502 unknown")
            elif act(rest) == "bye":
                return

    def finish(self) -> None:
        super().finish()
        if self.connection is not self.request:
            self.rfile.close()
            self.connection.close()

    def _ehlo(self, _: str) -> None:
        extras = ["SMTPUTF8", "8BITMIME"]
        if self.inbox.password:
            extras.append("AUTH PLAIN")
        if self.inbox.context is not None and not isinstance(self.connection, ssl.SSLSocket):
            extras.append("STARTTLS")
        for extra in ["here", *extras[:-1]]:
            self._answer(f"250-{extra}")
        self._answer(f"250 {extras[-1]}")

    def _starttls(self, _: str) -> str | None:
        self._answer("220 go on")
        assert self.inbox.context is not None
        try:
            self.connection = self.inbox.context.wrap_socket(self.request, server_side=True)
        except (ssl.SSLError, OSError):
            return "bye"
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        return None

    def _auth(self, rest: str) -> None:
        told = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")
        self.inbox.logins.append(told[1])
        is_right = told[2] == self.inbox.password
        self._answer("235 welcome" if is_right else "535 not you")

    def _mail(self, _: str) -> None:
        self._answer(self.inbox.sender_answer)

    def _rcpt(self, rest: str) -> str | None:
        self.address = rest.partition("<")[2].partition(">")[0]
        if self._is_broken("rcpt"):
            return "bye"
        self._answer(self.inbox.refuses.get(self.address, "250 fine"))
        return None

    def _data(self, _: str) -> str | None:
        self._answer("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.inbox.gate.wait(timeout=20)
        if self._is_broken("data"):
            return "bye"
        made = message_from_bytes(b"".join(lines), policy=policy.default)
        with self.inbox.arrived:
            self.inbox.letters.append((self.address, made))  # type: ignore[arg-type]
            self.inbox.arrived.notify_all()
        self._answer("250 taken")
        return None

    def _noop(self, _: str) -> None:
        self._answer("250 fine")

    _rset = _noop

    def _quit(self, _: str) -> str:
        self._answer("221 bye")
        return "bye"

    def _is_broken(self, where: str) -> bool:
        place = f"{where} {self.address}"
        if place not in self.inbox.hangs_up:
            return False
        self.inbox.hangs_up.remove(place)
        return True

    def _answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


@contextmanager
def serving(inbox: Inbox, certificate: Path | None = None) -> Iterator[int]:
    """A provider that serves until the end of the block; its port."""
    if certificate is not None:
        inbox.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        inbox.context.load_cert_chain(certificate)
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.inbox = inbox  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            inbox.gate.set()
            server.shutdown()
            thread.join()
