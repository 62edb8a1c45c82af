"""Contributions are sorted into groups by many at once; nothing is lost, nothing is in two."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.change import Change
from appliance.conference.commands import (
    Actor,
    AddBucket,
    BeginConference,
    BringAnswers,
    BucketToTheme,
    CloseActivity,
    Command,
    HideEntry,
    MarkList,
    MergeBuckets,
    MergeEntries,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PutActivity,
    PutBucket,
    RemoveBucket,
    RenameBucket,
    RestoreEntry,
    SealActivity,
    SortInto,
    SplitEntry,
    TakeOut,
    Undo,
    WithdrawEntry,
)
from appliance.conference.groups import all_to_sort, buckets, originals, to_sort
from appliance.conference.lists import taken
from appliance.conference.records import Bucket, Entry, Origin
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.tally.grouping import Sorted, sorted_so_far
from tests.builders import AT_TABLES, BOX, FACILITATOR, Meeting, chair, participant

SORT = "sort"
STEP = {"id": SORT, "kind": "categorise", "title": "Ordenen", "input": AT_TABLES, "scope": "theme"}
VOTE = {"id": "vote", "kind": "dots", "title": "Stippen", "input": SORT}
ONE, TWO, THREE = chair("1"), chair("2"), chair("3")
DEMO = Path(__file__).parents[2] / "appliance" / "demo"


def sorting(**members: Any) -> tuple[Meeting, list[str]]:
    """A room that sorts: the step open, four contributions of theme care and one of work."""
    meeting = Meeting.at_work()
    ids = [meeting.post(who, f"Idea {n}") for n, who in enumerate(("ann", "bob", "cas", "cas"))]
    ids.append(meeting.post("dee", "Idea 4"))
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, PutActivity({**STEP, **members}))
    meeting.ask(FACILITATOR, PutActivity(VOTE))
    meeting.ask(FACILITATOR, OpenActivity(SORT))
    return meeting, ids


def made(meeting: Meeting, actor: Actor, command: Command) -> str:
    """What a command made."""
    return meeting.ask(actor, command).made or ""


def groups(meeting: Meeting) -> dict[str, tuple[str, ...]]:
    """The members of every group, by its title."""
    return {bucket.title: bucket.members for bucket in buckets(meeting.room, SORT)}


def test_two_sort_at_once_into_the_same_group_and_nothing_is_overwritten() -> None:
    meeting, (a, b, c, d, _) = sorting()
    money = made(meeting, ONE, AddBucket(SORT, "Geld", members=(a,)))
    time = made(meeting, TWO, AddBucket(SORT, "Tijd", members=(b,)))
    assert {bucket.theme for bucket in buckets(meeting.room, SORT)} == {"care"}
    meeting.ask(ONE, SortInto(money, (c,)))
    meeting.ask(TWO, SortInto(money, (d, b)))
    assert groups(meeting) == {"Geld": (a, c, d, b), "Tijd": ()}
    assert meeting.decide(ONE, SortInto(money, (a, c))) == ()
    meeting.ask(ONE, TakeOut(money, (d,)))
    meeting.ask(TWO, RenameBucket(time, "Later"))
    meeting.ask(TWO, MergeBuckets(money, time))
    assert groups(meeting) == {"Later": (a, c, b)}
    meeting.ask(TWO, RemoveBucket(time))
    assert groups(meeting) == {}


def test_what_a_chair_did_is_taken_back_by_that_chair_though_others_went_on() -> None:
    meeting, (a, b, c, d, _) = sorting()
    money = made(meeting, ONE, AddBucket(SORT, "Geld", members=(a,)))
    time = made(meeting, ONE, AddBucket(SORT, "Tijd"))
    moved = meeting.ask(ONE, SortInto(time, (a,))).seq
    meeting.ask(TWO, SortInto(time, (b,)))
    meeting.ask(TWO, SortInto(money, (c,)))
    assert meeting.refusal(TWO, Undo(moved)) == "unknown_act"
    meeting.ask(ONE, Undo(moved))
    assert groups(meeting) == {"Geld": (c, a), "Tijd": (b,)}
    out = meeting.ask(ONE, TakeOut(money, (c,))).seq
    meeting.ask(TWO, SortInto(time, (c,)))
    assert meeting.refusal(ONE, Undo(out)) == "cannot_undo"
    named = meeting.ask(ONE, RenameBucket(money, "Budget")).seq
    meeting.ask(TWO, RenameBucket(money, "Krediet"))
    assert meeting.refusal(ONE, Undo(named)) == "cannot_undo"
    gone = meeting.ask(ONE, RemoveBucket(money)).seq
    meeting.ask(TWO, SortInto(time, (a,)))
    assert meeting.refusal(ONE, Undo(gone)) == "cannot_undo"
    assert d not in groups(meeting)["Tijd"]


def test_ten_chairs_do_not_push_the_acts_of_the_facilitator_out() -> None:
    meeting, (a, *_) = sorting()
    kept = meeting.ask(FACILITATOR, AddBucket(SORT, "Geld", theme="care", slug="geld")).seq
    for _ in range(15):
        meeting.ask(ONE, SortInto("geld", (a,)))
        meeting.ask(ONE, TakeOut("geld", (a,)))
    assert len([act for act in meeting.room.acts.values() if act.table == "1"]) == 20
    assert str(kept) in meeting.room.acts
    for audience, is_seen in (("control", False), ("chair:1", True), ("chair:2", False)):
        seen = views.view(audience, meeting.room)["acts"]
        assert any(act["do"] == "sort_into" for act in seen.values()) is is_seen


@pytest.mark.parametrize(
    ("actor", "command", "code"),
    [
        (participant("ann"), AddBucket(SORT, "x"), "not_allowed"),
        (THREE, AddBucket(SORT, "x", theme="care"), "sorting_elsewhere"),
        (THREE, SortInto("geld", ("a",)), "sorting_elsewhere"),
        (ONE, MarkList(SORT, "work"), "sorting_elsewhere"),
        (ONE, MarkList(SORT, ""), "unknown_theme"),
        (ONE, MarkList(AT_TABLES, "care"), "no_sorting"),
        (ONE, AddBucket("gone", "x"), "unknown_activity"),
        (ONE, AddBucket(SORT, " "), "text_empty"),
        (ONE, AddBucket(SORT, "x" * 201), "text_too_long"),
        (ONE, AddBucket(SORT, "x", theme="care", members=("nobody",)), "unknown_entry"),
        (FACILITATOR, AddBucket(SORT, "x", theme="moon"), "unknown_theme"),
        (FACILITATOR, AddBucket(SORT, "x", theme="care", slug="geld"), "bucket_known"),
        (FACILITATOR, AddBucket(SORT, "x", theme="care", slug="a.b"), "bad_command"),
        (ONE, SortInto("gone", ()), "unknown_bucket"),
        (ONE, SortInto("geld", ("nobody",)), "unknown_entry"),
        (ONE, RenameBucket("geld", "Tijd", if_rev=0), "changed_meanwhile"),
        (ONE, MergeBuckets("geld", "geld"), "unknown_bucket"),
        (ONE, MergeEntries(("nobody",), "x"), "merge_few"),
        (ONE, MergeEntries(("nobody", "else"), "x"), "unknown_entry"),
        (ONE, SplitEntry("nobody"), "unknown_entry"),
        (ONE, PutBucket(SORT, "x", ()), "not_allowed"),
        (FACILITATOR, BucketToTheme("geld"), "unknown_bucket"),
        (FACILITATOR, BringAnswers("geld", AT_TABLES, "why"), "unknown_bucket"),
    ],
)
def test_what_does_not_fit_is_refused(actor: Actor, command: Command, code: str) -> None:
    meeting, _ = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", slug="geld"))
    assert meeting.refusal(actor, command) == code


def test_a_contribution_stays_on_the_list_of_its_theme() -> None:
    meeting, (a, *_, of_work) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", slug="geld"))
    assert meeting.refusal(ONE, SortInto("geld", (of_work,))) == "other_theme"
    assert meeting.refusal(FACILITATOR, MergeEntries((a, of_work), "x")) == "other_theme"
    meeting.ask(FACILITATOR, AddBucket(SORT, "Werk", members=(of_work,), slug="werk"))
    assert meeting.room.buckets["werk"].theme == "work"
    assert meeting.refusal(FACILITATOR, MergeBuckets("geld", "werk")) == "other_theme"


def test_one_list_for_the_room_is_sorted_by_every_chair() -> None:
    meeting, ids = sorting(scope="plenary")
    meeting.ask(THREE, AddBucket(SORT, "Alles", members=tuple(ids), slug="alles"))
    assert sorted_so_far(meeting.room, meeting.room.activities[SORT]) == {
        "": Sorted(5, 0, 1, False)
    }
    assert meeting.refusal(THREE, MarkList(SORT, "")) == ""


def test_where_the_facilitator_sorts_a_chair_does_not() -> None:
    meeting, (a, *_) = sorting(who="facilitator")
    assert meeting.refusal(ONE, AddBucket(SORT, "Geld", members=(a,))) == "sorting_elsewhere"
    assert views.view("chair:1", meeting.room)["cards"] == {}
    assert meeting.refusal(FACILITATOR, AddBucket(SORT, "Geld", members=(a,))) == ""


def test_sorting_is_over_when_the_step_is_and_for_all_when_its_list_was_taken() -> None:
    meeting, (a, b, *_) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a,), slug="geld"))
    into = SortInto("geld", (b,))
    meeting.ask(FACILITATOR, PauseActivity(SORT))
    assert meeting.refusal(ONE, into) == "sorting_not_open"
    meeting.close(SORT)
    assert meeting.refusal(ONE, into) == "sorting_not_open"
    meeting.ask(FACILITATOR, into)
    meeting.ask(FACILITATOR, OpenActivity("vote", anyway=True))
    assert meeting.refusal(FACILITATOR, TakeOut("geld", (b,))) == "list_taken"
    meeting.close("vote")
    meeting.ask(FACILITATOR, SealActivity(SORT))
    assert meeting.refusal(FACILITATOR, TakeOut("geld", (b,))) == "activity_sealed"


def test_nothing_is_sorted_before_the_step_is_opened() -> None:
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, PutActivity(STEP))
    assert meeting.refusal(FACILITATOR, AddBucket(SORT, "x", theme="care")) == "sorting_not_open"


def test_a_vote_opens_on_ready_lists_or_when_asked_once_more() -> None:
    meeting, (a, *_, of_work) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a,)))
    meeting.close(SORT)
    with pytest.raises(Refused) as no:
        meeting.ask(FACILITATOR, OpenActivity("vote"))
    assert (no.value.code, no.value.values) == ("lists_not_ready", {"themes": "Zorg, Werk"})
    assert meeting.refusal(FACILITATOR, OpenActivity("vote", anyway=True)) == ""
    meeting.ask(FACILITATOR, MarkList(SORT, "care"))
    assert meeting.decide(FACILITATOR, MarkList(SORT, "care")) == ()
    assert meeting.refusal(FACILITATOR, OpenActivity("vote")) == "lists_not_ready"
    meeting.ask(FACILITATOR, ParkEntry(of_work))
    assert meeting.refusal(FACILITATOR, OpenActivity("vote")) == ""
    meeting.ask(FACILITATOR, MarkList(SORT, "care", is_ready=False))
    assert meeting.refusal(FACILITATOR, OpenActivity("vote")) == "lists_not_ready"


def test_what_is_set_aside_comes_back_to_its_group() -> None:
    meeting, (a, b, *_) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a, b), slug="geld"))
    assert meeting.refusal(THREE, ParkEntry(a)) == "not_allowed"
    meeting.ask(TWO, ParkEntry(a))
    step, vote = meeting.room.activities[SORT], meeting.room.activities["vote"]
    assert sorted_so_far(meeting.room, step)["care"] == Sorted(3, 2, 1, False)
    assert [item.behind for item in taken(meeting.room, vote)] == [(b,)]
    meeting.ask(TWO, RestoreEntry(a))
    meeting.ask(FACILITATOR, HideEntry(b))
    assert [item.behind for item in taken(meeting.room, vote)] == [(a,)]
    assert groups(meeting) == {"Geld": (a, b)}


def test_a_merged_contribution_counts_once_and_keeps_what_it_was_made_of() -> None:
    meeting, (a, b, c, *_) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(c, b), slug="geld"))
    merged = made(meeting, ONE, MergeEntries((a, b), "Samen"))
    entry = meeting.entry(merged)
    assert (entry.text, entry.origin, entry.behind) == ("Samen", Origin.CHAIR, (a, b))
    assert entry.owner is None
    assert meeting.entry(a).text == "Idea 0"
    assert groups(meeting) == {"Geld": (c, merged)}
    step, vote = meeting.room.activities[SORT], meeting.room.activities["vote"]
    assert sorted_so_far(meeting.room, step)["care"] == Sorted(3, 1, 1, False)
    assert taken(meeting.room, vote)[0].behind == (c, a, b)
    assert meeting.refusal(ONE, SortInto("geld", (a,))) == "unknown_entry"
    again = made(meeting, FACILITATOR, MergeEntries((merged, c), "Alles"))
    assert originals(meeting.room, [again]) == (a, b, c)
    assert meeting.refusal(ONE, SplitEntry(merged)) == "unknown_entry"
    meeting.ask(ONE, SplitEntry(again))
    assert meeting.decide(ONE, SplitEntry(again)) == ()
    assert groups(meeting) == {"Geld": (merged, c)}


def test_merging_can_be_taken_back_also_when_the_source_was_closed_for_good() -> None:
    meeting, (a, b, c, *_) = sorting()
    meeting.ask(FACILITATOR, SealActivity(AT_TABLES))
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a, c), slug="geld"))
    meeting.ask(ONE, AddBucket(SORT, "Tijd", members=(b,), slug="tijd"))
    before = groups(meeting)
    act = meeting.ask(ONE, MergeEntries((b, a), "Samen")).seq
    assert len(to_sort(meeting.room, meeting.room.activities[SORT])) == 4
    meeting.ask(ONE, Undo(act))
    assert groups(meeting) == before
    assert len(to_sort(meeting.room, meeting.room.activities[SORT])) == 5


def test_a_withdrawn_contribution_is_on_no_list() -> None:
    meeting, (a, *_) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a,), slug="geld"))
    meeting.ask(participant("ann"), WithdrawEntry(a))
    assert a not in all_to_sort(meeting.room, meeting.room.activities[SORT])
    assert taken(meeting.room, meeting.room.activities["vote"])[0].behind == ()


def test_chairs_see_what_they_sort_and_no_more() -> None:
    meeting, (a, b, c, d, of_work) = sorting()
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a,), slug="geld"))
    merged = made(meeting, TWO, MergeEntries((c, d), "Samen"))
    seen = views.view("chair:1", meeting.room)
    assert seen["cards"].keys() == {a, b, c, d, merged}
    assert seen["cards"][merged]["behind"] == (c, d)
    assert seen["buckets"]["geld"]["members"] == (a,)
    assert seen["entries"].keys() == {a, b}
    assert seen["sorting"][SORT]["themes"]["care"]["left"] == 2
    other = views.view("chair:3", meeting.room)
    assert (other["cards"].keys(), other["buckets"]) == ({of_work}, {})
    for audience in ("table:1", "stage"):
        shown = views.view(audience, meeting.room)
        assert (shown["cards"], shown["buckets"]) == ({}, {})
        assert merged not in shown["entries"]
    assert views.view("table:1", meeting.room)["sorting"] == {}
    assert views.view("stage", meeting.room)["sorting"][SORT]["themes"]["work"]["left"] == 1
    assert merged in views.view("control", meeting.room)["entries"]


def test_every_audience_hears_of_what_changes_for_it() -> None:
    """What `touches` names is all that differs, for every command of a sorting step."""
    meeting = Meeting.at_work()
    seen = {
        audience: views.view(audience, meeting.room) for audience in views.audiences(meeting.room)
    }

    def look(changes: Any) -> None:
        touched = {ref for change in changes for ref in views.touches(change, meeting.room)}
        touched |= {ref for each in changes for ref in views.touches_later(each, meeting.room)}
        for audience, before in seen.items():
            now = views.view(audience, meeting.room)
            for kind in views.KINDS_SEEN:
                ids = before[kind].keys() | now[kind].keys()
                differ = {id for id in ids if before[kind].get(id) != now[kind].get(id)}
                assert {(kind, id) for id in differ} <= touched, (audience, kind)
            seen[audience] = now

    ids = [meeting.post(who) for who in ("ann", "bob", "cas", "dee")]
    meeting.close(AT_TABLES)
    meeting.ask(FACILITATOR, PutActivity(STEP))
    meeting.ask(FACILITATOR, PutActivity(VOTE))
    seen.update({a: views.view(a, meeting.room) for a in views.audiences(meeting.room)})
    meeting.on_change = look
    a, b, c, _ = ids
    meeting.ask(FACILITATOR, OpenActivity(SORT))
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=(a,), slug="geld"))
    meeting.ask(ONE, AddBucket(SORT, "Tijd", slug="tijd"))
    meeting.ask(ONE, SortInto("tijd", (a, b)))
    meeting.ask(ONE, MergeEntries((b, c), "Samen"))
    meeting.ask(ONE, ParkEntry(a))
    meeting.ask(ONE, MarkList(SORT, "care"))
    meeting.ask(FACILITATOR, CloseActivity(SORT))
    meeting.ask(FACILITATOR, RenameBucket("geld", "Budget"))
    meeting.ask(FACILITATOR, MergeBuckets("geld", "tijd"))
    meeting.ask(FACILITATOR, Undo(meeting.room.seq))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["add", "into", "out", "merge", "split", "join", "remove", "undo", "park"]),
        st.sampled_from([ONE, TWO, FACILITATOR]),
        st.lists(st.integers(0, 7), min_size=1, max_size=3),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(ACTS)
def test_whatever_is_done_nothing_is_lost_and_nothing_is_in_two_groups(acts: Any) -> None:
    meeting, ids = sorting()
    for act, actor, picks in acts:
        try:
            meeting.ask(actor, _command(meeting, act, picks))
        except Refused:
            continue
        step = meeting.room.activities.get(SORT)
        if step is None:
            return  # that it was put in the programme was taken back
        there = buckets(meeting.room, SORT)
        members = [member for bucket in there for member in bucket.members]
        assert len(members) == len(set(members))
        assert sorted(originals(meeting.room, all_to_sort(meeting.room, step))) == sorted(ids)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, 3), min_size=2), st.sets(st.integers(0, 3)))
def test_merging_and_taking_apart_leaves_all_as_it_was(merged: set[int], grouped: set[int]) -> None:
    meeting, ids = sorting()
    if not (merged <= grouped or not merged & grouped):
        grouped |= merged
    meeting.ask(ONE, AddBucket(SORT, "Geld", members=tuple(ids[n] for n in grouped)))
    step = meeting.room.activities[SORT]
    before = (set(groups(meeting)["Geld"]), set(to_sort(meeting.room, step)))
    entry = made(meeting, ONE, MergeEntries(tuple(ids[n] for n in merged), "Samen"))
    meeting.ask(TWO, SplitEntry(entry))
    assert (set(groups(meeting)["Geld"]), set(to_sort(meeting.room, step))) == before


def _command(meeting: Meeting, act: str, picks: list[int]) -> Command:
    """One of what can be asked, of what is there now."""
    known = sorted(meeting.room.entries)
    chosen = tuple(dict.fromkeys(known[n % len(known)] for n in picks))
    there = [*(bucket.id for bucket in buckets(meeting.room, SORT)), "gone"]
    bucket, other = there[picks[0] % len(there)], there[picks[-1] % len(there)]
    acts = sorted(int(id) for id in meeting.room.acts) or [0]
    return {
        "add": AddBucket(SORT, "Groep", theme="care", members=chosen),
        "into": SortInto(bucket, chosen),
        "out": TakeOut(bucket, chosen),
        "merge": MergeEntries(chosen, "Samen"),
        "split": SplitEntry(chosen[0]),
        "join": MergeBuckets(bucket, other),
        "remove": RemoveBucket(bucket),
        "undo": Undo(acts[-1 - picks[0] % len(acts)]),
        "park": RestoreEntry(chosen[0]) if picks[0] % 2 else ParkEntry(chosen[0]),
    }[act]


def test_the_groups_of_the_reference_conference_become_the_list_of_its_vote() -> None:
    meeting = Meeting(Room(minute=29_000_000))
    file = json.loads((DEMO / "conference.json").read_text())
    meeting.ask(BOX, BeginConference("reference", file))
    meeting.ask(FACILITATOR, OpenActivity("oplossingen"))
    with (DEMO / "entries.csv").open(newline="") as rows:
        meeting.room.apply(
            Change(
                None,
                Entry(r["id"], r["activity"], r["question"], r["theme"], r["table"], r["text"]),
            )
            for r in csv.DictReader(rows)
        )
    meeting.close("oplossingen")
    meeting.ask(FACILITATOR, OpenActivity("pauze"))
    meeting.ask(FACILITATOR, OpenActivity("ordenen"))
    with (DEMO / "vote-items.csv").open(newline="") as rows:
        items = list(csv.DictReader(rows))
    for row in items:
        members = tuple(row["entries"].split("|"))
        meeting.ask(
            FACILITATOR, AddBucket("ordenen", row["text"], members=members, slug=row["item"])
        )
    listed = taken(meeting.room, meeting.room.activities["prioriteiten"])
    assert [(i.id, i.text, i.theme, "|".join(i.behind)) for i in listed] == [
        (row["item"], row["text"], row["theme"], row["entries"]) for row in items
    ]
    assert len(listed) == 25
    for theme in meeting.room.themes:
        meeting.ask(FACILITATOR, MarkList("ordenen", theme))
    meeting.close("ordenen")
    meeting.ask(FACILITATOR, OpenActivity("prioriteiten"))
    assert meeting.room.activities["prioriteiten"].items == listed


def test_the_groups_of_a_survey_stay_with_the_facilitator() -> None:
    meeting, _ = sorting()
    meeting.room.apply([Change(None, Bucket("b1", "survey.why", "Geld"))])
    for command in (RemoveBucket("b1"), TakeOut("b1", ()), RenameBucket("b1", "x")):
        assert meeting.refusal(ONE, command) == "not_allowed"
    assert "b1" not in views.view("control", meeting.room)["buckets"]
