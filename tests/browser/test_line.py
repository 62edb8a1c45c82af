"""Nothing typed is lost and nothing is doubled, whatever happens to the line, phone or box."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .box import Box, Facilitator
from .guests import LIVE, Guests, is_live, is_saved, wake, write
from .middle import Middle

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _lines_break(guests: Guests) -> None:
    """Chromium itself writes about lines that break; here they do so on purpose."""
    guests.may_lose_line = True


def waiting(page: Page) -> Any:
    """What was sent and has not arrived."""
    return page.locator("tafel-step .sent")


def test_what_is_sent_without_a_line_waits_and_arrives_once(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone, reader = guests.phone(), guests.phone()
    phone.context.set_offline(True)
    write(phone, "Zonder verbinding")
    write(phone, "Nog een")
    expect(waiting(phone)).to_have_count(2)
    expect(phone.locator(".band[data-kind=gone]")).to_contain_text("2")

    phone.context.set_offline(False)

    is_saved(phone)
    expect(waiting(phone)).to_have_count(0)
    expect(reader.locator("#panel-table .entry .text")).to_have_text(
        ["Nog een", "Zonder verbinding"]
    )
    assert facilitator.texts() == ["Zonder verbinding", "Nog een"]


def test_what_waits_survives_a_closed_browser(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    context = guests.person()
    phone = guests.at_table(context, url=middle.url)
    middle.is_up = False
    middle.cut()
    write(phone, "Bewaar mij")
    phone.locator("tafel-step textarea").fill("En dit half")
    expect(waiting(phone)).to_have_count(1)
    phone.close()

    middle.is_up = True
    phone = guests.at_table(context, url=middle.url)

    is_saved(phone)
    expect(phone.locator("tafel-step textarea")).to_have_value("En dit half")
    assert facilitator.texts() == ["Bewaar mij"]


def test_a_draft_survives_a_reload(guests: Guests) -> None:
    phone = guests.phone()
    phone.locator("tafel-step textarea").fill("Half getypt")
    phone.reload()
    is_live(phone)
    expect(phone.locator("tafel-step textarea")).to_have_value("Half getypt")


def test_a_phone_that_lost_its_cookies_is_the_same_person_again(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone()
    write(phone, "Van mij")
    is_saved(phone)
    phone.context.clear_cookies()
    seen: list[str] = []
    phone.on("framenavigated", lambda frame: seen.append("page"))
    phone.on("websocket", lambda socket: seen.append("socket"))

    phone.reload()
    phone.wait_for_function("() => !document.body.dataset.newDevice")
    is_live(phone)

    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry .text")).to_have_text(["Van mij"])
    # The stranger that the phone was for a moment took no seat.
    assert seen == ["page", "page", "socket"]
    assert facilitator.view()["presence"]["3"]["people"] == 1


def test_a_phone_that_slept_notices_that_its_line_is_dead(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    phone = guests.phone(url=middle.url)
    reader = guests.phone()
    middle.silence()
    write(phone, "Tijdens de slaap")
    write(reader, "Van de ander")
    is_saved(reader)

    wake(phone)

    is_saved(phone)
    expect(phone.locator("#panel-table .entry .text")).to_have_text(
        ["Tijdens de slaap", "Van de ander"]
    )
    assert sorted(facilitator.texts()) == ["Tijdens de slaap", "Van de ander"]


def test_a_frozen_page_catches_up(guests: Guests) -> None:
    phone, other = guests.phone(), guests.phone()
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    write(other, "Ondertussen")
    is_saved(other)

    devtools.send("Page.setWebLifecycleState", {"state": "active"})

    expect(phone.locator("#panel-table .entry .text")).to_have_text(["Ondertussen"])


def test_a_box_that_loses_power_loses_and_doubles_nothing(
    guests: Guests, box: Box, facilitator: Facilitator
) -> None:
    phone, other = guests.phone(), guests.phone()
    write(phone, "Voor de stroomstoring")
    is_saved(phone)

    box.kill()
    write(phone, "Tijdens de stroomstoring")
    write(other, "Ook van mij")
    expect(waiting(phone)).to_have_count(1)
    expect(phone.locator(".band[data-kind=gone]")).to_be_visible()
    box.start()

    for page in (phone, other):
        expect(waiting(page)).to_have_count(0)
        expect(page.locator("#panel-table .entry")).to_have_count(3)
    assert sorted(facilitator.texts()) == [
        "Ook van mij",
        "Tijdens de stroomstoring",
        "Voor de stroomstoring",
    ]


def test_a_box_that_restarts_says_that_it_is_not_the_phone(guests: Guests, box: Box) -> None:
    phone = guests.phone(language="en-GB")
    box.stop()
    expect(phone.locator(".band[data-kind=gone]")).to_contain_text("The box is restarting.")
    box.start()
    expect(phone.locator(".band[data-kind=good]")).to_contain_text("Everything is saved.")
    expect(phone.locator(".band")).to_have_count(0)


def test_an_answer_that_got_lost_does_not_double_the_contribution(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    phone = guests.phone(url=middle.url)
    # The box gets it, but its answer never comes.
    middle.silence(is_answer_only=True)
    write(phone, "Eenmaal, andermaal")
    reader = guests.phone()
    expect(reader.locator("#panel-table .entry")).to_have_count(1)

    is_saved(phone)
    expect(reader.locator("#panel-table .entry")).to_have_count(1)
    assert facilitator.texts() == ["Eenmaal, andermaal"]


def test_two_tabs_of_one_phone_neither_lose_nor_double(
    guests: Guests, facilitator: Facilitator
) -> None:
    context = guests.person()
    one, two = guests.at_table(context), guests.at_table(context)
    context.set_offline(True)
    write(one, "Uit het eerste tabblad")
    write(two, "Uit het tweede tabblad")
    expect(waiting(one)).to_have_count(2)
    expect(waiting(two)).to_have_count(2)

    context.set_offline(False)

    for page in (one, two):
        expect(waiting(page)).to_have_count(0)
        expect(page.locator("#panel-table .entry")).to_have_count(2)
    assert sorted(facilitator.texts()) == ["Uit het eerste tabblad", "Uit het tweede tabblad"]


def test_where_sockets_are_blocked_the_page_asks_by_itself_and_stops_when_they_are_not(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    middle.lets_upgrade = False
    phone, other = guests.phone(url=middle.url), guests.phone()
    write(phone, "Zonder socket")
    is_saved(phone)
    write(other, "Met socket")
    expect(phone.locator("#panel-table .entry .text")).to_have_text(["Met socket", "Zonder socket"])
    assert middle.upgrades_refused >= 2
    assert state_of(phone) == "polling"
    expect(phone.locator(".band")).to_have_count(0)

    middle.lets_upgrade = True
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    phone.wait_for_function(STATE_IS, arg="connected")
    write(phone, "Weer met socket")
    expect(other.locator("#panel-table .entry")).to_have_count(3)
    assert facilitator.texts() == ["Zonder socket", "Met socket", "Weer met socket"]


def test_a_browser_that_keeps_nothing_says_so_and_still_sends(guests: Guests) -> None:
    context = guests.person(language="en-GB")
    context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    phone = guests.at_table(context)
    write(phone, "Toch bewaard")
    is_saved(phone)
    expect(phone.locator(".band")).to_contain_text("cannot keep your text")


def test_what_another_person_on_the_device_sent_still_arrives_as_theirs(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    context = guests.person()
    phone = guests.at_table(context, url=middle.url)
    middle.lets_upgrade = False
    middle.cut()
    phone.route("**/api/**", lambda route: route.abort())
    write(phone, "Van de eerste")
    expect(waiting(phone)).to_have_count(1)

    phone.locator(".seat > summary").click()
    phone.locator(".seat button[value=new]").click()
    phone.unroute("**/api/**")
    middle.lets_upgrade = True
    is_live(phone)

    expect(phone.locator("#panel-table .entry .text")).to_have_text(["Van de eerste"])
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry")).to_have_count(0)
    phone.locator(".seat > summary").click()
    phone.locator(".seat button[value='1']").click()
    is_live(phone)
    phone.locator("#tab-mine").click()
    expect(phone.locator("#panel-mine .entry .text")).to_have_text(["Van de eerste"])
    assert facilitator.texts() == ["Van de eerste"]


STATE_IS = f"async (wanted) => {{ {LIVE} return live.state === wanted; }}"


def state_of(page: Page) -> str:
    """How the line is, as the page itself knows it."""
    return str(page.evaluate(f"async () => {{ {LIVE} return live.state; }}"))
