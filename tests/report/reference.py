"""The reference conference from its survey to its actions, played through the rules in memory."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from appliance.conference.commands import (
    AddBucket,
    AgreeSummary,
    BeginConference,
    BringAnswers,
    CastBallot,
    CloseActivity,
    CloseSurvey,
    JoinTable,
    MarkList,
    OpenActivity,
    OpenSurvey,
    PostEntry,
    PutAction,
    PutBucket,
    RevealResults,
    WriteSummary,
)
from appliance.conference.records import Origin
from appliance.conference.room import Room
from appliance.conference.sorting import list_of, texts
from appliance.intake import commands
from appliance.report.building import build
from appliance.report.choice import Choice
from appliance.report.value import Report
from appliance.web.words import Words
from tests.builders import BOX, FACILITATOR, Meeting, chair, participant
from tests.reference import DEMO, Row, Seat, dots_ballot, groups, rating_ballot, voted, written

CONFERENCE = "sociaal-ondernemerschap"
THEMES = ("inkoop", "financiering", "regels", "impact", "erkenning")
TABLES = [str(n) for n in range(1, 11)]
BEST = 3

WORDS = Words.read()


def reference(upto: str = "acties", is_revealed: bool = True) -> Room:
    """A room of one's own in which the programme was played up to and with this step.

    With `is_revealed` the results of the votes were shown.
    """
    return Room(_played(upto, is_revealed).records(), *_clock(_played(upto, is_revealed)))


def report(room: Room, choice: Choice | None = None, head: str = "") -> Report:
    """The report of a room in the words of the program."""
    found = build(room, choice or Choice(), WORDS, head=head)
    assert found is not None
    return found


def _clock(room: Room) -> tuple[int, int, int]:
    return room.seq, room.room_ms, room.minute


@cache
def _played(upto: str, is_revealed: bool) -> Room:
    meeting = _begun()
    for step, play in STEPS.items():
        play(meeting, is_revealed)
        if step == upto:
            break
    return meeting.room


def _begun() -> Meeting:
    """The conference with its survey answered, sorted and closed, and everybody at a table."""
    meeting = Meeting(Room(minute=29_000_000))
    file = json.loads((DEMO / "conference.json").read_text("utf-8"))
    meeting.ask(BOX, BeginConference(CONFERENCE, file))
    for name in ("survey.json", "invitees.csv", "survey-responses.csv"):
        for command in list(commands(meeting.room, (DEMO / name).read_bytes(), CONFERENCE)):
            meeting.ask(BOX, command)
    meeting.ask(FACILITATOR, OpenSurvey())
    meeting.ask(FACILITATOR, CloseSurvey())
    _bring(meeting)
    for table, person in sorted(_seats()):
        meeting.ask(participant(_id((table, person))), JoinTable(table))
    return meeting


def _seats() -> set[Seat]:
    return {*written("knelpunten"), *written("oplossingen"), *voted("dots"), *voted("rating")}


def _id(seat: Seat) -> str:
    return f"person-{seat[0]}-{seat[1]}"


def _bring(meeting: Meeting) -> None:
    """Open answers in two groups: one becomes contributions at the tables, the other nothing."""
    open_ = list_of("open")
    ids = list(texts(meeting.room, open_))
    kept, dropped = ids[:4], ids[4:7]
    for title, members in (("Uit de enquête", kept), ("Bleef liggen", dropped)):
        bucket = meeting.ask(FACILITATOR, PutBucket(open_, title, tuple(members))).made
        assert bucket is not None
        if members == kept:
            meeting.ask(
                FACILITATOR, BringAnswers(bucket, activity="oplossingen", question="oplossingen")
            )


def _write(activity: str) -> Callable[[Meeting, bool], None]:
    def play(meeting: Meeting, is_revealed: bool) -> None:
        meeting.ask(FACILITATOR, OpenActivity(activity))
        for seat, rows in written(activity).items():
            for row in rows:
                made = meeting.ask(
                    participant(_id(seat)),
                    PostEntry(activity, row["text"], question=row["question"]),
                ).made
                assert made is not None
                IDS[row["id"]] = made
        meeting.ask(FACILITATOR, CloseActivity(activity))

    return play


IDS: dict[str, str] = {}
"""The contributions by their ids in the file; the same in every room."""


def _sort(meeting: Meeting, is_revealed: bool) -> None:
    meeting.ask(FACILITATOR, OpenActivity("ordenen"))
    for theme in THEMES:
        for row in groups(theme):
            members = [IDS[id] for id in row["entries"].split("|")]
            if row["item"] == f"{theme}-1":
                members += _brought(meeting.room, theme)
            made = AddBucket("ordenen", row["text"], theme, tuple(members), row["item"])
            meeting.ask(FACILITATOR, made)
        meeting.ask(FACILITATOR, MarkList("ordenen", theme))
    meeting.ask(FACILITATOR, CloseActivity("ordenen"))


def _vote(
    activity: str, method: str, values: Callable[[Sequence[Row]], Mapping[str, Any]]
) -> Callable[[Meeting, bool], None]:
    def play(meeting: Meeting, is_revealed: bool) -> None:
        meeting.ask(FACILITATOR, OpenActivity(activity))
        for seat, own in voted(method).items():
            meeting.ask(participant(_id(seat)), CastBallot(activity, dict(values(own))))
        meeting.ask(FACILITATOR, CloseActivity(activity))
        if is_revealed:
            meeting.ask(FACILITATOR, RevealResults(activity))

    return play


def _brought(room: Room, theme: str) -> list[str]:
    """What came from the survey to the tables of a theme."""
    entries = room.entries.values()
    return [e.id for e in entries if e.origin is Origin.SURVEY and e.theme == theme]


def _harvest(meeting: Meeting, is_revealed: bool) -> None:
    meeting.ask(FACILITATOR, OpenActivity("oogst"))
    for table in TABLES:
        points = (f"Punt van tafel {table}", "Nog een punt")
        meeting.ask(chair(table), WriteSummary("oogst", "punten", points))
        meeting.ask(chair(table), AgreeSummary("oogst", "punten"))
    meeting.ask(FACILITATOR, CloseActivity("oogst"))


def _act(meeting: Meeting, is_revealed: bool) -> None:
    meeting.ask(FACILITATOR, OpenActivity("acties"))
    for n, row in enumerate(groups("financiering")[:BEST], 1):
        told = PutAction("acties", row["text"], who=f"Naam {n}", by_when=f"{n}-6-2015")
        meeting.ask(FACILITATOR, told)
    meeting.ask(FACILITATOR, CloseActivity("acties"))


STEPS: Mapping[str, Callable[[Meeting, bool], None]] = {
    "knelpunten": _write("knelpunten"),
    "oplossingen": _write("oplossingen"),
    "ordenen": _sort,
    "prioriteiten": _vote("prioriteiten", "dots", dots_ballot),
    "beoordelen": _vote("beoordelen", "rating", rating_ballot),
    "oogst": _harvest,
    "acties": _act,
}
