"""What comes to an end with very many named contributions: erasing a person, closing the event.

While either is done nothing else is taken, so it is told how long that is: the longest that a phone
waits for "saved" while somebody is erased. Beside both, in the same run, stands what both come to
at the least: reading the journal with its digests, and bringing a copy of it to the disk.
"""

import json
import secrets
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Final

from appliance.conductor import Conductor
from appliance.conference.commands import Actor, Command, Introduce, JoinTable, OpenActivity
from appliance.conference.commands import PostEntry as Post
from appliance.conference.records import Role
from appliance.folder import DEMO_STEP, begin, open_room
from appliance.rehearsal import CannotRehearse
from appliance.rehearsal.guest import Asked
from appliance.rehearsal.loop import now

from .halls import TABLES, Hall, ack_times, box_hall, let_post
from .labelled import DEMO, several, varied
from .machine import sync
from .rows import Row, median, say

ENTRIES: Final = 12_000
PEOPLE: Final = 300
PHONES: Final = 20
TIMES: Final = 5
_POSTS_PER_S: Final = 20
_AT_ONCE: Final = 20
"""Contributions that come to stand in one line, as in a room in which everybody types."""
_WAIT_S: Final = 60.0
_BARE: Final = "the reference reads the journal with its digests and writes a copy to the disk"

_OF: Final = f"of {TIMES}, and of the posts meanwhile"


def ending(folder: Path) -> Iterator[Row]:
    """Some people are erased one by one while phones post; then the event is closed."""
    say(f"Erasing and closing with {ENTRIES} contributions")
    data = folder / "ending"
    _fill(data)
    journal = next(data.glob("conferences/*/journal"))
    bare_ms = median([_rewritten_ms(journal) for _ in range(TIMES)])
    with box_hall(data=data) as hall:
        hall.fill(PHONES)
        for n, phone in enumerate(hall.phones):
            phone.ask("introduce", name=f"Telefoon {n}")
        hall.settle()
        quiet = ack_times(let_post(hall, _POSTS_PER_S, 3.0))
        before = hall.use
        took_ms, waited = _erase(hall)
        yield Row("erase_person_ms_p50", median(took_ms), "ms", "<= 250", bare_ms, _BARE)
        yield Row(
            "erase_person_ack_ms_max", waited, "ms", "<= 250", quiet.max,
            "of phones meanwhile; the reference is as many posts while nothing is erased",
        )  # fmt: skip
        yield Row("erase_persons_server_cpu_s", hall.use.since(before).cpu_s, "s", "", None, _OF)
        before = hall.use
        closed_ms = _done_ms(hall, hall.console.ask("close_event"))
        yield Row("close_event_ms", closed_ms, "ms", "", bare_ms, _BARE)
        yield Row("close_event_server_cpu_s", hall.use.since(before).cpu_s, "s")


def _erase(hall: Hall) -> tuple[list[float], float | None]:
    asked: list[Asked] = []
    start = now()
    for n in range(TIMES):
        ask = partial(_ask_to_erase, hall, asked, n)
        hall.loop.at(start + n + 0.5, ask)
    posts = let_post(hall, _POSTS_PER_S, TIMES + 1.0)
    return [_done_ms(hall, each) for each in asked], ack_times(posts).max


def _ask_to_erase(hall: Hall, asked: list[Asked], n: int) -> None:
    asked.append(hall.console.ask("erase_person", names=[_name(n)]))


def _done_ms(hall: Hall, asked: Asked) -> float:
    if not hall.loop.run(lambda: asked.is_answered, _WAIT_S) or asked.refused:
        raise CannotRehearse(f"the end was refused: {asked.refused}")
    return round(1000 * (asked.answered_after_s or 0.0), 1)


def _fill(data: Path) -> None:
    """The reference conference with its first step open, and what very many wrote by name."""
    data.mkdir(parents=True, exist_ok=True)
    file = json.loads((DEMO / "conference.json").read_text())
    for step in file["programme"]:
        if step["id"] == DEMO_STEP:
            step["attribution"] = "named"
    texts, _ = varied(several(), ENTRIES)
    people = [Actor(Role.PARTICIPANT, f"{n:a>16}", TABLES[n % len(TABLES)]) for n in range(PEOPLE)]
    with open_room(data) as (conductor, identity):
        begin(conductor, identity, file)
        _ask(conductor, Actor(Role.FACILITATOR), OpenActivity(DEMO_STEP))
        for n, person in enumerate(people):
            _ask(conductor, person, JoinTable(person.table or ""))
            _ask(conductor, person, Introduce(_name(n)))
        for n, text in enumerate(texts):
            post, person = Post(DEMO_STEP, text.text), people[n % PEOPLE]
            if n % _AT_ONCE:
                conductor.submit(person, post, secrets.token_hex(16), lambda outcome: None)
            else:
                _ask(conductor, person, post)


def _name(n: int) -> str:
    return f"Deelnemer {n}"


def _ask(conductor: Conductor, actor: Actor, command: Command) -> None:
    conductor.ask(actor, command, secrets.token_hex(16), timeout_s=_WAIT_S)


def _rewritten_ms(journal: Path) -> float:
    start = perf_counter()
    chain, copy = b"", journal.with_name("bare")
    with journal.open("rb") as lines, copy.open("wb") as file:
        for line in lines:
            chain = sha256(chain + sha256(line).digest()).digest()
            file.write(line)
        file.flush()
        sync(file.fileno())
    copy.unlink()
    return 1000 * (perf_counter() - start)
