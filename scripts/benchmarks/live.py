"""Phones that join, post and listen: the box beside the bare broadcaster, with the same phones."""

from collections.abc import Iterator
from pathlib import Path

from .halls import (
    Hall,
    ack_times,
    box_hall,
    event_times,
    let_post,
    let_say,
    missing,
    reference_hall,
)
from .rows import Row, median, say
from .weight import static_kb

PHONES = 300
POSTS_PER_S = 30
STORM_S = 10.0
CROWD = 1_000
WINDOW_MS = 50
"""The box's default: how long it gathers changes before it sends them round."""


def joining(seconds: float, data: Path) -> Iterator[Row]:
    """300 phones join in ten seconds and then post, with the box's own settings."""
    say(f"{PHONES} phones join in {STORM_S:.0f} s")
    with box_hall(data=data) as hall:
        phones = hall.let_in(PHONES, STORM_S)
        hall.settle()
        failed = sum(phone.joined_at is None or bool(phone.troubles) for phone in phones)
        took = sorted(phone.join_s * 1000 for phone in phones if phone.joined_at is not None)
        heaviest = max(phone.received_bytes for phone in phones) / 1000
        yield Row("phones_not_joined", failed, "phones", "0")
        yield Row("join_ms_p50", median(took), "ms")
        yield Row("join_ms_max", round(took[-1], 1) if took else None, "ms")
        yield Row(
            "join_kb_most", round(heaviest, 1), "kB", "<= 50",
            note="page, handshake and frames of the heaviest phone until all had joined",
        )  # fmt: skip
        yield Row("static_kb_once", static_kb(hall), "kB", note="gzipped, kept by the browser")
        yield from _posting(hall, "default_window", seconds, WINDOW_MS + 50)
        yield from _size(hall, PHONES)


def posting(seconds: float) -> Iterator[Row]:
    """The same posts with nothing gathered before sending, beside the bare broadcaster."""
    say(f"{PHONES} phones, {POSTS_PER_S} posts a second, window 0, beside the bare broadcaster")
    with reference_hall() as hall:
        hall.let_in(PHONES, PHONES / 100)
        hall.settle()
        bare = event_times(let_post(hall, POSTS_PER_S, seconds))
    with box_hall(("window_ms=0",)) as hall:
        hall.let_in(PHONES, PHONES / 100)
        hall.settle()
        yield from _posting(hall, "window_0", seconds, 50, bare.p50, bare.p99)


def crowd(times: int) -> Iterator[Row]:
    """One message to a thousand phones, over and over: when has the last phone got it?"""
    say(f"A message to {CROWD} phones, beside the bare broadcaster")
    with reference_hall() as hall:
        hall.let_in(CROWD, CROWD / 200)
        hall.settle()
        bare = let_say(hall, times)
    with box_hall() as hall:
        hall.let_in(CROWD, CROWD / 100)
        hall.settle()
        yield Row("crowd_not_joined", sum(p.joined_at is None for p in hall.phones), "phones", "0")
        ours = let_say(hall, times)
        yield Row(
            "last_of_1000_ms_p50", _ms(ours), "ms", "<= the reference", _ms(bare),
            note="a message to everybody, stored before it is sent; the reference stores nothing",
        )  # fmt: skip
        yield Row("last_of_1000_ms_worst", _ms(ours[-1:]), "ms", "", _ms(bare[-1:]))
        yield from _size(hall, CROWD)


def _posting(
    hall: Hall,
    name: str,
    seconds: float,
    most_ms: int,
    bare_p50: float | None = None,
    bare_p99: float | None = None,
) -> Iterator[Row]:
    before = hall.use
    hall.loop.late_s.clear()
    posts = let_post(hall, POSTS_PER_S, seconds)
    seen, saved, used = event_times(posts), ack_times(posts), hall.use.since(before)
    yield Row(f"event_ms_p50_{name}", seen.p50, "ms", "", bare_p50)
    yield Row(f"event_ms_p99_{name}", seen.p99, "ms", f"<= {most_ms}", bare_p99)
    yield Row(f"ack_ms_p99_{name}", saved.p99, "ms", note="on disk before it is sent")
    yield Row(f"unseen_{name}", missing(posts), "sightings", "0")
    yield Row(f"server_cpu_s_{name}", used.cpu_s, "s", note=f"in {seconds:.0f} s")
    yield Row(f"generator_late_ms_{name}", _ms(hall.loop.late_s), "ms", note="median lateness")


def _size(hall: Hall, phones: int) -> Iterator[Row]:
    use = hall.use
    yield Row(f"server_threads_{phones}", use.threads, "threads", "<= 20")
    yield Row(f"server_rss_mb_{phones}", use.rss_mb, "MB", "<= 120")


def _ms(seconds: list[float]) -> float | None:
    return median([second * 1000 for second in seconds])
