"""An organiser makes a conference alone: by mouse, by keyboard alone, and with a second editor."""

import json
import re
import urllib.request
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .guests import Guests
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

SCREEN = {"width": 1280, "height": 800}
ENGLISH = "en-GB"
STEPS = ["Arrival", "Opening and survey results", "Obstacles, at the tables"]
FEW = 12
QUESTION = "Which obstacles do you meet within this theme?"


@pytest.fixture
def begins() -> str:
    """As it comes out of its carton."""
    return "empty"


@pytest.fixture
def page(guests: Guests) -> Page:
    """The organiser, signed in, at the page that makes a conference."""
    opened = guests.control(language=ENGLISH, size=SCREEN)
    opened.get_by_role("link", name="Make a conference").click()
    opened.wait_for_url("**/prepare")
    return opened


def make(page: Page, method: str = "Begin with an empty programme") -> None:
    """Fill in the first form."""
    page.get_by_label("Title").fill("Our day")
    page.get_by_label("Date").fill("2026-12-01")
    page.get_by_label("Begins at").fill("13:00")
    page.get_by_label("Number of themes").fill("2")
    page.get_by_label("Number of tables").fill("4")
    page.get_by_label(method).check()
    page.get_by_role("button", name="Make the conference").click()
    page.wait_for_url("**/prepare/*")


def card(page: Page, title: str) -> Locator:
    """The card of a step."""
    return page.locator(".prepare-card").filter(has=page.get_by_role("heading", name=title))


def programme(page: Page) -> Locator:
    """The titles of the programme in order."""
    return page.locator(".prepare-card h3")


def is_saved(form: Locator) -> None:
    """Wait until this form says that it is saved."""
    expect(form.locator("[data-told]")).to_have_text("✓ Saved")


def kept(page: Page) -> Mapping[str, Any]:
    """What the box has: the page of somebody who opens it now."""
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin
    url = f"{origin[0]}/api/changes?as=facilitator&since=0&box="
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookies})) as told:
        found: Mapping[str, Any] = json.load(told)["view"]
    return found


def titles(page: Page) -> list[str]:
    """The English titles of the steps that the box has, in order."""
    steps = sorted(kept(page)["activities"].values(), key=lambda each: int(each["position"]))
    return [step["title"]["en"] for step in steps]


def add(page: Page, kind: str, title: str, minutes: int) -> Locator:
    """Add a step with the mouse, and name it in the card that unfolds."""
    page.get_by_label("Kind of step").select_option(kind)
    page.locator("#new-minutes").fill(str(minutes))
    page.get_by_role("button", name="Add the step", exact=True).click()
    field = page.get_by_label("Title English").locator("visible=true").last
    expect(field).to_be_focused()
    field.fill(title)
    form = page.locator(".prepare-card details[open] form").last
    is_saved(form)
    return form


def test_an_organiser_comes_to_the_first_steps_with_the_mouse(page: Page) -> None:
    make(page)
    expect(page.locator("#missing")).to_contain_text("missing")
    add(page, "presentation", STEPS[1], 10)
    form = add(page, "brainstorm", STEPS[2], 35)
    form.get_by_label("Question 1 English").fill(QUESTION)
    form.get_by_label("Question 1 Dutch").fill("Welke knelpunten ervaart u bij dit thema?")
    is_saved(form)
    add(page, "presentation", STEPS[0], 15)
    expect(programme(page)).to_have_text([STEPS[1], STEPS[2], STEPS[0]])

    for fold in page.locator("details[open].prepare-edit > summary").all()[::-1]:
        fold.click()
    grip = card(page, STEPS[0]).locator("[data-grip]").bounding_box()
    first = card(page, STEPS[1]).bounding_box()
    assert grip
    assert first
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, first["y"] + 40, steps=12)
    page.mouse.up()

    expect(page.locator(".prepare-card time")).to_have_text(["13:00", "13:15", "13:25"])
    expect(programme(page)).to_have_text(STEPS)
    assert titles(page) == STEPS
    card(page, STEPS[2]).get_by_role("link", name="Preview").click()
    preview = page.frame_locator(".prepare-preview iframe")
    expect(preview.get_by_role("heading", name=QUESTION)).to_be_visible()
    card(page, STEPS[2]).locator("summary", has_text="Edit").click()
    page.get_by_label("Question 1 English").fill("And now?")
    expect(preview.get_by_role("heading", name="And now?")).to_be_visible()


def test_an_organiser_comes_to_the_first_steps_by_keyboard_alone(page: Page) -> None:
    keys = Keyboard(page)
    keys.go_to("Title")
    keys.write("Our day")
    keys.go_to("Begins at")
    page.keyboard.type("1300")
    keys.act("Make the conference")
    page.wait_for_url("**/prepare/*")

    for kind, title, minutes in (
        ("Presentation", STEPS[1], "10"),
        ("Brainstorm", STEPS[2], "35"),
        ("Presentation", STEPS[0], "15"),
    ):
        keys.choose("Kind of step", kind)
        keys.go_to("Where")
        keys.go_to("Minutes")
        keys.write(minutes)
        keys.act("Add the step")
        expect(page.locator(".prepare-card details[open] input:focus")).to_be_visible()
        keys.go_to("Title English")
        keys.write(title)
        expect(programme(page).filter(has_text=title)).to_have_count(1)
    for n in range(2):
        keys.go_to(f"Move “{STEPS[0]}” up", is_back=n == 0)
        keys.press("Enter")
        expect(programme(page).nth(1 - n)).to_have_text(STEPS[0])
        assert keys.stop() == f"Move “{STEPS[0]}” up"
    expect(programme(page)).to_have_text(STEPS)

    keys.go_to(re.compile("Undo.*"), is_back=True)
    keys.press("Enter")
    expect(programme(page).nth(1)).to_have_text(STEPS[0])
    assert titles(page) == [STEPS[1], STEPS[0], STEPS[2]]


def test_each_part_is_a_few_keys_away_and_has_a_way_back(page: Page) -> None:
    make(page, "Work conference")
    keys = Keyboard(page, is_watchful=True)
    parts = page.get_by_role("navigation", name="Parts of this page").get_by_role("link")
    for name in parts.all_inner_texts():
        keys.go_to(name, is_back=keys.is_behind(name), within=FEW)
        keys.press("Enter")
        assert keys.stop() == name
        assert page.evaluate("document.activeElement.localName") == "h2"
        keys.tab(is_back=True)
        if name != "The conference":  # what comes before that is the top of the page
            assert keys.stop() == "Parts of this page"
            keys.press("Enter")
    keys.go_to("Table 1 has no chair yet.", within=FEW)
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "table-1"
    assert keys.tab() == "Chair of table 1"


def test_one_undoes_act_after_act_by_keyboard_and_is_at_a_heading_in_the_end(page: Page) -> None:
    make(page)
    keys = Keyboard(page, is_watchful=True)
    shown = page.locator("#tables > ol > li")
    for n in (3, 2):
        remove = f"Remove table {n + 1}"
        keys.go_to(remove, is_back=keys.is_behind(remove))
        keys.press("Enter")
        expect(shown).to_have_count(n)
        # At the table beside it, which is not removed by one key too many.
        assert page.evaluate("document.activeElement.id") == f"table-{n}"
    undo = re.compile("Undo.*")
    keys.go_to(undo, is_back=True)
    for n in (3, 4):
        keys.press("Enter")
        expect(shown).to_have_count(n)
        expect(page.locator(":focus")).to_be_visible()
    expect(page.locator("[data-undo]")).to_have_count(0)
    expect(page.locator("#missing")).to_be_focused()


def test_what_another_editor_changes_appears_and_what_both_changed_is_chosen(
    page: Page, guests: Guests
) -> None:
    make(page, "One question at all tables")
    guests.may_lose_line = True  # Chromium writes about what is refused
    other = page.context.new_page()
    other.goto(page.url)
    mine, theirs = page.locator("#about form"), other.locator("#about form")
    mine.get_by_label("Place").fill("Utrecht")
    is_saved(mine)
    expect(theirs.get_by_label("Place")).to_have_value("Utrecht")

    held: list[Route] = []
    # The first one only; a list's own method cannot be handed over.
    page.route("**/about", lambda route: held.append(route), times=1)
    with page.expect_request("**/about"):
        mine.get_by_label("Client").fill("Mine")
    theirs.get_by_label("Client").fill("Theirs")
    # "Saved" may still be about the client alone: what counts is that the box has both.
    with other.expect_response(lambda answer: "Zwolle" in (answer.request.post_data or "")):
        theirs.get_by_label("Place").fill("Zwolle")
    is_saved(theirs)
    held[0].continue_()

    both = page.locator(".prepare-both")
    expect(both.locator("q")).to_have_text(["Theirs", "Mine"])
    expect(mine.get_by_label("Client")).to_have_value("Mine")
    expect(mine.get_by_label("Client")).to_be_focused()
    expect(mine.get_by_label("Place")).to_have_value("Zwolle")
    both.get_by_role("button", name="Keep mine").click()
    is_saved(mine)
    expect(both).to_have_count(0)
    # Also where somebody still is in another field of the form.
    expect(theirs.get_by_label("Place")).to_be_focused()
    expect(theirs.get_by_label("Client")).to_have_value("Mine")


def second(page: Page) -> Page:
    """Another editor of the same conference, in a browser of their own."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def unfold(page: Page, title: str) -> Locator:
    """The form of a step."""
    found = card(page, title)
    found.locator("summary", has_text="Edit").first.click()
    return found.locator("form[data-autosave]")


STEP = "The question, at the tables"


def test_two_fields_of_one_step_come_together(page: Page, guests: Guests) -> None:
    make(page, "One question at all tables")
    guests.may_lose_line = True
    other = second(page)
    mine, theirs = unfold(page, STEP), unfold(other, STEP)
    held: list[Route] = []
    page.route("**/steps/*", lambda route: held.append(route), times=1)
    with page.expect_request("**/steps/*"):
        mine.get_by_label("Instructions English").fill("Mine")
    theirs.get_by_label("Question 1 English").fill("Theirs?")
    is_saved(theirs)
    held[0].continue_()
    is_saved(mine)
    expect(page.locator(".prepare-both")).to_have_count(0)
    expect(mine.get_by_label("Question 1 English")).to_have_value("Theirs?")
    [step] = [each for each in kept(page)["activities"].values() if each["kind"] == "brainstorm"]
    assert (step["instruction"]["en"], step["questions"][0]["text"]["en"]) == ("Mine", "Theirs?")


def test_what_somebody_types_in_stays_when_another_removes_it_and_is_saved_when_it_is_back(
    page: Page, guests: Guests
) -> None:
    make(page, "One question at all tables")
    guests.may_lose_line = True
    other = second(page)
    mine = unfold(page, STEP)
    mine.get_by_label("Instructions English").focus()
    other.get_by_role("button", name=f"Remove “{STEP}”").click()
    expect(programme(other).filter(has_text=STEP)).to_have_count(0)
    mine.get_by_label("Instructions English").press_sequentially("Typed for long")
    gone = page.locator(".prepare-gone")
    expect(gone).to_contain_text("Somebody else removed this.")
    expect(mine.get_by_label("Instructions English")).to_have_value(re.compile(".*Typed for long"))

    page.locator("button[data-undo]").click()
    expect(gone).to_have_count(0)
    # Nobody is in the form any more, so that it is soon rendered anew: the other editor has it.
    theirs = card(other, STEP).locator("form[data-autosave]")
    expect(theirs.get_by_label("Instructions English")).to_have_value(re.compile("Typed for long"))
    [step] = [each for each in kept(page)["activities"].values() if each["kind"] == "brainstorm"]
    assert "Typed for long" in step["instruction"]["en"]


def test_who_finds_their_step_removed_takes_it_away_themselves(page: Page, guests: Guests) -> None:
    make(page, "One question at all tables")
    guests.may_lose_line = True
    other = second(page)
    before = programme(page).count()
    mine = unfold(page, STEP)
    mine.get_by_label("Instructions English").focus()
    other.get_by_role("button", name=f"Remove “{STEP}”").click()
    page.get_by_role("button", name="Take it away here too").click()
    expect(programme(page)).to_have_count(before - 1)


def test_two_who_reorder_see_the_same_order_and_lose_no_text(page: Page, guests: Guests) -> None:
    make(page, "Begin with an empty programme")
    guests.may_lose_line = True
    for title in ("One", "Two", "Three"):
        add(page, "presentation", title, 5)
    other = second(page)
    form = card(page, "Two").locator("form[data-autosave]")
    form.get_by_label("Instructions English").press_sequentially("Ty")
    other.get_by_role("button", name="Move “Three” up").click()
    expect(programme(other)).to_have_text(["One", "Three", "Two"])
    expect(programme(page)).to_have_text(["One", "Three", "Two"])
    expect(form.get_by_label("Instructions English")).to_be_focused()
    page.keyboard.type("ped")
    is_saved(form)
    for fold in page.locator("details[open].prepare-edit > summary").all()[::-1]:
        fold.click()
    grip = card(page, "One").locator("[data-grip]").bounding_box()
    last = card(page, "Two").bounding_box()
    assert grip
    assert last
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(grip["x"] + 5, last["y"] + last["height"] / 2, steps=12)
    expect(programme(page)).to_have_text(["Three", "Two", "One"])
    # Somebody else moves a step while this one is in the hand.
    with page.expect_response(lambda told: told.url == page.url.partition("#")[0]):
        other.get_by_role("button", name="Move “Two” up").click()
    expect(card(page, "One")).to_have_attribute("data-dragged", "")
    page.mouse.up()
    expect(page.locator("[data-dragged]")).to_have_count(0)
    for each in (page, other):
        expect(programme(each)).to_have_text(["Two", "Three", "One"])
    assert titles(page) == ["Two", "Three", "One"]
    told = {each["title"]["en"]: each["instruction"] for each in kept(page)["activities"].values()}
    assert told["Two"] == {"en": "Typed"}


def test_what_is_typed_without_a_line_stays_and_is_saved_once_it_is_back(
    page: Page, guests: Guests
) -> None:
    make(page, "One question at all tables")
    guests.may_lose_line = True
    form = page.locator("#about form")
    page.context.set_offline(True)
    form.get_by_label("Place").fill("Utrecht")
    expect(form.locator("[data-told]")).to_contain_text("Not saved. No connection with the box.")
    page.context.set_offline(False)
    is_saved(form)
    page.reload()
    expect(form.get_by_label("Place")).to_have_value("Utrecht")


def test_a_stretch_of_typing_is_taken_back_at_once(page: Page) -> None:
    make(page)
    form = page.locator("#about form")
    for letters in ("Utr", "echt", " CS"):
        form.get_by_label("Place").press_sequentially(letters)
        is_saved(form)
        form.locator("[data-told]").evaluate("told => told.textContent = ''")
    page.locator("h1").click()
    page.get_by_role("button", name="Undo the change of the conference").click()
    expect(form.get_by_label("Place")).to_have_value("")
    expect(page.locator("button[data-undo]")).to_have_count(0)


def test_a_question_that_is_removed_does_not_come_back_with_the_next_letter(page: Page) -> None:
    make(page, "One question at all tables")
    card(page, "The question, at the tables").locator("summary", has_text="Edit").click()
    form = page.locator("details[open] form")
    form.get_by_label("Question 2 English").fill("And why?")
    is_saved(form)
    page.locator("h1").click()
    form.get_by_role("button", name="Remove question 1").click()
    expect(form.get_by_text("Question 1 English")).to_have_count(0)
    form.get_by_label("Instructions English").fill("Write first")
    is_saved(form)
    [step] = [each for each in kept(page)["activities"].values() if each["kind"] == "brainstorm"]
    assert [question["text"] for question in step["questions"]] == [{"en": "And why?"}]
