"""Rankings by points and by pairs: plurality, Borda, Copeland, and who beats every other.

Ballots may be partial and may hold ties: see pairs.Order. Every rule gives shared places where it
cannot tell items apart; none breaks ties by lot. Without a ballot nothing has a score or a place.
"""

from collections.abc import Sequence
from typing import Final

from .pairs import Pairs
from .places import Placed, placed

HALF: Final = 0.5
"""What a tie between two items gives to each of them."""


def plurality(found: Pairs) -> tuple[Placed, ...]:
    """By how many people placed an item first; a shared first place counts in equal parts."""
    return _placed(found, found.first)


def borda(found: Pairs) -> tuple[Placed, ...]:
    """By how many others an item stands above on each ballot, added up: n-1, n-2 … 0 points.

    Borda, "Mémoire sur les élections au scrutin" (1784). Items that are alike on a ballot, also
    those that it does not rank, share the points of their places (half a point from each other):
    Black, "Partial Justification of the Borda Count", Public Choice 28 (1976). So every ballot
    gives away the same number of points, and ranking only a few of them gains those nothing, as
    it does where what is not ranked gets 0: Emerson, "The Original Borda Count and Partial
    Voting", Social Choice and Welfare 40 (2013).
    """
    others = len(found.items) - 1
    below = [sum(column) for column in zip(*found.above, strict=True)]
    above = [sum(row) for row in found.above]
    alike = [found.n * others - wins - losses for wins, losses in zip(above, below, strict=True)]
    return _placed(found, [wins + HALF * ties for wins, ties in zip(above, alike, strict=True)])


def copeland(found: Pairs) -> tuple[Placed, ...]:
    """By how many others an item beats in pairs, a tie counted as half a win.

    Copeland, "A Reasonable Social Welfare Function" (1951); with a half for ties Copeland^0.5 in
    Faliszewski et al., "Llull and Copeland Voting Computationally Resist Bribery and Constructive
    Control", Journal of Artificial Intelligence Research 35 (2009).
    """
    every = range(len(found.items))
    scores = []
    for a in every:
        wins = sum(found.is_won(a, b) for b in every)
        losses = sum(found.is_won(b, a) for b in every)
        scores.append(wins + HALF * (len(every) - 1 - wins - losses))
    return _placed(found, scores)


def condorcet_winner(found: Pairs) -> str | None:
    """The item that beats every other in pairs; None where there is none (Condorcet, 1785)."""
    every = range(len(found.items))
    for a, item in enumerate(found.items):
        if found.n and all(found.is_won(a, b) for b in every if b != a):
            return item
    return None


def top_cycle(found: Pairs) -> tuple[str, ...]:
    """The fewest items of which each beats all that are not among them, in the order given.

    The Smith set: Smith, "Aggregation of Preferences with Variable Electorate", Econometrica 41
    (1973). It is one item where there is a Condorcet winner, else those of a cycle or a tie.
    """
    every = range(len(found.items))
    losses = [sum(found.is_won(b, a) for b in every) for a in every]
    among = {a for a in every if losses[a] == min(losses, default=0)}
    while more := {b for a in among for b in every if b not in among and not found.is_won(a, b)}:
        among |= more
    return tuple(found.items[a] for a in sorted(among))


def _placed(found: Pairs, scores: Sequence[float]) -> tuple[Placed, ...]:
    return placed(found.items, dict(zip(found.items, scores, strict=True)) if found.n else {})
