"""The packets of DHCP: what is asked is what a server reads, and nothing on a wire can trip us."""

import ctypes
import socket
import struct
from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.network.dhcp import (
    CLIENT_PORT,
    SERVER_PORT,
    WORTH_HEARING,
    Answer,
    answer,
    discover,
    is_spanning_tree,
    sender,
)

BOX = bytes.fromhex("020000000001")
ROUTER = bytes.fromhex("02cafe000001")
OFFER, REQUEST, ACK, NAK = 2, 3, 5, 6

hardware = st.binary(min_size=6, max_size=6)
numbers = st.integers(0, 2**32 - 1)
addresses = st.integers(0, 2**32 - 1).map(lambda number: str(IPv4Address(number)))


def ip(packet: bytes, source: str, *, fragment: int = 0, protocol: int = 17) -> bytes:
    """A packet in IP, with two words of options as some routers add them."""
    head = struct.pack("!BBHHHBBH", 0x47, 0, 28 + len(packet), 0, fragment, 64, protocol, 0)
    return head + IPv4Address(source).packed + b"\xff" * 4 + b"\1" * 8 + packet


def reply(
    number: int,
    kind: int = OFFER,
    server: str | None = "192.168.1.1",
    *,
    source: str = "192.168.1.1",
    port: int = CLIENT_PORT,
    op: int = 2,
    **how: int,
) -> bytes:
    """A frame from a server, as RFC 2131 lays it out."""
    options = bytes([0, 0, 53, 1, kind])
    if server is not None:
        options += bytes([54, 4]) + IPv4Address(server).packed
    bootp = struct.pack("!BBBBI", op, 1, 6, 0, number).ljust(236, b"\0")
    said = bootp + b"\x63\x82\x53\x63" + options + b"\xff"
    udp = struct.pack("!HHHH", SERVER_PORT, port, 8 + len(said), 0) + said
    return b"\xff" * 6 + ROUTER + b"\x08\x00" + ip(udp, source, **how)


@given(hardware, st.binary(min_size=2, max_size=254), numbers)
def test_a_question_is_a_broadcast_that_a_server_can_read(
    hardware: bytes, client: bytes, number: int
) -> None:
    frame = discover(hardware, client, number)

    assert frame[:14] == b"\xff" * 6 + hardware + b"\x08\x00"
    head, udp, bootp = frame[14:34], frame[34:42], frame[42:]
    assert struct.unpack("!H", head[2:4])[0] == len(frame) - 14
    words = sum(word for (word,) in struct.iter_unpack("!H", head))
    assert (words & 0xFFFF) + (words >> 16) == 0xFFFF  # the checksum holds
    assert struct.unpack("!HHH", udp[:6]) == (68, 67, len(udp) + len(bootp))
    assert len(bootp) >= 300
    op, _, _, _, told, _, flags = struct.unpack_from("!BBBBIHH", bootp)
    assert (op, told, flags) == (1, number, 0x8000)  # to be answered to all
    assert bootp[28:34] == hardware
    assert bytes([53, 1, 1]) + bytes([61, len(client) + 1, 0]) + client in bootp


@given(hardware, numbers)
def test_a_question_is_nobodys_answer(hardware: bytes, number: int) -> None:
    frame = discover(hardware, b"box", number)
    assert answer(frame) is None
    assert sender(frame) == hardware.hex(":")


@given(numbers, addresses, st.sampled_from([OFFER, ACK, NAK]))
def test_who_offers_grants_or_refuses_is_a_server(number: int, server: str, kind: int) -> None:
    assert answer(reply(number, kind, server)) == Answer(number, server, ROUTER.hex(":"))


def test_a_server_that_does_not_name_itself_is_known_by_its_packet() -> None:
    told = answer(reply(7, server=None, source="10.0.0.138"))
    assert told == Answer(7, "10.0.0.138", ROUTER.hex(":"))


@pytest.mark.parametrize(
    "frame",
    [
        reply(1, REQUEST),
        reply(1, port=SERVER_PORT),
        reply(1, op=1),
        reply(1, protocol=6),
        reply(1, fragment=100),
        reply(1)[:12] + b"\x86\xdd" + reply(1)[14:],
        b"",
    ],
    ids=["request", "to servers", "a question", "not UDP", "a fragment", "not IPv4", "nothing"],
)
def test_anything_else_is_no_answer(frame: bytes) -> None:
    assert answer(frame) is None


@given(st.binary(max_size=700))
def test_noise_trips_nobody(frame: bytes) -> None:
    answer(frame)
    is_spanning_tree(frame)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_or_cut_answer_trips_nobody(cut: int, at: int, value: int) -> None:
    frame = bytearray(reply(5))
    frame[at % len(frame)] = value
    answer(bytes(frame[:cut]))
    answer(bytes(frame))


BPDU = bytes.fromhex("0180c2000000") + ROUTER + b"\x00\x26\x42\x42\x03" + bytes(40)


@pytest.mark.skipif(not hasattr(socket, "AF_PACKET"), reason="needs Linux")
@pytest.mark.parametrize(
    ("frame", "is_heard"),
    [
        (reply(1), True),
        (discover(BOX, b"box", 1), True),
        (BPDU, True),
        (reply(1, port=53), False),
        (reply(1, protocol=6), False),
        (reply(1, fragment=100), False),
        (b"\x01\x80\xc2\x00\x00\x0e" + BPDU[6:], False),
        (b"\x01\x80\xc2\x01\x00\x00" + BPDU[6:], False),
        (BOX + ROUTER + b"\x86\xdd" + bytes(80), False),
        (b"", False),
    ],
)
def test_the_kernel_passes_on_what_is_worth_hearing(frame: bytes, is_heard: bool) -> None:
    # The same programme on a socket that needs no rights: frames are then the datagrams of a pair.
    told, ear = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    rules = ctypes.create_string_buffer(
        b"".join(struct.pack("@HBBI", *rule) for rule in WORTH_HEARING)
    )
    with told, ear:
        ear.setsockopt(
            socket.SOL_SOCKET, 26, struct.pack("@HP", len(WORTH_HEARING), ctypes.addressof(rules))
        )
        ear.setblocking(False)
        told.setblocking(False)
        try:
            told.send(frame)
            found = ear.recv(2000) == frame
        except OSError:  # a dropped datagram is refused to the sender, or never arrives
            found = False
    assert found == is_heard


def test_bridges_are_known_by_whom_they_speak_to() -> None:
    assert is_spanning_tree(BPDU)
    assert not is_spanning_tree(reply(1))
