"""What the survey brought beside what the room made: kept, brought, new and dropped."""

from collections.abc import Sequence
from dataclasses import replace

from appliance.conference.change import Change
from appliance.conference.commands import (
    AddBucket,
    BringAnswers,
    BucketToTheme,
    CloseActivity,
    HideEntry,
    JoinTable,
    OpenActivity,
    PutBucket,
)
from appliance.conference.records import Entry, Origin, Response, Theme
from appliance.conference.sorting import list_of
from appliance.conference.tally.beside import Fate, Match, SideBySide, side_by_side
from tests.builders import AT_TABLES, FACILITATOR, FILE, Meeting, participant

OF = list_of("why")
ANSWERS = {"r1": "Te duur", "r2": "Geen geld", "r3": "Te traag", "r4": "Geen haast"}

Told = list[tuple[str, int, tuple[str, ...], int, Fate, Match]]


def answered() -> Meeting:
    """A room in which two groups of answers were made: money, and time."""
    sort = {"id": "sort", "kind": "categorise", "title": "Ordenen", "scope": "theme"}
    meeting = Meeting.begun(programme=[*FILE["programme"], {**sort, "input": AT_TABLES}])
    made = [Response(id, "survey", {"why": text}, is_complete=True) for id, text in ANSWERS.items()]
    meeting.room.apply(Change(None, response) for response in made)
    meeting.ask(participant("ann"), JoinTable("1"))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    return meeting


def put(meeting: Meeting, title: str, *members: str) -> str:
    """A group of answers; its id."""
    made = meeting.ask(FACILITATOR, PutBucket(OF, title, members)).made
    assert made is not None
    return made


def bring(meeting: Meeting, bucket: str) -> list[Entry]:
    """The answers of a group as contributions, in a theme that a question is put to ("how")."""
    meeting.ask(FACILITATOR, BringAnswers(bucket, AT_TABLES, "how"))
    return [e for e in meeting.room.entries.values() if e.origin is Origin.SURVEY]


def group(meeting: Meeting, title: str, entries: Sequence[str]) -> None:
    """A group of the room in the theme of care."""
    if meeting.room.activities[AT_TABLES].state == "open":
        meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
        meeting.ask(FACILITATOR, OpenActivity("sort"))
    meeting.ask(FACILITATOR, AddBucket("sort", title, "care", tuple(entries)))


def care(meeting: Meeting) -> Theme:
    return meeting.room.themes["care"]


def told(found: SideBySide) -> Told:
    """The lines with titles for groups."""
    return [
        (
            line.survey.title if line.survey else "",
            line.answers,
            tuple(bucket.title for bucket in line.room),
            line.entries,
            line.fate,
            line.match,
        )
        for line in found.lines
    ]


def test_nothing_stands_side_by_side_where_nothing_came_from_the_survey() -> None:
    meeting = answered()
    own = meeting.post("ann", "Een idee", question="how")
    group(meeting, "Eigen", [own])
    found = side_by_side(meeting.room, care(meeting))
    assert found == SideBySide((), 0, 0, is_sorted=True)


def test_answers_are_followed_into_the_groups_of_the_room() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1", "r2")
    entries = bring(meeting, money)
    own = meeting.post("ann", "Een idee", question="how")
    group(meeting, "Kosten", [entries[0].id, own])
    group(meeting, "Iets anders", [])
    found = side_by_side(meeting.room, care(meeting))
    assert told(found) == [
        ("Geld", 2, ("Kosten",), 2, Fate.KEPT, Match.CHAIN),
        ("", 0, ("Iets anders",), 0, Fate.NEW, Match.NONE),
    ]
    assert (found.brought, found.placed, found.is_sorted) == (2, 1, True)


def test_what_cannot_be_followed_is_kept_where_both_have_the_same_title() -> None:
    meeting = answered()
    bucket = meeting.room.buckets[put(meeting, "Te  weinig GELD", "r1")]
    meeting.room.apply([Change(bucket, replace(bucket, theme="care"))])
    own = meeting.post("ann", "Een idee", question="how")
    group(meeting, "te weinig geld", [own])
    assert told(side_by_side(meeting.room, care(meeting))) == [
        ("Te  weinig GELD", 1, ("te weinig geld",), 1, Fate.KEPT, Match.TITLE)
    ]


def test_answers_that_were_hidden_were_not_brought() -> None:
    meeting = answered()
    for entry in bring(meeting, put(meeting, "Geld", "r1", "r2")):
        meeting.ask(FACILITATOR, HideEntry(entry.id))
    assert side_by_side(meeting.room, care(meeting)) == SideBySide((), 0, 0, is_sorted=False)


def test_a_group_that_became_a_question_concerns_the_themes_that_are_asked_it() -> None:
    meeting = answered()
    bucket = meeting.room.buckets[put(meeting, "Geld", "r1")]
    meeting.room.apply([Change(bucket, replace(bucket, question=f"{AT_TABLES}.how"))])
    found = [side_by_side(meeting.room, theme) for theme in meeting.room.themes.values()]
    assert list(map(told, found)) == [[("Geld", 1, (), 0, Fate.DROPPED, Match.NONE)], []]


def test_a_group_that_a_theme_was_made_of_is_the_theme_or_has_its_title_in_the_room() -> None:
    meeting = answered()
    money, time = put(meeting, "Geld", "r1", "r2"), put(meeting, "Tijd", "r3")
    meeting.ask(FACILITATOR, BucketToTheme(money))
    theme = meeting.room.themes[meeting.room.buckets[money].theme]
    assert told(side_by_side(meeting.room, theme)) == [("Geld", 2, (), 0, Fate.KEPT, Match.THEME)]
    assert side_by_side(meeting.room, care(meeting)).lines == ()
    assert meeting.room.buckets[time].theme == ""


def test_without_groups_of_the_room_answers_were_only_brought() -> None:
    meeting = answered()
    bring(meeting, put(meeting, "Geld", "r1", "r2"))
    found = side_by_side(meeting.room, care(meeting))
    assert told(found) == [("Geld", 2, (), 0, Fate.BROUGHT, Match.CHAIN)]
    assert not found.is_sorted


def test_what_the_room_put_in_no_group_is_dropped() -> None:
    meeting = answered()
    bring(meeting, put(meeting, "Geld", "r1", "r2"))
    own = meeting.post("ann", "Een idee", question="how")
    group(meeting, "Eigen", [own])
    found = side_by_side(meeting.room, care(meeting))
    assert told(found) == [
        ("", 0, ("Eigen",), 1, Fate.NEW, Match.NONE),
        ("Geld", 2, (), 0, Fate.DROPPED, Match.NONE),
    ]


def test_answers_of_a_group_that_is_gone_are_still_followed() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1", "r2")
    entries = bring(meeting, money)
    meeting.room.apply([Change(meeting.room.buckets[money], None)])
    group(meeting, "Kosten", [entries[0].id])
    assert told(side_by_side(meeting.room, care(meeting))) == [
        ("", 0, ("Kosten",), 1, Fate.KEPT, Match.CHAIN)
    ]
