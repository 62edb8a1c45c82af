"""The style guide in a browser: all the parts there are, standing still, reaching no room."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .gallery import LOCALES, SIZES
from .guests import LAPTOP, PHONE, Guests
from .judging import LETTERS_PX, LOOK, PICTURES, axe

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "webui" / "static" / "js"
DEFINED = re.compile(r'customElements\.define\(\s*"([a-z-]+)"')
# A page of parts has each many times over, and out of the page that it belongs to.
_FOR_WHOLE_PAGES = (
    *("landmark-unique", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo"),
    *(
        "landmark-banner-is-top-level",
        "landmark-contentinfo-is-top-level",
        "landmark-main-is-top-level",
    ),
    *("landmark-complementary-is-top-level", "landmark-one-main", "heading-order", "region"),
    *("page-has-heading-one", "aria-dialog-name", "duplicate-id-aria"),
)
_AXE = """async (left) => {
  const rules = Object.fromEntries(left.map((rule) => [rule, { enabled: false }]));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" | ")}`);
}"""
NOT_SHOWN = {
    "box-clock": "tells the time of this device, so it is another at every look",
    "tafel-again": "waits for the box to start anew, and shows nothing",
}
"""Elements that need not stand in the guide, each with the reason."""


def guide(guests: Guests, query: str = "", **options: object) -> Page:
    """The guide, with everything in place."""
    page = guests.person(**options).new_page()  # type: ignore[arg-type]
    page.goto(f"{guests.box.url}/box/styleguide{query}")
    expect(page.locator("body[data-ready]")).to_have_count(1)
    return page


def test_every_element_of_the_pages_stands_in_the_guide(guests: Guests) -> None:
    page = guide(guests, size=LAPTOP)
    sources = [file.read_text("utf-8") for file in SCRIPTS.rglob("*.js")]
    defined = {name for source in sources for name in DEFINED.findall(source)}
    assert len(defined) > 25
    assert {name for name in defined - NOT_SHOWN.keys() if page.locator(name).count() == 0} == set()
    assert page.locator(".shown:empty, [data-living]:empty").count() == 0


def test_the_guide_is_the_same_at_every_look(guests: Guests) -> None:
    first, second = (guide(guests, "?light=dark").locator("main").inner_text() for _ in range(2))
    assert first == second


def test_what_a_part_asks_for_is_shown_and_not_sent(guests: Guests) -> None:
    page = guide(guests, size=LAPTOP)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.on("websocket", lambda socket: asked.append(socket.url))
    said = page.locator("[data-said]")

    page.locator("#specimen-console-steer .act.primary").first.click()
    expect(said).to_contain_text("console-closing: act")
    composer = page.locator("#specimen-tafel-composer tafel-composer").first
    composer.locator("textarea").fill("Iets")
    composer.locator("button.primary").click()
    expect(said).to_contain_text('tafel-composer: compose {"text":"Iets"')
    page.locator("#specimen-tafel-signals button").first.click()
    expect(said).to_contain_text("tafel-signals: act")
    assert asked == []


def test_what_was_typed_is_gone_at_the_next_look(guests: Guests) -> None:
    page = guide(guests)
    field = page.locator("#specimen-tafel-composer textarea").first
    field.fill("Iets")
    page.reload()
    expect(page.locator("body[data-ready]")).to_have_count(1)
    expect(page.locator("#specimen-tafel-composer textarea").first).to_have_value("")


@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_the_guide_speaks_both_languages_and_fits_a_phone(guests: Guests, language: str) -> None:
    page = guide(guests, size=PHONE, language=language)
    words = "Bewaard" if language == "nl-NL" else "Saved"
    expect(page.locator("#specimen-tafel-outgoing")).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("light", ["light", "dark"])
def test_every_part_is_photographed_and_without_a_fault_that_axe_knows(
    guests: Guests, light: str, language: str
) -> None:
    page = guide(guests, f"?light={light}", size=LAPTOP, language=LOCALES[language])
    page.evaluate(LOOK.read_text(encoding="utf-8"))
    page.evaluate("look.settle()")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(
        path=PICTURES / f"styleguide-parts-1440x900-{light}-{language}.png",
        full_page=True,
        timeout=60_000,  # The longest page that there is.
    )
    page.evaluate(axe())
    assert page.evaluate(_AXE, list(_FOR_WHOLE_PAGES)) == []


@pytest.mark.parametrize("language", LOCALES)
def test_every_part_is_whole_and_within_reach_of_a_finger(guests: Guests, language: str) -> None:
    page = guide(guests, size=SIZES["laptop"], language=LOCALES[language])
    touch = {"enabled": True, "maxTouchPoints": 5}
    page.context.new_cdp_session(page).send("Emulation.setTouchEmulationEnabled", touch)
    page.evaluate(LOOK.read_text(encoding="utf-8"))
    for size in ("laptop", "tablet"):
        page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        page.evaluate("look.settle()")
        found = page.evaluate("(px) => [...look.layout(), ...look.isTooFine(px)]", LETTERS_PX)
        found += page.evaluate("look.isTooSmall()")
        assert found == [], size
