"""What is to be covered, as a page asks it: by the words that stand in a text."""

from dataclasses import replace
from typing import Any

from appliance.conference.change import Change
from appliance.conference.commands import Cover, ProposeCovers, ShowOnStage
from appliance.conference.records import (
    KIND_OF,
    Action,
    Asks,
    Bucket,
    Entry,
    Invitee,
    Item,
    Message,
    Person,
    Question,
    Record,
    Response,
    StageMode,
    Summary,
    Survey,
    SurveyQuestion,
    Theme,
)
from appliance.conference.redaction import digest_of, sought
from tests.builders import ACTIONS, AT_TABLES, AT_THEMES, DOTS, FACILITATOR, Meeting


def stretch(
    meeting: Meeting, kind: str, record: str, words: str, place: str = "text", **how: str
) -> dict[str, Any]:
    """These words of a text, the first time that they stand in it."""
    text = next(s.text for s in sought(meeting.room) if s.key == (kind, record, place))
    start = text.index(words)
    at = {"start": start, "end": start + len(words), "text": words}
    return {"kind": kind, "record": record, "place": place, **at, **how}


def cover(meeting: Meeting, *stretches: dict[str, Any]) -> int:
    """Cover them; the number of the act."""
    return meeting.ask(FACILITATOR, Cover(stretches)).seq


def search(meeting: Meeting, *stretches: dict[str, Any], lacks: tuple[str, ...] = ()) -> None:
    """All texts were searched, and this was found."""
    meeting.ask(FACILITATOR, ProposeCovers(stretches, digest_of(meeting.room), lacks))


def everywhere() -> Meeting:
    """A room in which "Sjaak" stands in every text that people can type, and as a name."""
    meeting = Meeting.begun(contact={"name": "Sjaak Beheer", "phone": "06-12345678"})
    options = (
        SurveyQuestion("why", Asks.OPEN, "Waarom?"),
        SurveyQuestion("which", Asks.CHOICE, ""),
    )
    records: list[Record] = [
        Person("ann", "1", "Sjaak", "baker"),
        Person("bob", "2", "Ömer"),
        Entry("e1", AT_TABLES, "why", "care", "1", "Sjaak weet het", owner="ann"),
        Entry("e2", AT_THEMES, "what", "care", "1", "Vraag Sjaak", name="Sjaak"),
        Message("m1", "Sjaak komt zo", "everyone", 0),
        Summary("s1", AT_TABLES, "why", "1", ("Sjaak betaalt", "", "Sjaak en Piet")),
        Bucket("b1", "survey.why", "Sjaak en geld", theme="sjaak", question=f"{AT_TABLES}.sjaak"),
        Action("a1", ACTIONS, "Sjaak bellen", "Sjaak", "voor Sjaak terug is"),
        Survey("survey", "Vooraf", questions=options),
        Invitee("i1", "abcdefghjk", "Sjaak Bakker", "sjaak@example.org"),
        Response(
            "r1",
            "survey",
            {"why": "Door Sjaak", "which": "Sjaak"},
            was={
                "answers": {"why": "Van Sjaak", "which": "Sjaak"},
                "role": "",
                "is_attending": None,
            },
            name="Sjaak",
            mark="sjaak@example.org",
        ),
        Theme("sjaak", "Sjaak en geld", 3),
    ]
    room = meeting.room
    dots, at_tables = room.activities[DOTS], room.activities[AT_TABLES]
    items = (
        Item("e1", "Sjaak wist het", behind=("e1",)),
        Item("b1", "Sjaak en geld"),
        Item("own", {"nl": "Sjaak", "en": "Sjaak"}),
        Item("bikes", "Sjaak op de fiets"),
    )
    question = Question("sjaak", "Sjaak en geld")
    changed = (
        replace(dots, items=items),
        replace(at_tables, questions=(*at_tables.questions, question)),
        replace(room.tables["1"], chair="Sjaak", reason="Sjaak is weg"),
    )
    room.apply(Change(None, record) for record in records)
    room.apply(Change(room.find(KIND_OF[type(r)], r.id), r) for r in changed)
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.MESSAGE, text="Sjaak is er"))
    return meeting
