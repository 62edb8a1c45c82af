"""Letters on paper: all that a font has is drawn, all else is told, and Typst never refuses."""

import json
import random
import unicodedata
from collections.abc import Sequence

import pytest

from appliance.report.paper.faces import FACES, FOLDER, covered, letters
from appliance.report.paper.laying import STANDARDS
from appliance.report.paper.letters import LACKING, clusters, is_leftward, printed

ALL = [chr(code) for code in range(0x110000)]
ASSIGNED = [letter for letter in ALL if unicodedata.category(letter) != "Cn"]

TEMPLATE = f"""#set document(title: "letters")
#set text(font: {json.dumps([*FACES])[1:-1].join("()")}, fallback: false, lang: "nl")
#for told in json(bytes(sys.inputs.told)) {{ block(told) }}
"""


def lay_out(texts: Sequence[str]) -> None:
    """Make a PDF of these; Typst raises where it cannot."""
    typst = pytest.importorskip("typst", reason="Typst is not installed")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
    typst.compile(
        TEMPLATE.encode(),
        font_paths=fonts,
        pdf_standards=[*STANDARDS],
        sys_inputs={"told": json.dumps(texts, ensure_ascii=False)},
    )


@pytest.mark.parametrize("file", [*FACES.values(), "Bold.ttf", "Italic.ttf"])
def test_the_letters_of_a_font_are_those_that_another_reader_finds(file: str) -> None:
    fonttools = pytest.importorskip("fontTools.ttLib", reason="fontTools is not installed")
    with fonttools.TTFont(FOLDER / file) as font:
        expected = {chr(code) for code in font.getBestCmap()}
    assert {*letters((FOLDER / file).read_bytes())} - {"\0"} == expected - {"\0"}


def test_bold_and_italic_have_all_letters_of_the_first_face() -> None:
    for file in ("Bold.ttf", "Italic.ttf"):
        assert {*letters((FOLDER / file).read_bytes())} >= covered()[0]


def test_every_letter_that_a_font_has_is_drawn_and_every_other_is_told() -> None:
    drawn = [letter for letter in ASSIGNED if LACKING.search(printed(letter)) is None]
    lay_out([printed("".join(drawn[n : n + 64])) for n in range(0, len(drawn), 64)])
    lay_out([" ".join(map(printed, drawn[n : n + 64])) for n in range(0, len(drawn), 64)])
    known = {letter for face in covered() for letter in face}
    told = {*ASSIGNED} - {*drawn}
    # Some font has something for private use and controls, and rings without a letter to go round.
    assert {unicodedata.category(letter) for letter in known & told} <= {"Cc", "Co", "Me"}
    for sample in "aéßŁ€Ωжیאग→≥★☃😀":
        assert printed(sample) == sample


def test_no_text_makes_typst_refuse() -> None:
    chance = random.Random(7)
    pools = [sorted(face) for face in covered()]
    marks = [each for each in ALL if unicodedata.category(each)[0] == "M"]
    drawn_marks = [each for pool in pools for each in pool if unicodedata.category(each)[0] == "M"]
    silent = [*"\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\u20e3\n\r\t\v"]
    silent += [*"\u202a\u202e\u2066\u2069\x00\x1f\ufeff\ufffe\ud800\udfff\ue000\U000e0067"]
    silent += [*"\U0001f3fb\U0001f1e6\U0001f1f1\U000e007f\U000e0100\U0010ffff"]
    kinds = [*pools, drawn_marks, drawn_marks, marks, silent, silent, ALL]
    for _ in range(10):
        lay_out(
            [
                printed("".join(chance.choice(chance.choice(kinds)) for _ in range(length)))
                for length in (chance.randint(1, 40) for _ in range(200))
            ]
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eén €\u00a05", "Eén €\u00a05"),
        ("e\u0301e\u0301n", "één"),
        ("a\r\nb\rc\vd\u2028e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\tb\u2003c\u3000d\u202fe", "a b c d\u00a0e"),
        ("中", "[U+4E2D]"),
        ("a\x00\ud800\ufffe\ue000", "a[U+0000][U+D800][U+FFFE][U+E000]"),
        # What would turn the text after it around is left out.
        ("a\u202eb\u2066c\u2069\ufeff", "abc"),
        ("👩\u200d💻 👍🏽 🇳🇱 1\ufe0f\u20e3", "👩\u200d💻 👍🏽 🇳🇱 1\ufe0f\u20e3"),
        # A mark of one script on a letter of another: no font has both.
        ("a\u0591", "a[U+0591]"),
        ("\u05c2a", "\u25cc\u05c2a"),
        ("a\n\u0301", "a\n\u25cc\u0301"),
        ("مرحبا بكم", "مرحبا بكم"),
    ],
)
def test_a_text_is_printed(text: str, expected: str) -> None:
    assert printed(text) == expected


def test_what_was_printed_once_is_printed_the_same_again() -> None:
    for text in ("a\u05c2\u0301", "\u0301", "中\u0301", "a" + "\u0301" * 90, "👩\u200d中"):
        assert printed(printed(text)) == printed(text)


def test_a_tower_of_marks_is_told_where_no_reader_could_tell_them_apart() -> None:
    tower = printed("a" + "\u0316" * 10_000)
    assert tower.count("\u0316") + tower.count("[U+0316]") == 10_000
    assert max(map(len, clusters(tower))) <= 33


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", False), ("a", False), ("12 שלום", True), ("مرحبا a", True), ("a مرحبا", False)],
)
def test_the_first_letter_with_a_direction_tells_which_way_a_text_runs(
    text: str, expected: bool
) -> None:
    assert is_leftward(text) is expected
