"""A dnsmasq of one's own on loopback, and somebody who asks it (RFC 1035, section 4)."""

import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

A, PTR, AAAA, HTTPS = 1, 12, 28, 65
NO_ERROR, NO_SUCH_NAME = 0, 3
_HEADER_BYTES = 12
_PATIENCE_S = 10.0


@dataclass(frozen=True)
class Heard:
    """An answer: its code, and of what was answered the time to keep it and the addresses."""

    code: int
    ttls_s: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()


class Nameserver:
    """A server at a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._where = ("127.0.0.1", port)

    def ask(self, name: str, kind: int = A) -> Heard:
        """Ask, and wait for the answer. Raises OSError where nobody answers."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.settimeout(_PATIENCE_S)
            line.connect(self._where)
            question = _question(name, kind)
            line.send(question)
            return _heard(line.recv(4096), len(question))


@contextmanager
def dnsmasq(folder: Path, lines: str, *arguments: str) -> Iterator[Nameserver]:
    """A dnsmasq with these lines and nothing else, ended whatever happens."""
    (folder / "drop-in.conf").write_text(lines)
    port = _free_port()
    process = subprocess.Popen(
        [
            *("dnsmasq", "--keep-in-foreground", f"--conf-file={folder / 'drop-in.conf'}"),
            *(f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--no-hosts"),
            *("--pid-file=", "--user=", "--log-facility=-", *arguments),
        ],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = ""
        while "started" not in said:
            line = process.stderr.readline()
            assert line, f"dnsmasq did not start: {said}"
            said += line
        yield Nameserver(port)
    finally:
        process.terminate()
        process.communicate(timeout=_PATIENCE_S)


def _free_port() -> int:
    """One that is free for both UDP and TCP: dnsmasq listens on both."""
    while True:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagram:
            stream.bind(("127.0.0.1", 0))
            with suppress(OSError):
                datagram.bind(stream.getsockname())
                return int(stream.getsockname()[1])


def _question(name: str, kind: int) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack("!6H", 7, 0x0100, 1, 0, 0, 0) + labels + struct.pack("!B2H", 0, kind, 1)


def _heard(message: bytes, at: int) -> Heard:
    flags, _, count = struct.unpack("!3H", message[2:8])
    ttls, addresses = [], []
    for _ in range(count):
        # The name is a pointer of two bytes: dnsmasq writes it so where it is the one asked for.
        kind, _, ttl, length = struct.unpack("!2HIH", message[at + 2 : at + _HEADER_BYTES])
        body = message[at + _HEADER_BYTES : at + _HEADER_BYTES + length]
        ttls.append(ttl)
        addresses += [socket.inet_ntoa(body)] if kind == A else []
        at += _HEADER_BYTES + length
    return Heard(flags & 0xF, tuple(ttls), tuple(addresses))
