"""A discussion: topics side by side, what speaks for and against each, and what others answer."""

from collections.abc import Mapping
from typing import Any

import pytest

from appliance.conference.commands import (
    AcceptLate,
    CloseActivity,
    DiscussItems,
    EditEntry,
    HideEntry,
    HighlightEntry,
    MergeItem,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PostEntry,
    SealActivity,
    ShowTopic,
    Undo,
    WithdrawEntry,
    WithdrawItem,
)
from appliance.conference.records import STANCES, Relation
from appliance.conference.views import project
from tests.builders import (
    AT_TABLES,
    DOTS,
    FACILITATOR,
    TALK,
    Meeting,
    chair,
    file,
    participant,
)

FOR, AGAINST, QUESTION = STANCES
NOTHING = {
    "entries": 0,
    "in_favour": 0,
    "against": 0,
    "questions": 0,
    "open_questions": 0,
    "answers": 0,
}


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.at_work(TALK)


def plenary(**members: Any) -> Meeting:
    """A discussion of the whole room, on a list alone."""
    items = [{"id": id, "text": id, "theme": "work"} for id in ("bikes", "boats")]
    talk = {"id": TALK, "kind": "discussion", "title": "Samen", "items": items, **members}
    return Meeting.at_work(TALK, programme=[talk])


def seen(meeting: Meeting, audience: str) -> Any:
    return project(audience, ("discussions", TALK), meeting.room)


def figures(meeting: Meeting, topic: str, audience: str = "control") -> Mapping[str, int]:
    """What this audience is told of a topic, where it is not nothing."""
    row = next(row for row in seen(meeting, audience)["topics"] if row["id"] == topic)
    return {name: row[name] for name in NOTHING if row[name]}


def questions(meeting: Meeting, audience: str) -> list[str]:
    document = project(audience, ("activities", TALK), meeting.room)
    assert document is not None
    return [question["id"] for question in document["questions"]]


# -- topics -------------------------------------------------------------------------------------


def test_the_topics_are_the_questions_of_the_programme_and_then_what_is_on_the_list(meeting):
    assert questions(meeting, "control") == ["roads", "trams"]
    assert [row["id"] for row in seen(meeting, "control")["topics"]] == ["roads", "trams"]


def test_a_topic_of_a_theme_is_for_the_tables_of_that_theme(meeting):
    assert questions(meeting, "table:1") == ["roads"]
    assert questions(meeting, "table:3") == ["roads", "trams"]
    assert meeting.refusal(participant("ann"), PostEntry(TALK, "x", "trams")) == "unknown_question"


def test_where_the_whole_room_talks_everybody_has_every_topic():
    meeting = plenary()
    assert questions(meeting, "table:1") == questions(meeting, "table:3") == ["bikes", "boats"]
    meeting.post("ann", activity=TALK, question="boats", relation=FOR)
    assert figures(meeting, "boats", "table:3") == {"entries": 1, "in_favour": 1}


def test_before_it_is_opened_nobody_has_its_topics():
    meeting = Meeting.begun()
    assert seen(meeting, "control") is None
    assert questions(meeting, "table:3") == []
    assert meeting.refusal(participant("ann", "1"), PostEntry(TALK, "x")) == "activity_planned"


def test_a_discussion_of_nothing_is_not_opened():
    talk = {"id": TALK, "kind": "discussion", "title": "Leeg"}
    meeting = Meeting.begun(programme=[talk])
    assert meeting.refusal(FACILITATOR, OpenActivity(TALK)) == "list_empty"


def test_a_discussion_of_an_empty_step_is_not_opened():
    talk = {"id": TALK, "kind": "discussion", "title": "Leeg", "input": AT_TABLES}
    meeting = Meeting.begun(programme=[*file()["programme"][:2], talk])
    assert meeting.refusal(FACILITATOR, OpenActivity(TALK)) == "source_empty"


def test_more_topics_than_a_phone_can_show_are_not_opened():
    def talk(n: int) -> Meeting:
        items = [{"id": f"i{each}", "text": "x"} for each in range(n)]
        step = {"id": TALK, "kind": "discussion", "title": "Veel", "items": items}
        return Meeting.begun(programme=[step])

    assert talk(60).refusal(FACILITATOR, OpenActivity(TALK)) == ""
    assert talk(61).refusal(FACILITATOR, OpenActivity(TALK)) == "topics_too_many"


def test_what_was_highlighted_before_can_be_talked_about():
    earlier = next(step for step in file()["programme"] if step["id"] == AT_TABLES)
    talk = {"kind": "discussion", "title": "Samen", "input": AT_TABLES, "only_highlighted": True}
    meeting = Meeting.at_work(programme=[earlier, {"id": TALK, **talk}])
    meeting.post("ann", "Gewoon")
    bright = meeting.post("bob", "Bijzonder")
    meeting.ask(FACILITATOR, HighlightEntry(bright))
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, OpenActivity(TALK))
    assert questions(meeting, "table:3") == [bright]
    meeting.post("dee", activity=TALK, question=bright, relation=AGAINST)
    assert figures(meeting, bright) == {"entries": 1, "against": 1}


def test_what_divides_a_vote_becomes_a_discussion_with_a_title_of_its_own():
    meeting = Meeting.at_work(DOTS)
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    made = meeting.ask(FACILITATOR, DiscussItems(DOTS, ("trains",))).made
    assert made is not None
    assert meeting.room.activities[made].title == {
        "nl": "Bespreken: Stippen",
        "en": "Discuss: Stippen",
    }
    meeting.ask(FACILITATOR, OpenActivity(made))
    meeting.post("ann", activity=made, question="trains", relation=FOR)
    told = project("table:1", ("discussions", made), meeting.room)
    assert told == {
        "topics": [
            {"id": "trains", "text": "Treinen", "themes": (), **NOTHING, "entries": 1}
            | {"in_favour": 1}
        ]
    }


def test_a_topic_whose_name_holds_dots_is_counted_as_any_other():
    meeting = plenary(items=[{"id": "a.b", "text": "Punt"}])
    meeting.post("ann", activity=TALK, question="a.b", relation=FOR)
    cell = project("control", ("cells", f"{TALK}.a.b.1"), meeting.room)
    assert cell is not None
    assert (cell["question"], cell["table"], cell["entries"]) == ("a.b", "1", 1)


# -- saying something ---------------------------------------------------------------------------


@pytest.mark.parametrize("stance", [None, *STANCES])
def test_a_contribution_says_where_somebody_stands_or_nothing_of_it(meeting, stance):
    entry = meeting.entry(meeting.post("ann", activity=TALK, relation=stance))
    assert (entry.question, entry.relation, entry.parent) == ("roads", stance, None)


def test_for_and_against_are_of_a_discussion_alone():
    meeting = Meeting.at_work()
    for stance in STANCES:
        asked = PostEntry(AT_TABLES, "x", relation=stance)
        assert meeting.refusal(participant("ann"), asked) == "no_stance"


@pytest.mark.parametrize("relation", [Relation.BUILD_ON, *STANCES])
def test_beneath_a_contribution_stand_answers_and_nothing_else(meeting, relation):
    first = meeting.post("ann", activity=TALK)
    asked = PostEntry(TALK, "x", parent=first, relation=relation)
    assert meeting.refusal(participant("bob"), asked) == "answer_only"


def test_a_thread_is_one_level_deep(meeting):
    answer = meeting.post("bob", activity=TALK, parent=meeting.post("ann", activity=TALK))
    asked = PostEntry(TALK, "x", parent=answer)
    assert meeting.refusal(participant("ann"), asked) == "comment_on_comment"


def test_who_does_not_share_the_list_neither_reads_nor_answers(meeting):
    said = meeting.post("ann", activity=TALK, relation=FOR)
    assert project("table:2", ("entries", said), meeting.room) is not None
    assert project("table:3", ("entries", said), meeting.room) is None
    asked = PostEntry(TALK, "x", parent=said)
    assert meeting.refusal(participant("dee"), asked) == "unknown_entry"
    assert figures(meeting, "roads", "table:3") == {}
    assert figures(meeting, "roads", "table:2") == {"entries": 1, "in_favour": 1}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (PostEntry(TALK, "x", "boats"), "unknown_question"),
        (PostEntry(TALK, "x" * 2_001, "roads"), "text_too_long"),
        (PostEntry(TALK, " \u200b", "roads"), "text_empty"),
        (PostEntry(TALK, "x", parent="gone"), "unknown_entry"),
        (PostEntry("talks", "x"), "unknown_activity"),
    ],
)
def test_what_does_not_fit_is_refused(meeting, command, code):
    assert meeting.refusal(participant("ann"), command) == code


def test_what_comes_after_closing_is_late_or_refused_as_in_a_brainstorm(meeting):
    meeting.ask(FACILITATOR, CloseActivity(TALK))
    asked = PostEntry(TALK, "x", relation=FOR)
    assert meeting.refusal(participant("ann"), asked) == "activity_closed"
    late = meeting.post("ann", activity=TALK, relation=FOR, to_chair=True)
    assert (meeting.entry(late).is_late, figures(meeting, "roads")) == (True, {})
    meeting.ask(chair("1"), AcceptLate(late))
    assert figures(meeting, "roads") == {"entries": 1, "in_favour": 1}


def test_nothing_is_said_while_it_is_paused_or_sealed(meeting):
    meeting.ask(FACILITATOR, PauseActivity(TALK))
    assert meeting.refusal(participant("ann"), PostEntry(TALK, "x")) == "activity_paused"
    meeting.close(TALK)
    meeting.ask(FACILITATOR, SealActivity(TALK))
    assert meeting.refusal(participant("ann"), PostEntry(TALK, "x")) == "activity_sealed"


def test_ones_own_word_can_be_changed_and_taken_back_and_nobody_elses(meeting):
    own = meeting.post("ann", activity=TALK, relation=FOR)
    assert meeting.refusal(participant("bob"), EditEntry(own, "Anders")) == "not_yours"
    meeting.ask(participant("ann"), EditEntry(own, "Anders"))
    entry = meeting.entry(own)
    assert (entry.text, entry.relation, entry.is_edited) == ("Anders", FOR, True)
    meeting.ask(participant("ann"), WithdrawEntry(own))
    assert figures(meeting, "roads") == {}


def test_with_a_name_only_where_the_step_says_so():
    named = plenary(attribution="named")
    asked = PostEntry(TALK, "x", relation=FOR)
    assert named.refusal(participant("ann"), asked) == "name_needed"
    assert plenary().refusal(participant("ann"), asked) == ""


def test_after_sealing_nobody_is_joined_to_what_was_said(meeting):
    own = meeting.post("ann", activity=TALK, relation=FOR)
    meeting.close(TALK)
    meeting.ask(FACILITATOR, SealActivity(TALK))
    assert (meeting.entry(own).owner, meeting.entry(own).relation) == (None, FOR)
    assert figures(meeting, "roads") == {"entries": 1, "in_favour": 1}


# -- figures ------------------------------------------------------------------------------------


def test_a_topic_is_told_in_figures_of_who_is_for_against_or_asks(meeting):
    meeting.post("ann", activity=TALK, relation=FOR)
    meeting.post("bob", activity=TALK, relation=AGAINST)
    meeting.post("cas", activity=TALK)
    asked = meeting.post("cas", activity=TALK, relation=QUESTION)
    meeting.post("dee", activity=TALK, relation=QUESTION)
    assert figures(meeting, "roads") == {
        "entries": 5,
        "in_favour": 1,
        "against": 1,
        "questions": 2,
        "open_questions": 2,
    }
    answer = meeting.post("bob", activity=TALK, parent=asked)
    assert figures(meeting, "roads")["open_questions"] == 1
    assert figures(meeting, "roads")["answers"] == 1
    meeting.ask(FACILITATOR, HideEntry(answer))
    assert figures(meeting, "roads")["open_questions"] == 2


def test_a_question_is_answered_from_another_table_too():
    meeting = plenary()
    asked = meeting.post("ann", activity=TALK, question="boats", relation=QUESTION)
    meeting.post("dee", activity=TALK, parent=asked)
    for audience in ("control", "table:1", "chair:3", "stage"):
        found = figures(meeting, "boats", audience)
        assert found == {"entries": 1, "questions": 1, "answers": 1}


def test_what_is_hidden_counts_nowhere_and_what_is_parked_does(meeting):
    hidden = meeting.post("ann", activity=TALK, relation=FOR)
    parked = meeting.post("bob", activity=TALK, relation=FOR)
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(chair("1"), ParkEntry(parked))
    assert figures(meeting, "roads") == {"entries": 1, "in_favour": 1}


def test_a_topic_that_was_taken_off_is_told_as_long_as_something_was_said(meeting):
    meeting.post("dee", activity=TALK, question="trams", relation=FOR)
    meeting.ask(FACILITATOR, WithdrawItem(TALK, "trams"))
    assert questions(meeting, "table:3") == ["roads"]
    asked = PostEntry(TALK, "x", "trams")
    assert meeting.refusal(participant("dee"), asked) == "unknown_question"
    assert figures(meeting, "trams") == {"entries": 1, "in_favour": 1}


def test_topics_are_not_merged(meeting):
    assert meeting.refusal(FACILITATOR, MergeItem(TALK, "trams", "trams")) == "no_voting"


# -- the big screen -----------------------------------------------------------------------------


def test_the_facilitator_puts_a_topic_on_the_big_screen_and_takes_it_back(meeting):
    assert seen(meeting, "stage")["now"] == {"topic": "", "said": []}
    shown = meeting.ask(FACILITATOR, ShowTopic(TALK, "roads"))
    assert seen(meeting, "stage")["now"] == {"topic": "roads", "said": []}
    assert meeting.decide(FACILITATOR, ShowTopic(TALK, "roads", if_rev=1)) == ()
    assert meeting.refusal(FACILITATOR, ShowTopic(TALK, "", if_rev=1)) == "changed_meanwhile"
    meeting.ask(FACILITATOR, Undo(shown.seq))
    assert seen(meeting, "stage")["now"]["topic"] == ""


def test_only_a_topic_of_a_running_discussion_comes_on_the_big_screen(meeting):
    assert meeting.refusal(FACILITATOR, ShowTopic(AT_TABLES, "why")) == "no_discussion"
    assert meeting.refusal(FACILITATOR, ShowTopic(TALK, "boats")) == "unknown_topic"
    assert meeting.refusal(chair("1"), ShowTopic(TALK, "roads")) == "not_allowed"
    meeting.close(TALK)
    assert meeting.refusal(FACILITATOR, ShowTopic(TALK, "roads")) == "activity_not_open"


def test_what_was_highlighted_last_stands_large_without_a_name():
    meeting = plenary(attribution="named")
    said = [meeting.ask(FACILITATOR, post(n)).made for n in range(4)]
    meeting.ask(FACILITATOR, ShowTopic(TALK, "boats"))
    for id in reversed(said):
        assert id is not None
        meeting.ask(FACILITATOR, HighlightEntry(id))
    shown = seen(meeting, "stage")["now"]["said"]
    assert shown == [
        {"text": str(n), "stance": FOR, "table": "1", "theme": "care"} for n in range(3)
    ]
    assert said[0] is not None
    meeting.ask(FACILITATOR, HideEntry(said[0]))
    assert [one["text"] for one in seen(meeting, "stage")["now"]["said"]] == ["1", "2", "3"]


def test_where_tables_do_not_read_each_other_no_word_comes_on_the_big_screen(meeting):
    meeting.ask(FACILITATOR, ShowTopic(TALK, "roads"))
    meeting.ask(FACILITATOR, HighlightEntry(meeting.post("ann", activity=TALK, relation=FOR)))
    assert seen(meeting, "stage")["now"] == {"topic": "roads", "said": []}


def test_the_big_screen_is_told_in_words_too(meeting):
    meeting.post("ann", activity=TALK, relation=FOR)
    meeting.ask(FACILITATOR, ShowTopic(TALK, "roads"))
    told = project("table:3", ("screen", "screen"), meeting.room)
    assert told is not None
    assert told["discussion"] == {
        "now": {"topic": "roads", "said": []},
        "topics": seen(meeting, "stage")["topics"],
    }


def post(n: int) -> PostEntry:
    return PostEntry(TALK, str(n), "boats", relation=FOR, for_table="1")
