"""A small room with one of everything that a report can tell: names, comments, what is hidden,
parked and merged, a discussion, every kind of vote, one that is repeated, and one that is secret.
"""

from functools import cache
from typing import Any

from appliance.conference.commands import (
    AddBucket,
    AgreeSummary,
    CastBallot,
    CloseActivity,
    HideEntry,
    HighlightEntry,
    Introduce,
    JoinTable,
    MergeEntries,
    OpenActivity,
    ParkEntry,
    PutAction,
    RepeatActivity,
    RevealResults,
    SealActivity,
    SplitEntry,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Relation, State
from appliance.conference.room import Room
from tests.builders import (
    ACTIONS,
    AT_TABLES,
    AT_THEMES,
    FACILITATOR,
    FILE,
    HARVEST,
    TALK,
    Meeting,
    chair,
    participant,
)

PEOPLE = {f"p{n}": str(1 + n % 4) for n in range(28)}
STANCES = {"p0": Relation.FOR, "p1": Relation.AGAINST, "p2": Relation.QUESTION}
SECRET = "geheim"
HIDDEN = "Dit is verborgen"
NAME = "Sjoerd Naamdrager"
GONE = "Dit is ingetrokken"
WHO = "Mevrouw Doener"

_ITEMS = [{"id": f"i{n}", "text": f"Punt {n}", "theme": ("care", "work")[n % 2]} for n in range(4)]
_CRITERIA = [
    {"id": "effect", "title": "Effect", "scale": [1, 5]},
    {"id": "kosten", "title": "Kosten", "scale": [1, 5], "is_reversed": True},
]

VOTES: list[dict[str, Any]] = [
    {"id": "cijfer", "kind": "rating", "title": "Cijfer", "items": _ITEMS, "criteria": _CRITERIA},
    {"id": "volgorde", "kind": "ranking", "title": "Volgorde: [1]", "items": _ITEMS},
    {"id": "geld", "kind": "budget", "title": "Geld", "items": _ITEMS, "amount": 100, "step": 5},
    {
        "id": "peiling",
        "kind": "poll",
        "title": "Peiling",
        "question": "Wat vond u?",
        "options": [{"id": "ja", "text": "Ja"}, {"id": "nee", "text": "Nee"}],
        "may_abstain": True,
    },
    {"id": "punten", "kind": "dots", "title": "Punten", "items": _ITEMS, "dots_each": 5},
    {"id": SECRET, "kind": "dots", "title": "Nog geheim", "items": _ITEMS, "dots_each": 3},
]

_SORT = {
    "id": "ordenen",
    "kind": "categorise",
    "title": "Ordenen",
    "scope": "theme",
    "input": AT_TABLES,
}


def hall() -> Room:
    """A room of one's own."""
    played = _played()
    return Room(played.records(), played.seq, played.room_ms, played.minute)


def sealed() -> Room:
    """The same room after everything was closed for good."""
    meeting = Meeting(hall())
    for step in meeting.room.programme():
        if step.state is State.CLOSED:
            meeting.ask(FACILITATOR, SealActivity(step.id))
    return meeting.room


@cache
def _played() -> Room:
    meeting = Meeting.begun(programme=[*FILE["programme"], _SORT, *VOTES])
    for person, table in PEOPLE.items():
        meeting.ask(participant(person), JoinTable(table))
    _write(meeting)
    _sort(meeting)
    _talk(meeting)
    for activity, ballots in _ballots().items():
        _vote(meeting, activity, ballots, is_shown=activity != SECRET)
    _again(meeting, _ballots()["punten"])
    _conclude(meeting)
    return meeting.room


def _write(meeting: Meeting) -> None:
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    ids = [meeting.post(person, f"Idee van {person}") for person in PEOPLE]
    meeting.post("p0", "Ik vind dat ook", parent=ids[4], relation=Relation.COMMENT)
    hidden = meeting.post("p1", HIDDEN)
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(participant("p1"), WithdrawEntry(meeting.post("p1", GONE)))
    meeting.ask(FACILITATOR, ParkEntry(meeting.post("p2", "Voor later")))
    meeting.ask(FACILITATOR, HighlightEntry(ids[4]))
    meeting.ask(chair("1"), WriteSummary(AT_TABLES, "why", ("Het punt", "", "Nog een")))
    meeting.ask(chair("1"), AgreeSummary(AT_TABLES, "why"))
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, OpenActivity(AT_THEMES))
    meeting.ask(participant("p3"), Introduce(name=NAME))
    meeting.post("p3", "Met mijn naam", activity=AT_THEMES)
    meeting.close(AT_THEMES)


def _sort(meeting: Meeting) -> None:
    meeting.ask(FACILITATOR, OpenActivity("ordenen"))
    counted = [e for e in meeting.room.entries_of(AT_TABLES) if e.text.startswith("Idee")]
    care = [e.id for e in counted if e.theme == "care"]
    work = [e.id for e in counted if e.theme == "work"]
    merged = meeting.ask(FACILITATOR, MergeEntries((care[0], care[1]), "Samen een idee")).made
    again = meeting.ask(FACILITATOR, MergeEntries((work[0], work[1]), "Toch niet samen")).made
    assert merged
    assert again
    meeting.ask(FACILITATOR, SplitEntry(again))
    meeting.ask(FACILITATOR, AddBucket("ordenen", "Zorggroep", "care", (merged, care[2], care[3])))
    meeting.ask(FACILITATOR, AddBucket("ordenen", "Werkgroep", "work", tuple(work[:3])))
    meeting.close("ordenen")


def _talk(meeting: Meeting) -> None:
    meeting.ask(FACILITATOR, OpenActivity(TALK))
    for person, relation in STANCES.items():
        how = {"question": "roads", "relation": relation}
        meeting.post(person, f"Over wegen {person}", activity=TALK, **how)
    meeting.close(TALK)


def _ballots() -> dict[str, list[dict[str, Any]]]:
    n = range(len(PEOPLE))
    ids = [item["id"] for item in _ITEMS]
    return {
        "cijfer": [
            {id: {"effect": 1 + 4 * (i % 2), "kosten": 1 + (i + k) % 3} for k, id in enumerate(ids)}
            for i in n
        ],
        "volgorde": [{ids[i % 4]: 1, ids[(i + 1) % 4]: 2} for i in n],
        "geld": [{ids[0]: 50, ids[1 + i % 3]: 45} for i in n],
        "peiling": [{"chosen": ["ja"]} if i % 3 else {"abstains": True} for i in n],
        "punten": [{ids[0]: 1, ids[1]: 1} if i > 4 else {ids[3]: 5} for i in n],
        SECRET: [{ids[2]: 3} for _ in n],
    }


def _vote(
    meeting: Meeting, activity: str, ballots: list[dict[str, Any]], *, is_shown: bool
) -> None:
    meeting.ask(FACILITATOR, OpenActivity(activity))
    for person, values in zip(PEOPLE, ballots, strict=True):
        meeting.ask(participant(person), CastBallot(activity, values))
    meeting.ask(FACILITATOR, CloseActivity(activity))
    if is_shown:
        meeting.ask(FACILITATOR, RevealResults(activity))


def _again(meeting: Meeting, ballots: list[dict[str, Any]]) -> None:
    again = meeting.ask(FACILITATOR, RepeatActivity("punten")).made
    assert again
    _vote(meeting, again, ballots[::-1], is_shown=True)


def _conclude(meeting: Meeting) -> None:
    meeting.ask(FACILITATOR, OpenActivity(HARVEST))
    meeting.ask(chair("3"), WriteSummary(HARVEST, "punten", ("Oogst van drie",)))
    meeting.close(HARVEST)
    meeting.ask(FACILITATOR, OpenActivity(ACTIONS))
    meeting.ask(chair("1"), PutAction(ACTIONS, "Iets doen", who=WHO, by_when="1-6-2027"))
    meeting.ask(FACILITATOR, PutAction(ACTIONS, "Later iets doen"))
    meeting.close(ACTIONS)
