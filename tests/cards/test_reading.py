"""The cards as a document: who cannot see them is told everything once, in the right language."""

import re
from pathlib import Path

import pytest

from appliance.cards.deck import Deck
from appliance.cards.document import Part

from .paper import (
    WIFI,
    aloud,
    conference,
    deck,
    facts,
    printed_to,
    sizes,
    structure,
    told,
    words,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("pdfinfo", "pdffonts", "pdftotext"),
]

TITLE = {"nl": "Zaal vol werk", "en": "A room full of work"}


@pytest.fixture(scope="module")
def two() -> Deck:
    """Two tables of one theme."""
    return deck(**conference(2, TITLE, {"nl": "Zorg", "en": "Care"}))


@pytest.fixture(scope="module")
def all_cards(two: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that there is to print."""
    return printed_to(tmp_path_factory.mktemp("cards"), two)


def test_the_file_is_tagged_titled_and_made_to_be_read_aloud(all_cards: Path) -> None:
    known = facts(all_cards)
    assert (known["Tagged"], known["Title"]) == ("yes", "Kaarten voor Zaal vol werk")
    assert "<pdfuaid:part>1</pdfuaid:part>" in told("pdfinfo", "-meta", all_cards)


def test_every_font_is_in_the_file(all_cards: Path) -> None:
    fonts = told("pdffonts", all_cards).splitlines()[2:]
    assert len(fonts) == 2
    for font in fonts:
        name, *_, embedded, subset, unicode, _object, _generation = font.split()
        assert name.partition("+")[2].startswith("AtkinsonHyperlegibleNext")
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


def test_everything_goes_through_an_a4_printer_and_only_the_poster_alone_is_a3_too(
    two: Deck, all_cards: Path, tmp_path: Path
) -> None:
    # Two tables, their chairs on one sheet, the organiser, the poster.
    assert sizes(all_cards) == ["A4"] * 5
    assert sizes(printed_to(tmp_path, two, Part.POSTER)) == ["A4", "A3"]


def test_each_card_begins_with_its_heading(all_cards: Path) -> None:
    headings = re.findall(r'H1 "(.*)" \(block\)', structure(all_cards))
    tables = ["Tafel 1 Zorg", "Tafel 2 Zorg"]
    assert headings == [*tables, *tables, "Organisator", "Zaal vol werk"]


def test_a_card_says_everything_once_though_it_is_printed_on_both_sides(
    two: Deck, tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, two, Part.TABLES)
    said = aloud(pdf)
    for sentence in (
        "Tafel 2",
        "Table 2",
        "Of typ in uw browser: 10.77.0.1/t/2",
        "Or type in your browser: 10.77.0.1/t/2",
    ):
        assert said.count("".join(sentence.split())) == 1
    assert said.count(WIFI.passphrase) == 4  # two tables, two languages
    seen = "".join(told("pdftotext", "-f", "2", "-l", "2", pdf, "-").split())
    assert seen.count("10.77.0.1/t/2") == 4


def test_every_code_says_in_words_what_it_holds(all_cards: Path) -> None:
    alternatives = re.findall(rb"/Alt ?\(Code om te scannen: (.*?)\)", all_cards.read_bytes())
    # Two on a table, one for a chair, two for the organiser, two on the poster.
    assert len(alternatives) == 2 * 2 + 2 + 2 + 2
    assert structure(all_cards).count("Figure") == len(alternatives)
    assert alternatives[:2] == [b"de wifi Tafelronde-9f3c", b"http://10.77.0.1/t/1"]


def test_each_language_is_marked_as_what_it_is(all_cards: Path) -> None:
    marked = set(re.findall(rb"/Lang ?\((\w+)\)", all_cards.read_bytes()))
    assert marked == {b"nl", b"en"}


@pytest.mark.parametrize(("language", "other"), [("nl", "en"), ("en", "nl")])
def test_a_card_can_be_in_one_language(
    two: Deck, tmp_path: Path, language: str, other: str
) -> None:
    said = aloud(printed_to(tmp_path, two, languages=[language]))
    sentence = "No phone, or stuck? Ask your chair for a loan device."
    own, foreign = ("".join(words().say(each, sentence).split()) for each in (language, other))
    assert said.count(own) == 2
    assert foreign not in said


def test_a_conference_in_english_has_english_first(tmp_path: Path) -> None:
    members = conference(1, TITLE, {"nl": "Zorg", "en": "Care"})
    pdf = printed_to(tmp_path, deck(languages=["en", "nl"], **members), Part.TABLES)
    assert re.findall(r'H1 "(.*)" \(block\)', structure(pdf)) == ["Table 1 Care"]
    assert facts(pdf)["Title"] == "Cards for A room full of work"
