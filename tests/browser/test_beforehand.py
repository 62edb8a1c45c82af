"""From an empty box to cards on the tables: survey, answers, themes, programme; by one person."""

import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .guests import LAPTOP, Guests
from .test_sort import THEMES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300), pytest.mark.needs("pdftotext")]

DEMO = Path(str(files("appliance").joinpath("demo")))


@pytest.fixture
def begins() -> str:
    """As it comes out of its carton."""
    return "empty"


def press(page: Page, name: str) -> None:
    """Press a button that says this."""
    page.get_by_role("button", name=name).first.click()


def bring(page: Page, name: str, look: str, take: str) -> None:
    """Choose a table on this page, look what comes of it, and take it in."""
    page.locator("input[type=file]").set_input_files(DEMO / name)
    press(page, look)
    press(page, take)


def test_an_organiser_goes_from_an_empty_box_to_cards_with_the_mouse(
    guests: Guests, tmp_path: Path
) -> None:
    page = guests.control(language="en-GB", size=LAPTOP)
    page.get_by_role("link", name="Make a conference").click()
    page.get_by_label("Title").fill("Social entrepreneurship")
    page.get_by_label("Date").fill("2026-12-01")
    page.get_by_label("Number of themes").fill("1")
    page.get_by_label("Number of tables").fill("10")
    page.locator("input[value='1-work-conference']").check()
    press(page, "Make the conference")
    page.wait_for_url("**/prepare/*")
    home = page.url.partition("#")[0]

    survey(page, home)
    sort(page, home)
    page.goto(home)
    expect(page.locator("#themes > ol > li")).to_have_count(6)
    expect(page.locator(".prepare-card h3")).to_have_count(11)

    # The room is about what people answered: every table gets one of the five.
    for n in range(1, 11):
        page.goto(home)
        choice = page.locator(f"#table-{n} select")
        with page.expect_response(f"**/tables/{n}") as saved:
            choice.select_option(index=1 + (n - 1) // 2)
        assert saved.value.ok
    assert in_cards(page, guests.box.url, tmp_path) == list(THEMES)


def survey(page: Page, home: str) -> None:
    """Load the reference survey, its invitees and their answers; the page says what came."""
    page.goto(f"{home}/survey")
    page.locator("input[type=file]").set_input_files(DEMO / "survey.json")
    press(page, "Load the survey")
    page.goto(f"{home}/survey/invitees/file")
    bring(page, "invitees.csv", "Look at the table", "Take in 180 people")
    page.goto(f"{home}/survey/answers")
    bring(page, "survey-responses.csv", "Look at the table", "Take in 132 responses")
    page.goto(f"{home}/survey")
    expect(page.locator(".rate-total")).to_contain_text("132 of 180")


def sort(page: Page, home: str) -> None:
    """Make five groups of what is found by words, and a theme of each."""
    page.goto(f"{home}/sort")
    for title, sought in THEMES.items():
        page.get_by_label("Search in the loose answers").fill(sought[0])
        row = page.locator("#sort-loose > li input").first
        row.check()
        page.get_by_label("Name", exact=True).fill(title)
        press(page, "Put it there")
        expect(page.locator(f".sort-group input[name=title][value='{title}']")).to_be_visible()
    for n in range(5):
        group = page.locator(".sort-group").nth(n)
        group.locator("summary", has_text="What becomes of it").click()
        group.get_by_role("button", name="Make a theme of it").click()
        expect(page.locator(".sort-made")).to_have_count(n + 1)


def in_cards(page: Page, url: str, folder: Path) -> list[str]:
    """The themes on the printed cards, in the order of the tables, each once."""
    answer = page.request.get(f"{url}/control/cards.pdf?only=tables&language=en", timeout=120_000)
    assert answer.ok
    pdf = folder / "cards.pdf"
    pdf.write_bytes(answer.body())
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True)
    words = " ".join(text.stdout.split())
    return sorted((title for title in THEMES if title in words), key=words.index)
