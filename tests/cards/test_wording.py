"""The cards say what was agreed on, word for word, and what the screens and the manual say."""

import re
from pathlib import Path

import pytest

from appliance.cards.document import document
from appliance.cards.hands import chair_steps
from appliance.cards.steps import notes, steps
from appliance.look import COLOURS, look
from appliance.voice import Voice, in_order, printable, typeable
from appliance.web.words import LANGUAGES

from .paper import WIFI, conference, deck, words

MANUAL = Path(__file__).parents[2] / "webui" / "manual"
LINK = "http://10.77.0.1/t/3"

AGREED = {
    "nl": [
        f"1. Wifi. Scan deze code. Of kies {WIFI.ssid}, wachtwoord {WIFI.passphrase}.",
        "2. Meedoen. Scan deze code. Of typ in uw browser: 10.77.0.1/t/3",
        'Zegt uw telefoon "geen internet"? Dat klopt. Blijf verbonden. Zet mobiele data en VPN '
        "even uit.",
        "Geen telefoon, of lukt het niet? Vraag uw voorzitter om een leenapparaat.",
        "Zonder account. Tijdens de bijeenkomst gaat er niets het internet op.",
    ],
    "en": [
        f"1. Wi-Fi. Scan this code. Or choose {WIFI.ssid}, password {WIFI.passphrase}.",
        "2. Take part. Scan this code. Or type in your browser: 10.77.0.1/t/3",
        'Does your phone say "no internet"? That is right. Stay connected. Switch off mobile data '
        "and VPN for now.",
        "No phone, or stuck? Ask your chair for a loan device.",
        "No account. Nothing goes onto the internet during the conference.",
    ],
}


def voice(language: str, **members: object) -> Voice:
    """One language of the cards of a conference."""
    return Voice(language, words(), deck(**{**conference(), **members}).conference)


def plain(runs: list[dict[str, object]]) -> str:
    """A sentence without what stands out in it."""
    return "".join(str(run["text"]) for run in runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_card_says_what_was_agreed_on(language: str) -> None:
    told = voice(language)
    found = [f"{s['lead']} {plain(s['runs'])}" for s in steps(told, deck(**conference()), LINK)]
    assert [*found, *notes(told)] == AGREED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_to_be_typed_stands_out(language: str) -> None:
    strong = [
        run["text"]
        for step in steps(voice(language), deck(**conference()), LINK)
        for run in step["runs"]
        if run["strong"]
    ]
    assert strong == [WIFI.ssid, WIFI.passphrase, "10.77.0.1/t/3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chair_is_told_the_same_as_in_the_manual(language: str) -> None:
    chapter = (MANUAL / language / "chair.md").read_text("utf-8").split("{#now}")[1]
    manual = re.findall(r"^\d\. (.*)$", chapter.split("## ")[0], re.MULTILINE)
    first, *rest = [
        "".join(f"**{run['text']}**" if run["strong"] else str(run["text"]) for run in step)
        for step in chair_steps(voice(language))
    ]
    assert rest == manual[1:]
    assert len(first.split()) == len(manual[0].split())  # "this card" for "your card"


def test_nobody_is_sent_to_a_name_that_only_some_phones_know() -> None:
    assert ".local" not in str(document(deck(**conference()), words(), LANGUAGES))


def test_a_theme_looks_on_paper_as_on_a_screen() -> None:
    static = MANUAL.parent / "static"
    colours = (static / "css" / "light.css").read_text("utf-8")
    signs = (static / "signs.svg").read_text("utf-8")
    for number in range(1, COLOURS + 1):
        found = look(number)
        assert f"--theme-{number}: {found.strong};" in colours
        assert f"--tint-{number}: {found.tint};" in colours
        shape = re.findall(r">(<.*/>)</svg>", found.sign)[0]
        assert f'<symbol id="sign-{number}" viewBox="0 0 24 24">{shape}</symbol>' in signs
    assert len({look(number).sign for number in range(1, COLOURS + 1)}) == COLOURS


def test_a_theme_without_a_colour_is_ink_on_paper_and_no_theme_has_no_sign() -> None:
    ninth, none = look(9), look(None)
    assert (ninth.strong, ninth.tint) == (none.strong, none.tint)
    assert ninth.sign == look(1).sign.replace(look(1).strong, ninth.strong)
    assert none.sign == ""


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Zorg", "en", ("nl", "Zorg")),
        ({"nl": "Zorg", "en": "Care"}, "en", ("en", "Care")),
        ({"nl": "Zorg"}, "en", ("nl", "Zorg")),
        ({"fr": "Soins"}, "en", ("fr", "Soins")),
        ("", "en", ("nl", "")),
    ],
)
def test_the_organisers_texts_are_in_the_language_that_they_are_in(
    text: object, language: str, told: tuple[str, str]
) -> None:
    found = voice(language).organisers(text)  # type: ignore[arg-type]
    assert (found["lang"], found["text"]) == told


def test_a_text_is_one_line_of_what_can_be_seen() -> None:
    assert printable(" Zorg\n en\tthuis\x02\ue000 ") == "Zorg en thuis"
    assert printable("Cafe\u0301") == "Café"
    assert typeable("a  b\x03") == "a  b"


def test_the_conferences_own_language_comes_first() -> None:
    english = voice("nl", languages=["en", "nl"]).conference
    assert in_order(english, ("nl", "en")) == ["en", "nl"]
    assert in_order(voice("nl").conference, ("nl", "en")) == ["nl", "en"]
