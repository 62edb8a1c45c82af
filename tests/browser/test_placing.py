"""Everyone sorts on the phone: by touch, by keyboard alone, without script, on a shared device."""

import re

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import PHONE, Guests, is_saved, write
from .judging import AXE, axe
from .keyboard import Keyboard
from .test_grouping import SORT, TEXTS, sorting

pytestmark = pytest.mark.browser

GROUPS = {"geld": "Geld en krediet", "regels": "Regels"}


def everyone(guests: Guests, facilitator: Facilitator, *, who: str = "everyone") -> None:
    """Three contributions of table 3 that everyone sorts into two groups."""
    phone = guests.phone()
    for text in TEXTS:
        write(phone, text)
        is_saved(phone)
        expect(phone.locator("tafel-step textarea").first).to_have_value("")
    facilitator.ask("close_activity", activity="knelpunten")
    step = {"id": SORT, "kind": "categorise", "title": "Ordenen", "input": "knelpunten"}
    facilitator.ask("put_activity", item={**step, "scope": "theme", "who": who}, after="knelpunten")
    facilitator.ask("open_activity", activity=SORT)
    for slug, title in GROUPS.items():
        group = {"title": title, "theme": "financiering", "slug": slug}
        facilitator.ask("add_bucket", activity=SORT, **group)


def here(page: Page) -> str:
    """The contribution that a phone asks about."""
    return page.locator(".placing-text").inner_text()


def chosen(page: Page, text: str, group: str) -> None:
    """Put a contribution in a group, whenever it comes."""
    for _ in TEXTS:
        if here(page) == text:
            break
        before = here(page)
        # Everyone has an order of their own: what was chosen before may lie on the way.
        page.get_by_role("button", name=re.compile("^(Overslaan|Volgende)$")).click()
        expect(page.locator(".placing-text")).not_to_have_text(before)
    page.locator(".placing-groups button", has_text=group).click()


def test_one_sorts_by_touch_one_by_one_and_changes_it_afterwards(
    guests: Guests, facilitator: Facilitator
) -> None:
    everyone(guests, facilitator)
    page = guests.phone(has_touch=True)
    expect(page.locator(".vote-left")).to_have_text("0 van 3 staan in een groep")
    first = here(page)
    page.locator(".placing-groups button", has_text="Geld").tap()
    expect(page.locator(".placing-text")).not_to_have_text(first)
    expect(page.locator(".vote-left")).to_have_text("1 van 3 staat in een groep")
    expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()
    page.get_by_role("button", name="Overslaan").tap()
    page.locator(".placing-groups button", has_text="Regels").tap()
    expect(page.get_by_text("U sloeg er 1 over. Dat mag.")).to_be_focused()
    own = page.locator(".placing-own li", has_text=first)
    expect(own).to_contain_text("Geld en krediet")
    own.get_by_role("button", name="Wijzigen").tap()
    expect(page.locator(".placing-groups [aria-pressed=true]")).to_have_text("Geld en krediet")
    page.locator(".placing-groups button", has_text="Regels").tap()
    expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()
    page.reload()
    expect(page.locator(".vote-left")).to_have_text("2 van 3 staan in een groep")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_most_decide_and_who_leads_sees_how_many_and_settles_a_tie(
    guests: Guests, facilitator: Facilitator
) -> None:
    everyone(guests, facilitator)
    phones = [guests.phone() for _ in range(2)]
    chair, control = guests.chair(), guests.control()
    for page, group in ((phones[0], "Geld"), (phones[1], "Regels"), (chair, "Geld")):
        chosen(page, TEXTS[0], group)
        expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()
    phones[0].reload()
    for page, group in ((phones[0], "Geld"), (phones[1], "Regels")):
        if page is phones[1]:
            page.reload()
        # Whatever a page asks about before it knows what this person chose is about to go.
        expect(page.locator(".vote-left")).to_have_text("1 van 3 staat in een groep")
        chosen(page, TEXTS[1], group)
        expect(page.locator(".vote-left")).to_have_text("2 van 3 staan in een groep")
    sorted_ = control.locator("console-sorting")
    expect(sorted_).to_contain_text("3 mensen hebben geordend.")
    expect(sorted_).to_contain_text("Niemand ziet wat anderen kiezen")
    facilitator.ask("close_activity", activity=SORT)
    expect(sorted_).to_contain_text("Bij 1 staken de keuzes: u beslist.")
    sorted_.locator("li", has_text="Financiering").get_by_role("button").click()
    board = control.locator("tafel-board")
    expect(board.locator(".board-group summary").first).to_have_text("Geld en krediet (1)")
    board.locator(".board-group summary").first.click()
    card = board.locator(".board-group .sort-card", has_text=TEXTS[0])
    expect(card).to_contain_text("2 van 3 (67%) voor Geld en krediet")
    tied = board.locator(".sort-card", has_text=TEXTS[1])
    expect(tied).to_contain_text("Gelijk: 1 van 2 elk voor Geld en krediet · Regels. U beslist.")
    expect(board.locator(".sort-card", has_text=TEXTS[2])).to_contain_text("Niemand zette dit")
    tied.get_by_role("checkbox").check()
    board.get_by_role("button", name="In groep zetten").click()
    expect(board.locator(".board-group summary").first).to_have_text("Geld en krediet (2)")
    for page in (phones[0], chair):
        expect(page.locator(".placing-told li").first).to_contain_text("2 bijdragen")


def test_sorting_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    everyone(guests, facilitator)
    page = guests.phone()
    keys = Keyboard(page, is_watchful=True)
    first = here(page)
    keys.act("Geld en krediet")
    expect(page.locator(".placing-text")).not_to_have_text(first)
    assert page.evaluate("document.activeElement.textContent.trim()") == "Geld en krediet"
    keys.press("Enter")
    expect(page.locator(".vote-left")).to_have_text("2 van 3 staan in een groep")
    keys.act("Overslaan")
    expect(page.get_by_text("U sloeg er 1 over.")).to_be_focused()
    keys.act("Kijken naar wat u oversloeg")
    keys.act("Regels")
    expect(page.get_by_text("U hebt alles gehad.")).to_be_focused()
    expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()


def test_two_people_on_one_device_choose_each_for_themselves(
    guests: Guests, facilitator: Facilitator
) -> None:
    everyone(guests, facilitator)
    page = guests.phone()
    page.locator(".placing-groups button").first.click()
    expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()
    page.locator(".seat summary, header summary").first.click()
    page.get_by_role("button", name="Volgende persoon").click()
    expect(page.locator("#plain")).to_have_count(0)
    expect(page.locator(".vote-left")).to_have_text("0 van 3 staan in een groep")
    page.locator(".placing-groups button").first.click()
    expect(page.get_by_text("Uw keuzes zijn bewaard.")).to_be_visible()
    assert facilitator.view()["sorting"][SORT]["people"] == 2


@pytest.mark.parametrize("whose", ["table", "chair"])
def test_without_script_one_chooses_and_chooses_otherwise(
    guests: Guests, facilitator: Facilitator, whose: str
) -> None:
    everyone(guests, facilitator)
    page = guests.person(java_script_enabled=False).new_page()
    address = f"{guests.box.url}/t/3" if whose == "table" else guests.box.links["chair"]
    page.goto(address)
    page.get_by_label(TEXTS[0]).select_option("Regels")
    page.get_by_role("button", name="Mijn keuzes bewaren").click()
    expect(page.locator("main")).to_contain_text("1 van 3 staat in een groep")
    page.locator("summary", has_text="Uw keuzes").click()
    expect(page.get_by_label(TEXTS[0])).to_have_value("regels")
    page.get_by_label(TEXTS[0]).select_option("Geld en krediet")
    page.get_by_label(TEXTS[1]).select_option("Geld en krediet")
    page.get_by_role("button", name="Mijn keuzes bewaren").click()
    expect(page.locator("main")).to_contain_text("2 van 3 staan in een groep")
    facilitator.ask("close_activity", activity=SORT)
    page.goto(address)
    if whose == "table":
        expect(page.locator(".placing-told li").first).to_contain_text("2 bijdragen")


def test_without_script_a_chair_makes_groups_and_says_ready(
    guests: Guests, facilitator: Facilitator
) -> None:
    sorting(guests, facilitator)
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(guests.box.links["chair"])
    # Chromium writes down every answer that is a refusal.
    guests.may_lose_line = True
    page.get_by_role("button", name="Groep maken").click()
    expect(page.get_by_role("alert")).to_contain_text("naam")
    page.get_by_label(TEXTS[0]).check()
    page.get_by_label("Nieuwe groep").fill("Geld")
    page.get_by_role("button", name="Groep maken").click()
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    page.get_by_role("button", name="In groep zetten").click()
    expect(page.get_by_role("alert")).to_contain_text("Vink eerst minstens één bijdrage aan.")
    page.get_by_label(TEXTS[1]).check()
    page.get_by_role("button", name="In groep zetten").click()
    expect(page.locator(".board-group summary")).to_have_text("Geld (2)")
    page.locator(".board-group summary").click()
    page.get_by_label(TEXTS[1]).check()
    page.get_by_role("button", name="Uit deze groep halen").click()
    expect(page.locator(".board-group summary")).to_have_text("Geld (1)")
    page.get_by_role("button", name="Lijst klaar").click()
    expect(page.get_by_text("Deze lijst is klaar.")).to_be_visible()


def test_phones_say_what_happens_while_the_chairs_sort(
    guests: Guests, facilitator: Facilitator
) -> None:
    everyone(guests, facilitator, who="chairs")
    page, other, chair = guests.phone(), guests.phone(table=1), guests.chair()
    expect(page.locator("tafel-table-sorting .notice")).to_contain_text("De tafelvoorzitters")
    expect(page.locator(".placing-told li").first).to_contain_text("0 bijdragen")
    expect(page.get_by_text("3 staan nog niet in een groep.")).to_be_visible()
    chair.locator(".sort-card", has_text=TEXTS[0]).get_by_role("checkbox").check()
    chair.get_by_role("button", name="In groep zetten").click()
    expect(page.locator(".placing-told li").first).to_contain_text("1 bijdrage")
    assert other.locator(".placing-told").count() == 0


def test_axe_finds_nothing_where_everyone_sorts(guests: Guests, facilitator: Facilitator) -> None:
    everyone(guests, facilitator)
    for page in (guests.phone(), guests.chair(size=PHONE, color_scheme="dark")):
        expect(page.locator(".placing-groups button")).to_have_count(2)
        page.evaluate(axe())
        assert page.evaluate(AXE) == []
        for _ in TEXTS:
            page.locator(".placing-groups button").first.click()
        expect(page.get_by_text("U hebt alles gehad.")).to_be_visible()
        assert page.evaluate(AXE) == []
