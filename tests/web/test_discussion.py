"""A discussion through plain forms, as a browser without script, and what the results say of it."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import (
    CloseActivity,
    HideEntry,
    OpenActivity,
    PauseActivity,
    PostEntry,
    PutActivity,
)
from appliance.conference.records import Entry, Relation, Role
from appliance.web.results import BOM

from .house import STEP, House, new_id

ENGLISH = {"Accept-Language": "en"}
TALK = "bespreken"
ITEMS: list[dict[str, Any]] = [
    {"id": "fund", "text": {"nl": "Eén fonds", "en": "One fund"}},
    {"id": "lots", "text": "<b>Percelen</b>"},
]


@pytest.fixture
def talking(house: House) -> House:
    """A house in which two topics are discussed."""
    title = {"nl": "Waar staan wij?", "en": "Where do we stand?"}
    house.ask(CloseActivity(STEP))
    house.ask(PutActivity({"id": TALK, "kind": "discussion", "title": title, "items": ITEMS}))
    house.ask(OpenActivity(TALK))
    return house


def say(client: FlaskClient, text: str, topic: str = "fund", **more: str) -> TestResponse:
    """Send the plain form of a topic."""
    form = {"id": new_id(), "activity": TALK, "question": topic, "topic": topic, "text": text}
    return client.post("/t/3/entries", data=form | more)


def entries(house: House) -> list[Entry]:
    found: list[Entry] = house.conductor.read(lambda room: room.entries_of(TALK))
    return found


def card(house: House) -> str:
    """The address on the card of the chair of table 3."""
    return f"/chair/{house.code(Role.CHAIR, '3')}"


def host(house: House, do: str, **more: str) -> TestResponse:
    """Send a plain form of the chair's page."""
    form = {"id": new_id(), "do": do, "topic": "fund", **more}
    return house.chair().post(f"{card(house)}/acts", data=form, headers=ENGLISH)


# -- participants ---------------------------------------------------------------------------------


def test_first_stand_all_topics_with_what_was_said_about_each(talking: House) -> None:
    client = talking.seated()
    say(client, "Ja", relation="for")
    page = client.get("/t/3", headers=ENGLISH).text
    assert re.findall(r'href="/t/3\?topic=(\w+)"', page) == ["fund", "lots"]
    assert "&lt;b&gt;Percelen&lt;/b&gt;" in page
    assert "1 for" in page
    assert "Nothing said yet." in page
    assert "<textarea" not in page.split('class="lists"')[0]


def test_who_writes_about_a_topic_comes_back_to_it(talking: House) -> None:
    client = talking.seated()
    answer = say(client, "Ja", relation="for")
    assert answer.status_code == 303
    page = client.get(answer.location, headers=ENGLISH).text
    assert "✓ Saved" in page
    assert "One fund" in page
    assert [(e.question, e.relation, e.text) for e in entries(talking)] == [
        ("fund", Relation.FOR, "Ja")
    ]


def test_a_stance_may_be_left_out_and_others_can_answer(talking: House) -> None:
    client = talking.seated()
    say(client, "Ja")
    (first,) = entries(talking)
    say(talking.seated("3"), "Eens", parent=first.id, relation="comment")
    told = [(e.relation, e.parent) for e in entries(talking)]
    assert told == [(None, None), (Relation.COMMENT, first.id)]
    assert "Eens" in client.get("/t/3?topic=fund").text


@pytest.mark.parametrize(
    ("text", "more", "status", "sentence"),
    [
        ("Ja", {"topic": "gone", "question": "gone"}, 404, "This question is not part"),
        ("Ja", {"relation": "hates"}, 400, "does not understand this"),
        ("x" * 2_001, {"relation": "for"}, 422, "2,001 characters"),
        (" ", {}, 422, "Type your contribution first."),
    ],
)
def test_what_does_not_fit_is_told_with_the_text_kept(
    talking: House, text: str, more: dict[str, str], status: int, sentence: str
) -> None:
    client = talking.seated()
    form = {"id": new_id(), "activity": TALK, "question": "fund", "text": text} | more
    answer = client.post("/t/3/entries", data=form, headers=ENGLISH)
    assert (answer.status_code, entries(talking)) == (status, [])
    assert sentence in answer.text
    assert text.strip() in answer.text


def test_a_refused_text_keeps_its_stance(talking: House) -> None:
    client = talking.seated()
    answer = say(client, "x" * 2_001, relation="against")
    assert 'value="against" checked' in answer.text


def test_after_closing_the_text_can_be_given_to_the_chair(talking: House) -> None:
    client = talking.seated()
    talking.ask(CloseActivity(TALK))
    answer = say(client, "Te laat", relation="for")
    assert answer.status_code == 409
    assert 'name="to_chair"' in answer.text
    say(client, "Te laat", relation="for", to_chair="1")
    (late,) = entries(talking)
    assert (late.is_late, late.relation) == (True, Relation.FOR)


def test_while_it_is_paused_the_page_says_so(talking: House) -> None:
    talking.ask(PauseActivity(TALK))
    page = talking.seated().get("/t/3?topic=fund", headers=ENGLISH).text
    assert "Please listen for a moment." in page


def test_an_unknown_topic_in_the_address_shows_all_of_them(talking: House) -> None:
    page = talking.seated().get("/t/3?topic=%22%3E%3Cscript%3E", headers=ENGLISH).text
    assert "Choose a topic" in page
    assert '"><script>' not in page


@pytest.mark.parametrize("sight", ["phone", "chair", "stage"])
def test_who_prepares_sees_a_discussion_beforehand(house: House, sight: str) -> None:
    item = {"id": TALK, "kind": "discussion", "title": "Straks", "items": ITEMS}
    house.ask(PutActivity(item | {"questions": [{"id": "why", "text": "Waarom?"}]}))
    answer = house.facilitator().get(f"/prepare/conference-1/preview/{TALK}?sight={sight}")
    assert "Waarom?" in answer.text


# -- chairs ---------------------------------------------------------------------------------------


def test_a_chair_reads_writes_and_answers_without_script(talking: House) -> None:
    say(talking.seated(), "Hoe dan?", relation="question")
    (asked,) = entries(talking)
    members = {"activity": TALK, "question": "fund"}
    answer = host(talking, "post_entry", text="Zo", relation="for", **members)
    assert answer.status_code == 303
    host(talking, "post_entry", text="Samen", parent=asked.id, relation="comment", **members)
    page = talking.chair().get(answer.location, headers=ENGLISH).text
    assert ["Zo" in page, "Samen" in page, "Hoe dan?" in page] == [True, True, True]
    assert "1 question" in page
    assert "without an answer" not in page
    assert [str(e.origin) for e in entries(talking)] == ["room", "chair", "chair"]


def test_a_chair_highlights_and_parks_without_script(talking: House) -> None:
    say(talking.seated(), "Ja", relation="for")
    (said,) = entries(talking)
    host(talking, "highlight_entry", entry=said.id, on="1")
    assert entries(talking)[0].is_highlighted
    host(talking, "highlight_entry", entry=said.id, on="")
    assert not entries(talking)[0].is_highlighted
    host(talking, "park_entry", entry=said.id)
    assert entries(talking)[0].is_parked
    host(talking, "restore_entry", entry=said.id)
    assert not entries(talking)[0].is_parked


def test_a_refused_answer_of_a_chair_keeps_its_text(talking: House) -> None:
    say(talking.seated(), "Hoe dan?", relation="question")
    (asked,) = entries(talking)
    members = {"activity": TALK, "question": "fund", "parent": asked.id, "relation": "comment"}
    answer = host(talking, "post_entry", text="x" * 2_001, **members)
    assert answer.status_code == 422
    assert "x" * 2_001 in answer.text
    assert f'name="parent" value="{asked.id}"' in answer.text


def test_what_a_chair_sent_too_late_is_kept_and_can_be_added_as_late(talking: House) -> None:
    talking.ask(CloseActivity(TALK))
    members = {"activity": TALK, "question": "fund", "text": "Te laat", "relation": "for"}
    answer = host(talking, "post_entry", **members)
    assert answer.status_code == 409
    assert ">Te laat</textarea>" in answer.text
    assert 'name="to_chair"' in answer.text
    host(talking, "post_entry", **members, to_chair="1")
    (late,) = entries(talking)
    assert (late.is_late, late.relation) == (True, Relation.FOR)


def test_a_form_of_a_chair_can_be_sent_twice_and_does_one_thing(talking: House) -> None:
    form = {"id": new_id(), "do": "post_entry", "activity": TALK, "question": "fund", "text": "Zo"}
    for _ in range(2):
        talking.chair().post(f"{card(talking)}/acts", data=form)
    assert len(entries(talking)) == 1


@pytest.mark.parametrize(
    ("do", "members", "status"),
    [
        ("close_activity", {"activity": TALK}, 400),
        ("hide_entry", {"entry": "x"}, 400),
        ("park_entry", {"entry": "gone"}, 404),
        ("post_entry", {"activity": TALK, "question": "gone", "text": "Bewaar mij"}, 404),
        ("post_entry", {"activity": TALK, "question": "fund", "text": "x" * 2_001}, 422),
        ("post_entry", {"activity": TALK, "question": "fund", "text": "x", "relation": "no"}, 400),
    ],
)
def test_a_chairs_form_asks_nothing_else(
    talking: House, do: str, members: dict[str, str], status: int
) -> None:
    answer = host(talking, do, **members)
    assert (answer.status_code, entries(talking)) == (status, [])
    assert members.get("text", "") in answer.text


def test_without_the_right_code_nothing_is_done(talking: House) -> None:
    form = {"id": new_id(), "do": "post_entry", "activity": TALK, "text": "x"}
    answer = talking.client().post("/chair/wrong/acts", data=form)
    assert (answer.status_code, entries(talking)) == (403, [])


def test_who_takes_their_contributions_home_reads_the_topic_and_where_they_stood(
    talking: House,
) -> None:
    client = talking.seated()
    say(client, "Ja", relation="for")
    told = client.get("/t/3/mine.txt", headers=ENGLISH).text
    assert "One fund" in told
    assert " · For)" in told


# -- results --------------------------------------------------------------------------------------


@pytest.fixture
def talked(talking: House) -> House:
    """The same with something said: for, against, a question with an answer, and one hidden."""
    for text, relation in (("Ja", "for"), ("Nee", "against"), ("Hoe?", "question")):
        say(talking.seated(), text, relation=relation)
    asked = entries(talking)[-1]
    say(talking.seated(), "Zo", parent=asked.id, relation="comment")
    made = talking.ask(PostEntry(TALK, "Weg", "lots", relation=Relation.FOR, for_table="4")).made
    talking.ask(HideEntry(str(made)))
    return talking


def test_the_results_tell_each_topic_in_figures(talked: House) -> None:
    client = talked.facilitator()
    told: Any = client.get("/results.json").get_json()["discussions"]
    nothing = dict.fromkeys(("entries", "in_favour", "against", "questions"), 0)
    nothing |= {"open_questions": 0, "answers": 0}
    said = {"entries": 3, "in_favour": 1, "against": 1, "questions": 1, "answers": 1}
    assert told == [
        {
            "activity": TALK,
            "title": {"nl": "Waar staan wij?", "en": "Where do we stand?"},
            "topics": [
                {"id": "fund", "text": ITEMS[0]["text"], **nothing, **said},
                {"id": "lots", "text": ITEMS[1]["text"], **nothing},
            ],
        }
    ]
    page = client.get("/results", headers=ENGLISH).text
    assert f'<h2 id="talk-{TALK}">Where do we stand?</h2>' in page
    assert re.findall(r'data-what="Without an answer">(\d+)<', page) == ["0", "0"]
    assert re.findall(r'data-what="For">(\d+)<', page) == ["1", "0"]


def test_each_figure_leads_to_what_was_said(talked: House) -> None:
    page = talked.facilitator().get("/results", headers=ENGLISH).text
    (place,) = re.findall(rf'href="#(question-\d+-{TALK}-fund)"', page)
    assert f'id="{place}"' in page


def test_the_table_says_where_people_stand(talked: House) -> None:
    answer = talked.facilitator().get("/results.csv", headers={"Accept-Language": "en"})
    head, *rows = csv.reader(io.StringIO(answer.text.removeprefix(BOM)))
    at = head.index("Stance")
    stances = [row[at] for row in rows if row[head.index("Step")] == "Where do we stand?"]
    assert stances == ["For", "Against", "Question", "", "For"]
