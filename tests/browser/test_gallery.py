"""Every page in every state, in both languages: photographed, and nothing wrong with any.

The pictures are in out/pictures; index.html there shows them all. Each page is judged while they
are taken: nothing cut, covered, too small or in the other language, dark where it is dark, without
a fault that axe knows, whole at 400 % zoom and with spaced letters, at rest where that is asked.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from .box import ROOT, Box, Facilitator
from .gallery import GALLERY, LOCALES, Place, Scene, Shown
from .guests import Guests
from .judging import Judge, write_contact_sheet
from .middle import Middle

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]

CONFERENCE = ROOT / "appliance" / "demo" / "conference.json"


@pytest.fixture(params=LOCALES)
def language(request: pytest.FixtureRequest) -> str:
    """Each of the two languages."""
    return str(request.param)


@pytest.fixture(params=GALLERY, ids=lambda scene: scene.name)
def scene(request: pytest.FixtureRequest) -> Scene:
    """Each scene of the gallery."""
    found: Scene = request.param
    return found


@pytest.fixture
def place(scene: Scene, language: str, browser: Browser, tmp_path: Path) -> Iterator[Place]:
    """A box that is as far as the scene."""
    with ExitStack() as closing:
        if scene.change:
            load(scene, tmp_path)
        box = Box(tmp_path / "data", command=scene.command, program=scene.program)
        closing.callback(box.stop)
        guests = Guests(browser, box)
        closing.callback(guests.leave)
        middle = Middle(box.address)
        closing.callback(middle.close)
        made = Place(box, Facilitator(box), guests, middle, language, closing)
        scene.begin(made)
        yield made
    assert guests.mishaps == []
    assert box.trouble == []


def load(scene: Scene, folder: Path) -> None:
    """Load the conference of a scene into its data folder."""
    assert scene.change
    conference = json.loads(CONFERENCE.read_bytes())
    scene.change(conference)
    file = folder / "conference.json"
    file.write_text(json.dumps(conference), encoding="utf-8")
    command = [sys.executable, "-m", "appliance.cli", "import", file, "--data", folder / "data"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_each_page_is_whole_clear_and_within_everyones_reach(scene: Scene, place: Place) -> None:
    found = [fault for shown in scene.shown for fault in faults(shown, place)]
    write_contact_sheet()
    assert not found, "\n".join(["", *found])


def faults(shown: Shown, place: Place) -> list[str]:
    """What is wrong with a page in a state, once it is there."""
    page = shown.open(place)
    shown.act(place, page)
    found = list(Judge(page, shown, place).faults())
    leave(place, page)
    return found


def leave(place: Place, page: Page) -> None:
    """Go away; who does not come back leaves nothing. The line may not be lost any more."""
    page.close()
    if page.context not in place.browsers.values():
        page.context.close()
    place.guests.may_lose_line = False


def test_no_script_moves_what_people_look_at_by_itself() -> None:
    scripts = sorted((ROOT / "webui" / "static" / "js").rglob("*.js"))
    moving = re.compile(r"behavior:\s*[\"']smooth|\.animate\(|startViewTransition")
    assert scripts
    assert [str(path) for path in scripts if moving.search(path.read_text())] == []
