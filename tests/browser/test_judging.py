"""Those who judge the pages see what is wrong: each rule finds the fault planted for it."""

import pytest
from playwright.sync_api import Browser, Page

from .guests import PHONE, Guests
from .judging import AXE, LETTERS_PX, LOOK, QUICK_MS, axe, is_said
from .keyboard import Keyboard

pytestmark = pytest.mark.browser

LONG = "A sentence that is much longer than the box around it"
PLANTED = {
    "the page scrolls sideways": ("layout", f"<p style='inline-size: 900px'>{LONG}</p>"),
    "falls off the page": ("layout", f"<p style='translate: -2em'>{LONG}</p>"),
    "sticks out": (
        "layout",
        f"<button style='inline-size: 9em; text-wrap: nowrap'>{LONG}</button>",
    ),
    "scrolls sideways, but not with keys": (
        "layout",
        f"<div style='overflow-x: auto'><p style='inline-size: 900px'>{LONG}</p></div>",
    ),
    "cut beside": ("layout", f"<p style='overflow: hidden; text-wrap: nowrap'>{LONG * 2}</p>"),
    "cut below": ("layout", "<p style='overflow: hidden; block-size: 1.2em'>One<br>Two</p>"),
    "lies on": ("layout", f"<p>{LONG}</p><p style='margin-block-start: -1.9em'>On top</p>"),
    "out of reach": (
        "layout",
        "<button>Act</button><div style='position: fixed; inset: 0; background: white'></div>",
    ),
    "target of": ("isTooSmall", "<button style='block-size: 20px'>Act</button>"),
    "letters of 9.0 px": ("isTooFine", "<p style='font-size: 9px'>Small</p>", LETTERS_PX),
    "moves for 2000 ms": ("moves", "<p style='transition: color 2s'>Slow</p>", QUICK_MS),
    "moves for 100 ms": ("moves", "<p style='transition: color 100ms'>Quick</p>", 0),
    "scrolls smoothly": ("moves", "<p style='scroll-behavior: smooth'>Smooth</p>", 0),
    "<script>": ("inline", "<script>'inline'</script>"),
    "onclick": ("inline", "<p onclick='act()'>Act</p>"),
}


@pytest.fixture
def page(browser: Browser) -> Page:
    """A phone that shows what it is given."""
    return browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]


def look(page: Page, html: str, what: str, *given: object) -> list[str]:
    """What is seen to be wrong with this page."""
    page.set_content(f"<!doctype html><html lang='en'><title>Planted</title>{html}</html>")
    page.evaluate(LOOK.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(f"(given) => look.{what}(...given)", list(given))
    return found


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_seen(page: Page, fault: str) -> None:
    what, html, *given = PLANTED[fault]
    assert fault in " ".join(look(page, html, what, *given))
    page.context.close()


def test_a_page_without_faults_has_none(page: Page) -> None:
    good = (
        "<main><h1>Good</h1><p>Text</p><button style='block-size: 44px'>Do it now</button></main>"
    )
    assert look(page, good, "layout") == []
    assert look(page, good, "isTooSmall") == []
    assert look(page, good, "isTooFine", LETTERS_PX) == []
    assert look(page, good, "moves", 0) == []
    assert look(page, good, "inline") == []
    assert look(page, good, "lightness") == 1
    page.evaluate(axe())
    assert page.evaluate(AXE) == []
    page.context.close()


def test_axe_finds_what_is_planted(page: Page) -> None:
    html = "<img src='data:,'><input><p style='color: #ccc'>Pale</p><a href='#x'></a>"
    look(page, html, "inline")
    page.evaluate(axe())
    rules = {found.partition(":")[0] for found in page.evaluate(AXE)}
    assert rules >= {"image-alt", "label", "color-contrast", "link-name"}
    page.context.close()


@pytest.mark.parametrize(
    ("text", "language", "is_found"),
    [
        ("Saved", "en", True),
        ("Bewaard", "nl", True),
        ("Bewaard", "en", False),
        ("12 minutes left", "en", True),
        ("Go on. The facilitator has paused this step. Your text is not lost.", "en", True),
        ("Box", "en", False),
    ],
)
def test_words_of_the_other_language_are_recognised(
    text: str, language: str, is_found: bool
) -> None:
    other = {"en": "nl", "nl": "en"}[language]
    assert is_said(text, language, other) is is_found


OUT = "<a href='#x' style='outline: 3px solid'>Out</a>"
STUCK = {
    "lead on": "<button style='outline: 3px solid' onkeydown='return false'>Trap</button>",
    "not seen": "<a href='#x' style='outline: none'>Unseen</a>",
    "hardly seen": "<a href='#x' style='outline: 3px solid #eee'>Pale</a>",
    "out of view": "<a href='#x' style='outline: 3px solid; position: fixed; top: -9em'>Away</a>",
}


@pytest.mark.parametrize("trouble", STUCK)
def test_a_keyboard_sees_where_it_cannot_go_on(page: Page, trouble: str) -> None:
    look(page, STUCK[trouble] + OUT, "inline")
    with pytest.raises(AssertionError, match=trouble):
        Keyboard(page).go_to("Elsewhere")
    page.context.close()


def test_what_the_policy_forbids_is_noticed_on_every_page(guests: Guests) -> None:
    page = guests.person().new_page()
    page.goto(f"{guests.box.url}/box")
    assert guests.mishaps == []
    with page.expect_console_message(lambda message: "inline style" in message.text):
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=color:red>Red</p>')")
    with page.expect_console_message(lambda message: "example.org" in message.text):
        page.evaluate("fetch('http://example.org/').catch(() => {})")
    told = " ".join(guests.mishaps)
    guests.mishaps.clear()
    assert "inline style" in told
    assert "example.org" in told
