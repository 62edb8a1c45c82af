"""Puts together what is alike: near-duplicates around one of them, then clusters of those.

Knows rows by number and pairs with their similarity; whether two may come together is asked of
whoever hands in the texts.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

Pair = tuple[int, int, float]
MayJoin = Callable[[int, int], bool]
Join = Callable[[int, int], None]


def stars(
    count: int, pairs: Iterable[Pair], is_first: Sequence[bool], may_join: MayJoin, join: Join
) -> list[int]:
    """For each row the row it is a near-duplicate of: the middle of its star, or itself.

    Every pair given is near; each in a star is near to its middle, so that likeness never wanders
    from one to the next. Middles are first those that `is_first` says, then the best connected.
    """
    near = _sides(pairs)
    middle = [-1] * count
    for row in sorted(range(count), key=lambda row: (not is_first[row], -len(near[row]), row)):
        if middle[row] != -1:
            continue
        middle[row] = row
        for other, _ in sorted(near[row].items(), key=lambda side: (-side[1], side[0])):
            if middle[other] == -1 and may_join(row, other):
                middle[other] = row
                join(row, other)
    return middle


def components(count: int, pairs: Iterable[Pair], least: float) -> list[int]:
    """For each row the number of its connected component, over pairs of `least` or more.

    Two clusters are on average as alike as that only where some pair of them is, so that average
    linkage never reaches from one component to another.
    """
    above = list(range(count))

    def top(row: int) -> int:
        while above[row] != row:
            above[row] = above[above[row]]
            row = above[row]
        return row

    for one, other, similarity in pairs:
        if similarity >= least:
            low, high = sorted((top(one), top(other)))
            above[high] = low
    return [top(row) for row in range(count)]


def agglomerate(pairs: Iterable[Pair], least: float, may_join: MayJoin, join: Join) -> None:
    """Join the most alike clusters again and again, until none are alike for `least` on average.

    Average linkage (Sokal and Michener 1958) on sparse pairs: one that is not given counts as 0.
    """
    total = _sides(pairs)
    size = dict.fromkeys(total, 1)
    waiting = [(-total[one][two], one, two) for one in total for two in total[one] if one < two]
    heapq.heapify(waiting)
    while waiting:
        negative, one, other = heapq.heappop(waiting)
        if negative != -_average(total, size, one, other) or -negative < least:
            continue
        if not may_join(one, other):
            del total[one][other], total[other][one]
            continue
        join(one, other)
        _merge(total, size, one, other)
        for third in total[one]:
            low, high = sorted((one, third))
            average = _average(total, size, low, high)
            if average >= least:
                heapq.heappush(waiting, (-average, low, high))


def _merge(total: dict[int, dict[int, float]], size: dict[int, int], one: int, other: int) -> None:
    """`other` becomes part of `one`: what each was like to a third is added up."""
    del total[one][other]
    for third, similarity in total.pop(other).items():
        if third == one:
            continue
        total[one][third] = total[third][one] = total[one].get(third, 0.0) + similarity
        del total[third][other]
    size[one] += size.pop(other)


def _average(
    total: Mapping[int, Mapping[int, float]], size: Mapping[int, int], one: int, other: int
) -> float:
    """How alike two clusters are on average; 0 where one of them is gone by now."""
    found = total.get(one, {}).get(other, 0.0)
    return found / (size[one] * size[other]) if found else 0.0


def _sides(pairs: Iterable[Pair]) -> defaultdict[int, dict[int, float]]:
    sides: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one, other, similarity in pairs:
        sides[one][other] = sides[other][one] = similarity
    return sides
