"""Discussing topics: by touch, by keyboard alone, without script; and what the room sees of it."""

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import SCREEN, Guests
from .keyboard import Keyboard
from .talks import TALK, put_talk, say
from .votes import VOTE, put_vote

pytestmark = pytest.mark.browser

FUND = "Eén fonds voor de eerste lening"


def open_topic(page: Page, name: str = FUND) -> None:
    """Go to a topic from the list of all of them."""
    page.locator(".talk-topic", has_text=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def send(page: Page, text: str, stance: str = "") -> None:
    """Say something about the topic that is shown, and see it saved."""
    if stance:
        page.locator(".talk-stances button", has_text=stance).click()
    page.locator("tafel-say textarea").fill(text)
    page.get_by_role("button", name="Versturen").click()
    expect(page.locator(".talk-said article", has_text=text)).to_be_visible()


def test_by_touch_one_chooses_a_topic_and_says_where_one_stands(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    page = guests.phone(has_touch=True)
    expect(page.locator(".talk-topic")).to_have_count(5)
    page.locator(".talk-topic", has_text="fonds").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(FUND)
    against = page.locator(".talk-stances button", has_text="Tegen")
    against.tap()
    expect(against).to_have_attribute("aria-pressed", "true")
    # Another one takes its place, and the same one once more is none.
    for_it = page.locator(".talk-stances button", has_text="Voor")
    for_it.tap()
    expect(against).to_have_attribute("aria-pressed", "false")
    page.locator("tafel-say textarea").fill("Eindelijk één plek")
    page.get_by_role("button", name="Versturen").tap()
    said = page.locator(".talk-said article", has_text="Eindelijk")
    expect(said.locator(".talk-stance")).to_have_text("Voor")
    expect(page.locator("tafel-discussion .talk-figures").first).to_contain_text("1 voor")
    expect(for_it).to_have_attribute("aria-pressed", "false")
    expect(page.locator("tafel-say textarea")).to_have_value("")
    (entry,) = [one for one in facilitator.entries() if one["activity"] == TALK]
    assert (entry["question"], entry["relation"]) == ("fonds", "for")
    page.get_by_role("button", name="Alle onderwerpen").tap()
    expect(page.locator(".talk-topic", has_text="fonds")).to_contain_text("1 voor")


def test_what_others_say_comes_in_by_itself_and_can_be_answered(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    one, other = guests.phone(3), guests.phone(5)
    open_topic(one)
    open_topic(other)
    send(one, "Wie draagt het risico?", "Vraag")
    asked = other.locator(".talk-said article", has_text="risico")
    expect(asked.locator(".talk-stance")).to_have_text("Vraag")
    figures = one.locator("tafel-discussion > p .talk-figures")
    expect(figures).to_contain_text("1 vraag, 1 zonder antwoord")
    asked.get_by_role("button", name="Reageren").click()
    expect(asked.get_by_role("button", name="Verder bouwen")).to_have_count(0)
    other.get_by_label("Uw reactie").fill("Het Rijk")
    asked.get_by_role("button", name="Versturen").click()
    expect(one.locator(".reactions")).to_have_text("Het Rijk")
    expect(figures).not_to_contain_text("zonder antwoord")


def test_a_draft_stays_with_its_topic(guests: Guests, facilitator: Facilitator) -> None:
    put_talk(facilitator)
    page = guests.phone()
    open_topic(page)
    page.locator("tafel-say textarea").fill("Half getypt")
    page.get_by_role("button", name="Volgende", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Regels die drie jaar hetzelfde blijven"
    )
    expect(page.locator("tafel-say textarea")).to_have_value("")
    page.get_by_role("button", name="Vorige", exact=True).click()
    expect(page.locator("tafel-say textarea")).to_have_value("Half getypt")


def test_after_closing_the_topics_stay_to_read(guests: Guests, facilitator: Facilitator) -> None:
    put_talk(facilitator)
    page = guests.phone()
    open_topic(page)
    send(page, "Ja", "Voor")
    page.locator("tafel-say textarea").fill("Te laat")
    facilitator.ask("close_activity", activity=TALK)
    expect(page.get_by_text("Het bespreken is gesloten.")).to_be_visible()
    page.get_by_role("button", name="Aan de voorzitter geven").click()
    expect(page.get_by_text("Uw voorzitter ziet het bij “nagekomen”.").first).to_be_visible()
    assert any(one.get("is_late") for one in facilitator.entries())


def test_a_discussion_by_keyboard_alone(guests: Guests, facilitator: Facilitator) -> None:
    put_talk(facilitator)
    say(facilitator, "Wie draagt het risico?", relation="question")
    page = guests.phone()
    keyboard = Keyboard(page, is_watchful=True)
    name = page.locator(".talk-topic", has_text="fonds").evaluate("(one) => one.innerText")
    keyboard.go_to(" ".join(name.split()))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    keyboard.go_to("Voor")
    page.keyboard.press("Space")
    keyboard.go_to(FUND)
    page.keyboard.type("Eindelijk")
    keyboard.go_to("Versturen")
    page.keyboard.press("Enter")
    expect(page.locator(".talk-said .talk-stance").first).to_have_text("Voor")
    keyboard.go_to("Reageren")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Uw reactie")).to_be_focused()
    page.keyboard.type("Goed punt")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".reactions")).to_have_text("Goed punt")
    keyboard.go_to("Alle onderwerpen 3 van 5", is_back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".talk-topic", has_text="fonds")).to_be_focused()


def test_a_chair_reads_a_topic_answers_and_highlights(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    phone = guests.phone()
    open_topic(phone)
    send(phone, "Wie draagt het risico?", "Vraag")
    chair = guests.chair(has_touch=True)
    chair.get_by_text("Alle onderwerpen (5)").tap()
    chair.locator(".talk-topic", has_text="fonds").tap()
    expect(chair.get_by_role("heading", level=1)).to_have_text(FUND)
    asked = chair.locator("tafel-chair-entry", has_text="risico")
    asked.get_by_role("button", name="Reageren").tap()
    chair.get_by_label("Uw reactie").fill("Het Rijk")
    asked.get_by_role("button", name="Versturen").tap()
    expect(phone.locator(".reactions")).to_have_text("Het Rijk")
    asked.get_by_role("button", name="Uitlichten").tap()
    expect(phone.locator(".talk-said article")).to_have_attribute("data-highlighted", "")
    chair.get_by_text("Zelf iets zeggen").tap()
    chair.locator("tafel-say button", has_text="Tegen").tap()
    chair.locator("tafel-say textarea").fill("Niet nog een fonds")
    chair.locator("tafel-say").get_by_role("button", name="Versturen").tap()
    said = phone.locator(".talk-said article", has_text="Niet nog een fonds")
    expect(said.locator(".talk-stance")).to_have_text("Tegen")
    told = {one["text"]: one["origin"] for one in facilitator.entries()}
    assert (told["Het Rijk"], told["Niet nog een fonds"]) == ("chair", "chair")


def test_a_chair_and_a_facilitator_by_keyboard_alone(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    say(facilitator, "Wie draagt het risico?", relation="question", for_table="3")
    chair, control = guests.chair(), guests.control()
    keyboard = Keyboard(chair, is_watchful=True)
    keyboard.go_to("Alle onderwerpen (5)")
    chair.keyboard.press("Enter")
    topic = chair.locator(".talk-topic", has_text="fonds")
    keyboard.go_to(" ".join(topic.inner_text().split()))
    chair.keyboard.press("Enter")
    expect(chair.get_by_role("heading", level=1)).to_have_text(FUND)
    expect(topic).to_be_focused()
    keyboard.go_to("Reageren")
    chair.keyboard.press("Enter")
    expect(chair.get_by_label("Uw reactie")).to_be_focused()
    chair.keyboard.type("Het Rijk")
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".reactions")).to_have_text("Het Rijk")
    keyboard.go_to("Uitlichten")
    chair.keyboard.press("Enter")
    expect(chair.locator("tafel-chair-entry article")).to_have_attribute("data-highlighted", "")
    keyboard = Keyboard(control, is_watchful=True)
    keyboard.go_to("Volgend onderwerp")
    control.keyboard.press("Enter")
    shown = control.locator("console-discussion li[aria-current]")
    expect(shown).to_contain_text("Maatschappelijke waarde")
    keyboard.go_to(f"Op het scherm zetten {FUND}")
    control.keyboard.press("Enter")
    expect(shown).to_contain_text(FUND)
    keyboard.go_to("Vorig onderwerp", is_back=True)


def test_the_big_screen_follows_the_facilitator_from_topic_to_topic(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    said = say(facilitator, "Eén loket scheelt maanden zoeken.", relation="for")
    say(facilitator, "Niet op het scherm", relation="against")
    control, stage = guests.control(), guests.stage(size=SCREEN)
    phone = guests.phone()
    expect(stage.locator("stage-picture li")).to_have_count(5)
    expect(stage.locator("stage-picture li", has_text="fonds")).to_contain_text("1 voor")
    row = control.locator("console-discussion li", has_text="fonds")
    expect(row).to_contain_text("Niet op het scherm")
    row.get_by_role("button", name="Op het scherm zetten").click()
    expect(stage.locator("stage-picture h2")).to_have_text(FUND)
    expect(stage.locator(".talk-column")).to_have_count(3)
    assert stage.locator(".talk-quote").count() == 0
    facilitator.ask("highlight_entry", entry=said)
    expect(stage.locator("[data-stance=for] .talk-quote")).to_contain_text("Eén loket")
    assert "Niet op het scherm" not in stage.locator("stage-picture").inner_text()
    phone.locator("#screen > summary").click()
    expect(phone.locator("#screen")).to_contain_text("Eén loket")
    expect(phone.locator(".talk-topic", has_text="fonds")).to_contain_text("op het grote scherm")
    facilitator.ask("hide_entry", entry=said)
    expect(stage.locator(".talk-quote")).to_have_count(0)
    control.keyboard.press("PageDown")
    expect(stage.locator("stage-picture h2")).to_contain_text("Regels die drie jaar")
    control.get_by_role("button", name="Vorig onderwerp").click()
    expect(stage.locator("stage-picture h2")).to_have_text(FUND)


def test_what_divides_a_vote_is_discussed_next_and_stands_in_the_results(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_vote(facilitator, "rating")
    phones = [guests.phone(n) for n in (3, 4)]
    for phone, score in zip(phones, (1, 10), strict=True):
        rate(phone, score)
    facilitator.ask("close_activity", activity=VOTE)
    facilitator.ask("reveal_results", activity=VOTE)
    control = guests.control()
    control.get_by_role("button", name="Hierover praten").first.click()
    control.get_by_role("button", name="“Bespreken: Wat gaat voor?” openen").click()
    for phone, (text, stance) in zip(phones, (("Nee", "Tegen"), ("Ja", "Voor")), strict=True):
        send(phone, text, stance)
    expect(control.locator("console-discussion li")).to_contain_text("1 voor")
    page = control.context.new_page()
    page.goto(f"{guests.box.url}/results")
    row = page.locator("section.chapter", has_text="Bespreken").locator("tbody tr")
    expect(row).to_have_count(1)
    assert row.locator("td").all_inner_texts() == ["1", "1", "0", "0", "2"]


def rate(phone: Page, score: int) -> None:
    """Give the first item this figure."""
    activity = {"do": "cast_ballot", "activity": VOTE, "values": {"gunning": {"rating": score}}}
    phone.evaluate(
        """async (command) => {
          const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n % 10).join("");
          const answer = await fetch("/api/commands", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ id, ...command }),
          });
          if (!answer.ok) throw new Error(await answer.text());
        }""",
        activity,
    )


def test_without_script_one_says_something_and_answers(
    guests: Guests, facilitator: Facilitator
) -> None:
    put_talk(facilitator)
    say(facilitator, "Wie draagt het risico?", relation="question")
    page = guests.person(java_script_enabled=False).new_page()
    page.goto(f"{guests.box.url}/t/3")
    page.get_by_role("link", name=FUND).click()
    page.get_by_label("Voor", exact=True).check()
    page.get_by_label(FUND).fill("Eindelijk")
    page.get_by_role("button", name="Versturen").first.click()
    expect(page.locator("#saved")).to_be_visible()
    expect(page.locator(".talk-said .talk-stance").first).to_have_text("Voor")
    asked = page.locator(".talk-said article", has_text="risico")
    asked.locator("summary").click()
    asked.get_by_label("Uw reactie").fill("Het Rijk")
    asked.get_by_role("button", name="Versturen").click()
    expect(page.locator(".talk-said .reactions")).to_have_text("Het Rijk")
