"""Where the list of a step comes from, on the console: to read, to choose again, to take back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .box import Facilitator
from .guests import Guests
from .judging import AXE, axe
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

VOTE = "stemming"
TEXTS = ("Banken durven niet", "Regels veranderen", "Te weinig tijd")


@pytest.fixture
def written(facilitator: Facilitator) -> Facilitator:
    """Three contributions, and a vote that is to take its list from them."""
    for text in TEXTS:
        facilitator.ask("post_entry", activity="knelpunten", text=text, for_table="3")
    facilitator.ask("close_activity", activity="knelpunten")
    item = {"id": VOTE, "kind": "dots", "title": "Wat gaat voor?", "input": "knelpunten"}
    facilitator.ask("put_activity", item=item, after="knelpunten")
    return facilitator


def opened(page: Page, title: str = "Wat gaat voor?") -> Locator:
    """The step in the programme, with what belongs to it."""
    step = page.locator(".programme-step", has_text=title)
    step.locator(".step-head").click()
    return step


def listed(facilitator: Facilitator) -> list[str]:
    """What stands on the list of the vote, or would if it were opened."""
    return [item["text"] for item in facilitator.view()["lists"][VOTE]["items"]]


def test_the_list_is_told_chosen_by_hand_and_taken_back(
    guests: Guests, written: Facilitator
) -> None:
    page = guests.control()
    expect(page.locator("console-steer")).to_contain_text(
        "Lijst uit “Knelpunten aan tafel”: alles."
    )
    step = opened(page)
    expect(step.locator(".chain-words")).to_have_text(
        "Lijst uit “Knelpunten aan tafel”: alles. Nu 3 punten."
    )
    step.get_by_role("button", name="De lijst kiezen").click()
    step.get_by_label("met de hand").check()
    step.get_by_label("Zoeken").fill("banken")
    expect(step.get_by_role("checkbox")).to_have_count(1)
    step.get_by_label(TEXTS[0]).check()
    page.evaluate(axe())
    assert page.evaluate(AXE) == []
    step.get_by_role("button", name="Bewaren").click()
    expect(step.locator(".chain-words")).to_contain_text("1 met de hand gekozen. Nu 1 punt.")
    assert listed(written) == [TEXTS[0]]
    step.get_by_role("button", name="De lijst kiezen").click()
    expect(step.get_by_label(TEXTS[0])).to_be_checked()
    step.get_by_role("button", name="Zo laten").click()
    page.keyboard.press("u")
    expect(step.locator(".chain-words")).to_contain_text("alles. Nu 3 punten.")


def test_by_keyboard_alone_only_the_top(guests: Guests, written: Facilitator) -> None:
    page = guests.control()
    keyboard = Keyboard(page, is_watchful=True)
    page.locator(".programme-step", has_text="Wat gaat voor?").locator(".step-head").focus()
    keyboard.press("Enter")
    keyboard.act("De lijst kiezen …")
    expect(page.get_by_label("Lijst uit onderdeel")).to_be_focused()
    keyboard.press("Tab", "ArrowDown")
    expect(page.get_by_label("alleen de hoogste")).to_be_checked()
    keyboard.go_to("Hoeveel")
    keyboard.write("2")
    keyboard.press("Enter")
    expect(page.locator(".chain-words")).to_contain_text("de hoogste 2. Nu 2 punten.")
    expect(page.get_by_role("button", name="De lijst kiezen")).to_be_focused()
    assert len(listed(written)) == 2


def test_only_what_is_highlighted_follows_until_the_step_is_opened(
    guests: Guests, written: Facilitator
) -> None:
    page, watch = guests.control(), guests.watch()
    step = opened(page)
    step.get_by_role("button", name="De lijst kiezen").click()
    step.get_by_label("alleen wat is uitgelicht").check()
    step.get_by_role("button", name="Bewaren").click()
    expect(step.locator(".chain-words")).to_contain_text("Nu 0 punten.")
    entry = next(iter(written.view()["entries"]))
    written.ask("highlight_entry", entry=entry)
    expect(step.locator(".chain-words")).to_contain_text("Nu 1 punt.")
    written.ask("open_activity", activity=VOTE)
    expect(step.locator(".chain-words")).to_contain_text("1 punt, vastgelegd bij het openen.")
    expect(step.get_by_role("button", name="De lijst kiezen")).to_have_count(0)
    seen = opened(watch)
    expect(seen.locator(".chain-words")).to_contain_text("1 punt, vastgelegd bij het openen.")


def test_what_a_secret_vote_gives_is_not_told(guests: Guests, written: Facilitator) -> None:
    written.ask("open_activity", activity=VOTE)
    item = {"id": "later", "kind": "actions", "title": "En dan?", "input": VOTE, "take_top": 1}
    written.ask("put_activity", item=item, after=VOTE)
    page = guests.control()
    step = opened(page, "En dan?")
    expect(step.locator(".chain-words")).to_contain_text("blijkt als “Wat gaat voor?” gesloten is.")
    written.ask("close_activity", activity=VOTE)
    expect(step.locator(".chain-words")).to_contain_text("blijkt met de uitslag van")
    assert "later" not in written.view()["lists"]
    written.ask("reveal_results", activity=VOTE)
    expect(step.locator(".chain-words")).to_contain_text("Nu 1 punt.")


def test_who_chose_at_the_same_time_is_told(guests: Guests, written: Facilitator) -> None:
    page = guests.control()
    step = opened(page)
    step.get_by_role("button", name="De lijst kiezen").click()
    step.get_by_label("alleen de hoogste").check()
    written.ask("choose_list", activity=VOTE, input="knelpunten", only_highlighted=True)
    step.get_by_role("button", name="Bewaren").click()
    expect(step.get_by_role("alert")).to_contain_text("Iemand heeft dit intussen gewijzigd.")
