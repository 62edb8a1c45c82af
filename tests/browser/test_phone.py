"""What a phone's page promises to everybody's hands, eyes and ears."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import LIVE, Guests, is_live, is_saved, wake, write
from .middle import Middle

pytestmark = pytest.mark.browser

SMALL = {"width": 320, "height": 568}

OUT_OF_SIGHT = """
() => [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => !element.closest('.visually-hidden, .skip'))
    .map((element) => element.outerHTML.slice(0, 120))
"""

TOO_SMALL = """
() => [...document.querySelectorAll('button, summary, input:not([type=hidden]), textarea, a')]
    .filter((element) => element.checkVisibility() && !element.closest('.skip'))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44)
    .map(([element, box]) => `${box.width}x${box.height} ${element.outerHTML.slice(0, 120)}`)
"""

LEFT_MS = f"""async () => {{
    {LIVE}
    return live.view.activities.knelpunten.ends_at_room_ms - live.roomMs();
}}"""

# On a busy phone room time lags by what the box's last word took to be heard.
AFTER = f"""async (roomMs) => {{
    {LIVE}
    while (live.roomMs() <= roomMs) await new Promise((go) => setTimeout(go, 50));
}}"""

# How long nobody had typed when something was said.
WATCH_QUIET = """
() => {
    let typed = -Infinity;
    document.addEventListener('input', () => (typed = performance.now()));
    new MutationObserver(() => (window.quietMs = performance.now() - typed))
        .observe(document.getElementById('status'), { childList: true, characterData: true });
}
"""

WITHOUT_NAME = """
() => [...document.querySelectorAll('textarea, input:not([type=hidden]), select')]
    .filter((field) => !field.labels?.length && !field.getAttribute('aria-label'))
    .map((field) => field.outerHTML)
"""


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_nothing_falls_off_a_small_screen_and_everything_can_be_hit(
    guests: Guests, facilitator: Facilitator, language: str
) -> None:
    phone = guests.phone(size=SMALL, language=language)
    write(phone, "W" * 90)
    is_saved(phone)
    phone.locator("tafel-step .attribution summary").click()
    phone.locator(".seat > summary").click()
    phone.locator(".foot summary").click()
    phone.locator("#tab-mine").click()
    phone.locator("[data-mode=edit]").click()

    assert phone.evaluate(OUT_OF_SIGHT) == []
    assert phone.evaluate(TOO_SMALL) == []
    assert phone.evaluate(WITHOUT_NAME) == []


def test_question_field_and_send_are_on_the_first_screen_of_a_small_phone(guests: Guests) -> None:
    phone = guests.phone(size=SMALL)
    write(phone, "Kort")
    is_saved(phone)
    for part in ("h1", "tafel-step textarea", "tafel-step button.primary", ".state"):
        box = phone.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= SMALL["height"], part


def test_everything_works_with_a_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    phone = guests.phone()
    press_until(phone, "textarea")
    phone.keyboard.type("Met het toetsenbord")
    press_until(phone, "button.primary")
    phone.keyboard.press("Enter")
    is_saved(phone)
    press_until(phone, "[role=tab]")
    phone.keyboard.press("ArrowRight")
    expect(phone.locator("#tab-mine")).to_be_focused()
    press_until(phone, "[data-mode=withdraw]")
    phone.keyboard.press("Enter")
    expect(phone.locator("#panel-mine button.danger")).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator("#panel-mine .entry")).to_have_count(0)
    assert facilitator.texts() == []


def test_sending_is_heard_and_so_is_what_others_write_but_not_while_typing(
    guests: Guests,
) -> None:
    phone = guests.phone(language="en-GB")
    other = guests.phone()
    heard = phone.locator("#status")
    write(phone, "First")
    expect(heard).to_have_text("Saved")

    phone.evaluate(WATCH_QUIET)
    field = phone.locator("tafel-step textarea")
    field.press_sequentially("a")
    write(other, "Second")
    expect(phone.locator("#panel-table .entry")).to_have_count(2)
    field.press_sequentially("somebody who types on", delay=250)
    expect(heard).to_have_text("1 new contribution at your table.")
    assert phone.evaluate("window.quietMs") >= 3900


def test_the_timer_shows_whole_minutes_and_speaks_at_five_one_and_zero(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    timer, heard = phone.locator("tafel-timer .timer"), phone.locator("#status")
    expect(timer).to_have_text("35 minutes left")
    expect(timer).not_to_have_attribute("data-soon", "")
    expect(heard).to_have_text("")

    for seconds, sentence in (
        (295, "5 minutes left"),
        (55, "1 minute left. Finish your sentence."),
        (0, "The time is up."),
    ):
        leave(phone, facilitator, seconds)
        expect(timer).to_have_text(sentence)
        expect(timer).to_have_attribute("data-soon", "")
        phone.reload()
        is_live(phone)
        expect(heard).to_have_text(sentence)


def test_the_timer_turns_by_itself(guests: Guests, facilitator: Facilitator) -> None:
    phone = guests.phone(language="en-GB")
    timer = phone.locator("tafel-timer .timer")
    leave(phone, facilitator, 128)
    expect(timer).to_have_text("3 minutes left")
    expect(timer).to_have_text("2 minutes left")


def leave(phone: Page, facilitator: Facilitator, seconds: int) -> None:
    """Leave so many seconds of the step, from now."""
    left = int(phone.evaluate(LEFT_MS)) // 1000
    facilitator.ask("extend_activity", activity="knelpunten", seconds=seconds - left)


def test_a_text_that_is_too_long_is_counted_as_people_count(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    field = phone.locator("tafel-step textarea")
    write(phone, "🙂" * 2001)
    expect(phone.locator("tafel-step .told[data-wrong]")).to_have_text(
        "Your text has 2,001 characters. 2,000 fit. Make it two contributions."
    )
    expect(field).to_have_value("🙂" * 2001)

    write(phone, "🙂" * 2000)
    is_saved(phone)
    write(phone, " \u200b\n ")
    expect(phone.locator("tafel-step .told[data-wrong]")).to_be_visible()
    assert facilitator.texts() == ["🙂" * 2000]


def test_what_was_written_in_time_but_came_late_goes_to_the_chair(
    guests: Guests, facilitator: Facilitator
) -> None:
    guests.may_lose_line = True
    phone, chair = guests.phone(language="en-GB"), guests.chair()
    phone.context.set_offline(True)
    write(phone, "Op tijd")
    facilitator.ask("close_activity", activity="knelpunten")
    phone.context.set_offline(False)

    expect(chair.locator(".late .entry .text")).to_have_text(["Op tijd"])
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry > .told")).to_contain_text("You wrote this in time")


def test_what_was_written_after_closing_is_refused_with_its_text_and_a_way_out(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    guests.may_lose_line = True
    phone = guests.phone(url=middle.url)
    middle.silence()
    facilitator.ask("close_activity", activity="knelpunten")
    closed = facilitator.view()["activities"]["knelpunten"]["closed_room_ms"]
    phone.evaluate(AFTER, closed)
    write(phone, "Te laat")
    wake(phone)
    sent = phone.locator("tafel-step .sent[data-state=refused]")
    expect(sent.locator(".text")).to_have_text("Te laat")

    middle.cut()
    phone.reload()
    is_live(phone)
    expect(sent.locator(".text")).to_have_text("Te laat")
    sent.locator("button").first.click()

    is_saved(phone)
    [entry] = facilitator.entries()
    assert entry["is_late"]


def test_a_text_that_was_kept_stays_in_sight_when_the_room_is_further(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone()
    phone.locator("tafel-step textarea").fill("Voor later")
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    phone.locator(".offer button.primary").click()

    phone.locator("#tab-mine").click()
    kept = phone.locator("#panel-mine .sent[data-state=kept]")
    expect(kept.locator(".text")).to_have_text("Voor later")
    kept.locator("button").first.click()
    expect(kept).to_have_count(0)
    expect(phone.locator("#panel-mine .entry .text")).to_have_text("Voor later")


def test_nothing_moves_under_the_eyes_of_who_reads(guests: Guests) -> None:
    phone, other = guests.phone(size=SMALL), guests.phone()
    for n in range(8):
        write(other, f"Bijdrage {n} " * 8)
        expect(phone.locator("#panel-table .entry")).to_have_count(n + 1)
    reading = phone.locator("#panel-table .entry").nth(4)
    reading.scroll_into_view_if_needed()
    before = reading.bounding_box()

    write(other, "Nieuw")
    more = phone.locator(".more button")
    expect(more).to_be_visible()
    after = reading.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) < 1

    more.click()
    expect(phone.locator("#panel-table .entry .text").first).to_have_text("Nieuw")


def press_until(page: Page, selector: str) -> None:
    """Press Tab until something that matches has the focus."""
    for _ in range(40):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")
