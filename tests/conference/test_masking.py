"""Covering words in texts: a search proposes, a person decides, and a change makes it void."""

from typing import Any

import pytest

from appliance.conference.commands import (
    Cover,
    EditEntry,
    HideEntry,
    HighlightEntry,
    Leave,
    ProposeCovers,
    Say,
    StartPractice,
    StopPractice,
    Uncover,
    Undo,
)
from appliance.conference.masking import ITEMS_MOST, void
from appliance.conference.masks import rest_of
from appliance.conference.records import Covers, Decision, Mask, Search, Stretch, Why
from appliance.conference.redaction import covered, is_looked_at, reading_of
from appliance.store.codec import encode
from tests.builders import FACILITATOR, Meeting, participant
from tests.conference.covering import cover, search, stretch

TEXT = "Bel Jan op 06-12345678"


@pytest.fixture
def room() -> tuple[Meeting, str]:
    """A room with one contribution, and its id."""
    meeting = Meeting.at_work()
    return meeting, meeting.post("ann", TEXT)


def mask(meeting: Meeting, entry: str) -> Mask | None:
    return meeting.room.masks.get(f"entries.{entry}.text")


def read(meeting: Meeting, entry: str) -> str:
    """The text as others may read it."""
    return covered(meeting.room).entries[entry].text


def test_what_is_covered_is_read_as_a_word_in_the_language_of_the_conference(room):
    meeting, entry = room
    name = stretch(meeting, "entries", entry, "Jan", what="name")
    phone = stretch(meeting, "entries", entry, "06-12345678", what="phone")
    cover(meeting, name, phone)
    assert read(meeting, entry) == "Bel [naam] op [telefoon]"
    assert meeting.entry(entry).text == TEXT

    english = Meeting.at_work(languages=["en"])
    entry = english.post("ann", TEXT)
    cover(english, stretch(english, "entries", entry, "Jan", what="name"))
    assert read(english, entry) == "Bel [name] op 06-12345678"


def test_what_was_found_waits_and_covers_nothing(room):
    meeting, entry = room
    search(meeting, stretch(meeting, "entries", entry, "Jan", what="name", why="part"))
    assert mask(meeting, entry) == Mask(
        id=f"entries.{entry}.text",
        kind="entries",
        record=entry,
        place="text",
        stretches=(Stretch(4, 7, Covers.NAME, Why.PART, Decision.WAITS),),
        length=len(TEXT),
        rest=rest_of(TEXT, []),
        seq=meeting.room.seq,
        rev=meeting.room.seq,
    )
    assert read(meeting, entry) == TEXT


def test_a_decision_takes_the_place_of_a_proposal_and_keeps_its_reason(room):
    meeting, entry = room
    found = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    search(meeting, found)
    meeting.ask(FACILITATOR, Leave((stretch(meeting, "entries", entry, "Jan", what="name"),)))
    assert [s.decision for s in mask(meeting, entry).stretches] == [Decision.LEAVE]
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    assert mask(meeting, entry).stretches == (Stretch(4, 7, Covers.NAME, Why.PART, Decision.COVER),)


def test_what_waits_within_what_is_covered_is_decided_with_it(room):
    meeting, entry = room
    search(meeting, stretch(meeting, "entries", entry, "Jan", what="name", why="part"))
    cover(meeting, stretch(meeting, "entries", entry, "Bel Jan op"))
    assert read(meeting, entry) == "[…] 06-12345678"
    assert is_looked_at(meeting.room)


def test_covers_that_overlap_are_read_as_one(room):
    meeting, entry = room
    cover(meeting, stretch(meeting, "entries", entry, "Bel Jan", what="name"))
    cover(meeting, stretch(meeting, "entries", entry, "Jan op"))
    assert read(meeting, entry) == "[naam] 06-12345678"


def test_uncovering_leaves_what_was_found_and_forgets_what_was_chosen(room):
    meeting, entry = room
    name = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    search(meeting, name)
    phone = stretch(meeting, "entries", entry, "06-12345678", what="phone")
    cover(meeting, name, phone)
    meeting.ask(FACILITATOR, Uncover((name, phone)))
    assert read(meeting, entry) == TEXT
    assert mask(meeting, entry).stretches == (Stretch(4, 7, Covers.NAME, Why.PART, Decision.LEAVE),)
    assert meeting.decide(FACILITATOR, Uncover((name,))) == ()


def test_covering_can_be_taken_back_as_one_act(room):
    meeting, entry = room
    other = meeting.post("bob", "Jan zei dat")
    act = cover(
        meeting,
        stretch(meeting, "entries", entry, "Jan"),
        stretch(meeting, "entries", other, "Jan"),
    )
    meeting.ask(FACILITATOR, Undo(act))
    assert meeting.room.masks == {}
    assert (read(meeting, entry), read(meeting, other)) == (TEXT, "Jan zei dat")


def test_a_second_search_asks_nothing_again_that_was_decided(room):
    meeting, entry = room
    name = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    within = stretch(meeting, "entries", entry, "12345678", what="phone", why="phone")
    search(meeting, name, within)
    meeting.ask(FACILITATOR, Leave((name,)))
    cover(meeting, stretch(meeting, "entries", entry, "06-12345678", what="phone"))
    search(meeting, name, within)
    assert [s.decision for s in mask(meeting, entry).stretches] == [
        Decision.LEAVE,
        Decision.COVER,
    ]
    assert is_looked_at(meeting.room)


def test_what_others_may_read_is_another_reading_after_everything_that_is_covered_or_hidden(room):
    meeting, entry = room
    assert reading_of(meeting.room) == ""
    search(meeting)
    readings = [reading_of(meeting.room)]
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    readings.append(reading_of(meeting.room))
    meeting.ask(FACILITATOR, HideEntry(entry))
    readings.append(reading_of(meeting.room))
    assert all(readings)
    assert len(set(readings)) == len(readings)
    assert reading_of(meeting.room) == readings[-1]
    meeting.post("bob", "Nog iets")
    assert reading_of(meeting.room) == ""


def test_a_text_that_was_changed_is_covered_whole_until_somebody_looked(room):
    meeting, entry = room
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    search(meeting)
    assert is_looked_at(meeting.room)
    meeting.ask(participant("ann"), EditEntry(entry, "Nee, bel niet Jan maar Piet"))
    assert [said.record for said in void(meeting.room)] == [entry]
    assert read(meeting, entry) == "[…]"
    assert not is_looked_at(meeting.room)

    search(meeting, stretch(meeting, "entries", entry, "Piet", what="name", why="part"))
    assert void(meeting.room) == []
    assert read(meeting, entry) == "[…]"
    assert not is_looked_at(meeting.room)
    new = "Nee, bel niet Jan maar Piet"
    meeting.ask(FACILITATOR, Leave((stretch(meeting, "entries", entry, new),)))
    assert read(meeting, entry) == new
    cover(meeting, stretch(meeting, "entries", entry, "Piet", what="name"))
    assert read(meeting, entry) == "Nee, bel niet Jan maar [naam]"
    assert is_looked_at(meeting.room)


def test_covering_one_word_of_a_changed_text_opens_nothing_of_the_rest(room):
    meeting, entry = room
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    meeting.ask(participant("ann"), EditEntry(entry, "Bel Piet, niet Jan"))
    cover(meeting, stretch(meeting, "entries", entry, "Piet", what="name"))
    assert read(meeting, entry) == "[…]"
    search(meeting)
    assert not is_looked_at(meeting.room)
    whole = stretch(meeting, "entries", entry, "Bel Piet, niet Jan")
    meeting.ask(FACILITATOR, Leave((whole,)))
    assert read(meeting, entry) == "Bel [naam], niet Jan"


def test_a_text_of_which_nothing_was_covered_is_read_as_it_is_after_a_change(room):
    meeting, entry = room
    name = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    search(meeting, name)
    meeting.ask(FACILITATOR, Leave((name,)))
    meeting.ask(participant("ann"), EditEntry(entry, "Bel Piet"))
    assert read(meeting, entry) == "Bel Piet"
    search(meeting)
    assert meeting.room.masks == {}


def test_what_changes_beside_the_text_leaves_its_covers(room):
    meeting, entry = room
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    meeting.ask(FACILITATOR, HighlightEntry(entry))
    assert read(meeting, entry) == "Bel [naam] op 06-12345678"


def test_a_mask_says_nothing_of_what_it_hides(room):
    """Nor could anybody try names on it: two texts that differ in the name have the same mask."""
    meeting, entry = room
    cover(meeting, stretch(meeting, "entries", entry, "Jan", what="name"))
    first = mask(meeting, entry)
    other = Meeting.at_work()
    other.post("ann", TEXT.replace("Jan", "Kim"))
    cover(other, stretch(other, "entries", entry, "Kim", what="name"))
    assert mask(other, entry) == first
    written = [encode(record, lambda key: b"k") for record in other.room.kinds["acts"].values()]
    assert "Kim" not in str([*written, encode(first, lambda key: b"k")])


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "nobody"},
        {"kind": "people"},
        {"kind": "nothing"},
        {"place": "name"},
        {"text": "Jos"},
        {"start": 5, "end": 8},
    ],
)
@pytest.mark.parametrize("command", [Cover, Leave, Uncover])
def test_what_is_no_longer_as_it_was_seen_is_refused_whole(room, command, wrong: dict[str, Any]):
    meeting, entry = room
    right = stretch(meeting, "entries", entry, "Jan")
    meeting.ask(FACILITATOR, Cover((right,)))
    before = dict(meeting.room.masks)
    phone = stretch(meeting, "entries", entry, "06-12345678")
    assert meeting.refusal(FACILITATOR, command((phone, {**right, **wrong}))) == "text_gone"
    assert meeting.room.masks == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": 7, "end": 4},
        {"start": 4, "end": 8},
        {"start": -1},
        {"start": "4"},
        {"what": "shoe"},
        {"why": "because"},
        {"text": 3},
        {"record": None},
    ],
)
def test_what_makes_no_sense_is_refused(room, wrong: dict[str, Any]):
    meeting, entry = room
    item = {**stretch(meeting, "entries", entry, "Jan"), **wrong}
    for command in (Cover, Leave, Uncover, ProposeCovers):
        assert meeting.refusal(FACILITATOR, command((item,))) == "bad_command"
    many = (stretch(meeting, "entries", entry, "Jan"),) * (ITEMS_MOST + 1)
    assert meeting.refusal(FACILITATOR, Cover(many)) == "out_of_range"
    lacking = ProposeCovers((), "digest", ("shoes",))
    assert meeting.refusal(FACILITATOR, lacking) == "bad_command"


def test_a_search_passes_over_what_was_changed_while_it_looked(room):
    meeting, entry = room
    found = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    gone = {**found, "record": "gone"}
    meeting.ask(participant("ann"), EditEntry(entry, "Bel Piet"))
    meeting.ask(FACILITATOR, ProposeCovers((found, gone)))
    assert meeting.room.masks == {}


def test_the_last_search_is_kept_and_what_it_lacked(room):
    meeting, _ = room
    search(meeting, lacks=("phone",))
    made = meeting.room.seq
    search(meeting)
    (kept,) = meeting.room.kinds["searches"].values()
    assert (kept.lacks, kept.seq) == ((), made)
    assert isinstance(kept, Search)
    meeting.post("bob", "Nog een")
    assert not is_looked_at(meeting.room)


def test_practice_leaves_no_covers(room):
    meeting = Meeting.begun()
    meeting.ask(FACILITATOR, StartPractice())
    meeting.ask(FACILITATOR, Say("Jan belt"))
    (message,) = meeting.room.messages
    search(meeting, stretch(meeting, "messages", message, "Jan"))
    meeting.ask(FACILITATOR, StopPractice())
    assert (meeting.room.masks, meeting.room.kinds["searches"]) == ({}, {})
