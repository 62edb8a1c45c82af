"""What a participant finds beside the field: the big screen, the letters, the file, the way out."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import PHONE, Guests, is_live, is_saved, told, write

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}

FALLS_OFF = "() => document.documentElement.scrollWidth > innerWidth"


def in_sight(page: Page, selector: str) -> bool:
    """Whether all of it is on the screen."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert size is not None
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


# -- the big screen ------------------------------------------------------------------------------


def test_the_big_screen_can_be_read_as_it_changes(guests: Guests, facilitator: Facilitator) -> None:
    phone, writer = guests.phone(language="en-GB"), guests.phone(4)
    screen = phone.locator("tafel-screen .screen-words")
    phone.locator("tafel-screen summary").click()
    expect(screen).to_contain_text("The big screen shows the step on your phone.")
    expect(screen).to_contain_text("People have contributed at 0 of 10 tables.")

    write(writer, "Op het scherm")
    is_saved(writer)
    expect(screen).to_contain_text("People have contributed at 1 of 10 tables.")
    [entry] = facilitator.entries()
    facilitator.ask("show_on_stage", mode="entries", entries=[entry["id"]])
    expect(screen.locator("blockquote")).to_have_text("Op het scherm")
    expect(screen.locator("figcaption")).to_contain_text("Table 4 · Financing")

    facilitator.ask("hide_entry", entry=entry["id"])
    expect(screen.locator("blockquote")).to_have_count(0)
    facilitator.ask("show_on_stage", mode="black")
    expect(screen).to_have_text("The big screen is dark for a moment.")
    expect(phone.locator("tafel-screen details")).to_have_attribute("open", "")


def test_without_script_the_big_screen_can_be_read_too(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("show_on_stage", mode="message", text="Graag stilte")
    page = guests.person(java_script_enabled=False, language="en-GB").new_page()
    page.goto(f"{guests.box.url}/t/3")
    page.locator(".screen summary").click()
    expect(page.locator(".screen-words")).to_contain_text("The big screen shows a message.")
    expect(page.locator(".screen-words blockquote")).to_have_text("Graag stilte")


# -- what was typed stays ------------------------------------------------------------------------


def test_what_is_typed_survives_whatever_one_does_with_the_page(guests: Guests) -> None:
    phone = guests.phone()
    field = phone.locator("tafel-step textarea")
    field.fill("Half getypt")
    for act in (
        phone.reload,
        lambda: phone.locator(".languages [lang=en]").click(),
        lambda: phone.locator("[data-size=largest]").click(),
        lambda: phone.locator("a[href='/privacy']").click() or phone.go_back(),
        lambda: phone.go_back() and phone.go_forward(),
    ):
        act()
        is_live(phone)
        expect(field).to_have_value("Half getypt")

    context = phone.context
    phone.close()
    expect(guests.at_table(context).locator("tafel-step textarea")).to_have_value("Half getypt")


def test_the_letters_grow_at_the_foot_with_the_keyboard_and_nothing_falls_off(
    guests: Guests,
) -> None:
    phone = guests.phone(9, size=SMALL)
    before = float(phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    phone.locator("[data-size=largest]").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/t/9#text-size")
    is_live(phone)

    expect(phone.locator("[data-size=largest]")).to_have_attribute("aria-current", "true")
    after = float(phone.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert after / before == pytest.approx(24 / 17, abs=0.01)
    write(phone, "Arbeidsongeschiktheidsverzekeringsmaatschappijen")
    is_saved(phone)
    phone.locator(".seat > summary").click()
    phone.locator("tafel-screen summary").click()
    assert not phone.evaluate(FALLS_OFF)


def test_sending_stays_within_reach_when_the_keyboard_takes_half_of_the_screen(
    guests: Guests,
) -> None:
    phone = guests.phone()
    phone.locator("tafel-step textarea").fill("Een lang verhaal. " * 30)
    phone.set_viewport_size({"width": 360, "height": 400})
    phone.locator("tafel-step textarea").focus()
    phone.evaluate("scrollTo(0, 60)")
    assert in_sight(phone, "tafel-step button.primary")


def test_a_keyboard_that_lies_over_the_page_lifts_the_button(guests: Guests) -> None:
    context = guests.person()
    context.add_init_script(
        "Object.defineProperty(visualViewport, 'height', { get: () => innerHeight - 300 })"
    )
    phone = guests.at_table(context)
    phone.locator("tafel-step textarea").fill("Een lang verhaal. " * 30)
    button = phone.locator("tafel-step button.primary").bounding_box()
    assert button is not None
    assert button["y"] + button["height"] <= 740 - 300


# -- to take home --------------------------------------------------------------------------------


def downloaded(page: Page) -> tuple[str, str]:
    """The name and the text of the file that the foot gives."""
    with page.expect_download() as waiting:
        page.locator(".foot [data-take-home]").click()
    found = waiting.value
    return found.suggested_filename, Path(found.path()).read_text("utf-8")


def test_the_file_is_whole_also_when_the_box_has_forgotten_whose_it_was(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("stop_practice")
    facilitator.ask("open_activity", activity="knelpunten")
    phone = guests.phone(language="en-GB")
    write(phone, "Van mij\nén van mij")
    is_saved(phone)
    write(phone, "Toch niet")
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry")).to_have_count(2)
    phone.locator("#panel-mine [data-mode=withdraw]").first.click()
    phone.locator("#panel-mine button.danger").click()
    expect(phone.locator("#panel-mine .entry")).to_have_count(1)
    english = {"Accept-Language": "en"}
    by_box = phone.context.request.get(f"{guests.box.url}/t/3/mine.txt", headers=english).text()
    name, before = downloaded(phone)
    assert (name, before) == ("my-contributions.txt", by_box)

    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("seal_activity", activity="knelpunten")
    kept = phone.locator(".kept-here")
    expect(kept).to_contain_text("Kept on this phone only")
    expect(kept.locator(".entry .text")).to_have_text(["Van mij\nén van mij"])
    phone.reload()
    is_live(phone)
    assert downloaded(phone) == (name, before)


def test_a_device_that_people_share_and_practice_keep_nothing(
    guests: Guests, facilitator: Facilitator
) -> None:
    kept = "Object.keys(localStorage).filter((key) => key.includes('.own.')).length"
    phone = guests.phone()
    write(phone, "Oefenen")
    is_saved(phone)
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry")).to_have_count(1)
    assert phone.evaluate(kept) == 0

    facilitator.ask("stop_practice")
    facilitator.ask("open_activity", activity="knelpunten")
    phone = guests.phone()
    write(phone, "Voor het echt")
    is_saved(phone)
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry")).to_have_count(1)
    assert phone.evaluate(kept) == 1
    phone.locator(".seat > summary").click()
    phone.locator(".seat button[value=new]").click()
    expect(phone.locator(".place-person")).to_be_visible()
    is_live(phone)
    assert phone.evaluate(kept) == 0


def test_at_the_end_the_phone_says_thank_you_and_offers_the_file(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="evaluatie")
    phone = guests.phone(language="en-GB")
    expect(phone.locator("#the-end")).to_have_count(0)
    facilitator.ask("close_activity", activity="evaluatie")
    expect(phone.locator("#the-end")).to_have_text("Thank you.")
    expect(phone.locator(".slip [data-take-home]")).to_be_visible()


# -- who one is ----------------------------------------------------------------------------------


def test_who_one_is_is_asked_beside_the_field_once_and_can_be_changed(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    expect(phone.locator(".introduction")).to_have_count(0)
    told(phone, "conferences", "", asks=["name", "role"])
    card = phone.locator("section.introduction")
    expect(card).to_be_visible()
    assert in_sight(phone, "tafel-step button.primary")
    card.locator("[name=name]").fill("Ann de Wit")
    card.locator("[name=role]").fill("wethouder")
    card.locator("button.primary").click()

    folded = phone.locator("details.introduction")
    expect(card).to_have_count(0)
    folded.locator("summary").click()
    expect(folded.locator("[name=name]")).to_have_value("Ann de Wit")
    expect(folded.locator("[name=role]")).to_have_value("wethouder")
    phone.reload()
    is_live(phone)
    told(phone, "conferences", "", asks=["name", "role"])
    expect(folded).to_be_visible()
    expect(card).to_have_count(0)


def test_who_one_is_may_be_passed_over(guests: Guests) -> None:
    phone = guests.phone(language="en-GB")
    told(phone, "conferences", "", asks=["role"])
    phone.get_by_role("button", name="Skip").click()
    expect(phone.locator("section.introduction")).to_have_count(0)
    expect(phone.locator("details.introduction")).to_have_count(1)


# -- a table out of use --------------------------------------------------------------------------


def test_a_table_out_of_use_leads_to_another_and_takes_the_text_along(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    phone.locator("tafel-step textarea").fill("Mee naar tafel 4")
    facilitator.ask("merge_table", table="3", into="4")
    offer = phone.locator("tafel-move .offer")
    expect(offer).to_contain_text("Table 3 is not in use. Go to table 4, there is room.")
    expect(phone.locator("tafel-step textarea")).to_have_value("Mee naar tafel 4")
    offer.get_by_role("button", name="Yes, I am at table 4 now").click()

    phone.wait_for_url("**/t/4")
    is_live(phone)
    expect(phone.locator("tafel-step textarea")).to_have_value("Mee naar tafel 4")
    phone.locator("tafel-step button.primary").click()
    is_saved(phone)
    assert [entry["table"] for entry in facilitator.entries()] == ["4"]


def test_a_table_out_of_use_that_names_no_other_lets_one_choose(guests: Guests) -> None:
    phone = guests.phone(language="en-GB")
    told(phone, "tables", "3", is_in_use=False)
    offer = phone.locator("tafel-move .offer")
    expect(offer).to_contain_text("Table 3 is not in use.")
    expect(offer.locator("form")).to_have_count(0)
    offer.locator("a").click()
    phone.wait_for_url("**/tables")


# -- the first screen ----------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
@pytest.mark.parametrize(("size", "table"), [(SMALL, 9), (SMALL, 3), (PHONE, 9)])
def test_the_first_screen_tells_where_and_what_and_how_it_went(
    guests: Guests, facilitator: Facilitator, size: dict[str, int], table: int, language: str
) -> None:
    facilitator.ask("open_activity", activity="oplossingen")
    phone = guests.phone(table, size=size, language=language)
    write(phone, "Kort")
    is_saved(phone)
    shown = (".place-name", ".theme-name", ".timer", ".question :is(h1, h2)", "tafel-step textarea")
    for part in (*shown, "tafel-step button.primary", "tafel-step .attribution", ".state"):
        assert in_sight(phone, part), part


def test_a_step_that_is_over_itself_asks_nobody_to_go_along(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    phone.locator("tafel-step textarea").fill("Nog niet klaar")
    facilitator.ask("open_activity", activity="evaluatie")
    expect(phone.locator(".offer")).to_contain_text("The room moves on to: Evaluation.")
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("close_activity", activity="evaluatie")
    expect(phone.locator(".offer")).to_have_count(0)
    expect(phone.locator("tafel-step textarea")).to_have_value("Nog niet klaar")
