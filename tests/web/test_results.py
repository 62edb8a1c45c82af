"""The results as a page, as JSON and as CSV."""

import csv
import io
import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import (
    Actor,
    AgreeSummary,
    HideEntry,
    HighlightEntry,
    OpenActivity,
    ParkEntry,
    PostEntry,
    PutActivity,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Role
from appliance.web.results import BOM, comma_separated

from .house import STEP, House, refusal
from .test_manual import Seen

CHAIR = Actor(Role.CHAIR, table="3")


@pytest.fixture
def written(house: House) -> House:
    """A house with contributions at tables 3 and 4: one each, a reaction, one hidden, one gone."""
    first = house.ask(PostEntry(STEP, "=1+1"), Actor(Role.PARTICIPANT, "a" * 16, "3")).made
    house.ask(PostEntry(STEP, "Eens", parent=first), CHAIR)
    hidden = house.ask(PostEntry(STEP, "<i>Verborgen</i>"), CHAIR).made
    gone = house.ask(PostEntry(STEP, "Toch niet"), CHAIR).made
    house.ask(PostEntry(STEP, 'Tafel vier;\n"ja"'), Actor(Role.PARTICIPANT, "b" * 16, "4"))
    house.ask(HideEntry(str(hidden)))
    house.ask(WithdrawEntry(str(gone)), CHAIR)
    return house


@pytest.mark.parametrize("path", ["/results", "/results.json", "/results.csv"])
def test_results_are_for_facilitators_and_observers_only(written: House, path: str) -> None:
    seen_by = {
        "nobody": written.client(),
        "participant": written.seated(),
        "chair": written.chair(),
        "stage": written.stage(),
        "observer": written.observer(),
        "facilitator": written.facilitator(),
    }
    seen = {who: client.get(path).status_code for who, client in seen_by.items()}

    assert seen == {
        "nobody": 401,
        "participant": 401,
        "chair": 401,
        "stage": 401,
        "observer": 200,
        "facilitator": 200,
    }


def test_a_program_is_refused_in_the_one_shape(written: House) -> None:
    assert refusal(written.client().get("/results.json"))["code"] == "not_signed_in"


def test_the_document_holds_what_the_room_wrote_with_counts(written: House) -> None:
    found = written.facilitator().get("/results.json").get_json()
    (theme,) = [theme for theme in found["themes"] if theme["count"]]
    (question,) = theme["questions"]
    tables = {there["table"]: there for there in question["tables"]}

    assert found["count"] == theme["count"] == question["count"] == 2
    assert (theme["id"], question["activity"]) == ("financiering", STEP)
    assert {table: there["count"] for table, there in tables.items()} == {"3": 1, "4": 1}
    three = tables["3"]["entries"]
    assert [entry["text"] for entry in three] == ["=1+1", "Eens", "<i>Verborgen</i>"]
    assert three[1]["parent"] == three[0]["id"]
    assert [entry.get("is_hidden", False) for entry in three] == [False, False, True]


def test_nothing_in_the_results_leads_to_a_person(written: House) -> None:
    client = written.facilitator()

    for path in ("/results", "/results.json", "/results.csv"):
        assert "aaaaaaaa" not in client.get(path).text


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(written: House) -> None:
    answer = written.facilitator().get("/results.csv", headers={"Accept-Language": "en"})
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix(BOM)))
    column = {name: [row[n] for row in rows] for n, name in enumerate(head)}

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert column["Contribution"] == ["'=1+1", "Eens", "<i>Verborgen</i>", 'Tafel vier;\n"ja"']
    assert column["Table"] == ["3", "3", "3", "4"]
    assert column["Hidden"] == ["", "", "yes", ""]
    assert column["Reacts to"][1] == column["Number"][0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    written = comma_separated([[f"{start}cmd", "plain", "a=b", "-0.5"]]).removeprefix(BOM)
    assert list(csv.reader(io.StringIO(written, newline=""))) == [
        [f"'{start}cmd", "plain", "a=b", "-0.5"]
    ]


def page_of(client: FlaskClient) -> str:
    """The page in English, white space made one."""
    return " ".join(client.get("/results", headers={"Accept-Language": "en"}).text.split())


def test_the_page_shows_texts_as_typed_and_says_what_they_come_to(written: House) -> None:
    page = page_of(written.observer())

    assert 'dir="auto">Tafel vier; &#34;ja&#34;</blockquote>' in page
    assert "Toch niet" not in page
    assert "2 participants took part. At 2 tables people wrote 2 contributions on 1 theme." in page
    assert "Den Haag</span> · <span>19 January 2015" in page
    assert "The conference is still going on." in page


def test_what_is_done_afterwards_is_called_as_its_page_is(written: House) -> None:
    page = page_of(written.facilitator())
    there = written.facilitator().get("/results/redaction", headers={"Accept-Language": "en"})
    (title,) = re.findall(r"<h1[^>]*>([^<]*)</h1>", there.text)
    assert f'href="/results/redaction"><b>{title}</b>' in page
    assert 'href="/results/cloud"><b>Online copy</b>' in page


def test_what_is_hidden_is_only_counted_and_only_for_the_facilitator(written: House) -> None:
    seen_by = {"observer": written.observer(), "facilitator": written.facilitator()}
    pages = {who: page_of(client) for who, client in seen_by.items()}

    assert [who for who, page in pages.items() if "Verborgen" in page] == []
    counted = "<dt>Hidden, not shown here</dt><dd>1</dd>"
    assert [who for who, page in pages.items() if counted in page] == ["facilitator"]


def test_a_comment_stands_under_what_it_is_about(written: House) -> None:
    first, comment = (entry for entry in written.entries()[:2])
    page = page_of(written.observer())
    thread = page[page.index(f'id="entry-{first.id}"') :]

    assert f'<li id="entry-{comment.id}" data-depth="1">' in thread[: thread.index("</ol>")]
    assert page.count(f'id="entry-{comment.id}"') == 1


def test_every_figure_leads_to_what_it_counts(written: House) -> None:
    first = written.entries()[0]
    written.ask(HighlightEntry(first.id))
    written.ask(ParkEntry(written.entries()[-1].id))
    seen = Seen(page_of(written.facilitator()))
    inside = {link[1:] for link in seen.all("a", "href") if link.startswith("#")}

    assert inside - set(seen.ids) == set()
    assert {f"entry-{first.id}", "parking-lot", "theme-2", "in-short"} <= inside
    assert len(seen.ids) == len(set(seen.ids))
    levels = seen.headings
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_chairs_points_stand_with_their_table(written: House) -> None:
    written.ask(WriteSummary(STEP, STEP, ("Geen geld", "", "<b>"), table="3"))
    page = page_of(written.observer())

    assert 'dir="auto">Geen geld</li><li dir="auto">&lt;b&gt;</li> </ol>' in page
    assert '<dt>Summaries</dt><dd><a href="#at-knelpunten-knelpunten-3">1</a>' in page
    assert "The chair says: this is right." not in page


def test_before_anything_is_written_the_page_says_so(house: House) -> None:
    assert '<p class="lead">No contributions yet.</p>' in page_of(house.facilitator())


def test_the_points_of_a_harvest_stand_with_the_word_of_the_chair(house: House) -> None:
    harvest = {"id": "oogst", "kind": "harvest", "title": "Oogst"}
    house.ask(PutActivity(harvest))
    client = house.facilitator()
    assert "harvest-oogst" not in client.get("/results").text
    house.ask(OpenActivity("oogst"))
    house.ask(WriteSummary("oogst", "punten", ("<b>Fonds</b>", "", "Loket")), CHAIR)
    house.ask(AgreeSummary("oogst", "punten"), CHAIR)
    page = " ".join(client.get("/results", headers={"Accept-Language": "en"}).text.split())
    own = page[page.index('id="harvest-oogst"') :]
    assert "Table 3 · Financing" in own
    assert "&lt;b&gt;Fonds&lt;/b&gt;" in own
    assert "The chair says: this is right." in own
    assert "Without points: 1, 2, 4" in own
    (told,) = client.get("/results.json").get_json()["harvests"]
    (there,) = [one for one in told["tables"] if one["points"]]
    assert there == {
        "table": "3",
        "theme": "financiering",
        "points": ["<b>Fonds</b>", "Loket"],
        "is_agreed": True,
    }
