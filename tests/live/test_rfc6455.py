"""The hub keeps RFC 6455, seen from clients that do and from clients that do not."""

import struct
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as conforming

from .house import House, open_house
from .rawsocket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, frame

_LIMIT_BYTES = 1000


@pytest.fixture
def house() -> Iterator[House]:
    with open_house(message_bytes=_LIMIT_BYTES) as open_one:
        yield open_one


def test_a_text_reaches_the_hub_and_a_text_reaches_the_client(house: House) -> None:
    guest = house.enter()
    guest.raw.send_text("één 👩‍👩‍👧 ـ")
    assert house.said.get(timeout=20) == (guest.link, "één 👩‍👩‍👧 ـ")
    house.hub.send(guest.link, '{"a":"é"}'.encode())
    assert guest.raw.recv_text() == '{"a":"é"}'
    assert guest.raw.close().code == 1000
    assert house.next_left() is guest.link


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 300_000])
def test_a_text_of_any_size_arrives_whole(house: House, size: int) -> None:
    guest = house.enter()
    text = "x" * size
    house.hub.send(guest.link, text.encode())
    assert guest.raw.recv_text() == text
    guest.raw.close()
    assert house.next_left() is guest.link


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 999, 1000])
def test_a_message_of_any_size_up_to_the_limit_is_heard_whole(house: House, size: int) -> None:
    guest = house.enter()
    guest.raw.send_text("x" * size)
    assert house.next_said() == "x" * size
    guest.raw.close()
    assert house.next_left() is guest.link


def test_a_message_in_fragments_is_heard_as_one_with_pings_answered_in_between(
    house: House,
) -> None:
    guest = house.enter()
    raw = "a€b".encode()
    guest.raw.send_frame(TEXT, raw[:2], final=False)
    guest.raw.send_frame(PING, b"are you there")
    guest.raw.send_frame(CONTINUATION, b"", final=False)
    guest.raw.send_frame(CONTINUATION, raw[2:])
    assert guest.raw.recv_frame() == Frame(PONG, b"are you there", True)
    assert house.next_said() == "a€b"
    guest.raw.close()
    assert house.next_left() is guest.link


def test_a_message_that_comes_byte_by_byte_is_heard_as_one(house: House) -> None:
    guest = house.enter()
    for byte in frame(TEXT, "a€b".encode()):
        guest.raw.send_bytes(bytes((byte,)))
    assert house.next_said() == "a€b"
    guest.raw.close()
    assert house.next_left() is guest.link


def test_many_messages_in_one_packet_are_heard_in_their_order(house: House) -> None:
    guest = house.enter()
    guest.raw.send_bytes(b"".join(frame(TEXT, str(n).encode()) for n in range(500)))
    assert [house.next_said() for _ in range(500)] == [str(n) for n in range(500)]
    guest.raw.close()
    assert house.next_left() is guest.link


def test_an_unasked_pong_means_nothing(house: House) -> None:
    guest = house.enter()
    guest.raw.send_frame(PONG, b"hello")
    guest.raw.send_text("still here")
    assert house.next_said() == "still here"
    guest.raw.close()
    assert house.next_left() is guest.link


_MASKED = 0x80
_BREACHES = {
    "invalid UTF-8": (frame(TEXT, b"a\xffb"), 1007),
    "UTF-8 that a message leaves unfinished": (frame(TEXT, "€".encode()[:2]), 1007),
    "a surrogate": (frame(TEXT, b"\xed\xa0\x80"), 1007),
    "an overlong form": (frame(TEXT, b"\xc0\xaf"), 1007),
    "invalid UTF-8 split over fragments": (
        frame(TEXT, b"\xe2\x82", final=False) + frame(CONTINUATION, b"a"),
        1007,
    ),
    "invalid UTF-8 in a message that is not finished": (frame(TEXT, b"\xff", final=False), 1007),
    "a binary message": (frame(BINARY, b"abc"), 1003),
    "a message over the limit": (frame(TEXT, b"x" * (_LIMIT_BYTES + 1)), 1009),
    "a message over the limit in bytes though not in characters": (
        frame(TEXT, "€".encode() * (_LIMIT_BYTES // 3 + 1)),
        1009,
    ),
    "fragments that add up to more than the limit": (
        frame(TEXT, b"x" * 600, final=False) + frame(CONTINUATION, b"x" * 600, final=False),
        1009,
    ),
    "an unmasked frame": (frame(TEXT, b"abc", masked=False), 1002),
    "a reserved bit": (bytes((0xC1, _MASKED)) + b"mask", 1002),
    "a reserved opcode": (frame(0x3, b"abc"), 1002),
    "a reserved control opcode": (frame(0xB), 1002),
    "a fragmented ping": (frame(PING, b"", final=False), 1002),
    "a ping over 125 bytes": (frame(PING, b"x" * 126), 1002),
    "a continuation of nothing": (frame(CONTINUATION, b"abc"), 1002),
    "a new message inside another": (frame(TEXT, b"a", final=False) + frame(TEXT, b"b"), 1002),
    "a length that could be shorter": (
        struct.pack("!BBH", 0x81, _MASKED | 126, 1) + b"mask" + b"x",
        1002,
    ),
    "a length of 64 bits with the highest set": (
        struct.pack("!BBQ", 0x81, _MASKED | 127, 1 << 63) + b"mask",
        1002,
    ),
    "a Close of one byte": (frame(CLOSE, b"\x03"), 1002),
    "a Close with an invalid reason": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
    **{
        f"a Close with code {code}": (frame(CLOSE, struct.pack("!H", code)), 1002)
        for code in (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
    },
}


@pytest.mark.parametrize(("sent", "code"), _BREACHES.values(), ids=_BREACHES)
def test_a_breach_ends_the_connection_with_its_code(house: House, sent: bytes, code: int) -> None:
    guest = house.enter()
    guest.raw.send_bytes(sent + frame(TEXT, b"never heard"))
    assert guest.raw.recv_close().code == code
    guest.raw.recv_end()
    assert house.next_left() is guest.link
    assert house.said.empty()
    guest.raw.drop()


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999])
def test_a_clients_close_is_answered_with_its_code(house: House, code: int) -> None:
    guest = house.enter()
    assert guest.raw.close(code).code == code
    assert house.next_left() is guest.link


def test_a_close_without_code_is_answered_without_code(house: House) -> None:
    guest = house.enter()
    assert guest.raw.close(None).code == 1005
    assert house.next_left() is guest.link


def test_what_waits_goes_out_before_the_answer_to_a_close(house: House) -> None:
    guest = house.enter()
    for n in range(50):
        house.hub.send(guest.link, str(n).encode())
    guest.raw.send_frame(CLOSE, struct.pack("!H", 1000))
    assert [guest.raw.recv_text() for _ in range(50)] == [str(n) for n in range(50)]
    assert guest.raw.recv_close().code == 1000
    assert house.next_left() is guest.link
    guest.raw.drop()


def test_a_dismissed_client_hears_why_and_closes_cleanly(house: House) -> None:
    guest = house.enter()
    house.hub.dismiss(guest.link, "moved", 4001)
    assert guest.raw.recv_text() == '{"type":"bye","reason":"moved"}'
    assert guest.raw.recv_close().code == 4001
    assert house.next_left() is guest.link
    # Between the box's Close and its own a client may still speak; it is not heard.
    guest.raw.send_text("too late")
    guest.raw.send_frame(CLOSE, struct.pack("!H", 4001))
    guest.raw.recv_end()
    assert house.said.empty()
    guest.raw.drop()


def test_both_may_say_close_at_once(house: House) -> None:
    guest = house.enter()
    house.hub.dismiss(guest.link, "moved", 1000)
    guest.raw.send_frame(CLOSE, struct.pack("!H", 1001))
    assert guest.raw.recv_close().code in {1000, 1001}
    guest.raw.recv_end()
    assert house.next_left() is guest.link
    guest.raw.drop()


def test_a_conforming_client_agrees_with_every_step(house: House) -> None:
    with conforming(f"ws://127.0.0.1:{house.port}/live", open_timeout=20) as client:
        link = house.arrived.get(timeout=20)
        # It offers compression, which the box declines.
        assert client.protocol.extensions == []
        client.send(["frag", "ment", "ed é"])
        assert house.next_said() == "fragmented é"
        assert client.ping().wait(20)
        house.hub.send(link, b"x" * 70_000)
        assert client.recv(timeout=20) == "x" * 70_000
        house.hub.dismiss(link, "restart", 1001)
        assert client.recv(timeout=20) == '{"type":"bye","reason":"restart"}'
        with pytest.raises(ConnectionClosed) as ended:
            client.recv(timeout=20)
        assert ended.value.rcvd is not None
        assert ended.value.rcvd.code == 1001
    assert house.next_left() is link


def test_a_conforming_client_closes_cleanly(house: House) -> None:
    with conforming(f"ws://127.0.0.1:{house.port}/live", open_timeout=20) as client:
        link = house.arrived.get(timeout=20)
        client.close(code=1001)
        assert client.close_code == 1001
    assert house.next_left() is link
