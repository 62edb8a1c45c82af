"""One language of what is printed: sentences about one or many, numbers, times and lists."""

import pytest

from appliance.conference.records import Conference
from appliance.voice import Voice
from appliance.web.words import Words

WORDS = Words.read()


def voice(language: str) -> Voice:
    return Voice(language, WORDS, Conference("een", "Een", languages=("nl", "en")))


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("nl", 0, "0 bijdragen"),
        ("nl", 1, "1 bijdrage"),
        ("nl", 2_000, "2.000 bijdragen"),
        ("en", 1, "1 contribution"),
        ("en", 2_000, "2,000 contributions"),
    ],
)
def test_one_and_many_are_told_as_people_do(language: str, n: int, said: str) -> None:
    assert voice(language).count("{n} contribution", "{n} contributions", n) == said


def test_a_sentence_about_many_has_other_values_too() -> None:
    message = "{n} of {total} has voted.", "{n} of {total} have voted."
    assert voice("nl").count(*message, 1, total=1_200) == "1 van 1.200 heeft gestemd."


@pytest.mark.parametrize(("language", "said"), [("nl", "4, 7 en 9"), ("en", "4, 7 and 9")])
def test_names_stand_as_in_a_sentence(language: str, said: str) -> None:
    assert voice(language).listed(["4", "7", "9"]) == said


def test_a_time_is_told_as_on_the_pages() -> None:
    assert voice("nl").clock(29_000_000).endswith(" uur")
    assert ":" in voice("en").clock(29_000_000)


def test_a_text_by_the_organiser_is_spoken_as_it_was_typed() -> None:
    text = {"nl": "Twee\nregels"}
    assert voice("en").spoken(text) == ("nl", "Twee\nregels")
    assert voice("en").organisers(text) == {"lang": "nl", "text": "Twee regels"}
    assert voice("en").spoken("Kaal") == ("nl", "Kaal")
