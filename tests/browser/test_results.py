"""The results in a browser: read on any device, on paper, and without script."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import LAPTOP, PHONE, Guests, is_saved, write

pytestmark = pytest.mark.browser

LIGHT_PAPER = "#faf8f3"
VALUE_OF = "name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"


@pytest.fixture
def written(guests: Guests) -> Guests:
    """A room in which somebody at table 3 wrote something."""
    phone = guests.phone(3)
    write(phone, "Banken vinden het risico te hoog")
    is_saved(phone)
    return guests


def results(guests: Guests, **options: object) -> Page:
    """The results, read by an observer."""
    page = guests.watch(**options)  # type: ignore[arg-type]
    page.goto(f"{guests.box.url}/results")
    return page


def test_a_link_to_a_contribution_shows_which_one_it_is(
    written: Guests, facilitator: Facilitator
) -> None:
    (entry,) = facilitator.entries()
    page = written.watch()
    page.goto(f"{written.box.url}/results#entry-{entry['id']}")
    quote = page.locator(f"#entry-{entry['id']}")

    expect(quote).to_be_in_viewport()
    ground = quote.evaluate("thread => getComputedStyle(thread).backgroundColor")
    assert ground != page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor")


def test_the_contents_stay_in_sight_beside_the_chapters(written: Guests) -> None:
    page = results(written, size=LAPTOP)
    page.get_by_role("link", name="Werkwijze en cijfers").click()
    expect(page.locator("#numbers")).to_be_in_viewport()
    expect(page.locator(".report-contents")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 568}])
def test_nothing_sticks_out_on_a_phone(written: Guests, size: dict[str, int]) -> None:
    page = results(written, size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_results_are_all_there_without_script(written: Guests) -> None:
    page = results(written, java_script_enabled=False)
    expect(page.locator(".quote").first).to_have_text("Banken vinden het risico te hoog")
    expect(page.locator(".bar")).to_have_count(5)


def test_on_paper_the_results_are_a_light_report_with_nothing_to_press(written: Guests) -> None:
    page = results(written, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for left_out in (".top", ".foot", ".acts", ".practice", ".skip"):
        expect(page.locator(left_out).first).to_be_hidden()
    expect(page.locator(".title-page h1")).to_be_visible()
    assert page.evaluate(VALUE_OF, "--paper") == LIGHT_PAPER
    breaks = page.locator("section.chapter").first.evaluate("c => getComputedStyle(c).breakBefore")
    assert breaks == "page"
    page.evaluate("document.documentElement.dataset.light = 'dark'")
    assert page.evaluate(VALUE_OF, "--paper") == LIGHT_PAPER
