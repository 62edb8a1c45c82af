"""The facilitator's and the observer's pages: every act through the page, against a real box."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests, is_saved, write
from .middle import Middle

pytestmark = pytest.mark.browser

STEP = "Obstacles, at the tables"
NEXT = "Solutions, at the tables"
TEXT = "Banken vinden het risico te groot — مخاطرة 👩‍👩‍👧"
ENGLISH = {"language": "en-GB"}


@pytest.fixture
def control(guests: Guests) -> Page:
    """The facilitator's page, live."""
    page = guests.control(**ENGLISH)
    expect(button(page, f"Close “{STEP}”")).to_be_visible()
    return page


def button(page: Page | Locator, name: str) -> Locator:
    """The button that is called so."""
    return page.get_by_role("button", name=name, exact=True)


def entries(page: Page) -> Locator:
    """The contributions in the stream, newest first."""
    return page.locator("console-stream .entry")


def post(guests: Guests, *texts: str, table: int = 3) -> Page:
    """A phone at a table that sent these texts."""
    phone = guests.phone(table=table)
    for text in texts:
        write(phone, text)
    is_saved(phone)
    return phone


def types(phone: Page) -> None:
    """Type as people do: longer than the three seconds between two signs of it."""
    phone.locator("tafel-step textarea").first.press_sequentially("Banken vinden het", delay=200)


def typing(control: Page, tables: str) -> None:
    """Wait until the page was told that people type at so many tables ("=== 0", "> 0")."""
    control.wait_for_function(
        "() => Object.values(document.querySelector('console-steer').view.presence)"
        f".filter((table) => table.typing > 0).length {tables}"
    )


def now(page: Page) -> Locator:
    """What is said about the current step."""
    return page.locator("console-steer")


def screen(page: Page) -> Locator:
    """The picture of the big screen."""
    return page.locator("stage-picture")


# -- the programme -----------------------------------------------------------------------------


def test_a_step_is_closed_and_the_next_one_opened_with_one_primary_act(control: Page) -> None:
    assert control.locator("console-steer .act.primary").count() == 1

    button(control, f"Close “{STEP}”").click()
    expect(now(control)).to_contain_text("Between steps")
    button(control, f"Open “{NEXT}”").click()

    expect(now(control).locator(".now-title")).to_have_text(NEXT)
    expect(control.locator("[aria-current=step]")).to_contain_text(NEXT)


def test_a_second_click_on_closing_does_not_open_the_next_step(control: Page) -> None:
    # The impatient second click lands as soon as the next button stands there.
    control.evaluate(
        """() => {
          const steer = document.querySelector('console-steer');
          new MutationObserver(() => steer.querySelector('[aria-keyshortcuts=O]')?.click())
            .observe(steer, { childList: true, subtree: true });
        }"""
    )
    button(control, f"Close “{STEP}”").click()

    expect(button(control, f"Open “{NEXT}”")).to_be_enabled()
    expect(now(control)).to_contain_text("Between steps")


def test_the_focus_stays_with_the_acts_when_the_button_that_had_it_is_gone(control: Page) -> None:
    button(control, f"Close “{STEP}”").focus()
    control.keyboard.press("Enter")
    expect(button(control, f"Open “{NEXT}”")).to_be_focused()


def test_a_step_is_paused_and_goes_on_with_the_time_that_was_left(control: Page) -> None:
    button(control, "Pause").click()
    expect(now(control)).to_contain_text("paused")
    expect(now(control)).to_contain_text("35 minutes left")

    button(control, f"Go on with “{STEP}”").click()
    expect(now(control).locator(".now-word")).to_have_text("open")


def test_two_minutes_more_are_seen_by_the_phones(control: Page, guests: Guests) -> None:
    phone = guests.phone(**ENGLISH)
    button(control, "+2 minutes").click()

    expect(now(control)).to_contain_text("37 minutes left")
    expect(phone.locator(".timer")).to_contain_text("37 minutes left")


def test_a_closed_step_is_reopened(control: Page) -> None:
    button(control, f"Close “{STEP}”").click()
    button(control, f"Reopen “{STEP}”").click()
    expect(now(control).locator(".now-word")).to_have_text("open")


def test_another_step_is_opened_from_the_programme(control: Page) -> None:
    control.locator(".step-head", has_text="Break").click()
    button(control, "Open this step").click()
    expect(now(control).locator(".now-title")).to_have_text("Break")


def test_closing_for_good_is_confirmed_by_name_and_cannot_be_done_by_accident(
    control: Page, guests: Guests
) -> None:
    post(guests, TEXT)
    typing(control, "=== 0")
    button(control, f"Close “{STEP}”").click()
    control.locator(".step-head", has_text=STEP).click()

    control.get_by_role("button", name=re.compile("^Close for good")).click()
    dialog = control.get_by_role("dialog", name=f"Close “{STEP}” for good?")
    expect(dialog).to_contain_text("After this it is written nowhere whose contribution was whose.")
    button(dialog, "Leave it as it is").click()
    expect(dialog).to_be_hidden()
    expect(control.locator(".step-head", has_text=STEP)).not_to_contain_text("for good")

    control.get_by_role("button", name=re.compile("^Close for good")).click()
    button(dialog, "Close for good").click()
    expect(control.locator(".step-head", has_text=STEP)).to_contain_text("closed for good")


def test_closing_asks_first_while_people_type(control: Page, guests: Guests) -> None:
    phone = guests.phone()
    types(phone)
    asked = control.get_by_text("People are still typing at 1 table.")
    typing(control, "> 0")
    button(control, f"Close “{STEP}”").click()
    expect(asked).to_be_visible()
    button(control, "Keep open").click()
    expect(asked).to_be_hidden()
    expect(now(control).locator(".now-word")).to_have_text("open")

    types(phone)
    typing(control, "> 0")
    button(control, f"Close “{STEP}”").click()
    button(control, "Close in 30 seconds").click()
    expect(now(control)).to_contain_text("This step closes in 30 seconds.")
    expect(phone.locator(".timer")).to_contain_text("1 minuut")
    button(control, "Keep open").click()
    expect(now(control)).to_contain_text("35 minutes left")

    types(phone)
    typing(control, "> 0")
    button(control, f"Close “{STEP}”").click()
    button(control, "Close now").click()
    expect(now(control)).to_contain_text("Between steps")


def test_undo_takes_back_the_last_act_and_says_which(control: Page) -> None:
    button(control, f"Close “{STEP}”").click()
    button(control, f"Undo closing “{STEP}”").click()
    expect(now(control).locator(".now-word")).to_have_text("open")


# -- the tables --------------------------------------------------------------------------------


def test_the_grid_counts_what_each_table_wrote_and_who_is_connected(
    control: Page, guests: Guests
) -> None:
    post(guests, "Eerste", "Tweede")
    row = control.locator("console-grid tbody tr", has_text="Table 3")
    expect(row.locator(".cell b")).to_have_text("2")
    expect(row.locator(".cell-last")).to_have_text("just now")
    expect(row.locator("td.number")).to_have_text("1")
    expect(control.locator("console-grid tbody tr", has_text="Table 4")).to_contain_text(
        "nothing yet"
    )


def test_a_table_that_asks_for_help_is_named_above_the_grid(
    control: Page, facilitator: Facilitator
) -> None:
    facilitator.ask("signal_table", table="4", signal="help", reason="techniek")
    expect(control.locator("console-grid .alert-words")).to_contain_text(
        "Table 4 asks for help: techniek"
    )


def test_silent_tables_are_named_above_the_grid(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    expect(control.locator("console-grid tbody tr", has_text="Table 3").locator("b")).to_have_text(
        "1"
    )
    told = control.evaluate(
        """async () => {
          const grid = document.querySelector('console-grid');
          const say = async (minutes) => {
            grid.roomMs = window.from + minutes * 60000;
            await grid.updateComplete;
            return grid.querySelector('.silent-words')?.innerText ?? '';
          };
          window.from = grid.view.activities.knelpunten.opened_room_ms;
          const { cells } = grid.view;
          const cell = cells['knelpunten.knelpunten.3'];
          grid.view = { ...grid.view, cells: { ...cells,
            'knelpunten.knelpunten.3': { ...cell, last_room_ms: window.from + 60000 } } };
          return [await say(4), await say(5), await say(6)];
        }"""
    )
    others = "1, 2, 4, 5, 6, 7, 8, 9 and 10"
    assert told == [
        "",
        f"Tables {others}: nothing in 5 minutes.",
        "No table wrote in 5 minutes.",
    ]


# -- contributions -----------------------------------------------------------------------------


def test_all_contributions_arrive_centrally_newest_first(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    post(guests, "Elke gemeente anders", table=7)

    expect(entries(control).locator(".entry-text")).to_have_text(["Elke gemeente anders", TEXT])
    expect(entries(control).locator(".entry-text").first).to_have_attribute("lang", "nl")
    expect(entries(control).first.locator(".entry-head")).to_contain_text("Table 7")


def test_markup_in_a_contribution_is_shown_as_it_was_typed(control: Page, guests: Guests) -> None:
    typed = "<img src=x onerror=alert(1)> & <b>vet</b>"
    post(guests, typed)
    expect(entries(control).locator(".entry-text")).to_have_text(typed)


def test_a_contribution_is_hidden_and_brought_back(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    reader = guests.phone()
    shared = reader.locator("#panel-table .entry .text")
    expect(shared).to_have_text([TEXT])

    button(entries(control), "Hide").click()
    expect(shared).to_have_count(0)
    expect(entries(control).locator(".mark")).to_have_text(["hidden"])

    button(entries(control), "Bring back").click()
    expect(shared).to_have_text([TEXT])


def test_a_contribution_is_highlighted_parked_and_found_by_its_state(
    control: Page, guests: Guests
) -> None:
    post(guests, "Eerste", "Tweede")
    button(entries(control).filter(has_text="Eerste"), "Highlight").click()
    button(entries(control).filter(has_text="Tweede"), "Park").click()

    state = control.get_by_role("combobox", name="State")
    state.select_option("highlighted")
    expect(entries(control).locator(".entry-text")).to_have_text(["Eerste"])
    state.select_option("parked")
    expect(entries(control).locator(".entry-text")).to_have_text(["Tweede"])
    button(entries(control), "Bring back").click()
    expect(entries(control)).to_have_count(0)
    button(control, "Show all").click()
    expect(entries(control)).to_have_count(2)


def test_filters_narrow_by_table_theme_question_and_words(control: Page, guests: Guests) -> None:
    post(guests, "Cafés krijgen geen krediet")
    post(guests, "Elke gemeente anders", table=7)
    texts = entries(control).locator(".entry-text")
    expect(texts).to_have_count(2)

    control.get_by_role("searchbox").fill("cafes")
    expect(texts).to_have_text(["Cafés krijgen geen krediet"])
    control.get_by_role("searchbox").fill("")
    control.get_by_role("combobox", name="Table").select_option("7")
    expect(texts).to_have_text(["Elke gemeente anders"])
    control.get_by_role("combobox", name="Theme").select_option("financiering")
    expect(texts).to_have_count(0)
    control.get_by_role("combobox", name="Table").select_option("")
    expect(texts).to_have_text(["Cafés krijgen geen krediet"])
    control.get_by_role("combobox", name="Question").select_option("oplossingen.oplossingen")
    expect(texts).to_have_count(0)


def test_a_late_contribution_is_accepted(control: Page, guests: Guests) -> None:
    phone = guests.phone()
    guests.may_lose_line = True
    expect(phone.locator("tafel-step textarea").first).to_be_visible()
    phone.context.set_offline(True)
    write(phone, TEXT)
    button(control, f"Close “{STEP}”").click()
    expect(now(control)).to_contain_text("Between steps")
    phone.context.set_offline(False)

    late = entries(control).filter(has_text=TEXT)
    expect(late.locator(".mark")).to_have_text(["late"])
    button(late, "Accept").click()
    expect(late.locator(".mark")).to_have_count(0)


# -- big screen and messages -------------------------------------------------------------------


def test_three_contributions_fit_on_the_big_screen_and_the_fourth_is_refused_beside_the_act(
    control: Page, guests: Guests
) -> None:
    texts = ["Eerste", "Tweede", "Derde", "Vierde"]
    post(guests, *texts)
    for text in texts[:3]:
        entry = entries(control).filter(has_text=text)
        button(entry, "Show on screen").click()
        expect(button(entry, "Take off screen")).to_be_visible()
    expect(screen(control).locator("blockquote")).to_have_text(texts[:3])

    fourth = entries(control).filter(has_text="Vierde")
    button(fourth, "Show on screen").click()
    expect(fourth.get_by_role("alert")).to_contain_text("At most 3 contributions fit")

    button(entries(control).filter(has_text="Eerste"), "Take off screen").click()
    expect(screen(control).locator("blockquote")).to_have_text(texts[1:3])
    button(entries(control).filter(has_text="Tweede"), "Hide").click()
    expect(screen(control).locator("blockquote")).to_have_text(texts[2:3])


def test_the_big_screen_is_chosen_and_shown_as_it_is(control: Page) -> None:
    expect(screen(control)).to_contain_text("Which obstacles do you meet within this theme?")
    for name, shown in (
        ("Programme", "Set priorities"),
        ("Welcome", "Work conference on social entrepreneurship"),
        ("Follows the programme", "Which obstacles"),
    ):
        button(control, name).click()
        expect(screen(control)).to_contain_text(shown)
        expect(button(control, name)).to_have_attribute("aria-pressed", "true")
    button(control, "Black").click()
    expect(screen(control)).to_have_text("")

    control.get_by_label("Text on the big screen").fill("De lunch staat klaar")
    button(control, "Show").click()
    expect(screen(control)).to_contain_text("De lunch staat klaar")


def test_a_message_reaches_the_phones_of_whom_it_is_for(control: Page, guests: Guests) -> None:
    three, seven, chair = guests.phone(table=3), guests.phone(table=7), guests.chair()
    control.get_by_text("Message", exact=True).click()
    form = control.locator("console-message")
    form.get_by_role("combobox", name="To").select_option("table:3")
    form.get_by_role("combobox", name="Ready-made").select_option("Please come back to your table.")
    expect(form.locator("textarea")).to_have_value("Please come back to your table.")
    button(form, "Send").click()

    expect(form).to_contain_text("Sent.")
    expect(form.locator("textarea")).to_have_value("")
    expect(three.locator(".message .text")).to_have_text("Please come back to your table.")
    expect(chair.locator(".message .text")).to_have_text("Please come back to your table.")
    expect(seven.locator(".message .text")).to_have_count(0)
    button(control, "Take back the message “Please come back to your table.”").click()
    expect(three.locator(".message .text")).to_have_count(0)


# -- practice ----------------------------------------------------------------------------------


def test_stopping_practice_is_confirmed_and_wipes_what_was_typed(
    control: Page, guests: Guests
) -> None:
    post(guests, TEXT)
    expect(entries(control)).to_have_count(1)
    control.get_by_role("button", name=re.compile("^Stop practising")).click()
    dialog = control.get_by_role("dialog", name="Stop practising?")
    button(dialog, "Stop practising and wipe everything").click()

    expect(entries(control)).to_have_count(0)
    expect(control.locator("console-practice")).not_to_contain_text("Everything typed now")
    button(control, "Start practising").click()
    expect(control.locator("console-practice")).to_contain_text("Everything typed now")


# -- keys --------------------------------------------------------------------------------------


def test_every_act_has_a_key(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    expect(entries(control)).to_have_count(1)
    press = control.keyboard.press

    press("?")
    listed = control.get_by_role("dialog", name="Keys")
    expect(listed).to_contain_text("Close this step")
    press("c")
    press("Escape")
    expect(listed).to_be_hidden()
    expect(now(control).locator(".now-word")).to_have_text("open")

    press("p")
    expect(now(control).locator(".now-word")).to_have_text("paused")
    expect(button(control, "+2 minutes")).to_be_enabled()
    press("p")
    expect(now(control).locator(".now-word")).to_have_text("open")
    expect(button(control, "+2 minutes")).to_be_enabled()
    press("t")
    expect(now(control)).to_contain_text("37 minutes left")
    press("j")
    expect(entries(control).first).to_be_focused()
    press("l")
    expect(entries(control).locator(".mark")).to_have_text(["highlighted"])
    press("d")
    expect(entries(control).locator(".mark")).to_have_text(["parked", "highlighted"])
    press("h")
    expect(entries(control).locator(".mark")).to_have_text(["hidden", "parked", "highlighted"])
    press("h")
    expect(entries(control).locator(".mark")).to_have_text(["highlighted"])
    press("s")
    expect(screen(control)).to_contain_text(TEXT)
    press("b")
    expect(screen(control)).to_have_text("")
    press("a")
    expect(screen(control)).to_contain_text("Which obstacles")
    press("u")
    expect(screen(control)).to_have_text("")
    typing(control, "=== 0")
    press("c")
    expect(button(control, f"Open “{NEXT}”")).to_be_enabled()
    press("r")
    expect(button(control, f"Close “{STEP}”")).to_be_enabled()
    press("c")
    expect(button(control, f"Open “{NEXT}”")).to_be_enabled()
    press("o")
    expect(now(control).locator(".now-title")).to_have_text(NEXT)


def test_no_key_acts_while_somebody_types_and_all_can_be_switched_off(control: Page) -> None:
    control.keyboard.press("f")
    expect(control.get_by_role("searchbox")).to_be_focused()
    control.keyboard.type("poco")
    expect(control.get_by_role("searchbox")).to_have_value("poco")
    control.get_by_role("searchbox").blur()

    control.keyboard.press("?")
    control.get_by_label("Use these keys").uncheck()
    button(control, "Close this list").click()
    control.keyboard.press("p")
    control.keyboard.press("?")
    expect(control.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(now(control).locator(".now-word")).to_have_text("open")


def test_the_big_screen_is_arranged_with_buttons_and_keys_and_undone_by_name(
    control: Page, guests: Guests
) -> None:
    stage = guests.stage(**ENGLISH)
    code = screen(stage).locator(".join")
    expect(code).to_have_class("join corner")
    control.keyboard.press("q")
    expect(code).to_have_class("join large")
    expect(screen(control).locator(".join")).to_have_class("join large")
    control.keyboard.press("q")
    expect(code).to_have_class("join corner")

    expect(screen(stage)).to_have_attribute("data-light", "light")
    room = control.get_by_role("group", name="Room")
    button(room, "dark").click()
    expect(screen(stage)).to_have_attribute("data-light", "dark")
    expect(button(room, "dark")).to_have_attribute("aria-pressed", "true")
    button(control, "Undo the change of light or code on the big screen").click()
    expect(screen(stage)).to_have_attribute("data-light", "light")
    control.keyboard.press("n")
    expect(screen(stage)).to_have_attribute("data-light", "dark")


# -- observers, no script, no line -------------------------------------------------------------


def test_an_observer_sees_the_same_and_can_change_nothing(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    watch = guests.watch(**ENGLISH)
    expect(entries(watch).locator(".entry-text")).to_have_text([TEXT])
    expect(watch.locator("console-grid .cell b").nth(2)).to_have_text("1")
    expect(screen(watch)).to_contain_text("Which obstacles")
    expect(now(watch)).to_contain_text("35 minutes left")
    expect(watch.locator("main .act")).to_have_count(0)
    expect(watch.locator("main form button, main textarea")).to_have_count(0)

    watch.get_by_role("combobox", name="State").select_option("hidden")
    expect(entries(watch)).to_have_count(0)
    for key in "cptobhlsu":
        watch.keyboard.press(key)
    button(entries(control), "Hide").click()
    expect(entries(watch).locator(".mark")).to_have_text(["hidden"])
    expect(now(watch).locator(".now-word")).to_have_text("open")


def test_without_script_the_room_can_be_read_and_the_page_says_what_it_cannot(
    control: Page, guests: Guests
) -> None:
    post(guests, TEXT)
    context = guests.person(
        language="en-GB", java_script_enabled=False, storage_state=control.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{guests.box.url}/control")

    expect(page.locator("noscript .notice")).to_be_visible()
    expect(page.locator("console-steer")).to_contain_text(STEP)
    expect(page.locator(".entry-text")).to_have_text([TEXT])
    expect(page.locator("console-grid tbody tr").nth(2).locator("td").first).to_have_text("1")


def test_when_the_line_is_gone_the_page_says_so_and_keeps_what_it_showed(
    control: Page, guests: Guests, middle: Middle
) -> None:
    guests.may_lose_line = True
    page = control.context.new_page()
    page.goto(f"{middle.url}/control")
    expect(page.locator("console-health")).to_contain_text("The box saves everything.")

    middle.is_up = False
    middle.cut()
    expect(page.locator("console-health")).to_contain_text("No connection with the box.")
    expect(now(page)).to_contain_text(STEP)
    middle.is_up = True
    expect(page.locator("console-health")).to_contain_text("The box saves everything.")
