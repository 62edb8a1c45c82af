"""What a conference lacks before it can run, each thing with the place where it is mended."""

import json
from importlib.resources import files
from typing import Any

import pytest

from appliance.conference.lacking import TROUBLES, lacking
from appliance.conference.programme import read_conference
from appliance.conference.room import Room

REFERENCE = files("appliance").joinpath("demo/conference.json").read_bytes()


def reference(**members: Any) -> dict[str, Any]:
    """The reference conference, complete but for what is told."""
    return {**json.loads(REFERENCE), "starts_at": "13:00", **members}


def found(file: dict[str, Any]) -> list[tuple[str, str]]:
    room = Room(read_conference("conference-1", file, is_practice=False))
    lacks = lacking(room)
    assert {lack.code for lack in lacks} <= TROUBLES.keys()
    return [(lack.code, lack.place) for lack in lacks]


def test_nothing_is_missing_in_the_reference_conference():
    assert found(reference()) == []
    assert lacking(Room()) == ()


def test_a_conference_without_anything_lacks_all_of_it():
    file = {"format": "tafelronde-conference/1", "title": "Leeg"}
    assert found(file) == [
        ("no_date", "about"),
        ("no_start", "about"),
        ("no_themes", "themes"),
        ("no_tables", "tables"),
        ("no_steps", "programme"),
    ]


def changed(change: Any) -> dict[str, Any]:
    file = reference()
    change(file)
    return file


def without_chair(file: dict[str, Any]) -> None:
    file["tables"][5]["chair"] = " "


def without_tables_of_a_theme(file: dict[str, Any]) -> None:
    file["tables"] = [table for table in file["tables"] if table["theme"] != "regels"]


def out_of_use(file: dict[str, Any]) -> None:
    for table in file["tables"]:
        if table["theme"] == "regels":
            table["is_in_use"] = False


def without_question(file: dict[str, Any]) -> None:
    file["programme"][2]["questions"] = []


def for_one_theme_only(file: dict[str, Any]) -> None:
    file["programme"][2]["questions"][0]["themes"] = ["inkoop", "financiering", "regels", "impact"]


def without_english(file: dict[str, Any]) -> None:
    del file["programme"][2]["questions"][0]["text"]["en"]


def with_a_dutch_slide(file: dict[str, Any]) -> None:
    picture = {"image": f"{'a' * 64}.png", "alt": {"nl": "Slinger"}, "is_decoration": True}
    file["programme"][1]["slides"] = [{"text": {"nl": "Welkom"}}, {"text": "Welkom"}, picture]


def without_minutes(file: dict[str, Any]) -> None:
    file["programme"][0]["minutes"] = 0


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        (without_chair, ("no_chair", "table-6")),
        (without_tables_of_a_theme, ("no_table_for", "theme-regels")),
        (out_of_use, ("no_table_for", "theme-regels")),
        (without_question, ("no_question", "step-knelpunten")),
        (for_one_theme_only, ("no_question_for", "step-knelpunten")),
        (without_english, ("no_language", "step-knelpunten")),
        (with_a_dutch_slide, ("no_language", "slides-opening")),
        (without_minutes, ("no_time", "step-inloop")),
        (lambda file: file.update(date=""), ("no_date", "about")),
        (lambda file: file.update(starts_at="22:00"), ("past_midnight", "programme")),
    ],
)
def test_each_thing_that_is_missing_is_named_where_it_is_mended(change, lack):
    assert found(changed(change)) == [lack]


def test_a_language_that_is_not_spoken_is_not_missing():
    file = changed(without_english)
    assert found({**file, "languages": ["nl"]}) == []


def test_a_vote_needs_a_list_from_a_step_before_it_or_of_its_own():
    file = reference()
    vote = next(step for step in file["programme"] if step["kind"] == "dots")
    for members, lack in (
        ({"input": ""}, "no_list"),
        ({"input": "acties"}, "no_source"),
        ({"input": "gone"}, "no_source"),
        ({"input": "", "items": [{"id": "a", "text": {"nl": "A", "en": "A"}}]}, ""),
    ):
        vote |= members
        assert found(file) == ([(lack, "step-prioriteiten")] if lack else [])


def test_what_a_vote_asks_is_there_in_every_language():
    file = reference()
    dots, rating = (
        next(step for step in file["programme"] if step["kind"] == kind)
        for kind in ("dots", "rating")
    )
    dots["items"] = [{"id": "a", "text": {"nl": "A"}}]
    rating["criteria"] = [{"id": "c", "title": {"en": "Effect"}, "scale": [0, 10]}]
    poll = {"id": "poll", "kind": "poll", "title": "Peiling", "minutes": 1}
    poll |= {"question": {"nl": "Eens?"}, "options": [{"nl": "Ja"}, "Nee"]}
    file["programme"].append(poll)
    lacked = [("no_language", place) for place in ("items-prioriteiten", "criteria-beoordelen")]
    lacked += [("no_language", "step-poll"), ("no_language", "options-poll")]
    assert found(file) == lacked
