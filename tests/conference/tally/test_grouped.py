"""What was sorted, by question and theme: each contribution once, and the originals of merged."""

from appliance.conference.commands import (
    AddBucket,
    CloseActivity,
    HideEntry,
    JoinTable,
    MergeEntries,
    OpenActivity,
    ParkEntry,
)
from appliance.conference.tally.grouping import grouped
from tests.builders import AT_TABLES, FACILITATOR, FILE, Meeting, participant

SORT = {"id": "sort", "kind": "categorise", "title": "Ordenen", "scope": "theme"}


def at_work() -> Meeting:
    """Ann and Dee write."""
    meeting = Meeting.begun(programme=[*FILE["programme"], {**SORT, "input": AT_TABLES}])
    for person, table in (("ann", "1"), ("dee", "3")):
        meeting.ask(participant(person), JoinTable(table))
    meeting.ask(FACILITATOR, OpenActivity(AT_TABLES))
    return meeting


def test_groups_stand_by_question_and_theme_with_what_is_in_none() -> None:
    meeting = at_work()
    why = [meeting.post("ann", f"Waarom {n}") for n in range(5)]
    how = [meeting.post("ann", f"Hoe {n}", question="how") for n in range(2)]
    work = meeting.post("dee", "Werk")
    meeting.ask(FACILITATOR, HideEntry(why[4]))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    meeting.ask(FACILITATOR, OpenActivity("sort"))
    merged = meeting.ask(FACILITATOR, MergeEntries((why[0], why[1]), "Samen")).made
    meeting.ask(FACILITATOR, AddBucket("sort", "Groep", "care", (str(merged), how[0])))
    meeting.ask(FACILITATOR, AddBucket("sort", "Leeg", "care"))
    meeting.ask(FACILITATOR, ParkEntry(why[3]))
    found = grouped(meeting.room, meeting.room.activities["sort"])
    told = {
        place: (
            [(bucket.title, [e.text for e in entries]) for bucket, entries in each.groups],
            [entry.text for entry in each.left],
        )
        for place, each in found.items()
    }
    assert told == {
        ("why", "care"): ([("Groep", ["Waarom 0", "Waarom 1"])], ["Waarom 2"]),
        ("how", "care"): ([("Groep", ["Hoe 0"])], ["Hoe 1"]),
        ("why", "work"): ([], ["Werk"]),
    }
    assert work
