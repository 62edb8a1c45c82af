"""A vote in the reference conference, on a list of its own."""

from typing import Any

from .box import Facilitator

VOTE = "stemming"
ITEMS = [
    {"id": "gunning", "text": {"nl": "Maatschappelijke waarde bij gunning", "en": "Social value"}},
    {"id": "percelen", "text": "Opdrachten in kleinere percelen knippen", "theme": "inkoop"},
    {"id": "fonds", "text": "Eén fonds voor de eerste lening", "theme": "financiering"},
    {"id": "regels", "text": "Regels die drie jaar hetzelfde blijven", "theme": "regels"},
    {"id": "meten", "text": "Samen meten wat het oplevert", "theme": "impact"},
]


def put_vote(facilitator: Facilitator, kind: str = "dots", **settings: Any) -> str:
    """Put a vote at the end of the programme and open it; its id."""
    item = {
        "id": VOTE,
        "kind": kind,
        "title": {"nl": "Wat gaat voor?", "en": "What comes first?"},
        "items": ITEMS,
        **({"is_stackable": False} if kind == "dots" else {}),
        **settings,
    }
    facilitator.ask("close_activity", activity="knelpunten")
    facilitator.ask("put_activity", item=item)
    facilitator.ask("open_activity", activity=VOTE)
    return VOTE
