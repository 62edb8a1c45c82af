"""Where the list of a step comes from: told in one line, and chosen in its form."""

import pytest

from appliance.conference.records import Activity

from .house import CONFERENCE, House, new_id

VOTE = "prioriteiten"
HOME = f"/prepare/{CONFERENCE}"
ENGLISH = {"Accept-Language": "en"}


def vote(house: House) -> Activity:
    """The vote as it is now."""
    return house.conductor.read(lambda room: room.activities[VOTE])


def card(house: House) -> str:
    """What the page shows of it, white space made one."""
    page = " ".join(house.facilitator().get(HOME, headers=ENGLISH).text.split())
    start = page.index(f'id="step-{VOTE}"')
    return page[start : page.index('class="prepare-card"', start)]


def send(house: House, **fields: str) -> int:
    """Send the form of the vote."""
    asked = {"id": new_id(), "title.nl": "Stippen", "title.en": "Dots", "minutes": "15"}
    path = f"{HOME}/steps/{VOTE}"
    return house.facilitator().post(path, data=asked | fields, headers=ENGLISH).status_code


def test_the_line_says_where_the_list_comes_from(house: House) -> None:
    assert "List from: Sort per theme</p>" in card(house)
    shown = "setting.only_highlighted.is_shown"
    fields = {"setting.take_top": "10", shown: "1", "setting.only_highlighted": "1"}
    assert send(house, **fields) == 303
    assert "List from: Sort per theme, the top 10, only what is highlighted</p>" in card(house)
    assert send(house, **{"setting.input": ""}) == 303
    assert "The list of this step is still empty.</p>" in card(house)


def test_the_source_is_one_of_the_steps_before_it_by_title(house: House) -> None:
    told = card(house)
    field = told[told.index('name="setting.input"') :]
    field = field[: field.index("</select>")]
    assert '<option value="">no earlier step</option>' in field
    assert '<option value="ordenen" selected>Sort per theme</option>' in field
    for other in (VOTE, "beoordelen", "acties", "pauze"):
        assert f'value="{other}"' not in field
    assert send(house, **{"setting.input": "oplossingen", "setting.dots_each": "3"}) == 303
    assert (vote(house).settings["input"], vote(house).settings["dots_each"]) == ("oplossingen", 3)


def test_items_of_its_own_are_one_on_a_line_and_keep_their_ids(house: House) -> None:
    lines = {"setting.items.nl": "Fonds\nRegels\n", "setting.items.en": "Fund\n\n"}
    assert send(house, **lines) == 303
    first, second = vote(house).settings["items"]
    assert (first["text"], second["text"]) == ({"nl": "Fonds", "en": "Fund"}, {"nl": "Regels"})
    assert "2 items of its own" in card(house)
    moved = {"setting.items.nl": "Percelen\nFonds\nRegels", "setting.items.en": "\nFund\n"}
    assert send(house, **moved) == 303
    new, *kept = vote(house).settings["items"]
    assert kept == [first, second]
    assert new["id"] not in (first["id"], second["id"])
    other = {"setting.items.nl": "Kavels\nFonds\nRegels", "setting.items.en": "\nFund\n"}
    assert send(house, **other) == 303
    assert vote(house).settings["items"][0] == {**new, "text": {"nl": "Kavels"}}
    assert send(house, **{"setting.items.nl": "", "setting.items.en": ""}) == 303
    assert not vote(house).settings.get("items")


@pytest.mark.parametrize("line", ["\u2028", "  "])
def test_a_line_without_words_is_no_item(house: House, line: str) -> None:
    assert send(house, **{"setting.items.nl": line, "setting.items.en": ""}) == 303
    assert not vote(house).settings.get("items")
