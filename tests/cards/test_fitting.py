"""Nothing is cut and nothing overlaps, however long a title is and in whatever letters."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from appliance.cards.deck import Deck, Wifi
from appliance.cards.document import Part, document
from appliance.cards.printing import printed

from .paper import (
    POINTS_PER_MM,
    Word,
    conference,
    deck,
    facts,
    printed_to,
    told,
    words,
    words_on,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.needs("pdfinfo", "pdftotext"),
    pytest.mark.timeout(300),
]

PAPER = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGIN_MM = 3.5
"""What few printers can print on; the marks begin just inside."""

THEME = "Arbeidsmarkttoeleiding en duurzame inzetbaarheid van mensen"
TITLE = (
    "Werkconferentie over arbeidsmarkttoeleiding, duurzame inzetbaarheid en de "
    "rol van sociale ondernemingen in de regio Noord"
)
ENGLISH = "Helping people into work, and keeping all of them employable"

LONG = conference(1, {"nl": TITLE, "en": TITLE}, {"nl": THEME, "en": ENGLISH})
UNBROKEN = conference(1, "W" * 120, "Arbeidsongeschiktheidsverzekeringsmaatschappijenoverleggen!!")
STRANGE = conference(1, "Čeština, Ελληνικά, Українська · שלום", "Ŝanĝo kaj ģimene: εργασία")
PLAIN = conference(1, "Zaal", "Zorg")
LONGEST = Wifi("Congrescentrum-De-Werelt-gasten9", "a1" * 31 + "b", "WIFI:T:WPA;S:x;P:y;;")


@pytest.mark.parametrize(
    "cards",
    [
        deck(**LONG, place="Congrescentrum De Werelt in Lunteren, zaal Rembrandt"),
        deck(**UNBROKEN),
        deck(**STRANGE),
        deck(None, **LONG),
        deck(LONGEST, "http://192.168.178.201:8080", **PLAIN),
    ],
    ids=["long", "unbroken", "strange", "without Wi-Fi", "long to type"],
)
@pytest.mark.parametrize("languages", [["nl", "en"], ["nl"]], ids=["both", "one"])
def test_every_word_is_on_the_sheet_and_on_no_other(
    cards: Deck, languages: list[str], tmp_path: Path
) -> None:
    pdf = printed_to(tmp_path, cards, languages=languages)
    poster = printed_to(tmp_path, cards, Part.POSTER, languages=languages, name="poster")
    sheets = [(pdf, n + 1, "A4") for n in range(pages(pdf))]
    for file, page, size in [*sheets, (poster, 2, "A3")]:
        found = list(words_on(file, page))
        assert found
        assert [word for word in found if not is_on(word, PAPER[size])] == []
        assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("members", [LONG, UNBROKEN, STRANGE], ids=["long", "unbroken", "strange"])
def test_all_of_a_title_is_there(members: dict[str, object], tmp_path: Path) -> None:
    cards = deck(**members)
    pdf = printed_to(tmp_path, cards, languages=["nl"])
    theme = cards.tables[0].theme
    assert theme is not None
    title, name = (
        text if isinstance(text, str) else text["nl"]
        for text in (cards.conference.title, theme.title)
    )
    tent, last = (seen(pdf, page) for page in (1, pages(pdf)))
    assert letters(name) in tent
    assert letters(title) in last


def test_words_and_codes_keep_clear_of_each_other(tmp_path: Path) -> None:
    pdf = printed_to(tmp_path, deck(**LONG), Part.TABLES)
    shapes = re.findall(r"/BBox \[([\d. ]+)\]", told("pdfinfo", "-struct", pdf))
    codes = [as_word(shape) for shape in shapes[:2]]
    assert len(codes) == 2
    assert [
        (word, code) for word in words_on(pdf, 1) for code in codes if overlap(word, code)
    ] == []


def test_thirty_tables_have_a_card_each(tmp_path: Path) -> None:
    members = conference(30)
    members["tables"][6]["is_in_use"] = False
    pdf = printed_to(tmp_path, deck(**members), Part.TABLES, languages=["nl"])
    assert pages(pdf) == 29
    heads = re.findall(r'H1 "Tafel (\d+) Zorg"', told("pdfinfo", "-struct-text", pdf))
    assert heads == [str(n) for n in range(1, 31) if n != 7]


def test_the_ninth_theme_has_a_sign_though_no_colour_of_its_own(tmp_path: Path) -> None:
    members = conference(1)
    members["themes"] = [{"id": f"t{n}", "title": f"Thema {n}"} for n in range(1, 10)]
    members["tables"][0]["theme"] = "t9"
    pdf = printed_to(tmp_path, deck(**members), Part.TABLES)
    assert letters("Thema 9") in seen(pdf, 1)


def test_letters_that_no_font_has_are_told_and_their_place_is_kept(tmp_path: Path) -> None:
    made = printed(
        document(deck(**conference(1, "Zaal \u0378 vol")), words(), ["nl"], [Part.POSTER])
    )
    assert made.lacking == "\u0378"
    (tmp_path / "cards.pdf").write_bytes(made.pdf)
    assert letters("Zaal □ vol") in seen(tmp_path / "cards.pdf", 1)


def pages(pdf: Path) -> int:
    """How many there are."""
    return int(facts(pdf)["Pages"])


def seen(pdf: Path, page: int) -> str:
    """All letters on a page, in order."""
    return letters(told("pdftotext", "-f", str(page), "-l", str(page), "-raw", pdf, "-"))


def letters(text: str) -> str:
    """A text without its spaces and lines, and what only tells how to write it."""
    return "".join(letter for letter in text if not letter.isspace() and letter.isprintable())


def is_on(word: Word, size: tuple[float, float]) -> bool:
    """Whether all of a word can be printed on paper of this size in millimetres."""
    least = MARGIN_MM * POINTS_PER_MM
    right, bottom = (side * POINTS_PER_MM - least for side in size)
    return (
        least <= word.left and word.right <= right and least <= word.top and word.bottom <= bottom
    )


def overlap(one: Word, other: Word) -> bool:
    """Whether two words share more than the room above and below letters, which lines may."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return across > 0.5 and down > 0.4 * lower


def as_word(shape: str) -> Word:
    """The place of a code on an A4, counted from the top as that of a word is."""
    left, low, right, high = map(float, shape.split())
    top = PAPER["A4"][1] * POINTS_PER_MM
    return Word("a code", left, top - high, right, top - low)
