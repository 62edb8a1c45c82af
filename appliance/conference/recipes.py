"""Ready-made programmes: what a conference begins with, and what it leaves for the next one.

A recipe is a conference file with two members more: `use_when`, one line on when to use it, and
nothing of one day in it: no date, no names. Knows no file on disk.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .programme import VERSION
from .records import Text
from .slides import pictures_in

FORMAT: Final = f"tafelronde-conference/{VERSION}"
SEATS: Final = 10

_OF_ONE_DAY: Final = ("date", "contact", "client", "place", "participants_expected")


def beginning(
    title: Text,
    *,
    date: str = "",
    starts_at: str = "",
    themes: int,
    tables: int,
    recipe: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A conference file with so many themes and tables, the tables spread over the themes in order.

    A recipe brings its programme, and its own themes where it has any.
    """
    brought = [dict(theme) for theme in (recipe or {}).get("themes", ())]
    found = brought or [_theme(n) for n in range(1, themes + 1)]
    file = {"format": FORMAT, "title": title, "date": date, "starts_at": starts_at}
    for name in ("languages", "asks"):
        if recipe and name in recipe:
            file[name] = recipe[name]
    return {
        **{name: value for name, value in file.items() if value != ""},
        "themes": found,
        "tables": _tables([str(theme["id"]) for theme in found], tables),
        "programme": list((recipe or {}).get("programme", ())),
    }


def as_recipe(file: Mapping[str, Any], title: Text, use_when: Text) -> dict[str, Any]:
    """What is worth keeping of a conference file for another day: no day, no place and no names.

    Nor any pictures, which lie beside the conference.
    """
    kept = {name: value for name, value in file.items() if name not in _OF_ONE_DAY}
    tables = [{**table, "chair": ""} for table in file.get("tables", ())]
    programme = [_without_pictures(step) for step in file.get("programme", ())]
    return {**kept, "title": title, "use_when": use_when, "tables": tables, "programme": programme}


def steps_to_add(
    recipe: Mapping[str, Any], themes: Iterable[str], taken: Iterable[str]
) -> list[dict[str, Any]]:
    """The steps of a recipe for a conference that has these themes and ids of steps already.

    A step whose id is taken gets another; questions for themes that are not here stay behind.
    """
    here, ids = frozenset(themes), set(taken)
    renamed: dict[str, str] = {}
    steps = []
    for step in recipe.get("programme", ()):
        id = free_id(str(step["id"]), ids)
        ids.add(id)
        renamed[str(step["id"])] = id
        steps.append(_moved_in(step, id, here, renamed))
    return steps


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """This id, or the first of <id>-2, <id>-3 … that is not taken."""
    ids, n, found = frozenset(taken), 1, wanted
    while found in ids:
        n += 1
        found = f"{wanted[:54]}-{n}"
    return found


def _moved_in(
    step: Mapping[str, Any], id: str, themes: frozenset[str], renamed: Mapping[str, str]
) -> dict[str, Any]:
    moved = {**step, "id": id}
    if isinstance(step.get("input"), str):
        # A list comes from a step before it: what the recipe does not hold is not here either.
        moved["input"] = renamed.get(step["input"], "")
    if isinstance(step.get("beside"), str):
        moved["beside"] = renamed.get(step["beside"], step["beside"])
    if "questions" in step:
        asked = step["questions"]
        moved["questions"] = [each for each in asked if themes.issuperset(each.get("themes", ()))]
    return moved


def _without_pictures(step: Mapping[str, Any]) -> Mapping[str, Any]:
    if not pictures_in(step.get("slides")):
        return step
    return {**step, "slides": [s for s in step["slides"] if not pictures_in((s,))]}


def _theme(number: int) -> dict[str, Any]:
    title = {"nl": f"Thema {number}", "en": f"Theme {number}"}
    return {"id": f"thema-{number}", "title": title}


def _tables(themes: list[str], count: int) -> list[dict[str, Any]]:
    """So many tables, neighbours at the same theme."""
    if not themes:
        return []
    return [
        {"number": n + 1, "theme": themes[n * len(themes) // count], "seats": SEATS, "chair": ""}
        for n in range(count)
    ]
