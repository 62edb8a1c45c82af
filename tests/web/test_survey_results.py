"""What the survey said, as a page, as JSON and as tables."""

import csv
import io
import json
import subprocess
import sys
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from appliance.conference.commands import (
    Actor,
    AnswerSurvey,
    CloseSurvey,
    OpenSurvey,
    PutSurvey,
    TakeResponses,
)
from appliance.conference.records import Role
from appliance.intake import commands
from appliance.web.results import BOM

from .house import CONFERENCE, House, refusal
from .surveyed import ANSWERS, survey
from .test_manual import Seen

DEMO = files("appliance").joinpath("demo")
FILES = ("survey.json", "invitees.csv", "survey-responses.csv")
PATHS = (
    "/results/survey",
    "/results/survey/answers/open",
    "/results/survey.json",
    "/results/survey.csv",
    "/results/survey/answers.csv",
)
BOX = Actor(Role.BOX)


@pytest.fixture
def answered(house: House) -> House:
    """A house that took in the survey of the reference conference; it is open."""
    for name in FILES:
        content = DEMO.joinpath(name).read_bytes()
        for command in house.conductor.read(lambda r, c=content: list(commands(r, c, CONFERENCE))):
            house.ask(command, BOX)
    house.ask(OpenSurvey(), BOX)
    return house


@pytest.fixture
def over(answered: House) -> House:
    """The same, closed."""
    answered.ask(CloseSurvey(), BOX)
    return answered


def page_of(client: FlaskClient, path: str = "/results/survey") -> str:
    """The page in English, white space made one."""
    return " ".join(client.get(path, headers={"Accept-Language": "en"}).text.split())


@pytest.mark.parametrize("path", PATHS)
def test_what_the_survey_said_is_for_facilitators_and_observers_only(
    over: House, path: str
) -> None:
    seen_by = {
        "nobody": over.client(),
        "participant": over.seated(),
        "chair": over.chair(),
        "stage": over.stage(),
        "observer": over.observer(),
        "facilitator": over.facilitator(),
    }
    assert {who: client.get(path).status_code for who, client in seen_by.items()} == {
        "nobody": 401,
        "participant": 401,
        "chair": 401,
        "stage": 401,
        "observer": 200,
        "facilitator": 200,
    }


def test_until_it_is_closed_only_the_organiser_sees_a_figure(answered: House) -> None:
    observer, facilitator = answered.observer(), answered.facilitator()
    page = page_of(observer)
    assert "The survey is still open." in page
    assert "132" not in page
    assert "66%" not in page
    for path in PATHS[1:]:
        answer = observer.get(path)
        assert answer.status_code == 409
        assert "132" not in answer.text
    assert refusal(observer.get("/results/survey.json"))["code"] == "survey_running"
    page = page_of(facilitator)
    assert "The survey is still open." in page
    assert "Only the organiser sees this page until the survey is closed." in page
    assert "66%" in page


def test_without_a_survey_there_is_nothing_at_these_addresses(house: House) -> None:
    client = house.facilitator()
    assert {path: client.get(path).status_code for path in PATHS} == dict.fromkeys(PATHS, 404)
    assert "/results/survey" not in page_of(client, "/results")


def test_the_results_lead_to_the_survey_and_back(over: House) -> None:
    client = over.observer()
    assert 'href="/results/survey"' in page_of(client, "/results")
    assert 'href="/results"' in page_of(client)


def test_the_page_tells_who_answered_and_what_most_often(over: House) -> None:
    page = page_of(over.observer())
    assert "132 of 180 invitees answered (73%)." in page
    assert "<dt>Not attending</dt><dd>48</dd>" in page
    assert '<td role="cell" class="n">52 of 78</td>' in page
    matrix = page[page.index('id="question-knelpunt"') : page.index('id="question-top3"')]
    shares = [matrix.index(f'<td role="cell" class="n">{n}%</td>') for n in (66, 61, 57, 53, 50)]
    assert shares == sorted(shares)
    top = page[page.index('id="question-top3"') : page.index('id="question-open"')]
    assert top.count("shared 2nd place") == 2
    assert "1st place" in top
    assert "3rd place" not in top
    assert '<td role="cell" class="n">78</td>' in top


def test_the_page_has_headings_in_order_and_links_that_lead_somewhere(over: House) -> None:
    seen = Seen(page_of(over.observer()))
    inside = {link[1:] for link in seen.all("a", "href") if link.startswith("#")}
    assert inside - set(seen.ids) == set()
    assert len(seen.ids) == len(set(seen.ids))
    assert all(after - before <= 1 for before, after in pairwise(seen.headings))


def test_a_part_of_the_people_can_be_looked_at_apart(over: House) -> None:
    client = over.observer()
    away = client.get("/results/survey.json?part=not_attending").get_json()
    assert (away["part"], away["questions"][2]["n"], away["responded"]) == (
        "not_attending",
        48,
        132,
    )
    funders = page_of(client, "/results/survey?part=role:financier")
    assert 'href="/results/survey?part=role%3Afinancier#whose" aria-current="true"' in funders
    assert "25 answers" in funders
    assert client.get("/results/survey?part=role:bakker").status_code == 404


def test_a_part_that_is_too_small_is_not_told_anywhere(house: House) -> None:
    file = {
        "format": "tafelronde-survey/1",
        "title": "Enquête",
        "questions": [{"id": "open", "kind": "open", "text": "Wat nog?"}],
    }
    house.ask(PutSurvey(file), BOX)
    people = [("boer", n) for n in range(3)] + [("bakker", n) for n in range(8)]
    taken = [{"mark": f"{r}{n}", "role": r, "answers": {"open": f"{r}{n}"}} for r, n in people]
    house.ask(TakeResponses(tuple(taken)), BOX)
    client = house.facilitator()
    page = page_of(client)
    assert page.count("too few to show") == 2
    assert "part=role" not in page
    for path in PATHS:
        answer = client.get(f"{path}?part=role:boer")
        assert answer.status_code == 200
        assert "boer0" not in answer.text
        assert path == "/results/survey.csv" or "boer0" in client.get(path).text
    assert "Fewer than 5 answers: we do not show these apart." in page_of(
        client, "/results/survey?part=role:boer"
    )


def test_while_it_is_open_two_looks_show_no_single_answer_anywhere(house: House) -> None:
    survey(house)
    client = house.facilitator()
    people = [Actor(Role.INVITEE, f"open-{n}") for n in range(12)]
    looks = []
    for n, person in enumerate(people):
        told = AnswerSurvey({**ANSWERS, "open": f"eigen {n:02}"}, is_complete=True)
        house.ask(told, person)
        json_told = client.get("/results/survey.json").get_json()
        page = page_of(client) + page_of(client, "/results/survey/answers/open")
        tables = client.get("/results/survey.csv").text + client.get(PATHS[-1]).text
        looks.append((json_told["responded"], len(json_told["questions"][-1].get("texts", ()))))
        assert sum(f"eigen {m:02}" in page + tables for m in range(12)) == looks[-1][1]
    assert looks == [(n, 5 if n >= 10 else 0) for n in range(1, 13)]
    page = page_of(client)
    assert "so that nobody sees what one person answered: now 5 of 12." in page
    assert "can be seen after closing, so that nobody can be picked out" in page
    assert 'id="whose"' not in page
    answer = client.get("/results/survey.json?part=role:financier")
    assert refusal(answer)["code"] == "survey_together"
    house.ask(CloseSurvey())
    page = page_of(client)
    assert "answered: now" not in page
    assert 'id="whose"' in page
    assert page.count("eigen") == 10  # the first of 12
    house.ask(OpenSurvey())
    house.ask(CloseSurvey())
    answer = client.get("/results/survey.json?part=role:financier")
    assert refusal(answer)["code"] == "survey_together_again"


def test_what_goes_out_of_view_is_not_told_of_answers_that_do_not_count_yet(house: House) -> None:
    survey(house)
    house.ask(AnswerSurvey(ANSWERS, is_complete=True), Actor(Role.INVITEE, "open-1"))
    client = house.facilitator()
    rev = house.conductor.read(lambda room: room.surveys["survey"].rev)
    page = client.post(
        f"/prepare/{CONFERENCE}/survey/question/hoop/remove",
        data={"rev": str(rev)},
        headers={"Accept-Language": "en"},
    )
    text = " ".join(page.text.split())
    assert "0 answers" in text
    assert "1 person answered of whom nothing is counted yet." in text


def test_open_answers_are_found_by_any_of_their_words_and_come_page_by_page(house: House) -> None:
    file = {
        "format": "tafelronde-survey/1",
        "title": "Enquête",
        "questions": [{"id": "open", "kind": "open", "text": "Wat nog?"}],
    }
    house.ask(PutSurvey(file), BOX)
    texts = [f"Antwoord {n:03}" for n in range(118)] + ["Één <b>CAFÉ</b>", "Geen geld"]
    taken = [{"mark": text, "answers": {"open": text}} for text in texts]
    house.ask(TakeResponses(tuple(taken)), BOX)
    client = house.facilitator()
    path = "/results/survey/answers/open"
    assert page_of(client, path).count('class="quote"') == 50
    last = page_of(client, f"{path}?page=99")
    assert "page 3 of 3" in last
    assert last.count('class="quote"') == 20
    found = page_of(client, f"{path}?q=cafe+een")
    assert "1 answer has these words." in found
    assert "Één &lt;b&gt;CAFÉ&lt;/b&gt;" in found
    assert "0 answers have these words." in page_of(client, f"{path}?q=goud")
    assert client.get("/results/survey/answers/nowhere").status_code == 404


def test_the_order_of_open_answers_joins_none_to_that_of_another_question(over: House) -> None:
    told = over.observer().get("/results/survey.json").get_json()["questions"][4]["texts"]
    assert told == sorted(told, key=str.casefold)
    assert len(told) == 74


def test_the_tables_open_in_a_spreadsheet_and_run_nothing(house: House) -> None:
    file = {
        "format": "tafelronde-survey/1",
        "title": "Enquête",
        "questions": [
            {"id": "open", "kind": "open", "text": "=1+1"},
            {"id": "cijfer", "kind": "scale", "text": "Cijfer", "least": 0, "most": 2},
        ],
    }
    house.ask(PutSurvey(file), BOX)
    taken = [{"mark": str(n), "answers": {"open": f"=cmd{n}", "cijfer": n % 2}} for n in range(6)]
    house.ask(TakeResponses(tuple(taken)), BOX)
    client = house.facilitator()
    answer = client.get("/results/survey/answers.csv", headers={"Accept-Language": "en"})
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=survey-answers.csv"
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix(BOM))))
    assert rows[:2] == [["Question", "Answer"], ["'=1+1", "'=cmd0"]]
    answer = client.get("/results/survey.csv", headers={"Accept-Language": "en"})
    assert list(csv.reader(io.StringIO(answer.text.removeprefix(BOM)))) == [
        ["Question", "Row", "Answer", "Times chosen", "Answers", "Percent", "Average"],
        ["'=1+1", "", "", "", "6", "", ""],
        ["Cijfer", "", "0", "3", "6", "50", ""],
        ["Cijfer", "", "1", "3", "6", "50", ""],
        ["Cijfer", "", "2", "0", "6", "0", ""],
        ["Cijfer", "", "Average", "", "6", "", "0.50"],
    ]


def test_every_kind_of_question_has_its_figures_on_the_page(house: House) -> None:
    options = [{"id": id, "text": id} for id in ("rood", "geel", "blauw")]
    asked = {
        "multiple": {"options": options},
        "rank": {"options": options},
        "number": {},
        "scale": {"least": 1, "most": 5, "least_text": "slecht", "most_text": "goed"},
    }
    questions = [{"id": k, "kind": k, "text": f"Vraag {k}", **more} for k, more in asked.items()]
    house.ask(
        PutSurvey({"format": "tafelronde-survey/1", "title": "E", "questions": questions}), BOX
    )
    answers = {"multiple": ["rood", "geel"], "rank": ["geel", "rood"], "number": 7, "scale": 4}
    taken = [{"mark": str(n), "answers": answers} for n in range(5)]
    house.ask(TakeResponses(tuple(taken)), BOX)
    page = page_of(house.facilitator())
    assert "people could choose more than one" in page
    assert "<strong>7</strong> on average" in page
    assert "<strong>4</strong> on average, from 1 to 5" in page
    assert '1: <span lang="nl">slecht</span> · 5: <span lang="nl">goed</span>' in page
    rank = page[page.index('id="question-rank"') : page.index('id="question-number"')]
    assert rank.index(">geel<") < rank.index(">rood<")


def test_nothing_on_it_leads_to_a_person(over: House) -> None:
    client = over.facilitator()
    people = over.conductor.read(
        lambda room: [*room.invitees.values(), *(r for r in room.responses.values())]
    )
    seen = "".join(client.get(path).text for path in PATHS)
    assert people
    assert [p.id for p in people if p.id in seen] == []
    assert [p.label for p in people if getattr(p, "label", None) and p.label in seen] == []


def test_the_terminal_says_what_the_page_says(over: House, tmp_path: Path) -> None:
    page = page_of(over.observer())
    told = over.observer().get("/results/survey.json").get_json()
    for name in FILES:
        run = [sys.executable, "-m", "appliance.cli", "import", str(DEMO.joinpath(name))]
        subprocess.run([*run, "--data", str(tmp_path)], check=True, capture_output=True)
    run = [sys.executable, "-m", "appliance.cli", "results", "--data", str(tmp_path)]
    printed = subprocess.run(
        [*run, "--activity", "survey", "--json"], check=True, capture_output=True, text=True
    ).stdout
    assert {"part": "everybody", **json.loads(printed)} == told
    for row in told["questions"][2]["rows"]:
        assert f'<td role="cell" class="n">{row["share"]:.0%}</td>' in page
