"""Where people's texts stand, and that each can be put in another's place."""

from appliance.conference.records import Item
from appliance.conference.said import said_at, texts, with_texts
from tests.builders import AT_TABLES, CONFERENCE, DOTS, Meeting
from tests.conference.covering import everywhere

EVERYWHERE = {
    ("entries", "e1", "text"): "Sjaak weet het",
    ("entries", "e2", "text"): "Vraag Sjaak",
    ("responses", "r1", "answers.why"): "Door Sjaak",
    ("responses", "r1", "was.why"): "Van Sjaak",
    ("summaries", "s1", "points.0"): "Sjaak betaalt",
    ("summaries", "s1", "points.2"): "Sjaak en Piet",
    ("buckets", "b1", "title"): "Sjaak en geld",
    ("actions", "a1", "what"): "Sjaak bellen",
    ("actions", "a1", "who"): "Sjaak",
    ("actions", "a1", "by_when"): "voor Sjaak terug is",
    ("messages", "m1", "text"): "Sjaak komt zo",
    ("activities", AT_TABLES, "questions.sjaak"): "Sjaak en geld",
    ("activities", DOTS, "items.e1"): "Sjaak wist het",
    ("activities", DOTS, "items.b1"): "Sjaak en geld",
    ("themes", "sjaak", "title"): "Sjaak en geld",
    ("tables", "1", "reason"): "Sjaak is weg",
    ("conferences", CONFERENCE, "show.text"): "Sjaak is er",
}


def test_people_s_texts_are_found_wherever_they_stand_and_nothing_else_is():
    room = everywhere().room
    assert {said.key: said.text for said in texts(room)} == EVERYWHERE
    assert {key: said_at(room, *key).text for key in EVERYWHERE} == EVERYWHERE


def test_a_room_without_texts_has_none():
    assert list(texts(Meeting.begun().room)) == []


def test_every_text_can_be_put_in_another_s_place_and_nothing_else_changes():
    meeting = everywhere()
    room = meeting.room
    for kind, id, place in EVERYWHERE:
        record = room.find(kind, id)
        other = with_texts(record, {place: "x"})
        room.kinds[kind][id] = other
        assert said_at(room, kind, id, place).text == "x"
        assert with_texts(other, {place: EVERYWHERE[kind, id, place]}) == record
        room.kinds[kind][id] = record
    assert with_texts(room.people["ann"], {"text": "x"}) == room.people["ann"]


def test_what_the_organiser_wrote_is_no_text_of_people():
    room = everywhere().room
    assert Item("bikes", "Sjaak op de fiets") in room.activities[DOTS].items
    assert said_at(room, "activities", DOTS, "items.bikes") is None
    assert said_at(room, "activities", DOTS, "items.own") is None
    assert said_at(room, "themes", "care", "title") is None
    assert said_at(room, "codes", "stage", "code") is None
