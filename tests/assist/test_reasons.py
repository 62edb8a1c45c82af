"""Why two texts look alike, and what a cluster is about, in words that people typed."""

import pytest

from appliance.assist.reading import Reading, readings
from appliance.assist.reasons import LABEL_WORDS, SHARED_WORDS, label, why
from appliance.assist.suggestions import Why
from tests.assist.texts import texts_of


def read(*written: str) -> list[Reading]:
    """Readings of texts that come together."""
    return readings(texts_of(*written))


def rarity(texts: list[Reading]) -> dict[str, float]:
    """How telling each stem is: here the later in the alphabet the more."""
    stems = sorted({word.stem for one in texts for word in one.words})
    return {stem: float(at + 1) for at, stem in enumerate(stems)}


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Korte contracten", "het CONTRACT is kort", Why(0.5, ("Korte", "contracten"))),
        ("Fondsen weigeren", "vermogensfondsen", Why(0.5, (), (("Fondsen", "vermogensfondsen"),))),
        # A faint resemblance is told only where nothing else is.
        ("Handreiking", "aanreiken", Why(0.5, (), (("Handreiking", "aanreiken"),))),
        ("Handreiking btw", "aanreiken btw", Why(0.5, ("btw",))),
        ("Banken", "Loket", Why(0.5)),
    ],
)
def test_why_is_what_both_share_and_else_what_resembles_most(
    one: str, other: str, wanted: Why
) -> None:
    first, second = read(one, other)
    assert why(first, second, 0.5, rarity([first, second])) == wanted


def test_why_names_no_more_words_than_can_be_read() -> None:
    (one,) = read("bank loket fonds btw regel akkoord vouchers pilot")
    assert len(why(one, one, 1.0, rarity([one])).words) == SHARED_WORDS


def test_a_label_is_the_most_telling_words_as_most_people_type_them() -> None:
    texts = read("Vouchers van het UWV", "vouchers bij UWV", "Banken en vouchers", "een akkoord")
    told = label(texts, rarity(texts))
    assert (told[:2], len(told)) == (("vouchers", "UWV"), LABEL_WORDS)
