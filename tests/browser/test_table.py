"""A table at work: phones and a chair see one another's contributions, live."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests, is_live, is_saved, write

pytestmark = pytest.mark.browser

TEXT = "Banken vinden het risico te groot — مخاطرة 👩‍👩‍👧"


def shared(page: Page) -> Locator:
    """The contributions in the list of the table."""
    return page.locator("#panel-table .entry .text")


def own(page: Page) -> Locator:
    """The contributions in the list of one's own."""
    page.locator("#tab-mine").click()
    return page.locator("#panel-mine .entry")


def test_what_one_phone_sends_is_saved_and_seen_by_the_table_the_chair_and_control(
    guests: Guests, facilitator: Facilitator
) -> None:
    writer, reader, chair = guests.phone(), guests.phone(), guests.chair()
    elsewhere = guests.phone(table=7)
    control = guests.control()

    write(writer, TEXT)

    is_saved(writer)
    expect(shared(reader)).to_have_text([TEXT])
    expect(chair.locator("tafel-chair .entry .text")).to_have_text([TEXT])
    expect(control.get_by_text(TEXT).first).to_be_visible()
    expect(shared(elsewhere)).to_have_count(0)
    assert facilitator.texts() == [TEXT]


def test_an_own_contribution_can_be_edited_and_withdrawn(
    guests: Guests, facilitator: Facilitator
) -> None:
    writer, reader = guests.phone(), guests.phone()
    write(writer, "Te weinig geld")
    is_saved(writer)

    entry = own(writer)
    entry.locator("[data-mode=edit]").click()
    entry.locator("textarea").fill("Te weinig geld voor groei")
    entry.locator("button.primary").click()

    expect(shared(reader)).to_have_text(["Te weinig geld voor groei"])
    entry.locator("[data-mode=withdraw]").click()
    entry.locator("button.danger").click()
    expect(shared(reader)).to_have_count(0)
    expect(own(writer)).to_have_count(0)
    assert facilitator.texts() == []


def test_a_comment_stands_under_a_contribution_and_a_build_on_beside_it(guests: Guests) -> None:
    writer, reader = guests.phone(), guests.phone()
    write(writer, "Garanties")
    first = reader.locator("#panel-table .entry").first
    expect(first).to_be_visible()

    first.locator("[data-mode=comment]").click()
    first.locator("textarea").fill("Wie betaalt dat?")
    first.locator("button.primary").click()
    expect(writer.locator("#panel-table .reactions .text")).to_have_text(["Wie betaalt dat?"])

    first.locator("[data-mode=build_on]").click()
    first.locator("textarea").fill("Garanties door de gemeente")
    first.locator("button.primary").click()
    newest = writer.locator("#panel-table .entry").first
    expect(newest.locator(".built-on")).to_have_text("Garanties")
    expect(newest.locator(".text").first).to_have_text("Garanties door de gemeente")


def test_a_chair_highlights_parks_and_brings_back(guests: Guests) -> None:
    phone, chair = guests.phone(), guests.chair()
    write(phone, "Te weinig geld")
    entry = chair.locator("tafel-list .entry")

    entry.get_by_role("button", name="Uitlichten").or_(
        entry.get_by_role("button", name="Highlight")
    ).click()
    expect(phone.locator("#panel-table .entry[data-highlighted]")).to_have_count(1)

    entry.locator("button").nth(1).click()
    expect(entry).to_have_count(0)
    chair.locator(".desk .folded summary").click()
    chair.locator(".desk .folded .entry button").click()
    expect(entry).to_have_count(1)


def test_a_chair_types_for_someone_without_a_device(guests: Guests) -> None:
    phone, chair = guests.phone(), guests.chair()
    chair.locator("[data-turn=behalf]").click()
    chair.locator("tafel-without-device textarea").fill("Gezegd aan tafel")
    chair.locator("tafel-without-device button.primary").click()

    expect(shared(phone)).to_have_text(["Gezegd aan tafel"])
    expect(chair.locator("tafel-without-device .state[data-state=saved]")).to_be_visible()
    expect(chair.locator("tafel-list .marks")).to_have_text("ingevoerd voor een ander")


def test_the_points_of_a_summary_are_saved_while_typing(guests: Guests) -> None:
    chair = guests.chair()
    points = chair.locator(".summary textarea")
    points.nth(0).press_sequentially("Geld gaat naar zekerheid")
    points.nth(1).press_sequentially("Garanties helpen")
    expect(chair.locator(".summary .state[data-state=saved] .icon")).to_be_visible()

    again = chair.context.new_page()
    again.goto(chair.url)
    is_live(again)
    expect(again.locator(".summary textarea").nth(0)).to_have_value("Geld gaat naar zekerheid")
    expect(again.locator(".summary textarea").nth(1)).to_have_value("Garanties helpen")


def test_a_table_asks_for_help_until_it_is_solved(guests: Guests) -> None:
    chair = guests.chair()
    signals = chair.locator("tafel-signals")
    signals.locator("[data-tell=help]").click()
    signals.locator("[data-kind]").nth(0).click()
    expect(signals.locator("[data-signal=help]")).to_contain_text("tafel 3")
    expect(signals.locator("[data-signal=help]")).to_contain_text("Techniek, zojuist")
    signals.get_by_role("button", name="Het is opgelost").click()
    expect(signals.locator("[data-signal]")).to_have_count(0)


def test_a_late_contribution_waits_until_the_chair_accepts_it(
    guests: Guests, facilitator: Facilitator
) -> None:
    writer, reader, chair = guests.phone(), guests.phone(), guests.chair()
    writer.locator("tafel-step textarea").fill("Net te laat")
    facilitator.ask("close_activity", activity="knelpunten")

    # The text is still there, with what can be done with it.
    expect(writer.locator("tafel-step textarea")).to_have_value("Net te laat")
    writer.get_by_role("button", name="Aan de voorzitter geven").click()

    expect(chair.locator(".late .entry .text")).to_have_text(["Net te laat"])
    expect(shared(reader)).to_have_count(0)
    chair.locator(".late .entry button").click()
    expect(shared(reader)).to_have_text(["Net te laat"])


def test_two_people_on_one_device_have_contributions_of_their_own(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone()
    write(phone, "Van de eerste")
    is_saved(phone)
    phone.locator("tafel-step textarea").fill("Half getypt")

    phone.locator(".seat > summary").click()
    phone.locator(".seat button[value=new]").click()
    is_live(phone)
    expect(phone.locator("body")).to_have_attribute("data-persons", "2/2")
    expect(phone.locator("tafel-step textarea")).to_have_value("")
    expect(own(phone)).to_have_count(0)
    write(phone, "Van de tweede")
    is_saved(phone)
    expect(own(phone).locator(".text")).to_have_text(["Van de tweede"])

    phone.locator(".seat > summary").click()
    phone.locator(".seat button[value='1']").click()
    is_live(phone)
    expect(phone.locator("tafel-step textarea")).to_have_value("Half getypt")
    expect(own(phone).locator(".text")).to_have_text(["Van de eerste"])
    assert facilitator.texts() == ["Van de eerste", "Van de tweede"]


def test_who_sits_elsewhere_is_asked_and_keeps_what_was_written(guests: Guests) -> None:
    phone = guests.phone()
    write(phone, "Van tafel drie")
    is_saved(phone)

    phone.goto(f"{guests.box.url}/t/7")
    phone.locator("form button.primary").click()
    phone.wait_for_url("**/t/7")
    is_live(phone)

    expect(shared(phone)).to_have_count(0)
    expect(own(phone).locator(".text")).to_have_text(["Van tafel drie"])


def test_the_room_moves_on_but_not_away_from_a_half_typed_text(
    guests: Guests, facilitator: Facilitator
) -> None:
    busy, idle = guests.phone(), guests.phone()
    busy.locator("tafel-step textarea").fill("Nog niet af")

    facilitator.ask("open_activity", activity="oplossingen")

    expect(idle.locator("tafel-step h2")).to_have_count(2)
    expect(busy.locator(".offer")).to_be_visible()
    expect(busy.locator("tafel-step textarea")).to_have_value("Nog niet af")
    busy.locator(".offer button.primary").click()
    expect(busy.locator("tafel-step h2")).to_have_count(2)

    facilitator.ask("close_activity", activity="oplossingen")
    expect(busy.locator("tafel-step h2")).to_have_count(0)
    expect(busy.locator("tafel-step textarea")).to_have_value("Nog niet af")


def test_each_of_several_questions_has_its_own_field(
    guests: Guests, facilitator: Facilitator
) -> None:
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity="oplossingen")
    phone = guests.phone()
    second = phone.locator(".question").nth(1)
    second.locator("textarea").fill("De bank")
    second.locator("button.primary").click()

    expect(second.locator(".state[data-state=saved]")).to_be_visible()
    [entry] = facilitator.entries()
    assert (entry["question"], entry["text"]) == ("financiering-wie", "De bank")


def test_pausing_keeps_the_draft_and_says_so(guests: Guests, facilitator: Facilitator) -> None:
    phone = guests.phone()
    phone.locator("tafel-step textarea").fill("Even wachten")
    facilitator.ask("pause_activity", activity="knelpunten")

    expect(phone.locator(".notice[data-state=paused]")).to_be_visible()
    expect(phone.locator("tafel-step textarea")).to_have_value("Even wachten")
    expect(phone.locator("tafel-step .composer button.primary")).to_have_count(0)

    facilitator.ask("reopen_activity", activity="knelpunten")
    phone.locator("tafel-step .composer button.primary").click()
    is_saved(phone)


def test_what_the_facilitator_hides_is_told_to_its_writer_alone(
    guests: Guests, facilitator: Facilitator
) -> None:
    writer, reader = guests.phone(), guests.phone()
    write(writer, "Ongepast")
    expect(shared(reader)).to_have_count(1)
    [entry] = facilitator.entries()
    facilitator.ask("hide_entry", entry=entry["id"])

    expect(shared(reader)).to_have_count(0)
    expect(own(writer).locator("> .told")).to_be_visible()


def test_after_closing_for_good_the_screen_says_anonymous(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone(language="en-GB")
    write(phone, "Ours")
    is_saved(phone)
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("seal_activity", activity="knelpunten")

    expect(phone.locator(".notice[data-state=sealed]")).to_contain_text("anonymous")
    expect(own(phone)).to_have_count(0)


def test_a_message_of_the_facilitator_stays_until_it_is_read(
    guests: Guests, facilitator: Facilitator
) -> None:
    phone = guests.phone()
    facilitator.ask("say", text="De koffie staat klaar", to="everyone")

    expect(phone.locator(".message .text")).to_have_text("De koffie staat klaar")
    phone.locator(".message button").click()
    expect(phone.locator(".message")).to_have_count(0)
    phone.reload()
    is_live(phone)
    expect(phone.locator(".message")).to_have_count(0)


def test_the_phone_speaks_both_languages_and_one_tap_switches(guests: Guests) -> None:
    phone = guests.phone(language="en-GB")
    expect(phone.locator("h1")).to_have_text("Which obstacles do you meet within this theme?")
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.locator("tafel-step textarea").fill("blijft staan")

    phone.get_by_role("link", name="Nederlands").click()

    is_live(phone)
    expect(phone.locator("html")).to_have_attribute("lang", "nl")
    expect(phone.locator("h1")).to_have_text("Welke knelpunten ervaart u bij dit thema?")
    expect(phone.locator("tafel-step textarea")).to_have_value("blijft staan")
