"""The style guide: readable colours, always the same, and it changes nothing."""

from pathlib import Path

import pytest

from appliance.conference.records import State
from appliance.web.specimens import NOON_MINUTE, STEP, specimens
from appliance.web.tokens import (
    LIGHTS,
    SHAPE_LEAST,
    SHAPES,
    TEXT_LEAST,
    TEXTS,
    colours,
    contrast,
    pairs,
)

from .house import House, open_house
from .test_manual import Seen

BOTH = pytest.mark.parametrize("light", LIGHTS)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@BOTH
def test_every_text_can_be_read_on_its_ground(light: str) -> None:
    assert [p for p in pairs(TEXTS) if p.contrast[light] < TEXT_LEAST] == []
    assert [p for p in pairs(SHAPES) if p.contrast[light] < SHAPE_LEAST] == []


def test_both_lights_have_the_same_colours() -> None:
    assert colours()["light"].keys() == colours()["dark"].keys()
    assert len(colours()["light"]) > 20


def test_the_guide_shows_a_room_at_work_that_is_always_the_same() -> None:
    first = specimens()
    specimens.cache_clear()

    assert specimens() == first
    step = first["control"]["activities"][STEP]
    assert step["state"] is State.OPEN
    assert step["ends_at_room_ms"] > first["room_ms"]
    assert first["wall_ms"] >= NOON_MINUTE * 60_000
    flags = {"is_highlighted", "is_parked", "is_hidden", "parent"}
    entries = first["control"]["entries"].values()
    assert set().union(*(flags & entry.keys() for entry in entries)) == flags
    assert len(first["mine"]["entries"]) > 0


def test_the_guide_is_open_on_any_box_and_changes_nothing(house: House) -> None:
    before = house.records()
    client = house.client()
    pages = {client.get("/box/styleguide").text for _ in range(2)}

    assert len(pages) == 1
    assert house.records() == before
    assert client.get("/box/styleguide/qr.svg").content_type == "image/svg+xml"


def test_the_guide_needs_no_conference(tmp_path: Path) -> None:
    with open_house(tmp_path, has_conference=False) as empty:
        assert empty.client().get("/box/styleguide").status_code == 200


@pytest.mark.parametrize(
    ("asked", "told"), [("", []), ("dark", ["dark"]), ("light", ["light"]), ('"><b>', [])]
)
def test_the_light_can_be_chosen(house: House, asked: str, told: list[str]) -> None:
    answer = house.client().get("/box/styleguide", query_string={"light": asked})

    assert Seen(answer.text).all("html", "data-light") == told


def test_every_specimen_has_a_name_of_its_own(house: House) -> None:
    ids = Seen(house.client().get("/box/styleguide").text).ids
    names = [id for id in ids if id.startswith("specimen-")]

    assert len(ids) == len(set(ids))
    assert len(names) > 40
