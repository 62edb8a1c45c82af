"""Every item against every other: how many people place the one above the other.

What the rules for rankings are counted from (ranked.py, schulze.py, comparison.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from math import fsum
from struct import unpack
from typing import Final

Order = Sequence[Sequence[str]]
"""A ballot: groups of items, best group first; the items of a group are alike. What is not on it
stands below all that is, alike among itself."""

Groups = Sequence[Sequence[int]]
"""The same by position."""

_BLOCK: Final = 255
"""So many ballots are counted in a byte for each pair, before they are added to the rest."""

_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Pairs:
    """`above[a][b]`: how many of the `n` ballots place item a above item b, by position in `items`.

    `first[a]`: the first places of item a, a place that is shared counted in equal parts. `ties`:
    for every ballot the sum of t³ - t over its groups of t items that are alike, the rest too.
    """

    items: tuple[str, ...]
    n: int
    above: tuple[tuple[int, ...], ...]
    first: tuple[float, ...]
    ties: int

    def is_won(self, a: int, b: int) -> bool:
        """Whether more people place a above b than b above a."""
        return self.above[a][b] > self.above[b][a]


def pairs(items: Sequence[str], ballots: Iterable[Order], is_rest_below: bool = True) -> Pairs:
    """Count the ballots; one that ranks nothing (any more) abstains and is not among `n`.

    Items that are not among `items` are passed over and the ballot closes up. With `is_rest_below`
    False an item that a ballot does not name is compared with nothing on it, as where somebody
    had no opinion. Raises ValueError where a ballot names an item twice.
    """
    n = len(items)
    at = {item: position for position, item in enumerate(items)}
    lane = [1 << (8 * position) for position in range(n)]
    rows, sums, first = [0] * n, [0] * n, [list[float]() for _ in range(n)]
    voted = ties = 0
    # One ballot at a time: keeping all of them makes Python look for garbage in them.
    for groups in filter(None, (_order(at, ballot) for ballot in ballots)):
        rest = _rest(n, groups)
        voted += 1
        ties += sum(size**3 - size for size in map(len, (*groups, rest)) if size > 1)
        for item in groups[0]:
            first[item].append(1 / len(groups[0]))
        _add(rows, lane, groups, sum(lane[item] for item in rest) if is_rest_below else 0)
        if voted % _BLOCK == 0:
            sums, rows = _with_block(sums, rows), [0] * n
    sums = _with_block(sums, rows)
    above = tuple(unpack(f"<{n}I", row.to_bytes(_BYTES * n, "little")) for row in sums)
    return Pairs(tuple(items), voted, above, tuple(map(fsum, first)), ties)


def order(values: Mapping[str, float | None]) -> tuple[tuple[str, ...], ...]:
    """The ballot of somebody who gave these values (points, dots), highest first; None gave none.

    So that ratings and dots can be looked at under the rules for rankings, too.
    """
    known = [(-value, item) for item, value in values.items() if value is not None]
    known.sort(key=lambda pair: pair[0])
    return tuple(tuple(item for _, item in same) for _, same in groupby(known, lambda p: p[0]))


def _order(at: Mapping[str, int], ballot: Order) -> list[list[int]]:
    """A ballot's groups by where its items stand; empty where it ranks nothing (any more)."""
    groups = []
    for group in ballot:
        found = [at[item] for item in group if item in at]
        if found:
            groups.append(found)
    if len(set(chain.from_iterable(groups))) != sum(map(len, groups)):
        raise ValueError("a ballot names an item twice")
    return groups


def _rest(n: int, groups: Groups) -> list[int]:
    """What a ballot does not rank."""
    named = set(chain.from_iterable(groups))
    return [item for item in range(n) if item not in named] if len(named) < n else []


def _add(rows: list[int], lane: Sequence[int], groups: Groups, below: int) -> None:
    """Add to the row of each item those below it.

    A row is one large number with a byte for every other item, so that a ballot adds to all of
    them at once: many times as fast as item by item.
    """
    for group in reversed(groups):
        for item in group:
            rows[item] += below
        for item in group:
            below += lane[item]


def _with_block(sums: Sequence[int], rows: Sequence[int]) -> list[int]:
    """The rows of a block of ballots, a byte for every item, added to wider ones."""
    n = len(rows)
    found = []
    for total, row in zip(sums, rows, strict=True):
        wide = bytearray(_BYTES * n)
        wide[::_BYTES] = row.to_bytes(n, "little")
        found.append(total + int.from_bytes(wide, "little"))
    return found
