"""Vectors and neighbours, held against the plain definition on real texts."""

import numpy as np
import pytest

from appliance.assist.likeness import closest, neighbours, trigrams, vectors
from appliance.assist.reading import readings
from scripts.benchmarks.labelled import several
from tests.assist.texts import texts_of

ROWS = vectors(readings([*several(), *texts_of("?!")])).rows


@pytest.mark.parametrize(("least", "most"), [(0.05, 1_000), (0.3, 1_000), (0.05, 3), (2.0, 5)])
def test_neighbours_are_the_nearest_of_all_pairs(least: float, most: int) -> None:
    full = (ROWS @ ROWS.T).toarray()
    np.fill_diagonal(full, -1)
    wanted = set()
    for row, alike in enumerate(full):
        nearest = np.lexsort((np.arange(len(alike)), -alike))[:most]
        wanted |= {(min(row, at), max(row, at)) for at in nearest.tolist() if alike[at] >= least}
    found = neighbours(ROWS, least, most, lambda share: None)
    pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
    assert pairs == sorted(wanted)
    assert np.allclose(found.similarity, full[found.one, found.other])


def test_every_text_with_words_has_a_row_of_length_one() -> None:
    lengths = np.sqrt(np.asarray(ROWS.multiply(ROWS).sum(axis=1)).ravel())
    assert np.allclose(lengths, [1.0] * len(several()) + [0.0], atol=1e-5)


def test_the_closest_is_another_one_and_the_most_alike() -> None:
    full = (ROWS @ ROWS.T).toarray()
    np.fill_diagonal(full, -1)
    found = closest(ROWS)
    assert [at for at, _ in found] == full.argmax(axis=1).tolist()
    assert np.allclose([alike for _, alike in found], full.max(axis=1), atol=1e-5)


def test_trigrams_know_where_a_word_begins_and_ends() -> None:
    assert trigrams("btw") == {"^bt", "btw", "tw$"}
    assert trigrams("u") == {"^u$"}
