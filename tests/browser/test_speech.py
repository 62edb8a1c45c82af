"""What a screen reader says of a conference, as a script: what was said, and when."""

import pytest
from playwright.sync_api import expect

from .box import Facilitator
from .guests import Guests, write
from .listening import Listening

pytestmark = pytest.mark.browser

ENGLISH = {"language": "en-GB"}
STEP = "knelpunten"
PAUSED = "Please listen for a moment. The facilitator has paused this step. Your draft stays."


def ends_at(facilitator: Facilitator) -> int:
    """When the open step is over, in room time."""
    return int(facilitator.view()["activities"][STEP]["ends_at_room_ms"])


def post(facilitator: Facilitator, text: str) -> None:
    """Somebody else at table 3 contributes."""
    facilitator.ask("post_entry", activity=STEP, for_table="3", text=text)


def test_a_participant_hears_one_sentence_at_a_time_and_none_while_typing(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = guests.person(**ENGLISH).new_page()
    heard = Listening(page, f"{guests.box.url}/t/3", ends_at(facilitator), left_s=480)

    # The first one is told at once; what comes in the next half minute is told together.
    for second, text in ((5, "First"), (12, "Second"), (20, "Third")):
        heard.at(second)
        post(facilitator, text)
        heard.comes(text)

    # Who types is left alone until four seconds after the last letter.
    field = page.locator("tafel-step textarea")
    for second in range(60, 71):
        heard.at(second)
        field.press_sequentially("a")
        if second == 62:
            post(facilitator, "Fourth")
            heard.comes("Fourth")

    # What somebody did is answered at once.
    heard.at(80)
    write(page, "My own")
    heard.comes('"ack"')

    # What the facilitator says waits its turn, and no contribution takes its place.
    heard.at(85)
    facilitator.ask("say", text="Lunch is ready", to="everyone")
    heard.comes("Lunch is ready")
    heard.at(90)
    post(facilitator, "Fifth")
    heard.comes("Fifth")

    heard.at(490)
    facilitator.ask("pause_activity", activity=STEP)
    heard.comes('"paused"')
    heard.at(545)
    facilitator.ask("close_activity", activity=STEP)
    heard.comes('"closed"')
    heard.at(600)

    assert heard.told() == [
        (5, "1 new contribution at your table."),
        (35, "2 new contributions at your table."),
        (74, "1 new contribution at your table."),
        (80, "Saved"),
        (104, "Message from the facilitator: Lunch is ready"),
        (180, "5 minutes left"),
        (420, "1 minute left. Finish your sentence."),
        (480, "The time is up."),
        (510, PAUSED),
        (545, "This step is closed. This screen moves on by itself."),
    ]


def test_a_chair_hears_the_room_too(guests: Guests, facilitator: Facilitator) -> None:
    page = guests.person(**ENGLISH).new_page()
    heard = Listening(page, guests.box.links["chair"], ends_at(facilitator), left_s=320)
    heard.at(5)
    post(facilitator, "First")
    heard.comes("First")
    heard.at(330)

    assert heard.told() == [
        (5, "1 new contribution at your table."),
        (35, "5 minutes left"),
        (260, "1 minute left. Finish your sentence."),
        (320, "The time is up."),
    ]


def test_a_facilitator_hears_what_comes_in_and_how_long_there_is(
    guests: Guests, facilitator: Facilitator
) -> None:
    desk = guests.control(**ENGLISH)
    expect(desk.locator("console-steer button").first).to_be_visible()
    page = desk.context.new_page()
    heard = Listening(page, f"{guests.box.url}/control", ends_at(facilitator), left_s=360)
    for second, text in ((5, "First"), (12, "Second"), (20, "Third")):
        heard.at(second)
        post(facilitator, text)
        heard.comes(text)
    heard.at(370)

    assert heard.told() == [
        (5, "1 new contribution."),
        (35, "2 new contributions."),
        (65, "5 minutes left"),
        (300, "1 minute left"),
        (360, "The time is up."),
    ]
