"""The big screen without its box: the last good picture stays, and its time goes on."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Box, Facilitator
from .guests import LIVE, Guests
from .middle import Middle
from .screen import picture, shows

pytestmark = pytest.mark.browser

ENGLISH = {"language": "en-GB"}
QUESTION = "Which obstacles do you meet within this theme?"

# Lets the picture's time go by, as it does while the page keeps its own clock.
_LATER = """async (ms) => {
  const picture = document.querySelector('stage-picture');
  picture.roomMs += ms;
  await picture.updateComplete;
  return picture.querySelector('.time-ring b').textContent;
}"""


def sign(stage: Page) -> Locator:
    """The small sign for whoever looks after the screen."""
    return stage.locator(".stage-line")


def through(guests: Guests, middle: Middle) -> Page:
    """The big screen over a line that can be cut."""
    guests.may_lose_line = True
    stage = guests.stage(**ENGLISH).context.new_page()
    stage.goto(f"{middle.url}/stage")
    shows(stage, "question", QUESTION)
    return stage


def test_the_last_picture_stays_when_the_line_is_gone(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    stage = through(guests, middle)
    middle.is_up = False
    middle.cut()
    expect(sign(stage)).to_be_visible()
    shows(stage, "question", QUESTION, "35")
    middle.is_up = True
    expect(sign(stage)).to_have_count(0)
    facilitator.ask("show_on_stage", mode="programme")
    shows(stage, "programme", "Evaluation")


def test_the_sign_is_small_and_stands_on_black_too(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    stage = through(guests, middle)
    facilitator.ask("show_on_stage", mode="black")
    expect(picture(stage)).to_have_attribute("data-scene", "black")
    middle.is_up = False
    middle.cut()
    expect(sign(stage)).to_be_visible()
    box = sign(stage).bounding_box()
    assert box["width"] < 40
    assert box["height"] < 40
    expect(sign(stage)).to_have_css("color", "rgb(169, 170, 176)")


def test_the_screen_outlives_the_box(guests: Guests, facilitator: Facilitator, box: Box) -> None:
    guests.may_lose_line = True
    stage = guests.stage(**ENGLISH)
    shows(stage, "question", QUESTION)
    stage.evaluate("window.stayed = true")
    box.kill()
    expect(sign(stage)).to_be_visible()
    shows(stage, "question", QUESTION, "35")
    # The minutes go on, and what the sign means is told to nobody but a screen reader.
    assert stage.evaluate(_LATER, 120_000) == "33"
    expect(sign(stage).locator(".visually-hidden")).to_have_text("No connection with the box.")
    expect(sign(stage)).to_have_text("No connection with the box.")
    box.start()
    expect(sign(stage)).to_have_count(0)
    facilitator.ask("show_on_stage", mode="message", text="Wij gaan verder")
    shows(stage, "message", "Wij gaan verder")
    assert stage.evaluate("window.stayed")


def test_a_screen_that_slept_is_up_to_date_when_it_wakes(
    guests: Guests, facilitator: Facilitator, middle: Middle
) -> None:
    stage = through(guests, middle)
    # While a computer sleeps its line dies without a word.
    middle.silence()
    facilitator.ask("show_on_stage", mode="message", text="Terug in de zaal")
    stage.evaluate("window.dispatchEvent(new Event('pageshow'))")
    shows(stage, "message", "Terug in de zaal")
    expect(sign(stage)).to_have_count(0)


def test_the_screen_does_not_reload_itself_away_while_there_is_no_page_to_be_had(
    guests: Guests, facilitator: Facilitator
) -> None:
    guests.may_lose_line = True
    stage = guests.stage(**ENGLISH)
    shows(stage, "question", QUESTION)
    stage.evaluate("window.stayed = true")
    stage.route("**/stage", lambda route: route.abort())
    with stage.expect_request("**/stage"):
        stage.evaluate(
            f"""async () => {{
              {LIVE}
              const detail = {{ type: 'hello', conference: 'another' }};
              live.dispatchEvent(new CustomEvent('hello', {{ detail }}));
            }}"""
        )
    shows(stage, "question", QUESTION)
    assert stage.evaluate("window.stayed")
