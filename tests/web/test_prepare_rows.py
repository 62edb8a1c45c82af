"""Criteria, answers and items of its own: what a vote needs, set through plain forms."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from appliance.conference.activities import ACTIVITIES
from appliance.conference.commands import OpenActivity, PutActivity
from appliance.conference.writing import activity_item
from appliance.web.prepare_page import CHOICES, USE
from appliance.web.vote_rows import ROWS

from .house import House, open_house
from .test_prepare import ENGLISH, HOME, autosave, fields_of, file, post, step

POLL = {
    "id": "poll",
    "kind": "poll",
    "title": {"nl": "Peiling", "en": "Poll"},
    "minutes": 2,
    "question": {"nl": "Gaan we door?", "en": "Do we go on?"},
    "options": [{"nl": "Meteen", "en": "At once"}, "Later"],
}
RATING = "beoordelen"
VOTE = "prioriteiten"


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[House]:
    """The reference conference with a poll at its end; nothing has begun."""
    with open_house(tmp_path) as house:
        house.ask(PutActivity(POLL))
        yield house


@pytest.fixture
def browser(planned: House) -> FlaskClient:
    """The organiser's."""
    return planned.facilitator()


def path(step: str, rows: str, row: str = "") -> str:
    """Where a form of these rows goes."""
    return f"{HOME}/steps/{step}/{rows}" + (f"/{row}" if row else "")


def page(browser: FlaskClient) -> str:
    """The prepare page."""
    return browser.get(HOME, headers=ENGLISH).text


def item(house: House, id: str) -> dict[str, Any]:
    """A step as a conference file has it."""
    return next(each for each in file(house)["programme"] if each["id"] == id)


def change(browser: FlaskClient, where: str, **fields: Any) -> Any:
    """Send the form of a row as the script does, with these fields changed."""
    told = fields_of(page(browser), where)
    told = {name: value for name, value in told.items() if fields.get(name, "") is not None}
    changed = {name: value for name, value in fields.items() if value is not None}
    return autosave(browser, where, **{**told, **changed})


# -- criteria -------------------------------------------------------------------------------------


def test_a_rating_without_criteria_begins_with_the_usual_one(
    planned: House, browser: FlaskClient
) -> None:
    told = activity_item(step(planned, RATING))
    planned.ask(PutActivity({**told, "criteria": []}))
    assert "everybody gives one mark from 0 to 10" in page(browser)
    where = path(RATING, "criteria", "rating")
    assert change(browser, where, **{"title.en": "Mark", "low": "1"}).status_code == 200
    title = {"nl": "Cijfer", "en": "Mark"}
    assert item(planned, RATING)["criteria"] == [{"id": "rating", "title": title, "scale": [1, 10]}]
    assert "everybody gives one mark from 0 to 10" not in page(browser)


def test_criteria_are_added_set_moved_and_taken_out(planned: House, browser: FlaskClient) -> None:
    before = item(planned, RATING)["criteria"]
    lines = {"lines.nl": "Kosten\nSteun", "lines.en": "Costs\nSupport"}
    made = autosave(browser, path(RATING, "criteria"), **lines).get_json()["made"]
    assert made == "criterium"
    costs = {
        "id": "criterium",
        "title": {"nl": "Kosten", "en": "Costs"},
        "scale": [-5, 5],
        "step": 0.5,
        "weight": 2,
        "is_reversed": True,
    }
    where = path(RATING, "criteria", made)
    numbers = {"low": "−5", "high": "5", "step": "0,5", "weight": "2", "is_reversed": "1"}
    assert change(browser, where, **numbers).status_code == 200
    support = path(RATING, "criteria", "criterium-2")
    assert change(browser, support, answers="yes_no").status_code == 200
    yes_no = {"id": "criterium-2", "title": {"nl": "Steun", "en": "Support"}, "scale": [0, 1]}
    assert item(planned, RATING)["criteria"] == [*before, costs, yes_no]
    assert '<option value="yes_no" selected>' in page(browser)
    for _ in before:
        assert post(browser, support, act="up").status_code == 303
    assert post(browser, path(RATING, "criteria", made), act="remove").status_code == 303
    ids = [each["id"] for each in item(planned, RATING)["criteria"]]
    assert ids == [before[0]["id"], "criterium-2", *(each["id"] for each in before[1:])]
    seq = re.findall(r'name="seq" value="(\d+)"', page(browser))[0]
    assert post(browser, f"{HOME}/undo", seq=seq).status_code == 303
    assert costs in item(planned, RATING)["criteria"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"low": "5", "high": "5"}, "Give two whole numbers, the lowest first"),
        ({"low": "", "high": "5"}, "Give two whole numbers, the lowest first"),
        ({"low": "0.5"}, "Give two whole numbers, the lowest first"),
        ({"high": "9999999"}, "from −1,000 to 1,000"),
        ({"low": "0", "high": "10", "step": "3"}, "do not lead from 0 to 10"),
        ({"step": "veel"}, "do not lead from"),
        ({"step": "0"}, "do not lead from"),
        ({"step": "-1"}, "do not lead from"),
        ({"step": "nan"}, "do not lead from"),
        ({"low": "-1000", "high": "1000"}, "A scale has at most 200 steps"),
        ({"weight": "-1"}, "Choose a number from 0 to 100"),
        ({"weight": "1e3"}, "Choose a number from 0 to 100"),
        ({"title.nl": "", "title.en": " "}, "This needs words"),
    ],
)
def test_what_is_no_scale_is_refused_with_what_to_do(
    planned: House, browser: FlaskClient, fields: dict[str, str], said: str
) -> None:
    before = item(planned, RATING)
    where = path(RATING, "criteria", before["criteria"][0]["id"])
    answer = change(browser, where, **fields)
    assert (answer.status_code, said in answer.get_json()["message"]) == (422, True)
    assert item(planned, RATING) == before
    told = fields_of(page(browser), where)
    plain = browser.post(where, data={**told, **fields}, headers=ENGLISH)
    assert plain.status_code == 422
    assert said.replace("'", "&#39;") in plain.text


def test_one_criterion_at_least_has_to_count(planned: House, browser: FlaskClient) -> None:
    *others, last = (each["id"] for each in item(planned, RATING)["criteria"])
    for id in others:
        assert change(browser, path(RATING, "criteria", id), weight="0").status_code == 200
    answer = change(browser, path(RATING, "criteria", last), weight="0")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "criteria_weigh")


def test_more_criteria_than_fit_are_refused(planned: House, browser: FlaskClient) -> None:
    lines = "\n".join(f"C{n}" for n in range(10))
    answer = autosave(browser, path(RATING, "criteria"), **{"lines.nl": lines})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "rows_many")
    assert autosave(browser, path(RATING, "criteria"), **{"lines.nl": " \n"}).status_code == 422


# -- a poll ---------------------------------------------------------------------------------------


def test_a_poll_has_its_question_and_answers(planned: House, browser: FlaskClient) -> None:
    where = f"{HOME}/steps/poll"
    fields = {"setting.question.en": "Shall we go on?", "setting.form": "multiple"}
    assert change(browser, where, **fields).status_code == 200
    assert item(planned, "poll")["question"] == {"nl": "Gaan we door?", "en": "Shall we go on?"}
    assert item(planned, "poll")["form"] == "multiple"
    first = path("poll", "options", "1")
    assert change(browser, first, **{"text.en": "Now"}).status_code == 200
    assert item(planned, "poll")["options"] == [
        {"id": "1", "text": {"nl": "Meteen", "en": "Now"}},
        {"id": "2", "text": "Later"},
    ]
    autosave(browser, path("poll", "options"), **{"lines.nl": "Nooit", "lines.en": "Never"})
    assert post(browser, first, act="down").status_code == 303
    assert [each["id"] for each in item(planned, "poll")["options"]] == ["2", "1", "antwoord"]


def test_a_poll_that_asks_yes_or_no_keeps_its_answers(planned: House, browser: FlaskClient) -> None:
    assert change(browser, f"{HOME}/steps/poll", **{"setting.form": "yes_no"}).status_code == 200
    assert "This poll asks for yes or no." in page(browser)
    assert change(browser, path("poll", "options", "2"), **{"text.nl": "Straks"}).status_code == 200
    assert [each["id"] for each in item(planned, "poll")["options"]] == ["1", "2"]


def test_answers_that_a_file_has_as_items_stay_there(planned: House, browser: FlaskClient) -> None:
    told = {**POLL, "items": [{"id": "a", "text": "Ja hoor"}]}
    planned.ask(PutActivity(told))
    assert change(browser, path("poll", "options", "a"), **{"text.nl": "Ja!"}).status_code == 200
    assert item(planned, "poll")["items"] == [{"id": "a", "text": {"nl": "Ja!"}}]
    assert item(planned, "poll")["options"] == POLL["options"]


# -- items of its own -----------------------------------------------------------------------------


def test_many_lines_are_pasted_at_once_under_ids_that_are_nowhere_else(
    planned: House, browser: FlaskClient
) -> None:
    where = path(VOTE, "items")
    lines = {"lines.nl": "Fonds\n\n Regels \nGrond", "lines.en": "Fund", "theme": "financiering"}
    answer = post(browser, where, **lines)
    assert (answer.status_code, answer.location) == (303, f"{HOME}#items-{VOTE}-new")
    assert post(browser, path(RATING, "items"), **{"lines.nl": "Elders"}).status_code == 303
    assert item(planned, VOTE)["items"] == [
        {"id": "punt", "text": {"nl": "Fonds", "en": "Fund"}, "theme": "financiering"},
        {"id": "punt-2", "text": {"nl": "Regels"}, "theme": "financiering"},
        {"id": "punt-3", "text": {"nl": "Grond"}, "theme": "financiering"},
    ]
    assert [each["id"] for each in item(planned, RATING)["items"]] == ["punt-4"]
    assert "3 items of its own" in page(browser)
    second = path(VOTE, "items", "punt-2")
    assert change(browser, second, theme="").status_code == 200
    assert post(browser, second, act="to", to="1").status_code == 303
    first, *_ = item(planned, VOTE)["items"]
    assert first == {"id": "punt-2", "text": {"nl": "Regels"}}


def test_of_a_long_list_the_first_ones_are_on_the_page(
    planned: House, browser: FlaskClient
) -> None:
    lines = "\n".join(f"Punt {n}" for n in range(250))
    assert post(browser, path(VOTE, "items"), **{"lines.nl": lines}).status_code == 303
    told = page(browser)
    assert "The first 200 of 250 can be changed here." in told
    assert told.count(f'data-key="items-{VOTE}-') == 200
    assert post(browser, path(VOTE, "items"), **{"lines.nl": "x\n" * 1800}).status_code == 422


# -- two who edit at once -------------------------------------------------------------------------


def test_two_who_change_different_rows_do_not_meet_and_the_same_one_are_told(
    planned: House, browser: FlaskClient
) -> None:
    post(browser, path(VOTE, "items"), **{"lines.nl": "Een\nTwee"})
    first, second = path(VOTE, "items", "punt"), path(VOTE, "items", "punt-2")
    mine, theirs = (fields_of(page(browser), where) for where in (first, second))
    assert autosave(browser, second, **{**theirs, "text.nl": "Van hen"}).status_code == 200
    answer = autosave(browser, first, **{**mine, "text.nl": "Mijn"})
    assert answer.status_code == 200
    again = fields_of(page(browser), first)
    assert answer.get_json()["rev"] == again["rev"][0]
    stale = autosave(browser, second, **{**theirs, "text.nl": "Ook mijn"})
    assert (stale.status_code, stale.get_json()["code"]) == (409, "changed_meanwhile")
    plain = browser.post(second, data={**theirs, "text.nl": "Ook mijn"}, headers=ENGLISH)
    assert plain.status_code == 409
    assert re.search(r"Somebody else wrote here:</span> <q[^>]*>Van hen", plain.text)
    assert [each["text"]["nl"] for each in item(planned, VOTE)["items"]] == ["Mijn", "Van hen"]


def test_what_was_typed_in_a_row_that_is_gone_is_shown_and_changes_nothing(
    planned: House, browser: FlaskClient
) -> None:
    post(browser, path(VOTE, "items"), **{"lines.nl": "Een"})
    where = path(VOTE, "items", "punt")
    fields = fields_of(page(browser), where)
    assert post(browser, where, act="remove").status_code == 303
    answer = browser.post(where, data={**fields, "text.nl": "Nog iets"}, headers=ENGLISH)
    assert answer.status_code == 404
    assert "Somebody else removed this." in answer.text
    assert "<q>Nog iets</q>" in answer.text
    assert item(planned, VOTE)["items"] == []


def test_what_has_begun_keeps_what_people_vote_on(planned: House, browser: FlaskClient) -> None:
    planned.ask(OpenActivity("poll"))
    told = page(browser)
    assert f'action="{path("poll", "options")}"' not in told
    assert "This step has begun. This can no longer be changed." in told
    assert post(browser, path("poll", "options", "1"), act="remove").status_code == 409
    answer = post(browser, path("poll", "options"), **{"lines.nl": "x"})
    assert (answer.status_code, "This step has begun." in answer.text) == (409, True)


@pytest.mark.parametrize("rows", list(ROWS))
def test_nobody_else_sets_anything(planned: House, rows: str) -> None:
    before = planned.records()
    for stranger in (planned.client(), planned.observer(), planned.chair(), planned.stage()):
        for where in (path(RATING, rows), path(RATING, rows, "rating")):
            assert post(stranger, where, **{"lines.nl": "x"}).status_code == 401
    organiser = planned.facilitator()
    assert post(organiser, path("knelpunten", rows), **{"lines.nl": "x"}).status_code == 422
    assert post(organiser, path("nowhere", rows), **{"lines.nl": "x"}).status_code == 404
    assert planned.records() == before


def test_who_votes_and_what_is_sorted_together_is_chosen(
    planned: House, browser: FlaskClient
) -> None:
    assert change(browser, f"{HOME}/steps/{VOTE}", writers="chairs").status_code == 200
    assert item(planned, VOTE)["writers"] == ["chair"]
    assert change(browser, f"{HOME}/steps/ordenen", scope="plenary").status_code == 200
    assert item(planned, "ordenen")["scope"] == "plenary"
    fields = fields_of(page(browser), f"{HOME}/steps/{VOTE}")
    assert fields["writers"] == ["chairs"]


# -- every kind -----------------------------------------------------------------------------------


def test_every_kind_has_a_line_on_when_to_use_it_and_every_choice_its_words() -> None:
    assert ACTIVITIES.keys() <= USE.keys()
    for kind in ACTIVITIES.values():
        for setting in kind.settings:
            for choice in setting.choices:
                assert {choice, f"{kind.name}.{choice}"} & CHOICES.keys(), (kind.name, choice)
            assert isinstance(setting.label, dict)
            assert setting.label.keys() == {"nl", "en"}


def test_every_setting_of_every_kind_is_on_its_form(planned: House, browser: FlaskClient) -> None:
    for kind in ACTIVITIES.values():
        planned.ask(PutActivity({"id": f"a-{kind.name}", "kind": kind.name, "title": "Stap"}))
    told = page(browser)
    for kind in ACTIVITIES.values():
        where = f"{HOME}/steps/a-{kind.name}"
        fields = fields_of(told, where)
        for setting in kind.settings:
            names = (f"setting.{setting.name}", f"setting.{setting.name}.nl")
            is_there = any(name in fields for name in (*names, f"{names[0]}.is_shown"))
            is_elsewhere = setting.name in (*ROWS, "chosen")
            assert is_there or is_elsewhere, (kind.name, setting.name)
        before = activity_item(step(planned, f"a-{kind.name}"))
        assert browser.post(where, data=fields).status_code == 303
        assert activity_item(step(planned, f"a-{kind.name}")) == before
