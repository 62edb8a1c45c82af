"""A presentation: its slides on the big screen, steered by the facilitator, in words on phones."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .box import ROOT, Facilitator
from .guests import Guests
from .screen import LEAST, SCREENS, faults, has_heard, picture, shows

pytestmark = pytest.mark.browser

OPENING = "opening"
ENGLISH = {"language": "en-GB"}
QUESTION = "In hoeverre herkent u deze knelpunten?"
TOP = "Kies de drie belangrijkste knelpunten."
PUBLISHED = ["66%", "61%", "57%", "53%", "50%", "47%", "44%", "33%"]

# Puts a slide on the screen as if the box had told of it.
_SLIDE = """async (slide) => {
  const picture = document.querySelector('stage-picture');
  picture.view = { ...picture.view, slides: { opening: slide } };
  await picture.updateComplete;
}"""
LONG = (
    "Een lange zin over wat er speelt in de sector en wie daar iets aan kan doen, met wat woorden"
)
TEXT = {"activity": OPENING, "n": 1, "of": 2, "shows": "text"}
SURVEY = {**TEXT, "shows": "survey", "title": LONG, "state": "closed", "count": 1200}


def bar(text: str, length: float, **more: Any) -> dict[str, Any]:
    """A bar on a slide."""
    return {"text": text, "n": round(1200 * length), "percent": round(100 * length), **more} | {
        "length": length
    }


HARD: dict[str, dict[str, Any]] = {
    "a short text": {**TEXT, "title": "", "text": "Welkom"},
    "a long text under a title": {**TEXT, "title": LONG, "text": f"{LONG}.\n" * 4},
    "eight long bars": {
        **SURVEY,
        "measure": "percent",
        "of_each": LONG,
        "of_bars": 11,
        "bars": [bar(f"{n} {LONG}"[:80], 1 - n / 10) for n in range(8)],
    },
    "all share a place": {
        **SURVEY,
        "measure": "n",
        "of_bars": 3,
        "bars": [bar("Arbeidsongeschiktheidsverzekering", 1, place=1, is_shared=True)] * 3,
    },
    "two bars": {
        **SURVEY,
        "measure": "percent",
        "of_bars": 2,
        "bars": [bar("ja", 0.64), bar("nee", 0)],
    },
    "only a mean": {**SURVEY, "mean": 6.4},
    "too few": {**TEXT, "shows": "survey", "title": LONG, "is_few": True, "smallest": 5},
}


@pytest.fixture
def presenting(facilitator: Facilitator) -> Facilitator:
    """A facilitator who opened the presentation with what the survey said."""
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=OPENING)
    return facilitator


def bars(page: Page) -> list[str]:
    """The numbers at the bars, from above."""
    return picture(page).locator(".bar-line b").all_inner_texts()


def test_the_stage_shows_what_the_survey_said_and_follows_the_facilitator(
    guests: Guests, presenting: Facilitator
) -> None:
    stage = guests.stage()
    shows(stage, "survey", QUESTION, "belangrijk knelpunt", "132 antwoorden", "de eerste 8 van 11")
    assert bars(stage) == PUBLISHED
    presenting.ask("show_slide", activity=OPENING, slide=2)
    shows(stage, "survey", TOP, "78")
    assert bars(stage)[:4] == ["78", "67", "67", "37"]
    shared = picture(stage).locator("li", has_text="gedeelde 2e plaats")
    expect(shared).to_have_count(2)
    presenting.ask("close_activity", activity=OPENING)
    shows(stage, "next")


def test_as_long_as_the_survey_runs_the_stage_says_so_and_shows_no_figure(
    guests: Guests, presenting: Facilitator
) -> None:
    stage = guests.stage()
    shows(stage, "survey", "66%")
    presenting.ask("open_survey")
    shows(stage, "survey", QUESTION, "De enquête loopt nog.")
    assert "66%" not in stage.locator("stage-picture").inner_html()
    assert "aanbestedingsregels" not in str(
        stage.evaluate("document.querySelector('stage-picture').view.slides")
    )
    presenting.ask("close_survey")
    shows(stage, "survey", "66%")


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("what", HARD)
def test_every_slide_can_be_read_from_afar(
    guests: Guests, presenting: Facilitator, size: tuple[int, int], what: str
) -> None:
    stage = guests.stage(size={"width": size[0], "height": size[1]})
    shows(stage, "survey", "66%")
    has_heard(stage)
    stage.evaluate(_SLIDE, HARD[what])
    expect(picture(stage)).to_have_attribute("data-scene", HARD[what]["shows"])
    assert faults(stage, LEAST) == []


def test_the_facilitator_goes_through_the_slides_by_button_and_by_key_and_takes_it_back(
    guests: Guests, presenting: Facilitator
) -> None:
    stage, control = guests.stage(), guests.control()
    steer = control.locator("console-steer")
    expect(steer.locator(".slides")).to_contain_text("dia 1 van 2")
    expect(steer.get_by_role("button", name="Vorige dia")).to_have_attribute(
        "aria-disabled", "true"
    )
    steer.get_by_role("button", name="Volgende dia").click()
    expect(steer.locator(".slides")).to_contain_text("dia 2 van 2")
    shows(stage, "survey", TOP)
    expect(picture(control)).to_contain_text(TOP)
    control.locator("h1").click()
    control.keyboard.press("PageUp")
    shows(stage, "survey", QUESTION)
    # Until the box has answered, another press is not taken.
    following = steer.get_by_role("button", name="Volgende dia")
    expect(steer.locator(".slides")).to_contain_text("dia 1 van 2")
    expect(following).not_to_have_attribute("aria-disabled", "true")
    control.keyboard.press("PageUp")
    control.keyboard.press("PageDown")
    shows(stage, "survey", TOP)
    undo = control.get_by_role("button", name="Andere dia ongedaan maken")
    undo.click()
    shows(stage, "survey", QUESTION)
    expect(steer.locator(".slides")).to_contain_text("dia 1 van 2")


def test_a_step_without_slides_has_nothing_to_go_through(guests: Guests) -> None:
    control = guests.control()
    expect(control.locator("console-steer .now-title")).to_be_visible()
    expect(control.locator("console-steer .slides")).to_have_count(0)


@pytest.mark.parametrize("has_script", [True, False])
def test_a_phone_reads_the_same_figures_in_words(
    guests: Guests, presenting: Facilitator, has_script: bool
) -> None:
    presenting.ask("show_slide", activity=OPENING, slide=2)
    page = guests.person(java_script_enabled=has_script, **ENGLISH).new_page()
    page.goto(f"{guests.box.url}/t/3")
    screen = page.locator("details.screen")
    expect(screen).to_contain_text("Choose the three most important obstacles.")
    expect(screen).to_contain_text("132 answers · the first 8 of 11")
    items = [" ".join(text.split()) for text in screen.locator("li").all_text_contents()]
    assert items[:3] == [
        "Verkrijgen van financiering: 78",
        "(Toepassing van) aanbestedingsregels: 67 (shared 2nd place)",
        "Veranderlijk overheidsbeleid: 67 (shared 2nd place)",
    ]


def test_page_terminal_program_and_stage_say_the_same(
    guests: Guests, presenting: Facilitator
) -> None:
    stage, page = guests.stage(), guests.control()
    shows(stage, "survey", QUESTION)
    on_stage = bars(stage)
    presenting.ask("show_slide", activity=OPENING, slide=2)
    shows(stage, "survey", TOP)
    tops_on_stage = bars(stage)

    page.goto(f"{guests.box.url}/results/survey")
    on_page = page.locator("[aria-labelledby=question-knelpunt] tbody td.n").all_inner_texts()
    tops_on_page = page.locator("[aria-labelledby=question-top3] tbody td.n").all_inner_texts()

    answer = page.request.get(f"{guests.box.url}/results/survey.json").json()
    command = [sys.executable, "-m", "appliance.cli", "results", "--data", str(guests.box.data)]
    command += ["--activity", "survey"]

    def said(*more: str) -> str:
        run = subprocess.run([*command, *more], cwd=ROOT, check=True, capture_output=True)
        return run.stdout.decode()

    told = json.loads(said("--json"))
    assert {"part": "everybody", **told} == answer
    rows = [f"{row['share']:.0%}" for row in told["questions"][2]["rows"]]
    tops = [str(option["n"]) for option in told["questions"][3]["options"]]
    assert on_page == rows
    assert on_stage == rows[:8] == PUBLISHED
    assert tops_on_page == tops
    assert tops_on_stage == tops[:8]
    lines = said()
    assert re.findall(r"^ +(\d+%)  ", lines, re.MULTILINE) == rows
