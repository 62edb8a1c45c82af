"""The short story of a contribution in other engines than Chromium: Firefox and WebKit."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from .engines import PUPPETEER, Engine, Firefox, WebKit, until
from .guests import Guests, is_saved, write
from .judging import AXE, axe

pytestmark = pytest.mark.browser

WRITTEN = "Banken vinden het risico te groot — één keer"
READ = "Ook hier مخاطرة 👩‍👩‍👧"
FIELD = "tafel-step textarea"
SEND = "tafel-step button.primary"
SAVED = "Boolean(document.querySelector('tafel-step .state[data-state=saved]'))"
SHARED = "[...document.querySelectorAll('#panel-table .entry .text')].map((one) => one.textContent)"


@pytest.fixture(
    params=[
        pytest.param(
            Firefox,
            marks=pytest.mark.needs("firefox-esr", "node", str(PUPPETEER)),
            id="firefox",
        ),
        pytest.param(WebKit, marks=pytest.mark.needs("WebKitWebDriver", "xvfb-run"), id="webkit"),
    ]
)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn."""
    started: Engine = request.param()
    yield started
    started.close()


def test_what_is_written_is_saved_seen_elsewhere_and_still_there_after_a_reload(
    engine: Engine, guests: Guests
) -> None:
    chromium = guests.phone()
    at_table(engine, guests)

    engine.type(FIELD, WRITTEN)
    engine.click(SEND)
    until(engine, SAVED)
    expect(chromium.locator("#panel-table .entry .text")).to_have_text([WRITTEN])
    write(chromium, READ)
    is_saved(chromium)
    until(engine, SHARED, [READ, WRITTEN])

    engine.type(FIELD, "Half getypt")
    at_table(engine, guests)
    until(engine, SHARED, [READ, WRITTEN])
    until(engine, f"document.querySelector('{FIELD}')?.value", "Half getypt")


def test_one_tap_changes_the_language(engine: Engine, guests: Guests) -> None:
    at_table(engine, guests)
    for language, question in (
        ("nl", "Welke knelpunten ervaart u bij dit thema?"),
        ("en", "Which obstacles do you meet within this theme?"),
    ):
        engine.click(f".languages a[hreflang={language}]")
        until(engine, "document.documentElement?.lang", language)
        lives(engine)
        assert engine.ask("document.querySelector('h1').textContent") == question


def test_axe_finds_nothing_on_a_phone(engine: Engine, guests: Guests) -> None:
    at_table(engine, guests)
    engine.ask(f"(() => {{ {axe()}; return true }})()")
    assert engine.ask(f"({AXE})()") == []


def at_table(engine: Engine, guests: Guests) -> None:
    """Open the page of table 3, and wait until it lives."""
    engine.open(f"{guests.box.url}/t/3")
    lives(engine)


def lives(engine: Engine) -> None:
    """Wait until the living page has taken the place of the plain one."""
    until(engine, "Boolean(document.body && !document.getElementById('plain'))")
