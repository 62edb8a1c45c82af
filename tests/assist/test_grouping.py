"""Average linkage, stars and components, held against scipy and plain definitions."""

import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from appliance.assist.grouping import Pair, agglomerate, components, stars


class Together:
    """Rows that were joined, and pairs that may not be."""

    def __init__(self, count: int, apart: frozenset[frozenset[int]] = frozenset()) -> None:
        self.sets = [{row} for row in range(count)]
        self.apart = apart

    def may_join(self, one: int, other: int) -> bool:
        """Whether no pair of the two is apart."""
        both = [frozenset((a, b)) for a in self.sets[one] for b in self.sets[other]]
        return not self.apart.intersection(both)

    def join(self, one: int, other: int) -> None:
        """Make two sets one."""
        self.sets[one] |= self.sets[other]
        for row in self.sets[one]:
            self.sets[row] = self.sets[one]

    def found(self) -> set[frozenset[int]]:
        """The sets."""
        return {frozenset(rows) for rows in self.sets}


@st.composite
def similarities(draw: st.DrawFn) -> tuple[int, list[Pair]]:
    """Rows, and for every pair of them how alike they are, by chance: without ties."""
    count = draw(st.integers(2, 9))
    chance = random.Random(draw(st.integers(0, 10_000)))
    return count, [(*pair, chance.random()) for pair in combinations(range(count), 2)]


@given(similarities(), st.floats(0.05, 0.95))
def test_clusters_are_those_of_average_linkage(asked: tuple[int, list[Pair]], least: float) -> None:
    count, pairs = asked
    together = Together(count)
    agglomerate(pairs, least, together.may_join, together.join)
    tree = linkage(np.array([1 - similarity for *_, similarity in pairs]), "average")
    labels = fcluster(tree, 1 - least, "distance").tolist()
    wanted = {frozenset(row for row in range(count) if labels[row] == one) for one in labels}
    assert together.found() == wanted


@given(similarities(), st.floats(0.05, 0.95), st.sets(st.integers(0, 8), min_size=2, max_size=2))
def test_clusters_keep_apart_what_may_not_join(
    asked: tuple[int, list[Pair]], least: float, apart: set[int]
) -> None:
    count, pairs = asked
    together = Together(count, frozenset({frozenset(apart)}))
    agglomerate(pairs, least, together.may_join, together.join)
    assert not any(apart <= rows for rows in together.found())


@given(similarities(), st.floats(0.05, 0.95))
def test_no_cluster_reaches_beyond_its_component(
    asked: tuple[int, list[Pair]], least: float
) -> None:
    count, pairs = asked
    together = Together(count)
    agglomerate(pairs, least, together.may_join, together.join)
    component = components(count, pairs, least)
    assert all(len({component[row] for row in rows}) == 1 for rows in together.found())


@given(similarities(), st.floats(0.05, 0.95), st.sets(st.integers(0, 8)))
def test_each_near_duplicate_is_near_to_the_middle_of_its_star(
    asked: tuple[int, list[Pair]], least: float, first: set[int]
) -> None:
    count, pairs = asked
    near = [pair for pair in pairs if pair[2] >= least]
    linked = {frozenset(pair[:2]) for pair in near}
    together = Together(count)
    is_first = [row in first for row in range(count)]
    middles = stars(count, near, is_first, together.may_join, together.join)
    for row, middle in enumerate(middles):
        assert row == middle or frozenset((row, middle)) in linked
        assert middles[middle] == middle
        assert together.sets[row] == {one for one in range(count) if middles[one] == middle}
    # Nobody is left alone beside a middle that would have taken them.
    alone = [row for row in range(count) if middles.count(row) == 1 and middles[row] == row]
    assert not any(frozenset(pair) in linked for pair in combinations(alone, 2))


def test_a_star_forms_around_what_is_first_and_else_around_the_best_connected() -> None:
    pairs: list[Pair] = [(0, 1, 0.9), (1, 2, 0.8), (2, 3, 0.7)]
    free = Together(4)
    assert stars(4, pairs, [False] * 4, free.may_join, free.join) == [1, 1, 1, 3]
    placed = Together(4)
    first = [False, False, False, True]
    assert stars(4, pairs, first, placed.may_join, placed.join) == [1, 1, 3, 3]


@pytest.mark.parametrize(("least", "wanted"), [(0.5, [0, 0, 0, 3]), (0.85, [0, 0, 2, 3])])
def test_components_hang_together_over_pairs_of_that_level(least: float, wanted: list[int]) -> None:
    assert components(4, [(0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.1)], least) == wanted
