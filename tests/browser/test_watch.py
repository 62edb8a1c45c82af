"""The observer's page: reads and filters on any screen, and follows the big one."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import LAPTOP, PHONE, TABLET, Guests
from .screen import picture

pytestmark = pytest.mark.browser

ENGLISH = {"language": "en-GB"}
TEXTS = {"3": "Banken vinden het risico te hoog", "1": "Een inkoper koopt bij wie hij kent"}


@pytest.fixture
def posted(facilitator: Facilitator) -> dict[str, str]:
    """A contribution at tables 3 and 1, by table; the one at table 1 is the newest."""
    place = {"activity": "knelpunten"}
    return {
        table: str(facilitator.ask("post_entry", text=text, for_table=table, **place)["made"])
        for table, text in TEXTS.items()
    }


def texts(page: Page) -> list[str]:
    """What the contributions in sight say."""
    return page.locator("console-stream .entry-text").all_inner_texts()


def loses_nothing_beside(page: Page) -> bool:
    """Whether the page is no wider than its screen."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("size", [PHONE, TABLET, LAPTOP, {"width": 320, "height": 568}])
def test_an_observer_reads_now_programme_tables_and_contributions(
    guests: Guests, posted: dict[str, str], size: dict[str, int]
) -> None:
    watch = guests.watch(size=size, **ENGLISH)
    expect(watch.locator("console-stream .entry")).to_have_count(2)
    assert loses_nothing_beside(watch)
    for heading in ("Programme", "Tables", "Contributions"):
        expect(watch.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(watch.locator("#now")).to_contain_text("35 minutes left")
    expect(watch.locator("#programme")).to_contain_text("Solutions, at the tables")
    ring = watch.locator("console-grid").get_by_role("img", name="Table 3, Financing")
    expect(ring).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, TABLET])
def test_on_a_long_page_one_line_leads_to_each_part(
    guests: Guests, posted: dict[str, str], size: dict[str, int]
) -> None:
    watch = guests.watch(size=size, **ENGLISH)
    parts = watch.get_by_role("navigation", name="On this page")
    for name in ("Contributions", "Tables", "Programme", "Now"):
        parts.get_by_role("link", name=name).click()
        expect(watch.locator(f"#{name.lower()}")).to_be_in_viewport()
        # It stays in sight: from there one can go on.
        expect(parts).to_be_in_viewport()


def test_an_observer_filters_by_table_theme_and_question(
    guests: Guests, posted: dict[str, str]
) -> None:
    watch = guests.watch(size=TABLET, **ENGLISH)
    expect(watch.locator("console-stream .entry")).to_have_count(2)
    assert texts(watch) == [TEXTS["1"], TEXTS["3"]]
    for name, value, wanted in (
        ("Table", "3", [TEXTS["3"]]),
        ("Theme", "inkoop", [TEXTS["1"]]),
        ("Question", "oplossingen.oplossingen", []),
    ):
        watch.get_by_role("combobox", name=name).select_option(value)
        expect(watch.locator("console-stream .entry-text")).to_have_text(wanted)
        watch.get_by_role("button", name="Show all").click()
    expect(watch.locator("console-stream .entry")).to_have_count(2)


def test_an_observer_follows_the_big_screen(
    guests: Guests, facilitator: Facilitator, posted: dict[str, str]
) -> None:
    watch = guests.watch(size=PHONE, **ENGLISH)
    expect(picture(watch)).to_contain_text("Which obstacles")
    facilitator.ask("show_on_stage", mode="entries", entries=[posted["3"]])
    expect(picture(watch)).to_contain_text(TEXTS["3"])
    facilitator.ask("arrange_stage", light="dark")
    expect(picture(watch)).to_have_attribute("data-light", "dark")


def test_without_a_script_an_observer_still_reads(guests: Guests, posted: dict[str, str]) -> None:
    watch = guests.watch(java_script_enabled=False, **ENGLISH)
    assert texts(watch) == [TEXTS["1"], TEXTS["3"]]
    expect(watch.locator("#now")).to_contain_text("Which obstacles do you meet")
    expect(watch.locator("#tables tbody tr").nth(2).locator("td").first).to_have_text("1")
