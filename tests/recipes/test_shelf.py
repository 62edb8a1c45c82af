"""The recipes of a box: those that came with it, and the organiser's own."""

import json
from pathlib import Path

import pytest

from appliance.conference.lacking import lacking
from appliance.conference.programme import read_conference
from appliance.conference.recipes import as_recipe, beginning
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.recipes.shelf import OWN_MOST, Shelf, slug_of

CAME = ["1-work-conference", "2-one-question", "3-two-rounds", "4-wishes-and-choices"]


def ids(shelf: Shelf) -> list[str]:
    return [recipe.id for recipe in shelf.recipes()]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A box that has kept none."""
    return Shelf(tmp_path / "recipes")


def test_what_came_with_the_program_lacks_nothing_but_the_day_and_the_people(shelf: Shelf) -> None:
    assert ids(shelf) == CAME
    for recipe in shelf.recipes():
        assert recipe.file["use_when"].keys() == {"nl", "en"}
        title = {"nl": "Dag", "en": "Day"}
        file = beginning(title, themes=2, tables=4, recipe=recipe.file)
        room = Room(read_conference("c", file, is_practice=False))
        assert {lack.code for lack in lacking(room)} == {"no_date", "no_start", "no_chair"}


def test_the_work_conference_names_nobody(shelf: Shelf) -> None:
    assert "SER" not in json.dumps(shelf.recipes()[0].file)


def test_every_step_of_a_recipe_takes_its_list_from_one_before_it(shelf: Shelf) -> None:
    chains = {}
    for recipe in shelf.recipes():
        seen: set[str] = set()
        for step in recipe.file["programme"]:
            source = step.get("input")
            assert source is None or source in seen, (recipe.id, step["id"])
            chains[f"{recipe.id}.{step['id']}"] = source
            seen.add(step["id"])
    last = "4-wishes-and-choices."
    way = ["acties"]
    while source := chains[last + way[-1]]:
        way.append(source)
    assert way == ["acties", "bespreken", "verdelen", "ordenen", "wensen"]


def test_ones_own_comes_first_and_is_gone_once_removed(shelf: Shelf) -> None:
    file = beginning("Dag", themes=2, tables=4)
    shelf.keep("Onze vorm!", as_recipe(file, "Onze vorm!", ""))
    shelf.keep("Onze vorm", as_recipe(file, "Onze vorm", "Voor een middag"))
    [own] = [recipe for recipe in shelf.recipes() if recipe.is_own]
    assert (own.id, own.file["title"]) == ("own-onze-vorm", "Onze vorm")
    assert ids(shelf) == ["own-onze-vorm", *CAME]
    shelf.remove("own-../../onze-vorm")
    shelf.remove("1-work-conference")
    assert ids(shelf) == ["own-onze-vorm", *CAME]
    shelf.remove("own-onze-vorm")
    assert ids(shelf) == CAME


def test_a_file_that_is_no_recipe_is_passed_over(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "half.json").write_text('{"format": "tafelronde-conf')
    (tmp_path / "recipes" / "other.json").write_text("[]")
    assert ids(shelf) == CAME


def test_too_many_of_ones_own_are_refused(shelf: Shelf) -> None:
    file = beginning("Dag", themes=1, tables=1)
    for n in range(OWN_MOST):
        shelf.keep(f"Vorm {n}", file)
    with pytest.raises(Refused, match="recipes_full"):
        shelf.keep("Nog een", file)
    shelf.keep("Vorm 1", file)


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Één vraag, álle tafels", "een-vraag-alle-tafels"), ("../..", "recipe"), ("茶", "recipe")],
)
def test_a_title_becomes_the_name_of_a_file(title: str, slug: str) -> None:
    assert slug_of(title) == slug
