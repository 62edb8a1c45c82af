"""Every item against every other: how many people place the one above the other.

What the rules for rankings are counted from (ranked.py, schulze.py, comparison.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from struct import unpack

Order = Sequence[Sequence[str]]
"""A ballot: groups of items, best group first; the items of a group are alike. What is not on it
stands below all that is, alike among itself."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """`above[a][b]`: how many of the `n` ballots place item a above item b, by position in `items`.

    `first[a]`: the first places of item a, a place that is shared counted in equal parts.
    """

    items: tuple[str, ...]
    n: int
    above: tuple[tuple[int, ...], ...]
    first: tuple[float, ...]

    def is_won(self, a: int, b: int) -> bool:
        """Whether more people place a above b than b above a."""
        return self.above[a][b] > self.above[b][a]


def pairs(items: Sequence[str], ballots: Iterable[Order], is_rest_below: bool = True) -> Pairs:
    """Count the ballots; one that ranks nothing (any more) abstains and is not among `n`.

    Items that are not among `items` are passed over and the ballot closes up. With `is_rest_below`
    False an item that a ballot does not name is compared with nothing on it, as where somebody
    had no opinion. Raises ValueError where a ballot names an item twice.
    """
    at = {item: n for n, item in enumerate(items)}
    orders = [order for ballot in ballots if (order := order_by_position(at, ballot))]
    above = _above(len(items), orders, is_rest_below)
    return Pairs(tuple(items), len(orders), above, _first(len(items), orders))


def order(values: Mapping[str, float | None]) -> tuple[tuple[str, ...], ...]:
    """The ballot of somebody who gave these values (points, dots), highest first; None gave none.

    So that ratings and dots can be looked at under the rules for rankings, too.
    """
    known = [(-value, item) for item, value in values.items() if value is not None]
    known.sort(key=lambda pair: pair[0])
    return tuple(tuple(item for _, item in same) for _, same in groupby(known, lambda p: p[0]))


def order_by_position(at: Mapping[str, int], ballot: Order) -> list[list[int]]:
    """A ballot's groups by where its items stand (`at`); empty where it ranks nothing (any more).

    Raises ValueError where it names an item twice.
    """
    named = [item for group in ballot for item in group]
    if len(named) != len(set(named)):
        raise ValueError("a ballot names an item twice")
    groups = ([at[item] for item in group if item in at] for group in ballot)
    return [group for group in groups if group]


def _first(n: int, orders: Sequence[Sequence[Sequence[int]]]) -> tuple[float, ...]:
    parts: list[list[float]] = [[] for _ in range(n)]
    for best, *_ in orders:
        for item in best:
            parts[item].append(1 / len(best))
    return tuple(map(fsum, parts))


def _above(
    n: int, orders: Sequence[Sequence[Sequence[int]]], is_rest_below: bool
) -> tuple[tuple[int, ...], ...]:
    """A row is one large number with 32 bits for every other item, so that a ballot adds to all
    of them at once: some thirty times as fast as item by item."""
    lane = [1 << (32 * item) for item in range(n)]
    everybody = sum(lane)
    rows = [0] * n
    for groups in orders:
        below = everybody if is_rest_below else sum(lane[i] for group in groups for i in group)
        for group in groups:
            for item in group:
                below -= lane[item]
            for item in group:
                rows[item] += below
    return tuple(unpack(f"<{n}I", row.to_bytes(4 * n, "little")) for row in rows)
