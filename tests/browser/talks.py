"""A discussion in the reference conference, on topics of its own."""

from typing import Any

from .box import Facilitator
from .votes import ITEMS

TALK = "bespreken"


def put_talk(facilitator: Facilitator, **settings: Any) -> str:
    """Put a discussion at the end of the programme and open it; its id."""
    item = {
        "id": TALK,
        "kind": "discussion",
        "title": {"nl": "Waar staan wij?", "en": "Where do we stand?"},
        "items": ITEMS,
        **settings,
    }
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("put_activity", item=item)
    facilitator.ask("open_activity", activity=TALK)
    return TALK


def say(facilitator: Facilitator, text: str, topic: str = "fonds", **how: Any) -> str:
    """Something said about a topic at table 4, typed for somebody there; its id."""
    how.setdefault("for_table", "4")
    made = facilitator.ask("post_entry", activity=TALK, question=topic, text=text, **how)["made"]
    return str(made)
