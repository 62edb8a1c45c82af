"""What came of a vote as a page, as JSON and as tables; and the list of all ballots."""

import csv
import io

import pytest
from werkzeug.test import TestResponse

from appliance.conference.commands import (
    Actor,
    CastBallot,
    CloseActivity,
    JoinTable,
    LookAhead,
    OpenActivity,
    PutActivity,
    RepeatActivity,
    RevealResults,
    SealActivity,
)
from appliance.conference.records import Role
from appliance.conference.room import Room
from appliance.web import vote_rules
from appliance.web.results import BOM

from .house import House

VOTE = "stemming"
ITEMS = [
    {"id": "fund", "text": {"nl": "=1+1", "en": "A fund"}},
    {"id": "rules", "text": "Regels"},
    {"id": "lots", "text": "Percelen"},
]
ENGLISH = {"Accept-Language": "en"}
CHOICES = (("fund", "rules"), ("fund",), ("rules",), ("fund", "lots"), ("lots",))


@pytest.fixture
def open_vote(house: House) -> House:
    """A house in which a vote is open on which five people have voted."""
    return voting(house)


def voting(house: House, people: int = 5, **settings: object) -> House:
    """The vote, with so many who voted."""
    title = {"nl": "Wat eerst?", "en": "What first?"}
    item = {"id": VOTE, "kind": "dots", "title": title, "items": ITEMS, **settings}
    house.ask(PutActivity(item))
    house.ask(OpenActivity(VOTE))
    for n, chosen in enumerate(CHOICES[:people]):
        cast(house, VOTE, n, *chosen)
    return house


def cast(house: House, vote: str, n: int, *chosen: str) -> None:
    """The n-th person gives a dot to each."""
    someone = Actor(Role.PARTICIPANT, f"person{n}".ljust(16, "x"), "3")
    house.ask(JoinTable("3"), someone)
    house.ask(CastBallot(vote, dict.fromkeys(chosen, 1)), someone)


def over(house: House, *commands: object) -> House:
    """The vote is closed, and then this is asked."""
    house.ask(CloseActivity(VOTE))
    for command in commands:
        house.ask(command)  # type: ignore[arg-type]
    return house


def text(answer: TestResponse) -> str:
    """White space made one."""
    return " ".join(answer.text.split())


def table(answer: TestResponse) -> list[list[str]]:
    """The rows of a CSV."""
    assert answer.text.startswith(BOM)
    return list(csv.reader(io.StringIO(answer.text.removeprefix(BOM))))


def receipts(house: House) -> list[str]:
    """Of all ballots, as they are published."""

    def look(room: Room) -> list[str]:
        return [ballot.receipt for ballot in room.ballots_of(VOTE)]

    return house.conductor.read(look)


def test_hidden_results_stand_nowhere_until_somebody_looks_or_shows_them(open_vote: House) -> None:
    over(open_vote)
    client = open_vote.facilitator()
    page = text(client.get("/results", headers=ENGLISH))
    (told,) = client.get("/results.json").get_json()["votes"]
    assert "5 of 5 have voted." in page
    assert "The results of this vote are not shown yet." in page
    assert "results" not in told
    assert client.get(f"/results/{VOTE}.csv").status_code == 409
    assert "not shown yet" in text(client.get(f"/results/{VOTE}", headers=ENGLISH))
    open_vote.ask(LookAhead(VOTE))
    (told,) = client.get("/results.json").get_json()["votes"]
    assert [item["id"] for item in told["results"]["items"]] == ["fund", "rules", "lots"]
    assert [item["dots"] for item in told["results"]["items"]] == [3, 2, 2]


def test_who_is_at_a_table_without_a_seat_counts_among_those_who_can_vote(open_vote: House) -> None:
    open_vote.conductor.read(lambda room: room.presence.arrive("3", "somebody"))
    page = text(open_vote.facilitator().get(f"/results/{VOTE}", headers=ENGLISH))
    assert "5 of 6 have voted." in page
    assert "more votes than people" not in page


def test_the_table_holds_the_figures_and_runs_nothing(open_vote: House) -> None:
    over(open_vote, RevealResults(VOTE))
    client = open_vote.observer()
    head, *rows = table(client.get(f"/results/{VOTE}.csv", headers={"Accept-Language": "nl"}))
    assert head[:3] == ["Plaats", "Wat", "Stippen"]
    assert [row[:3] for row in rows] == [
        ["1", "'=1+1", "3"],
        ["2", "Regels", "2"],
        ["2", "Percelen", "2"],
    ]
    page = text(client.get("/results", headers=ENGLISH))
    assert '<h2 id="vote-stemming">What first?</h2>' in page
    assert f'href="/results/{VOTE}/ballots"' in page


@pytest.mark.parametrize("path", [f"/results/{VOTE}", f"/results/{VOTE}.csv"])
def test_results_are_for_who_leads_and_who_observes(open_vote: House, path: str) -> None:
    over(open_vote, RevealResults(VOTE))
    clients = (open_vote.client(), open_vote.seated(), open_vote.chair(), open_vote.stage())
    assert [client.get(path).status_code for client in clients] == [401] * 4
    assert open_vote.observer().get(path).status_code == 200
    assert open_vote.facilitator().get("/results/nothing").status_code == 404
    assert open_vote.facilitator().get("/results/knelpunten").status_code == 409


def test_all_ballots_are_for_everybody_once_the_result_is_shown(open_vote: House) -> None:
    client = open_vote.seated("4")
    paths = (f"/results/{VOTE}/ballots", f"/results/{VOTE}/ballots.csv")
    over(open_vote, LookAhead(VOTE))
    for path in paths:
        assert client.get(path).status_code == 409
    assert "once the result is shown" in text(client.get(paths[0], headers=ENGLISH))
    open_vote.ask(RevealResults(VOTE))
    page = text(client.get(paths[0], headers=ENGLISH))
    codes = receipts(open_vote)
    assert [page.index(code) for code in codes] == sorted(page.index(code) for code in codes)
    head, *rows = table(client.get(paths[1], headers=ENGLISH))
    assert head == ["Check code", "A fund", "Regels", "Percelen"]
    assert [row[0] for row in rows] == codes == sorted(codes)
    found = sorted(tuple(row[1:]) for row in rows)
    ids = [item["id"] for item in ITEMS]
    assert found == sorted(tuple("1" if id in chosen else "" for id in ids) for chosen in CHOICES)


def test_one_finds_ones_own_however_the_code_is_typed(open_vote: House) -> None:
    over(open_vote, RevealResults(VOTE), SealActivity(VOTE))
    code = receipts(open_vote)[2]
    typed = f" {code[:5].upper()}-{code[5:]} "
    client = open_vote.client()
    asked = {"code": typed}
    page = text(client.get(f"/results/{VOTE}/ballots", query_string=asked, headers=ENGLISH))
    assert "Your vote is in the list, as you cast it." in page
    assert page.count('id="own"') == 1
    own = page[page.index('id="own"') :]
    assert own.index(code) < 120
    wrong = client.get(f"/results/{VOTE}/ballots?code=<b>", headers=ENGLISH)
    assert "No vote has this code." in text(wrong)
    assert "<b>" not in wrong.text


def test_fewer_than_five_ballots_are_not_published(house: House) -> None:
    over(voting(house, people=4), RevealResults(VOTE))
    client = house.seated()
    answer = client.get(f"/results/{VOTE}/ballots", headers=ENGLISH)
    assert answer.status_code == 409
    assert "Fewer than 5 votes: we do not show these." in text(answer)
    assert not any(code in answer.text for code in receipts(house))
    assert client.get(f"/results/{VOTE}/ballots.csv").status_code == 409


def test_what_shifted_is_told_where_the_room_may_see_both_votes(open_vote: House) -> None:
    over(open_vote, LookAhead(VOTE))
    again = str(open_vote.ask(RepeatActivity(VOTE)).made)
    open_vote.ask(OpenActivity(again))
    for n in range(5):
        cast(open_vote, again, n, "lots")
    client = open_vote.facilitator()
    open_vote.ask(CloseActivity(again))
    assert "What changed" not in text(client.get("/results", headers=ENGLISH))
    open_vote.ask(RevealResults(again))
    assert "What changed" not in text(client.get("/results", headers=ENGLISH))
    open_vote.ask(RevealResults(VOTE))
    page = text(client.get(f"/results/{again}", headers=ENGLISH))
    assert "What changed since “What first?”" in page
    assert "1 place up" in page
    (_, told) = client.get("/results.json").get_json()["votes"]
    rows = told["results"]["shift"]["items"]
    moved = {row["id"]: (row["before"], row["rank"], row["risen"]) for row in rows}
    assert moved == {"lots": (2, 1, 1), "fund": (1, 2, -1), "rules": (2, 2, 0)}


def test_the_same_votes_under_several_rules_with_one_sentence(open_vote: House) -> None:
    over(open_vote, LookAhead(VOTE))
    page = text(open_vote.facilitator().get(f"/results/{VOTE}", headers=ENGLISH))
    assert "The same votes counted in other ways" in page
    assert "Every rule has the same first: “A fund”." in page
    dutch = text(open_vote.facilitator().get(f"/results/{VOTE}", headers={"Accept-Language": "nl"}))
    assert "Every rule" not in dutch


def test_many_items_are_compared_in_a_process_of_their_own(open_vote: House) -> None:
    over(open_vote, LookAhead(VOTE))

    def look(room: Room) -> list[object]:
        return [room.activities[VOTE], *room.ballots_of(VOTE)]

    found = vote_rules.apart(open_vote.conductor.read(look), VOTE)  # type: ignore[arg-type]
    assert found is not None
    assert found.reason.items == ("fund",)
