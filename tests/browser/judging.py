"""Judges a page in a state: photographs it in every size and light, and says what is wrong."""

import base64
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from playwright.sync_api import CDPSession, Page, expect

from .box import ROOT
from .gallery import GALLERY, LOCALES, SCREENS, Place, Shown, button
from .test_stage import LEAST, faults

PICTURES: Final = ROOT / "out" / "pictures"
LIGHTS: Final = ("light", "dark")
LOOK: Final = Path(__file__).with_name("look.js")
LETTERS_PX: Final = 13
"""The smallest letters anywhere but on the big screen, which is measured by its height."""

NARROW: Final = {"width": 320, "height": 568}
"""1280 pixels wide at 400 % zoom (WCAG 1.4.10), and the smallest phone."""
ZOOMED: Final = {"width": 640, "height": 512}
"""1280×1024 at 200 % zoom (WCAG 1.4.4)."""
SPACED: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
"""The distances that a reader may ask for (WCAG 1.4.12)."""
NOT_SPACED: Final = "() => { document.adoptedStyleSheets.pop() }"

QUICK_MS: Final = 200

AXE_AT: Final = {"nl": ("phone", "light"), "en": ("laptop", "dark")}
AXE: Final = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 100)).join(" | ")}`);
}"""


class Judge:
    """Looks at one page; what it finds begins with where it was seen."""

    def __init__(self, page: Page, shown: Shown, place: Place) -> None:
        self._page = page
        self._shown = shown
        self._place = place
        self._language = place.language
        self._camera: CDPSession = page.context.new_cdp_session(page)
        self._is_screen = shown.sizes is SCREENS
        self._names: set[str] = set()
        page.evaluate(LOOK.read_text(encoding="utf-8"))

    def faults(self) -> Iterator[str]:
        """Everything that is wrong with this page in this state, as sentences."""
        yield from self._say("language", self._in_another_language())
        yield from self._say("policy", self._look("inline"))
        self._names = set(self._look("names"))
        for size in self._shown.sizes:
            yield from self._at(size)
        # Dutch words are the longer ones.
        if not self._is_screen and self._language == "nl":
            yield from self._zoomed()
        yield from self._say("motion", self._look("moves", QUICK_MS))
        self._page.emulate_media(reduced_motion="reduce")
        yield from self._say("reduced motion", self._look("moves", 0))

    def _at(self, size: str) -> Iterator[str]:
        self._resize(self._shown.sizes[size], is_touched=size in ("tablet", "phone"))
        for light in LIGHTS:
            self._light(light)
            yield from self._say(f"{size} {light}", self._is_lit(light))
            yield from self._say(f"{size} {light}", self._axe(size, light))
            self._photograph(size, light)
        for _ in self._sides():
            yield from self._say(size, self._laid_out(size))
        if size in ("laptop", "phone") and self._language == "nl":
            self._page.evaluate(SPACED)
            yield from self._say(f"{size} spaced", self._look("layout"))
            self._page.evaluate(NOT_SPACED)

    def _light(self, light: str) -> None:
        """The big screen is as light as its room, whatever its computer prefers."""
        self._page.emulate_media(color_scheme=light)
        if self._is_screen:
            self._place.ask("arrange_stage", light=light)
            told = "dark" if self._is_black() else light
            expect(self._page.locator("stage-picture")).to_have_attribute("data-light", told)
        self._look("rest")

    def _laid_out(self, size: str) -> Sequence[str]:
        if self._is_screen:
            return faults(self._page, LEAST)
        found = [*self._look("layout"), *self._look("isTooFine", LETTERS_PX)]
        return found if size == "laptop" else [*found, *self._look("isTooSmall")]

    def _zoomed(self) -> Iterator[str]:
        for name, size in (("zoomed", ZOOMED), ("narrow", NARROW)):
            self._resize(size, is_touched=True)
            there: set[str] = set()
            for _ in self._sides():
                yield from self._say(name, self._look("layout"))
                there.update(self._look("names"))
            lost = sorted(self._names - there)
            yield from self._say(name, [f"is not there: {control}" for control in lost])

    def _sides(self) -> Iterator[None]:
        """One side after the other, the first last, where the page has sides at this width."""
        buttons = [button(self._place, self._page, side) for side in self._shown.sides]
        sides = [side for side in buttons if side.is_visible()]
        for side in reversed(sides):
            side.click()
            self._look("settle")
            yield
        if not sides:
            yield

    def _is_lit(self, light: str) -> Sequence[str]:
        lightness = self._look("lightness")
        is_dark = light == "dark" or self._is_black()
        is_right = lightness < 0.2 if is_dark else lightness > 0.8
        return [] if is_right else [f"the ground has a lightness of {lightness:.2f}"]

    def _is_black(self) -> bool:
        return self._is_screen and self._shown.state == "black"

    def _axe(self, size: str, light: str) -> Sequence[str]:
        """Each language in a size and light of its own."""
        where, lit = AXE_AT[self._language]
        if light != lit or size not in (where, "screen"):
            return []
        if not self._page.evaluate("'axe' in window"):
            self._page.evaluate(axe())
        found: list[str] = self._page.evaluate(AXE)
        return found

    def _in_another_language(self) -> Sequence[str]:
        told = self._page.evaluate("document.documentElement.lang")
        if told != self._language:
            return [f"the page says that it is in {told}"]
        other = next(language for language in LOCALES if language != self._language)
        return [text for text in self._look("words") if is_said(text, other, self._language)]

    def _photograph(self, size: str, light: str) -> None:
        how = {"format": "png", "optimizeForSpeed": True}
        taken = base64.b64decode(self._camera.send("Page.captureScreenshot", how)["data"])
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / picture(self._shown, size, light, self._language)).write_bytes(taken)

    def _resize(self, size: dict[str, int], *, is_touched: bool) -> None:
        touch = {"enabled": is_touched, "maxTouchPoints": 5 if is_touched else 1}
        if is_touched:
            self._camera.send("Emulation.setTouchEmulationEnabled", touch)
        self._page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self._look("settle")

    def _look(self, what: str, *given: Any) -> Any:
        return self._page.evaluate(f"(given) => look.{what}(...given)", list(given))

    def _say(self, where: str, found: Sequence[str]) -> Iterator[str]:
        for fault in found:
            yield f"{self._shown.name} {self._language}, {where}: {fault}"


@cache
def axe() -> str:
    """The script that judges whether a page can be used by everyone."""
    script = files("axe_playwright_python") / "axe.min.js"
    return script.read_text(encoding="utf-8")


# -- pictures ----------------------------------------------------------------------------------


def picture(shown: Shown, size: str, light: str, language: str) -> str:
    """The name of a picture."""
    width, height = shown.sizes[size].values()
    return f"{shown.name}-{width}x{height}-{light}-{language}.png"


def write_contact_sheet() -> None:
    """All pictures there are, on one page."""
    scenes = "".join(
        f"<h2>{scene.name}</h2>" + "".join(map(_row, scene.shown)) for scene in GALLERY
    )
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "index.html").write_text(f"{_HEAD}{scenes}", encoding="utf-8")


def _row(shown: Shown) -> str:
    names = [
        picture(shown, size, light, language)
        for size, language, light in product(reversed(shown.sizes), LOCALES, LIGHTS)
    ]
    images = "".join(
        f'<a href="{name}"><img src="{name}" alt="{name}" title="{name}" loading="lazy"></a>'
        for name in names
    )
    return f"<h3>{shown.name}</h3><p>{images}</p>"


_HEAD: Final = """<!doctype html><meta charset="utf-8"><title>Every page in every state</title>
<style>
  body { font-family: system-ui, sans-serif; margin: 1rem; background: #ccc }
  p { display: flex; gap: 0.5rem; overflow-x: auto; align-items: start }
  img { block-size: 22rem; inline-size: auto; background: #eee }
  h2 { margin-block-start: 2rem }
</style>
"""


# -- languages ---------------------------------------------------------------------------------

_SURE: Final = 12
"""So many letters of a sentence are enough to know it again in the middle of a text."""


@cache
def is_said(text: str, language: str, not_in: str) -> bool:
    """Whether this is a message in one language that the other one says otherwise."""
    return any(
        _is_there(pattern, text, letters) for pattern, letters in _sentences(language, not_in)
    ) and not any(pattern.fullmatch(text) for pattern, _ in _sentences(not_in, language))


def _is_there(pattern: re.Pattern[str], text: str, letters: int) -> bool:
    return bool(pattern.search(text) if letters >= _SURE else pattern.fullmatch(text))


@cache
def _sentences(language: str, other: str) -> Sequence[tuple[re.Pattern[str], int]]:
    """Every message that differs between the two languages, as it is found in a text."""
    found = []
    for message in catalogue():
        forms = {"en": _forms(message.id), "nl": _forms(message.string)}
        for said, elsewhere in zip(forms[language], forms[other], strict=True):
            letters = len(re.findall(r"\w", re.sub(r"\{\w*\}", "", said)))
            if said != elsewhere and letters >= 3:
                parts = [re.escape(part) for part in re.split(r"\{\w*\}", said)]
                found.append((re.compile(r".+?".join(parts)), letters))
    return found


@cache
def catalogue() -> Sequence[Message]:
    """All messages, English and Dutch."""
    po = files("webui") / "locale" / "nl" / "LC_MESSAGES" / "messages.po"
    with po.open("rb") as file:
        return [message for message in read_po(file, locale="nl") if message.id]


def _forms(text: Any) -> Sequence[str]:
    return (text,) if isinstance(text, str) else tuple(text)
