"""Looking at the big screen: what it shows, and what of it a person at the back cannot read."""

from playwright.sync_api import Locator, Page, expect

SCREENS = [(1280, 720), (1920, 1080), (3840, 2160), (1024, 768)]
LEAST = 0.032
"""The smallest letters that are read from 15 m, as a share of the height of the screen."""

# What of the picture is cut off, outside of the screen, over something else, or too small.
_FAULTS = """(least) => {
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
  const around = document.querySelector('.around')?.getBoundingClientRect();
  for (const one of document.querySelectorAll('.around > *, .beside > *')) {
    const { top, bottom } = one.getBoundingClientRect();
    if (top < around.top - 1 || bottom > around.bottom + 1) faults.push(`over: ${one.className}`);
  }
  const walker = document.createTreeWalker(
    document.querySelector('stage-picture'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    if (text.parentElement.closest('.visually-hidden')) continue;
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


def picture(page: Page) -> Locator:
    """What the big screen shows."""
    return page.locator("stage-picture")


def shows(page: Page, scene: str, *words: str) -> None:
    """Wait until the screen shows this scene with these words, and all of it can be read."""
    expect(picture(page)).to_have_attribute("data-scene", scene)
    for said in words:
        expect(picture(page)).to_contain_text(said)
    found = faults(page, LEAST)
    assert not found, found


def faults(page: Page, least: float) -> list[str]:
    """What cannot be read once the picture is fitted; fitting takes a few frames."""
    for _ in range(120):
        found = list(page.evaluate(_FAULTS, least))
        if not found:
            break
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    return found


def has_heard(stage: Page) -> None:
    """Wait until the page has what it hears when its line opens: that would take the place of what
    a test puts on the screen by itself."""
    # A function: a bare expression is read anew at every look, which the page's policy forbids.
    stage.wait_for_function(
        "() => document.querySelector('stage-picture').line?.state === 'connected'"
    )
    stage.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
    )
