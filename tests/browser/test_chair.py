"""The table chair at work: what to do next, three points, signals, and people without a device."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import PHONE, TABLET, Guests, is_live, is_saved, write

pytestmark = pytest.mark.browser

STEP = {
    "id": "s",
    "state": "open",
    "minutes": 30,
    "title": "Aan tafel",
    "writers": ["participant", "chair"],
    "opened_room_ms": 0,
    "ends_at_room_ms": 1_800_000,
}
QUIET = {"share": 0.7, "contributed": 7, "people": 10}
SMALL = {"share": 0.5, "contributed": None, "people": None}
POINTS = {"points": ["Een", "", ""], "is_agreed": False}
AGREED = {**POINTS, "is_agreed": True}

NEXT_THING = """
async (now) => {
    const scripts = [...document.scripts].map((script) => script.src);
    const entry = scripts.find((src) => src.includes("/js/"));
    const { modules } = await import(entry);
    const { nextThing } = modules["next-thing.js"];
    return nextThing(now);
}
"""


def minute(n: float, **more: Any) -> dict[str, Any]:
    """The chair's page so many minutes after the step was opened."""
    place = {"step": STEP, "question": {"id": "q"}}
    known = {"place": place, "current": STEP, "cell": QUIET, "summary": None, "signal": "none"}
    return {**known, "hasMore": False, "roomMs": n * 60_000, **more}


def over(**more: Any) -> dict[str, Any]:
    """The same with the step closed."""
    place = {"step": {**STEP, "state": "closed"}, "question": {"id": "q"}}
    return minute(40, place=place, current=None, **more)


NOTHING = {"share": 0, "contributed": 0, "people": 10}
SITUATIONS: Mapping[str, tuple[dict[str, Any], str]] = {
    "silence": (minute(1), "Eerst 3 minuten stil typen."),
    "quiet": (
        minute(4),
        "3 van 10 hebben nog niet geschreven. Geef nog een minuut stilte.",
    ),
    "a quiet small table": (
        minute(4, cell=SMALL),
        "Nog niet iedereen heeft geschreven. Geef nog een minuut stilte.",
    ),
    "long enough": (minute(7), "Lees de bijdragen samen en praat erover."),
    "nobody": (
        minute(7, cell=NOTHING),
        "10 van 10 hebben nog niet geschreven. Geef nog een minuut stilte.",
    ),
    "everybody": (
        minute(4, cell={**QUIET, "share": 1, "contributed": 10}),
        "Lees de bijdragen samen en praat erover.",
    ),
    "five minutes left": (minute(25), "nog 5 minuten. Schrijf samen de drie punten."),
    "points to read": (
        minute(29, summary=POINTS),
        "nog 1 minuut. Lees de punten voor. Klopt het? Druk op “Dit klopt”.",
    ),
    "agreed": (minute(29, summary=AGREED), "nog 1 minuut. Druk op “Klaar”."),
    "another question": (
        minute(29, summary=AGREED, hasMore=True),
        "nog 1 minuut. Door naar de volgende vraag.",
    ),
    "time up": (minute(31), "De tijd is om. Schrijf samen de drie punten."),
    "closed": (
        over(summary=POINTS),
        "Deze vraag is gesloten. Lees de punten voor. Klopt het? Druk op “Dit klopt”.",
    ),
    "all done": (
        over(summary=AGREED, signal="ready"),
        "Deze vraag is gesloten. U bent klaar. De begeleider ziet het.",
    ),
    "paused": (
        minute(1, current={**STEP, "state": "paused"}),
        "Even luisteren. De begeleider heeft dit onderdeel stilgezet.",
    ),
    "elsewhere": (minute(1, current={**STEP, "id": "t"}), "De zaal is bij: Aan tafel."),
    "a break": (minute(1, place=None), "Dit scherm gaat vanzelf verder."),
    "only chairs write": (
        minute(1, place={"step": {**STEP, "writers": ["chair"]}, "question": {}}),
        "Bespreek de vraag samen. U typt.",
    ),
}


def test_the_next_thing_to_do_is_one_sentence_for_every_situation(guests: Guests) -> None:
    chair = guests.chair()
    told = {name: chair.evaluate(NEXT_THING, now) for name, (now, _) in SITUATIONS.items()}
    assert told == {name: sentence for name, (_, sentence) in SITUATIONS.items()}


def summary(facilitator: Facilitator) -> Mapping[str, Any]:
    """The only summary, as facilitator and observer see it."""
    [found] = facilitator.view()["summaries"].values()
    return dict(found)


def test_a_chair_says_that_the_points_are_right_until_they_change(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair()
    points = chair.locator(".summary textarea")
    agree = chair.locator("[data-agree]")
    expect(agree).to_have_count(0)
    points.nth(0).fill("Geld zoekt zekerheid")
    # At once: what was typed is saved first.
    chair.get_by_role("button", name="Dit klopt").click()

    expect(chair.locator(".agreement[data-agreed]")).to_contain_text("U zei: dit klopt.")
    expect(chair.locator("#status")).to_have_text("U zei: dit klopt.")
    told = summary(facilitator)
    assert (told["points"], told["is_agreed"]) == (["Geld zoekt zekerheid", "", ""], True)

    chair.get_by_role("button", name="Toch niet").click()
    expect(chair.locator(".agreement[data-agreed]")).to_have_count(0)
    assert summary(facilitator)["is_agreed"] is False

    agree.click()
    expect(chair.locator(".agreement[data-agreed]")).to_be_visible()
    points.nth(1).fill("Garanties helpen")
    expect(chair.locator(".agreement[data-agreed]")).to_have_count(0)
    expect(chair.locator(".summary .state[data-state=saved] .icon")).to_be_visible()
    told = summary(facilitator)
    assert (told["points"][:2], told["is_agreed"]) == (
        ["Geld zoekt zekerheid", "Garanties helpen"],
        False,
    )


def test_an_agreement_is_no_change_of_the_points_that_another_device_types(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair()
    chair.locator(".summary textarea").nth(0).fill("Een")
    expect(chair.locator(".summary .state[data-state=saved] .icon")).to_be_visible()
    other = chair.context.new_page()
    other.goto(chair.url)
    is_live(other)
    other.locator(".summary textarea").nth(1).press_sequentially("Tw")
    chair.locator("[data-agree]").click()
    expect(other.locator(".summary textarea").nth(1)).to_have_value("Tw")
    other.locator(".summary textarea").nth(1).press_sequentially("ee")

    expect(other.locator(".summary .state[data-state=saved] .icon")).to_be_visible()
    expect(other.get_by_text("Iemand anders")).to_have_count(0)
    assert summary(facilitator)["points"] == ["Een", "Twee", ""]


def test_on_a_phone_the_summary_is_one_tap_away_and_the_list_comes_back_where_it_was(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone, chair = guests.phone(), guests.chair(size=PHONE)
    for n in range(12):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Bijdrage {n}", for_table="3")
    expect(chair.locator("tafel-list .entry")).to_have_count(12)
    fifth = chair.locator("tafel-list li").nth(5)
    fifth.evaluate("(item) => window.scrollBy(0, item.getBoundingClientRect().top - 10)")
    to_summary = chair.get_by_role("button", name="Samenvatting")
    expect(to_summary).to_be_in_viewport(ratio=1)

    to_summary.click()
    expect(chair.locator(".summary textarea").first).to_be_in_viewport(ratio=1)
    expect(chair.locator("tafel-list")).to_be_hidden()
    write(phone, "Nog een")
    is_saved(phone)
    chair.locator(".sides button").first.click()
    expect(chair.locator("tafel-list").get_by_text("Bijdrage 6", exact=True)).to_be_in_viewport()
    assert abs(top(fifth_text(chair)) - 10) < 40


def fifth_text(chair: Page) -> Locator:
    """The contribution that was at the top of the screen."""
    return chair.locator("tafel-list li").filter(has_text="Bijdrage 6")


def top(item: Locator) -> float:
    """How far below the top of the screen it stands."""
    return float(item.evaluate("(item) => item.getBoundingClientRect().top"))


def test_the_dock_never_covers_what_is_typed_or_has_the_focus(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair(size=PHONE)
    for n in range(8):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Idee {n}", for_table="3")
    expect(chair.locator("tafel-list .entry")).to_have_count(8)
    dock = chair.locator(".dock")
    for n in range(8):
        button = chair.locator("[data-act=park_entry]").nth(n)
        button.focus()
        assert bottom(button) <= top(dock)

    chair.locator(".sides button").nth(1).click()
    chair.locator(".summary textarea").nth(2).focus()
    expect(dock).to_have_css("position", "static")
    chair.locator(".summary textarea").nth(2).blur()
    expect(dock).to_have_css("position", "fixed")


def bottom(item: Locator) -> float:
    """How far the lower edge is below the top of the screen."""
    return float(item.evaluate("(item) => item.getBoundingClientRect().bottom"))


def test_on_a_tablet_the_summary_stays_beside_the_list(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair(size={"width": 1180, "height": 820})
    for n in range(15):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Idee {n}", for_table="3")
    chair.locator("tafel-list li").nth(14).scroll_into_view_if_needed()
    expect(chair.locator(".summary textarea").first).to_be_in_viewport(ratio=1)
    expect(chair.locator("[data-tell=ready]")).to_be_in_viewport(ratio=1)


def test_from_question_to_question_and_back_to_where_the_room_is(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone, chair = guests.phone(), guests.chair(size=PHONE)
    write(phone, "Uit de eerste ronde")
    is_saved(phone)
    expect(chair.locator(".stepper")).to_have_count(0)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")

    at = chair.locator(".stepper-at")
    expect(at).to_have_text("Vraag 2 van 3")
    at.click()
    expect(chair.locator(".stepper-list li")).to_have_count(3)
    expect(chair.locator(".stepper-list .now-mark")).to_have_count(2)
    expect(chair.locator(".stepper-list [aria-current]")).to_contain_text("Welke oplossing")
    chair.locator(".stepper-list button").first.click()

    expect(chair.locator(".stepper-list")).to_have_count(0)
    expect(at).to_be_focused()
    expect(chair.locator("h1")).to_have_text("Welke knelpunten ervaart u bij dit thema?")
    expect(chair.locator("tafel-list .text")).to_have_text(["Uit de eerste ronde"])
    expect(chair.locator(".next-thing")).to_have_text("De zaal is bij: Oplossingen aan tafel.")
    chair.get_by_role("button", name="Ga mee").click()
    expect(at).to_have_text("Vraag 2 van 3")
    chair.get_by_role("button", name="Volgende").click()
    expect(chair.locator("h1")).to_have_text("Welke geldgever moet hier als eerste bewegen?")


def test_the_follow_up_prompts_are_folded_under_the_question_of_the_chair_alone(
    guests: Guests,
) -> None:
    phone, chair = guests.phone(), guests.chair()
    chair.locator(".prompts summary").click()
    expect(chair.locator(".prompts li").first).to_have_text("Wie merkt hier het meest van?")
    assert "Wie merkt hier het meest van?" not in phone.content()


def test_new_contributions_wait_while_the_chair_reads(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair(size=PHONE)
    for n in range(8):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Idee {n}", for_table="3")
    expect(chair.locator("tafel-list .entry")).to_have_count(8)
    chair.locator("tafel-list li").nth(6).evaluate("(item) => item.scrollIntoView()")
    facilitator.ask("post_entry", activity="knelpunten", text="Nieuw", for_table="3")
    more = chair.get_by_role("button", name="1 nieuwe bijdrage")
    expect(more).to_be_in_viewport(ratio=1)
    more.click()
    expect(chair.locator("tafel-list .text").first).to_have_text("Nieuw")
    expect(chair.locator("tafel-list .text").first).to_be_in_viewport()


# -- the keyboard alone ---------------------------------------------------------------------------


def press(page: Page, wanted: Locator) -> None:
    """Go to a control with the Tab key and press it."""
    expect(wanted).to_be_visible()
    go_to(page, wanted)
    page.keyboard.press("Enter")


def go_to(page: Page, wanted: Locator) -> None:
    """Go to a control with the Tab key."""
    for _ in range(80):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no key leads to {wanted}")


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_every_act_of_a_chair_can_be_done_with_the_keyboard_alone(
    guests: Guests, facilitator: Facilitator, size: dict[str, int]
) -> None:
    chair = guests.chair(size=size)
    for n in range(3):
        facilitator.ask("post_entry", activity="knelpunten", text=f"Idee {n}", for_table="3")
    rows = chair.locator("tafel-list .entry")
    status = chair.locator("#status")
    expect(rows).to_have_count(3)

    press(chair, rows.nth(0).locator("[data-act=highlight_entry]"))
    expect(rows.nth(0)).to_have_attribute("data-highlighted", "")
    expect(status).to_have_text("Uitgelicht.")
    press(chair, rows.nth(1).locator("[data-act=park_entry]"))
    expect(rows).to_have_count(2)
    expect(status).to_have_text("Staat op de parkeerplaats.")
    # What was pressed is gone: the focus is at the next contribution, not at the top of the page.
    expect(rows.nth(1).locator("[data-act=highlight_entry]")).to_be_focused()
    press(chair, chair.locator(".desk .folded summary"))
    press(chair, chair.locator("[data-act=restore_entry]"))
    expect(rows).to_have_count(3)

    press(chair, chair.locator("[data-turn=behalf]"))
    expect(chair.locator("tafel-without-device textarea")).to_be_focused()
    chair.keyboard.type("Voor een ander")
    chair.keyboard.press("Control+Enter")
    expect(rows).to_have_count(4)
    press(chair, chair.locator("[data-turn=loan]"))
    expect(chair.locator(".loan-code img")).to_be_visible()

    if size == PHONE:
        press(chair, chair.get_by_role("button", name="Samenvatting"))
    go_to(chair, chair.locator(".summary textarea").first)
    chair.keyboard.type("Een punt")
    press(chair, chair.get_by_role("button", name="Dit klopt"))
    expect(chair.locator(".agreement[data-agreed]")).to_be_visible()

    press(chair, chair.locator("[data-tell=help]"))
    expect(chair.locator("[data-kind]").first).to_be_focused()
    chair.keyboard.press("Escape")
    expect(chair.locator("[data-tell=help]")).to_be_focused()
    chair.keyboard.press("Enter")
    press(chair, chair.locator("[data-kind]").nth(1))
    expect(status).to_have_text("De begeleider ziet dat tafel 3 hulp vraagt.")
    press(chair, chair.get_by_role("button", name="Het is opgelost"))
    press(chair, chair.locator("[data-tell=ready]"))
    expect(chair.locator("[data-signal=ready]")).to_be_visible()

    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    press(chair, chair.locator(".stepper-at"))
    press(chair, chair.locator(".stepper-list button").first)
    expect(chair.locator("h1")).to_have_text("Welke knelpunten ervaart u bij dit thema?")
    press(chair, chair.get_by_role("button", name="Ga mee"))
    expect(chair.locator("h1")).to_have_text("Welke oplossing ziet u, en wie is aan zet?")


def test_a_late_contribution_is_accepted_with_the_keyboard_and_the_focus_stays_near(
    guests: Guests, facilitator: Facilitator
) -> None:
    writer, chair = guests.phone(), guests.chair()
    writer.locator("tafel-step textarea").fill("Net te laat")
    facilitator.ask("close_activity", activity="knelpunten")
    writer.get_by_role("button", name="Aan de voorzitter geven").click()

    press(chair, chair.locator("[data-act=accept_late]"))
    expect(chair.locator("tafel-list .text")).to_have_text(["Net te laat"])
    expect(chair.locator("#status")).to_have_text("Aangenomen.")
    expect(chair.locator(".desk-read h2")).to_be_focused()


# -- a loan device --------------------------------------------------------------------------------


def test_a_loan_device_goes_from_hand_to_hand_and_keeps_nothing_of_the_one_before(
    guests: Guests, facilitator: Facilitator
) -> None:
    chair = guests.chair()
    chair.locator("[data-turn=loan]").click()
    address = chair.locator(".loan-address").inner_text()
    device = guests.person().new_page()
    device.goto(f"http://{address}")
    is_live(device)
    expect(device.locator(".place")).to_contain_text("leenapparaat")

    write(device, "Van de eerste")
    is_saved(device)
    expect(device.locator(".loan[data-saved]")).to_contain_text("Geef het apparaat door")
    device.locator("tafel-step textarea").fill("Half getypt")
    device.locator("tafel-loan button").click()
    expect(device.locator("tafel-loan")).to_contain_text("niet verstuurd")
    device.get_by_role("button", name="Eerst afmaken").click()
    expect(device.locator("tafel-step textarea")).to_have_value("Half getypt")
    device.locator("tafel-loan button").click()
    device.get_by_role("button", name="Wissen en doorgeven").click()

    expect(device.locator("body")).to_have_attribute("data-persons", "2/2")
    is_live(device)
    expect(device.locator("tafel-step textarea")).to_have_value("")
    device.locator("#tab-mine").click()
    expect(device.locator("#panel-mine .entry")).to_have_count(0)
    kept = device.evaluate("Object.values(localStorage).join()")
    assert "Van de eerste" not in kept
    assert "Half getypt" not in kept
    write(device, "Van de tweede")
    is_saved(device)
    assert facilitator.texts() == ["Van de eerste", "Van de tweede"]


def test_what_still_waits_on_a_loan_device_is_sent_after_it_was_handed_on(
    guests: Guests, facilitator: Facilitator
) -> None:
    guests.may_lose_line = True
    device = guests.person().new_page()
    device.goto(f"{guests.box.url}/t/3?loan")
    is_live(device)
    expect(device.locator("tafel-step .composer button.primary")).to_be_visible()
    device.evaluate(
        """() => {
            const key = [...document.scripts].find(({ src }) => src.includes("/js/")).src;
            return import(key).then(({ modules }) => {
                modules["live.js"].live.send = () => false;
            });
        }"""
    )
    write(device, "Wacht nog")
    expect(device.locator("tafel-step .state[data-state=waiting]").first).to_be_visible()
    device.locator("tafel-loan button").click()

    expect(device.locator("body")).to_have_attribute("data-persons", "2/2")
    expect(device.locator("#panel-table .text")).to_have_text(["Wacht nog"])
    device.locator("#tab-mine").click()
    expect(device.locator("#panel-mine .entry")).to_have_count(0)
    assert facilitator.texts() == ["Wacht nog"]


def test_who_opened_the_loan_code_on_their_own_phone_says_so(guests: Guests) -> None:
    phone = guests.person().new_page()
    phone.goto(f"{guests.box.url}/t/3?loan")
    is_live(phone)
    phone.locator(".seat > summary").click()
    phone.get_by_role("button", name="Dit is mijn eigen telefoon").click()
    is_live(phone)
    expect(phone.locator("tafel-loan")).to_have_count(0)
    assert phone.url.endswith("/t/3")
