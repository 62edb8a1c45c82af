"""Received bytes become the same messages and endings however the network cut them."""

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.live.inlet import Broken, Closed, Incoming, Inlet, Ping, Text

from .rawsocket import BINARY, CLOSE, CONTINUATION, PING, TEXT, frame

_LIMIT_BYTES = 200


@st.composite
def conversations(draw: st.DrawFn) -> tuple[bytes, list[Incoming]]:
    """Draw what a conforming client sends, and what must be heard."""
    raw, heard = b"", []
    for text in draw(st.lists(st.text(max_size=40), max_size=8)):
        pieces = _pieces(text.encode(), draw(st.lists(st.integers(0, 160), max_size=4)))
        for n, piece in enumerate(pieces):
            if draw(st.booleans()):
                content = draw(st.binary(max_size=125))
                raw += frame(PING, content)
                heard.append(Ping(content))
            is_last = n == len(pieces) - 1
            raw += frame(CONTINUATION if n else TEXT, piece, final=is_last)
        heard.append(Text(text))
    if draw(st.booleans()):
        code = draw(st.sampled_from([None, 1000, 1001, 3000, 4999]))
        raw += frame(CLOSE, b"" if code is None else code.to_bytes(2, "big"))
        heard.append(Closed(code))
    return raw, heard


@given(conversations(), st.lists(st.integers(0, 2000)))
def test_what_was_said_is_heard_however_it_was_cut(
    conversation: tuple[bytes, list[Incoming]], cuts: list[int]
) -> None:
    raw, heard = conversation
    inlet = Inlet(_LIMIT_BYTES)
    assert [each for piece in _pieces(raw, cuts) for each in inlet.feed(piece)] == heard


@given(st.lists(st.binary(max_size=60)))
def test_no_bytes_whatever_raise_and_an_ending_is_the_last_thing_heard(
    received: list[bytes],
) -> None:
    inlet = Inlet(_LIMIT_BYTES)
    heard = [each for piece in received for each in inlet.feed(piece)]
    assert not any(isinstance(each, Closed | Broken) for each in heard[:-1])


@given(st.lists(st.tuples(st.integers(0, 15), st.binary(max_size=130), st.booleans()), max_size=6))
def test_no_frames_whatever_raise(frames: list[tuple[int, bytes, bool]]) -> None:
    inlet = Inlet(_LIMIT_BYTES)
    raw = b"".join(frame(opcode, content, final=final) for opcode, content, final in frames)
    heard = list(inlet.feed(raw))
    assert not any(isinstance(each, Closed | Broken) for each in heard[:-1])
    assert sum(len(each.text.encode()) for each in heard if isinstance(each, Text)) <= len(raw)


@pytest.mark.parametrize(
    ("last", "ending"),
    [
        (frame(TEXT, b"\xff"), Broken(1007)),
        (frame(BINARY, b"x"), Broken(1003)),
        (frame(TEXT, b"x" * (_LIMIT_BYTES + 1)), Broken(1009)),
        (frame(CLOSE), Closed(None)),
    ],
    ids=["invalid", "binary", "too large", "closed"],
)
def test_after_an_ending_nothing_is_heard_and_nothing_kept(last: bytes, ending: Incoming) -> None:
    inlet, more = Inlet(_LIMIT_BYTES), frame(TEXT, b"more")
    assert list(inlet.feed(last + more)) == [ending]
    tracemalloc.start()
    try:
        for _ in range(1000):
            assert list(inlet.feed(more * 100)) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Of 1 MB.
    assert peak < 100_000


def test_a_message_counts_afresh_after_the_one_before() -> None:
    inlet = Inlet(10)
    for _ in range(3):
        assert list(inlet.feed(frame(TEXT, b"0123456789"))) == [Text("0123456789")]
        halves = frame(TEXT, b"01234", final=False) + frame(CONTINUATION, b"56789")
        assert list(inlet.feed(halves)) == [Text("0123456789")]


def _pieces(raw: bytes, cuts: list[int]) -> list[bytes]:
    at = [0, *sorted(min(cut, len(raw)) for cut in cuts), len(raw)]
    return [raw[begin:end] for begin, end in pairwise(at)]
