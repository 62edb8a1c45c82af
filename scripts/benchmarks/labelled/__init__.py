"""Texts of which a person said what they say, and how much of that was found."""

import csv
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from appliance.assist.suggestions import Suggestions, Text

HERE = Path(__file__).parent
DEMO = Path(__file__).parents[3] / "appliance" / "demo"


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts and, by id, what each says; the same label is the same."""

    name: str
    texts: tuple[Text, ...]
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Of the pairs that were put together the share that is right, and of the right ones the share
    that was found; both 1.0 where there are none."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two (van Rijsbergen 1979)."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def labelled() -> tuple[Labelled, ...]:
    """The problems and the solutions of the reference conference, and the English answers."""
    said = {row["id"]: row["says"] for row in _rows(HERE / "dutch.csv")}
    entries = _rows(DEMO / "entries.csv")
    named = {"knelpunten": "problems", "oplossingen": "solutions"}
    dutch = [
        _labelled(name, [row for row in entries if row["activity"] == activity], said)
        for activity, name in named.items()
    ]
    english = _rows(HERE / "english.csv")
    return (*dutch, _labelled("english", english, {row["id"]: row["says"] for row in english}))


def several() -> tuple[Text, ...]:
    """The texts of the reference conference, in Dutch."""
    return tuple(text for texts in labelled() for text in texts.texts if texts.name != "english")


def varied(texts: Sequence[Text], count: int, seed: int = 5) -> tuple[list[Text], dict[str, str]]:
    """As many texts as asked, each one of these with changes, and which one: by id, its id.

    Words that change places, up to two typing mistakes, and now and then all capitals or none.
    """
    chance = random.Random(seed)
    sources = [texts[number % len(texts)] for number in range(count)]
    made = [Text(f"v{at:06}", _changed(one.text, chance)) for at, one in enumerate(sources)]
    return made, {one.id: source.id for one, source in zip(made, sources, strict=True)}


def together(suggestions: Suggestions) -> dict[str, str]:
    """By id of a text a name for where it stands."""
    stands = {id: f"loose {id}" for id in suggestions.loose}
    for number, cluster in enumerate(suggestions.clusters):
        members = [*cluster.placed, *(match.text for match in cluster.suggested)]
        stands |= dict.fromkeys(members, f"cluster {number}")
    return stands


def alike(suggestions: Suggestions) -> dict[str, str]:
    """By id of a text a name for the near-duplicates it is among, or itself."""
    stands = {id: id for id in together(suggestions)}
    for cluster in suggestions.clusters:
        for star in cluster.alike:
            stands |= dict.fromkeys(star, f"alike {star[0]}")
    return stands


def found(says: Mapping[str, str], stands: Mapping[str, str]) -> Found:
    """How well the pairs that stand together are the pairs that say the same."""
    both = _pairs(Counter((says[id], stands[id]) for id in says))
    right = _pairs(Counter(says.values()))
    put = _pairs(Counter(stands[id] for id in says))
    return Found(both / put if put else 1.0, both / right if right else 1.0)


def _pairs(sizes: Mapping[object, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _labelled(name: str, rows: Sequence[Mapping[str, str]], said: Mapping[str, str]) -> Labelled:
    texts = tuple(Text(row["id"], row["text"]) for row in rows)
    return Labelled(name, texts, {one.id: said.get(one.id) or one.id for one in texts})


def _changed(text: str, chance: random.Random) -> str:
    words = text.split()
    if len(words) > 2 and chance.random() < 0.5:
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    text = " ".join(words)
    for _ in range(chance.randrange(3)):
        text = _mistyped(text, chance.randrange(len(text) - 1), chance)
    capitals = chance.random()
    return text.upper() if capitals < 0.1 else text.lower() if capitals < 0.4 else text


def _mistyped(text: str, at: int, chance: random.Random) -> str:
    before, here, after, rest = text[:at], text[at], text[at + 1], text[at + 2 :]
    mistakes = (
        before + after + rest,
        before + after + here + rest,
        before + here + here + after + rest,
        before + chance.choice("abcdefghijklmnoprstuvwz") + after + rest,
    )
    return chance.choice(mistakes)


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text("utf-8").splitlines()))
