"""What could make others wait: 120 sockets and pages at one moment; a phone that never reads."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from appliance.rehearsal.door import Door, PageFetch
from appliance.rehearsal.http1 import Answer, AnswerReader
from appliance.rehearsal.loop import now
from appliance.rehearsal.posts import Post

from .halls import TABLES, Hall, box_hall, event_times, let_post, missing
from .rows import Row, say

TURNS = 3
AT_ONCE = 120
LISTENERS = 100
_WAIT_S = 60.0
_NARROW_BYTES = 4_096
_LONG_TEXT = 1_800


def at_once() -> Iterator[Row]:
    """120 phones scan at the same instant; then 120 pages are asked for while people post."""
    say(f"{AT_ONCE} sockets and pages at once")
    with box_hall() as hall:
        phones = hall.let_in(AT_ONCE, 0.0)
        yield Row("at_once_not_joined", sum(p.joined_at is None for p in phones), "phones", "0")
        joins = [phone.join_s * 1000 for phone in phones if phone.joined_at is not None]
        yield Row("at_once_join_ms_max", round(max(joins), 1), "ms")
        hall.settle()
        pages = _ask_pages(hall, AT_ONCE)
        posts = let_post(hall, 30, 2.0)
        hall.loop.run(lambda: len(pages) == AT_ONCE, _WAIT_S)
        answered = [took_s for answer, took_s in pages if answer and answer.status == 200]
        yield Row("at_once_pages_failed", AT_ONCE - len(answered), "pages", "0")
        slowest = round(max(answered) * 1000, 1) if answered else None
        yield Row("at_once_page_ms_max", slowest, "ms", note="beside 120 sockets and 30 posts a s")
        yield Row("at_once_event_ms_p99", event_times(posts).p99, "ms")


def deaf_phone(seconds: float) -> Iterator[Row]:
    """A phone that never reads sits at a table where much is written, beside a hall without it."""
    say("A phone that never reads")
    with box_hall(("window_ms=0",)) as quiet, box_hall(("window_ms=0",)) as beside_it:
        for hall in (quiet, beside_it):
            hall.fill(LISTENERS)
        found: tuple[list[Post], list[Post]] = ([], [])
        with _deaf(beside_it.door, TABLES[0]):
            for _ in range(TURNS):
                for hall, posts in ((quiet, found[0]), (beside_it, found[1])):
                    posts += let_post(hall, 100, seconds / TURNS, _LONG_TEXT, TABLES[:1])
            connected = beside_it.console.health().get("phones")
    without, beside = (event_times(posts).p99 for posts in found)
    yield Row(
        "event_ms_p99_beside_deaf_phone", beside, "ms", "as without it", without,
        note="100 long posts a second at its table; the reference is the same hall without it",
    )  # fmt: skip
    yield Row(
        "connected_beside_deaf_phone", connected, "sockets",
        note=f"{LISTENERS + 1} when the deaf phone was let go, one more while it is waited for",
    )  # fmt: skip
    yield Row("unseen_beside_deaf_phone", missing(found[1]), "sightings", "0")


def _ask_pages(hall: Hall, pages: int) -> list[tuple[Answer | None, float]]:
    found: list[tuple[Answer | None, float]] = []
    start = now()

    def done(answer: Answer | None) -> None:
        found.append((answer, now() - start))

    for number in range(pages):
        PageFetch(hall.loop, hall.door, f"/t/{TABLES[number % len(TABLES)]}", {}, done)
    return found


@contextmanager
def _deaf(door: Door, table: str) -> Iterator[None]:
    """A phone that joins the table through a narrow line and then never reads another byte."""
    with socket.socket() as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _NARROW_BYTES)
        deaf.connect(door.address)
        deaf.settimeout(30.0)
        page = _answer(deaf, door.request(f"/t/{table}", {}))
        knock = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Origin": door.origin,
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
        }
        live = f"/live?as=participant&table={table}"
        if _answer(deaf, door.request(live, page.cookies, knock)).status != 101:
            raise RuntimeError("the deaf phone was not let in")
        yield


def _answer(line: socket.socket, request: bytes) -> Answer:
    line.sendall(request)
    reader = AnswerReader()
    while (answer := reader.feed(line.recv(1_024))) is None:
        pass
    return answer
