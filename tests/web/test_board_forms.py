"""A chair without script sorts: makes and changes groups, merges and parks contributions."""

import re
from collections.abc import Sequence
from typing import Any

from werkzeug.test import TestResponse

from appliance.conference.commands import CloseActivity, OpenActivity, PutActivity
from appliance.conference.groups import buckets, to_sort
from appliance.conference.records import Role
from appliance.conference.room import Room

from .house import STEP, House, new_id
from .test_participant import say

SORT = "sorteren"
ITEM = {"id": SORT, "kind": "categorise", "title": "Ordenen", "input": STEP, "scope": "theme"}
TEXTS = ("Banken durven niet", "Te weinig krediet", "Regels veranderen steeds")
ENGLISH = {"Accept-Language": "en"}


class Desk:
    """The chair of table 3, whose browser runs no script."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.client = house.chair()
        self.path = f"/chair/{house.code(Role.CHAIR, '3')}"

    def page(self) -> str:
        """What the chair sees."""
        return self.client.get(self.path, headers=ENGLISH).text

    def send(self, act: str, **fields: Any) -> TestResponse:
        """Press a button of the form, with what stands in its fields."""
        form = {"id": new_id(), "activity": SORT, "act": act, **fields}
        return self.client.post(self.path, data=form, headers=ENGLISH)

    def done(self, act: str, **fields: Any) -> None:
        """The same, and it is accepted."""
        assert self.send(act, **fields).status_code == 303

    def refused(self, act: str, **fields: Any) -> str:
        """The same, and it is not: the page that says why."""
        answer = self.send(act, **fields)
        assert answer.status_code in (404, 409, 422)
        assert 'class="refusal' in answer.text
        return answer.text

    def id(self, text: str) -> str:
        """The contribution with these words."""
        return next(id for id, words in self._listed().items() if words == text)

    def group(self, title: str) -> str:
        """The group that is called so."""
        return next(one.id for one in self.house.conductor.read(_buckets) if one.title == title)

    def groups(self) -> dict[str, list[str]]:
        """The groups, each with the words in it."""
        listed = self._listed()
        return {
            one.title: [listed[id] for id in one.members]
            for one in self.house.conductor.read(_buckets)
        }

    def words(self) -> list[str]:
        """The words of all that is on the list."""
        return sorted(self._listed().values())

    def _listed(self) -> dict[str, str]:
        return self.house.conductor.read(_texts)


def _buckets(room: Room) -> list[Any]:
    return buckets(room, SORT)


def _texts(room: Room) -> dict[str, str]:
    return {id: one.text for id, one in to_sort(room, room.activities[SORT]).items()}


def sorting(house: House, texts: Sequence[str] = TEXTS) -> Desk:
    """The contributions of table 3 are sorted, three of them."""
    client = house.seated()
    for text in texts:
        say(client, text)
    house.ask(CloseActivity(STEP))
    house.ask(PutActivity(ITEM, after=STEP))
    house.ask(OpenActivity(SORT))
    return Desk(house)


def test_groups_are_made_filled_renamed_merged_and_removed(house: House) -> None:
    desk = sorting(house)
    one, two, three = (desk.id(text) for text in TEXTS)
    desk.done("new", title="Geld", member=[one])
    desk.done("new", title="Regels", member=[three])
    desk.done("put", bucket=desk.group("Geld"), member=[two])
    desk.done(f"rename:{desk.group('Geld')}", name="Krediet")
    assert desk.groups() == {"Krediet": [TEXTS[0], TEXTS[1]], "Regels": [TEXTS[2]]}
    desk.done(f"out:{desk.group('Krediet')}", member=[two])
    desk.done(f"join:{desk.group('Krediet')}", into=desk.group("Regels"))
    assert desk.groups() == {"Regels": [TEXTS[2], TEXTS[0]]}
    desk.done(f"remove:{desk.group('Regels')}")
    assert desk.groups() == {}


def test_a_list_with_nothing_on_it_is_not_called_sorted(house: House) -> None:
    page = sorting(house, ()).page()
    assert "There is nothing to put in groups here." in page
    assert "Everything is in a group." not in page
    assert 'value="park"' not in page
    assert 'value="merge"' not in page


def test_what_is_ticked_becomes_one_and_comes_apart_again(house: House) -> None:
    desk = sorting(house)
    one, two = desk.id(TEXTS[0]), desk.id(TEXTS[1])
    desk.done("new", title="Geld", member=[one])
    asked = desk.refused("merge", member=[two, one])
    assert "Look at the words for all of these, and merge once more." in asked
    # The words of the first stand there to be changed, and the ticks stay.
    assert re.search(rf'<textarea[^>]*name="text"[^>]*>{TEXTS[1]}</textarea>', asked)
    assert set(re.findall(r'value="(\w+)" checked', asked)) == {one, two}
    desk.done("merge", member=[two, one], text="Banken lenen te weinig")
    assert desk.groups() == {"Geld": ["Banken lenen te weinig"]}
    page = desk.page()
    assert "Made of 2 contributions" in page
    assert f'<li lang="nl" dir="auto">{TEXTS[0]}</li>' in page
    desk.done(f"split:{desk.id('Banken lenen te weinig')}")
    assert desk.groups() == {"Geld": [TEXTS[1], TEXTS[0]]}


def test_what_is_ticked_is_parked_once_however_often_it_is_sent_and_comes_back(
    house: House,
) -> None:
    desk = sorting(house)
    one, two = desk.id(TEXTS[0]), desk.id(TEXTS[1])
    form = {"id": new_id(), "act": "park", "member": [one, two]}
    before = len(house.records())
    for _ in range(2):
        assert desk.client.post(desk.path, data=form).status_code == 303
    assert desk.words() == [TEXTS[2]]
    assert "Parking lot (2)" in desk.page()
    assert len(house.records()) == before
    desk.done(f"restore:{one}")
    assert desk.words() == sorted((TEXTS[0], TEXTS[2]))


def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(house: House) -> None:
    desk = sorting(house)
    one = desk.id(TEXTS[0])
    desk.done("new", title="Geld", member=[one])
    geld = desk.group("Geld")
    assert "Choose at least two contributions to merge." in desk.refused("merge", member=[one])
    assert "Tick at least one contribution first." in desk.refused("park")
    assert "Give the group a name first." in desk.refused(f"rename:{geld}", name=" ")
    long = "x" * 201
    assert f'value="{long}"' in desk.refused(f"rename:{geld}", name=long)
    assert "This group is no longer here." in desk.refused(f"join:{geld}", into=geld)
    desk.refused("split:none")
    assert desk.send("nothing").status_code == 400
    assert desk.groups() == {"Geld": [TEXTS[0]]}


def test_only_the_chairs_of_the_theme_sort_its_list(house: House) -> None:
    desk = sorting(house)
    one, two = desk.id(TEXTS[0]), desk.id(TEXTS[1])
    desk.done("new", title="Geld", member=[one])
    geld = desk.group("Geld")
    desk.client, desk.path = house.chair("1"), f"/chair/{house.code(Role.CHAIR, '1')}"
    for act, fields in (
        ("park", {"member": [two]}),
        ("merge", {"member": [one, two], "text": "Samen"}),
        (f"rename:{geld}", {"name": "Anders"}),
    ):
        assert desk.send(act, **fields).status_code in (403, 409)
    assert (desk.groups(), len(desk.words())) == ({"Geld": [TEXTS[0]]}, 3)
