"""What came of a vote: for whom, with what shifted, and the ballots that are published."""

import pytest

from appliance.conference import views
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    LookAhead,
    OpenActivity,
    RepeatActivity,
    RevealResults,
    SealActivity,
)
from appliance.conference.outcomes import comparison, may_be_listed, published, told, with_code
from appliance.conference.refusal import Refused
from appliance.conference.tally.comparison import Rule
from tests.builders import DOTS, FACILITATOR, Meeting, participant


@pytest.fixture
def meeting() -> Meeting:
    """A vote that Ann, Bob and Cas cast and that is closed; Dee did not vote."""
    meeting = Meeting.at_work(DOTS)
    for person, item in (("ann", "bikes"), ("bob", "bikes"), ("cas", "boats")):
        meeting.ask(participant(person), CastBallot(DOTS, {item: 1}))
    meeting.close(DOTS)
    return meeting


def repeated(meeting: Meeting) -> str:
    """The same vote once more, in which Ann and Bob now prefer boats; its id."""
    again = str(meeting.ask(FACILITATOR, RepeatActivity(DOTS)).made)
    meeting.ask(FACILITATOR, OpenActivity(again))
    for person in ("ann", "bob"):
        meeting.ask(participant(person), CastBallot(again, {"boats": 1}))
    meeting.close(again)
    return again


def shift(meeting: Meeting, audience: str, vote: str) -> dict[str, object] | None:
    """What shifted, by item, as this audience sees it."""
    seen = views.project(audience, ("results", vote), meeting.room)
    found = seen and seen.get("shift")
    return found and {
        row["id"]: (row["before"], row["rank"], row["change"]) for row in found["items"]
    }


def test_what_shifted_is_told_once_both_votes_are_shown(meeting):
    again = repeated(meeting)
    expected = {"boats": (2, 1, 0.666666667), "bikes": (1, 2, -0.666666667), "trains": (3, 2, 0.0)}
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    meeting.ask(FACILITATOR, RevealResults(again))
    # Every audience is sent the same bytes, so what the facilitator knows already stands in none.
    seen = [views.project(who, ("results", again), meeting.room) for who in ("control", "table:1")]
    assert seen[0] == seen[1]
    assert shift(meeting, "control", again) is shift(meeting, "table:1", again) is None
    (change,) = meeting.decide(FACILITATOR, RevealResults(DOTS))[:1]
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert ("results", again) in views.touches(change, meeting.room)
    assert shift(meeting, "table:1", again) == expected
    assert shift(meeting, "table:1", DOTS) is None


def test_the_organiser_is_told_what_was_shown_looked_at_or_closed_for_good(meeting):
    with pytest.raises(Refused, match="vote_hidden"):
        told(meeting.room, meeting.room.activities[DOTS])
    meeting.ask(FACILITATOR, SealActivity(DOTS))
    assert told(meeting.room, meeting.room.activities[DOTS])["ballots"] == 3


@pytest.mark.parametrize("command", [LookAhead(DOTS), RevealResults(DOTS)])
def test_the_organiser_is_told_what_others_know(meeting, command):
    meeting.ask(FACILITATOR, command)
    assert told(meeting.room, meeting.room.activities[DOTS])["ballots"] == 3


def test_ballots_are_published_when_they_are_shown_and_enough(meeting):
    def refusal() -> str:
        with pytest.raises(Refused) as refused:
            published(meeting.room, meeting.room.activities[DOTS])
        assert may_be_listed(meeting.room, meeting.room.activities[DOTS]) == []
        return refused.value.code

    assert refusal() == "ballots_secret"
    meeting.ask(FACILITATOR, LookAhead(DOTS))
    assert refusal() == "ballots_secret"
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    assert refusal() == "ballots_few"


def test_a_code_is_found_however_it_is_typed_and_nothing_finds_nothing(meeting):
    ballots = meeting.room.ballots_of(DOTS)
    code = ballots[1].receipt
    assert with_code(ballots, f" {code[:3].upper()} {code[3:]}-") is ballots[1]
    assert with_code(ballots, "") is with_code(ballots, " - ") is with_code(ballots, "x") is None


def test_dots_are_compared_under_five_rules(meeting):
    found = comparison(meeting.room, meeting.room.activities[DOTS])
    assert found is not None
    assert list(found.standings) == [
        Rule.DOTS,
        Rule.PEOPLE,
        Rule.BORDA,
        Rule.COPELAND,
        Rule.SCHULZE,
    ]
    assert found.reason.items == ("bikes",)


def test_a_closed_vote_that_nobody_cast_comes_to_nothing_everywhere():
    meeting = Meeting.at_work(DOTS)
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    seen = views.project("table:1", ("results", DOTS), meeting.room)
    assert seen is not None
    assert {item["rank"] for item in seen["items"]} == {None}
