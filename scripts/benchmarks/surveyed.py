"""A data folder with a survey of twenty questions that very many answered, sorted into groups."""

import json
import random
import secrets
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

from appliance.conductor import Conductor
from appliance.conference.commands import (
    Actor,
    CloseSurvey,
    Command,
    OpenActivity,
    OpenSurvey,
    PutBucket,
    PutSurvey,
    TakeResponses,
)
from appliance.conference.records import Role
from appliance.conference.sorting import list_of
from appliance.folder import DEMO_STEP, begin, open_room

from .labelled import DEMO, several, varied

OPEN: Final = "knelpunt"
"""The question whose answers are sorted."""
QUESTIONS: Final = 20
GROUPS: Final = 25
LARGE: Final = 1_000
"""Answers in the first of them; the others share the rest, but for what is loose."""
LOOSE_LEAST: Final = 150
LOOSE_SHARE: Final = 0.3
"""Of the answers, where that is more."""

_FACILITATOR: Final = Actor(Role.FACILITATOR)
_ROWS: Final = [{"id": f"r{n}", "text": f"Rij {n}"} for n in range(1, 9)]
_OPTIONS: Final = [{"id": f"o{n}", "text": f"Keuze {n}"} for n in range(1, 7)]


def survey() -> dict[str, Any]:
    """Four open questions, two matrices of eight rows, and of the other kinds two or three each."""
    kinds = ["open", "matrix", "choice", "multiple", "scale", "number", "pick", "rank"]
    told = [_question(n, kinds[n % len(kinds)]) for n in range(QUESTIONS - 1)]
    told.insert(0, {"id": OPEN, "kind": "open", "text": "Wat houdt u tegen?"})
    return {"format": "tafelronde-survey/1", "title": "Enquête", "questions": told}


def responses(count: int) -> list[dict[str, Any]]:
    """So many responses to it, each question answered, the first in words of the demo's entries."""
    chance = random.Random(count)
    texts, _ = varied(several(), count)
    asked = survey()["questions"]
    return [
        {
            "mark": f"m{n}",
            "answers": {each["id"]: _answer(each, text.text, chance) for each in asked},
        }
        for n, text in enumerate(texts)
    ]


def rows(count: int) -> list[list[str]]:
    """The same responses as another survey program gives them out, under their header."""
    asked = survey()["questions"]
    head = ["Id"]
    for each in asked:
        parts = [f"{each['id']}.{row['id']}" for row in each.get("rows", ())]
        head += parts or [each["id"]]
    told = responses(count)
    return [head, *([f"n{n}", *_cells(one["answers"], asked)] for n, one in enumerate(told))]


def fill(data: Path, count: int) -> None:
    """Put the reference conference there with its first step open, the survey answered so often,
    and most of the answers in groups."""
    data.mkdir(parents=True, exist_ok=True)
    with open_room(data) as (conductor, identity):
        file = json.loads((DEMO / "conference.json").read_text())
        begin(conductor, identity, file, is_practice=True)
        _ask(conductor, PutSurvey(survey()))
        _ask(conductor, OpenSurvey())
        told = tuple(responses(count))
        for some in _batches(told, 500):
            _ask(conductor, TakeResponses(tuple(some)))
        _ask(conductor, CloseSurvey())
        ids = conductor.read(lambda room: sorted(room.responses))
        for n, members in enumerate(_groups(ids)):
            put = PutBucket(of=list_of(OPEN), title=f"Groep {n + 1}", members=members)
            _ask(conductor, put)
        _ask(conductor, OpenActivity(DEMO_STEP))


def _groups(ids: list[str]) -> list[tuple[str, ...]]:
    placed = ids[: len(ids) - max(LOOSE_LEAST, round(len(ids) * LOOSE_SHARE))]
    others = placed[LARGE:]
    dealt = [others[n :: GROUPS - 1] for n in range(GROUPS - 1)]
    return [tuple(placed[:LARGE]), *map(tuple, dealt)]


def _ask(conductor: Conductor, command: Command) -> None:
    conductor.ask(_FACILITATOR, command, secrets.token_hex(16), timeout_s=120)


def _cells(answers: dict[str, Any], asked: list[dict[str, Any]]) -> Iterator[str]:
    for question in asked:
        match answers[question["id"]]:
            case dict() as grid:
                yield from grid.values()
            case list() as ids:
                yield "|".join(ids)
            case other:
                yield str(other)


def _batches(all: tuple[Any, ...], size: int) -> Iterator[list[Any]]:
    rest = iter(all)
    while some := list(islice(rest, size)):
        yield some


def _question(n: int, kind: str) -> dict[str, Any]:
    members: dict[str, dict[str, Any]] = {
        "matrix": {"rows": _ROWS, "options": _OPTIONS},
        "scale": {"least": 1, "most": 5},
        "number": {"least": 0, "most": 100},
        "pick": {"options": _OPTIONS, "pick": 3},
    }
    members |= {kind: {"options": _OPTIONS} for kind in ("choice", "multiple", "rank")}
    return {"id": f"q{n}", "kind": kind, "text": f"Vraag {n}", **members.get(kind, {})}


def _answer(question: dict[str, Any], text: str, chance: random.Random) -> Any:
    ids = [option["id"] for option in _OPTIONS]
    match question["kind"]:
        case "open":
            return text if question["id"] == OPEN else f"{text} ({question['id']})"
        case "matrix":
            return {row["id"]: chance.choice(ids) for row in _ROWS}
        case "choice":
            return chance.choice(ids)
        case "multiple" | "pick":
            return chance.sample(ids, 3)
        case "rank":
            return chance.sample(ids, len(ids))
        case "scale":
            return chance.randint(1, 5)
    return chance.randint(0, 100)
