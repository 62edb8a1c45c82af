"""Texts for the tests: what people wrote at the reference conference, and decisions about them."""

import random
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st

from appliance.assist.suggestions import Cluster, Decisions, Group, Suggestions, Text
from scripts.benchmarks.labelled import several, varied

ODD = (
    "",
    " ",
    "?!",
    "geen",
    "Geen idee",
    "geen idee!",
    "nee",
    "None",
    "👍",
    "日本語の回答",
    "x" * 3_000,
)

POOL: Sequence[str] = (*(one.text for one in varied(several()[:40], 120)[0]), *ODD)
"""A hundred and twenty answers of which each is like two others, and what people also type."""


def texts_of(*written: str) -> list[Text]:
    """Texts with the ids t00, t01 …"""
    return [Text(f"t{number:02}", one) for number, one in enumerate(written)]


def shuffled(texts: Iterable[Text], seed: int = 1) -> list[Text]:
    """The same in another order."""
    mixed = list(texts)
    random.Random(seed).shuffle(mixed)
    return mixed


def members(cluster: Cluster) -> list[str]:
    """Everything that stands in a cluster."""
    return [*cluster.placed, *(match.text for match in cluster.suggested)]


def standing(suggestions: Suggestions) -> list[str]:
    """Everything that stands anywhere, as often as it does."""
    return sorted([id for cluster in suggestions.clusters for id in members(cluster)]) + sorted(
        suggestions.loose
    )


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Text], Decisions]:
    """Some texts and what a person decided, also about texts that are gone by now."""
    texts = texts_of(*draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=40)))
    ids = [*(one.id for one in texts), "gone"]
    # Where each text was put: in a group, set aside, or nowhere.
    places = draw(
        st.lists(st.sampled_from(["g1", "g2", "g3", "alone", *[""] * 6]), min_size=len(ids))
    )
    put = dict(zip(ids, places, strict=False))
    groups = tuple(
        Group(name, tuple(id for id in ids if put[id] == name), draw(st.sampled_from(["", "Naam"])))
        for name in ("g1", "g2", "g3")
    )
    apart = tuple(draw(st.lists(st.tuples(*[st.sampled_from(ids)] * 2), max_size=12)))
    return texts, Decisions(groups, apart, tuple(id for id in ids if put[id] == "alone"))
