"""The big screen: follows the room, holds what it must show, and never shows more."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .box import Facilitator
from .guests import Guests, write
from .screen import LEAST, SCREENS, faults, has_heard, picture, shows

pytestmark = pytest.mark.browser

TEXT = "Banken vinden het risico te groot — مخاطرة 👩‍👩‍👧"
LONG = ("Wij krijgen geen krediet, want een bank kent ons niet. " * 40)[:1999]
ENGLISH = {"language": "en-GB"}


@pytest.fixture
def stage(guests: Guests, facilitator: Facilitator) -> Page:
    """The big screen, live."""
    page = guests.stage(**ENGLISH)
    expect(picture(page)).to_have_attribute("data-scene", "question")
    return page


def post(facilitator: Facilitator, *texts: str) -> list[str]:
    """Contributions at table 3 with these texts; their ids."""
    place = {"activity": "knelpunten", "for_table": "3"}
    return [str(facilitator.ask("post_entry", text=text, **place)["made"]) for text in texts]


def test_the_stage_follows_the_programme(stage: Page, facilitator: Facilitator) -> None:
    ask = facilitator.ask
    shows(stage, "question", "Which obstacles do you meet within this theme?", "35", "127.0.0.1:")
    ask("pause_activity", activity="knelpunten")
    shows(stage, "question", "Please listen for a moment.")
    ask("close_activity", activity="knelpunten")
    shows(stage, "next", "Next", "Solutions, at the tables")
    ask("open_activity", activity="oplossingen")
    shows(
        stage,
        "question",
        "Which solution do you see, and who should act?",
        "Procurement and public purchasing:",
        "What can a municipality do differently as of tomorrow?",
        "Which funder should move first?",
    )
    ask("close_activity", activity="oplossingen")
    ask("open_activity", activity="pauze")
    shows(stage, "break", "Break", "until ", "min")
    ask("close_activity", activity="pauze")
    ask("open_activity", activity="inloop")
    shows(stage, "welcome", "Work conference on social entrepreneurship", "Scan this code")
    ask("open_activity", activity="opening")
    shows(stage, "survey", "To what extent do you recognise these obstacles?", "66%")


def test_the_code_on_the_stage_is_for_the_address_of_now(stage: Page) -> None:
    stage.route("**/health", lambda route: route.fulfill(json={"address": "http://192.0.2.9"}))
    stage.reload()
    shows(stage, "question", "192.0.2.9")
    code = stage.locator('img[src^="/stage/qr.svg"]').first
    expect(code).to_have_attribute("src", "/stage/qr.svg?http%3A%2F%2F192.0.2.9")


def test_what_to_do_now_changes_as_the_time_runs_out(stage: Page, facilitator: Facilitator) -> None:
    ring = picture(stage).locator(".time-ring b")
    shows(stage, "question", "Type your contribution on your phone.")
    expect(ring).to_have_text("35")
    facilitator.ask("extend_activity", activity="knelpunten", seconds=-34 * 60 - 30)
    shows(stage, "question", "1 minute left. Finish your sentence.")
    expect(ring).to_have_text("1")
    facilitator.ask("extend_activity", activity="knelpunten", seconds=-60)
    shows(stage, "question", "The time is up.")
    expect(ring).to_have_text("0")


def test_the_stage_shows_what_the_facilitator_chooses(
    stage: Page, facilitator: Facilitator
) -> None:
    ask = facilitator.ask
    ask("show_on_stage", mode="programme")
    shows(stage, "programme", "Programme", "Arrival", "Evaluation", "End")
    ask("show_on_stage", mode="welcome")
    shows(stage, "welcome", "Welcome")
    expect(picture(stage).get_by_role("img", name="QR code")).to_be_visible()
    ask("show_on_stage", mode="message", text="De lunch staat klaar in de foyer")
    shows(stage, "message", "De lunch staat klaar in de foyer")
    ask("show_on_stage", mode="black")
    expect(picture(stage)).to_have_attribute("data-scene", "black")
    expect(picture(stage)).to_have_text("")
    ask("show_on_stage", mode="auto")
    shows(stage, "question", "Which obstacles")


def test_the_programme_tells_where_we_are_and_when_the_rest_is_expected(
    stage: Page, facilitator: Facilitator
) -> None:
    facilitator.ask("show_on_stage", mode="programme")
    shows(stage, "programme")
    now = picture(stage).locator("[aria-current=step]")
    expect(now).to_contain_text("Obstacles, at the tables")
    expect(now.locator(".printed-time")).to_have_text("now")
    times = picture(stage).locator("[aria-current] ~ li .printed-time").all_inner_texts()
    assert all(len(time) == len("14:05") and time[2] == ":" for time in times)
    facilitator.ask("close_activity", activity="knelpunten")
    done = picture(stage).locator("li[data-state=closed]")
    expect(done).to_contain_text("Obstacles, at the tables")
    expect(done.locator(".printed-time")).to_have_text("")


def test_only_released_contributions_are_on_the_screen_and_leave_when_hidden(
    stage: Page, facilitator: Facilitator
) -> None:
    released, _ = post(facilitator, TEXT, "Niet voor het scherm")
    facilitator.ask("show_on_stage", mode="entries", entries=[released])

    shows(stage, "entries", TEXT, "Table 3", "Financing")
    assert "Niet voor het scherm" not in stage.content()
    facilitator.ask("hide_entry", entry=released)
    shows(stage, "question", "Which obstacles")
    expect(picture(stage)).not_to_contain_text(TEXT)


def test_a_name_is_never_shown(stage: Page) -> None:
    has_heard(stage)
    stage.evaluate(
        """async () => {
          const picture = document.querySelector('stage-picture');
          const { view } = picture;
          const [id] = Object.keys(view.conferences);
          const conference = { ...view.conferences[id], show: { mode: 'entries', entries: ['e'] } };
          const entry = { activity: 'knelpunten', question: 'knelpunten', table: '3', text: 'Tekst',
            theme: 'financiering', name: 'Anna de Vries', seq: 1, rev: 1 };
          picture.view = { ...view, conferences: { [id]: conference }, entries: { e: entry } };
          await picture.updateComplete;
        }"""
    )
    shows(stage, "entries", "Tekst", "Table 3")
    assert "Anna" not in str(picture(stage).inner_html())


def test_contributions_that_do_not_fit_together_come_one_after_the_other(
    guests: Guests, facilitator: Facilitator
) -> None:
    texts = [f"{letter}{LONG}" for letter in "ABC"]
    stage = guests.stage(has_own_clock=True, **ENGLISH)
    facilitator.ask("show_on_stage", mode="entries", entries=post(facilitator, *texts))
    in_sight = picture(stage).locator("blockquote").filter(visible=True)

    for n, text in enumerate([*texts, texts[0]]):
        expect(in_sight).to_have_text([text])
        shows(stage, "entries", f"{n % 3 + 1} of 3")
        stage.clock.fast_forward("02:00")


def test_words_stay_whole_unless_one_is_longer_than_the_screen(
    stage: Page, facilitator: Facilitator
) -> None:
    title = "Werkconferentie Arbeidsongeschiktheidsverzekeringsmaatschappijen"
    facilitator.ask("show_on_stage", mode="message", text=title)
    shows(stage, "message", title)
    assert picture(stage).locator("[data-breaks]").count() == 0

    facilitator.ask("show_on_stage", mode="message", text="a" * 500)
    shows(stage, "message", "a" * 500)
    assert picture(stage).locator("[data-breaks]").count() == 1


def test_the_rings_show_which_tables_have_contributed(stage: Page, guests: Guests) -> None:
    ring = picture(stage).get_by_role("img", name="Table 3, Financing")
    expect(ring).to_have_attribute("aria-label", "Table 3, Financing: nobody has contributed yet")
    expect(picture(stage).locator(".rings li")).to_have_count(10)
    write(guests.phone(), TEXT)
    expect(ring).to_have_attribute("aria-label", "Table 3, Financing: all have contributed")


def test_a_new_scene_is_told_to_who_cannot_see_it(stage: Page, facilitator: Facilitator) -> None:
    expect(stage.get_by_role("heading", level=1)).to_have_text(
        "Big screen · Work conference on social entrepreneurship"
    )
    expect(stage.get_by_role("status")).to_have_text("")
    facilitator.ask("show_on_stage", mode="message", text="De lunch staat klaar")
    expect(stage.get_by_role("status")).to_have_text("De lunch staat klaar")


def test_the_pointer_and_what_it_brings_are_gone_after_a_moment(guests: Guests) -> None:
    stage = guests.stage(has_own_clock=True, **ENGLISH)
    still = stage.locator(".stage[data-still]")
    expect(still).to_have_css("cursor", "none")
    expect(stage.locator(".stage-tools")).to_have_css("opacity", "0")
    stage.mouse.move(300, 300)
    expect(still).to_have_count(0)
    expect(stage.locator(".stage-tools")).to_have_css("opacity", "1")
    stage.clock.fast_forward("00:04")
    expect(still).to_have_css("cursor", "none")


def test_the_language_of_the_screen_can_be_chosen_on_it(stage: Page) -> None:
    stage.mouse.move(300, 300)
    stage.get_by_role("link", name="Nederlands").click()
    shows(stage, "question", "Welke knelpunten ervaart u bij dit thema?")


def test_the_screen_can_be_filled_with_the_keyboard(stage: Page) -> None:
    full = stage.get_by_role("button", name="Full screen")
    full.focus()
    expect(stage.locator(".stage-tools")).to_have_css("opacity", "1")
    stage.keyboard.press("Enter")
    stage.wait_for_function("() => document.fullscreenElement !== null")
    stage.keyboard.press("Enter")
    stage.wait_for_function("() => document.fullscreenElement === null")


def test_pictures_for_a_person_to_look_at(
    guests: Guests, facilitator: Facilitator, tmp_path: Path
) -> None:
    write(guests.phone(), TEXT)
    for light in ("light", "dark"):
        facilitator.ask("arrange_stage", light=light)
        for width, height in SCREENS:
            for language in ("nl-NL", "en-GB"):
                stage = guests.stage(size={"width": width, "height": height}, language=language)
                expect(picture(stage).locator(".rings li")).to_have_count(10)
                stage.screenshot(path=tmp_path / f"stage-{width}-{language}-{light}.png")
                assert faults(stage, LEAST) == []
                stage.context.close()
