"""Ready-made programmes: what a conference begins with, and what it leaves for the next one."""

import json
from importlib.resources import files

from appliance.conference.lacking import lacking
from appliance.conference.programme import read_conference
from appliance.conference.recipes import as_recipe, beginning, free_id, steps_to_add
from appliance.conference.room import Room
from appliance.conference.writing import conference_file

REFERENCE = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())


def test_a_conference_from_nothing_has_its_tables_spread_over_its_themes():
    file = beginning({"nl": "Dag"}, date="2026-12-01", themes=3, tables=7)
    room = Room(read_conference("c", file, is_practice=False))
    assert [table.theme for table in room.tables.values()] == [
        *("thema-1", "thema-1", "thema-1"),
        *("thema-2", "thema-2", "thema-3", "thema-3"),
    ]
    assert [theme.number for theme in room.themes.values()] == [1, 2, 3]
    assert {lack.code for lack in lacking(room)} == {
        *("no_start", "no_steps", "no_chair", "no_language")
    }


def test_fewer_tables_than_themes_leave_themes_without_a_table():
    file = beginning("Dag", themes=4, tables=2)
    assert [table["theme"] for table in file["tables"]] == ["thema-1", "thema-3"]


def test_a_recipe_is_kept_without_day_place_and_names():
    told = {**REFERENCE, "contact": {"name": "Ann", "phone": "06 1"}}
    recipe = as_recipe(told, "Onze vorm", "Voor een middag")
    assert (recipe["title"], recipe["use_when"]) == ("Onze vorm", "Voor een middag")
    assert {"date", "place", "client", "contact", "participants_expected"}.isdisjoint(recipe)
    assert {table["chair"] for table in recipe["tables"]} == {""}
    assert recipe["programme"] == REFERENCE["programme"]


def test_a_recipe_leaves_the_pictures_of_a_conference_behind():
    told = [{"welcome": True}, {"image": f"{'a' * 64}.png", "alt": "Zaal"}, {"text": "Tekst"}]
    programme = [{"id": "open", "slides": told}, {"id": "pauze"}]
    recipe = as_recipe({**REFERENCE, "programme": programme}, "Onze vorm", "")
    assert recipe["programme"] == [{"id": "open", "slides": [told[0], told[2]]}, {"id": "pauze"}]


def test_a_conference_begun_from_its_own_recipe_has_the_same_programme_and_themes():
    recipe = as_recipe(REFERENCE, "Onze vorm", "")
    file = beginning("Volgend jaar", themes=1, tables=10, recipe=recipe)
    again = conference_file(Room(read_conference("c", file, is_practice=False)))
    before = conference_file(Room(read_conference("c", REFERENCE, is_practice=False)))
    for name in ("themes", "programme", "languages"):
        assert again[name] == before[name]


def test_steps_that_come_in_get_ids_of_their_own_and_still_lead_to_each_other():
    there = [step["id"] for step in REFERENCE["programme"]]
    steps = {step["id"]: step for step in steps_to_add(REFERENCE, ["inkoop"], there)}
    assert list(steps) == [f"{id}-2" for id in there]
    assert steps["ordenen-2"]["beside"] == "pauze-2"
    assert steps["ordenen-2"]["input"] == "oplossingen-2"
    asked = [question["id"] for question in steps["oplossingen-2"]["questions"]]
    assert asked == ["oplossingen", "inkoop-morgen"]


def test_an_id_that_is_free_stays_and_a_long_one_keeps_its_length():
    assert free_id("pauze", ()) == "pauze"
    assert free_id("pauze", ("pauze", "pauze-2")) == "pauze-3"
    assert len(free_id("x" * 60, ("x" * 60,))) <= 60


def test_a_list_from_a_step_that_the_recipe_does_not_hold_is_from_none():
    vote = {"id": "vote", "kind": "dots", "title": "Stippen", "input": "ordenen"}
    there = [step["id"] for step in REFERENCE["programme"]]
    [step] = steps_to_add({"programme": [vote]}, [], there)
    assert step["input"] == ""
