"""The search itself: which texts come together, step by step."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .grouping import Pair, agglomerate, components, stars
from .likeness import Pairs, Vectors, neighbours, vectors
from .places import Places
from .reading import Reading

NEAR: Final = 0.65
"""From here two texts say the same in nearly the same words.

Of 1,200 answers with typing mistakes and words that change places it finds 80 % of the pairs of one
origin; 97 % of what it finds is of one origin, 99.6 % says the same. Other levels: 0.55 finds 88 %
(91 %), 0.6 86 % (96 %), 0.7 72 % (99 %), 0.8 45 % (100 %).
"""

TOGETHER: Final = 0.18
"""Average similarity from which clusters become one.

Precision/recall of pairs among the reference's problems and solutions: 0.56/0.60 and 0.72/0.72 at
0.16, 0.61/0.59 and 0.84/0.69 at 0.18, 0.63/0.51 and 0.86/0.65 at 0.22, 0.77/0.38 and 0.97/0.41 at
0.3; English 0.78/0.78 at 0.18. Chosen on what it is measured by (`scripts/bench --only assist`).
"""

FAINT: Final = 0.05
"""Below it two texts have nothing in common; it counts as 0 in averages."""

COPIES_MOST: Final = 300
"""Near-duplicates that are looked at for one text."""

PAIRS_MOST: Final = 500_000
"""Of faint pairs, for all texts together; with fewer than 700 different texts none is left out."""

_JOINS_A_STEP: Final = 200
"""After which progress is told."""

OnProgress = Callable[[float], None]


@dataclass(slots=True)
class Search:
    """What is found so far.

    Texts go by number in the order of their ids. A row stands for texts that say the same in the
    same words; `middles` has for each row the row that it is a near-duplicate of, or itself.
    """

    read: list[Reading]
    places: Places
    rows: list[list[int]]
    vectors: Vectors
    middles: list[int]

    @classmethod
    def of(cls, read: list[Reading], places: Places) -> "Search":
        """A search that has found only what is the same to the letter, or nearly."""
        rows = list(_rows(read, places))
        alike = vectors([read[texts[0]] for texts in rows])
        return cls(read, places, rows, alike, list(range(len(rows))))

    def put_duplicates_together(self, on_progress: OnProgress) -> None:
        """Find near-duplicates: alike, equal in numbers, and both or neither denying something."""
        pairs = neighbours(self.vectors.rows, NEAR, COPIES_MOST, on_progress)
        stances = [self.read[texts[0]].stance for texts in self.rows]
        same = [pair for pair in _plain(pairs) if stances[pair[0]] == stances[pair[1]]]
        is_placed = [self.places.group_of(texts[0]) is not None for texts in self.rows]
        self.middles = stars(len(self.rows), same, is_placed, self._may_join, self._join)

    def put_clusters_together(self, on_progress: OnProgress) -> None:
        """Cluster: near-duplicates count once, as the text in their middle."""
        kept = sorted(set(self.middles))
        most = PAIRS_MOST // len(kept) + 1
        pairs = neighbours(
            self.vectors.rows[kept], FAINT, most, lambda share: on_progress(share / 2)
        )
        inside = _inside_components(kept, pairs)
        join = self._counting(len(kept), lambda share: on_progress(0.5 + share / 2))
        for component in sorted(inside):
            agglomerate(inside.pop(component), TOGETHER, self._may_join, join)

    def _may_join(self, one: int, other: int) -> bool:
        return self.places.may_join(self.rows[one][0], self.rows[other][0])

    def _join(self, one: int, other: int) -> None:
        self.places.join(self.rows[one][0], self.rows[other][0])

    def _counting(self, most: int, on_progress: OnProgress) -> Callable[[int, int], None]:
        """Joins, and tells now and then how many of at most so many joins are done."""
        done = 0

        def join(one: int, other: int) -> None:
            nonlocal done
            self._join(one, other)
            done += 1
            if done % _JOINS_A_STEP == 0:
                on_progress(done / most)

        return join


def _rows(read: Sequence[Reading], places: Places) -> Iterator[list[int]]:
    """Texts with the same stems and stance together, unless a decision is about one of them."""
    copies: defaultdict[object, list[int]] = defaultdict(list)
    for text, reading in enumerate(read):
        is_own = places.is_decided(text) or not reading.words
        copies[text if is_own else (reading.stems, reading.stance)].append(text)
    for texts in copies.values():
        for text in texts:
            places.join(texts[0], text)
        yield texts


def _inside_components(kept: Sequence[int], pairs: Pairs) -> dict[int, list[Pair]]:
    """The pairs of each connected component, as rows of all."""
    component = components(len(kept), _plain(pairs), TOGETHER)
    inside: defaultdict[int, list[Pair]] = defaultdict(list)
    for one, other, similarity in _plain(pairs):
        if component[one] == component[other]:
            inside[component[one]].append((kept[one], kept[other], similarity))
    return dict(inside)


def _plain(pairs: Pairs) -> Iterator[Pair]:
    yield from zip(pairs.one.tolist(), pairs.other.tolist(), pairs.similarity.tolist(), strict=True)
