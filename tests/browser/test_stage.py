"""The big screen: follows the room, holds what it must show, and never shows more."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests, write
from .middle import Middle

pytestmark = pytest.mark.browser

TEXT = "Banken vinden het risico te groot — مخاطرة 👩‍👩‍👧"
ENGLISH = {"language": "en-GB"}
SCREENS = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768)]

# What of the picture is cut off, outside of the screen, or too small to be read from afar.
FAULTS = """(least) => {
  const faults = [];
  const { innerWidth: width, innerHeight: height } = window;
  const page = document.scrollingElement;
  if (page.scrollHeight > height + 1 || page.scrollWidth > width + 1) faults.push('scrolls');
  for (const box of document.querySelectorAll('.fit')) {
    if (box.scrollHeight > box.clientHeight + 1) {
      faults.push(`cut below: ${box.scrollHeight} in ${box.clientHeight}`);
    }
    if (box.scrollWidth > box.clientWidth + 1) faults.push('cut beside');
  }
  const walker = document.createTreeWalker(
    document.querySelector('stage-picture'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, top, right, bottom } = range.getBoundingClientRect();
    if (left < -1 || top < -1 || right > width + 1 || bottom > height + 1) {
      faults.push(`outside: ${text.data.trim().slice(0, 30)}`);
    }
    const svg = text.parentElement.closest('svg');
    const scale = svg ? svg.getBoundingClientRect().height / svg.viewBox.baseVal.height : 1;
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize) * scale;
    if (size < least * height - 0.5) faults.push(`small ${size}: ${text.data.trim().slice(0, 30)}`);
  }
  return faults;
}"""
LEAST = 0.032


@pytest.fixture
def stage(guests: Guests, facilitator: Facilitator) -> Page:
    """The big screen, live."""
    page = guests.stage(**ENGLISH)
    expect(picture(page)).to_have_attribute("data-scene", "question")
    return page


def picture(page: Page) -> Locator:
    """What the big screen shows."""
    return page.locator("stage-picture")


def shows(page: Page, scene: str, *words: str) -> None:
    """Wait until the screen shows this scene with these words, and all of it can be read."""
    expect(picture(page)).to_have_attribute("data-scene", scene)
    for said in words:
        expect(picture(page)).to_contain_text(said)
    assert faults(page, LEAST) == []


def faults(page: Page, least: float) -> list[str]:
    """What cannot be read once the picture is fitted; fitting takes a few frames."""
    for _ in range(120):
        found = list(page.evaluate(FAULTS, least))
        if not found:
            break
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    return found


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
    shows(stage, "break", "Break", "until ")
    ask("close_activity", activity="pauze")
    ask("open_activity", activity="inloop")
    shows(stage, "welcome", "Work conference on social entrepreneurship", "Take part:")
    ask("open_activity", activity="opening")
    shows(stage, "title", "Opening and survey results")


def test_the_stage_shows_what_the_facilitator_chooses(
    stage: Page, facilitator: Facilitator
) -> None:
    ask = facilitator.ask
    ask("show_on_stage", mode="programme")
    shows(stage, "programme", "Arrival", "Evaluation")
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


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_three_long_contributions_stand_whole_on_every_screen(
    guests: Guests, facilitator: Facilitator, width: int, height: int
) -> None:
    long = ("Wij krijgen geen krediet, want een bank kent ons niet. " * 40)[:1999]
    texts = [f"{letter}{long}" for letter in "ABC"]
    ids = post(facilitator, *texts)
    stage = guests.stage(size={"width": width, "height": height}, **ENGLISH)

    facilitator.ask("show_on_stage", mode="entries", entries=ids)
    expect(picture(stage).locator("blockquote")).to_have_text(texts)
    assert faults(stage, 0) == []

    facilitator.ask("show_on_stage", mode="auto")
    shows(stage, "question", "Which obstacles")


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


def test_the_last_picture_stays_when_the_line_is_gone(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    guests.may_lose_line = True
    signed_in = guests.stage(**ENGLISH)
    stage = signed_in.context.new_page()
    stage.goto(f"{middle.url}/stage")
    shows(stage, "question", "Which obstacles")

    middle.is_up = False
    middle.cut()
    expect(stage.locator("[data-line]")).to_be_visible()
    expect(picture(stage)).to_contain_text("Which obstacles")
    middle.is_up = True
    expect(stage.locator("[data-line]")).to_be_hidden()
    facilitator.ask("show_on_stage", mode="programme")
    shows(stage, "programme", "Evaluation")


def test_pictures_for_a_person_to_look_at(
    guests: Guests, facilitator: Facilitator, tmp_path: Path
) -> None:
    write(guests.phone(), TEXT)
    for width, height in SCREENS:
        for language in ("nl-NL", "en-GB"):
            for scheme in ("light", "dark"):
                stage = guests.stage(
                    size={"width": width, "height": height}, language=language, color_scheme=scheme
                )
                expect(picture(stage).locator(".rings li")).to_have_count(10)
                stage.screenshot(path=tmp_path / f"stage-{width}-{language}-{scheme}.png")
                assert faults(stage, LEAST) == []
                stage.context.close()
