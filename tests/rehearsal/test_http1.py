"""Reading a box's answers, whole and in pieces."""

import gzip

import pytest

from appliance.rehearsal.http1 import Answer, AnswerReader, BrokenAnswer, form, request

PAGE = b"<h1>Tafel 3</h1>"


def read(sent: bytes, size: int, has_ended: bool = False) -> Answer | None:
    reader, answer = AnswerReader(), None
    for at in range(0, len(sent), size):
        answer = answer or reader.feed(sent[at : at + size])
    return answer or (reader.feed(b"", has_ended=True) if has_ended else None)


def answer(head: str, body: bytes = PAGE) -> bytes:
    return f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body


CHUNKS = b"4\r\n<h1>\r\nc;x=1\r\nTafel 3</h1>\r\n0\r\n\r\n"


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("sent", "has_ended"),
    [
        (answer("Content-Length: 16"), False),
        (answer("Transfer-Encoding: chunked", CHUNKS), False),
        (answer("Connection: close"), True),
    ],
)
def test_a_body_is_read_however_its_end_is_told_and_however_it_is_split(sent, has_ended, size):
    found = read(sent, size, has_ended)
    assert found is not None
    assert (found.status, found.body, found.wire_bytes) == (200, PAGE, len(sent))


def test_a_packed_page_is_unpacked_and_counted_as_it_crossed_the_air():
    packed = gzip.compress(PAGE * 100)
    sent = answer(f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}", packed)
    found = read(sent, 100)
    assert found is not None
    assert (found.body, found.wire_bytes) == (PAGE * 100, len(sent))


def test_every_cookie_is_kept_by_name():
    cookies = "Set-Cookie: device=a=b; Path=/; HttpOnly\r\nset-cookie: lang=nl"
    found = read(answer(f"Content-Length: 16\r\n{cookies}"), 9)
    assert found is not None
    assert found.cookies == {"device": "a=b", "lang": "nl"}


def test_frames_right_behind_the_handshake_are_not_swallowed():
    found = read(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x01x", 10_000)
    assert found is not None
    assert (found.status, found.rest) == (101, b"\x81\x01x")


@pytest.mark.parametrize(
    "sent", [b"", b"HTTP/1.1 200 OK\r\n", answer("Content-Length: 17"),
             answer("Transfer-Encoding: chunked", b"4\r\n<h")],
)  # fmt: skip
def test_an_answer_that_breaks_off_is_found_out(sent):
    with pytest.raises(BrokenAnswer):
        AnswerReader().feed(sent, has_ended=True)


def test_what_is_not_http_is_found_out():
    with pytest.raises(BrokenAnswer):
        AnswerReader().feed(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


def test_a_form_is_sent_with_its_length():
    body = form(code="AB CD", next="/control")
    assert request("POST", "/sign-in", {"Host": "box"}, body) == (
        b"POST /sign-in HTTP/1.1\r\nHost: box\r\nContent-Length: 26\r\n\r\n"
        b"code=AB+CD&next=%2Fcontrol"
    )
