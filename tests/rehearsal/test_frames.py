"""The phone's framing against wsproto, which others wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto.connection import Connection, ConnectionType
from wsproto.events import BytesMessage, CloseConnection, Ping, Pong, TextMessage

from appliance.rehearsal.frames import (
    BrokenFrames,
    Message,
    Opcode,
    Reader,
    close_frame,
    frame,
    text_frame,
)

SIZES = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]


def box() -> Connection:
    return Connection(ConnectionType.SERVER)


def in_pieces(reader: Reader, data: bytes, size: int) -> list[Message]:
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return [message for piece in pieces for message in reader.feed(piece)]


@given(st.text())
def test_a_text_arrives_as_it_was_typed(text):
    peer = box()
    peer.receive_data(text_frame(text))
    assert "".join(event.data for event in peer.events()) == text


@pytest.mark.parametrize("size", SIZES)
def test_every_length_is_written_as_the_standard_says(size):
    peer = box()
    peer.receive_data(frame(Opcode.BINARY, b"x" * size))
    (event,) = peer.events()
    assert event == BytesMessage(bytearray(b"x" * size))


@pytest.mark.parametrize("size", SIZES)
def test_every_length_is_read_as_the_standard_says(size):
    sent = box().send(TextMessage("x" * size))
    assert Reader().feed(sent) == [Message(Opcode.TEXT, b"x" * size)]


@given(st.lists(st.text(), max_size=5), st.integers(1, 40))
def test_messages_come_out_whole_however_they_were_split_on_the_way(texts, size):
    peer = box()
    sent = b"".join(peer.send(TextMessage(text)) for text in texts)
    found = in_pieces(Reader(), sent, size)
    assert found == [Message(Opcode.TEXT, text.encode()) for text in texts]


def test_fragments_are_joined_and_a_ping_between_them_comes_first():
    peer = box()
    sent = peer.send(TextMessage("Schot", message_finished=False))
    sent += peer.send(Ping(b"there?"))
    sent += peer.send(TextMessage("ten", message_finished=True))
    assert Reader().feed(sent) == [
        Message(Opcode.PING, b"there?"),
        Message(Opcode.TEXT, b"Schotten"),
    ]


def test_a_box_understands_the_pong_and_the_goodbye():
    peer = box()
    peer.receive_data(frame(Opcode.PONG, b"there?") + close_frame())
    assert list(peer.events()) == [Pong(bytearray(b"there?")), CloseConnection(1000, "")]


@pytest.mark.parametrize(
    "broken",
    [
        b"\x81\x80abcd",  # masked
        b"\xc1\x01x",  # a reserved bit: compressed, which was never offered
        b"\x83\x01x",  # an unknown opcode
        b"\x80\x01x",  # a continuation of nothing
        b"\x01\x01x\x81\x01x",  # a new message inside another
        b"\x09\x01x",  # a ping in parts
        b"\x89\x7e\x00\x7e" + b"x" * 126,  # a ping that is too long
    ],
)
def test_a_box_that_breaks_the_standard_is_found_out(broken):
    with pytest.raises(BrokenFrames):
        Reader().feed(broken)
