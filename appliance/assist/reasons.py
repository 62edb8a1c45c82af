"""Says why: the words that two texts share, and the words that tell what a cluster is about."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from .likeness import trigrams
from .reading import Reading, Word
from .suggestions import Why

LABEL_WORDS: Final = 4
SHARED_WORDS: Final = 6
_NEARLY: Final = 0.4
"""Share of trigrams (Dice 1945) from which two words resemble each other for the eye."""

_LOOKED_AT: Final = 30
"""Words of each text; answers have fewer, and a long letter shares enough words to explain it."""


def why(one: Reading, other: Reading, similarity: float, rarity: Mapping[str, float]) -> Why:
    """Why two texts look alike; words as `one` and, in pairs, `other` spell them."""
    here, there = _by_stem(one), _by_stem(other)
    shared = sorted(here.keys() & there.keys(), key=lambda stem: (-rarity[stem], stem))
    words = tuple(here[stem].typed for stem in shared[:SHARED_WORDS])
    # Where nothing else explains it, even a faint resemblance is what it was matched by.
    most = _LOOKED_AT if words else None
    only_here = [here[stem] for stem in here if stem not in there][:most]
    only_there = [there[stem] for stem in there if stem not in here][:most]
    nearly = _resembling(only_here, only_there)
    shown = [pair for pair in nearly if pair[0] >= _NEARLY] or ([] if words else nearly[:1])
    return Why(round(similarity, 3), words, tuple(pair[1:] for pair in shown[:SHARED_WORDS]))


def label(readings: Sequence[Reading], rarity: Mapping[str, float]) -> tuple[str, ...]:
    """The words that tell most of what these texts are about, spelled as most of them do."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for stem, word in _by_stem(reading).items():
            used[stem][word.typed] += 1
    weight = {stem: spelled.total() * rarity[stem] for stem, spelled in used.items()}
    best = sorted(weight, key=lambda stem: (-weight[stem], stem))[:LABEL_WORDS]
    return tuple(_commonest(used[stem]) for stem in best)


def _by_stem(reading: Reading) -> dict[str, Word]:
    """The words of a text in order, each stem once."""
    words: dict[str, Word] = {}
    for word in reading.words:
        words.setdefault(word.stem, word)
    return words


def _resembling(here: Sequence[Word], there: Sequence[Word]) -> list[tuple[float, str, str]]:
    """For each word here that has trigrams in common with one there the most alike, best first."""
    pairs = [(_dice(one.folded, other.folded), one, other) for one in here for other in there]
    best: dict[Word, tuple[float, str, str]] = {}
    for alike, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[2].folded)):
        if alike > 0 and one not in best:
            best[one] = (alike, one.typed, other.typed)
    return sorted(best.values(), key=lambda pair: (-pair[0], pair[1:]))


@lru_cache(maxsize=20_000)
def _dice(one: str, other: str) -> float:
    here, there = trigrams(one), trigrams(other)
    return 2 * len(here & there) / (len(here) + len(there))


def _commonest(spelled: Counter[str]) -> str:
    return min(spelled, key=lambda typed: (-spelled[typed], typed.swapcase()))
