"""The page on which names and numbers are covered: searched aside, decided in plain forms."""

import html
import re
import threading
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance import searching
from appliance.conference.commands import EditEntry, OpenActivity, PostEntry
from appliance.conference.redaction import covered, is_looked_at
from appliance.conference.room import Room
from appliance.web.app import create_app
from appliance.web.searching import NOTHING_SEARCHES, CannotSearch, OnProgress, Searched
from tests.web.house import STEP, House, new_id, words

PATH = "/results/redaction"
ASKED = "Vraag Piet de Boer of mail naar piet@example.org"


@pytest.fixture
def ids(house: House) -> list[str]:
    """Two contributions with somebody in them, and one with nobody."""
    house.app = create_app(replace(house.parts, search=searching.search), words())
    house.ask(OpenActivity(STEP))
    texts = (ASKED, "Dat zei Piet de Boer ook", "Te duur")
    made = [house.ask(PostEntry(STEP, text, for_table="3")).made for text in texts]
    return [id for id in made if id is not None]


def post(client: FlaskClient, act: str, **fields: str) -> TestResponse:
    """A form of the page."""
    return client.post(PATH, data={"id": new_id(), "act": act, **fields})


def finished() -> None:
    """Wait until the search is over."""
    for thread in threading.enumerate():
        if thread.name == "searching":
            thread.join(30)


def searched(house: House) -> FlaskClient:
    """A facilitator who let the box search."""
    client = house.facilitator()
    assert post(client, "search").status_code == 303
    finished()
    return client


def page(client: FlaskClient, query: str = "") -> str:
    """The page as text."""
    response = client.get(f"{PATH}{query}")
    assert response.status_code == 200
    return html.unescape(response.get_data(as_text=True))


def marks(client: FlaskClient, query: str = "") -> list[str]:
    """What is marked in the texts of a list, in order."""
    return re.findall(r"<mark>(.*?)</mark>", page(client, query))


def items(client: FlaskClient, query: str = "") -> list[str]:
    """What the forms of a list say they are about."""
    told = client.get(f"{PATH}{query}").get_data(as_text=True)
    return [html.unescape(one) for one in re.findall(r'name="item" value="(.*?)"', told)]


def read(house: House) -> list[str]:
    """The contributions as others may read them."""
    return house.conductor.read(lambda room: [e.text for e in covered(room).entries.values()])


def test_only_a_facilitator_comes_here(house: House) -> None:
    for client in (house.client(), house.seated(), house.chair(), house.observer()):
        assert "kaart" in client.get(PATH).get_data(as_text=True)
        assert client.get(f"{PATH}.json").status_code == 401
        assert client.post(PATH, data={"id": new_id(), "act": "search"}).status_code == 401


def test_a_search_covers_nothing_and_says_why_each_was_found(house: House, ids: list[str]) -> None:
    client = searched(house)
    assert marks(client) == ["piet@example.org", "Piet de Boer", "Piet de Boer"]
    told = page(client)
    assert "Dit is een e-mailadres." in told
    assert "0 van 3 bekeken" in told
    assert read(house)[0] == ASKED
    assert client.get(f"{PATH}.json").get_json() == {"is_going_on": False, "share": 1.0}


def test_rows_are_decided_one_by_one(house: House, ids: list[str]) -> None:
    client = searched(house)
    mail, first, second = items(client)
    assert post(client, "cover", item=mail).status_code == 303
    post(client, "leave", item=first)
    post(client, "cover", item=second)
    assert page(client).count("Er wacht niets op u.") == 1
    assert marks(client, "?show=covered") == ["Piet de Boer", "piet@example.org"]
    assert marks(client, "?show=left") == ["Piet de Boer"]
    assert house.conductor.read(is_looked_at)
    assert sorted(read(house)) == sorted(
        ["Vraag Piet de Boer of mail naar [e-mail]", "Dat zei [naam] ook", "Te duur"]
    ) or sorted(read(house)) == sorted(
        ["Vraag [naam] of mail naar [e-mail]", "Dat zei Piet de Boer ook", "Te duur"]
    )
    (covered_name,) = [one for one in items(client, "?show=covered") if "Boer" in one]
    post(client, "uncover", item=covered_name)
    assert marks(client, "?show=left") == ["Piet de Boer", "Piet de Boer"]


def test_the_same_words_are_decided_at_once(house: House, ids: list[str]) -> None:
    client = searched(house)
    assert "Alle 2 keer afdekken" in page(client)
    post(client, "cover_all", words="piet de boer")
    assert marks(client) == ["piet@example.org"]
    assert read(house)[1] == "Dat zei [naam] ook"


def test_all_of_a_kind_are_decided_at_once_and_taken_back_at_once(
    house: House, ids: list[str]
) -> None:
    client = searched(house)
    assert "Alle 2 van deze soort afdekken" in page(client, "?what=name")
    assert marks(client, "?what=name") == ["Piet de Boer", "Piet de Boer"]
    post(client, "cover_all", of="name", show="waiting", what="name")
    assert marks(client) == ["piet@example.org"]
    told = page(client)
    assert "Afdekken ongedaan maken" in told
    seq = re.findall(r'name="seq" value="(\d+)"', told)[0]
    post(client, "undo", seq=seq)
    assert len(marks(client)) == 3
    post(client, "leave_all", of="email")
    assert len(marks(client)) == 2
    assert read(house)[0] == ASKED


def test_more_of_a_kind_than_one_command_holds_are_covered_too(
    house: House, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = searched(house)
    monkeypatch.setattr("appliance.web.redaction.ITEMS_MOST", 1)
    post(client, "cover_all", of="name")
    assert marks(client) == ["piet@example.org"]
    assert "[naam]" in read(house)[0]
    assert "[naam]" in read(house)[1]


def test_a_word_of_one_s_own_is_covered_everywhere_as_a_whole_word(
    house: House, ids: list[str]
) -> None:
    client = house.facilitator()
    house.ask(PostEntry(STEP, "boerderij van de  BOER", for_table="3"))
    assert marks(client, "?q=de+boer") == ["de Boer", "de Boer", "de  BOER"]
    post(client, "cover_found", q="de boer", **{"as": "name"})
    assert read(house) == [
        "Vraag Piet [naam] of mail naar piet@example.org",
        "Dat zei Piet [naam] ook",
        "Te duur",
        "boerderij van [naam]",
    ]
    assert marks(client, "?q=de+boer") == []
    assert "Het staat in geen tekst" in page(client, "?q=de+boer")
    assert marks(client, "?q=%28") == []


def test_a_text_that_changes_is_to_be_looked_at_again(house: House, ids: list[str]) -> None:
    client = searched(house)
    for item in items(client):
        post(client, "cover", item=item)
    assert "Alle teksten zijn doorzocht" in page(client)
    house.ask(EditEntry(ids[0], "Mail niet naar piet@example.org"))
    assert "1 tekst is gewijzigd" in page(client)
    assert read(house)[0] == "[…]"
    post(client, "search")
    finished()
    assert marks(client) == ["Mail niet naar piet@example.org", "piet@example.org"]
    post(client, "leave", item=items(client)[0])
    post(client, "cover", item=items(client)[0])
    assert read(house)[0] == "Mail niet naar [e-mail]"
    house.ask(PostEntry(STEP, "Nieuw", for_table="3"))
    assert "Zoek opnieuw" in page(client)


def test_what_is_no_longer_there_is_said(house: House, ids: list[str]) -> None:
    client = searched(house)
    mail = items(client)[0]
    house.ask(EditEntry(ids[0], "Anders"))
    response = post(client, "cover", item=mail)
    assert response.status_code == 409
    assert "niet meer zoals u hem zag" in html.unescape(response.get_data(as_text=True))


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("cover", {}),
        ("cover", {"item": "{"}),
        ("cover", {"item": "[]"}),
        ("cover", {"item": '{"kind": "\\ud800"}'}),
        ("leave", {"item": "{}"}),
        ("cover_all", {"of": "shoes"}),
        ("undo", {"seq": "²"}),
        ("nothing", {}),
        ("", {}),
    ],
)
def test_a_form_that_says_nothing_sensible_is_refused_with_the_page(
    house: House, ids: list[str], act: str, fields: dict[str, str]
) -> None:
    before = house.records()
    response = post(house.facilitator(), act, **fields)
    assert 400 <= response.status_code < 500
    assert 'role="alert"' in response.get_data(as_text=True)
    assert house.records() == before


def test_pages_and_lists_that_are_not_there_are_the_nearest_ones(
    house: House, ids: list[str]
) -> None:
    client = searched(house)
    assert marks(client, "?show=nowhere&page=99") == marks(client)
    assert marks(client, "?what=nothing") == []
    assert marks(client, "?page=x") == marks(client)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            CannotSearch(NOTHING_SEARCHES),
            "niets om mee te zoeken",
        ),
        (RuntimeError("bug"), "stopte halverwege"),
    ],
)
def test_a_search_that_fails_says_so(house: House, trouble: Exception, said: str) -> None:
    def search(room: Room, on_progress: OnProgress) -> Searched:
        raise trouble

    house.app = create_app(replace(house.parts, search=search), words())
    house.ask(OpenActivity(STEP))
    house.ask(PostEntry(STEP, "Iets", for_table="3"))
    assert said in page(searched(house))


def test_while_it_searches_the_page_says_how_far_it_is_and_what_cannot_be_found(
    house: House,
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def search(room: Room, on_progress: OnProgress) -> Searched:
        on_progress(0.25)
        begun.set()
        assert go_on.wait(30)
        return Searched((), "digest", ("phone",))

    house.app = create_app(replace(house.parts, search=search), words())
    house.ask(OpenActivity(STEP))
    house.ask(PostEntry(STEP, "Iets", for_table="3"))
    client = house.facilitator()
    post(client, "search")
    assert begun.wait(30)
    post(client, "search")
    try:
        assert 'value="0.25"' in page(client)
        assert client.get(f"{PATH}.json").get_json() == {"is_going_on": True, "share": 0.25}
    finally:
        go_on.set()
    finished()
    assert "Telefoonnummers: deze box heeft niets" in page(client)


def test_a_room_without_texts_has_nothing_to_search(house: House) -> None:
    assert "Er heeft nog niemand iets geschreven." in page(house.facilitator())


def test_what_people_wrote_stays_text_on_the_page(house: House) -> None:
    house.ask(OpenActivity(STEP))
    house.ask(PostEntry(STEP, "<b>\"Piet\"</b> & 'co'", for_table="3"))
    client = house.facilitator()
    told = client.get(f"{PATH}?q=Piet").get_data(as_text=True)
    assert "<b>" not in told
    (one,) = re.findall(r'name="one" value="(.*?)"', told)
    post(client, "", one=html.unescape(one), **{"as": "name"})
    assert read(house) == ["<b>\"[naam]\"</b> & 'co'"]
