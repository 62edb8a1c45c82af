"""A thousand ballots in ten seconds on a vote of 25 items, while a console watches the score live.

The reference, before it in the same run, is the bare broadcaster that brings to the disk what it
takes: as many phones send the same frames. Then what the tally of 1,000 × 50 costs.
"""

import random
from collections.abc import Iterator
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
VOTE: Final = "stemming"
_WAIT_S: Final = 60.0


def votes(times: int, folder: Path) -> Iterator[Row]:
    """Acknowledgements beside the reference, how often the console got the score, and the tally."""
    say(f"{BALLOTS} ballots in {WITHIN_S:.0f} s on {ITEMS} items, beside a bare broadcaster")
    with reference_hall(folder / "votes") as bare, box_hall() as ours:
        for hall in (bare, ours):
            hall.fill(BALLOTS)
        _open(ours)
        beside, cast = _acks(_let_vote(bare)), _let_vote(ours)
        found = _acks(cast)
        ours.settle()
        yield Row(
            "votes_unanswered", sum(asked.acknowledged_at is None for asked in cast), "ballots", "0"
        )
        yield Row("vote_ack_ms_p50", found.p50, "ms", "", beside.p50)
        yield Row("vote_ack_ms_p99", found.p99, "ms", "<= 150", beside.p99)
        results = ours.console.documents("results").get(VOTE, {})
        yield Row("votes_on_the_console", results.get("ballots"), "ballots", str(BALLOTS))
    yield _tally(times)


def _open(hall: Hall) -> None:
    """Put the vote in the programme, with a score that is shown while people vote."""
    items = [{"id": f"item-{n}", "text": f"Punt {n}"} for n in range(ITEMS)]
    item: dict[str, Any] = {"id": VOTE, "kind": "dots", "title": "Stemming", "items": items}
    item |= {"is_live": True, "is_stackable": True}
    for do, members in (
        ("close_activity", {"activity": ACTIVITY}),
        ("put_activity", {"item": item}),
        ("open_activity", {"activity": VOTE}),
    ):
        asked = hall.console.ask(do, **members)
        if not hall.loop.run(partial(_is_answered, asked), _WAIT_S) or asked.refused:
            raise CannotRehearse(f"{do} was refused: {asked.refused}")
    hall.settle()


def _let_vote(hall: Hall) -> list[Asked]:
    """Every ballot at its moment, and wait for the answers."""
    drawn = random.Random(6)
    cast: list[Asked] = []
    start = now()

    def vote(phone: Phone, values: dict[str, Any]) -> None:
        cast.append(phone.ask("cast_ballot", activity=VOTE, values=values))

    for n, phone in enumerate(hall.phones):
        given = drawn.choices(range(ITEMS), k=5)
        values = {f"item-{k}": given.count(k) for k in set(given)}
        hall.loop.at(start + WITHIN_S * n / BALLOTS, partial(vote, phone, values))
    hall.loop.run(
        lambda: len(cast) == BALLOTS and all(asked.is_answered for asked in cast),
        WITHIN_S + _WAIT_S,
    )
    return cast


def _is_answered(asked: Asked) -> bool:
    return asked.is_answered


def _acks(cast: list[Asked]) -> Times:
    return Times.of(a.answered_after_s for a in cast if a.acknowledged_at is not None)


def _tally(times: int) -> Row:
    drawn = random.Random(6)
    items = [f"item-{n}" for n in range(MANY)]
    ballots = [dict.fromkeys(drawn.sample(items, 5), 1) for _ in range(BALLOTS)]
    name = f"votes_tally_{BALLOTS}_x_{MANY}_ms"
    return Row(name, timed_ms(times, lambda: dots(items, ballots)), "ms", "<= 50")
