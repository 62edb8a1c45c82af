"""Where the list of a step comes from: told in words, chosen in its form, and ticked by hand."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import MoveActivity, PutActivity, RemoveActivity
from appliance.conference.writing import activity_item

from .house import House, open_house
from .test_prepare import ENGLISH, HOME, autosave, fields_of, post, step

VOTE = "prioriteiten"
SORT = "ordenen"
RATING = "beoordelen"
SOURCE = "oplossingen"
CHOSEN = f"{HOME}/steps/{VOTE}/chosen"
ITEMS = [
    {"id": "fonds", "text": {"nl": "Fonds", "en": "Fund"}, "theme": "financiering"},
    {"id": "regels", "text": "Regels"},
    {"id": "grond", "text": "Grond", "theme": "financiering"},
]


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[House]:
    """The reference conference, of which nothing has begun; the rating has items of its own."""
    with open_house(tmp_path) as house:
        yield house


@pytest.fixture
def browser(planned: House) -> FlaskClient:
    """The organiser's."""
    return planned.facilitator()


def card(browser: FlaskClient, id: str = VOTE) -> str:
    """What the page shows of a step, white space made one."""
    page = " ".join(browser.get(HOME, headers=ENGLISH).text.split())
    start = page.index(f'id="step-{id}"')
    return page[start : page.index('class="prepare-card"', start)]


def put(house: House, id: str, **settings: Any) -> None:
    """Set this on a step."""
    item = house.conductor.read(lambda room: activity_item(room.activities[id]))
    house.ask(PutActivity({**item, **settings}))


def send(browser: FlaskClient, **fields: str) -> TestResponse:
    """Send the form of the vote with these fields changed."""
    address = f"{HOME}/steps/{VOTE}"
    told = fields_of(browser.get(HOME, headers=ENGLISH).text, address)
    return browser.post(address, data={**told, **fields}, headers=ENGLISH)


# -- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "takes the groups of “Sort per theme”"),
        ({"take_top": 1}, "takes the first group of “Sort per theme”"),
        (
            {"take_top": 10, "only_highlighted": True},
            "takes the first 10 groups of “Sort per theme”, only what is highlighted",
        ),
        ({"input": SOURCE}, "takes everything of “Solutions, at the tables”"),
        ({"input": SOURCE, "take_top": 3}, "takes the first 3 of “Solutions, at the tables”"),
        ({"chosen": ["a", "b"]}, "takes the groups of “Sort per theme”, chosen by hand: 2"),
        ({"items": ITEMS}, "takes the groups of “Sort per theme”, and 3 items of its own"),
        ({"input": "", "items": ITEMS[:1]}, "1 item of its own"),
        ({"input": ""}, "The list of this step is still empty."),
    ],
)
def test_the_line_says_where_the_list_comes_from(
    planned: House, browser: FlaskClient, settings: dict[str, Any], line: str
) -> None:
    title = {"nl": "Oplossingen, aan de tafels", "en": "Solutions, at the tables"}
    put(planned, SOURCE, title=title)
    put(planned, VOTE, **settings)
    assert f">{line}</p>" in card(browser)


def test_what_was_voted_on_is_taken_by_its_place(planned: House, browser: FlaskClient) -> None:
    title = step(planned, VOTE).title
    assert isinstance(title, dict)
    for top, line in (
        (0, f"takes everything of “{title['en']}”, the best first"),
        (1, f"takes the best of “{title['en']}”"),
        (10, f"takes the 10 best of “{title['en']}”"),
    ):
        put(planned, RATING, input=VOTE, take_top=top)
        assert f">{line}</p>" in card(browser, RATING)


# -- chosen ---------------------------------------------------------------------------------------


def options(told: str, name: str) -> dict[str, str]:
    """The values of a field with their words, the chosen one first."""
    field = told[told.index(f'name="setting.{name}"') :]
    found = re.findall(r'value="([^"]*)"( selected)?>([^<]*)<', field[: field.index("</select>")])
    return {value: words for value, _, words in sorted(found, key=lambda each: not each[1])}


def test_the_source_is_one_of_the_steps_before_it_by_title(
    planned: House, browser: FlaskClient
) -> None:
    found = options(card(browser), "input")
    assert next(iter(found.items())) == (SORT, "Sort per theme")
    assert found[""] == "no step"
    assert found.keys().isdisjoint((VOTE, RATING, "acties", "pauze"))
    assert send(browser, **{"setting.input": SOURCE, "setting.dots_each": "3"}).status_code == 303
    settings = step(planned, VOTE).settings
    assert (settings["input"], settings["dots_each"]) == (SOURCE, 3)


def test_steps_are_told_by_title_in_every_kind(browser: FlaskClient) -> None:
    told = card(browser, SORT)
    assert "Sort per theme" not in options(told, "input").values()
    assert options(told, "beside")["pauze"] == "Break"
    assert "pauze" not in re.sub(r'"[^"]*"', "", told)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [(RATING, "comes later. Choose an earlier one"), ("gone", "is gone. Choose another one")],
)
def test_a_list_from_a_step_that_is_no_earlier_one_is_refused_with_what_to_do(
    planned: House, browser: FlaskClient, wanted: str, sentence: str
) -> None:
    before = step(planned, VOTE)
    answer = send(browser, **{"setting.input": wanted})
    assert answer.status_code == 409
    assert sentence in " ".join(answer.text.split())
    assert step(planned, VOTE) == before


def test_a_source_that_came_to_stand_later_or_is_gone_is_said_and_stays_until_it_is_mended(
    planned: House, browser: FlaskClient
) -> None:
    at = step(planned, SORT).position + 1
    planned.ask(MoveActivity(SORT, step(planned, VOTE).position + 1))
    told = card(browser)
    assert "“Sort per theme” comes later. Move it up, or choose another step." in told
    assert options(told, "input")[SORT] == "Sort per theme (comes later)"
    assert send(browser, minutes="21").status_code == 303
    planned.ask(MoveActivity(SORT, at))
    assert ">takes the groups of “Sort per theme”</p>" in card(browser)
    planned.ask(RemoveActivity(SORT))
    told = card(browser)
    assert "The step that this list came from is gone." in told
    assert options(told, "input")[SORT] == "a step that is gone"
    assert send(browser, **{"setting.input": SOURCE}).status_code == 303


# -- by hand --------------------------------------------------------------------------------------


@pytest.fixture
def offering(planned: House) -> House:
    """The vote takes its list from one with three items of its own."""
    first = {"id": "first", "kind": "dots", "title": "Eerst", "items": ITEMS}
    planned.ask(PutActivity(first, after=SORT))
    put(planned, VOTE, input="first")
    return planned


def chosen(house: House) -> Any:
    """What is chosen by hand for the vote."""
    return step(house, VOTE).settings.get("chosen", [])


def test_what_comes_along_is_ticked_by_hand(offering: House) -> None:
    browser = offering.facilitator()
    page = browser.get(CHOSEN, headers=ENGLISH).text
    fields = fields_of(page, CHOSEN)
    assert fields["shown"] == ["fonds", "grond", "regels"]
    assert "Without a theme" in page
    answer = browser.post(CHOSEN, data={**fields, "item.regels": "1", "item.fonds": "1"})
    assert (answer.status_code, answer.location) == (303, f"{CHOSEN}#chosen-{VOTE}")
    assert chosen(offering) == ["fonds", "regels"]
    again = fields_of(browser.get(CHOSEN, headers=ENGLISH).text, CHOSEN)
    assert {name for name in again if name.startswith("item.")} == {"item.fonds", "item.regels"}
    assert "takes everything of “Eerst”, the best first, chosen by hand: 2" in card(browser)
    assert post(browser, CHOSEN, act="all").status_code == 303
    assert chosen(offering) == ["fonds", "regels", "grond"]
    assert post(browser, CHOSEN, act="none").status_code == 303
    assert chosen(offering) == []


def test_a_tick_stays_on_what_the_form_did_not_show(offering: House) -> None:
    browser = offering.facilitator()
    put(offering, VOTE, chosen=["grond", "hidden"])
    shown = ["fonds", "regels"]
    assert autosave(browser, CHOSEN, shown=shown, **{"item.regels": "1"}).status_code == 200
    assert chosen(offering) == ["regels", "grond", "hidden"]
    assert autosave(browser, CHOSEN, shown=shown).status_code == 200
    assert chosen(offering) == []


def test_two_who_tick_at_once_are_told(offering: House) -> None:
    browser = offering.facilitator()
    fields = fields_of(browser.get(CHOSEN, headers=ENGLISH).text, CHOSEN)
    put(offering, VOTE, chosen=["fonds"])
    answer = browser.post(CHOSEN, data={**fields, "item.regels": "1"}, headers=ENGLISH)
    assert answer.status_code == 409
    assert "Somebody changed this in the meantime." in answer.text
    assert re.search(r'name="item.regels" value="1" checked', answer.text)
    assert chosen(offering) == ["fonds"]


def test_there_is_nothing_to_tick_before_there_is_anything(
    planned: House, browser: FlaskClient
) -> None:
    page = browser.get(CHOSEN, headers=ENGLISH).text
    assert "There is nothing in “Sort per theme” yet." in page
    assert "data-autosave" not in page
    put(planned, VOTE, input="")
    assert browser.get(CHOSEN).status_code == 404
    assert "/chosen" not in card(browser)


def test_only_the_organiser_ticks(planned: House) -> None:
    for stranger in (planned.client(), planned.observer(), planned.stage()):
        assert stranger.get(CHOSEN).status_code == 401
        assert post(stranger, CHOSEN, act="all").status_code == 401
