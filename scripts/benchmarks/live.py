"""Phones that join, post and listen: the box beside the bare broadcaster, with the same phones."""

from collections.abc import Iterator
from pathlib import Path

from appliance.live.reception import MANY_LINKS
from appliance.rehearsal.figures import Times
from appliance.rehearsal.posts import Post
from appliance.settings import Settings

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
TURNS = 3


def joining(seconds: float, data: Path) -> Iterator[Row]:
    """300 phones join in ten seconds and then post, with the box's own settings."""
    say(f"{PHONES} phones join in {STORM_S:.0f} s")
    # Above so many links the box doubles its window; the console is one, too.
    window_ms = Settings().window_ms * (2 if PHONES + 1 > MANY_LINKS else 1)
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
        posting = _Posting(hall)
        posting.go_on(seconds)
        yield from posting.rows("default_window", window_ms + 50)
        yield from _size(hall, PHONES)


def posting(seconds: float, folder: Path) -> Iterator[Row]:
    """The same posts with nothing gathered before sending, in turns with two bare broadcasters."""
    say(f"{PHONES} phones, {POSTS_PER_S} posts a second, window 0, beside bare broadcasters")
    with (
        reference_hall() as bare,
        reference_hall(folder / "bare") as durable,
        box_hall(("window_ms=0",)) as ours,
    ):
        halls = (bare, durable, ours)
        for hall in halls:
            hall.fill(PHONES)
        found = [_Posting(hall) for hall in halls]
        for _ in range(TURNS):
            for posting in found:
                posting.go_on(seconds / TURNS)
        beside, on_disk = (event_times(posting.posts) for posting in found[:2])
        yield from found[2].rows("window_0", 50, beside)
        note = "stored before it is sent; the reference is the broadcaster that does that, too"
        yield Row("event_ms_p50_durable", found[2].seen.p50, "ms", "", on_disk.p50, note)
        yield Row("event_ms_p99_durable", found[2].seen.p99, "ms", "<= 50", on_disk.p99, note)


def crowd(times: int) -> Iterator[Row]:
    """One message to a thousand phones, over and over: when has the last phone got it?"""
    say(f"A message to {CROWD} phones, beside the bare broadcaster")
    with reference_hall() as bare, box_hall() as ours:
        for hall in (bare, ours):
            hall.fill(CROWD)
        failed = sum(phone.joined_at is None for phone in ours.phones)
        found: list[float] = []
        beside: list[float] = []
        for _ in range(times):
            found += let_say(ours, 1)
            beside += let_say(bare, 1)
        found.sort()
        beside.sort()
        yield Row("crowd_not_joined", failed, "phones", "0")
        yield Row(
            "last_of_1000_ms_p50", _ms(found), "ms", "<= the reference", _ms(beside),
            note="a message to everybody, stored before it is sent; the reference stores nothing",
        )  # fmt: skip
        yield Row("last_of_1000_ms_best", _ms(found[:1]), "ms", "", _ms(beside[:1]))
        yield Row("last_of_1000_ms_worst", _ms(found[-1:]), "ms", "", _ms(beside[-1:]))
        yield from _size(ours, CROWD)


class _Posting:
    """Posts in one hall, in one or more turns, and what they and the server took."""

    def __init__(self, hall: Hall) -> None:
        self._hall, self._cpu_s, self._seconds = hall, 0.0, 0.0
        self.posts: list[Post] = []
        hall.loop.late_s.clear()

    def go_on(self, seconds: float) -> None:
        """Post for so long."""
        before = self._hall.use
        self.posts += let_post(self._hall, POSTS_PER_S, seconds)
        self._cpu_s += self._hall.use.since(before).cpu_s or 0.0
        self._seconds += seconds

    @property
    def seen(self) -> Times:
        """From sending to every phone of the table and the console."""
        return event_times(self.posts)

    def rows(self, name: str, most_ms: int, bare: Times | None = None) -> Iterator[Row]:
        """The figures, beside those of the bare broadcaster where it took turns with it."""
        seen, saved = self.seen, ack_times(self.posts)
        bare = bare or Times.of([])
        yield Row(f"event_ms_p50_{name}", seen.p50, "ms", "", bare.p50)
        yield Row(f"event_ms_p99_{name}", seen.p99, "ms", f"<= {most_ms}", bare.p99)
        yield Row(f"ack_ms_p99_{name}", saved.p99, "ms", note="on disk before it is sent")
        yield Row(f"unseen_{name}", missing(self.posts), "sightings", "0")
        cpu_note = f"in {self._seconds:.0f} s"
        yield Row(f"server_cpu_s_{name}", round(self._cpu_s, 2), "s", note=cpu_note)
        late = _ms(self._hall.loop.late_s)
        yield Row(f"generator_late_ms_{name}", late, "ms", note="median lateness")


def _size(hall: Hall, phones: int) -> Iterator[Row]:
    use = hall.use
    yield Row(f"server_threads_{phones}", use.threads, "threads", "<= 20")
    yield Row(f"server_rss_mb_{phones}", use.rss_mb, "MB", "<= 120")


def _ms(seconds: list[float]) -> float | None:
    return median([second * 1000 for second in seconds])
