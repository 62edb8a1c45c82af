"""How a text is read: its telling words, stems, language and stance."""

import pytest

from appliance.assist.reading import READ_CHARACTERS, Reading, Word, folded, readings
from tests.assist.texts import texts_of


def read(*written: str) -> list[Reading]:
    """Readings of texts that come together."""
    return readings(texts_of(*written))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("De inkopers DURVEN niet!", ["inkopers", "durven"]),
        ("The buyers are worried", ["buyers", "worried"]),
        ("Eén loket, één régeling", ["loket", "regeling"]),
        ("Tussen de 50.000 en 500.000 euro", ["50000", "500000", "euro"]),
        ("Meer SIB’s en no-risk: cao's", ["sibs", "no", "risk", "caos"]),
        ("niets", ["niets"]),
        ("👍 ?!", []),
    ],
)
def test_a_text_is_read_as_its_telling_words(written: str, words: list[str]) -> None:
    assert [word.folded for word in read(written)[0].words] == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wij vinden de contracten te kort", "het korte contract"),
        ("De gemeente bespaart op banken", "Een bank die wil besparen? Gemeenten!"),
        ("The buyers are worried", "A buyer who worries"),
        ("the measured results", "to measure a result"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    first, second = (set(reading.stems) for reading in read(one, other))
    assert len(first & second) >= 2


def test_a_text_without_small_words_is_in_the_language_of_most_others() -> None:
    assert read("buyer", "buyers", "It is what the bank does")[:2] == [
        Reading("t00", (Word("buyer", "buyer", "buyer"),), (False, ())),
        Reading("t01", (Word("buyers", "buyers", "buyer"),), (False, ())),
    ]
    dutch = read("besparingen", "Het is wat de bank doet")[0].stems
    english = read("besparingen", "It is what the bank does")[0].stems
    assert dutch != english


def test_numbers_and_denials_are_the_stance_of_a_text() -> None:
    stances = [one.stance for one in read("Betaal binnen 14 dagen", "Nooit binnen 14,5 of 7 dagen")]
    assert stances == [(False, ("14",)), (True, ("145", "7"))]


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    (one,) = read("bank " * READ_CHARACTERS)
    assert len(one.words) == READ_CHARACTERS // 5


@pytest.mark.parametrize(("word", "plain"), [("Cao's", "caos"), ("ÉÉN", "een"), ("ﬁets", "fiets")])
def test_capitals_accents_and_apostrophes_make_no_difference(word: str, plain: str) -> None:
    assert folded(word) == plain
