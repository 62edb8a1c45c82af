"""What each audience sees: always what its rule says, however it came about."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.room import Room
from appliance.live.sights import Sights, encode
from tests.builders import Meeting
from tests.conference.schedules import (
    PEOPLE,
    STIRS,
    TABLES,
    WISHES,
    Stir,
    begun,
    fulfil,
    stir,
)


class Screens:
    """Every audience and person, each keeping only what it was sent."""

    def __init__(self, meeting: Meeting) -> None:
        self.sights = Sights()
        self.room = meeting.room
        self.audiences = views.audiences(self.room)
        self.seen = {
            a: json.loads(self.sights.snapshot(a, self.room))["view"] for a in self.audiences
        }
        self.mine = {p: json.loads(self.sights.mine(p, self.room))["doc"] for p in PEOPLE}
        meeting.on_change = lambda changes: self.sights.apply(changes, self.room)

    def keep_up(self) -> None:
        """Take what a flush sends."""
        flush = self.sights.flush(self.room)
        for audience, frame in flush.frames.items():
            self._fold(audience, json.loads(frame))
        for person, frame in flush.mine.items():
            self.mine[person] = json.loads(frame)["doc"]

    def _fold(self, audience: str, frame: dict) -> None:
        view = self.seen[audience]
        for kind, documents in frame["put"].items():
            view[kind] |= documents
        for kind, ids in frame["drop"].items():
            for id in ids:
                del view[kind][id]


def told(document: object) -> object:
    """As a browser has it."""
    return json.loads(encode(document))


def assert_right(screens: Screens, room: Room) -> None:
    for audience in screens.audiences:
        assert screens.seen[audience] == told(views.view(audience, room)), audience
    for person in PEOPLE:
        assert screens.mine[person] == told(views.mine(person, room)), person


@given(st.lists(WISHES, max_size=8), st.lists(WISHES | STIRS, max_size=25), st.booleans())
@settings(deadline=None, max_examples=150)
def test_what_is_sent_piece_by_piece_is_what_is_seen_from_scratch(before, after, is_practice):
    meeting = begun(before, is_practice)
    screens = Screens(meeting)
    for wanted in after:
        if isinstance(wanted, Stir):
            stir(meeting.room, wanted)
            screens.sights.look_at(views.touched_by_presence(meeting.room, wanted.table))
        else:
            fulfil(meeting, wanted)
            # Time is nobody's change; the reception looks once a second at who types.
            screens.sights.look_at({("presence", table) for table in TABLES})
        screens.keep_up()
        assert_right(screens, meeting.room)


@given(st.lists(WISHES, max_size=30), st.booleans())
@settings(deadline=None)
def test_many_changes_in_one_flush_come_to_the_same(wishes, is_practice):
    meeting = begun([], is_practice)
    screens = Screens(meeting)
    for wish in wishes:
        fulfil(meeting, wish)
    screens.sights.look_at({("presence", table) for table in TABLES})
    screens.keep_up()
    assert_right(screens, meeting.room)
