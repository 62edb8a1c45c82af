"""The room as others may read it: what was covered is not there, and every number is the same."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.actions import lists_of_actions, told
from appliance.conference.change import Change
from appliance.conference.commands import (
    AddBucket,
    AddTable,
    CastBallot,
    CloseActivity,
    EditEntry,
    Introduce,
    JoinTable,
    Leave,
    MarkList,
    OpenActivity,
    PutActivity,
    ReopenActivity,
    RevealResults,
    SealActivity,
)
from appliance.conference.outcomes import vote_of
from appliance.conference.plain import plain
from appliance.conference.records import Contact, Entry, Message, Record
from appliance.conference.redaction import (
    LEFT_OUT,
    covered,
    digest_of,
    found_in,
    is_looked_at,
    key_list,
    may_be_read,
    sought,
    uncovered,
)
from appliance.conference.room import Room
from appliance.conference.said import texts, with_texts
from appliance.conference.tally.results import results
from appliance.conference.tally.votes import results as votes
from tests.builders import (
    AT_TABLES,
    AT_THEMES,
    CONFERENCE,
    DOTS,
    FACILITATOR,
    Meeting,
    kinds,
    participant,
)
from tests.conference.covering import cover, everywhere, search, stretch
from tests.conference.schedules import SCHEDULES, begun


def test_a_room_without_people_is_the_same_but_for_what_opens_pages() -> None:
    meeting = Meeting.begun()
    meeting.room.apply(
        Change(table, replace(table, chair="")) for table in list(meeting.room.tables.values())
    )
    read = covered(meeting.room)
    assert kinds(read) == {**kinds(meeting.room), "codes": {}}
    assert (read.seq, read.room_ms, read.minute) == (meeting.room.seq, 0, meeting.room.minute)
    assert uncovered(meeting.room) == {("codes", code) for code in meeting.room.codes}


def test_a_name_that_is_covered_everywhere_is_read_nowhere() -> None:
    meeting = everywhere()
    cover(
        meeting,
        *(
            stretch(meeting, said.kind, said.record, "Sjaak", said.place, what="name")
            for said in sought(meeting.room)
        ),
    )
    read = covered(meeting.room)
    held = [(r.id, plain(r)) for kind in read.kinds.values() for r in kind.values()]
    # The organiser's own words stay, and so do ids.
    left = [id for id, told in held if "Sjaak" in str(told)]
    assert left == [DOTS, "r1"]
    assert read.activities[DOTS].items[0].text == "[naam] wist het"
    assert [item.text for item in read.activities[DOTS].items[2:]] == [
        {"nl": "Sjaak", "en": "Sjaak"},
        "Sjaak op de fiets",
    ]
    assert read.responses["r1"].answers == {"why": "Door [naam]", "which": "Sjaak"}
    assert read.responses["r1"].was["answers"] == {"why": "Van [naam]", "which": "Sjaak"}
    assert read.themes["sjaak"].title == "[naam] en geld"
    assert read.conference.contact == Contact()
    assert (read.invitees["i1"].email, read.invitees["i1"].code) == ("", "")
    assert read.responses["r1"].mark == ""


def test_every_record_that_says_more_is_named_and_no_other() -> None:
    meeting = everywhere()
    cover(meeting, stretch(meeting, "entries", "e1", "Sjaak"))
    read, room = covered(meeting.room), meeting.room
    said = uncovered(room)
    assert {
        *(("entries", id) for id in ("e1", "e2")),
        *(("people", id) for id in ("ann", "bob")),
        *(("codes", id) for id in room.codes),
        *(("acts", id) for id in room.acts),
        *(("masks", id) for id in room.masks),
        *(("invitees", "i1"), ("responses", "r1"), ("tables", "1"), ("conferences", CONFERENCE)),
    } == said
    for kind, held in room.kinds.items():
        for id, record in held.items():
            assert ((kind, id) in said) is (read.kinds[kind].get(id) != record)


def test_of_the_past_only_what_is_still_said_may_be_read() -> None:
    meeting = Meeting.at_work()
    kept, hid = meeting.post("ann", "Te duur"), meeting.post("ann", "Vraag Sjaak")
    edited = meeting.post("ann", "Bel Kim")
    before = meeting.entry(edited)
    meeting.ask(participant("ann"), EditEntry(edited, "Bel iemand"))
    cover(meeting, stretch(meeting, "entries", hid, "Sjaak"))
    room, may = meeting.room, may_be_read(meeting.room)
    assert [may(room.entries[id]) for id in (kept, hid, edited)] == [True, False, True]
    assert not may(before)
    assert not may(replace(room.entries[kept], name="Ann"))
    assert not may(replace(room.people["ann"], name="Ann"))
    assert may(room.people["ann"])
    assert not may(Message("gone", "Kim komt", "everyone", 0))
    assert not any(may(record) for kind in LEFT_OUT for record in room.kinds[kind].values())
    assert all(
        may(record) for kind in ("activities", "themes") for record in room.kinds[kind].values()
    )


def test_what_was_taken_from_a_text_is_covered_with_it_also_after_it_changed() -> None:
    meeting = Meeting.at_work()
    entry = meeting.post("ann", "Vraag Sjaak maar")
    vote = {"id": "stem", "kind": "dots", "title": "Stem", "input": AT_TABLES}
    meeting.ask(FACILITATOR, PutActivity(vote))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    meeting.ask(FACILITATOR, OpenActivity("stem"))
    meeting.ask(FACILITATOR, ReopenActivity(AT_TABLES))
    cover(meeting, stretch(meeting, "entries", entry, "Sjaak", what="name"))
    (item,) = covered(meeting.room).activities["stem"].items
    assert item.text == "Vraag [naam] maar"

    meeting.ask(participant("ann"), EditEntry(entry, "Vraag het Sjaak"))
    (item,) = covered(meeting.room).activities["stem"].items
    assert item.text == "Vraag [naam] maar"
    assert covered(meeting.room).entries[entry].text == "[…]"


def test_a_list_that_has_other_words_than_its_changed_source_is_covered_whole() -> None:
    meeting = everywhere()
    cover(meeting, stretch(meeting, "entries", "e1", "Sjaak"))
    assert covered(meeting.room).activities[DOTS].items[0].text == "Sjaak wist het"
    entry = meeting.room.entries["e1"]
    meeting.room.apply([Change(entry, replace(entry, text="Dat weet Sjaak"))])
    assert covered(meeting.room).activities[DOTS].items[0].text == "[…]"
    item = stretch(meeting, "activities", DOTS, "Sjaak wist het", "items.e1")
    meeting.ask(FACILITATOR, Leave((item,)))
    assert covered(meeting.room).activities[DOTS].items[0].text == "Sjaak wist het"


def test_a_group_s_title_is_covered_on_a_list_also_when_the_group_is_gone() -> None:
    meeting = Meeting.at_work()
    entry = meeting.post("ann", "Geld")
    sort = {"id": "sort", "kind": "categorise", "title": "Ordenen", "input": AT_TABLES}
    vote = {"id": "stem", "kind": "dots", "title": "Stem", "input": "sort"}
    meeting.ask(FACILITATOR, PutActivity(sort))
    meeting.ask(FACILITATOR, PutActivity(vote))
    meeting.ask(FACILITATOR, OpenActivity("sort"))
    meeting.ask(FACILITATOR, AddBucket("sort", "Geld van Sjaak", members=(entry,), slug="geld"))
    cover(meeting, stretch(meeting, "buckets", "geld", "Sjaak", "title", what="name"))
    meeting.ask(FACILITATOR, MarkList("sort"))
    meeting.ask(FACILITATOR, CloseActivity("sort"))
    meeting.ask(FACILITATOR, OpenActivity("stem"))
    meeting.room.apply([Change(meeting.room.buckets["geld"], None)])
    (item,) = covered(meeting.room).activities["stem"].items
    assert item.text == "Geld van [naam]"


def test_the_same_words_of_somebody_else_are_covered_with_them() -> None:
    meeting = Meeting.at_work()
    first, second = meeting.post("ann", "Jan weet het"), meeting.post("cas", "Jan weet het")
    assert [said.record for said in sought(meeting.room)] == [first]
    cover(meeting, stretch(meeting, "entries", first, "Jan", what="name"))
    assert covered(meeting.room).entries[second].text == "[naam] weet het"
    assert [said.record for said in sought(meeting.room)] == [first]


def test_it_is_looked_at_once_all_texts_were_searched_and_nothing_waits() -> None:
    meeting = Meeting.at_work()
    entry = meeting.post("ann", "Bel Jan")
    assert not is_looked_at(meeting.room)
    name = stretch(meeting, "entries", entry, "Jan", what="name", why="part")
    search(meeting, name)
    assert not is_looked_at(meeting.room)
    meeting.ask(FACILITATOR, Leave((name,)))
    assert is_looked_at(meeting.room)
    other = meeting.post("bob", "Nog een")
    assert not is_looked_at(meeting.room)
    search(meeting)
    assert is_looked_at(meeting.room)
    meeting.ask(participant("bob"), EditEntry(other, "Nog twee"))
    assert not is_looked_at(meeting.room)


def test_what_waits_in_a_text_that_is_gone_waits_for_nobody() -> None:
    meeting = everywhere()
    search(meeting, stretch(meeting, "buckets", "b1", "Sjaak", "title", why="part"))
    meeting.room.apply([Change(meeting.room.buckets["b1"], None)])
    search(meeting)
    assert is_looked_at(meeting.room)
    assert found_in(meeting.room) == []


def test_the_digest_of_the_texts_tells_no_order() -> None:
    room = everywhere().room
    other = Room(reversed(room.records()), room.seq)
    assert digest_of(other) == digest_of(room)


# -- names -----------------------------------------------------------------------------------------


def named(*names: str, order: int = 1) -> Meeting:
    """A room with people of these names, who came in this order or the other way round."""
    meeting = Meeting.begun()
    for n, name in list(enumerate(names))[::order]:
        record: Record = Entry(f"e{n}", AT_THEMES, "what", "care", "1", f"t{n}", name=name)
        meeting.room.apply([Change(None, record)])
    return meeting


def pseudonyms(meeting: Meeting) -> dict[str, str]:
    return {alias.name: alias.pseudonym for alias in key_list(meeting.room)}


def test_one_name_has_one_pseudonym_wherever_it_stands() -> None:
    meeting = everywhere()
    room, called = covered(meeting.room), pseudonyms(meeting)
    assert set(called) == {"Sjaak", "Ömer", "Sjaak Bakker"}
    assert sorted(called.values()) == ["Persoon 01", "Persoon 02", "Persoon 03"]
    sjaak = called["Sjaak"]
    told = (room.people["ann"].name, room.entries["e2"].name, room.responses["r1"].name)
    assert (*told, room.tables["1"].chair) == (sjaak,) * 4
    assert room.invitees["i1"].label == called["Sjaak Bakker"]
    assert room.entries["e1"].name == ""
    assert [alias.tables for alias in key_list(meeting.room) if alias.name == "Sjaak"] == [("1",)]


def test_pseudonyms_follow_neither_the_alphabet_nor_who_came_first() -> None:
    names = [f"Naam {letter}" for letter in "abcdefghijklmnop"]
    called = pseudonyms(named(*names))
    assert called == pseudonyms(named(*names, order=-1))
    in_order = [called[name] for name in names if name in called]
    assert in_order not in (sorted(in_order), sorted(in_order, reverse=True))


def test_who_has_no_key_cannot_work_out_the_order() -> None:
    """Another box with the same people gives them other numbers."""
    names = [f"Naam {letter}" for letter in "abcdefghijklmnop"]
    meeting, other = named(*names), named(*names)
    code = other.room.codes["stage"]
    other.room.apply([Change(code, replace(code, code="zzzzzzzzzz"))])
    assert pseudonyms(meeting) != pseudonyms(other)


def test_a_table_that_is_added_gives_nobody_another_number() -> None:
    meeting = named("Ann", "Bob", "Cas", "Dee", "Eva")
    before = pseudonyms(meeting)
    meeting.ask(FACILITATOR, AddTable("care"))
    assert pseudonyms(meeting) == before


def test_a_hundred_names_have_numbers_of_three_digits() -> None:
    meeting = named(*(f"Naam {n}" for n in range(120)))
    assert {len(alias.pseudonym) for alias in key_list(meeting.room)} == {len("Persoon 001")}


def test_what_few_people_say_to_be_is_left_out() -> None:
    meeting = Meeting.begun()
    roles = {"ann": "wethouder", **{f"p{n}": ("Baker", "baker")[n % 2] for n in range(5)}}
    for person, role in roles.items():
        meeting.ask(participant(person), JoinTable("1"))
        meeting.ask(participant(person), Introduce(role=role))
    read = covered(meeting.room).people
    assert {id: person.role for id, person in read.items()} == {**roles, "ann": ""}


# -- any room --------------------------------------------------------------------------------------


def figures(room: Room) -> Any:
    """Every number that is told of a room, and no text."""
    found = results(room)
    assert found is not None
    counts = [
        (
            theme.theme.id,
            theme.count,
            [(q.question.id, q.count, len(q.tables)) for q in theme.questions],
        )
        for theme in found.themes
    ]
    steps = [(step.activity.id, step.count, step.took_part) for step in found.steps]
    lists = [len(told(room, step)["actions"]) for step in lists_of_actions(room)]
    voted = [
        (step.id, votes(room, step, vote), step.breakdown)
        for step in room.programme()
        if (vote := vote_of(step)) is not None and step.items is not None
    ]
    return counts, voted, found.count, found.people, found.tables, found.counts, steps, lists


def marked(room: Room) -> dict[str, str]:
    """Every text gets a mark of its own, the same one wherever it stands; the texts by mark."""
    marks: dict[str, str] = {}
    for said in list(texts(room)):
        mark = marks.setdefault(said.text, f"⟪{len(marks)}⟫")
        record = room.find(said.kind, said.record)
        room.kinds[said.kind][said.record] = with_texts(
            record, {said.place: f"{said.text} {mark}."}
        )
    return {mark: f"{text} {mark}." for text, mark in marks.items()}


@settings(max_examples=30, deadline=None)
@given(SCHEDULES, st.randoms(use_true_random=False))
def test_nothing_that_was_covered_is_read_and_every_number_stays(schedule, chance) -> None:
    meeting = begun(schedule)
    room = meeting.room
    marks = marked(room)
    chosen = {mark for mark in marks if chance.random() < 0.5}
    for said in sought(room):
        mark = next(mark for mark in marks if mark in said.text)
        if mark in chosen:
            cover(meeting, stretch(meeting, said.kind, said.record, mark, said.place))
    read = covered(room)
    held = str([plain(record) for kind in read.kinds.values() for record in kind.values()])
    assert {mark for mark in marks if mark in held} == marks.keys() - chosen
    names = {person.name for person in room.people.values() if person.name}
    assert not any(f"'{name}'" in held for name in names)
    assert figures(read) == figures(room)
    assert [kinds(read)[kind].keys() for kind in ("entries", "ballots", "people")] == [
        kinds(room)[kind].keys() for kind in ("entries", "ballots", "people")
    ]
    assert kinds(covered(room)) == kinds(read)


def test_a_vote_comes_to_the_same() -> None:
    meeting = Meeting.at_work(DOTS)
    for person, values in (("ann", {"bikes": 1}), ("bob", {"boats": 1}), ("cas", {"boats": 1})):
        meeting.ask(participant(person), CastBallot(DOTS, values))
    meeting.ask(FACILITATOR, CloseActivity(DOTS))
    meeting.ask(FACILITATOR, RevealResults(DOTS))
    room, read = meeting.room, covered(meeting.room)
    step = room.activities[DOTS]
    assert votes(read, read.activities[DOTS], vote_of(step)) == votes(room, step, vote_of(step))
    assert read.activities[DOTS].breakdown == step.breakdown


def test_what_is_sealed_is_joined_by_nothing() -> None:
    """After sealing no record leads from a text to a person, here as little as in the room."""
    meeting = Meeting.at_work()
    entry = meeting.post("ann", "Iets")
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    meeting.ask(FACILITATOR, SealActivity(AT_TABLES))
    read = covered(meeting.room)
    assert read.entries[entry] == meeting.room.entries[entry]
    assert read.entries[entry].owner is None
