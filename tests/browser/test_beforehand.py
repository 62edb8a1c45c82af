"""From an empty box to cards on the tables: survey, answers, themes, programme; by one person."""

import json
import re
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Route, expect

from appliance.web.words import Words

from .guests import LAPTOP, Guests
from .hands import Hand, Keys, Mouse
from .test_sort import THEMES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    pytest.mark.needs("pdftotext", "pdfinfo"),
]

DEMO: Final = Path(str(files("appliance").joinpath("demo")))
RECIPES: Final = Path(str(files("appliance").joinpath("recipes")))
WORDS: Final = Words.read()
LOCALES: Final = {"en": "en-GB", "nl": "nl-NL"}
TITLE: Final = "Social entrepreneurship"
TABLES: Final = 10


@pytest.fixture
def begins() -> str:
    """As it comes out of its carton."""
    return "empty"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_an_organiser_goes_from_an_empty_box_to_cards(
    guests: Guests, hand: Callable[[Page], Hand], language: str
) -> None:
    page = guests.person(language=LOCALES[language], size=LAPTOP).new_page()
    page.goto(f"{guests.box.url}/sign-in")
    organiser = Organiser(hand(page), language)
    organiser.signs_in(guests.box.code)
    guests.box.new_code()
    organiser.makes_the_conference()
    organiser.brings_the_survey()
    organiser.sorts_the_answers()
    organiser.gives_every_table_a_theme()
    cards = organiser.prints_the_cards()

    assert f"Pages: {TABLES}" in " ".join(printed("pdfinfo", cards).split())
    text = " ".join(printed("pdftotext", cards, "-").split())
    for n in range(1, TABLES + 1):
        assert organiser.say("Table {table}", table=n) in text
    assert in_turn(text) == list(THEMES)


class Organiser:
    """Somebody who makes a conference, whatever they have at hand, in their language."""

    def __init__(self, hand: Hand, language: str) -> None:
        self._hand = hand
        self._page = hand.page
        self._language = language

    def say(self, message: str, **values: Any) -> str:
        """What the page says, in the language of who reads it."""
        return WORDS.say(self._language, message, **values)

    def count(self, one: str, many: str, n: int) -> str:
        """What the page says of one, or of so many."""
        return WORDS.find(self._language, one, many, n).format(n=n)

    def signs_in(self, code: str) -> None:
        """Type the code of the card."""
        self._hand.write(self.say("Code"), code)
        self._goes("Go on", "Load a conference")

    def makes_the_conference(self) -> None:
        """An own title and day, ten tables, and the steps of the reference programme."""
        self._goes("Make a conference", "Make a conference")
        self._hand.write(self.say("Title"), TITLE)
        self._hand.date(self.say("Date"), "2026-12-12")
        self._hand.write(self.say("Number of themes"), "1")
        self._hand.write(self.say("Number of tables"), str(TABLES))
        recipe = json.loads((RECIPES / "1-work-conference.json").read_text("utf-8"))
        empty = self.say("Begin with an empty programme")
        self._hand.pick(recipe["title"][self._language], instead_of=empty)
        self._hand.press(self.say("Make the conference"))
        expect(self._page.locator("h1")).to_have_text(TITLE)
        expect(self._page.locator(".prepare-card h3")).to_have_count(11)

    def brings_the_survey(self) -> None:
        """Load the reference survey, its invitees and their answers; the page says what came."""
        self._hand.press(self.say("Survey beforehand"))
        self._goes("To the survey", "Make a survey")
        self._hand.give(self.say("Survey file"), DEMO / "survey.json")
        self._hand.press(self.say("Load the survey"))
        expect(self._page.locator(".survey-question")).not_to_have_count(0)

        self._goes("Invitees", "Invitees")
        self._goes("Invite people from a table", "Invite people from a table")
        self._hand.give(self.say("File with the table"), DEMO / "invitees.csv")
        self._goes("Look at the table", "Which column is what?")
        self._hand.press(self.count("Take in {n} person", "Take in {n} people", 180))
        expect(self._page.locator("h1")).to_have_text(self.say("The table was taken in"))

        self._goes("Answers from elsewhere", "Answers from elsewhere")
        self._hand.give(self.say("File with the table"), DEMO / "survey-responses.csv")
        self._goes("Look at the table", "Which column is which question?")
        self._hand.press(self.count("Take in {n} response", "Take in {n} responses", 132))
        expect(self._page.locator("h1")).to_have_text(self.say("The table was taken in"))

        self._hand.press(self.say("Survey"))
        expect(self._page.locator(".rate-total")).to_contain_text("132")
        expect(self._page.locator(".rate-total")).to_contain_text("180")
        self._goes("Prepare", TITLE)

    def sorts_the_answers(self) -> None:
        """Make five groups of what is found by words, and a theme of each."""
        self._hand.press(self.say("Survey beforehand"))
        self._goes("Sort the answers", "Sort answers")
        name = self._page.locator(".sort-group input[name=title]")
        for n, (title, sought) in enumerate(THEMES.items()):
            self._hand.write(self.say("Search in the loose answers"), sought[0])
            says = re.compile(sought[0], re.IGNORECASE)
            found = self._page.locator("#sort-loose .sort-words", has_text=says)
            expect(found.first).to_be_visible()
            others = self._page.locator("#sort-loose .sort-words").filter(has_not_text=says)
            expect(others).to_have_count(0)
            self._hand.tick(found.first.text_content() or "")
            self._hand.write(self.say("Name"), title)
            self._hand.press(self.say("Put it there"))
            expect(name).to_have_count(n + 1)
            expect(name.last).to_have_value(title)
        for n, title in enumerate(THEMES, 1):
            self._hand.press(f"{self.say('What becomes of it')} “{title}”")
            self._hand.press(self.say("Make a theme of it"))
            expect(self._page.locator(".sort-made")).to_have_count(n)
        self._hand.hurry("t")
        self._goes("Back to the programme", TITLE)

    def gives_every_table_a_theme(self) -> None:
        """The room is about what people answered: two tables for each of the five."""
        expect(self._page.locator("#themes > ol > li")).to_have_count(6)
        self._hand.press(self.say("Tables"))
        for n in range(1, TABLES + 1):
            with self._page.expect_response(f"**/tables/{n}") as saved:
                label = self.say("Theme of table {table}", table=n)
                self._hand.choose(label, list(THEMES)[(n - 1) // 2])
            assert saved.value.ok
        self._turns_to("Themes")
        left = self.say("Theme {n}", n=1)
        self._hand.press(self.say("Remove “{title}”", title=left))
        expect(self._page.locator("#themes > ol > li")).to_have_count(5)

    def prints_the_cards(self) -> Path:
        """The cards of the tables, as they go to the printer."""
        self._turns_to("Ready for the day?")
        self._goes("Print the cards for the tables and the chairs", "Addresses and codes")
        # As in a browser that keeps a PDF and does not show it.
        self._page.route("**/cards.pdf*", kept_as_file)
        with self._page.expect_download(timeout=120_000) as waiting:
            self._hand.press(self.say("Table cards"))
        return waiting.value.path()

    def _turns_to(self, part: str) -> None:
        """Go on with another part of the page on which a conference is prepared."""
        self._hand.hurry(self.say("Parts of this page"))
        self._hand.press(self.say(part))

    def _goes(self, name: str, to: str) -> None:
        """Press what leads to another page, and wait for the page with this heading."""
        self._hand.press(self.say(name))
        expect(self._page.locator("h1")).to_have_text(self.say(to))


def kept_as_file(route: Route) -> None:
    """Let the browser keep as a file what it is answered."""
    answer = route.fetch(timeout=120_000)
    route.fulfill(response=answer, headers={**answer.headers, "content-disposition": "attachment"})


def printed(*command: str | Path) -> str:
    """What a program writes."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def in_turn(text: str) -> list[str]:
    """The themes in a text, in the order in which they come first."""
    return sorted((title for title in THEMES if title in text), key=text.index)
