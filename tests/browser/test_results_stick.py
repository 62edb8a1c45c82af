"""A file onto a stick and the spare copy, in a browser and without script."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .box import Box
from .guests import LAPTOP, PHONE, Guests

pytestmark = pytest.mark.browser

NAME = "tafelronde-ser-20150119-1705-full.zip"
ON_IT = f"{NAME} staat op stick CONFERENCE en is nagekeken."


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The folder that is the stick."""
    stick = tmp_path / "stick"
    stick.mkdir()
    return stick


@pytest.fixture
def guests(browser: Browser, stick: Path, tmp_path: Path) -> Iterator[Guests]:
    """People at a box with that stick, which has a finished archive."""
    box = Box(tmp_path / "data", program="tests.with_stick")
    (place,) = (tmp_path / "data" / "conferences").iterdir()
    (place / "exports").mkdir()
    (place / "exports" / NAME).write_bytes(os.urandom(9 << 20))
    guests = Guests(browser, box)
    try:
        yield guests
        guests.leave()
    finally:
        box.stop()


def sticks_page(guests: Guests, **how: Any) -> Page:
    """The page for sticks, as the organiser."""
    page = guests.control(**how)
    page.goto(f"{guests.box.url}/results/stick")
    return page


def test_a_file_goes_onto_a_stick_and_a_spare_copy_is_kept_on_it(
    guests: Guests, stick: Path, tmp_path: Path
) -> None:
    page = sticks_page(guests, size=PHONE)
    page.get_by_role("button", name="Op de stick zetten").click()
    said = page.locator("#said")
    expect(said).to_contain_text(ON_IT)
    (made,) = (tmp_path / "data" / "conferences").glob(f"*/exports/{NAME}")
    assert (stick / NAME).read_bytes() == made.read_bytes()

    page.get_by_label("Wachtzin").fill("kaars appel 4729")
    page.get_by_role("button", name="Een reservekopie bijhouden op deze stick").click()
    expect(page.get_by_text("Op deze stick wordt een reservekopie bijgehouden.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    control = page.context.new_page()
    control.goto(f"{guests.box.url}/control")
    expect(control.get_by_text("Reservekopie bijgewerkt")).to_be_visible()

    stick.rename(tmp_path / "pocket")
    out = control.get_by_role("link", name="De stick met de reservekopie zit er niet in")
    expect(out).to_be_visible()
    (tmp_path / "pocket").rename(stick)
    expect(control.get_by_text("Reservekopie bijgewerkt")).to_be_visible()


def test_without_script_the_page_says_how_far_it_is_when_one_looks_again(guests: Guests) -> None:
    page = sticks_page(guests, size=LAPTOP, java_script_enabled=False)
    page.get_by_role("button", name="Op de stick zetten").click()
    page.wait_for_url("**/results/stick")
    while page.get_by_role("link", name="Opnieuw kijken").count():
        page.get_by_role("link", name="Opnieuw kijken").click()
    expect(page.locator("main")).to_contain_text(ON_IT)
