"""The big screen's page and the code on it."""

import re
from dataclasses import replace

import pytest

from appliance.conference.commands import (
    Actor,
    ArrangeStage,
    Introduce,
    JoinTable,
    PostEntry,
    ShowOnStage,
)
from appliance.conference.records import Role, StageLight, StageMode
from appliance.web.desk import NAME
from appliance.web.parts import Network, Wifi
from appliance.web.qr import QUIET_MODULES

from .house import CODE, STEP, House

ANNA = Actor(Role.PARTICIPANT, "a" * 16, "3")


def test_the_code_stands_free_on_every_side_and_in_white_whatever_the_page_looks_like(
    house: House,
) -> None:
    svg = house.stage().get("/stage/qr.svg").text
    (size,) = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    modules = [(int(x), int(y)) for x, y in re.findall(r"M(\d+),(\d+)H", svg)]
    quiet = QUIET_MODULES
    assert quiet >= 4
    for places in zip(*modules, strict=True):
        assert (min(places), max(places)) == (quiet, int(size) - quiet - 1)
    (ground,) = re.findall(r"<rect ([^>]*?) ?/>", svg)
    assert sorted(ground.split()) == [
        *('fill="white"', 'height="100%"', 'width="100%"', 'x="0"', 'y="0"'),
    ]


def test_the_page_of_the_big_screen_holds_nothing_that_it_does_not_show(house: House) -> None:
    house.ask(JoinTable("3"), ANNA)
    house.ask(Introduce("Anna de Vries", "bakker"), ANNA)
    released = house.ask(PostEntry(STEP, "Vrijgegeven"), ANNA).made
    house.ask(PostEntry(STEP, "Niet vrijgegeven"), ANNA)
    house.ask(ShowOnStage(StageMode.ENTRIES, (str(released),)))
    page = house.stage().get("/stage").text
    assert "Vrijgegeven" in page
    codes = house.conductor.read(lambda room: [code.code for code in room.codes.values()])
    secret = ["Anna", "bakker", "Niet vrij", "SER-commissielid", ANNA.person, *codes]
    assert [text for text in secret if str(text) in page] == []


@pytest.mark.parametrize("who", ["stage", "facilitator", "observer"])
def test_the_screen_and_its_previews_know_the_wifi_of_the_guests_where_there_is_one(
    house: House, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    browser = getattr(house, who)()
    path = {"stage": "/stage", "facilitator": "/control", "observer": "/watch"}[who]
    without = browser.get(path).text
    desk = house.app.extensions[NAME]
    network = Network(Wifi("Tafelronde-3fa2", "kaars-appel-4729", "WIFI:;"))
    parts = replace(desk.parts, network=lambda: network)
    monkeypatch.setitem(house.app.extensions, NAME, replace(desk, parts=parts))
    page = browser.get(path).text

    assert "data-wifi" not in without
    assert 'data-wifi="Tafelronde-3fa2" data-wifi-password="kaars-appel-4729"' in page
    assert CODE not in page


@pytest.mark.parametrize(
    ("light", "mode", "said"),
    [
        (StageLight.AUTO, StageMode.AUTO, "light"),
        (StageLight.LIGHT, StageMode.AUTO, "light"),
        (StageLight.DARK, StageMode.AUTO, "dark"),
        (StageLight.LIGHT, StageMode.BLACK, "dark"),
    ],
)
def test_the_page_is_made_in_the_light_that_was_chosen(
    house: House, light: StageLight, mode: StageMode, said: str
) -> None:
    house.ask(ArrangeStage(light))
    house.ask(ShowOnStage(mode))
    assert f'data-light="{said}"' in house.stage().get("/stage").text
