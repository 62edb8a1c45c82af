"""Answering the survey on a small phone without any script, and with the keyboard alone."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.web.surveyed import ANSWERS, CODE, EIGHT

from .box import Box, Facilitator
from .guests import LAPTOP, Guests

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

WORDS = "Regel één en <b>twee</b>"


@pytest.fixture
def begins() -> str:
    """The survey is made here."""
    return "unasked"


@pytest.fixture
def survey(facilitator: Facilitator) -> Facilitator:
    """The survey that asks in all eight ways, open."""
    facilitator.ask("put_survey", file=EIGHT)
    facilitator.ask("put_invitees", invitees=[{"code": CODE, "label": "Anna"}])
    facilitator.ask("open_survey")
    return facilitator


def answered(box: Box) -> dict[str, Any]:
    """What is written down of the only response, read from disk."""
    from appliance.folder import _glimpse

    [response] = _glimpse(box.data).responses.values()
    assert response.is_complete
    return dict(response.answers)


def has_no_fault(guests: Guests, page: Page) -> None:
    """No fault that axe knows, on the same page in a browser that runs axe's script."""
    scripted = guests.person(storage_state=page.context.storage_state()).new_page()
    scripted.goto(page.url)
    found = Axe().run(scripted).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], page.url
    scripted.context.close()


@pytest.mark.parametrize("width", [320, 360])
def test_a_small_phone_without_script_answers_comes_back_and_changes(
    guests: Guests, box: Box, survey: Facilitator, width: int
) -> None:
    guests.may_lose_line = True  # Chromium writes about pages that come back with 422
    size = {"width": width, "height": 740}
    page = guests.person(java_script_enabled=False, size=size).new_page()
    page.goto(f"{box.url}/s/{CODE}")
    is_whole(page, width)
    has_no_fault(guests, page)
    page.get_by_role("link", name="Beginnen").click()

    # What is wrong comes back as typed, with the reason read out at the field.
    page.get_by_label("financier").check()
    page.get_by_label("Hoeveel jaar doet u dit?").fill("lang")
    page.get_by_label("krant").check()
    page.get_by_label("straat").check()
    page.get_by_role("button", name="Volgende").click()
    years = page.get_by_label("Hoeveel jaar doet u dit?")
    expect(years).to_have_value("lang")
    expect(years).to_have_accessible_description(
        "Rond af. Een heel getal van 0 tot 60. Geef een heel getal van 0 tot 60."
    )
    expect(page.get_by_label("straat")).to_be_checked()
    is_whole(page, width)
    years.fill("12")
    page.get_by_role("button", name="Volgende").click()

    expect(page.get_by_text("Pagina 2 van 3")).to_be_visible()
    is_whole(page, width)
    has_no_fault(guests, page)
    for row, option in (("Geld", "ja, zeker"), ("Regels", "nee"), ("Mensen", "nee")):
        page.get_by_role("radiogroup", name=row).get_by_label(option).check()
    top = page.get_by_role("group", name="Kies de belangrijkste.")
    top.get_by_label("Geld").check()
    top.get_by_label("Mensen").check()
    page.get_by_label("snel").select_option("3")
    page.get_by_label("goed", exact=True).select_option("1")
    page.get_by_role("button", name="Volgende").click()

    page.get_by_role("radiogroup", name="Hoeveel hoop hebt u?").get_by_label("7").check()
    page.get_by_label("Wat mag niet ontbreken?").fill(WORDS)
    is_whole(page, width)
    has_no_fault(guests, page)
    page.get_by_role("button", name="Volgende").click()
    is_whole(page, width)
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Dank u wel. Uw antwoorden zijn bewaard."
    )
    is_whole(page, width)
    has_no_fault(guests, page)
    assert answered(box) == {**ANSWERS, "open": WORDS}

    # The same link on another device.
    other = guests.person(java_script_enabled=False, size=size, language="en-GB").new_page()
    other.goto(f"{box.url}/s/{CODE}")
    other.get_by_role("link", name="See or change my answers").click()
    other.get_by_role("link", name="Change What is your role?").click()
    expect(other.get_by_label("funder")).to_be_checked()
    other.get_by_label("government").check()
    other.get_by_role("button", name="Next page").click()
    expect(other.get_by_text("Page 2 of 3")).to_be_visible()
    assert answered(box)["rol"] == "overheid"


def is_whole(page: Page, width: int) -> None:
    """Nothing to scroll sideways to, also where no script may look."""
    right = [box["x"] + box["width"] for box in boxes(page)]
    assert right
    assert max(right) <= width, page.url


def boxes(page: Page) -> list[dict[str, float]]:
    """Where everything that is visible and spoken stands."""
    found = page.locator("main :is(p, h1, h2, legend, label, li, dd, textarea, select, button, a)")
    return [box for each in found.all() if (box := each.bounding_box())]


def test_on_a_wide_screen_the_matrix_is_a_table_with_the_same_names(
    guests: Guests, box: Box, survey: Facilitator
) -> None:
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{box.url}/s/{CODE}/2")
    rows = page.locator("fieldset.survey-row")
    expect(rows).to_have_count(3)
    heads = page.locator(".survey-heads > span")
    for n, option in enumerate(("ja, zeker", "nee"), 1):
        head = heads.nth(n).bounding_box()
        assert head
        tops = []
        for row in rows.all():
            radio = row.get_by_role("radio", name=option).bounding_box()
            legend = row.locator("legend").bounding_box()
            assert radio
            assert legend
            assert head["x"] <= radio["x"] <= head["x"] + head["width"]
            assert abs(legend["y"] + legend["height"] / 2 - radio["y"] - radio["height"] / 2) < 4
            tops.append(radio["y"])
        assert tops == sorted(tops)
    expect(page.get_by_role("radiogroup", name="Regels").get_by_role("radio")).to_have_count(2)


def test_the_keyboard_alone_answers_everything(
    guests: Guests, box: Box, survey: Facilitator
) -> None:
    page = guests.person(size=LAPTOP).new_page()
    page.goto(f"{box.url}/s")
    reach(page, "#code")
    page.keyboard.type(CODE.upper())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/s/{CODE}")
    reach(page, "a.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/1")

    reach(page, "#q-rol input")
    page.keyboard.press("Space")
    reach(page, "#q-jaren input")
    page.keyboard.type("12")
    reach(page, "#q-kanalen input")
    page.keyboard.press("Space")
    reach(page, "#q-kanalen input[value=straat]")
    page.keyboard.press("Space")
    press_next(page, "**/2")

    for row, option in (("geld", 0), ("regels", 1), ("mensen", 1)):
        reach(page, f"input[name='a|knelpunt|{row}']")
        page.keyboard.press("Space")
        if option:
            page.keyboard.press("ArrowDown")
    for value in ("geld", "mensen"):
        reach(page, f"#q-top2 input[value={value}]")
        page.keyboard.press("Space")
    for name, place in (("snel", "3"), ("goed", "1")):
        reach(page, f"select[name='a|volgorde|{name}']")
        page.keyboard.type(place)
    press_next(page, "**/3")

    reach(page, "#q-hoop input")
    page.keyboard.press("Space")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    reach(page, "#q-open textarea")
    page.keyboard.type(WORDS)
    press_next(page, "**/check")
    press_next(page, "**/done")
    assert answered(box) == {**ANSWERS, "open": WORDS}


def press_next(page: Page, address: str) -> None:
    """Go to the button that leads on, and press it."""
    reach(page, "button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def reach(page: Page, selector: str) -> None:
    """Press Tab until this has the focus, which is seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none", selector
            return
    raise AssertionError(f"{selector} cannot be reached")
