"""Choosing how large the letters are, on any page and without script."""

import re

import pytest

from appliance.conference.records import Role

from .house import House


@pytest.mark.parametrize("address", ["/t/3", "/tables", "/privacy", "/help", "/box"])
def test_every_page_with_a_foot_lets_one_choose_and_tells_what_was_chosen(
    house: House, address: str
) -> None:
    client = house.client()
    before = client.get(address).text
    chosen = client.get("/text-size/largest", query_string={"next": address})
    after = client.get(address).text

    assert (chosen.status_code, chosen.location) == (303, f"{address}#text-size")
    assert "data-text" not in before
    assert '<html lang="nl" data-text="largest">' in after
    assert current(before) == ["normal"]
    assert current(after) == ["largest"]


def test_the_chairs_page_has_the_choice_too(house: House) -> None:
    page = house.client().get(f"/chair/{house.code(Role.CHAIR, '3')}").text
    assert current(page) == ["normal"]


def test_it_leads_nowhere_else_and_knows_three_sizes_only(house: House) -> None:
    client = house.client()
    away = client.get("/text-size/large?next=//evil.example")

    assert away.location == "/#text-size"
    assert client.get("/text-size/huge").status_code == 404
    client.set_cookie("text", "huge")
    assert "data-text" not in client.get("/tables").text


def current(page: str) -> list[str]:
    """The sizes that are marked as chosen."""
    return re.findall(r'data-size="(\w+)" aria-current="true"', page)
