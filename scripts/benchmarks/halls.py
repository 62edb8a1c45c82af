"""A hall full of phones before a box, or before the bare broadcaster: the same phones for both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count, cycle
from pathlib import Path

from appliance.rehearsal import CannotRehearse, PlannedEntry, read_entries, start_own_box
from appliance.rehearsal.console import Console
from appliance.rehearsal.door import Door
from appliance.rehearsal.figures import ServerUse, Times
from appliance.rehearsal.guest import Asked
from appliance.rehearsal.loop import Loop, allow_open_files, now
from appliance.rehearsal.own_box import OwnBox, start_process, use_of
from appliance.rehearsal.phones import Phone, arrive_within, seated
from appliance.rehearsal.posts import Post

BROADCASTER = Path(__file__).with_name("broadcaster.py")
DEMO = Path(__file__).parents[2] / "appliance" / "demo"
TABLES = [str(number) for number in range(1, 11)]
ACTIVITY = "knelpunten"
"""The step that is open when the demo starts; also the id of its question."""

_FILL_PER_S, _FILL_BARE_PER_S = 100.0, 500.0
_WAIT_S = 60.0
_SETTLE_S = 0.5


@dataclass(slots=True)
class Hall:
    """The loop, the box's process, the console and the phones."""

    loop: Loop
    box: OwnBox
    console: Console
    phones: list[Phone] = field(default_factory=list)

    @property
    def door(self) -> Door:
        """The front door of this hall's box."""
        return self.console.door

    @property
    def use(self) -> ServerUse:
        """What the server has used so far."""
        return use_of(self.box.pid)

    def let_in(self, phones: int, within_s: float) -> list[Phone]:
        """Let so many phones in, evenly over the time, and wait until each is in or in trouble."""
        new = seated(self.loop, self.door, TABLES, phones)
        self.phones += new
        arrive_within(self.loop, new, within_s)
        self.loop.run(
            lambda: all(phone.joined_at or phone.troubles for phone in new), within_s + _WAIT_S
        )
        return new

    def fill(self, phones: int) -> None:
        """Let so many phones in without haste, and wait until it is quiet."""
        self.let_in(phones, phones / (_FILL_PER_S if self.box.code else _FILL_BARE_PER_S))
        self.settle()

    def settle(self) -> None:
        """Let what is still on its way arrive before something is measured."""
        self.loop.run(lambda: False, _SETTLE_S)


@contextmanager
def box_hall(settings: Sequence[str] = (), data: Path | None = None) -> Iterator[Hall]:
    """An empty hall before a box of our own, with its console open."""
    with start_own_box(data, settings) as box:
        yield from _hall(box)


@contextmanager
def reference_hall(file: Path | None = None) -> Iterator[Hall]:
    """The same hall before the bare broadcaster; with a file it brings all to the disk first."""
    arguments = [str(BROADCASTER), *([str(file)] if file else [])]
    with start_process(arguments, Path()) as box:
        yield from _hall(box)


def _hall(box: OwnBox) -> Iterator[Hall]:
    allow_open_files(4_000)
    with Loop() as loop:
        console = Console(loop, Door.at(box.url))
        if box.code:
            console.sign_in(box.code)
        console.connect()
        if not loop.run(lambda: console.joined_at is not None, _WAIT_S):
            raise CannotRehearse(f"The console cannot be opened: {console.troubles}")
        yield Hall(loop, box, console)


def let_post(
    hall: Hall, per_s: float, seconds: float, padding: int = 0, tables: Sequence[str] = TABLES
) -> list[Post]:
    """Let one phone after the other post, so many a second; each text once, with its number.

    `padding` characters make the texts longer; only phones at `tables` write.
    """
    posts: list[Post] = []
    texts = cycle(read_entries(DEMO / "entries.csv"))
    numbers = count(1)
    at_table = {table: [p for p in hall.phones if p.table == table] for table in TABLES}

    def post(phone: Phone) -> None:
        text = f"{next(texts).text} ({next(numbers)}){' .' * (padding // 2)}"
        planned = PlannedEntry(ACTIVITY, ACTIVITY, phone.table, phone.seat, 0, text)
        asked = phone.ask("post_entry", activity=ACTIVITY, question=ACTIVITY, text=text)
        posts.append(Post(planned, asked, (*at_table[phone.table], hall.console)))

    writers = cycle([phone for phone in hall.phones if phone.table in tables])
    start = now()
    expected = int(per_s * seconds)
    for number in range(expected):
        hall.loop.at(start + number / per_s, partial(post, next(writers)))
    hall.loop.run(
        lambda: len(posts) == expected and all(post.has_arrived for post in posts),
        seconds + _WAIT_S,
    )
    return posts


def let_say(hall: Hall, times: int) -> list[float]:
    """Say something to everybody, again when all have it: seconds to the last phone, each time."""
    took = []
    for number in range(times):
        asked = hall.console.ask("say", to="everyone", text=f"Nog {number} minuten")
        if hall.loop.run(partial(_has_reached_all, hall, asked), _WAIT_S):
            took.append(_last_after_s(hall, asked))
        hall.loop.run(lambda: False, 0.15)  # quiet again, as between two messages in a room
    return took


def event_times(posts: Sequence[Post]) -> Times:
    """From sending to every phone of the table and the console, over all posts."""
    seen = (after_s for post in posts for after_s in post.seen_after_s)
    return Times.of(after_s for after_s in seen if after_s is not None)


def ack_times(posts: Sequence[Post]) -> Times:
    """From sending to the acknowledgement."""
    saved = (post.asked for post in posts if post.asked.acknowledged_at is not None)
    return Times.of(asked.answered_after_s for asked in saved)


def missing(posts: Sequence[Post]) -> int:
    """How many sightings never happened."""
    return sum(after_s is None for post in posts for after_s in post.seen_after_s)


def _has_reached_all(hall: Hall, asked: Asked) -> bool:
    made = asked.made
    return made is not None and all(made in phone.seen for phone in hall.phones)


def _last_after_s(hall: Hall, asked: Asked) -> float:
    return max(phone.seen[asked.made or ""] for phone in hall.phones) - asked.sent_at
