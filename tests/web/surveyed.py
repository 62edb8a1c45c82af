"""A house with a survey that asks in all eight ways, and people who were invited to it."""

import json
from importlib.resources import files
from typing import Any

from appliance.conference.commands import Actor, OpenSurvey, PutInvitees, PutSurvey
from appliance.conference.records import Response, Role

from .house import House

CODE = "kwat-er123"
OTHER = "appel45678"

EIGHT: dict[str, Any] = {
    "format": "tafelronde-survey/1",
    "title": {"nl": "Acht vragen", "en": "Eight questions"},
    "intro": {"nl": "Wij willen weten wat u vindt.", "en": "We want to know what you think."},
    "is_for_anyone": True,
    "questions": [
        {
            "id": "rol",
            "kind": "choice",
            "is_required": True,
            "section": {"nl": "Over u", "en": "About you"},
            "text": {"nl": "Wat is uw rol?", "en": "What is your role?"},
            "options": [
                {"id": "financier", "text": {"nl": "financier", "en": "funder"}},
                {"id": "overheid", "text": {"nl": "overheid", "en": "government"}},
            ],
        },
        {
            "id": "jaren",
            "kind": "number",
            "least": 0,
            "most": 60,
            "text": {"nl": "Hoeveel jaar doet u dit?", "en": "For how many years?"},
            "explanation": {"nl": "Rond af.", "en": "Round it."},
        },
        {
            "id": "kanalen",
            "kind": "multiple",
            "text": {"nl": "Waar leest u over ons?", "en": "Where do you read about us?"},
            "options": [{"id": id, "text": {"nl": id}} for id in ("krant", "radio", "straat")],
        },
        {
            "id": "knelpunt",
            "kind": "matrix",
            "is_required": True,
            "section": {"nl": "Knelpunten", "en": "Obstacles"},
            "text": {"nl": "Herkent u dit?", "en": "Do you recognise this?"},
            "rows": [
                {"id": "geld", "text": {"nl": "Geld", "en": "Money"}},
                {"id": "regels", "text": {"nl": "Regels", "en": "Rules"}},
                {"id": "mensen", "text": {"nl": "Mensen", "en": "People"}},
            ],
            "options": [
                {"id": "ja, zeker", "text": {"nl": "ja, zeker", "en": "yes, indeed"}},
                {"id": "nee", "text": {"nl": "nee", "en": "no"}},
            ],
        },
        {
            "id": "top2",
            "kind": "pick",
            "pick": 2,
            "from": "knelpunt",
            "text": {"nl": "Kies de belangrijkste.", "en": "Choose the most important."},
        },
        {
            "id": "volgorde",
            "kind": "rank",
            "text": {"nl": "Zet op volgorde.", "en": "Put in order."},
            "options": [{"id": id, "text": {"nl": id}} for id in ("snel", "goed", "goedkoop")],
        },
        {
            "id": "hoop",
            "kind": "scale",
            "least": 0,
            "most": 10,
            "least_text": {"nl": "geen hoop", "en": "no hope"},
            "most_text": {"nl": "veel hoop", "en": "much hope"},
            "section": {"nl": "Tot slot", "en": "At last"},
            "text": {"nl": "Hoeveel hoop hebt u?", "en": "How much hope have you?"},
        },
        {
            "id": "open",
            "kind": "open",
            "text": {"nl": "Wat mag niet ontbreken?", "en": "What must not be missing?"},
        },
    ],
}

PAGES: list[dict[str, Any]] = [
    {
        "asks": ["rol", "jaren", "kanalen"],
        "a|rol": "financier",
        "a|jaren": " 12 ",
        "a|kanalen": ["krant", "straat"],
    },
    {
        "asks": ["knelpunt", "top2", "volgorde"],
        "a|knelpunt|geld": "ja, zeker",
        "a|knelpunt|regels": "nee",
        "a|knelpunt|mensen": "nee",
        "a|top2": ["geld", "mensen"],
        "a|volgorde|snel": "3",
        "a|volgorde|goed": "1",
        "a|volgorde|goedkoop": "",
    },
    {"asks": ["hoop", "open"], "a|hoop": "7", "a|open": "Regel één\r\n<b>twee</b> 😀"},
]
"""What a browser sends for each page."""

ANSWERS: dict[str, Any] = {
    "rol": "financier",
    "jaren": 12,
    "kanalen": ["krant", "straat"],
    "knelpunt": {"geld": "ja, zeker", "regels": "nee", "mensen": "nee"},
    "top2": ["geld", "mensen"],
    "volgorde": ["goed", "snel"],
    "hoop": 7,
    "open": "Regel één\n<b>twee</b> 😀",
}


def survey(house: House, *, is_open: bool = True, **members: Any) -> None:
    """Put the survey and invite two people; `members` are other than above."""
    house.ask(PutSurvey({**EIGHT, **members}), Actor(Role.BOX))
    people = (
        {"code": CODE, "label": "Anna", "email": "anna@example.org"},
        {"code": OTHER, "label": "Bert", "email": "bert@example.org", "role": "overheid"},
    )
    house.ask(PutInvitees(people))
    if is_open:
        house.ask(OpenSurvey())


def reference() -> dict[str, Any]:
    """The survey that came with the program."""
    told: dict[str, Any] = json.loads(files("appliance").joinpath("demo/survey.json").read_bytes())
    return told


def responses(house: House) -> list[Response]:
    """What was answered so far."""
    return house.conductor.read(lambda room: list(room.responses.values()))
