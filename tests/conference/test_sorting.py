"""Open answers become groups, groups become themes, questions and first contributions."""

import pytest

from appliance.conference.change import Change
from appliance.conference.commands import (
    BringAnswers,
    BucketToQuestion,
    BucketToTheme,
    Command,
    KeepApart,
    MergeBuckets,
    PutBucket,
    RemoveBucket,
    RetireTable,
    TakeOut,
    Undo,
)
from appliance.conference.groups import buckets
from appliance.conference.records import Bucket, Entry, Origin, Response
from appliance.conference.sorting import list_of, loose, resting_on, separations, texts
from tests.builders import AT_TABLES, AT_THEMES, FACILITATOR, IN_PLENARY, Meeting

OF = list_of("why")
ANSWERS = {"r1": "Te duur", "r2": "Geen geld", "r3": "Te traag", "r4": "Geen geld"}


def answered() -> Meeting:
    """A room whose survey was answered by four, and by one who is not done."""
    meeting = Meeting.begun()
    made = [Response(id, "survey", {"why": text}, is_complete=True) for id, text in ANSWERS.items()]
    made += [Response("r5", "survey", {"why": "Half"}), Response("r6", "survey", is_complete=True)]
    meeting.room.apply(Change(None, response) for response in made)
    return meeting


def put(meeting: Meeting, title: str, *members: str) -> Bucket:
    """A new bucket with these texts."""
    made = meeting.ask(FACILITATOR, PutBucket(OF, title, members)).made
    return meeting.room.buckets[made or ""]


def from_survey(meeting: Meeting) -> list[Entry]:
    """The contributions that came from the survey."""
    return [e for e in meeting.room.entries.values() if e.origin is Origin.SURVEY]


def test_only_what_was_sent_is_sorted() -> None:
    meeting = answered()
    assert texts(meeting.room, OF) == ANSWERS
    assert texts(meeting.room, "elsewhere") == {}
    assert loose(meeting.room, OF) == ANSWERS


def test_a_text_is_in_one_bucket_at_most() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1", "r2")
    time = put(meeting, "Tijd", "r3", "r1")
    there = {bucket.title: bucket.members for bucket in buckets(meeting.room, OF)}
    assert there == {"Geld": ("r2",), "Tijd": ("r3", "r1")}
    assert loose(meeting.room, OF) == {"r4": "Geen geld"}
    meeting.ask(FACILITATOR, MergeBuckets(money.id, time.id))
    assert [bucket.members for bucket in buckets(meeting.room, OF)] == [("r3", "r1", "r2")]
    meeting.ask(FACILITATOR, Undo(meeting.room.seq))
    assert {b.title: b.members for b in buckets(meeting.room, OF)} == there


def test_what_a_person_took_out_is_remembered_until_they_put_it_back() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1", "r2")
    meeting.ask(FACILITATOR, TakeOut(money.id, ("r1", "r3")))
    after = meeting.room.buckets[money.id]
    assert (after.members, after.without) == (("r2",), ("r1",))
    meeting.ask(FACILITATOR, PutBucket(OF, "Geld", ("r2", "r1"), bucket=money.id))
    assert meeting.room.buckets[money.id].without == ()


def test_a_theme_shows_the_answers_it_rests_on() -> None:
    meeting = answered()
    money = put(meeting, "Geld en krediet", "r1", "r2")
    meeting.ask(FACILITATOR, BucketToTheme(money.id))
    theme = meeting.room.themes["geld-en-krediet"]
    assert (theme.number, theme.title) == (3, "Geld en krediet")
    assert resting_on(meeting.room, theme.id) == ["Te duur", "Geen geld"]
    assert meeting.decide(FACILITATOR, BucketToTheme(money.id)) == ()
    meeting.ask(FACILITATOR, RemoveBucket(money.id))
    assert theme.id in meeting.room.themes


def test_a_bucket_becomes_a_prepared_question() -> None:
    meeting = answered()
    money = put(meeting, "Why?", "r1")
    meeting.ask(FACILITATOR, BucketToQuestion(money.id, AT_TABLES))
    asked = meeting.room.activities[AT_TABLES].questions
    assert [question.id for question in asked] == ["why", "how", "why-2"]
    assert meeting.room.buckets[money.id].question == "at-tables.why-2"


def test_answers_become_contributions_once_dealt_over_the_tables() -> None:
    meeting = answered()
    money = put(meeting, "Geld", *ANSWERS)
    meeting.ask(FACILITATOR, BringAnswers(money.id, AT_TABLES, "why"))
    made = from_survey(meeting)
    assert sorted(e.text for e in made) == ["Geen geld", "Te duur", "Te traag"]
    assert {e.owner for e in made} == {None}
    assert len({e.table for e in made}) == 3
    assert meeting.decide(FACILITATOR, BringAnswers(money.id, AT_TABLES, "why")) == ()
    meeting.ask(FACILITATOR, BringAnswers(money.id, AT_TABLES, "how"))
    assert {e.theme for e in from_survey(meeting) if e.question == "how"} == {"care"}


def test_answers_of_one_theme_come_to_its_tables_and_those_of_the_room_to_one() -> None:
    meeting = answered()
    money = put(meeting, "Geld", *ANSWERS)
    meeting.ask(FACILITATOR, BringAnswers(money.id, IN_PLENARY, "all"))
    assert {e.table for e in from_survey(meeting)} == {"1"}
    meeting.room.apply(
        [
            Change(
                meeting.room.buckets[money.id], Bucket(money.id, OF, "Geld", ("r1",), theme="work")
            )
        ]
    )
    meeting.ask(FACILITATOR, BringAnswers(money.id, AT_THEMES, "what"))
    assert [e.theme for e in from_survey(meeting) if e.activity == AT_THEMES] == ["work"]


def test_what_was_answered_is_not_taken_back() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1")
    act = meeting.ask(FACILITATOR, BringAnswers(money.id, AT_TABLES, "why")).seq
    (entry,) = from_survey(meeting)
    assert meeting.refusal(FACILITATOR, Undo(act)) == ""
    reply = Entry("c1", AT_TABLES, "why", "care", entry.table, "Ja", parent=entry.id)
    meeting.room.apply([Change(None, reply)])
    assert meeting.refusal(FACILITATOR, Undo(act)) == "cannot_undo"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PutBucket(OF, "Geld", ("r5",)), "unknown_text"),
        (PutBucket(OF, "Geld", ("nobody",)), "unknown_text"),
        (PutBucket("elsewhere", "Geld", ("r1",)), "unknown_text"),
        (PutBucket(OF, "  ", ()), "text_empty"),
        (PutBucket(OF, "x" * 201, ()), "text_too_long"),
        (PutBucket(OF, "Geld", (), bucket="gone"), "unknown_bucket"),
        (MergeBuckets("gone", "gone"), "unknown_bucket"),
        (RemoveBucket("gone"), "unknown_bucket"),
        (TakeOut("gone", ()), "unknown_bucket"),
        (BucketToTheme("gone"), "unknown_bucket"),
    ],
)
def test_what_cannot_be_sorted_is_refused(command: Command, code: str) -> None:
    assert answered().refusal(FACILITATOR, command) == code


def test_nothing_is_brought_where_nobody_would_see_it() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1")
    unasked = BringAnswers(money.id, AT_TABLES, "x")
    assert meeting.refusal(FACILITATOR, unasked) == "unknown_question"
    for table in "34":
        meeting.ask(FACILITATOR, RetireTable(table))
    of_work = BringAnswers(money.id, IN_PLENARY, "workers")
    assert meeting.refusal(FACILITATOR, of_work) == "no_table"


def test_what_a_person_does_not_want_together_is_kept_once_and_can_be_taken_back() -> None:
    meeting = answered()
    act = meeting.ask(FACILITATOR, KeepApart(OF, ("r4", "r1", "r3", "r1"))).seq
    [apart] = separations(meeting.room, OF)
    assert (apart.of, apart.members) == (OF, ("r1", "r3", "r4"))
    for again in (("r1", "r3", "r4"), ("r3", "r1"), ("r1",)):
        assert meeting.decide(FACILITATOR, KeepApart(OF, again)) == ()
    meeting.ask(FACILITATOR, Undo(act))
    assert separations(meeting.room, OF) == []


def test_what_is_left_out_of_a_group_stays_out_of_it_as_if_it_had_been_taken_out() -> None:
    meeting = answered()
    money = put(meeting, "Geld", "r1")
    act = meeting.ask(FACILITATOR, KeepApart(OF, ("r1", "r2", "r4"), money.id)).seq
    assert meeting.room.buckets[money.id].without == ("r2", "r4")
    assert separations(meeting.room, OF) == []
    meeting.ask(FACILITATOR, Undo(act))
    assert meeting.room.buckets[money.id].without == ()


def test_only_texts_that_are_there_are_kept_apart() -> None:
    meeting = answered()
    for members in ((), ("r1", "x"), ("r1", "r5")):
        assert meeting.refusal(FACILITATOR, KeepApart(OF, members)) == "unknown_text"
    assert meeting.refusal(FACILITATOR, KeepApart(OF, ("r1",), "x")) == "unknown_bucket"
