"""A room as large as any: 12,000 contributions in groups, a thousand ballots on 25 items, and a
thousand answers to a survey.
"""

import random
from collections.abc import Iterator
from typing import Any

from appliance.conference.records import (
    Activity,
    Asks,
    Ballot,
    Bucket,
    Conference,
    Entry,
    Item,
    Question,
    Record,
    Response,
    Scope,
    State,
    Summary,
    Survey,
    SurveyQuestion,
    Table,
    Theme,
)
from appliance.conference.room import Room

ENTRIES, BALLOTS, ITEMS = 12_000, 1_000, 25
_THEMES, _TABLES, _QUESTIONS, _GROUPS = 5, 20, 10, 100

_CRITERIA = [
    {"id": id, "title": id.capitalize(), "scale": [0, 10]} for id in ("effect", "haalbaarheid")
]
_VOTES: dict[str, dict[str, Any]] = {
    "dots": {"dots_each": 5},
    "rating": {"criteria": _CRITERIA},
    "ranking": {},
}


def large() -> Room:
    """The room, drawn with a fixed seed."""
    return Room(_records(random.Random(7)), seq=20_000, minute=29_000_000)


def _records(drawn: random.Random) -> Iterator[Record]:
    yield Conference("groot", "Een grote zaal", participants_expected=BALLOTS)
    for n in range(_THEMES):
        yield Theme(f"t{n}", f"Thema {n}", n + 1)
    for n in range(1, _TABLES + 1):
        yield Table(f"{n}", n, f"t{n % _THEMES}", seats=50)
    yield _brainstorm()
    for n in range(ENTRIES):
        yield _entry(n, drawn)
    for question in range(_QUESTIONS):
        for table in range(1, _TABLES + 1):
            id = f"schrijven.q{question}.{table}"
            yield Summary(id, "schrijven", f"q{question}", f"{table}", ("Een punt", "Nog een"))
    yield Activity(
        *("ordenen", "categorise", "Ordenen", 2),
        settings={"input": "schrijven"},
        state=State.CLOSED,
    )
    for n in range(_GROUPS):
        members = tuple(f"e{k}" for k in range(n, ENTRIES, _GROUPS))
        yield Bucket(f"b{n}", "ordenen", f"Groep {n}", members, seq=n)
    yield from _surveyed(drawn)
    for position, (kind, settings) in enumerate(_VOTES.items(), 3):
        yield from _vote(kind, settings, position, drawn)


def _brainstorm() -> Activity:
    questions = tuple(Question(f"q{n}", f"Vraag {n}?") for n in range(_QUESTIONS))
    return Activity(
        *("schrijven", "brainstorm", "Schrijven", 1),
        scope=Scope.TABLE,
        questions=questions,
        state=State.CLOSED,
    )


def _entry(n: int, drawn: random.Random) -> Entry:
    table = n % _TABLES + 1
    return Entry(
        id=f"e{n}",
        activity="schrijven",
        question=f"q{n // _TABLES % _QUESTIONS}",
        theme=f"t{table % _THEMES}",
        table=f"{table}",
        text=f"Bijdrage {n}: " + " ".join(drawn.choices(_WORDS, k=12)),
        owner=f"p{n % BALLOTS}",
        minute=29_000_000,
        seq=n + 1,
    )


def _surveyed(drawn: random.Random) -> Iterator[Record]:
    """As many answers to an open question, in as many groups."""
    question = SurveyQuestion("open", Asks.OPEN, "Wat ontbreekt?")
    yield Survey("survey", "De enquête", questions=(question,), state=State.CLOSED)
    for n in range(BALLOTS):
        text = f"Antwoord {n}: " + " ".join(drawn.choices(_WORDS, k=12))
        yield Response(f"r{n}", "survey", {"open": text}, is_complete=True)
    for n in range(_GROUPS):
        members = tuple(f"r{k}" for k in range(n, BALLOTS, _GROUPS))
        theme = f"t{n % _THEMES}" if n < 2 * _THEMES else ""
        yield Bucket(f"s{n}", "survey.open", f"Groep {n}", members, theme=theme, seq=n)


def _vote(
    kind: str, settings: dict[str, Any], position: int, drawn: random.Random
) -> Iterator[Record]:
    items = tuple(Item(f"i{n}", f"Voorstel {n}", f"t{n % _THEMES}") for n in range(ITEMS))
    yield Activity(
        *(kind, kind, kind.capitalize(), position),
        settings=settings,
        items=items,
        state=State.CLOSED,
        is_revealed=True,
    )
    ids = [item.id for item in items]
    for n in range(BALLOTS):
        table = f"{n % _TABLES + 1}"
        theme = f"t{(n % _TABLES + 1) % _THEMES}"
        values = _values(kind, ids, drawn)
        yield Ballot(f"{kind}{n}", kind, table, theme, values, receipt=f"{kind}{n:04}")


def _values(kind: str, ids: list[str], drawn: random.Random) -> dict[str, Any]:
    match kind:
        case "dots":
            return dict.fromkeys(drawn.sample(ids, 5), 1)
        case "rating":
            names = [str(criterion["id"]) for criterion in _CRITERIA]
            return {id: {name: drawn.randint(0, 10) for name in names} for id in ids}
    return {id: place for place, id in enumerate(drawn.sample(ids, ITEMS), 1)}


_WORDS = ("krediet", "gemeente", "inkoop", "samen", "regels", "impact", "werk", "bank", "wet")
