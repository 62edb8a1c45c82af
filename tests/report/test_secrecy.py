"""What a report does not say: what a hidden vote came to, names where there may be none, what the
room did not see. Held by changing what must not be told: the report stays the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.records import Ballot, State
from appliance.conference.room import Room
from appliance.report.choice import Choice, Variant
from appliance.report.value import Quote, blocks

from .hall import HIDDEN, NAME, PEOPLE, SECRET, WHO, hall
from .reading import words
from .reference import reference, report

VOTES = ("cijfer", "volgorde", "geld", "peiling", "punten", SECRET)

_ENDED = [State.CLOSED, State.SEALED]


def with_vote(room: Room, activity: str, **members: Any) -> Room:
    """The room with other members in a vote."""
    room.kinds["activities"][activity] = replace(room.activities[activity], **members)
    return room


def with_ballots(room: Room, activity: str, values: list[Mapping[str, Any]]) -> Room:
    """A room in which so many voted so."""
    kept = [
        each
        for each in room.records()
        if not (isinstance(each, Ballot) and each.activity == activity)
    ]
    cast = [
        Ballot(f"{activity}-{n}", activity, "1", "care", told, receipt=f"{n}", owner=f"p{n}")
        for n, told in enumerate(values)
    ]
    return Room([*kept, *cast], room.seq, room.room_ms, room.minute)


def ballot(activity: str, n: int) -> Mapping[str, Any]:
    """Some vote for this or that."""
    ids = ["i0", "i1", "i2", "i3"]
    return {
        "cijfer": {ids[n % 4]: {"effect": 1 + n % 5, "kosten": 2}},
        "volgorde": {ids[n % 4]: 1},
        "geld": {ids[n % 4]: 5 * (1 + n % 20)},
        "peiling": {"chosen": ["ja" if n % 2 else "nee"]},
        "punten": {ids[n % 4]: 1 + n % 5},
        SECRET: {ids[n % 4]: 1 + n % 3},
    }[activity]


@settings(max_examples=30)
@given(
    activity=st.sampled_from(VOTES),
    state=st.sampled_from([State.OPEN, State.PAUSED, *_ENDED]),
    was_looked_at=st.booleans(),
    variant=st.sampled_from(Variant),
    one=st.lists(st.integers(0, 99), max_size=12),
    other=st.lists(st.integers(0, 99), max_size=12),
)
def test_a_hidden_vote_changes_nothing_in_a_report(
    activity: str,
    state: State,
    was_looked_at: bool,
    variant: Variant,
    one: list[int],
    other: list[int],
) -> None:
    choice = Choice(variant, theme="work")
    how = {"state": state, "was_looked_at": was_looked_at, "is_revealed": False}
    reports = []
    for drawn in (one, other):
        room = with_vote(hall(), activity, **how)
        room = with_ballots(room, activity, [ballot(activity, n) for n in drawn])
        reports.append(report(room, choice))
    assert reports[0] == reports[1]


@pytest.mark.parametrize("activity", VOTES)
def test_the_same_change_is_seen_once_the_vote_is_shown(activity: str) -> None:
    found = [
        report(with_ballots(with_vote(hall(), activity, is_revealed=True), activity, told))
        for told in ([ballot(activity, n) for n in range(9)], [ballot(activity, 3)] * 9)
    ]
    assert found[0] != found[1]


def test_a_hidden_vote_is_named_and_no_more() -> None:
    text = words(report(hall(), Choice(language="en")))
    assert "Nog geheim" in text
    assert "The results of this vote are not shown yet." in text
    assert not any(SECRET in id for id in report(hall()).tables)


def test_a_score_that_the_room_sees_stands_in_the_report() -> None:
    room = reference("ordenen")
    open_ = with_vote(reference(), "prioriteiten", is_revealed=False, state=State.OPEN)
    settings = {**open_.activities["prioriteiten"].settings, "is_live": True}
    live = report(with_vote(open_, "prioriteiten", settings=settings), Choice(language="en"))
    assert "vote-prioriteiten" in live.tables
    assert "This vote is still open" in words(live)
    assert not any(id.startswith("ballots") and id.endswith("1") for id in live.tables)
    assert not report(room).tables.keys() & {"vote-prioriteiten"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_name_stands_in_a_report_for_everybody(language: str) -> None:
    full = words(report(hall(), Choice(Variant.FULL, language)))
    assert NAME in full
    assert WHO in full
    public = words(report(hall(), Choice(Variant.PUBLIC, language)))
    assert NAME not in public
    assert WHO not in public
    assert HIDDEN not in public


def test_a_name_changes_nothing_in_a_report_for_everybody() -> None:
    room = hall()
    for kind, member in (("people", "name"), ("entries", "name"), ("actions", "who")):
        for id, each in room.kinds[kind].items():
            if getattr(each, member):
                room.kinds[kind][id] = replace(each, **{member: "Iemand anders"})
    for id, table in room.tables.items():
        room.kinds["tables"][id] = replace(table, chair="Iemand anders")
    choice = Choice(Variant.PUBLIC)
    assert report(room, choice) == report(hall(), choice)


def test_a_report_for_everybody_has_no_numbers_of_contributions() -> None:
    found = report(hall(), Choice(Variant.PUBLIC))
    quoted = [block for block in blocks(found) if isinstance(block, Quote)]
    assert quoted
    assert not any(block.id for block in quoted)
    assert "contributions" not in found.tables


def test_a_name_stands_only_where_everybody_was_told_that_it_would() -> None:
    room = hall()
    id, entry = next(
        (id, each) for id, each in room.entries.items() if each.activity == "at-tables"
    )
    room.kinds["entries"][id] = replace(entry, name="Verdwaalde naam")
    assert "Verdwaalde naam" not in words(report(room))


def test_ballots_stand_there_only_once_they_are_published() -> None:
    shown = report(reference(), Choice(language="en"))
    assert len(shown.tables["ballots-1"].rows) == 97
    secret = reference("prioriteiten", is_revealed=False)
    hidden = report(secret, Choice(language="en"))
    assert not any(id.startswith("ballots") for id in hidden.tables)


def test_nobody_in_the_room_is_named_by_an_id() -> None:
    text = words(report(hall()))
    assert not [person for person in PEOPLE if f"\n{person}\n" in text]
