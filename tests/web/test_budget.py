"""Dividing an amount through the front door: bad input, the plain form, and figures as people write
them."""

import csv
import io
import json
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    JoinTable,
    OpenActivity,
    PutActivity,
    RevealResults,
    WithdrawItem,
)
from appliance.conference.records import Role
from appliance.web.results import BOM

from .house import STEP, House, new_id, refusal

VOTE = "geld"
ITEMS = [{"id": id, "text": id.title()} for id in ("fonds", "regels", "meten")]
ENGLISH = {"Accept-Language": "en"}
DUTCH = {"Accept-Language": "nl"}
FIXED = "\N{NO-BREAK SPACE}"


@pytest.fixture
def dividing(house: House) -> House:
    """A house in which € 1.000 is divided in steps of 50."""
    return opened(house)


def opened(house: House, **settings: Any) -> House:
    """The step is open, with these settings."""
    item = {"id": VOTE, "kind": "budget", "title": "Waarheen?", "items": ITEMS, **settings}
    house.ask(CloseActivity(STEP))
    house.ask(PutActivity(item))
    house.ask(OpenActivity(VOTE))
    return house


def cast(house: House, n: int, **values: int) -> None:
    """The n-th person divides the amount so."""
    someone = Actor(Role.PARTICIPANT, f"person{n}".ljust(16, "x"), "3")
    house.ask(JoinTable("3"), someone)
    house.ask(CastBallot(VOTE, values), someone)


def shown(house: House) -> House:
    """The room sees what it came to."""
    house.ask(CloseActivity(VOTE))
    house.ask(RevealResults(VOTE))
    return house


def text(answer: TestResponse) -> str:
    """White space made one, and tags left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).replace(FIXED, " ").split())


def table(answer: TestResponse) -> list[list[str]]:
    """The rows of a CSV."""
    return list(csv.reader(io.StringIO(answer.text.removeprefix(BOM))))


def form(house: House, **fields: str) -> dict[str, str]:
    """What the plain form sends."""
    typed = {f"item.{item}": told for item, told in fields.items()}
    return {"id": new_id(), "activity": VOTE, "kind": "budget", **typed}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ('{"fonds": 600, "regels": 600}', "budget_overspent"),
        ('{"fonds": -50}', "budget_step"),
        ('{"fonds": 75}', "budget_step"),
        ('{"fonds": "100"}', "budget_step"),
        ('{"fonds": null}', "budget_step"),
        ('{"fonds": true}', "budget_step"),
        ('{"fonds": 1e2}', "budget_step"),
        ('{"fonds": ' + "9" * 400 + "}", "bad_command"),
        ('{"geen": 50}', "unknown_item"),
        ('{"fonds": 1e999}', "bad_command"),
        ('{"fonds": NaN}', "bad_json"),
        ("[50]", "bad_command"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    dividing: House, values: str, code: str
) -> None:
    client = dividing.seated()
    before = dividing.records()
    body = f'{{"id": "{new_id()}", "do": "cast_ballot", "activity": "{VOTE}", "values": {values}}}'
    answer = client.post("/api/commands", data=body, content_type="application/json")
    assert refusal(answer)["code"] == code
    assert dividing.records() == before


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (DUTCH, "U gaf 1.200 en er is 1.000. Haal er 200 af."),
        (ENGLISH, "You gave 1,200 and there is 1,000. Take 200 back."),
    ],
)
def test_the_plain_form_keeps_what_was_typed_when_it_is_too_much(
    dividing: House, language: dict[str, str], sentence: str
) -> None:
    client = dividing.seated()
    asked = form(dividing, fonds="1.000", regels="200", meten=" ")
    answer = client.post("/t/3/votes", data=asked, headers=language)
    assert answer.status_code == 409
    assert sentence in text(answer)
    for item, value in (("fonds", "1.000"), ("regels", "200"), ("meten", " ")):
        assert re.search(rf'name="item\.{item}"[^>]* value="{value}"', answer.text)
    assert "left</p>" not in answer.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1000", 1000), ("1.000", 1000), ("1,000", 1000), ("1 000", 1000), (" 50 ", 50), ("0", None)],
)
def test_large_amounts_may_be_typed_as_people_write_them(
    dividing: House, typed: str, kept: int | None
) -> None:
    client = dividing.seated()
    assert client.post("/t/3/votes", data=form(dividing, fonds=typed)).status_code == 303
    (ballot,) = dividing.conductor.read(lambda room: room.ballots_of(VOTE))
    assert ballot.values == ({"fonds": kept} if kept else {})


@pytest.mark.parametrize("typed", ["1.5", "10.00", "1e3", "veel", "-50", "٥٠", "1.000.00"])
def test_what_is_no_whole_amount_is_refused_with_a_sentence(dividing: House, typed: str) -> None:
    client = dividing.seated()
    answer = client.post("/t/3/votes", data=form(dividing, fonds=typed), headers=ENGLISH)
    assert "Give each item 0 or a whole amount up to 1,000, in steps of 50." in text(answer)
    assert typed in answer.text
    assert dividing.conductor.read(lambda room: room.ballots_of(VOTE)) == []


@pytest.mark.parametrize(
    ("unit", "language", "told"),
    [
        ("€", DUTCH, "€ 700 van € 1.000 over"),
        ("€", ENGLISH, "€700 of €1,000 left"),
        ({"nl": "punten", "en": "points"}, DUTCH, "700 punten van 1.000 punten over"),
        ({"nl": "punten", "en": "points"}, ENGLISH, "700 points of 1,000 points left"),
        ("", DUTCH, "700 van 1.000 over"),
    ],
)
def test_amounts_are_written_as_the_reader_writes_them(
    house: House, unit: Any, language: dict[str, str], told: str
) -> None:
    client = opened(house, unit=unit).seated()
    client.post("/t/3/votes", data=form(house, fonds="300"))
    assert told in text(client.get("/t/3", headers=language))


def test_what_was_given_to_a_withdrawn_item_can_be_given_again(dividing: House) -> None:
    client = dividing.seated()
    client.post("/t/3/votes", data=form(dividing, fonds="600", regels="400"))
    dividing.ask(WithdrawItem(VOTE, "fonds"))
    assert "€600 of €1,000 left" in text(client.get("/t/3", headers=ENGLISH))
    again = form(dividing, regels="400", meten="600")
    assert client.post("/t/3/votes", data=again).status_code == 303


def test_results_are_told_with_their_unit_and_in_tables_without(dividing: House) -> None:
    for n, values in enumerate(({"fonds": 1000}, {"regels": 250, "fonds": 50}, {"regels": 350})):
        cast(dividing, n, **values)
    client = shown(dividing).facilitator()
    page = text(client.get(f"/results/{VOTE}", headers=DUTCH))
    assert "3 stemmen · gemiddeld € 550 van € 1.000 gegeven" in page
    assert "1 A Fonds € 350 € 50 2 2 B Regels € 200 € 250 2" in page
    assert "Gemiddeld krijgt “Fonds” het meest, volgens de mediaan “Regels”" in page
    head, *rows = table(client.get(f"/results/{VOTE}.csv", headers=DUTCH))
    assert head[:5] == ["Plaats", "Wat", "Gemiddelde", "Mediaan", "Stemmers"]
    assert [row[:5] for row in rows] == [
        ["1", "Fonds", "350", "50", "2"],
        ["2", "Regels", "200", "250", "2"],
        ["3", "Meten", "0", "0", "0"],
    ]
    phone = text(dividing.seated().get("/t/3", headers=DUTCH))
    assert "1 A Fonds € 350 € 50 2 mensen" in phone


def test_ballots_are_published_with_their_amounts(dividing: House) -> None:
    for n in range(5):
        cast(dividing, n, fonds=1000)
    client = shown(dividing).facilitator()
    assert text(client.get(f"/results/{VOTE}/ballots", headers=DUTCH)).count("Fonds: € 1.000") == 5
    head, *rows = table(client.get(f"/results/{VOTE}/ballots.csv", headers=DUTCH))
    assert head[1:] == ["Fonds"]
    assert [row[1:] for row in rows] == [["1000"]] * 5


def test_where_nobody_voted_no_figure_is_made_up(dividing: House) -> None:
    client = shown(dividing).facilitator()
    page = text(client.get(f"/results/{VOTE}", headers=ENGLISH))
    assert "0 votes – Fonds" not in page
    assert "– Fonds – – 0 – Regels – – 0" in page
    assert "Nobody voted: there is nothing to compare." in page
    assert "NaN" not in json.dumps(client.get("/results.json").get_json())


def test_the_organiser_sets_the_amount_and_the_step(dividing: House) -> None:
    dividing.ask(PutActivity({"id": "later", "kind": "budget", "title": "Later"}))
    path = "/prepare/conference-1/steps/later"
    fields = {"title.nl": "Later", "minutes": "10", "setting.amount": "200", "setting.step": "5"}
    client = dividing.facilitator()
    assert client.post(path, data={"id": new_id(), **fields}).status_code == 303
    step = dividing.conductor.read(lambda room: room.activities["later"])
    assert (step.settings["amount"], step.settings["step"]) == (200, 5)
