"""The cards from the facilitator's page: theirs only, and made beside the room."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.web.app import create_app
from tests.running import Browser, facilitator, running_box

from .house import CODE, House, words

CARDS = "/control/cards.pdf"


class Press:
    """Prints whatever it is asked for, and remembers it."""

    def __init__(self, pdf: bytes | None = b"%PDF-1.7") -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._pdf = pdf

    def print(self, part: str, languages: Sequence[str]) -> bytes | None:
        """Print."""
        self.asked.append((part, tuple(languages)))
        return self._pdf


def with_press(house: House, press: Press) -> None:
    """Let the house print there."""
    parts = replace(house.parts, print_cards=press.print)
    house.app = create_app(parts, words())


def signed_in(house: House):
    """A facilitator's browser."""
    client = house.client()
    assert client.post("/sign-in", data={"code": CODE}).status_code == 303
    return client


def test_only_a_facilitator_gets_them(house: House) -> None:
    press = Press()
    with_press(house, press)
    assert house.client().get(CARDS).status_code == 401
    assert press.asked == []


def test_the_page_of_addresses_offers_all_of_them_and_each_part(house: House) -> None:
    press = Press()
    with_press(house, press)
    client = signed_in(house)
    page = client.get("/control/links", headers={"Accept-Language": "nl"}).text
    assert "Kaarten afdrukken" in page
    for part in ("", "tables", "chairs", "poster"):
        address = f"{CARDS}?only={part}" if part else CARDS
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert press.asked == [(part, ("nl", "en")) for part in ("", "tables", "chairs", "poster")]


def test_they_can_be_had_in_one_language(house: House) -> None:
    press = Press()
    with_press(house, press)
    assert signed_in(house).get(f"{CARDS}?language=en").status_code == 200
    assert press.asked == [("", ("en",))]


@pytest.mark.parametrize("asked", ["only=money", "language=fr", "only=../tables"])
def test_what_cannot_be_printed_is_not_there(house: House, asked: str) -> None:
    press = Press()
    with_press(house, press)
    assert signed_in(house).get(f"{CARDS}?{asked}").status_code == 404
    assert press.asked == []


def test_a_box_that_cannot_lay_them_out_says_so(house: House) -> None:
    with_press(house, Press(None))
    answer = signed_in(house).get(CARDS, headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert "Ask who prepared it to install that." in answer.text


@pytest.mark.slow
def test_a_box_prints_its_own_address_and_codes(tmp_path: Path) -> None:
    with running_box(tmp_path) as box:
        status, pdf = facilitator(box).get(f"{CARDS}?only=chairs&language=nl")
        assert (status, pdf[:8]) == (200, b"%PDF-1.7")
        assert str(box.told["links"]["chair"]).encode() in pdf
        assert Browser(box).get(CARDS)[0] == 401
