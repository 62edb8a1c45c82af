"""Whether the box answers is asked as a phone would ask, and nothing that answers trips us."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network.keeper import answers

TAFELRONDE = b'{"ok": true, "room_ms": 12}'


@given(st.binary(max_size=80), st.integers(0, 65535))
def test_noise_is_no_answer_to_a_name(told: bytes, number: int) -> None:
    same = len(told) >= 12 and told[:2] == number.to_bytes(2, "big")
    assert not answers.is_answer(told, number) or same


@contextmanager
def saying(told: bytes) -> Iterator[int]:
    """Somebody who answers one connection with these bytes; the port."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            line, _ = door.accept()
            with line:
                line.recv(4096)
                line.sendall(told)

        thread = threading.Thread(target=answer)
        thread.start()
        yield door.getsockname()[1]
        thread.join()


def http(body: bytes, status: str = "200 OK") -> bytes:
    """An answer with this body."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@pytest.mark.parametrize(
    ("told", "is_foreign"),
    [
        (http(TAFELRONDE), False),
        (http(TAFELRONDE, "503 Service Unavailable"), False),
        (http(b"<h1>It works!</h1>"), True),
        (http(b'{"ok": true}'), True),
        (http(b"[1]"), True),
        (b"SSH-2.0-OpenSSH_9.2\r\n", True),
    ],
)
def test_who_answers_on_the_box_is_told_apart(told: bytes, is_foreign: bool) -> None:
    with saying(told) as port:
        assert answers.is_page_foreign("127.0.0.1", port) == is_foreign


def test_nobody_at_all_is_not_somebody_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    assert not answers.is_page_foreign("127.0.0.1", port)
    assert not answers.knows_name("127.0.0.1", "tafelronde.lan", port)
