"""What counting costs: 1,000 ballots on 50 items under each rule, and Schulze on 200 items.

Time of the processor: it is the same whatever else the machine does.

The reference is another implementation that counts the same ballots in the same run, where one is
installed (the test and bench extras): votelib and numpy, else the standard library.
"""

import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from time import process_time
from typing import Any, Final

from appliance.conference.tally.agreement import kendalls_w
from appliance.conference.tally.approval import approval
from appliance.conference.tally.breakdown import Cast, breakdown
from appliance.conference.tally.budget import budget
from appliance.conference.tally.comparison import compare_rankings
from appliance.conference.tally.criteria import Criterion, rated
from appliance.conference.tally.dots import dots
from appliance.conference.tally.pairs import Pairs, pairs
from appliance.conference.tally.ranked import borda, copeland, plurality
from appliance.conference.tally.scale import Scale
from appliance.conference.tally.schulze import schulze

from .rows import Row, say

BALLOTS, ITEMS, MANY = 1_000, 50, 200
_TARGET_MS: Final = "<= 50"
_TARGET_MANY_MS: Final = "<= 2000"

Orders = Sequence[Sequence[tuple[str]]]
Numbers = Sequence[Mapping[str, int]]


def tally(times: int) -> Iterator[Row]:
    """The median of so many counts of the same drawn ballots."""
    drawn = random.Random(6)
    items = [f"item-{n}" for n in range(ITEMS)]
    say(f"Counting {BALLOTS} ballots on {ITEMS} items")
    yield from _numbers(times, drawn, items)
    yield from _rankings(times, drawn, items)
    say(f"Schulze on {MANY} items")
    yield from _many(min(times, 3), drawn)


def _numbers(times: int, drawn: random.Random, items: Sequence[str]) -> Iterator[Row]:
    points = [{item: drawn.randint(0, 10) for item in items} for _ in range(BALLOTS)]
    few = [Counter(drawn.choices(items, k=5)) for _ in range(BALLOTS)]
    cast = [Cast(ballot, f"theme-{n % 5}", f"table-{n % 10}") for n, ballot in enumerate(few)]
    criterion = Criterion("effect", Scale(0, 10))
    ratings = [{item: {"effect": n} for item, n in ballot.items()} for ballot in points]
    straight = partial(_straight, points, items)
    straight_dots = partial(_added, few)
    yield _row("rating", times, lambda: rated(items, [criterion], ratings), straight, "statistics")
    yield _row("budget", times, lambda: budget(items, 500, points), straight, "statistics")
    yield _row("approval", times, lambda: approval(items, few), straight_dots, "Counter.update")
    yield _row("dots", times, lambda: dots(items, few), straight_dots, "Counter.update")
    yield _row("dots_by_table", times, lambda: breakdown(cast, partial(dots, items)))


def _rankings(times: int, drawn: random.Random, items: Sequence[str]) -> Iterator[Row]:
    ballots = _orders(drawn, items, BALLOTS)
    plain = [tuple(item for (item,) in ballot) for ballot in ballots]
    count = partial(_votelib_pairs, plain) if find_spec("votelib") else None
    for rule in (plurality, borda, copeland):
        ours = partial(_from, rule, items, ballots)
        yield _row(rule.__name__, times, ours, count, "votelib, that counts the pairs alone")
    paths = partial(_votelib_paths, count()) if count else None
    found = pairs(items, ballots)
    yield _row("schulze", times, lambda: schulze(found), paths, "votelib, both from pairs")
    friedman = partial(_friedman, plain, items) if find_spec("scipy") else None
    yield _row("kendalls_w", times, partial(_from, kendalls_w, items, ballots), friedman, "SciPy")
    yield _row("comparison", times, lambda: compare_rankings(items, ballots))


def _many(times: int, drawn: random.Random) -> Iterator[Row]:
    items = [f"item-{n}" for n in range(MANY)]
    found = pairs(items, _orders(drawn, items, BALLOTS))
    reference = partial(_numpy_paths, found.above) if find_spec("numpy") else None
    note = "numpy, a whole row of pairs at once"
    row = _row(f"schulze_{MANY}_items", times, lambda: schulze(found), reference, note)
    yield Row(row.name, row.value, row.unit, _TARGET_MANY_MS, row.reference, row.note)


def _from(rule: Callable[[Pairs], object], items: Sequence[str], ballots: Orders) -> object:
    return rule(pairs(items, ballots))


def _row(
    name: str,
    times: int,
    ours: Callable[[], object],
    reference: Callable[[], object] | None = None,
    by: str = "",
) -> Row:
    other = timed_ms(min(times, 3), reference) if reference else None
    note = f"the reference is {by}" if reference else ""
    return Row(f"tally_{name}_ms", timed_ms(times, ours), "ms", _TARGET_MS, other, note)


def timed_ms(times: int, count: Callable[[], object]) -> float:
    """The median of so many counts, in the processor's milliseconds."""
    taken = []
    for _ in range(max(1, times)):
        start = process_time()
        count()
        taken.append(1000 * (process_time() - start))
    return round(statistics.median(taken), 2)


def _orders(drawn: random.Random, items: Sequence[str], n: int) -> Orders:
    """Partial orders of half of the items to all of them."""
    least = len(items) // 2
    return [
        [(item,) for item in drawn.sample(items, drawn.randint(least, len(items)))]
        for _ in range(n)
    ]


def _straight(points: Numbers, items: Sequence[str]) -> list[tuple[float, float, float]]:
    columns = [[ballot[item] for ballot in points] for item in items]
    return [(statistics.fmean(c), statistics.median(c), statistics.pstdev(c)) for c in columns]


def _added(ballots: Numbers) -> Counter[str]:
    total: Counter[str] = Counter()
    for ballot in ballots:
        total.update(ballot)
    return total


def _votelib_pairs(ballots: Sequence[tuple[str, ...]]) -> dict[Any, int]:
    from votelib.convert import RankedToCondorcetVotes

    return dict(RankedToCondorcetVotes().convert(Counter(ballots)))


def _votelib_paths(counted: Mapping[Any, int]) -> object:
    from votelib.evaluate.condorcet import Schulze

    return Schulze.widest_paths(dict(counted))


def _friedman(ballots: Sequence[tuple[str, ...]], items: Sequence[str]) -> object:
    from scipy.stats import friedmanchisquare

    rows = [{item: at for at, item in enumerate(ballot)} for ballot in ballots]
    return friedmanchisquare(*([row.get(item, len(items)) for row in rows] for item in items))


def _numpy_paths(above: Sequence[Sequence[int]]) -> object:
    import numpy as np

    counted = np.array(above)
    strength = np.where(counted > counted.T, counted, 0)
    for through in range(len(strength)):
        onward = np.minimum.outer(strength[:, through], strength[through])
        strength = np.maximum(strength, onward)
    return strength
