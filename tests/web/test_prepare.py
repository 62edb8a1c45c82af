"""The organiser makes and edits a conference through plain forms; a script sends the same ones."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from appliance.conference.commands import OpenActivity, PutActivity
from appliance.conference.records import Activity, Conference
from appliance.conference.writing import conference_file

from .house import CODE, CONFERENCE, STEP, House, new_id, open_house, refusal

HOME = f"/prepare/{CONFERENCE}"
ENGLISH = {"Accept-Language": "en"}
SCRIPT = {"Accept": "application/json", **ENGLISH}
REFERENCE = files("appliance").joinpath("demo/conference.json").read_bytes()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """A box without a conference."""
    with open_house(tmp_path, has_conference=False) as house:
        yield house


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[House]:
    """The reference conference, of which nothing has begun."""
    with open_house(tmp_path) as house:
        yield house


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Send a form as a browser without script does."""
    return browser.post(path, data={"id": new_id(), **fields}, headers=ENGLISH)


def autosave(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Send a form as the script does."""
    return browser.post(path, data={"id": new_id(), **fields}, headers=SCRIPT)


def file(house: House) -> dict[str, Any]:
    """The conference as a file."""
    return house.conductor.read(conference_file)


def step(house: House, id: str = STEP) -> Activity:
    """A step as it is now."""
    return house.conductor.read(lambda room: room.activities[id])


def conference(house: House) -> Conference:
    """The conference as it is now."""
    found = house.conductor.read(lambda room: room.conference)
    assert found is not None
    return found


def steps(house: House) -> list[str]:
    """The ids of the programme in order."""
    return [each["id"] for each in file(house)["programme"]]


def fields_of(page: str, action: str) -> dict[str, Any]:
    """What a browser would send of the form with this address that has a Save button."""
    forms = re.findall(r"<form[^>]*>.*?</form>", page, re.DOTALL)
    [form] = [f for f in forms if f'action="{action}"' in f and "data-autosave" in f]
    found: dict[str, Any] = {}

    def put(name: str, value: str) -> None:
        found.setdefault(name, []).append(value)

    for tag in re.findall(r"<input[^>]*>", form, re.DOTALL):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_off = told.get("type") == "checkbox" and not tag.rstrip(">").endswith("checked")
        if "name" in told and not is_off:
            put(told["name"], told.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        put(name, text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.S):
        put(name, re.findall(r'value="([^"]*)" selected', options)[0])
    return {**found, "id": new_id()}


def shown(house: House, browser: FlaskClient, path: str = HOME) -> str:
    """The page in English."""
    return browser.get(path, headers=ENGLISH).text


# -- coming in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/prepare", HOME, f"{HOME}/preview/{STEP}"])
def test_only_the_organiser_comes_in_and_is_led_on(planned: House, path: str) -> None:
    stranger = planned.client()
    page = stranger.get(path, headers=ENGLISH)
    assert (page.status_code, "Type your code" in page.text) == (401, True)
    signed_in = stranger.post("/sign-in", data={"code": CODE, "next": path})
    assert (signed_in.status_code, signed_in.location) == (303, path)
    assert stranger.get(path, follow_redirects=True).status_code == 200


@pytest.mark.parametrize("form", ["about", "themes", "tables", f"steps/{STEP}", "undo", "recipes"])
def test_nobody_else_changes_anything(planned: House, form: str) -> None:
    before = planned.records()
    for browser in (planned.client(), planned.observer(), planned.chair(), planned.stage()):
        assert post(browser, f"{HOME}/{form}", title="x").status_code == 401
    evil = planned.facilitator().post(f"{HOME}/{form}", headers={"Origin": "http://evil.example"})
    assert evil.status_code == 403
    assert planned.records() == before


def test_another_conference_is_not_here(planned: House) -> None:
    browser = planned.facilitator()
    assert browser.get("/prepare/other").status_code == 404
    assert browser.get(f"/prepare/other/preview/{STEP}").status_code == 404
    assert post(browser, "/prepare/other/themes").status_code == 404
    assert browser.get(f"{HOME}/preview/gone").status_code == 404


# -- beginning ---------------------------------------------------------------------------------


def test_an_empty_box_leads_to_making_a_conference(empty: House) -> None:
    browser = empty.facilitator()
    assert 'href="/prepare"' in shown(empty, browser, "/control")
    page = shown(empty, browser, "/prepare")
    assert "Make a conference" in page
    assert "One question at all tables" in page
    assert 'action="/control/begin"' in page


def test_a_conference_is_made_from_nothing(empty: House) -> None:
    browser = empty.facilitator()
    made = post(browser, "/prepare", title="Onze dag", date="2026-12-01", themes="3", tables="7")
    assert (made.status_code, made.location) == (303, "/prepare")
    assert browser.get("/prepare").location == HOME
    found = file(empty)
    assert (found["title"], found["date"]) == ({"en": "Onze dag"}, "2026-12-01")
    assert [table["theme"] for table in found["tables"]][-3:] == ["thema-2", "thema-3", "thema-3"]
    assert found["programme"] == []


def test_a_conference_is_made_from_a_recipe_and_a_second_one_is_not(empty: House) -> None:
    browser = empty.facilitator()
    asked = {"themes": "2", "tables": "4", "recipe": "1-work-conference"}
    post(browser, "/prepare", title="Onze dag", **asked)
    reference = [each["id"] for each in json.loads(REFERENCE)["programme"]]
    assert steps(empty) == reference
    before = empty.records()
    assert post(browser, "/prepare", title="Nog een", **asked).status_code == 303
    assert empty.records() == before


def test_a_conference_file_leads_back_to_preparing(empty: House) -> None:
    chosen = {"file": (BytesIO(REFERENCE), "conference.json"), "next": "/prepare"}
    answer = empty.facilitator().post("/control/begin", data=chosen)
    assert (answer.status_code, answer.location) == (303, "/prepare")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " ", "themes": "3", "tables": "7"},
        {"title": "Dag", "themes": "0", "tables": "7"},
        {"title": "Dag", "themes": "9", "tables": "7"},
        {"title": "Dag", "themes": "3", "tables": "zeven"},
        {"title": "Dag", "themes": "3", "tables": "7", "date": "morgen"},
        {"title": "Dag", "themes": "3", "tables": "7", "starts_at": "25:00"},
    ],
)
def test_what_cannot_be_is_told_and_kept(empty: House, fields: dict[str, str]) -> None:
    page = post(empty.facilitator(), "/prepare", **fields)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert f'value="{fields["title"]}"' in page.text
    assert empty.records() == []


# -- editing -----------------------------------------------------------------------------------


def test_the_page_reads_as_a_programme_with_times(planned: House) -> None:
    browser = planned.facilitator()
    about = fields_of(shown(planned, browser), f"{HOME}/about")
    assert post(browser, f"{HOME}/about", **{**about, "starts_at": "13:00"}).status_code == 303
    page = shown(planned, browser)
    times = re.findall(r"<time>([^<]*)</time>", page)
    assert times == [
        *("13:00", "13:15", "13:25", "14:00", "14:45", "14:45", "15:05", "15:20", "15:35"),
        *("15:50", "16:00", "16:05"),
    ]
    assert "at the same time as “Break”" in page
    assert "Nothing is missing" in page


def test_saving_every_form_as_it_stands_changes_nothing(planned: House) -> None:
    browser = planned.facilitator()
    page = shown(planned, browser)
    before = planned.records()
    places = [f"steps/{id}" for id in steps(planned)]
    places += ["about", "themes/regels", "tables/6"]
    for place in places:
        answer = autosave(browser, f"{HOME}/{place}", **fields_of(page, f"{HOME}/{place}"))
        assert answer.status_code == 200, (place, answer.text)
    assert planned.records() == before


def test_the_conference_s_own_members_are_edited(planned: House) -> None:
    browser = planned.facilitator()
    told = {"title.nl": "Dag", "title.en": "Day", "place": "Utrecht", "languages": ["en"]}
    told |= {"asks": ["role"], "contact.name": "Ann", "contact.phone": "06 12345678"}
    answer = post(browser, f"{HOME}/about", **told)
    assert (answer.status_code, answer.location) == (303, f"{HOME}#about")
    found = file(planned)
    assert found["title"] == {"nl": "Dag", "en": "Day"}
    assert (found["place"], found["languages"], found["asks"]) == ("Utrecht", ["en"], ["role"])
    assert found["contact"] == {"name": "Ann", "phone": "06 12345678"}


def test_themes_are_added_named_moved_and_removed(planned: House) -> None:
    browser = planned.facilitator()
    added = post(browser, f"{HOME}/themes", **{"title.nl": "Wonen", "title.en": "Housing"})
    assert added.location == f"{HOME}#theme-wonen"
    post(browser, f"{HOME}/themes/wonen", act="up")
    post(browser, f"{HOME}/themes/wonen", **{"title.nl": "Thuis", "title.en": ""})
    themes = file(planned)["themes"]
    assert [theme["id"] for theme in themes][-2:] == ["wonen", "erkenning"]
    assert themes[-2]["title"] == {"nl": "Thuis"}
    in_use = post(browser, f"{HOME}/themes/regels", act="remove")
    assert (in_use.status_code, 'role="alert"' in in_use.text) == (409, True)
    post(browser, f"{HOME}/themes/wonen", act="remove")
    assert len(file(planned)["themes"]) == 5


def test_tables_are_added_given_a_chair_and_removed(planned: House) -> None:
    browser = planned.facilitator()
    added = post(browser, f"{HOME}/tables", theme="regels")
    assert added.location == f"{HOME}#table-11"
    assert "Table 11 has no chair yet." in shown(planned, browser)
    post(browser, f"{HOME}/tables/11", theme="impact", chair=" Ann ", seats="8")
    told = {"number": 11, "theme": "impact", "seats": 8, "chair": "Ann"}
    assert file(planned)["tables"][-1] == told
    post(browser, f"{HOME}/tables/11", act="remove")
    assert len(file(planned)["tables"]) == 10


def test_steps_are_added_moved_copied_and_removed(planned: House) -> None:
    browser = planned.facilitator()
    reference = steps(planned)
    post(browser, f"{HOME}/steps", kind="brainstorm", minutes="25", after="inloop")
    assert steps(planned)[:3] == ["inloop", "new-step", "opening"]
    made = step(planned, "new-step")
    assert (made.kind, made.minutes, made.scope) == ("brainstorm", 25, "table")
    assert "“New step” has no question yet." in shown(planned, browser)
    post(browser, f"{HOME}/steps/new-step", act="down")
    assert steps(planned)[1:3] == ["opening", "new-step"]
    post(browser, f"{HOME}/steps/new-step", act="to", to="1")
    post(browser, f"{HOME}/steps/new-step", act="up")
    assert steps(planned)[0] == "new-step"
    post(browser, f"{HOME}/steps/{STEP}", act="copy")
    copied = steps(planned)[steps(planned).index(STEP) + 1]
    assert step(planned, copied).questions == step(planned).questions
    for id in ("new-step", copied):
        post(browser, f"{HOME}/steps/{id}", act="remove")
    assert steps(planned) == reference


def test_a_step_is_edited_with_its_questions_per_theme(planned: House) -> None:
    browser = planned.facilitator()
    place = f"{HOME}/steps/{STEP}"
    told = fields_of(shown(planned, browser), place)
    new = told["questions"][-1]
    told |= {
        "title.nl": "Wat knelt",
        "minutes": "40",
        "scope": "theme",
        "attribution": "named",
        "writers": "chairs",
        "instruction.en": "Write first",
        f"question.{new}.text.nl": "En bij u?",
        f"question.{new}.themes": ["impact", "regels"],
        "question.knelpunten.prompts.nl": "Wie?\n\nWat?",
        "question.knelpunten.prompts.en": "Who?\nHow?",
        "setting.text_most": "300",
    }
    assert post(browser, place, **told).status_code == 303
    found = next(each for each in file(planned)["programme"] if each["id"] == STEP)
    assert found["title"] == {"nl": "Wat knelt", "en": "Obstacles, at the tables"}
    assert (found["minutes"], found["scope"], found["attribution"]) == (40, "theme", "named")
    assert (found["writers"], found["text_most"]) == (["chair"], 300)
    assert found["instruction"] == {"en": "Write first"}
    assert found["questions"][1] == {
        "id": new,
        "text": {"nl": "En bij u?"},
        "themes": ["impact", "regels"],
    }
    prompts = [{"nl": "Wie?", "en": "Who?"}, {"en": "How?"}, {"nl": "Wat?"}]
    assert found["questions"][0]["prompts"] == prompts
    page = shown(planned, browser)
    assert "With name: everyone sees who wrote what." in page
    post(browser, place, **{**fields_of(page, place), "drop": new})
    assert [question.id for question in step(planned).questions] == ["knelpunten"]


def test_a_step_of_a_kind_that_is_not_known_keeps_all_that_is_its_own(planned: House) -> None:
    browser = planned.facilitator()
    planned.ask(PutActivity({"id": "later", "kind": "hologram", "title": "Later", "depth": 3}))
    before = step(planned, "later")
    post(browser, f"{HOME}/steps/later", **{"title.nl": "Kiezen", "minutes": "12"})
    after = step(planned, "later")
    assert (after.settings, after.kind, after.minutes) == (before.settings, before.kind, 12)
    assert "A step for later" in shown(planned, browser)


def test_a_step_that_has_begun_keeps_what_people_answered_to(house: House) -> None:
    browser = house.facilitator()
    place = f"{HOME}/steps/{STEP}"
    told = fields_of(shown(house, browser), place)
    assert "questions" not in told
    assert post(browser, place, **{**told, "minutes": "50"}).status_code == 303
    assert step(house).minutes == 50
    asked = post(browser, place, **{**told, "id": new_id(), "rev": "", "scope": "plenary"})
    assert (asked.status_code, "This step has begun" in asked.text) == (409, True)
    assert post(browser, place, act="remove").status_code == 409


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("about", {"title.nl": "", "title.en": " "}),
        ("about", {"title.nl": "Dag", "date": "19 januari"}),
        ("about", {"title.nl": "Dag", "contact.name": "Ann"}),
        ("about", {"title.nl": "Dag", "participants_expected": "-1"}),
        ("themes", {"title.nl": ""}),
        ("tables/3", {"theme": "nergens"}),
        ("tables/3", {"theme": "impact", "seats": "0"}),
        (f"steps/{STEP}", {"title.nl": "x", "minutes": "1e3"}),
        (f"steps/{STEP}", {"title.nl": "x", "questions": "knelpunten"}),
        (f"steps/{STEP}", {"title.nl": "x", "setting.text_most": "2001"}),
        ("steps", {"kind": "onbekend"}),
    ],
)
def test_what_does_not_fit_is_told_at_the_form_and_stays_in_it(
    planned: House, place: str, fields: dict[str, str]
) -> None:
    browser = planned.facilitator()
    before = planned.records()
    if "questions" in fields:
        fields = {**fields, "question.knelpunten.text.nl": "", "question.knelpunten.text.en": ""}
    page = post(browser, f"{HOME}/{place}", **fields)
    assert (page.status_code, page.text.count('role="alert"')) == (422, 1)
    assert refusal(autosave(browser, f"{HOME}/{place}", **fields))["message"] in page.text
    assert planned.records() == before


@pytest.mark.parametrize("place", ["themes/x", "tables/99", "steps/x", "recipes/x"])
def test_what_is_not_there_is_not_found(planned: House, place: str) -> None:
    assert post(planned.facilitator(), f"{HOME}/{place}", act="add").status_code == 404


# -- two editors, undo -------------------------------------------------------------------------


def test_a_script_is_told_from_which_change_to_go_on(planned: House) -> None:
    browser = planned.facilitator()
    told = fields_of(shown(planned, browser), f"{HOME}/about")
    for place in ("Utrecht", "Zwolle"):
        answer = autosave(browser, f"{HOME}/about", **{**told, "id": new_id(), "place": place})
        assert answer.get_json()["rev"] == str(conference(planned).rev)
        told["rev"] = answer.get_json()["rev"]
    assert conference(planned).place == "Zwolle"


def test_what_another_editor_wrote_is_shown_and_not_overwritten(planned: House) -> None:
    one, other = planned.facilitator(), planned.facilitator()
    place = f"{HOME}/steps/{STEP}"
    seen = fields_of(shown(planned, one), place)
    post(other, place, **{**seen, "id": new_id(), "title.en": "Theirs"})
    mine = {**seen, "title.en": "Mine"}
    refused = autosave(one, place, **mine)
    assert (refused.status_code, refusal(refused)["code"]) == (409, "changed_meanwhile")
    page = post(one, place, **{**mine, "id": new_id()})
    assert page.status_code == 409
    assert 'value="Mine"' in page.text
    assert '<q lang="en">Theirs</q>' in page.text
    assert step(planned).title["en"] == "Theirs"  # type: ignore[index]
    again = fields_of(page.text, place)
    assert post(one, place, **again).status_code == 303
    assert step(planned).title["en"] == "Mine"  # type: ignore[index]


def test_nobody_removes_what_somebody_else_typed_before_they_saw_it(planned: House) -> None:
    one, other = planned.facilitator(), planned.facilitator()
    post(one, f"{HOME}/themes", **{"title.nl": "Wonen"})
    removing = re.compile(
        r"/(\w+/\w+)\" data-act[^>]*>\s*<input[^>]*>\s*<input[^>]*\"rev\" value=\"(\d+)"
    )
    seen = dict(removing.findall(shown(planned, one)))
    for place, typed in (
        ("steps/pauze", {"title.nl": "Hun pauze"}),
        ("themes/wonen", {"title.nl": "Hun wonen"}),
        ("tables/6", {"theme": "regels", "chair": "Hun voorzitter"}),
    ):
        post(other, f"{HOME}/{place}", **typed)
        before = file(planned)
        page = post(one, f"{HOME}/{place}", act="remove", rev=seen[place])
        assert (page.status_code, file(planned)) == (409, before)
        post(one, f"{HOME}/steps/opening", act="down")
        now = dict(removing.findall(shown(planned, one)))[place]
        assert post(one, f"{HOME}/{place}", act="remove", rev=now).status_code == 303


def test_who_typed_last_removes_it_at_once(planned: House) -> None:
    browser = planned.facilitator()
    rev = str(step(planned, "pauze").rev)
    post(browser, f"{HOME}/steps/pauze", **{"title.nl": "Koffie"})
    assert post(browser, f"{HOME}/steps/pauze", act="remove", rev=rev).status_code == 303


def test_what_was_typed_in_what_is_gone_is_shown_without_a_script_too(planned: House) -> None:
    one, other = planned.facilitator(), planned.facilitator()
    place = f"{HOME}/steps/{STEP}"
    mine = fields_of(shown(planned, one), place)
    post(other, place, **{**mine, "id": new_id(), "drop": "knelpunten"})
    page = post(one, place, **{**mine, "question.knelpunten.text.en": "Typed <for> long"})
    assert page.status_code == 409
    told = re.search(r"Somebody else removed this.*?<q lang=.en.>([^<]*)<", page.text)
    assert told
    assert told[1] == "Typed &lt;for&gt; long"

    mine = fields_of(shown(planned, one), place)
    post(other, place, act="remove")
    page = post(one, place, **{**mine, "id": new_id(), "instruction.en": "Typed <for> long"})
    assert page.status_code == 404
    assert "not lost. Copy it from here:" in page.text
    assert "<q>Typed &lt;for&gt; long</q>" in page.text


def test_a_form_sent_twice_does_it_once(planned: House) -> None:
    browser = planned.facilitator()
    form = {"id": new_id(), "theme": "regels"}
    for _ in range(2):
        assert browser.post(f"{HOME}/tables", data=form).location == f"{HOME}#table-11"
    assert len(file(planned)["tables"]) == 11


def test_the_last_act_is_taken_back_by_its_name(planned: House) -> None:
    browser = planned.facilitator()
    before = file(planned)
    post(browser, f"{HOME}/steps/pauze", act="remove")
    post(browser, f"{HOME}/tables", theme="regels")
    post(browser, f"{HOME}/themes/regels", **{"title.en": "Rules"})
    for words in ("Undo the change of “Rules”", "Undo the change of table 11", "Undo removing a"):
        page = shown(planned, browser)
        assert words in page
        seq = re.findall(r'name="seq" value="(\d+)"', page)[0]
        assert post(browser, f"{HOME}/undo", seq=seq).status_code == 303
    assert file(planned) == before
    assert 'name="seq"' not in shown(planned, browser)


def test_every_pause_of_one_facilitator_is_taken_back_at_once(planned: House) -> None:
    one, other = planned.facilitator(), planned.facilitator()
    before = file(planned)
    for n in range(1, 25):
        autosave(one, f"{HOME}/themes/regels", **{"title.nl": "R" * n, "title.en": "R" * n})
        autosave(other, f"{HOME}/themes/impact", **{"title.nl": "I" * n, "title.en": "I" * n})
    for words in ("Undo the change of “IIII", "Undo the change of “RRRR"):
        page = shown(planned, one)
        assert words in page
        post(one, f"{HOME}/undo", seq=re.findall(r'name="seq" value="(\d+)"', page)[0])
    assert file(planned) == before


def test_what_was_done_in_the_room_is_not_taken_back_here(planned: House) -> None:
    planned.ask(OpenActivity("inloop"))
    assert 'name="seq"' not in shown(planned, planned.facilitator())


def test_what_can_no_longer_be_undone_is_told(planned: House) -> None:
    for title in ("Een", "Twee"):
        browser = planned.facilitator()
        post(browser, f"{HOME}/themes/regels", **{"title.nl": title})
    first = planned.conductor.read(lambda room: min(int(id) for id in room.acts))
    page = post(browser, f"{HOME}/undo", seq=str(first))
    assert (page.status_code, "can no longer be undone" in page.text) == (409, True)


# -- preview, recipes, the day -----------------------------------------------------------------


def test_a_step_is_seen_as_a_phone_a_chair_and_the_big_screen_show_it(planned: House) -> None:
    browser = planned.facilitator()
    before = planned.records()

    def seen(**query: str) -> str:
        told = browser.get(f"{HOME}/preview/oplossingen", query_string=query, headers=ENGLISH)
        assert told.status_code == 200
        assert "frame-ancestors 'self'" in told.headers["Content-Security-Policy"]
        assert "<script" not in told.text
        return told.text

    phone = seen(sight="phone", theme="financiering")
    assert "Which funder should move first?" in phone
    assert "Your contribution shows table 3, not your name." in phone
    assert "municipality" not in phone
    assert "municipality" in seen(sight="phone", theme="inkoop")
    assert "What does that need first?" in seen(sight="chair", theme="inkoop")
    assert "Which solution do you see" in seen(sight="stage")
    assert planned.records() == before


def test_a_preview_without_tables_says_so(empty: House) -> None:
    browser = empty.facilitator()
    asked = {"themes": "1", "tables": "1", "recipe": "2-one-question"}
    post(browser, "/prepare", title="Dag", **asked)
    post(browser, f"{HOME}/tables/1", act="remove")
    assert "There are no tables yet." in shown(empty, browser, f"{HOME}/preview/vraag")


def test_a_programme_is_kept_as_ones_own_recipe_and_its_steps_are_added(planned: House) -> None:
    browser = planned.facilitator()
    kept = post(browser, f"{HOME}/recipes", title="Onze vorm", use_when="Voor een middag")
    assert kept.location == f"{HOME}#recipes"
    assert "Voor een middag" in shown(planned, browser)
    count = len(steps(planned))
    form = {"id": new_id(), "act": "add"}
    for _ in range(2):
        browser.post(f"{HOME}/recipes/own-onze-vorm", data=form)
    assert len(steps(planned)) == 2 * count
    assert steps(planned)[-1] == "evaluatie-2"
    post(browser, f"{HOME}/recipes/own-onze-vorm", act="remove")
    assert "Onze vorm" not in shown(planned, browser)
    nameless = post(browser, f"{HOME}/recipes", title=" ")
    assert (nameless.status_code, 'role="alert"' in nameless.text) == (422, True)


def test_practice_begins_from_here(empty: House) -> None:
    browser = empty.facilitator()
    post(browser, "/prepare", title="Dag", themes="1", tables="1")
    assert post(browser, f"{HOME}/practice").location == f"{HOME}#ready"
    assert conference(empty).is_practice


def test_a_conference_with_nothing_in_it_is_prepared_too(empty: House) -> None:
    browser = empty.facilitator()
    bare = {"format": "tafelronde-conference/1", "title": "Kaal"}
    empty.parts.begin(bare, False)
    page = shown(empty, browser)
    assert "5 things are missing" in page
    assert post(browser, f"{HOME}/themes", **{"title.nl": "Een"}).status_code == 303
    assert post(browser, f"{HOME}/tables", theme="een").status_code == 303
