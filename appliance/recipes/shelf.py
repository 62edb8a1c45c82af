"""The recipes that a box has: those that came with the program, and those kept on its disk.

What is in a recipe, the rules know (`conference/recipes.py`); here it is a file with a name.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from appliance.conference.programme import read_conference
from appliance.conference.refusal import Refused
from appliance.rewriting import rewrite

OWN_MOST: Final = 50
"""How many of one's own are kept; nobody looks through more."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A ready-made programme; `file` is a conference file with `use_when` in it."""

    id: str
    file: Mapping[str, Any]
    is_own: bool = False


class Shelf:
    """The recipes of one box; its own stand in a folder, one file each."""

    def __init__(self, folder: Path) -> None:
        """The folder need not be there yet."""
        self._folder = folder

    def recipes(self) -> tuple[Recipe, ...]:
        """All of them: one's own first, by name. A file that is no recipe is passed over."""
        own = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        came = sorted(files("appliance.recipes").iterdir(), key=lambda file: file.name)
        return (*_read(own, is_own=True), *_read(came, is_own=False))

    def keep(self, title: str, file: Mapping[str, Any]) -> None:
        """Keep a recipe under its title, in the place of what had that title. Raises OSError.

        Raises Refused `recipes_full` where there are too many of one's own.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / f"{slug_of(title)}.json"
        if not place.exists() and len(list(self._folder.glob("*.json"))) >= OWN_MOST:
            raise Refused("recipes_full", most=OWN_MOST)
        rewrite(place, json.dumps(file, ensure_ascii=False, indent=1) + "\n")

    def remove(self, id: str) -> None:
        """Take one of one's own away; nothing happens where there is none. Raises OSError."""
        if re.fullmatch(r"own-[a-z0-9-]+", id):
            (self._folder / f"{id.removeprefix('own-')}.json").unlink(missing_ok=True)


def slug_of(title: str) -> str:
    """A title as the name of a file: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "recipe"


def _read(found: list[Path] | list[Traversable], *, is_own: bool) -> Iterator[Recipe]:
    for place in found:
        if not place.name.endswith(".json"):
            continue
        try:
            file = json.loads(place.read_bytes())
            read_conference("recipe", file, is_practice=False)
        except (OSError, ValueError, Refused):
            continue
        name = place.name.removesuffix(".json")
        yield Recipe(f"own-{name}" if is_own else name, file, is_own)
