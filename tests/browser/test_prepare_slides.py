"""The organiser makes slides: by mouse, by keyboard alone, without script, beside somebody else."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.media.pictures import photo, picture

from .box import Facilitator
from .guests import Guests
from .keyboard import Keyboard
from .screen import LEAST, SCREENS, faults, shows

pytestmark = pytest.mark.browser

OPENING = "opening"
SIZE = {"width": 1280, "height": 800}
ENGLISH: dict[str, Any] = {"language": "en-GB", "size": SIZE}

LONG = "Een lange titel met veel woorden over de zaal, en over wie daarin zit te luisteren"

# Whether the screen shows this picture under this title.
_IS_SHOWN = """([name, title]) => {
  const image = document.querySelector('.pictured > img');
  const heading = document.querySelector('.pictured h2')?.textContent.trim() ?? '';
  return image?.complete && image.src.endsWith(name) && heading === title;
}"""

# How the picture stands on the screen: in its place, whole, and in its own proportions.
_STANDS = """() => {
  const image = document.querySelector('.pictured > img');
  const { width, height } = image.getBoundingClientRect();
  const style = getComputedStyle(image);
  return { isThere: image.complete && image.naturalWidth > 0, fit: style.objectFit, width, height };
}"""


def prepare(guests: Guests, **how: Any) -> Page:
    """The organiser at the slides of the opening."""
    page = guests.control(**{**ENGLISH, **how})
    page.goto(f"{guests.box.url}/prepare")
    page.locator(f"#slides-{OPENING} > summary").click()
    return page


def slides(page: Page) -> Locator:
    """The slides of the opening."""
    return page.locator(f"#slides-{OPENING} .slide")


def names(page: Page) -> Locator:
    """What they are called, in order."""
    return slides(page).locator(".slide-name")


def called(*told: str) -> list[str]:
    """The names as they stand there."""
    return [f"Slide {n}: {name}" for n, name in enumerate(told, 1)]


def file(content: bytes, name: str = "zaal.png") -> dict[str, Any]:
    """A file that somebody chooses."""
    return {"name": name, "mimeType": "image/png", "buffer": content}


def is_saved(slide: Locator) -> None:
    """Wait until this slide says that it is saved."""
    expect(slide.locator("form[data-autosave] [data-told]")).to_have_text("✓ Saved")


def test_slides_are_made_with_the_mouse_and_stand_on_the_screen(
    guests: Guests, facilitator: Facilitator
) -> None:
    page = prepare(guests, size={"width": 1280, "height": 2_400})
    before = [name.partition(": ")[2] for name in names(page).all_inner_texts()]
    page.get_by_role("button", name="A text", exact=True).click()
    expect(slides(page)).to_have_count(3)
    text = slides(page).nth(2)
    expect(text.get_by_label("Title English")).to_be_focused()
    text.get_by_label("Title English").fill("Today")
    text.get_by_label("Text English").fill("We listen to each other")
    text.get_by_label("Text Dutch").fill("Wij luisteren naar elkaar")
    is_saved(text)
    expect(text.locator("stage-picture")).to_contain_text("We listen to each other")
    expect(text.locator("stage-picture")).to_have_attribute("data-scene", "text")

    guests.may_lose_line = True  # Chromium writes about a form that is refused
    adding = page.locator(f"#picture-{OPENING}")
    adding.locator("summary").click()
    adding.locator("input[type=file]").set_input_files(file(photo(), "IMG_0001.jpg"))
    adding.get_by_label("What the picture shows, in words English").fill("A full hall")
    adding.get_by_role("button", name="Add the picture").click()
    expect(adding.get_by_role("alert")).to_contain_text("in every language")
    adding.get_by_label("What the picture shows, in words Dutch").fill("Een volle zaal")
    adding.get_by_role("button", name="Add the picture").click()
    expect(slides(page)).to_have_count(4)
    image = slides(page).nth(3)
    expect(image.locator(".pictured > img")).to_have_attribute("alt", "A full hall")

    drag(page, image, slides(page).first)
    expect(names(page)).to_have_text(called("A full hall", *before, "Today"))
    slides(page).nth(1).get_by_role("button", name="Remove").click()
    expect(names(page)).to_have_text(called("A full hall", before[1], "Today"))
    slides(page).nth(2).get_by_role("button", name="Copy").click()
    expect(names(page)).to_have_text(called("A full hall", before[1], "Today", "Today"))
    page.locator("[data-undo]").click()
    expect(names(page)).to_have_text(called("A full hall", before[1], "Today"))

    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=OPENING)
    stage = guests.stage()
    shows(stage, "image")
    assert stage.evaluate(_STANDS)["isThere"]
    facilitator.ask("show_slide", activity=OPENING, slide=3)
    shows(stage, "text", "Wij luisteren naar elkaar")


def test_slides_are_made_by_keyboard_alone(guests: Guests) -> None:
    page = guests.control(**ENGLISH)
    page.goto(f"{guests.box.url}/prepare")
    keys = Keyboard(page)
    fold = page.locator(f"#slides-{OPENING} > summary")
    fold.focus()
    keys.press("Enter")
    keys.act("A text")
    expect(slides(page)).to_have_count(3)
    expect(slides(page).nth(2).get_by_label("Title English")).to_be_focused()
    page.keyboard.type("Today")
    is_saved(slides(page).nth(2))
    expect(slides(page).nth(2).get_by_role("button", name="Move “Today” up")).to_be_visible()
    keys.act("Move “Today” up")
    expect(names(page).nth(1)).to_have_text("Slide 2: Today")
    keys.press("Enter")
    expect(names(page).first).to_have_text("Slide 1: Today")
    keys.act("Remove “Today”")
    expect(slides(page)).to_have_count(2)
    assert keys.stop() != ""


def test_slides_are_made_without_script(guests: Guests) -> None:
    page = prepare(guests, java_script_enabled=False)
    page.get_by_role("button", name="A text", exact=True).click()
    expect(slides(page)).to_have_count(3)
    text = slides(page).nth(2)
    text.get_by_label("Text English").fill("Good afternoon")
    text.get_by_role("button", name="Save").click()
    expect(names(page).nth(2)).to_have_text("Slide 3: Good afternoon")

    guests.may_lose_line = True
    for content, name, said in (
        (b"<svg/>", "zaal.png", "zaal.png is not a picture"),
        (picture(), "zaal.jpg", "zaal.jpg is called JPEG"),
    ):
        choose(page, content, name)
        expect(page.locator(f"#picture-{OPENING}").get_by_role("alert")).to_contain_text(said)
    choose(page, picture(), "zaal.png")
    expect(names(page).nth(3)).to_have_text("Slide 4: Hall")
    page.locator(f"#slides-{OPENING} > summary").scroll_into_view_if_needed()
    page.get_by_role("button", name="Move “Hall” up").click()
    expect(names(page).nth(2)).to_have_text("Slide 3: Hall")


def test_two_who_change_the_same_slide_choose(guests: Guests, facilitator: Facilitator) -> None:
    page = prepare(guests)
    page.get_by_role("button", name="A text", exact=True).click()
    expect(slides(page)).to_have_count(3)
    theirs = {"nl": "Van hen", "en": "Theirs"}
    item = {"id": OPENING, "kind": "presentation", "title": {"en": "Opening"}, "minutes": 10}
    known = [{"id": "dia-1", "survey": "knelpunt"}, {"id": "dia-2", "survey": "top3"}]
    item["slides"] = [*known, {"id": "dia-3", "text": theirs}]

    def slower(route: Route) -> None:
        facilitator.ask("put_activity", item=item)
        route.continue_()

    guests.may_lose_line = True
    page.route("**/slides/dia-3", slower, times=1)
    slides(page).nth(2).get_by_label("Text English").fill("Mine")
    both = slides(page).nth(2).locator(".prepare-both")
    expect(both).to_contain_text("Theirs")
    expect(both).to_contain_text("Mine")
    both.get_by_role("button", name="Keep mine").click()
    is_saved(slides(page).nth(2))
    expect(names(page).nth(2)).to_have_text("Slide 3: Mine")
    expect(slides(page).nth(2).get_by_label("Text Dutch")).to_have_value("Van hen")


@pytest.mark.parametrize("size", SCREENS)
def test_a_picture_is_whole_and_its_title_is_read_from_afar(
    guests: Guests, facilitator: Facilitator, size: tuple[int, int]
) -> None:
    page = prepare(guests)
    made = [(title, shape) for title in ("", "De zaal", LONG) for shape in ((600, 200), (200, 600))]
    for n, (title, shape) in enumerate(made, 1):
        choose(page, picture(size=shape), "zaal.png", title)
        expect(slides(page)).to_have_count(2 + n)
    pictures = slides(page).locator(".pictured > img")
    expect(pictures).to_have_count(len(made))
    addresses = [each.get_attribute("src") for each in pictures.all()]
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("open_activity", activity=OPENING)
    stage = guests.stage(size={"width": size[0], "height": size[1]})
    for n, (title, _) in enumerate(made, 3):
        facilitator.ask("show_slide", activity=OPENING, slide=n)
        stage.wait_for_function(_IS_SHOWN, arg=[addresses[n - 3], title])
        stands = stage.evaluate(_STANDS)
        assert (stands["isThere"], stands["fit"]) == (True, "contain")
        assert stands["height"] > size[1] * 0.35, (title, stands)
        assert faults(stage, LEAST) == [], title


def choose(page: Page, content: bytes, name: str, title: str = "") -> None:
    """Add a picture to the opening."""
    adding = page.locator(f"#picture-{OPENING}")
    if not adding.locator("input[type=file]").is_visible():
        adding.locator("summary").click()
    adding.locator("input[type=file]").set_input_files(file(content, name))
    adding.get_by_label("Title Dutch").fill(title)
    adding.get_by_label("What the picture shows, in words Dutch").fill("Zaal")
    adding.get_by_label("What the picture shows, in words English").fill("Hall")
    adding.get_by_role("button", name="Add the picture").click()


def drag(page: Page, slide: Locator, to: Locator) -> None:
    """Take a slide by its grip to the place of another."""
    slide.scroll_into_view_if_needed()
    grip, there = slide.locator("[data-grip]").bounding_box(), to.bounding_box()
    assert grip
    assert there
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    for share in (0.6, 0.5, 0.4):
        page.mouse.move(grip["x"] + 5, there["y"] + there["height"] * share, steps=25)
    page.mouse.up()
