"""Every act by keyboard alone, each as the story of somebody at work."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import SCREEN, Guests, is_live, is_saved, told, write
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

ENGLISH = {"language": "en-GB"}
STEP = "Obstacles, at the tables"
NEXT = "Solutions, at the tables"
QUESTION = "Which obstacles do you meet within this theme?"
SAID = "Banks ask for certainty"


def seat(person: str = "") -> re.Pattern[str]:
    """What the badge of table 3 is called, whatever time is left."""
    who = f"{person} " if person else ""
    return re.compile(rf"Table 3 {who}Financing \d+ minutes left Other table or person")


def post(facilitator: Facilitator, *texts: str) -> None:
    """Contributions at table 3."""
    for text in texts:
        facilitator.ask("post_entry", activity="knelpunten", for_table="3", text=text)


# -- a participant -----------------------------------------------------------------------------


def test_a_participant_joins_writes_edits_and_withdraws(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.person(**ENGLISH).new_page()
    page.goto(guests.box.url)
    keys = Keyboard(page)
    keys.act("Table 3")
    page.wait_for_url("**/t/3")
    is_live(page)

    keys.go_to(QUESTION)
    keys.write(SAID)
    keys.act("Send")
    is_saved(page)
    assert facilitator.texts() == [SAID]

    keys.go_to("At this table (1)")
    keys.press("ArrowRight")
    assert keys.stop() == "Mine (1)"
    keys.act("Edit")
    assert keys.stop() == "Your contribution"
    keys.write("Banks ask for guarantees")
    keys.act("Save")
    assert keys.stop() == "Edit"
    expect(page.locator("#panel-mine .entry .text")).to_have_text(["Banks ask for guarantees"])

    keys.act("Withdraw")
    assert keys.stop() == "Yes, withdraw it"
    keys.press("Enter")
    expect(page.locator("#panel-mine .entry")).to_have_count(0)
    assert facilitator.texts() == []


def test_a_participant_changes_their_mind(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    write(page, SAID)
    is_saved(page)
    keys = Keyboard(page)
    keys.go_to("At this table (1)")
    keys.press("ArrowRight")

    keys.act("Edit")
    keys.act("Leave as it was")
    assert keys.stop() == "Edit"
    keys.act("Withdraw")
    keys.act("Keep it")
    assert keys.stop() == "Withdraw"
    expect(page.locator("#panel-mine .entry .text")).to_have_text([SAID])


def test_a_participant_comments_and_builds_on(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.phone(**ENGLISH)
    post(facilitator, "Guarantees")
    expect(page.locator("#panel-table .entry")).to_have_count(1)
    keys = Keyboard(page)

    keys.act("Comment")
    assert keys.stop() == "Your comment"
    keys.write("Who pays?")
    keys.act("Send")
    expect(page.locator("#panel-table .reactions .text")).to_have_text(["Who pays?"])

    keys.act("Build on")
    keys.write("Guarantees by the municipality")
    keys.act("Send")
    expect(page.locator("#panel-table .entry")).to_have_count(2)


def test_a_participant_reads_what_is_explained(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    how = "Without name. Your contribution shows table 3, not your name. How does this work?"
    for words, more in ((how, "erases"), ("Not working?", "loan device")):
        keys.go_to(words)
        keys.press("Space")
        expect(page.locator("details[open]", has_text=more)).to_be_visible()


def test_a_participant_puts_a_message_away(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.phone(**ENGLISH)
    facilitator.ask("say", text="De koffie staat klaar", to="everyone")
    expect(page.locator(".message")).to_be_visible()

    Keyboard(page).act("Read")
    expect(page.locator(".message")).to_have_count(0)


def test_a_participant_finishes_first_and_then_goes_along(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    keys.go_to(QUESTION)
    keys.write(SAID)
    facilitator.ask("open_activity", activity="oplossingen")
    expect(page.locator(".offer")).to_be_visible()

    assert keys.stop() == QUESTION
    keys.go_to("Finish first", is_back=True)
    keys.press("Enter")
    expect(page.get_by_role("button", name="Finish first")).to_have_count(0)
    keys.act("Go along")
    expect(page.locator("h1")).to_have_text("Solutions, at the tables")


def test_a_participant_gives_the_chair_what_was_not_sent_in_time(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    keys.go_to(QUESTION)
    keys.write(SAID)
    facilitator.ask("close_activity", activity="knelpunten")

    keys.act("Give it to the chair")
    is_saved(page)
    [entry] = facilitator.entries()
    assert entry["is_late"]


def test_a_participant_changes_table_person_and_language(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    write(page, SAID)
    is_saved(page)
    keys = Keyboard(page)
    keys.act(seat())
    keys.act("Next person")
    expect(page.locator("body")).to_have_attribute("data-persons", "2/2")
    is_live(page)

    keys.act(seat("Person 2 of 2"))
    keys.act("Person 1")
    expect(page.locator("body")).to_have_attribute("data-persons", "1/2")
    is_live(page)

    keys.act(seat("Person 1 of 2"))
    keys.act("I am at another table")
    page.wait_for_url("**/tables")
    keys.act("Table 7")
    page.wait_for_url("**/t/7")
    keys.act("Yes, I am at table 7 now")
    expect(page.locator(".place-name")).to_have_text("Table 7")
    is_live(page)

    keys.act("Nederlands")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_participant_goes_to_the_table_that_takes_over_this_one(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    keys.go_to(QUESTION)
    keys.write(SAID)
    facilitator.ask("merge_table", table="3", into="4")
    expect(page.locator("tafel-move .offer")).to_be_visible()

    assert keys.stop() == QUESTION
    keys.go_to("Yes, I am at table 4 now", is_back=True)
    keys.press("Enter")
    page.wait_for_url("**/t/4")
    is_live(page)
    keys.go_to(QUESTION)
    keys.act("Send")
    is_saved(page)
    assert [(entry["table"], entry["text"]) for entry in facilitator.entries()] == [("4", SAID)]


def test_a_participant_makes_the_letters_larger_and_normal_again(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    for name in ("Largest", "Normal"):
        keys.act(name)
        expect(page.locator("[data-size][aria-current]")).to_have_text(name)
        is_live(page)


def test_a_participant_says_who_they_are_and_changes_it(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    told(page, "conferences", "", asks=["name", "role"])
    keys = Keyboard(page)
    keys.go_to("Your name")
    keys.write("Ann de Wit")
    assert keys.tab() == "Your role or organisation"
    keys.write("wethouder")
    keys.act("Save")

    said = page.locator("details.introduction")
    expect(said).to_be_visible()
    keys.act("What you said about yourself")
    keys.go_to("Your role or organisation")
    expect(page.locator(":focus")).to_have_value("wethouder")
    keys.write("burgemeester")
    keys.press("Enter")
    expect(said).not_to_have_attribute("open", "")
    assert keys.stop() == "What you said about yourself"
    keys.press("Enter")
    expect(said.locator("[name=role]")).to_have_value("burgemeester")


def test_a_participant_passes_over_who_they_are(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    told(page, "conferences", "", asks=["name", "role"])
    Keyboard(page).act("Skip")
    expect(page.locator("section.introduction")).to_have_count(0)
    expect(page.locator("details.introduction")).to_be_visible()


def test_a_participant_reads_what_is_on_the_big_screen(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.phone(**ENGLISH)
    keys = Keyboard(page)
    keys.go_to("On the big screen")
    keys.press("Space")
    facilitator.ask("show_on_stage", mode="message", text="Graag stilte")
    expect(page.locator(".screen-words blockquote")).to_have_text("Graag stilte")
    assert keys.stop() == "On the big screen"


def test_a_participant_saves_their_contributions(guests: Guests) -> None:
    page = guests.phone(**ENGLISH)
    write(page, SAID)
    is_saved(page)
    with page.expect_download() as waiting:
        Keyboard(page).act("Save my contributions")
    assert SAID in Path(waiting.value.path()).read_text("utf-8")


# -- a chair -----------------------------------------------------------------------------------


def test_a_chair_highlights_parks_and_brings_back(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.chair(**ENGLISH)
    post(facilitator, SAID)
    entry = page.locator("tafel-chair-entry .entry")
    expect(entry).to_have_count(1)
    keys = Keyboard(page)

    keys.act("Highlight")
    expect(entry).to_have_attribute("data-highlighted", "")
    keys.act("Do not highlight")
    expect(entry).not_to_have_attribute("data-highlighted", "")
    keys.act("Park")
    keys.act("Parking lot (1)")
    keys.act("Bring back")
    expect(page.get_by_role("heading", name="Contributions (1)")).to_be_visible()


def test_a_chair_asks_for_help_and_tells_that_the_table_is_ready(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.chair(**ENGLISH)
    signals, keys = page.locator("tafel-signals"), Keyboard(page)
    keys.act("Ready")
    expect(signals).to_contain_text("this table is ready")
    keys.act("Not ready yet")
    keys.act("Ask for help")
    keys.act("No help needed")
    keys.act("Ask for help")
    keys.act("Time")
    expect(signals).to_contain_text("Time")
    keys.act("It is solved")
    expect(page.get_by_role("button", name="Ask for help")).to_be_visible()
    assert facilitator.view()["tables"]["3"]["signal"] == "none"


def test_a_chair_sums_up_and_types_for_someone_else(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.chair(**ENGLISH)
    keys = Keyboard(page)
    for n in (1, 2, 3):
        keys.go_to(f"Point {n}")
        keys.write(f"Point number {n}")
    expect(page.locator(".summary .state[data-state=saved] .icon")).to_be_visible()

    keys.act("Type for someone else")
    keys.go_to("What somebody without a device says")
    keys.write(SAID)
    keys.act("Send")
    expect(page.locator("tafel-chair-entry .text")).to_have_text([SAID])


def test_a_chair_says_that_the_points_are_right_and_takes_it_back(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.chair(**ENGLISH)
    keys = Keyboard(page)
    keys.go_to("Point 1")
    keys.write(SAID)
    keys.act("This is right")
    expect(page.locator(".agreement[data-agreed]")).to_be_visible()
    keys.act("No, not yet")
    expect(page.locator(".agreement[data-agreed]")).to_have_count(0)
    keys.act("This is right")
    expect(page.locator(".agreement[data-agreed]")).to_be_visible()
    [summary] = facilitator.view()["summaries"].values()
    assert (summary["points"], summary["is_agreed"]) == ([SAID, "", ""], True)


def test_a_chair_goes_from_question_to_question(guests: Guests, facilitator: Facilitator) -> None:
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    page = guests.chair(**ENGLISH)
    title, keys = page.locator("h1"), Keyboard(page)
    keys.act("Question 2 of 3")
    keys.press("Escape")
    expect(page.locator(".stepper-list")).to_have_count(0)
    assert keys.stop() == "Question 2 of 3"

    keys.press("Enter")
    expect(page.locator(".stepper-list")).to_be_visible()
    keys.act(f"{STEP} {QUESTION}")
    expect(title).to_have_text(QUESTION)
    assert keys.stop() == "Question 1 of 3"
    keys.act("Following")
    expect(title).not_to_have_text(QUESTION)
    # The focus stays, also at the end, where there is nothing after.
    keys.press("Enter")
    expect(page.get_by_role("button", name="Question 3 of 3")).to_be_visible()
    keys.press("Enter")
    assert keys.stop() == "Following"
    keys.go_to("Previous", is_back=True)
    keys.press("Enter", "Enter")
    expect(title).to_have_text(QUESTION)
    keys.act("Go along")
    expect(title).not_to_have_text(QUESTION)


def test_a_chair_lends_out_a_device(guests: Guests) -> None:
    page = guests.chair(**ENGLISH)
    keys = Keyboard(page)
    keys.act("Loan device")
    expect(page.locator(".loan-address")).to_contain_text("/t/3?loan")
    assert keys.stop() == "Loan device"
    keys.press("Enter")
    expect(page.locator(".loan-code")).to_have_count(0)


def test_a_device_on_loan_is_handed_on(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.person(**ENGLISH).new_page()
    page.goto(f"{guests.box.url}/t/3?loan")
    is_live(page)
    keys = Keyboard(page)
    keys.go_to(QUESTION)
    keys.write(SAID)
    keys.act("Send")
    is_saved(page)
    keys.act("Next person")
    expect(page.locator("body")).to_have_attribute("data-persons", "2/2")
    is_live(page)
    keys.go_to(QUESTION)
    keys.write("Of the next one")
    keys.act("Send")
    is_saved(page)
    assert facilitator.texts() == [SAID, "Of the next one"]


def test_a_chair_looks_back_and_accepts_what_came_late(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone, page = guests.phone(**ENGLISH), guests.chair(**ENGLISH)
    phone.locator("tafel-step textarea").fill(SAID)
    facilitator.ask("close_activity", activity="knelpunten")
    phone.get_by_role("button", name="Give it to the chair").click()
    facilitator.ask("open_activity", activity="oplossingen")
    expect(page.locator("h1")).not_to_have_text(QUESTION)

    keys = Keyboard(page)
    keys.act("Previous")
    expect(page.locator("h1")).to_have_text(QUESTION)
    keys.act("Accept")
    expect(page.get_by_role("heading", name="Contributions (1)")).to_be_visible()


def test_a_chair_puts_a_message_away(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.chair(**ENGLISH)
    facilitator.ask("say", text="Kies uw drie punten", to="chairs")
    expect(page.locator(".message")).to_be_visible()
    Keyboard(page).act("Read")
    expect(page.locator(".message")).to_have_count(0)


# -- a facilitator -----------------------------------------------------------------------------


@pytest.fixture
def control(guests: Guests) -> Page:
    """The facilitator's page, live."""
    page = guests.control(**ENGLISH)
    expect(page.get_by_role("button", name=f"Close “{STEP}”")).to_be_visible()
    return page


def test_a_facilitator_leads_the_room_from_step_to_step(control: Page) -> None:
    now, keys = control.locator("console-steer"), Keyboard(control)
    keys.act("Pause")
    expect(now).to_contain_text("paused")
    keys.act(f"Go on with “{STEP}”")
    expect(now.locator(".now-word")).to_have_text("open")
    keys.act("+2 minutes")
    expect(now).to_contain_text("37 minutes left")
    keys.act(f"Close “{STEP}”")
    expect(now).to_contain_text("Between steps")
    keys.act(f"Reopen “{STEP}”")
    expect(now.locator(".now-word")).to_have_text("open")
    keys.act(f"Close “{STEP}”")
    keys.act(f"Open “{NEXT}”")
    expect(now.locator(".now-title")).to_have_text(NEXT)
    keys.act(f"Undo opening “{NEXT}”")
    expect(now).to_contain_text("Between steps")


def test_a_facilitator_opens_any_step_and_closes_one_for_good(control: Page) -> None:
    keys = Keyboard(control)
    keys.act(f"Close “{STEP}”")
    expect(control.locator("console-steer")).to_contain_text("Between steps")
    step = control.locator(".step-head", has_text=STEP)
    expect(step).to_contain_text("closed")
    # Its name begins with when it was planned.
    keys.go_to(" ".join(step.inner_text().split()))
    keys.press("Enter")
    keys.act("Close for good …")
    dialog = control.get_by_role("dialog", name=f"Close “{STEP}” for good?")
    keys.act("Leave it as it is")
    expect(dialog).to_be_hidden()
    keys.act("Close for good …")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    keys.act("Close for good …")
    keys.act("Close for good")
    expect(control.locator(".step-head", has_text=STEP)).to_contain_text("closed for good")


def test_a_facilitator_orders_the_contributions(control: Page, facilitator: Facilitator) -> None:
    post(facilitator, SAID)
    entry, keys = control.locator("console-stream .entry"), Keyboard(control)
    expect(entry).to_have_count(1)
    marks = entry.locator(".mark:not(:has-text('by the facilitator'))")

    keys.act("Highlight")
    expect(marks).to_have_text(["highlighted"])
    keys.act("No longer highlight")
    expect(marks).to_have_count(0)
    keys.act("Choose for screen")
    expect(control.locator(".screen-next blockquote")).to_have_text([SAID])
    keys.act("Put on screen")
    expect(control.locator(".screen-now blockquote")).to_have_text([SAID])
    keys.act("Take off screen")
    expect(control.locator("stage-picture blockquote")).to_have_count(0)
    keys.act("Park")
    expect(marks).to_have_text(["parked"])
    keys.act("Bring back")
    keys.act("Hide")
    expect(marks).to_have_text(["hidden"])
    keys.act("Bring back")
    expect(marks).to_have_count(0)


def test_a_facilitator_finds_contributions(control: Page, facilitator: Facilitator) -> None:
    post(facilitator, SAID, "Every municipality is different")
    texts, keys = control.locator("console-stream .entry-text"), Keyboard(control)
    expect(texts).to_have_count(2)
    keys.go_to("Search in the contributions")
    keys.write("certainty")
    expect(texts).to_have_text([SAID])
    keys.act("Show all")
    expect(texts).to_have_count(2)
    keys.choose("Table", "Table 7")
    expect(texts).to_have_count(0)
    keys.act("Show all")
    keys.choose("State", "highlighted")
    expect(texts).to_have_count(0)


def test_a_facilitator_chooses_what_the_big_screen_shows(control: Page) -> None:
    picture, keys = control.locator(".screen-now stage-picture"), Keyboard(control)
    for name, scene in (("Welcome", "welcome"), ("Programme", "programme")):
        keys.act(name)
        keys.act("Put on screen")
        expect(picture).to_have_attribute("data-scene", scene)
    keys.act("Black")
    expect(picture).to_have_attribute("data-scene", "black")
    keys.act("Follows the programme")
    keys.act("Put on screen")
    expect(picture).to_have_attribute("data-scene", "question")
    keys.go_to("Text on the big screen")
    keys.write("Lunch is ready")
    keys.act("Put on screen")
    expect(picture).to_contain_text("Lunch is ready")


def test_a_facilitator_says_something_to_one_table(control: Page, guests: Guests) -> None:
    three, seven, keys = guests.phone(table=3), guests.phone(table=7), Keyboard(control)
    keys.choose("To", "Table 7")
    keys.go_to("Message")
    keys.write("Please come back")
    keys.act("Send")
    expect(seven.locator(".message .text")).to_have_text("Please come back")
    expect(three.locator(".message")).to_have_count(0)


def test_a_facilitator_reads_the_list_of_keys_and_stops_practising(control: Page) -> None:
    keys = Keyboard(control)
    keys.act("Keys ?")
    dialog = control.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    keys.act("Close this list")
    expect(dialog).to_be_hidden()
    assert keys.stop() == "Keys ?"

    keys.act("Stop practising …")
    keys.act("Stop practising and wipe everything")
    keys.act("Start practising")
    expect(control.locator("console-practice")).to_contain_text("Everything typed now")


# -- everywhere --------------------------------------------------------------------------------


def test_one_signs_in_and_searches_the_manual(guests: Guests) -> None:
    page = guests.person(**ENGLISH).new_page()
    page.goto(f"{guests.box.url}/sign-in")
    keys = Keyboard(page)
    assert keys.stop() == "Code"
    keys.write(guests.box.code)
    keys.press("Enter")
    page.wait_for_url("**/control")
    guests.box.new_code()

    page.goto(f"{guests.box.url}/help")
    keys.go_to("Search in the manual")
    keys.write("late")
    expect(page.locator("#found li").first).to_be_visible()
    keys.go_to(str(page.locator("#found a").first.inner_text()))
    keys.press("Enter")
    page.wait_for_url("**/help/**")


OPEN: dict[str, Callable[[Guests], Page]] = {
    "phone": lambda guests: guests.phone(**ENGLISH),
    "chair": lambda guests: guests.chair(**ENGLISH),
    "control": lambda guests: guests.control(**ENGLISH),
    "watch": lambda guests: guests.watch(**ENGLISH),
    "results": lambda guests: at_desk(guests, "/results"),
    "links": lambda guests: at_desk(guests, "/control/links"),
    "tables": lambda guests: at_desk(guests, "/tables"),
    "box": lambda guests: at_desk(guests, "/box"),
    "privacy": lambda guests: at_desk(guests, "/privacy"),
    "help": lambda guests: at_desk(guests, "/help"),
    "chapter": lambda guests: at_desk(guests, "/help/chair"),
    "sign-in": lambda guests: at_desk(guests, "/sign-in"),
}


def at_desk(guests: Guests, address: str) -> Page:
    """A page in the facilitator's browser."""
    page = guests.control(**ENGLISH)
    page.goto(guests.box.url + address)
    return page


@pytest.mark.parametrize("name", OPEN)
def test_tab_comes_by_everything_in_turn_and_out_again(
    guests: Guests, facilitator: Facilitator, name: str
) -> None:
    post(facilitator, SAID)
    page = OPEN[name](guests)
    if name in ("control", "watch"):
        expect(page.locator("console-stream .entry")).to_have_count(1)
    keys = Keyboard(page)
    keys.go_to("Go to the content")
    expected = page.evaluate("look.tabbable()")

    stops = []
    while (stop := keys.tab()) and stop != "Go to the content":
        stops.append(stop)
    assert stops == expected


def test_the_big_screen_has_its_language_and_its_size_to_operate(guests: Guests) -> None:
    page = guests.stage(size=SCREEN, **ENGLISH)
    expect(page.locator("stage-picture")).to_have_attribute("data-scene", "question")
    keys = Keyboard(page)
    stops = [keys.tab() for _ in range(4)]
    assert stops == ["Go to the content", "Nederlands", "English", "Full screen"]
    # They came when the keyboard did, and go when it goes.
    expect(page.locator(".stage-tools")).to_have_css("opacity", "1")
    assert keys.tab() == ""
    expect(page.locator(".stage-tools")).to_have_css("opacity", "0")
