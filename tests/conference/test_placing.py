"""Everyone sorts for themselves: one person one choice per contribution, and most decide."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.commands import (
    AddBucket,
    CastBallot,
    MergeBuckets,
    MergeEntries,
    ParkEntry,
    PauseActivity,
    RemoveBucket,
    ReopenActivity,
    SealActivity,
    SortInto,
    TakeOut,
    Undo,
)
from appliance.conference.groups import buckets
from appliance.conference.lists import taken
from appliance.conference.tally.placings import Agreement, Overall, agreements, overall, sorters
from tests.builders import FACILITATOR, Meeting, chair, participant

from .test_grouping import SORT, sorting

ANN, BOB, CAS, DEE = (participant(who) for who in ("ann", "bob", "cas", "dee"))


def everyone() -> tuple[Meeting, list[str]]:
    """A room in which everyone sorts four contributions of theme care and one of work."""
    meeting, ids = sorting(who="everyone")
    for slug, theme in (("geld", "care"), ("tijd", "care"), ("banen", "work")):
        meeting.ask(FACILITATOR, AddBucket(SORT, slug.title(), theme=theme, slug=slug))
    return meeting, ids


def put(meeting: Meeting, who: Any, groups: dict[str, str]) -> None:
    """Somebody's choices, all of them."""
    meeting.ask(who, CastBallot(SORT, groups))


def groups(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """The members of every group, by its id."""
    return {bucket.id: bucket.members for bucket in buckets(meeting.room, SORT)}


def agreed(meeting: Meeting) -> dict[str, Agreement]:
    """How everything was placed."""
    return agreements(meeting.room, meeting.room.activities[SORT])


def test_each_contribution_goes_where_most_put_it_and_a_tie_goes_nowhere() -> None:
    meeting, (a, b, c, d, _) = everyone()
    put(meeting, ANN, {a: "geld", b: "geld", c: "tijd"})
    put(meeting, BOB, {a: "geld", b: "tijd"})
    put(meeting, CAS, {a: "tijd", c: "tijd"})
    assert groups(meeting) == {"geld": (), "tijd": (), "banen": ()}
    meeting.close(SORT)
    assert groups(meeting) == {"geld": (a,), "tijd": (c,), "banen": ()}
    assert agreed(meeting) == {
        a: Agreement(people=3, votes=2, groups=("geld",), share=2 / 3),
        b: Agreement(people=2, votes=1, groups=("geld", "tijd"), share=1 / 2),
        c: Agreement(people=2, votes=2, groups=("tijd",), share=1.0),
    }
    found = overall(meeting.room, meeting.room.activities[SORT], agreed(meeting))
    assert found == Overall(mean_share=(2 / 3 + 1 / 2 + 1) / 3, tied=1, unplaced=2)
    assert [item.id for item in taken(meeting.room, meeting.room.activities["vote"])] == [
        "geld",
        "tijd",
        "banen",
    ]
    assert d not in agreed(meeting)


def test_nobody_sorted() -> None:
    meeting, _ = everyone()
    meeting.close(SORT)
    assert groups(meeting) == {"geld": (), "tijd": (), "banen": ()}
    step = meeting.room.activities[SORT]
    assert overall(meeting.room, step, {}) == Overall(mean_share=None, tied=0, unplaced=5)


def test_one_person_has_one_choice_which_is_changed_not_added() -> None:
    meeting, (a, b, *_) = everyone()
    put(meeting, ANN, {a: "geld"})
    put(meeting, ANN, {a: "tijd", b: "tijd"})
    put(meeting, chair("1"), {a: "geld"})
    put(meeting, chair("1"), {})
    step = meeting.room.activities[SORT]
    assert sorters(meeting.room, step) == 1
    meeting.close(SORT)
    assert groups(meeting)["tijd"] == (a, b)
    assert views.mine("ann", meeting.room)["ballots"][SORT]["values"] == {a: "tijd", b: "tijd"}


def test_what_never_was_a_choice_is_refused_and_what_is_gone_is_left_out() -> None:
    meeting, (a, b, c, _, work) = everyone()
    assert meeting.refusal(ANN, CastBallot(SORT, {a: 3})) == "ballot_values"
    assert meeting.refusal(ANN, CastBallot(SORT, {"nothing": "geld"})) == "unknown_entry"
    assert meeting.refusal(ANN, CastBallot(SORT, {work: "geld"})) == "other_theme"
    meeting.ask(FACILITATOR, ParkEntry(b))
    put(meeting, ANN, {a: "gone", b: "geld", c: "tijd"})
    assert views.mine("ann", meeting.room)["ballots"][SORT]["values"] == {c: "tijd"}


def test_choices_are_taken_while_the_step_is_open_and_no_longer() -> None:
    meeting, (a, *_) = everyone()
    meeting.ask(FACILITATOR, PauseActivity(SORT))
    assert meeting.refusal(ANN, CastBallot(SORT, {a: "geld"})) == "placing_paused"
    meeting.close(SORT)
    late = CastBallot(SORT, {a: "geld"}, written_ms=0)
    assert meeting.refusal(ANN, late) == "placing_closed"
    meeting.ask(FACILITATOR, SealActivity(SORT))
    assert meeting.refusal(ANN, late) == "activity_sealed"


def test_who_leads_settles_by_hand_and_counting_again_leaves_that() -> None:
    meeting, (a, b, c, d, _) = everyone()
    put(meeting, ANN, {a: "geld", b: "geld", c: "geld"})
    meeting.close(SORT)
    meeting.ask(FACILITATOR, SortInto("tijd", (a,)))
    meeting.ask(FACILITATOR, SortInto("geld", (b,)))
    meeting.ask(FACILITATOR, TakeOut("geld", (c,)))
    meeting.ask(FACILITATOR, ReopenActivity(SORT))
    put(meeting, ANN, {a: "geld", b: "tijd", c: "geld", d: "tijd"})
    meeting.close(SORT)
    assert groups(meeting) == {"geld": (b,), "tijd": (a, d), "banen": ()}


def test_reopened_the_choices_count_anew() -> None:
    meeting, (a, *_) = everyone()
    put(meeting, ANN, {a: "geld"})
    meeting.close(SORT)
    closed = meeting.room.seq
    meeting.ask(FACILITATOR, Undo(closed))
    assert groups(meeting)["geld"] == ()
    meeting.close(SORT)
    meeting.ask(FACILITATOR, ReopenActivity(SORT))
    put(meeting, ANN, {a: "tijd"})
    meeting.close(SORT)
    assert groups(meeting) == {"geld": (), "tijd": (a,), "banen": ()}


def test_groups_that_people_choose_from_are_not_taken_away_under_their_hands() -> None:
    meeting, (a, b, *_) = everyone()
    assert meeting.refusal(FACILITATOR, MergeBuckets("tijd", "geld")) == "group_chosen_from"
    assert meeting.refusal(FACILITATOR, RemoveBucket("tijd")) == "group_chosen_from"
    put(meeting, ANN, {a: "geld", b: "tijd"})
    put(meeting, BOB, {a: "tijd", b: "tijd"})
    meeting.close(SORT)
    meeting.ask(FACILITATOR, MergeBuckets("tijd", "geld"))
    assert agreed(meeting)[a] == Agreement(people=2, votes=2, groups=("geld",), share=1.0)
    meeting.ask(FACILITATOR, ReopenActivity(SORT))
    meeting.close(SORT)
    assert groups(meeting) == {"geld": (a, b), "banen": ()}


def test_choices_go_along_with_what_is_merged_where_they_agree() -> None:
    meeting, (a, b, c, d, _) = everyone()
    put(meeting, ANN, {a: "geld", b: "geld"})
    put(meeting, BOB, {a: "geld", b: "tijd"})
    put(meeting, CAS, {b: "geld"})
    merged = meeting.ask(FACILITATOR, MergeEntries((a, b), "Samen")).made or ""
    put(meeting, DEE, {merged: "tijd"})
    meeting.close(SORT)
    assert agreed(meeting)[merged] == Agreement(people=3, votes=2, groups=("geld",), share=2 / 3)
    assert groups(meeting)["geld"] == (merged,)
    assert {c, d}.isdisjoint(agreed(meeting))


def test_nobody_sees_where_others_put_things_until_it_is_closed() -> None:
    meeting, (a, b, *_) = everyone()
    put(meeting, ANN, {a: "geld"})
    meeting.ask(FACILITATOR, SortInto("tijd", (b,)))
    for who in ("table:1", "chair:1"):
        seen = views.view(who, meeting.room)
        assert set(seen["cards"]) == {a, b, *seen["cards"]}
        assert seen["buckets"] == seen["agreement"] == {}
        assert seen["groups"][SORT]["groups"] == [
            {"id": "geld", "title": "Geld", "theme": "care"},
            {"id": "tijd", "title": "Tijd", "theme": "care"},
        ]
    control = views.view("control", meeting.room)
    assert control["agreement"] == {}
    assert control["sorting"][SORT]["people"] == 1
    assert views.view("stage", meeting.room)["cards"] == {}
    meeting.close(SORT)
    seen = views.view("table:1", meeting.room)
    assert seen["cards"] == seen["agreement"] == {}
    assert [group["n"] for group in seen["groups"][SORT]["groups"]] == [1, 1]
    told = views.view("control", meeting.room)["agreement"][SORT]
    assert told["items"][a]["groups"] == ("geld",)


def test_sealing_lets_go_of_who_chose_what() -> None:
    meeting, (a, *_) = everyone()
    put(meeting, ANN, {a: "geld"})
    meeting.seal(SORT)
    (ballot,) = meeting.room.ballots_of(SORT)
    assert (ballot.owner, ballot.values) == (None, {a: "geld"})
    assert agreed(meeting)[a].votes == 1


def test_every_audience_hears_of_what_changes_for_it_while_everyone_sorts() -> None:
    meeting, (a, b, c, *_) = everyone()
    seen = {who: views.view(who, meeting.room) for who in views.audiences(meeting.room)}

    def look(changes: Any) -> None:
        touched = {ref for each in changes for ref in views.touches(each, meeting.room)}
        touched |= {ref for each in changes for ref in views.touches_later(each, meeting.room)}
        for audience, before in seen.items():
            now = views.view(audience, meeting.room)
            for kind in views.KINDS_SEEN:
                ids = before[kind].keys() | now[kind].keys()
                differ = {id for id in ids if before[kind].get(id) != now[kind].get(id)}
                assert {(kind, id) for id in differ} <= touched, (audience, kind)
            seen[audience] = now

    meeting.on_change = look
    put(meeting, ANN, {a: "geld", b: "tijd"})
    meeting.ask(FACILITATOR, PauseActivity(SORT))
    meeting.close(SORT)
    meeting.ask(FACILITATOR, MergeEntries((b, c), "Samen"))
    meeting.ask(FACILITATOR, ParkEntry(a))
    meeting.ask(FACILITATOR, MergeBuckets("tijd", "geld"))
    meeting.ask(FACILITATOR, ReopenActivity(SORT))
    meeting.close(SORT)
    meeting.ask(FACILITATOR, SealActivity(SORT))


CHOICES = st.lists(
    st.dictionaries(st.integers(0, 3), st.sampled_from(["geld", "tijd"])), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_the_count_is_that_of_the_choices(choices: list[dict[int, str]]) -> None:
    meeting, ids = everyone()
    for n, chosen in enumerate(choices):
        put(meeting, participant(f"p{n}", "1"), {ids[at]: group for at, group in chosen.items()})
    meeting.close(SORT)
    for at, id in enumerate(ids[:4]):
        count = Counter(chosen[at] for chosen in choices if at in chosen)
        most = max(count.values(), default=0)
        best = [group for group in ("geld", "tijd") if most and count[group] == most]
        told = agreed(meeting).get(id)
        assert (told.groups if told else ()) == tuple(best)
        holders = [group for group, members in groups(meeting).items() if id in members]
        assert holders == (best if len(best) == 1 else [])
