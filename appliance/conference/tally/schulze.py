"""The Schulze method: an item is ahead of another where its strongest path to it is the stronger.

Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011), section 2, with the strength
of a link measured by winning votes.
"""

from collections.abc import Sequence

from .pairs import Pairs
from .places import Placed, placed

Strengths = list[list[int]]


def schulze(found: Pairs) -> tuple[Placed, ...]:
    """The items by how many others are not ahead of them.

    "Ahead" is transitive (Schulze, section 4.1), so whoever is ahead of another is placed before
    it; the first place is shared by all that nobody is ahead of. Takes about a second for 200
    items: count it outside the writer.
    """
    if not found.n:
        return placed(found.items, {})
    strength = strongest_paths(found)
    every = range(len(found.items))
    scores = {
        item: float(sum(strength[a][b] >= strength[b][a] for b in every if b != a))
        for a, item in enumerate(found.items)
    }
    return placed(found.items, scores)


def strongest_paths(found: Pairs) -> Strengths:
    """How strong the strongest path from each item to each other is: that of its weakest link.

    Floyd and Warshall's algorithm, as in Schulze's section 2.3; 0 where there is no path.
    """
    every = range(len(found.items))
    strength = [[found.above[a][b] if found.is_won(a, b) else 0 for b in every] for a in every]
    for through in every:
        onward = strength[through]
        for a in every:
            there = strength[a][through]
            if there and a != through:
                strength[a] = _stronger(strength[a], there, onward)
    for a in every:
        strength[a][a] = 0
    return strength


def _stronger(row: Sequence[int], there: int, onward: Sequence[int]) -> list[int]:
    """Plain comparisons: calling min and max takes three times as long."""
    return [
        old if old >= new or old >= there else (new if new < there else there)
        for old, new in zip(row, onward, strict=True)
    ]
