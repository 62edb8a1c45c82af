"""A vote: one person, one ballot; on a list that is fixed; secret until shown and after sealing."""

import pytest

from appliance.conference import views
from appliance.conference.change import Change
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    CountHeads,
    DiscussItems,
    HideEntry,
    HighlightEntry,
    LookAhead,
    MergeItem,
    MoveActivity,
    OpenActivity,
    PauseActivity,
    PutActivity,
    ReopenActivity,
    RepeatActivity,
    RevealResults,
    SealActivity,
    StopPractice,
    WithdrawItem,
)
from appliance.conference.lists import is_secret, offered, taken
from appliance.conference.records import Bucket, State
from tests.builders import (
    AT_TABLES,
    DOTS,
    FACILITATOR,
    Meeting,
    chair,
    file,
    participant,
)

ANN, BOB, CAS = participant("ann"), participant("bob"), participant("cas")
HOST = {"input": AT_TABLES, "items": []}


def voting(**settings: object) -> Meeting:
    """A room in which the vote on the three of `FILE` is open."""
    meeting = Meeting.at_work()
    meeting.close(AT_TABLES)
    if settings:
        dots = {**dots_item(), **settings}
        meeting.ask(FACILITATOR, PutActivity(dots))
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    return meeting


def dots_item() -> dict[str, object]:
    """The vote as `FILE` has it."""
    return dict(next(step for step in file()["programme"] if step["id"] == DOTS))


def results(meeting: Meeting, audience: str = "control") -> dict[str, tuple[int, int]] | None:
    """Place and dots of each item, as this audience sees them."""
    seen = views.project(audience, ("results", DOTS), meeting.room)
    return seen and {item["id"]: (item["rank"], item["dots"]) for item in seen["items"]}


def over(meeting: Meeting) -> Meeting:
    """The vote is closed, and the facilitator looks."""
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    return meeting


def test_a_voter_has_one_ballot_and_the_last_one_counts():
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 1, "boats": 1}))
    receipt = views.mine("ann", meeting.room)["ballots"][DOTS]["receipt"]
    meeting.ask(ANN, CastBallot(DOTS, {"trains": 1}))
    meeting.ask(chair("1"), CastBallot(DOTS, {"trains": 1}))
    meeting.ask(chair("1"), CastBallot(DOTS, {"boats": 1}))
    mine = views.mine("ann", meeting.room)["ballots"][DOTS]
    assert (mine["values"], mine["receipt"]) == ({"trains": 1}, receipt)
    own = views.view("chair:1", meeting.room)["ballots"]
    assert [ballot["values"] for ballot in own.values()] == [{"boats": 1}]
    assert views.view("chair:2", meeting.room)["ballots"] == {}
    over(meeting)
    assert results(meeting) == {"trains": (1, 1), "boats": (1, 1), "bikes": (3, 0)}


def test_the_same_vote_again_changes_nothing():
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 1}))
    assert meeting.decide(ANN, CastBallot(DOTS, {"bikes": 1, "boats": 0})) == ()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"bikes": 2}, "dots_stacked"),
        ({"cars": 1}, "unknown_item"),
        ({"bikes": -1}, "ballot_values"),
        ({"bikes": 1.5}, "ballot_values"),
        ({"bikes": True}, "ballot_values"),
        ({"bikes": "1"}, "ballot_values"),
        ({"bikes": None}, "ballot_values"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_the_ballot_as_it_was(values, code):
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {"boats": 1}))
    assert meeting.refusal(ANN, CastBallot(DOTS, values)) == code
    assert views.mine("ann", meeting.room)["ballots"][DOTS]["values"] == {"boats": 1}


def test_a_ballot_cannot_carry_more_dots_than_it_was_given():
    meeting = voting(is_stackable=True, dots_each=3)
    assert meeting.refusal(ANN, CastBallot(DOTS, {"bikes": 2, "boats": 2})) == "dots_too_many"
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 2, "boats": 1}))
    per_theme = voting(is_stackable=True, dots_each=2, per="theme")
    per_theme.ask(ANN, CastBallot(DOTS, {"bikes": 2, "boats": 1, "trains": 1}))
    assert per_theme.refusal(ANN, CastBallot(DOTS, {"boats": 1, "trains": 2})) == "dots_too_many"


def test_when_a_vote_takes_no_ballots():
    meeting = Meeting.at_work()
    assert meeting.refusal(ANN, CastBallot(DOTS, {"bikes": 1})) == "activity_planned"
    assert meeting.refusal(ANN, CastBallot(AT_TABLES, {})) == "no_voting"
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    assert meeting.refusal(participant("eve"), CastBallot(DOTS, {"bikes": 1})) == "no_seat"
    meeting.ask(FACILITATOR, PauseActivity(DOTS))
    assert meeting.refusal(ANN, CastBallot(DOTS, {"bikes": 1})) == "activity_paused"
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    assert meeting.refusal(ANN, CastBallot(DOTS, {"bikes": 1})) == "vote_closed"
    meeting.ask(FACILITATOR, SealActivity(DOTS))
    assert meeting.refusal(ANN, CastBallot(DOTS, {"bikes": 1})) == "activity_sealed"


def test_what_was_sent_before_closing_counts_until_the_results_are_shown():
    meeting = voting()
    written_ms = meeting.room.room_ms
    meeting.wait(5_000)
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    late = CastBallot(DOTS, {"bikes": 1}, written_ms=written_ms)
    meeting.ask(ANN, late)
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    assert results(meeting) == {"bikes": (1, 1), "trains": (2, 0), "boats": (2, 0)}
    assert meeting.refusal(BOB, late) == "vote_closed"
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert meeting.refusal(BOB, late) == "vote_closed"
    assert meeting.refusal(FACILITATOR, ReopenActivity(DOTS)) == "results_revealed"


def test_nobody_sees_results_before_they_are_shown_and_all_see_how_many_voted():
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 1}))
    everybody = ("table:1", "chair:1", "stage", "watch", "control")
    assert [results(meeting, audience) for audience in everybody] == [None] * 5
    for audience in everybody:
        seen = views.project(audience, ("turnout", DOTS), meeting.room)
        assert seen is not None
        assert (seen["ballots"], seen["heads"]) == (1, 4)
    assert meeting.refusal(FACILITATOR, RevealResults(DOTS)) == "vote_open"
    assert meeting.refusal(FACILITATOR, LookAhead(DOTS)) == "vote_open"
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    assert [results(meeting, audience) for audience in everybody] == [None] * 5
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    assert [results(meeting, audience) is None for audience in everybody] == [
        *(True, True, True),
        *(False, False),
    ]
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert all(results(meeting, audience) for audience in everybody)


def test_more_ballots_than_heads_are_told():
    meeting = voting()
    for _ in range(4):
        meeting.ask(chair("1"), CastBallot(DOTS, {"bikes": 1}, on_behalf=True))
    seen = views.project("control", ("turnout", DOTS), meeting.room)
    assert seen is not None
    assert (seen["ballots"], seen["is_doubtful"]) == (4, False)
    meeting.ask(FACILITATOR, CastBallot(DOTS, {"bikes": 1}, table="2"))
    seen = views.project("control", ("turnout", DOTS), meeting.room)
    assert seen is not None
    assert (seen["ballots"], seen["is_doubtful"]) == (5, True)


def test_the_heads_count_where_they_were_counted_at_every_table():
    meeting = voting()
    for table in ("1", "2", "3"):
        meeting.ask(chair(table), CountHeads(1))
    meeting.ask(FACILITATOR, CastBallot(DOTS, {"bikes": 1}, table="4"))
    assert turnout(meeting) == {
        "ballots": 1,
        "heads": 4,
        "done": 0,
        "is_counted": False,
        "is_doubtful": False,
        "tables": {"1": 0.0, "2": 0.0, "3": 0.0, "4": 1.0},
    }
    changes = meeting.decide(FACILITATOR, CountHeads(0, "4"))
    assert ("turnout", DOTS) in views.touches(changes[0], meeting.room)
    meeting.ask(FACILITATOR, CountHeads(0, "4"))
    meeting.ask(chair("1"), CastBallot(DOTS, {"bikes": 1}))
    for _ in range(2):
        meeting.ask(chair("1"), CastBallot(DOTS, {"bikes": 1}, on_behalf=True))
    # A chair is not among the heads, and may vote.
    assert turnout(meeting) == {
        "ballots": 4,
        "heads": 4,
        "done": 0,
        "is_counted": True,
        "is_doubtful": False,
        "tables": {"1": 1.0, "2": 0.0, "3": 0.0, "4": 1.0},
    }
    meeting.ask(chair("1"), CastBallot(DOTS, {"bikes": 1}, on_behalf=True))
    assert turnout(meeting)["is_doubtful"]
    meeting.seal(DOTS)
    assert not turnout(meeting)["is_doubtful"]


def turnout(meeting: Meeting) -> views.Document:
    """How many voted, as the facilitator sees it."""
    seen = views.project("control", ("turnout", DOTS), meeting.room)
    assert seen is not None
    return seen


def test_dots_on_what_is_withdrawn_do_not_count_and_come_back_with_it():
    meeting = voting(dots_each=1)
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 1}))
    meeting.ask(FACILITATOR, WithdrawItem(DOTS, "bikes"))
    assert meeting.refusal(BOB, CastBallot(DOTS, {"bikes": 1})) == "unknown_item"
    meeting.ask(BOB, CastBallot(DOTS, {"boats": 1}))
    over(meeting)
    assert results(meeting) == {"boats": (1, 1), "trains": (2, 0)}
    meeting.ask(FACILITATOR, WithdrawItem(DOTS, "bikes", is_withdrawn=False))
    assert results(meeting) == {"bikes": (1, 1), "boats": (1, 1), "trains": (3, 0)}


def test_dots_on_what_is_merged_go_along_and_count_once_where_they_do_not_stack():
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {"bikes": 1, "boats": 1}))
    meeting.ask(BOB, CastBallot(DOTS, {"bikes": 1}))
    meeting.ask(FACILITATOR, MergeItem(DOTS, "bikes", "boats"))
    assert meeting.refusal(FACILITATOR, MergeItem(DOTS, "trains", "bikes")) == "unknown_item"
    over(meeting)
    assert results(meeting) == {"boats": (1, 2), "trains": (2, 0)}


def test_a_list_is_what_was_written_before_and_fixed_when_it_opens():
    meeting = Meeting.at_work()
    kept, lit, hidden = meeting.post("ann", "Een"), meeting.post("bob"), meeting.post("cas")
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.ask(FACILITATOR, HighlightEntry(lit))
    meeting.ask(FACILITATOR, PutActivity({**dots_item(), **HOST}))
    assert meeting.refusal(FACILITATOR, OpenActivity(DOTS)) == "source_open"
    meeting.close(AT_TABLES)
    assert [item.id for item in taken(meeting.room, meeting.room.activities[DOTS])] == [kept, lit]
    meeting.ask(FACILITATOR, PutActivity({**dots_item(), **HOST, "only_highlighted": True}))
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    meeting.ask(FACILITATOR, HighlightEntry(kept))
    (item,) = meeting.room.activities[DOTS].items or ()
    assert (item.id, item.theme, item.behind) == (lit, "care", (lit,))


def test_a_list_of_groups_and_of_the_top_of_a_vote_with_all_that_share_the_last_place():
    sort = {"id": "sort", "kind": "categorise", "title": "Ordenen"}
    meeting = voting(take_top=0)
    meeting.room.apply([Change(None, Bucket("b1", "sort", "Geld"))])
    meeting.ask(FACILITATOR, PutActivity(sort))
    meeting.ask(
        FACILITATOR, PutActivity({"id": "next", "kind": "dots", "title": "N", "input": "sort"})
    )
    assert [i.text for i in taken(meeting.room, meeting.room.activities["next"])] == ["Geld"]
    top = {"id": "top", "kind": "dots", "title": "T", "input": DOTS, "take_top": 1}
    meeting.ask(FACILITATOR, PutActivity(top))
    meeting.ask(ANN, CastBallot(DOTS, {"trains": 1, "boats": 1}))
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    found = [item.id for item in taken(meeting.room, meeting.room.activities["top"])]
    assert found == ["trains", "boats"]


def test_what_goes_on_with_the_best_of_a_vote_tells_nothing_before_its_result_is_shown():
    meeting = voting(take_top=0)
    for id, top in (("best", 1), ("all", 0)):
        step = {"id": id, "kind": "dots", "title": id, "input": DOTS, "take_top": top}
        meeting.ask(FACILITATOR, PutActivity(step))
    meeting.ask(ANN, CastBallot(DOTS, {"trains": 1, "boats": 1}))
    meeting.ask(BOB, CastBallot(DOTS, {"trains": 1}))
    meeting.ask(FACILITATOR, CloseActivity(DOTS))

    def lists() -> dict[str, list[str] | None]:
        told = {id: views.project("control", ("lists", id), meeting.room) for id in ("best", "all")}
        return {id: one and [item["id"] for item in one["items"]] for id, one in told.items()}

    assert lists() == {"best": None, "all": ["bikes", "trains", "boats"]}
    assert meeting.refusal(FACILITATOR, OpenActivity("best")) == "source_hidden"
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    assert lists() == {"best": ["trains"], "all": ["bikes", "trains", "boats"]}
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert lists() == {"best": ["trains"], "all": ["trains", "boats", "bikes"]}
    meeting.ask(FACILITATOR, OpenActivity("best"))


def test_what_a_vote_gives_to_choose_from_tells_nothing_of_a_result_that_nobody_has_seen():
    meeting = voting()
    top = {"id": "top", "kind": "dots", "title": "T", "input": DOTS, "take_top": 1}
    last = {"id": "last", "kind": "dots", "title": "L", "input": "top"}
    for step in (top, last):
        meeting.ask(FACILITATOR, PutActivity(step))
    order = [item.id for item in meeting.room.activities[DOTS].items]
    meeting.ask(ANN, CastBallot(DOTS, {order[-1]: 1}))
    meeting.ask(FACILITATOR, WithdrawItem(DOTS, order[0]))
    steps = meeting.room.activities
    assert [item.id for item in offered(meeting.room, steps["top"])] == order[1:]
    assert is_secret(meeting.room, steps["top"])
    assert is_secret(meeting.room, steps["last"])
    assert not is_secret(meeting.room, steps[DOTS])
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    assert views.project("control", ("lists", "top"), meeting.room) is None
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    seen = views.project("control", ("lists", "top"), meeting.room)
    assert seen
    assert [item["id"] for item in seen["items"]] == [order[-1]]
    assert not is_secret(meeting.room, meeting.room.activities["last"])


def test_steps_that_take_from_each_other_have_nothing():
    meeting = Meeting.at_work()
    for one, other in (("a", ""), ("b", "a")):
        item = {"id": one, "kind": "dots", "title": one, "input": other}
        meeting.ask(FACILITATOR, PutActivity(item))
    meeting.ask(FACILITATOR, MoveActivity("b", 1))
    meeting.ask(FACILITATOR, PutActivity({"id": "a", "kind": "dots", "title": "a", "input": "b"}))
    assert taken(meeting.room, meeting.room.activities["a"]) == ()
    assert meeting.refusal(FACILITATOR, OpenActivity("a")) == "source_empty"


def test_a_vote_can_be_repeated_on_the_same_list_and_what_divides_be_discussed():
    meeting = voting()
    meeting.ask(FACILITATOR, WithdrawItem(DOTS, "boats"))
    assert meeting.refusal(FACILITATOR, RepeatActivity(DOTS)) == "activity_not_closed"
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    again = meeting.ask(FACILITATOR, RepeatActivity(DOTS)).made
    meeting.ask(FACILITATOR, OpenActivity(again))
    record = meeting.room.activities[again]
    assert (record.repeats, [item.id for item in record.items or ()]) == (DOTS, ["bikes", "trains"])
    made = meeting.ask(FACILITATOR, DiscussItems(DOTS, ("trains",))).made
    assert meeting.room.activities[made].kind == "discussion"
    assert meeting.refusal(FACILITATOR, DiscussItems(DOTS, ("cars",))) == "unknown_item"


def test_zero_voters_give_a_defined_result():
    meeting = voting()
    meeting.ask(ANN, CastBallot(DOTS, {}))
    over(meeting)
    seen = views.project("control", ("results", DOTS), meeting.room)
    assert seen is not None
    assert seen["ballots"] == 0
    assert {item["rank"] for item in seen["items"]} == {None}


def test_sealing_takes_the_owner_and_the_table_where_few_voted():
    meeting = voting()
    for n in range(6):
        meeting.ask(chair("1"), CastBallot(DOTS, {"bikes": 1}, on_behalf=True))
        if n < 5:
            meeting.ask(chair("2"), CastBallot(DOTS, {"bikes": 1}, on_behalf=True))
    meeting.ask(participant("dee"), CastBallot(DOTS, {"boats": 1}))
    over(meeting)
    meeting.ask(FACILITATOR, SealActivity(DOTS))
    ballots = meeting.room.ballots_of(DOTS)
    assert {ballot.owner for ballot in ballots} == {None}
    assert sorted(ballot.table for ballot in ballots) == [*[""] * 6, *["1"] * 6]
    assert [b.seq for b in ballots] == sorted(b.seq for b in ballots)
    assert views.mine("dee", meeting.room)["ballots"] == {}
    assert results(meeting) == {"bikes": (1, 11), "boats": (2, 1), "trains": (3, 0)}


def test_practice_leaves_no_ballot():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    meeting.ask(FACILITATOR, CastBallot(DOTS, {"bikes": 1}, table="1"))
    meeting.ask(FACILITATOR, StopPractice())
    assert meeting.room.ballots == {}
    record = meeting.room.activities[DOTS]
    assert (record.state, record.items, record.order_seed) == (State.PLANNED, None, "")
