"""How alike texts are: TF-IDF over stems and over the trigrams of words, and nearest neighbours.

Never makes a matrix of every text against every other: neighbours are found a slice at a time and
only those that matter are kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from .reading import Reading

STEMS_SHARE: Final = 0.2
"""Of the similarity; the rest is trigrams, which see through mistakes and Dutch compounds."""

RARITY: Final = 1.5
"""Power of the inverse document frequency: a rare word tells more. The usual 1 finds less."""

_SLICE: Final = 256
"""Rows compared at once: 25 MB beside 12,000 texts."""

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Vectors:
    """A row of length 1 per text (0 for one without words); `rarity` says how telling a stem is."""

    rows: Any
    rarity: dict[str, float]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, `one` < `other`, sorted, each once, with their similarity (0 to 1)."""

    one: Whole
    other: Whole
    similarity: Floats


def vectors(readings: Sequence[Reading]) -> Vectors:
    """What the texts are compared by."""
    stems, rarity = _weighed([reading.stems for reading in readings], lambda stem: [stem])
    words = [[word.folded for word in reading.words] for reading in readings]
    grams, _ = _weighed(words, trigrams)
    joined = sparse.hstack(
        [stems * np.float32(STEMS_SHARE**0.5), grams * np.float32((1 - STEMS_SHARE) ** 0.5)],
        format="csr",
    )
    return Vectors(joined, rarity)


@cache
def trigrams(word: str) -> frozenset[str]:
    """The groups of three letters in a word, its two ends marked."""
    ended = f"^{word}$"
    return frozenset(ended[at : at + 3] for at in range(max(1, len(ended) - 2)))


def neighbours(rows: Any, least: float, most: int, on_progress: Callable[[float], None]) -> Pairs:
    """The pairs that are alike for `least` or more; of one row no more than its `most` nearest.

    A pair stays when it is among the nearest of either.
    """
    count = rows.shape[0]
    columns = rows.T.tocsr()
    found = []
    for start in range(0, count, _SLICE):
        alike = (rows[start : start + _SLICE] @ columns).tocoo()
        is_kept = (alike.data >= least) & (alike.row + start != alike.col)
        near = (alike.row[is_kept] + start, alike.col[is_kept], alike.data[is_kept])
        found.append(_nearest(*near, most))
        on_progress(min(1.0, (start + _SLICE) / count))
    one, other, similarity = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return _once(one, other, similarity, count)


def closest(rows: Any) -> list[tuple[int, float]]:
    """For each of two or more rows the other one that it resembles most, and how much (0 to 1)."""
    columns = rows.T.tocsr()
    found: list[tuple[int, float]] = []
    for start in range(0, rows.shape[0], _SLICE):
        alike = (rows[start : start + _SLICE] @ columns).toarray()
        here = np.arange(len(alike))
        alike[here, start + here] = -1
        best = alike.argmax(axis=1)
        similarity = np.minimum(alike[here, best], 1)
        found += zip(best.tolist(), similarity.tolist(), strict=True)
    return found


def _nearest(one: Whole, other: Whole, similarity: Floats, most: int) -> tuple[Any, Any, Any]:
    order = np.lexsort((other, -similarity, one))
    one, other, similarity = one[order], other[order], similarity[order]
    _, first, size = np.unique(one, return_index=True, return_counts=True)
    rank = np.arange(len(one)) - np.repeat(first, size)
    return one[rank < most], other[rank < most], similarity[rank < most]


def _once(one: Whole, other: Whole, similarity: Floats, count: int) -> Pairs:
    low, high = np.minimum(one, other), np.maximum(one, other)
    _, first = np.unique(low.astype(np.int64) * count + high, return_index=True)
    return Pairs(low[first], high[first], np.minimum(similarity[first], np.float32(1)))


def _weighed(
    documents: Sequence[Sequence[str]], parts: Callable[[str], Iterable[str]]
) -> tuple[Any, dict[str, float]]:
    """A row of TF-IDF per document, of length 1, and how rare each term is.

    Terms are the `parts` of a document's words. Term frequency is dampened by its logarithm, as is
    usual (Manning, Raghavan and Schuetze 2008, 6.4).
    """
    terms = {word: tuple(parts(word)) for document in documents for word in document}
    column = {term: at for at, term in enumerate(sorted({*chain(*terms.values())}))}
    columns = {word: [column[term] for term in found] for word, found in terms.items()}
    at = np.fromiter((c for document in documents for w in document for c in columns[w]), np.int32)
    sizes = (sum(len(columns[word]) for word in document) for document in documents)
    ends = np.fromiter(accumulate(sizes, initial=0), np.int64)
    counts = sparse.csr_matrix(
        (np.ones(len(at), np.float32), at, ends), shape=(len(documents), len(column))
    )
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=len(column))
    rarity = (np.log((1 + len(documents)) / (1 + frequency)) + 1) ** RARITY
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices].astype(np.float32)
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    shrink = sparse.diags(1 / np.where(length == 0, 1, length)).astype(np.float32)
    return shrink @ counts, dict(zip(column, rarity.tolist(), strict=True))
