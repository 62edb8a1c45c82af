"""The facilitator's and the observer's pages: every act through the page, against a real box."""

import re
from typing import Any

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
    """The picture of the big screen as it is now."""
    return page.locator(".screen-now stage-picture")


def preview(page: Page) -> Locator:
    """What is to come on the big screen."""
    return page.locator(".screen-next")


def table(page: Page, number: int) -> Locator:
    """The tile of a table."""
    return page.locator(f"console-grid tr[data-table='{number}']")


def near(page: Page) -> Locator:
    """The table that is looked at."""
    return page.locator("console-table")


def second(guests: Guests, control: Page) -> Page:
    """A second facilitator, who signed in apart and is connected too."""
    page = guests.control(**ENGLISH)
    expect(page.locator("console-health")).to_contain_text("2 facilitators")
    expect(control.locator("console-health")).to_contain_text("2 facilitators")
    return page


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
    asked = control.get_by_text("People are still typing at 1 table.")
    types(phone)
    typing(control, "> 0")
    button(control, f"Close “{STEP}”").click()
    expect(asked).to_be_visible()
    button(control, "Keep open").click()
    expect(asked).to_be_hidden()
    expect(now(control).locator(".now-word")).to_have_text("open")

    types(phone)
    typing(control, "> 0")
    button(control, f"Close “{STEP}”").click()
    button(control, "Close now").click()
    expect(now(control)).to_contain_text("Between steps")


def test_closing_in_half_a_minute_is_seen_by_all_and_done_by_the_box(
    control: Page, guests: Guests
) -> None:
    phone, other = guests.phone(**ENGLISH), second(guests, control)
    control.keyboard.press("e")
    for page in (control, other):
        expect(now(page)).to_contain_text(re.compile(r"This step closes in \d+ seconds."))
        expect(page.locator("console-steer .act.primary")).to_have_text("Close now")
    expect(phone.locator(".timer")).to_have_text(
        "This step closes in half a minute. Finish your sentence."
    )
    button(other, "Keep open").click()
    expect(now(control)).to_contain_text("35 minutes left")
    expect(phone.locator(".timer")).to_have_text("35 minutes left")

    expect(button(control, f"Close “{STEP}”")).to_be_enabled()
    control.keyboard.press("e")
    expect(button(other, "Keep open")).to_be_visible()
    control.close()
    expect(now(other)).to_contain_text("Between steps", timeout=45_000)
    button(other, f"Undo closing “{STEP}”").click()
    expect(now(other)).to_contain_text("minutes left")


def test_the_room_is_told_how_it_is_doing_against_the_plan(control: Page) -> None:
    expect(control.locator(".standing")).to_have_text("On schedule")
    for minutes in (39, 41):
        button(control, "+2 minutes").click()
        expect(now(control)).to_contain_text(f"{minutes - 2} minutes left")
    expect(control.locator(".standing")).to_have_text("4 minutes behind")
    later = control.locator(".programme-step", has_text=NEXT).locator(".step-time")
    expect(later).to_contain_text(re.compile(r"planned \d\d:\d\d\s+expected \d\d:\d\d"))


PLAN = """async ([view, roomMs, wallMs]) => {
  const script = [...document.scripts].map((one) => one.src).find((src) => src.includes('/js/'));
  const { modules } = await import(script);
  const plan = modules["console/plan.js"];
  const planned = plan.planned(view, roomMs, wallMs);
  return {
    planned: planned && Object.values(planned).map(({ fromMs }) => fromMs / 60000),
    expected: Object.fromEntries(Object.entries(plan.forecast(view, roomMs, planned))
      .map(([id, { fromMs }]) => [id, fromMs === null ? null : fromMs / 60000])),
    standing: plan.standing(view, roomMs, planned),
  };
}"""
MINUTE = 60_000


def a_step(position: int, minutes: int, state: str = "planned", **more: Any) -> dict[str, Any]:
    """The document of a step, as far as the plan looks at it."""
    step = {"position": position, "minutes": minutes, "state": state, "settings": {}}
    return {**step, "opened_room_ms": None, "ends_at_room_ms": None, **more}


def a_view(*steps: dict[str, Any], current: int | None = None, **more: Any) -> dict[str, Any]:
    """A view with these steps, called s0, s1 …"""
    known = None if current is None else f"s{current}"
    return {
        "conferences": {"c": {"current": known, "date": "", "is_practice": False, **more}},
        "activities": {f"s{n}": step for n, step in enumerate(steps)},
    }


def test_the_plan_hangs_on_the_first_step_that_was_opened_and_the_clock_of_the_room(
    control: Page,
) -> None:
    # The second step of three, opened 20 minutes ago, with 23 of its 35 minutes left.
    room_ms = 100 * MINUTE
    running = {"opened_room_ms": 80 * MINUTE, "ends_at_room_ms": 123 * MINUTE}
    steps = [
        a_step(0, 10),
        a_step(1, 35, "open", **running),
        a_step(2, 20),
        a_step(3, 15, settings={"beside": "s2"}),
        a_step(4, 5),
    ]
    view = a_view(*steps, current=1)
    assert control.evaluate(PLAN, [view, room_ms, 0]) == {
        "planned": [-30, -20, 15, 15, 35],
        "expected": {"s1": None, "s2": 23, "s3": 23, "s4": 43},
        "standing": {"behindMs": 8 * MINUTE},
    }
    ahead = a_view(*steps[:1], {**steps[1], "ends_at_room_ms": 110 * MINUTE}, *steps[2:], current=1)
    assert control.evaluate(PLAN, [ahead, room_ms, 0])["standing"] == {"behindMs": -5 * MINUTE}
    close = a_view(*steps[:1], {**steps[1], "ends_at_room_ms": 116 * MINUTE}, *steps[2:], current=1)
    assert control.evaluate(PLAN, [close, room_ms, 0])["standing"] == {"behindMs": 0}
    over = a_view(*steps[:1], {**steps[1], "ends_at_room_ms": 90 * MINUTE}, *steps[2:], current=1)
    assert control.evaluate(PLAN, [over, 120 * MINUTE, 0])["standing"] == {"behindMs": 5 * MINUTE}


def test_the_plan_hangs_on_the_clock_on_the_day_itself_and_not_while_practising(
    control: Page,
) -> None:
    at = control.evaluate("() => new Date(2026, 10, 23, 12, 50).getTime()")
    steps = [a_step(0, 10), a_step(1, 35)]
    today = {"starts_at": "13:00", "date": "2026-11-23"}
    assert control.evaluate(PLAN, [a_view(*steps, **today), 5, at]) == {
        "planned": [10, 20],
        "expected": {"s0": 10, "s1": 20},
        "standing": {"beginsInMs": 10 * MINUTE},
    }
    late = control.evaluate(PLAN, [a_view(*steps, **today), 5, at + 15 * MINUTE])
    assert late["standing"] == {"behindMs": 5 * MINUTE}
    for other in ({**today, "date": "2026-11-24"}, {**today, "is_practice": True}, {}):
        told = control.evaluate(PLAN, [a_view(*steps, **other), 5, at])
        assert (told["planned"], told["standing"]) == (None, None)
        assert told["expected"] == {"s0": 0, "s1": 10}


def test_undo_takes_back_the_last_act_and_says_which(control: Page) -> None:
    button(control, f"Close “{STEP}”").click()
    button(control, f"Undo closing “{STEP}”").click()
    expect(now(control).locator(".now-word")).to_have_text("open")


# -- the tables --------------------------------------------------------------------------------


def test_the_grid_counts_what_each_table_wrote_and_who_is_connected(
    control: Page, guests: Guests
) -> None:
    post(guests, "Eerste", "Tweede")
    tile = table(control, 3)
    expect(tile.locator(".cell b")).to_have_text("2")
    expect(tile.locator(".cell-last")).to_have_text("just now")
    expect(tile.locator("td.number")).to_have_text("1 connected")
    expect(table(control, 4)).to_contain_text("nothing yet")
    grid = control.get_by_role("table", name=STEP)
    expect(grid.get_by_role("row")).to_have_count(11)
    expect(grid.get_by_role("rowheader", name="Table 3")).to_be_visible()


def test_ten_tables_with_three_questions_fit_on_a_laptop(
    control: Page, facilitator: Facilitator
) -> None:
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    expect(control.locator("console-grid .legend li")).to_have_count(3)
    expect(table(control, 1).locator(".letter")).to_have_text(["A", "B"])
    expect(table(control, 3).locator(".letter")).to_have_text(["A", "C"])
    widths = "(grid) => [grid.scrollWidth, grid.clientWidth]"
    for place in ("console-grid", ".console-board", "html"):
        wide, seen = control.locator(place).first.evaluate(widths)
        assert wide <= seen, place
    expect(table(control, 10)).to_be_in_viewport(ratio=1)


def test_a_table_is_looked_at_from_nearby_and_told_something(
    control: Page, guests: Guests, facilitator: Facilitator
) -> None:
    phone = post(guests, TEXT)
    points = {"activity": "knelpunten", "question": "knelpunten", "points": ["Te veel risico"]}
    facilitator.ask("write_summary", table="3", **points)
    post(guests, "Elke gemeente anders", table=7)
    control.keyboard.press("3")
    expect(near(control).get_by_role("heading", name="Table 3")).to_be_focused()
    expect(near(control)).to_contain_text("Te veel risico")
    expect(near(control)).to_contain_text(TEXT)
    expect(near(control)).not_to_contain_text("Elke gemeente")

    near(control).get_by_label("Message to table 3").fill("Wij komen eraan")
    button(near(control), "Send").click()
    expect(near(control)).to_contain_text("Sent.")
    expect(phone.locator(".message .text")).to_have_text("Wij komen eraan")

    button(near(control), "All contributions of this table").click()
    expect(entries(control).locator(".entry-text")).to_have_text([TEXT])
    button(near(control), "Close table 3").click()
    expect(near(control)).to_have_text("")
    expect(button(control, "Table 3")).to_be_focused()


def test_people_are_counted_by_chair_and_facilitator_and_both_see_it(
    control: Page, guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair(**ENGLISH)
    fold, field = chair.locator(".heads summary"), chair.get_by_label("How many people sit at")
    expect(fold).to_have_text("Count the people at this table")
    fold.click()
    field.fill("8")
    field.press("Enter")
    expect(fold).to_have_text("8 people at this table")
    expect(chair.locator("#status")).to_have_text("The facilitator sees how many people sit here.")
    expect(table(control, 3).locator(".cell-heads")).to_have_text("8 counted")
    expect(control.locator(".counted-words")).to_have_text("8 people counted, at 1 of 10 tables")

    button(control, "Table 3").click()
    expect(near(control)).to_contain_text("8 people counted")
    counted = near(control).get_by_label("People here, without the chair")
    expect(counted).to_have_value("8")
    counted.fill("9")
    button(near(control), "Save the count").click()
    expect(fold).to_have_text("9 people at this table")
    button(control, "Undo counting the heads at table 3").click()
    expect(fold).to_have_text("8 people at this table")
    expect(counted).to_have_value("8")
    button(near(control), "Close table 3").click()
    button(control, "Table 3").click()
    expect(counted).to_have_value("8")

    for n in (1, 2, *range(4, 11)):
        facilitator.ask("count_heads", table=str(n), heads=10)
    expect(control.locator(".counted-words")).to_have_text("98 people counted, at every table")
    button(chair, "Take the count back").click()
    expect(fold).to_have_text("Count the people at this table")
    expect(field).to_be_focused()
    expect(table(control, 3).locator(".cell-heads")).to_have_count(0)
    expect(counted).to_have_value("")


def test_a_table_is_merged_and_what_it_wrote_stays_in_sight(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    expect(table(control, 3).locator(".cell b")).to_have_text("1")
    button(control, "Table 3").click()
    near(control).get_by_role("combobox", name="Merge with").select_option("4")
    button(near(control), "Merge").click()
    expect(near(control)).to_contain_text("merged with table 4")
    expect(table(control, 3)).to_contain_text("merged with table 4")
    expect(screen(control).locator(".rings > [data-away]")).to_have_text(["3"])
    expect(entries(control).locator(".entry-text")).to_have_text([TEXT])

    late = guests.person().request.get(f"{guests.box.url}/t/3")
    assert "Tafel 3 doet niet mee. Ga naar tafel 4" in late.text()
    button(control, "Undo merging table 3").click()
    expect(table(control, 3)).not_to_contain_text("merged")


def test_a_table_without_contributions_goes_out_of_sight_and_comes_back(control: Page) -> None:
    button(control, "Table 9").click()
    button(near(control), "Put out of use").click()
    expect(table(control, 9)).to_have_count(0)
    control.locator("console-stream").get_by_role("combobox", name="Table").select_option("8")
    control.keyboard.press("Escape")
    control.locator("console-tables summary").click()
    button(control.locator("console-tables"), "Take into use again").click()
    expect(table(control, 9)).to_be_visible()


def test_a_table_is_added_and_can_be_sat_at(control: Page, guests: Guests) -> None:
    control.keyboard.press("n")
    form = control.locator("console-tables")
    form.get_by_role("combobox", name="Theme").select_option("regels")
    form.get_by_label("Seats").fill("6")
    button(form, "Add a table").click()
    expect(form).to_contain_text("Table 11 is there.")
    expect(table(control, 11)).to_be_visible()
    post(guests, TEXT, table=11)
    expect(table(control, 11).locator(".cell b")).to_have_text("1")
    control.goto(f"{guests.box.url}/control/links")
    expect(control.get_by_role("row", name="Table chair, table 11")).to_be_visible()


def test_a_table_that_asks_for_help_is_named_above_the_grid(
    control: Page, facilitator: Facilitator
) -> None:
    facilitator.ask("signal_table", table="4", signal="help", reason="techniek")
    expect(control.locator("console-grid .alert-words")).to_contain_text(
        "Table 4 asks for help: techniek"
    )


def test_silent_tables_are_named_above_the_grid(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    expect(table(control, 3).locator(".cell b")).to_have_text("1")
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


def test_three_contributions_are_chosen_seen_first_and_then_put_on_the_big_screen(
    control: Page, guests: Guests
) -> None:
    texts = ["Eerste", "Tweede", "Derde", "Vierde"]
    post(guests, *texts)
    stage = guests.stage(**ENGLISH)
    for text in texts[:3]:
        entry = entries(control).filter(has_text=text)
        button(entry, "Choose for screen").click()
        expect(entry.locator(".mark")).to_have_text(["chosen for the screen"])
    expect(preview(control).locator("blockquote")).to_have_text(texts[:3])
    fourth = entries(control).filter(has_text="Vierde")
    button(fourth, "Choose for screen").click()
    expect(fourth.get_by_role("alert")).to_contain_text("At most 3 contributions fit")
    expect(screen(control)).to_contain_text("Which obstacles")
    expect(stage.locator("stage-picture")).to_contain_text("Which obstacles")

    button(control, "Put on screen").click()
    expect(screen(control).locator("blockquote")).to_have_text(texts[:3])
    expect(stage.locator("blockquote")).to_have_text(texts[:3])
    expect(preview(control).locator("stage-picture")).to_have_count(0)

    button(entries(control).filter(has_text="Eerste"), "Take off screen").click()
    expect(screen(control).locator("blockquote")).to_have_text(texts[1:3])
    button(entries(control).filter(has_text="Tweede"), "Hide").click()
    expect(screen(control).locator("blockquote")).to_have_text(texts[2:3])


def test_what_is_hidden_is_no_longer_about_to_be_shown(control: Page, guests: Guests) -> None:
    post(guests, "Eerste", "Tweede")
    for text in ("Eerste", "Tweede"):
        button(entries(control).filter(has_text=text), "Choose for screen").click()
    button(entries(control).filter(has_text="Eerste"), "Hide").click()
    expect(preview(control).locator("blockquote")).to_have_text(["Tweede"])


def test_the_big_screen_is_chosen_seen_first_and_put_on(control: Page) -> None:
    for name, shown in (
        ("Programme", "Set priorities"),
        ("Welcome", "Work conference on social entrepreneurship"),
        ("Follows the programme", "Which obstacles"),
    ):
        before = screen(control).inner_text()
        button(control, name).click()
        expect(button(control, name)).to_have_attribute("aria-pressed", "true")
        expect(preview(control)).to_contain_text(shown)
        assert screen(control).inner_text() == before
        button(control, "Put on screen").click()
        expect(screen(control)).to_contain_text(shown)
        expect(button(control, name)).to_have_attribute("aria-pressed", "false")

    control.get_by_label("Text on the big screen").fill("De lunch staat klaar")
    expect(preview(control)).to_contain_text("De lunch staat klaar")
    control.keyboard.press("Enter")
    expect(button(control, "Put on screen")).to_be_focused()
    control.keyboard.press("Enter")
    expect(screen(control)).to_contain_text("De lunch staat klaar")
    expect(control.get_by_label("Text on the big screen")).to_have_value("")


def test_black_is_at_once_and_brings_back_what_was_there(control: Page) -> None:
    control.keyboard.press("w")
    expect(preview(control)).to_contain_text("Welcome")
    control.keyboard.press("x")
    expect(screen(control)).to_contain_text("Welcome")
    control.keyboard.press("b")
    expect(screen(control)).to_have_text("")
    expect(button(control, "Black")).to_have_attribute("aria-pressed", "true")
    control.keyboard.press("b")
    expect(screen(control)).to_contain_text("Welcome")


def test_a_message_reaches_the_phones_of_whom_it_is_for(control: Page, guests: Guests) -> None:
    three, seven, chair = guests.phone(table=3), guests.phone(table=7), guests.chair()
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
    expect(form.locator(".sent-words")).to_contain_text("Table 3")
    button(form, "Take back").click()
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
    expect(preview(control)).to_contain_text(TEXT)
    press("x")
    expect(screen(control)).to_contain_text(TEXT)
    press("z")
    expect(screen(control)).to_contain_text("Which obstacles")
    press("u")
    expect(screen(control)).to_contain_text(TEXT)
    press("b")
    expect(screen(control)).to_have_text("")
    press("b")
    expect(screen(control)).to_contain_text(TEXT)
    press("a")
    expect(preview(control)).to_contain_text("Which obstacles")
    press("x")
    expect(screen(control)).to_contain_text("Which obstacles")
    typing(control, "=== 0")
    press("e")
    expect(button(control, "Close now")).to_be_enabled()
    press("Escape")
    expect(button(control, f"Close “{STEP}”")).to_be_enabled()
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
    shown = stage.locator("stage-picture")
    code = shown.locator(".join")
    expect(code).to_have_class("join corner")
    control.keyboard.press("q")
    expect(code).to_have_class("join large")
    expect(screen(control).locator(".join")).to_have_class("join large")
    control.keyboard.press("q")
    expect(code).to_have_class("join corner")

    expect(shown).to_have_attribute("data-light", "light")
    room = control.get_by_role("group", name="Room")
    button(room, "dark").click()
    expect(shown).to_have_attribute("data-light", "dark")
    expect(button(room, "dark")).to_have_attribute("aria-pressed", "true")
    button(control, "Undo the change of light or code on the big screen").click()
    expect(shown).to_have_attribute("data-light", "light")
    expect(button(room, "light")).to_have_attribute("aria-pressed", "true")
    expect(button(room, "dark")).to_be_enabled()
    control.keyboard.press("y")
    expect(shown).to_have_attribute("data-light", "dark")


# -- several facilitators ------------------------------------------------------------------------


def test_two_minutes_that_two_facilitators_press_at_once_are_two_minutes(
    control: Page, guests: Guests
) -> None:
    other = second(guests, control)
    expect(other.locator("console-health")).to_contain_text("2 facilitators")
    # The second one presses before they were told of the first.
    stale = other.evaluate("() => document.querySelector('console-steer').view")
    button(control, "+2 minutes").click()
    expect(now(other)).to_contain_text("37 minutes left")
    other.evaluate(
        """async (view) => {
          const steer = document.querySelector('console-steer');
          steer.view = view;
          await steer.updateComplete;
          steer.isSettling = false;
          steer.extend();
        }""",
        stale,
    )
    expect(now(other).get_by_role("alert")).to_contain_text("Somebody changed this")
    expect(now(control)).to_contain_text("37 minutes left")


def test_who_presses_just_after_another_did_does_it_not_once_more(
    control: Page, guests: Guests
) -> None:
    other = second(guests, control)
    # The press lands as soon as the other's is seen.
    other.evaluate(
        """() => {
          const steer = document.querySelector('console-steer');
          const press = (_, seen) => {
            if (!steer.textContent.includes("37 minutes")) return;
            seen.disconnect();
            steer.extend();
          };
          new MutationObserver(press)
            .observe(steer, { childList: true, subtree: true, characterData: true });
        }"""
    )
    button(control, "+2 minutes").click()
    expect(now(other)).to_contain_text("37 minutes left")
    expect(button(other, "+2 minutes")).to_be_enabled()
    expect(now(control)).to_contain_text("37 minutes left")


def test_each_sees_what_the_other_did_last(control: Page, guests: Guests) -> None:
    other = second(guests, control)
    expect(other.locator(".last-act")).to_have_text(f"Just now: “{STEP}” was opened")
    button(control, "Pause").click()
    expect(other.locator(".last-act")).to_have_text(f"Just now: “{STEP}” was paused")
    other.close()
    expect(control.locator(".last-act")).to_have_count(0)


def test_nothing_on_the_page_is_a_code_or_a_vote(control: Page, guests: Guests) -> None:
    codes = [link.rpartition("/")[2].rpartition("=")[2] for link in guests.box.links.values()]
    seen = control.content() + control.evaluate(
        "() => JSON.stringify(document.querySelector('console-steer').view)"
    )
    assert [code for code in (*codes, guests.box.code) if len(code) > 3 and code in seen] == []


# -- observers, no script, no line -------------------------------------------------------------


def test_an_observer_sees_the_same_and_can_change_nothing(control: Page, guests: Guests) -> None:
    post(guests, TEXT)
    watch = guests.watch(**ENGLISH)
    expect(entries(watch).locator(".entry-text")).to_have_text([TEXT])
    expect(watch.locator("console-grid .cell b").nth(2)).to_have_text("1")
    expect(watch.locator("stage-picture")).to_contain_text("Which obstacles")
    expect(preview(watch)).to_have_count(0)
    expect(now(watch)).to_contain_text("35 minutes left")
    expect(watch.locator("main .act")).to_have_count(0)
    expect(watch.locator("main form button, main textarea")).to_have_count(0)

    watch.get_by_role("combobox", name="State").select_option("hidden")
    expect(entries(watch)).to_have_count(0)
    for key in "cptobhlsuexq":
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
