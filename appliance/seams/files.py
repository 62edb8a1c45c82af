"""Files that come and go, as the web part is told of them: a conference, pictures, recipes."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from appliance.archive.bag_trouble import REFUSALS as BAG
from appliance.archive.bag_trouble import BagTrouble
from appliance.carrying import Carrying
from appliance.conductor import CannotSave
from appliance.conference.recipes import as_recipe
from appliance.conference.refusal import REFUSALS, Refused
from appliance.media.shelf import Shelf as PictureShelf
from appliance.media.trouble import REFUSALS as MEDIA
from appliance.media.trouble import PictureTrouble
from appliance.recipes.shelf import Shelf
from appliance.web.parts import Carrier, NotTaken, Pictures, Recipe, Recipes

T = TypeVar("T")


def carrier(carrying: Carrying) -> Carrier:
    """The acts of carrying a conference to another box or from one."""
    return Carrier(
        export=_or_not_taken(carrying.export),
        open_file=_or_not_taken(carrying.open_file),
        open_on_stick=_or_not_taken(carrying.open_on_stick),
        take=_or_not_taken(carrying.take),
        on_sticks=carrying.on_sticks,
    )


def kept_pictures(shelf: PictureShelf) -> Pictures:
    """The pictures of the conference."""
    looking = threading.Lock()

    def take(file: str, content: bytes) -> str:
        try:
            # One at a time: each takes memory and a processor, and the room goes first.
            with looking:
                return shelf.take(file, content)
        except PictureTrouble as trouble:
            raise NotTaken(MEDIA[trouble.code], **trouble.values) from trouble
        except OSError as error:
            raise CannotSave(str(error)) from error

    return Pictures(take, shelf.find)


def recipes(shelf: Shelf) -> Recipes:
    """The recipes on a shelf."""

    def all_of_them() -> Sequence[Recipe]:
        return [Recipe(each.id, each.file, each.is_own) for each in shelf.recipes()]

    def keep(file: Mapping[str, Any], title: str, use_when: str) -> None:
        try:
            shelf.keep(title, as_recipe(file, title, use_when))
        except OSError as error:
            raise CannotSave(str(error)) from error

    def remove(id: str) -> None:
        try:
            shelf.remove(id)
        except OSError as error:
            raise CannotSave(str(error)) from error

    return Recipes(all_of_them, keep, remove)


def _or_not_taken(act: Callable[[Any], T]) -> Callable[[Any], T]:
    """The same act, where what is wrong with a file is said as the web part says it."""

    def acted(told: Any) -> T:
        try:
            return act(told)
        except BagTrouble as trouble:
            raise NotTaken(BAG[trouble.code], **trouble.values) from trouble
        except Refused as no:
            raise NotTaken(REFUSALS[no.code], **no.values) from no
        except OSError as error:
            raise CannotSave(str(error)) from error

    return acted
