"""What activities that work on a list have in common: where the list comes from."""

from collections.abc import Mapping
from typing import Any, Final

from appliance.conference.members import is_sound

from .kind import Setting

ITEMS_MOST: Final = 2_000

LIST_SETTINGS: Final = (
    Setting(
        name="input",
        default="",
        label={"nl": "Lijst uit onderdeel", "en": "List from step"},
    ),
    Setting(
        name="take_top",
        default=0,
        label={"nl": "Alleen de hoogste (0: alles)", "en": "Only the top (0: all)"},
        least=0,
        most=ITEMS_MOST,
    ),
    Setting(
        name="only_highlighted",
        default=False,
        label={"nl": "Alleen wat is uitgelicht", "en": "Only what is highlighted"},
    ),
    Setting(
        name="chosen",
        default=[],
        label={"nl": "Met de hand gekozen", "en": "Chosen by hand"},
    ),
    Setting(
        name="items",
        default=[],
        label={"nl": "Eigen punten", "en": "Items of its own"},
    ),
)
"""`input` is the id of an earlier step; `chosen` the ids of what is taken from it, [] for all;
`items` a list of {"id", "text", "theme"?} that come after what is taken."""

VOTE_SETTINGS: Final = (
    *LIST_SETTINGS,
    Setting(
        name="is_shuffled",
        default=True,
        label={"nl": "Elk een eigen volgorde", "en": "An order of their own for each"},
    ),
    Setting(
        name="is_live",
        default=False,
        label={"nl": "Tussenstand tonen", "en": "Show the score while voting"},
    ),
    Setting(
        name="groups_by",
        default="tables",
        label={"nl": "Groepen in de uitslag", "en": "Groups in the result"},
        choices=("tables", "roles"),
    ),
)
"""`is_shuffled`: each voter has the items in another order, so that none gains by its place.
`groups_by`: what is rather told of a result, where both together would betray somebody."""


def list_flaw(settings: Mapping[str, Any]) -> str:
    """The setting of a list that is not right, or ""."""
    if not all(isinstance(id, str) for id in settings.get("chosen", ())):
        return "chosen"
    own = settings.get("items", ())
    if len(own) > ITEMS_MOST or not all(_is_item(item) for item in own):
        return "items"
    return "" if len({item["id"] for item in own}) == len(own) else "items"


def _is_item(item: Any) -> bool:
    if not isinstance(item, Mapping) or not is_sound(item):
        return False
    text, id = item.get("text"), item.get("id")
    is_text = isinstance(text, str) or (
        isinstance(text, Mapping) and all(isinstance(told, str) for told in text.values())
    )
    return bool(text) and is_text and isinstance(id, str) and 0 < len(id) <= 60
