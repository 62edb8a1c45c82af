"""A thousand ballots in ten seconds on a rating of 25 items: secret, and with the score shown.

While the score is shown its results stream to the console and to every phone. The reference, before
it in the same run, is the bare broadcaster that brings to the disk what it takes: as many phones
send the same frames. Beside how long it takes stands what it costs: a machine that does other
things too answers late, but uses no more of its processor. Then what the tally of 1,000 × 50 costs.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from appliance.conference.tally.dots import dots
from appliance.rehearsal import CannotRehearse
from appliance.rehearsal.figures import Times
from appliance.rehearsal.guest import Asked
from appliance.rehearsal.loop import now
from appliance.rehearsal.phones import Phone

from .halls import ACTIVITY, Hall, box_hall, reference_hall
from .rows import Row, say
from .tallies import BALLOTS, timed_ms
from .tallies import ITEMS as MANY

ITEMS: Final = 25
WITHIN_S: Final = 10.0
CRITERION: Final = "effect"
SECRET, SCORE = "geheim", "tussenstand"
_WAIT_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class _Cast:
    """All ballots of a vote: how each was answered, and what the server used meanwhile."""

    asked: list[Asked]
    cpu_s: float | None

    @property
    def acks(self) -> Times:
        """From sending to the acknowledgement."""
        return Times.of(a.answered_after_s for a in self.asked if a.acknowledged_at is not None)

    @property
    def unanswered(self) -> int:
        """How many were never acknowledged."""
        return sum(asked.acknowledged_at is None for asked in self.asked)


def votes(times: int, folder: Path) -> Iterator[Row]:
    """Acknowledgements beside the reference, how often the console got the score, and the tally."""
    say(f"{BALLOTS} ballots in {WITHIN_S:.0f} s on {ITEMS} items, beside a bare broadcaster")
    with reference_hall(folder / "votes") as bare, box_hall() as ours:
        for hall in (bare, ours):
            hall.fill(BALLOTS)
        beside = _let_vote(bare, SECRET)
        _open(ours, SECRET, is_live=False)
        yield from _rows("vote", _let_vote(ours, SECRET), beside)
        yield _arrived(ours, "turnout", SECRET)
        _open(ours, SCORE, is_live=True)
        yield from _rows("score", _let_vote(ours, SCORE), beside)
        yield _arrived(ours, "results", SCORE)
    yield _tally(times)


def _rows(name: str, ours: _Cast, beside: _Cast) -> Iterator[Row]:
    yield Row(f"{name}_unanswered", ours.unanswered, "ballots", "0")
    yield Row(f"{name}_ack_ms_p50", ours.acks.p50, "ms", "", beside.acks.p50)
    yield Row(f"{name}_ack_ms_p99", ours.acks.p99, "ms", "<= 150", beside.acks.p99)
    yield Row(f"{name}_server_cpu_s", ours.cpu_s, "s", "", beside.cpu_s)


def _arrived(hall: Hall, kind: str, vote: str) -> Row:
    """What the console says after all, once it had the time to hear of the last."""
    hall.loop.run(lambda: _on_console(hall, kind, vote) == BALLOTS, _WAIT_S)
    found = _on_console(hall, kind, vote)
    return Row(f"{kind}_on_the_console", found, "ballots", str(BALLOTS))


def _on_console(hall: Hall, kind: str, vote: str) -> int | None:
    ballots: int | None = hall.console.documents(kind).get(vote, {}).get("ballots")
    return ballots


def _open(hall: Hall, vote: str, *, is_live: bool) -> None:
    """Put a vote in the programme, the last one being over, and open it."""
    items = [{"id": f"item-{n}", "text": f"Punt {n}"} for n in range(ITEMS)]
    criteria = [{"id": CRITERION, "title": "Effect", "scale": [0, 10]}]
    item: dict[str, Any] = {"id": vote, "kind": "rating", "title": "Stemming", "items": items}
    item |= {"is_live": is_live, "criteria": criteria}
    for do, members in (
        ("close_activity", {"activity": ACTIVITY if vote == SECRET else SECRET}),
        ("put_activity", {"item": item}),
        ("open_activity", {"activity": vote}),
    ):
        asked = hall.console.ask(do, **members)
        if not hall.loop.run(partial(_is_answered, asked), _WAIT_S) or asked.refused:
            raise CannotRehearse(f"{do} was refused: {asked.refused}")
    hall.settle()


def _let_vote(hall: Hall, vote: str) -> _Cast:
    """Every ballot at its moment, and wait for the answers."""
    drawn = random.Random(6)
    asked: list[Asked] = []
    before, start = hall.use, now()

    def cast(phone: Phone, values: dict[str, Any]) -> None:
        asked.append(phone.ask("cast_ballot", activity=vote, values=values))

    for n, phone in enumerate(hall.phones):
        values = {f"item-{k}": {CRITERION: drawn.randint(0, 10)} for k in range(ITEMS)}
        hall.loop.at(start + WITHIN_S * n / BALLOTS, partial(cast, phone, values))
    hall.loop.run(
        lambda: len(asked) == BALLOTS and all(each.is_answered for each in asked),
        WITHIN_S + _WAIT_S,
    )
    return _Cast(asked, hall.use.since(before).cpu_s)


def _is_answered(asked: Asked) -> bool:
    return asked.is_answered


def _tally(times: int) -> Row:
    drawn = random.Random(6)
    items = [f"item-{n}" for n in range(MANY)]
    ballots = [dict.fromkeys(drawn.sample(items, 5), 1) for _ in range(BALLOTS)]
    name = f"votes_tally_{BALLOTS}_x_{MANY}_ms"
    return Row(name, timed_ms(times, lambda: dots(items, ballots)), "ms", "<= 50")
