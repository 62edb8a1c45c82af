"""The process that compares, on what people wrote at the reference conference."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from appliance.assist.child import LIMITS, suggest
from appliance.assist.suggestions import Text, Why
from scripts.benchmarks.labelled import (
    Labelled,
    alike,
    found,
    labelled,
    several,
    together,
    varied,
)
from tests.assist.texts import members, shuffled, standing, texts_of

LEAST = {"problems": (0.55, 0.55), "solutions": (0.8, 0.65), "english": (0.7, 0.7)}
"""Precision and recall of pairs, a little below what `scripts/bench --only assist` measures."""


@pytest.mark.parametrize("texts", labelled(), ids=lambda texts: texts.name)
def test_most_of_what_says_the_same_is_put_together(texts: Labelled) -> None:
    suggestions = suggest(texts.texts)
    assert len(standing(suggestions)) == len(texts.texts)
    figures = found(texts.says, together(suggestions))
    precision, recall = LEAST[texts.name]
    assert figures.precision >= precision
    assert figures.recall >= recall


def test_typing_mistakes_capitals_and_order_hide_few_near_duplicates() -> None:
    texts, source = varied(several(), 420)
    suggestions = suggest(texts)
    figures = found(source, alike(suggestions))
    assert figures.precision >= 0.92
    assert figures.recall >= 0.7
    assert found(source, together(suggestions)).recall >= 0.98


def test_why_names_the_words_that_both_have_and_those_that_are_nearly_the_same() -> None:
    texts = texts_of(
        "Omzeteisen sluiten kleine bedrijven uit",
        "kleine bedrijven vallen af door de OMZETEIS",
        "Btw is onduidelijk",
        "Aanbestedingsstukkn kosten weken",
        "Weken werk aan aanbestedingsstukken",
    )
    first, second = suggest(texts).clusters
    assert [(match.text, match.like, match.why.words) for match in first.suggested] == [
        ("t00", "t01", ("bedrijven", "kleine", "Omzeteisen")),
        ("t01", "t00", ("bedrijven", "kleine", "OMZETEIS")),
    ]
    assert [(match.text, match.like, match.why.nearly) for match in second.suggested] == [
        ("t03", "t04", (("Aanbestedingsstukkn", "aanbestedingsstukken"),)),
        ("t04", "t03", (("aanbestedingsstukken", "Aanbestedingsstukkn"),)),
    ]
    assert all(0.18 < match.why.similarity < 1 for match in (*first.suggested, *second.suggested))


def test_the_same_in_the_same_words_is_wholly_alike() -> None:
    (cluster,) = suggest(
        texts_of("Btw-regels zijn onduidelijk!", "ONDUIDELIJK zijn btw regels")
    ).clusters
    assert cluster.suggested[0].why == Why(1.0, ("Btw", "onduidelijk", "regels"))
    assert (cluster.alike, cluster.words) == ((("t00", "t01"),), ("btw", "onduidelijk", "regels"))


@pytest.mark.parametrize(
    "written",
    [
        ("De regels voor btw zijn heel duidelijk", "De regels voor btw zijn niet heel duidelijk"),
        (
            "Betaal sociale ondernemers binnen 14 dagen",
            "Betaal sociale ondernemers binnen 60 dagen",
        ),
        ("Small firms can bid for lots", "Small firms cannot bid for lots"),
    ],
)
def test_a_denial_or_another_number_is_about_the_same_but_does_not_say_the_same(
    written: Sequence[str],
) -> None:
    (cluster,) = suggest(texts_of(*written)).clusters
    assert (members(cluster), cluster.alike) == (["t00", "t01"], ())


def test_dutch_and_english_words_are_each_taken_back_to_their_stem() -> None:
    texts = texts_of(
        *("De inkopers durven niet", "Een inkoper durft het niet"),
        *("The buyers are worried about the rules", "A buyer who worries about a rule"),
    )
    assert [members(one) for one in suggest(texts).clusters] == [["t00", "t01"], ["t02", "t03"]]


@pytest.mark.parametrize("texts", [[], texts_of(""), texts_of("?!", "👍", " "), texts_of("Banken")])
def test_where_nothing_can_be_compared_everything_is_loose(texts: list[Text]) -> None:
    suggestions = suggest(texts)
    assert (suggestions.clusters, list(suggestions.loose)) == ((), [one.id for one in texts])


def test_another_run_in_another_order_suggests_the_same() -> None:
    texts, _ = varied(several(), 300)
    assert suggest(shuffled(texts)) == suggest(texts)


def test_progress_rises_to_the_end() -> None:
    told: list[float] = []
    suggest(several(), on_progress=told.append)
    assert told == sorted(told)
    assert (told[-1], len(told) >= 4) == (1.0, True)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_twelve_thousand_answers_are_compared_within_the_limits_and_with_progress() -> None:
    texts, source = varied(several(), 12_000)
    told: list[float] = []
    suggestions = suggest(texts, on_progress=told.append, limits=LIMITS)
    assert len(standing(suggestions)) == 12_000
    assert found(source, together(suggestions)).recall >= 0.98
    assert len(told) > 20


def test_who_asks_loads_nothing_that_is_heavy() -> None:
    look = (
        "import sys, appliance.assist.child, appliance.box\n"
        "print({'numpy', 'scipy', 'sklearn', 'snowballstemmer'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, check=True, timeout=60, text=True
    )
    assert done.stdout.strip() == "set()"
