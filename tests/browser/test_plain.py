"""Joining, reading, posting, editing and withdrawing without any script."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from .box import Facilitator
from .guests import LAPTOP, Guests, is_live, is_saved, write

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}


def plain(guests: Guests, language: str = "nl-NL") -> Page:
    """A phone at table 3 that runs no script."""
    context = guests.person(java_script_enabled=False, language=language)
    page = context.new_page()
    page.goto(f"{guests.box.url}/")
    page.locator("a[href='/t/3']").click()
    page.wait_for_url("**/t/3")
    return page


def test_without_script_one_joins_reads_and_posts(guests: Guests, facilitator: Facilitator) -> None:
    other, page = guests.phone(), plain(guests)
    write(other, "Van een ander")
    is_saved(other)
    page.reload()
    expect(page.get_by_text("Van een ander")).to_be_visible()

    page.locator("textarea[name=text]").first.fill("Zonder script\ngetypt")
    page.locator("button.primary").first.click()

    expect(page.locator("#saved")).to_be_visible()
    expect(other.locator("#panel-table .entry .text")).to_have_text(
        ["Zonder script\ngetypt", "Van een ander"]
    )
    assert facilitator.texts() == ["Van een ander", "Zonder script\ngetypt"]


def test_without_script_one_edits_and_withdraws(guests: Guests, facilitator: Facilitator) -> None:
    page = plain(guests)
    page.locator("textarea[name=text]").first.fill("Te kort")
    page.locator("button.primary").first.click()

    own = page.locator(".earlier").first
    own.locator("summary").first.click()
    own.locator("textarea").fill("Lang genoeg")
    own.locator("form button").first.click()
    expect(own.locator(".text")).to_have_text("Lang genoeg")
    assert facilitator.texts() == ["Lang genoeg"]

    own.locator("summary").last.click()
    own.locator("button.danger").click()
    expect(page.get_by_text("Lang genoeg")).to_have_count(0)
    assert facilitator.texts() == []


def test_without_script_a_refused_text_comes_back_and_can_be_given_to_the_chair(
    guests: Guests, facilitator: Facilitator
) -> None:
    guests.may_lose_line = True  # Chromium writes about the refusal
    page = plain(guests)
    facilitator.ask("close_activity", activity="knelpunten")
    page.locator("textarea[name=text]").first.fill("Op tijd getypt, te laat verstuurd")
    page.locator("input[name=written_ms]").first.evaluate("field => field.value = '99999999'")
    page.locator("button.primary").first.click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("textarea[name=text]")).to_have_value("Op tijd getypt, te laat verstuurd")
    page.locator("button[name=to_chair]").click()
    expect(page.locator("#saved")).to_be_visible()
    [entry] = facilitator.entries()
    assert entry["is_late"]


def test_without_script_the_next_person_uses_the_same_device(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = plain(guests)
    page.locator("textarea[name=text]").first.fill("Van de eerste")
    page.locator("button.primary").first.click()
    page.locator(".seat > summary").click()
    page.locator("button[value=new]").click()

    expect(page.locator(".earlier")).to_have_count(1)
    page.locator("textarea[name=text]").first.fill("Van de tweede")
    page.locator("button.primary").first.click()
    expect(page.locator(".earlier").first.locator(".text")).to_have_text(["Van de tweede"])
    assert facilitator.texts() == ["Van de eerste", "Van de tweede"]


def test_what_is_typed_before_the_script_runs_stays_with_the_cursor(guests: Guests) -> None:
    page = guests.person().new_page()
    held: list[Route] = []
    page.route("**/js/participant.js", lambda route: held.append(route))
    page.goto(f"{guests.box.url}/t/3", wait_until="commit")
    field = page.locator("textarea[name=text]")
    field.press_sequentially("Vroege vogel")
    field.press("ArrowLeft")

    held[0].continue_()
    is_live(page)

    page.keyboard.type("!")
    expect(page.locator("tafel-step textarea")).to_have_value("Vroege voge!l")


def test_without_script_one_changes_table_and_language(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = plain(guests)
    page.locator("textarea[name=text]").first.fill("Aan tafel drie")
    page.locator("button.primary").first.click()
    expect(page.locator("#saved")).to_be_visible()
    page.locator(".seat > summary").click()
    page.get_by_role("link", name="Ik zit aan een andere tafel").click()
    page.get_by_role("link", name="Tafel 7").click()
    page.wait_for_url("**/t/7")
    page.locator("textarea[name=text]").first.fill("Aan tafel zeven")
    page.locator("button.primary").first.click()
    expect(page.locator("#saved")).to_be_visible()
    assert [entry["table"] for entry in facilitator.entries()] == ["3", "7"]

    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Which obstacles do you meet within this theme?")
    expect(page.locator(".earlier .text").first).to_have_text("Aan tafel zeven")


def test_without_script_who_has_a_seat_elsewhere_is_asked(guests: Guests) -> None:
    phone = guests.phone()
    write(phone, "Van tafel drie")
    is_saved(phone)
    page = guests.person(
        java_script_enabled=False, storage_state=phone.context.storage_state()
    ).new_page()
    page.goto(f"{guests.box.url}/t/7")
    page.get_by_role("link", name="Nee, terug naar tafel 3").click()
    page.wait_for_url("**/t/3")
    page.goto(f"{guests.box.url}/t/7")
    page.get_by_role("button", name="Ja, ik zit nu aan tafel 7").click()
    page.wait_for_url("**/t/7")
    expect(page.locator(".place-name")).to_have_text("Tafel 7")


def test_without_script_what_is_paused_and_closed_is_told(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = plain(guests, "en-GB")
    for act, told in (
        ("pause_activity", "The facilitator has paused this step."),
        ("close_activity", "This question is closed."),
        ("seal_activity", "The contributions are now anonymous."),
    ):
        facilitator.ask(act, activity="knelpunten")
        page.reload()
        expect(page.get_by_text(told)).to_be_visible()
    facilitator.ask("say", text="De lunch staat klaar", to="everyone")
    page.reload()
    expect(page.get_by_text("De lunch staat klaar")).to_be_visible()


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["small", "laptop"])
def test_without_script_every_page_can_be_read(
    guests: Guests, facilitator: Facilitator, size: dict[str, int]
) -> None:
    facilitator.ask("post_entry", activity="knelpunten", for_table="3", text="Te lezen")
    control = guests.control()
    addresses = {
        "/t/3": "Te lezen",
        "/tables": "Tafel 7",
        "/control": "Te lezen",
        "/watch": "Te lezen",
        "/stage": "Welke knelpunten ervaart u bij dit thema?",
        "/results": "Te lezen",
        "/box": "Verbonden",
        "/privacy": "Wat wordt er bewaard?",
        "/help": "Deelnemer",
        "/help/chair": "Tafelvoorzitter",
        "/sign-in": "Code",
        guests.box.links["chair"].removeprefix(guests.box.url): "Te lezen",
    }
    for role in ("watch", "stage"):
        code = parse_qs(urlsplit(guests.box.links[role]).query)["code"][0]
        form = {"code": code, "next": f"/{role}"}
        control.context.request.post(f"{guests.box.url}/sign-in", form=form, max_redirects=0)
    reader = guests.person(
        java_script_enabled=False, size=size, storage_state=control.context.storage_state()
    ).new_page()
    for address, words in addresses.items():
        reader.goto(guests.box.url + address)
        expect(reader.locator("body")).to_contain_text(words)
        assert reader.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), address
