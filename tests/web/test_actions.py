"""Actions on pages and in files, and what can be chosen for a list by hand."""

import csv
import io

import pytest

from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    JoinTable,
    OpenActivity,
    PutAction,
    PutActivity,
    RevealResults,
)
from appliance.conference.records import Role
from appliance.web.results import BOM

from .house import STEP as BRAINSTORM
from .house import House, new_id

ACTIONS = "acties"
ENGLISH = {"Accept-Language": "en"}
STEP = {
    "id": ACTIONS,
    "kind": "actions",
    "title": {"nl": "Wie doet wat?", "en": "Who does what?"},
    "who": "everyone",
    "items": [{"id": "desk", "text": {"nl": "Een loket", "en": "A desk"}}],
}


@pytest.fixture
def acting(house: House) -> House:
    """A house in which everybody writes down actions."""
    house.ask(PutActivity(STEP))
    house.ask(OpenActivity(ACTIONS))
    return house


def put(house: House, *told: str, **how: str) -> str:
    """An action of the facilitator; its id."""
    return str(house.ask(PutAction(ACTIONS, *told, **how)).made)


def test_they_stand_in_the_results_by_day_and_as_tables(acting: House) -> None:
    later = put(acting, "=Later()", "Jan", "voor de zomer")
    first = put(acting, "Eerst", "", "1-3-2027", "desk")
    client = acting.facilitator()
    page = client.get("/results", headers=ENGLISH).text
    assert page.index("Eerst") < page.index("=Later()")
    assert "1 March 2027" in page
    assert "A desk" in page
    assert "2 actions were agreed." in page
    document = client.get("/results.json").get_json()["actions"]
    assert [(each["activity"], each["count"]) for each in document] == [(ACTIONS, 2)]
    assert [row["id"] for row in document[0]["actions"]] == [first, later]
    table = client.get(f"/results/{ACTIONS}.csv", headers=ENGLISH)
    assert table.headers["Content-Disposition"] == f"attachment; filename={ACTIONS}.csv"
    rows = list(csv.reader(io.StringIO(table.text.removeprefix(BOM))))
    assert rows == [
        ["What", "Who", "By when", "Day", "Table", "Where it came from", "Number"],
        ["Eerst", "", "1-3-2027", "2027-03-01", "", "A desk", first],
        ["'=Later()", "Jan", "voor de zomer", "", "", "", later],
    ]


def test_without_any_action_nothing_is_told(acting: House) -> None:
    client = acting.facilitator()
    assert f'id="actions-{ACTIONS}"' not in client.get("/results").text
    assert acting.client().get(f"/results/{ACTIONS}.csv").status_code in (401, 403)


def test_a_plain_form_writes_once_however_often_it_is_sent(acting: House) -> None:
    client = acting.seated()
    form = {"id": new_id(), "activity": ACTIONS, "what": "Loket", "by_when": "1-3-2027"}
    for _ in range(2):
        answer = client.post("/t/3/actions", data=form | {"source": "desk"})
        assert (answer.status_code, answer.location) == (303, "/t/3#actions")
    page = client.get("/t/3", headers=ENGLISH).text
    assert page.count('class="action-row"') == 1
    assert "1 March 2027" in page
    assert "written down at table 3" in page
    assert '<option value="desk" selected>A desk</option>' in page


def test_a_plain_form_that_is_refused_keeps_what_was_typed(acting: House) -> None:
    client = acting.seated()
    form = {"id": new_id(), "activity": ACTIONS, "what": "x" * 501, "who": "Ada <3"}
    answer = client.post("/t/3/actions", data=form, headers=ENGLISH)
    assert answer.status_code == 409
    assert "This has 501 characters." in answer.text
    assert 'value="Ada &lt;3"' in answer.text
    acting.ask(CloseActivity(ACTIONS))
    closed = client.post("/t/3/actions", data=form | {"id": new_id(), "what": "Te laat"})
    assert closed.status_code == 409
    assert "Te laat · Ada &lt;3" in closed.text


@pytest.mark.parametrize("rev", ["", "x", "-1", "9" * 30, "1"])
def test_what_a_form_says_of_the_state_it_saw_breaks_nothing(acting: House, rev: str) -> None:
    client = acting.seated()
    made = {"id": new_id(), "activity": ACTIONS, "what": "Loket"}
    client.post("/t/3/actions", data=made)
    (id,) = (record.id for record in acting.records() if type(record).__name__ == "Action")
    form = {**made, "id": new_id(), "action": id, "what": "Anders", "if_rev": rev}
    assert client.post("/t/3/actions", data=form).status_code == (409 if rev == "1" else 303)


def test_the_chairs_page_shows_them_before_its_script_runs(acting: House) -> None:
    put(acting, "Loket openen", "Gemeente")
    page = acting.chair("3").get(f"/chair/{acting.code(Role.CHAIR, '3')}").text
    assert "Loket openen" in page
    assert "Gemeente" in page
    assert 'action="/t/3/actions"' not in page


@pytest.mark.parametrize("is_shown", [False, True])
def test_by_hand_one_chooses_of_what_the_step_before_gives(house: House, is_shown: bool) -> None:
    items = [{"id": id, "text": id.title()} for id in ("bikes", "boats")]
    vote = {"id": "vote", "kind": "dots", "title": "Eerst", "items": items}
    house.ask(PutActivity(vote, after=BRAINSTORM))
    house.ask(PutActivity({**STEP, "input": "vote", "chosen": ["boats"]}))
    house.ask(OpenActivity("vote"))
    someone = Actor(Role.PARTICIPANT, "person".ljust(16, "x"), "3")
    house.ask(JoinTable("3"), someone)
    house.ask(CastBallot("vote", {"boats": 1}), someone)
    house.ask(CloseActivity("vote"))
    if is_shown:
        house.ask(RevealResults("vote"))
    answer = house.facilitator().get(f"/control/lists/{ACTIONS}.json?from=vote")
    order = ["boats", "bikes"] if is_shown else ["bikes", "boats"]
    assert answer.get_json() == {
        "items": [{"id": id, "text": id.title()} for id in order],
        "chosen": ["boats"],
    }


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (f"{ACTIONS}.json?from=nowhere", "list_source"),
        (f"{ACTIONS}.json", "list_source"),
        ("nowhere.json?from=knelpunten", "unknown_activity"),
    ],
)
def test_what_cannot_be_given_is_refused(acting: House, address: str, code: str) -> None:
    answer = acting.facilitator().get(f"/control/lists/{address}")
    assert answer.get_json()["code"] == code


def test_only_the_facilitator_is_told_what_can_be_chosen(acting: House) -> None:
    for client in (acting.client(), acting.seated(), acting.chair(), acting.observer()):
        answer = client.get(f"/control/lists/{ACTIONS}.json?from=knelpunten")
        assert answer.status_code in (401, 403)
