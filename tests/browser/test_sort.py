"""The sorting desk in a browser: by keyboard alone, with a mouse, and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import LAPTOP, Guests
from .keyboard import Keyboard
from .surveyed import REFERENCE, answered, many

pytestmark = pytest.mark.browser

THEMES = {
    "Financing": ("bank", "financ", "subsidie", "investeer", "investor", "fonds", "crowdfunding"),
    "Procurement": ("inko", "percel", "omzeteisen", "gunning", "bestek", "opdrachten"),
    "Measuring": ("meet", "meten", "indicator", "rapport", "cijfer"),
    "Rules": ("regel", "loonkosten", "beleid", "staatssteun", "cao"),
    "Being known": ("bedrijven", "campagne", "weet wat", "keurmerk", "winst"),
}
"""Five themes, and what is sought for each."""


def desk(guests: Guests, **options: object) -> Page:
    """The sorting desk of the conference that is on stage."""
    page = guests.control(language="en-GB", **options)
    conference = page.locator("body").get_attribute("data-conference")
    page.goto(f"{guests.box.url}/prepare/{conference}/sort")
    return page


def left(page: Page, n: int, total: int = REFERENCE) -> None:
    """Wait until so many are loose."""
    words = f"{n:,} answers of {total:,} are still loose."
    expect(page.locator("#sort-left")).to_have_text(words)


@pytest.mark.timeout(240)
def test_an_organiser_goes_from_74_answers_to_five_themes_by_keyboard_alone(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = desk(guests, size=LAPTOP)
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    before = len(facilitator.view()["themes"])
    keys = Keyboard(page)
    loose = REFERENCE
    for n, (title, sought) in enumerate(THEMES.items(), 1):
        for word in sought:
            keys.press("/")
            assert keys.stop() == "Search in the loose answers"
            keys.write(word)
            found = sum(word in text.lower() for text in texts_of(page))
            expect(page.locator("#sort-loose > li")).to_have_count(min(found, 50))
            if not found:
                continue
            keys.go_to(page.locator("#sort-loose .sort-words").first.inner_text())
            keys.press("a")
            if page.locator(".sort-group").count() < n:
                keys.press("g")
                assert keys.stop() == "Name"
                keys.write(title)
                keys.press("Enter")
            else:
                keys.press(str(n))
            loose -= found
            left(page, loose)
        expect(page.locator(".sort-group input[name=title]").nth(n - 1)).to_have_value(title)
    for n in range(1, 6):
        to_theme(page, keys, n)
        expect(page.locator(".sort-made")).to_have_count(n)

    themes = sorted(facilitator.view()["themes"].values(), key=lambda theme: theme["number"])
    assert [theme["title"] for theme in themes[before:]] == list(THEMES)
    keys.press("u")
    expect(page.locator(".sort-made")).to_have_count(4)


def texts_of(page: Page) -> list[str]:
    """What is loose, wherever it stands."""
    return list(
        page.evaluate(
            """async () => {
              const { path, of } = document.getElementById("sort-desk").dataset;
              const { texts, members } = await (await fetch(`${path}/texts.json?of=${of}`)).json();
              const placed = new Set(Object.values(members).flat());
              return texts.filter((_, n) => !placed.has(n)).map(([, text]) => text);
            }"""
        )
    )


def to_theme(page: Page, keys: Keyboard, n: int) -> None:
    """Make a theme of the group with this number."""
    group = page.locator(".sort-group").nth(n - 1)
    keys.press("b")
    while not group.evaluate("(it) => it.contains(document.activeElement)"):
        keys.tab()
    keys.go_to(re.compile("What becomes of it.*"))
    keys.press("Space")
    keys.act("Make a theme of it")


def test_answers_are_ticked_in_a_row_moved_over_and_put_back(guests: Guests) -> None:
    page = desk(guests, size=LAPTOP)
    rows = page.locator("#sort-loose > li")
    first = rows.nth(0).inner_text()
    page.get_by_role("button", name="Keys").wait_for()
    page.keyboard.press("j")
    expect(rows.nth(0).locator("input")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("Shift+Space")
    expect(page.locator("#sort-ticked")).to_have_text("Put 3 ticked answers in")

    page.get_by_label("Name", exact=True).fill("First ones")
    page.get_by_role("button", name="Put it there").click()
    left(page, 71)
    expect(rows).to_have_count(50)
    assert rows.nth(0).inner_text() != first

    group = page.locator(".sort-group")
    group.locator(".sort-members summary").click()
    expect(group.locator("[data-text]")).to_have_count(3)
    group.get_by_label(first).check()
    group.get_by_role("button", name="Take out what is ticked").click()
    left(page, 72)
    expect(group.locator("[data-text]")).to_have_count(2)
    expect(rows.nth(0)).to_have_text(first)
    page.keyboard.press("u")
    left(page, 71)

    group.get_by_label("Name of the group").fill("Renamed")
    group.get_by_label("Name of the group").press("Enter")
    expect(page.locator("#sort-bucket option").nth(1)).to_have_text("1. Renamed")


def test_a_name_that_somebody_else_gave_meanwhile_is_shown_and_not_overwritten(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = desk(guests, size=LAPTOP)
    page.locator("#sort-loose input").first.check()
    page.get_by_label("Name", exact=True).fill("Mine")
    page.get_by_label("Name", exact=True).press("Enter")
    name = page.get_by_label("Name of the group")
    expect(name).to_have_value("Mine")
    group = page.locator(".sort-group").get_attribute("id") or ""
    page.locator(".sort-members summary").click()
    rows = page.locator(".sort-rows [data-text]")
    expect(rows).to_have_count(1)
    members = [row.get_attribute("data-text") for row in rows.all()]
    facilitator.ask(
        "put_bucket",
        of="survey.open",
        title="Theirs",
        members=members,
        bucket=group.removeprefix("group-"),
    )

    guests.may_lose_line = True
    name.fill("Mine still")
    name.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed this")
    expect(name).to_have_value("Theirs")


@pytest.mark.timeout(180)
def test_suggestions_come_while_one_sorts_and_are_accepted_or_left(
    guests: Guests, facilitator: Facilitator
) -> None:
    pytest.importorskip("scipy", reason="needs scipy: pip install tafelronde[assist]")
    answered(facilitator, many(1200 - REFERENCE))
    page = desk(guests, size=LAPTOP)
    page.get_by_role("button", name="Suggest groups").click()
    expect(page.locator(".sort-proposal")).to_have_count(6, timeout=60_000)

    # Of 1,200 answers only those that one looks at have a row.
    expect(page.locator("#sort-loose > li")).to_have_count(50)
    proposal = page.locator(".sort-proposal").first
    proposal.get_by_label("Name of suggestion 1").fill("The first")
    n = proposal.locator("[name=member]").count()
    proposal.locator("[name=member]").first.uncheck()
    proposal.get_by_role("button", name="Make this group").click()
    left(page, 1200 - n + 1, 1200)
    expect(page.locator(".sort-group input[name=title]")).to_have_value("The first")
    again = page.locator(".sort-proposal").first
    said = again.locator(".sort-words").first.inner_text()
    again.get_by_role("button", name="Leave it").click()
    expect(page.locator(".sort-proposal .sort-words").first).not_to_have_text(said)
    left(page, 1200 - n + 1, 1200)


def test_all_of_it_works_without_script(guests: Guests) -> None:
    page = desk(guests, size=LAPTOP)
    address = page.url
    plain = guests.person(language="en-GB", size=LAPTOP, java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    page = plain.new_page()
    page.goto(address)
    page.get_by_label("Search in the loose answers").fill("inkopers")
    page.get_by_role("button", name="Search").click()
    rows = page.locator("#sort-loose > li")
    expect(rows).to_have_count(3)
    for row in rows.all():
        row.locator("input").check()
    page.get_by_label("Name", exact=True).fill("Procurement")
    page.get_by_role("button", name="Put it there").click()
    left(page, 71)
    expect(page.get_by_label("Search in the loose answers")).to_have_value("inkopers")
    page.locator(".sort-more summary").click()
    page.get_by_role("button", name="Make a theme of it").click()
    page.get_by_role("link", name=re.compile("Theme 6: Procurement")).click()
    expect(page.locator(".sort-resting > li")).to_have_count(3)
