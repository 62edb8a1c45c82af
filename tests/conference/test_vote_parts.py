"""Votes per theme, table and role: told where that points at nobody, before and after sealing."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.commands import (
    CastBallot,
    CloseActivity,
    Introduce,
    JoinTable,
    LookAhead,
    MergeItem,
    OpenActivity,
    PutActivity,
    ReopenActivity,
    RevealResults,
    SealActivity,
    StopPractice,
    Undo,
)
from appliance.conference.outcomes import told
from appliance.conference.tally import votes
from appliance.conference.tally.privacy import K
from tests.builders import DOTS, FACILITATOR, Meeting, participant

VOTE = "judge"
RATING = {
    "id": VOTE,
    "kind": "rating",
    "title": "Oordeel",
    "items": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
    "criteria": [
        {"id": "effect", "title": "Effect", "scale": [1, 5]},
        {"id": "cost", "title": "Cost", "scale": [1, 5]},
    ],
}
POLL = {"id": VOTE, "kind": "poll", "title": "Peiling", "form": "yes_no"}


@dataclass(frozen=True)
class Voter:
    """Somebody at a table, with a role, and what they vote."""

    table: str
    role: str
    values: dict[str, Any]


def vote(item: dict[str, Any] | str, voters: list[Voter]) -> tuple[Meeting, str]:
    """A vote that was cast and closed, and its id."""
    meeting = Meeting.begun()
    if isinstance(item, dict):
        meeting.ask(FACILITATOR, PutActivity(item))
    id = item["id"] if isinstance(item, dict) else item
    meeting.ask(FACILITATOR, OpenActivity(id))
    for n, one in enumerate(voters):
        someone = participant(person(n))
        meeting.ask(someone, JoinTable(one.table))
        if one.role:
            meeting.ask(someone, Introduce(role=one.role))
        meeting.ask(someone, CastBallot(id, one.values))
    meeting.ask(FACILITATOR, CloseActivity(id))
    return meeting, id


def person(n: int) -> str:
    return f"person{n:02d}".ljust(16, "x")


def dots(table: str, item: str = "bikes", role: str = "", n: int = 5) -> list[Voter]:
    return [Voter(table, role, {item: 1})] * n


def apart(meeting: Meeting, vote: str, audience: str = "control") -> dict[str, Any] | None:
    """The breakdown as this audience sees it."""
    seen = views.project(audience, ("activities", vote), meeting.room)
    assert seen is not None
    return seen.get("apart")


def sizes(cut: dict[str, Any]) -> dict[str, int]:
    return {"+".join(part["names"]): part["n"] for part in cut["parts"]}


def test_groups_are_told_to_who_leads_once_the_room_has_the_result():
    meeting, id = vote(DOTS, [*dots("1"), *dots("2", "boats", n=6), *dots("3", "trains")])
    meeting.ask(FACILITATOR, LookAhead(id))
    assert apart(meeting, id) is None
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert sizes(seen["themes"]) == {"care": 11, "work": 5}
    assert sizes(seen["tables"]) == {"1": 5, "2": 6, "3": 5}
    first = seen["tables"]["parts"][0]["items"][0]
    assert (first["id"], first["dots"], first["rank"]) == ("bikes", 5, 1)
    assert seen["roles"] == {"of": 1, "parts": []}
    assert [apart(meeting, id, who) for who in ("table:1", "chair:1", "stage")] == [None] * 3
    assert apart(meeting, id, "watch") == seen
    assert told(meeting.room, meeting.room.activities[id])["apart"] == seen


def test_small_groups_are_counted_together_and_fewer_than_k_are_not_told():
    meeting, id = vote(DOTS, [*dots("1", n=6), *dots("2", n=3), *dots("3", n=6)])
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert sizes(seen["themes"]) == {"care": 9, "work": 6}
    assert sizes(seen["tables"]) == {"1+2": 9, "3": 6}
    few, id = vote(DOTS, [*dots("1", n=2), *dots("3", n=2)])
    few.ask(FACILITATOR, RevealResults(id))
    assert apart(few, id) == {
        "themes": {"of": 2, "parts": []},
        "tables": {"of": 2, "parts": []},
        "roles": {"of": 1, "parts": []},
    }


def test_roles_are_told_as_most_write_them_and_a_rare_one_is_not_named():
    voters = [
        *dots("1", role="Bank", n=6),
        *dots("1", role="bank", n=3),
        *dots("1", role="Overheid", n=5),
        *dots("1", role="Hofleverancier", n=2),
    ]
    meeting, id = vote(DOTS, voters)
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert [(part["names"], part["n"], part.get("others")) for part in seen["roles"]["parts"]] == [
        (["Bank"], 9, None),
        (["Overheid"], 7, 1),
    ]


def test_a_role_that_would_betray_somebody_at_a_table_is_not_told():
    voters = [*dots("1", role="Bank"), *dots("2", role="Bank", n=1), *dots("2", role="Overheid")]
    meeting, id = vote(DOTS, voters)
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert seen["roles"] == {"of": 2, "parts": []}
    assert sizes(seen["tables"]) == {"1": 5, "2": 6}


def test_the_organiser_may_put_roles_first_and_then_tables_give_way():
    item = {**POLL, "groups_by": "roles"}
    yes, no = {"chosen": ["yes"]}, {"chosen": ["no"]}
    voters = [
        *[Voter("1", "Bank", yes)] * 3,
        *[Voter("2", "Bank", yes)] * 3,
        *[Voter("2", "Overheid", no)] * 5,
        *[Voter("3", "Bank", no)] * 4,
        *[Voter("3", "Overheid", no)] * 5,
    ]
    meeting, id = vote(item, voters)
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert sizes(seen["roles"]) == {"Bank": 10, "Overheid": 10}
    # At table 3, all of theme work, are only four of a bank.
    assert seen["themes"] == {"of": 2, "parts": []}
    assert seen["tables"] == {"of": 3, "parts": []}
    meeting.ask(FACILITATOR, SealActivity(id))
    assert {(b.table, b.theme) for b in meeting.room.ballots_of(id)} == {("", "")}
    more, id = vote(item, [*voters, Voter("4", "Bank", yes)])
    more.ask(FACILITATOR, SealActivity(id))
    found = told(more.room, more.room.activities[id])["apart"]
    assert sizes(found["themes"]) == {"care": 11, "work": 10}
    assert {(b.table, b.theme) for b in more.room.ballots_of(id)} == {("", "care"), ("", "work")}


def rates(table: str, n: int, a: int | None, b: int | None) -> list[Voter]:
    values = {
        "a": {"effect": a, "cost": a},
        "b": {"effect": b, "cost": b},
    }
    return [Voter(table, "", values)] * n


def test_an_item_on_which_few_of_a_table_had_an_opinion_is_not_told_per_table():
    voters = [*rates("1", 5, 4, 4), *rates("1", 2, 5, None), *rates("2", 2, 1, 3)]
    voters += [*rates("2", 5, None, 3), *rates("3", 5, 2, 2)]
    meeting, id = vote(RATING, voters)
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    items = [{row["id"] for row in part["items"]} for part in seen["tables"]["parts"]]
    assert items == [{"b"}] * 3
    assert {row["id"] for row in seen["themes"]["parts"][0]["items"]} == {"a", "b"}
    row = seen["tables"]["parts"][0]["items"][0]
    numbers = {"n": 5, "abstained": 2, "mean": 4.0, "median": 4.0}
    assert row["criteria"]["effect"] == numbers | {"dissent": 0.0, "is_divided": False}


def test_a_table_most_of_which_had_no_opinion_in_a_poll_is_not_told():
    yes, nothing = {"chosen": ["yes"]}, {"abstains": True}
    voters = [Voter("1", "", yes)] * 5 + [Voter("3", "", nothing)] * 5 + [Voter("3", "", yes)]
    meeting, id = vote(POLL, voters)
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen is not None
    assert [seen[cut]["parts"] for cut in ("themes", "tables", "roles")] == [[], [], []]
    enough, id = vote(POLL, [*voters, *[Voter("3", "", yes)] * 4])
    enough.ask(FACILITATOR, RevealResults(id))
    seen = apart(enough, id)
    assert seen is not None
    assert sizes(seen["tables"]) == {"1": 5, "3": 10}
    assert seen["tables"]["parts"][1]["voted"] == 5


def test_what_was_told_once_stays_so_and_the_vote_is_over():
    meeting, id = vote(DOTS, [*dots("1", role="Bank", n=6), *dots("1", "boats", "Overheid", 5)])
    meeting.ask(FACILITATOR, RevealResults(id))
    before = apart(meeting, id)
    meeting.ask(participant(person(0)), Introduce(role="Overheid"))
    act = str(meeting.room.seq - 1)
    meeting.ask(FACILITATOR, RevealResults(id, is_revealed=False))
    assert apart(meeting, id) is None
    assert meeting.refusal(FACILITATOR, ReopenActivity(id)) == "results_revealed"
    meeting.ask(FACILITATOR, Undo(meeting.room.seq))
    assert apart(meeting, id) == before
    meeting.ask(FACILITATOR, Undo(int(act)))
    assert apart(meeting, id) is None
    assert meeting.refusal(FACILITATOR, ReopenActivity(id)) == "results_revealed"
    meeting.ask(FACILITATOR, RevealResults(id))
    meeting.ask(FACILITATOR, SealActivity(id))
    assert apart(meeting, id) == before


def test_closing_cannot_be_undone_once_the_results_were_seen():
    meeting, id = vote(DOTS, dots("1"))
    closed = meeting.room.seq
    assert meeting.refusal(FACILITATOR, Undo(closed)) == ""
    meeting.ask(FACILITATOR, LookAhead(id))
    assert meeting.refusal(FACILITATOR, Undo(closed)) == "cannot_undo"


def test_a_vote_that_is_sealed_unseen_keeps_its_groups_for_the_organiser():
    meeting, id = vote(DOTS, [*dots("1"), *dots("2", "boats")])
    meeting.ask(FACILITATOR, SealActivity(id))
    assert apart(meeting, id) is None
    found = told(meeting.room, meeting.room.activities[id])["apart"]
    assert sizes(found["tables"]) == {"1": 5, "2": 5}
    assert meeting.room.activities[id].contributed == {"1": 5, "2": 5, "all": 10}


def test_what_was_merged_or_withdrawn_since_is_not_told_per_group():
    meeting, id = vote(DOTS, [*dots("1"), *dots("2", "boats"), *dots("3", "trains")])
    meeting.ask(FACILITATOR, RevealResults(id))
    meeting.ask(FACILITATOR, MergeItem(id, "boats", "trains"))
    seen = apart(meeting, id)
    assert seen is not None
    assert [[row["id"] for row in part["items"]] for part in seen["tables"]["parts"]] == [
        ["bikes"]
    ] * 3


def test_of_a_vote_that_takes_long_to_count_no_group_is_counted(monkeypatch):
    monkeypatch.setattr(votes, "LONG_FROM", 0)
    meeting, id = vote(DOTS, [*dots("1"), *dots("2", "boats", n=6)])
    meeting.ask(FACILITATOR, RevealResults(id))
    seen = apart(meeting, id)
    assert seen == {cut: {"of": 0, "parts": []} for cut in ("themes", "tables", "roles")}
    meeting.ask(FACILITATOR, SealActivity(id))
    assert {ballot.table for ballot in meeting.room.ballots_of(id)} == {""}


def test_practice_leaves_no_groups():
    meeting = Meeting.begun(is_practice=True)
    meeting.ask(FACILITATOR, OpenActivity(DOTS))
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    meeting.ask(FACILITATOR, StopPractice())
    assert meeting.room.activities[DOTS].breakdown is None


GRADES = st.none() | st.integers(1, 5)


def people(tables: str, roles: list[str]) -> st.SearchStrategy[list[Voter]]:
    """Voters at these tables, with these roles."""
    one = st.builds(
        lambda table, role, a, b: Voter(table, role, rates(table, 1, a, b)[0].values),
        st.sampled_from(tables),
        st.sampled_from(roles),
        GRADES,
        GRADES,
    )
    return st.lists(one, max_size=50)


PEOPLE = st.one_of(
    people("1234", ["", "Bank", "Overheid"]),
    people("13", ["Bank", "bank", "Overheid"]),
    people("12", ["Bank", "Overheid"]),
)


@pytest.mark.parametrize("first", ["tables", "roles"])
@pytest.mark.parametrize("is_revealed", [True, False])
@given(PEOPLE)
@settings(max_examples=40, deadline=None)
def test_nobody_can_be_told_from_fewer_than_k_before_and_after_sealing(is_revealed, first, people):
    """By all that is told of a ballot and all that stands beside it, whoever subtracts whatever.

    Even who found out which ballots are those of every group finds at least k people that each of
    them could be of.
    """
    meeting, id = vote({**RATING, "groups_by": first}, people)
    if is_revealed:
        meeting.ask(FACILITATOR, RevealResults(id))
        check(meeting, id, people)
        meeting.ask(participant(person(0)), JoinTable("4"))
        meeting.ask(participant(person(0)), Introduce(role="Overheid"))
    meeting.ask(FACILITATOR, SealActivity(id))
    check(meeting, id, people)


def check(meeting: Meeting, vote: str, people: list[Voter]) -> None:
    """Of all that is told of a ballot, and stands in it, at least k people have the same."""
    room, activity = meeting.room, meeting.room.activities[vote]
    seen = activity.breakdown
    assert seen is not None
    kept = Counter((ballot.table, ballot.theme) for ballot in room.ballots_of(vote))
    is_sealed = not any(ballot.owner for ballot in room.ballots_of(vote))
    if is_sealed:
        assert all(n >= min(K, len(people)) for n in kept.values())
    labels = [label(meeting, seen, one, kept if is_sealed else None) for one in people]
    least = min(K, len(people))
    assert all(n >= least for n in Counter(labels).values())
    cuts = {"themes": 0, "tables": 1, "roles": 2}
    for cut, at in cuts.items():
        for n, part in enumerate(seen[cut]["parts"]):
            within = [one for one, of in zip(people, labels, strict=True) if of[at] == n]
            assert part["n"] == len(within) >= K
            for row in part["items"]:
                opinions = [one for one in within if one.values[row["id"]]["effect"] is not None]
                assert row["criteria"]["effect"]["n"] == len(opinions)
                assert len(opinions) == 0 or len(opinions) >= K


def label(
    meeting: Meeting, seen: dict[str, Any], one: Voter, kept: Counter[tuple[str, str]] | None
) -> tuple[object, ...]:
    """In which group of each cut somebody stands, and what their ballot kept of table and theme."""
    theme = meeting.room.tables[one.table].theme
    role = one.role.casefold()

    def at(cut: str, name: str) -> int | None:
        parts = seen[cut]["parts"]
        named = [n for n, part in enumerate(parts) if name in map(str.casefold, part["names"])]
        rest = [n for n, part in enumerate(parts) if part.get("others")]
        return next(iter(named or rest), None)

    told = (at("themes", theme), at("tables", one.table), at("roles", role))
    if kept is None:
        return told
    own = next((place for place in ((one.table, theme), ("", theme)) if place in kept), ("", ""))
    return (*told, own)
