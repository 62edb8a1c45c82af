"""What each audience sees: always what its rule says, however it came about."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference import views
from appliance.conference.commands import (
    CloseActivity,
    CountHeads,
    HideEntry,
    HighlightEntry,
    Introduce,
    OpenActivity,
    ParkEntry,
    PostEntry,
    Say,
    ShowOnStage,
    SignalTable,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import Entry, Role, Signal, StageMode
from appliance.conference.room import Room
from appliance.live.sights import Sights, encode
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    CONFERENCE,
    FACILITATOR,
    FILE,
    IN_PLENARY,
    TALK,
    Meeting,
    chair,
    file,
    participant,
)
from tests.conference.schedules import (
    ADDED,
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
        """Take what a flush sends, also of what may wait for a second."""
        self.sights.look_later()
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
@settings(deadline=None, max_examples=70)
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


@given(st.lists(WISHES, max_size=25), st.booleans())
@settings(deadline=None, max_examples=50)
def test_nothing_that_was_counted_before_is_shown_after_it_changed(wishes, is_practice):
    meeting = begun([], is_practice)
    room = meeting.room
    room.presence.arrive("1", PEOPLE[1])
    for wish in wishes:
        # Looking counts, and what was counted is kept.
        views.view("control", room)
        fulfil(meeting, wish)
    fresh = Room(room.records(), room.seq, room.room_ms, room.minute)
    fresh.presence, fresh.last_ms = room.presence, room.last_ms
    for audience in views.audiences(room):
        assert views.view(audience, room) == views.view(audience, fresh), audience
    for person in PEOPLE:
        assert views.mine(person, room) == views.mine(person, fresh)


# -- who sees what ------------------------------------------------------------------------------

SCOPES = {AT_TABLES: "table", AT_THEMES: "theme", IN_PLENARY: "plenary", TALK: "theme"}
THEMES = {"1": "care", "2": "care", "3": "work", "4": "work"}


def is_shared(entry: Entry, table: str) -> bool:
    """Whether people at a table share a list with those who wrote this; from the file alone."""
    scope = SCOPES[entry.activity]
    is_same_theme = THEMES.get(table, ADDED) == THEMES.get(entry.table, ADDED)
    return entry.table == table or scope == "plenary" or (scope == "theme" and is_same_theme)


def may_see(audience: str, entry: Entry, room: Room) -> bool:
    """Who reads which entry, as the contract has it."""
    if entry.is_withdrawn:
        return False
    is_open = not entry.is_hidden and not entry.is_late
    match audience.partition(":"):
        case ["table", _, table]:
            return is_open and is_shared(entry, table)
        case ["chair", _, table]:
            return entry.table == table or (is_open and is_shared(entry, table))
        case ["stage", *_]:
            return is_open and entry.id in room.conference.show.entries
    return True


@given(st.lists(WISHES, max_size=40), st.booleans())
@settings(deadline=None, max_examples=80)
def test_each_audience_reads_the_entries_that_it_may_and_no_other(wishes, is_practice):
    room = begun(wishes, is_practice).room
    for audience in views.audiences(room):
        wanted = {e.id for e in room.entries.values() if may_see(audience, e, room)}
        assert views.view(audience, room)["entries"].keys() == wanted, audience


@given(st.lists(WISHES, max_size=40))
@settings(deadline=None)
def test_nobody_is_told_who_wrote_or_who_sits_where(wishes):
    room = begun(wishes).room
    for person in PEOPLE[::2]:
        room.presence.arrive("1", person)
    for audience in views.audiences(room):
        told_to_all = encode(views.view(audience, room)).decode()
        assert not [person for person in PEOPLE if person in told_to_all]
        names = {entry["name"] for entry in named(views.view(audience, room))}
        assert set(re.findall(r"Name \d|Ada|Bo(?=\")", told_to_all)) <= names


def named(view: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries in a view beside which a name stands; only the step with names has any."""
    found = [entry for entry in view["entries"].values() if "name" in entry]
    assert {entry["activity"] for entry in found} <= {AT_THEMES}
    return found


@given(st.lists(WISHES, max_size=30))
@settings(deadline=None)
def test_no_count_tells_of_fewer_than_five_people(wishes):
    room = begun(wishes).room
    for audience in views.audiences(room):
        for cell in views.view(audience, room)["cells"].values():
            if cell["people"] is None:
                assert cell["contributed"] is None
                assert cell["share"] in (0, 0.5, 1)
            else:
                assert cell["people"] >= 5


@given(st.lists(WISHES, max_size=30))
@settings(deadline=None)
def test_what_is_ones_own_is_whole_and_nothing_else_is(wishes):
    room = begun(wishes).room
    for person in PEOPLE:
        own = {entry.id for entry in room.entries.values() if entry.owner == person}
        document = views.mine(person, room)
        assert document["entries"].keys() == own
        assert document["table"] == room.people[person].table


# -- the shape of the documents -----------------------------------------------------------------


@pytest.fixture
def meeting() -> Meeting:
    return Meeting.at_work()


def seen(meeting: Meeting, audience: str, kind: str) -> dict[str, Any]:
    return told(views.view(audience, meeting.room))[kind]


def test_the_audiences_are_tables_chairs_and_three_more(meeting):
    own = [f"{who}:{n}" for n in (1, 2, 3, 4) for who in ("table", "chair")]
    assert views.audiences(meeting.room) == [*own, "control", "watch", "stage"]


def test_a_box_without_a_conference_shows_itself_only():
    view = views.view("control", Room())
    assert {kind: found for kind, found in view.items() if found} == {
        "box": {"box": {"is_saving": True, "phones": 0, "facilitators": 0}}
    }


def test_the_conference_as_everybody_sees_it(meeting):
    assert seen(meeting, "table:1", "conferences") == {
        CONFERENCE: {
            "title": FILE["title"],
            "client": "Client",
            "date": "2026-11-23",
            "place": "Den Haag",
            "languages": ["nl", "en"],
            "asks": [],
            "is_practice": False,
            "starts_at": "",
            "show": {"mode": "auto", "entries": [], "text": ""},
            "stage": {"light": "auto", "join_code": "auto"},
            "closed_minute": None,
            "current": AT_TABLES,
            "rev": 1,
        }
    }


def test_whether_most_have_joined_is_for_who_sees_the_big_screen(meeting):
    def told_to(audience: str) -> object:
        return seen(meeting, audience, "conferences")[CONFERENCE].get("has_most_joined")

    asked = ("table:1", "chair:1", "control", "watch", "stage")
    assert [told_to(audience) for audience in asked] == [None, None, False, False, False]
    for n in range(32):
        meeting.room.presence.arrive("2", f"phone {n}")
    assert [told_to(audience) for audience in asked] == [None, None, True, True, True]


def test_themes_and_tables_as_a_table_sees_them(meeting):
    assert seen(meeting, "table:1", "themes") == {
        "care": {"title": {"nl": "Zorg", "en": "Care"}, "number": 1, "rev": 1},
        "work": {"title": "Werk", "number": 2, "rev": 1},
    }
    table = {"number": 1, "theme": "care", "seats": 6, "is_in_use": True, "rev": 1}
    assert seen(meeting, "table:1", "tables")["1"] == table


@pytest.mark.parametrize("audience", ["chair:1", "control", "watch"])
def test_who_has_to_act_sees_a_tables_signal_and_heads(meeting, audience):
    meeting.wait(5)
    meeting.ask(chair("1"), CountHeads(8))
    answer = meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="Licht"))
    assert seen(meeting, audience, "tables")["1"] == {
        "number": 1,
        "theme": "care",
        "seats": 6,
        "is_in_use": True,
        "chair": "The chair of 1",
        "signal": "help",
        "reason": "Licht",
        "signalled_room_ms": 5,
        "heads": 8,
        "rev": answer.seq,
    }


@pytest.mark.parametrize("audience", ["table:1", "chair:2", "stage"])
def test_others_do_not(meeting, audience):
    meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="Licht"))
    told = seen(meeting, audience, "tables")["1"]
    assert not {"signal", "heads"} & told.keys()
    assert "Licht" not in encode(views.view(audience, meeting.room)).decode()


def test_an_activity_as_a_table_sees_it(meeting):
    assert seen(meeting, "table:3", "activities")[AT_TABLES] == {
        "kind": "brainstorm",
        "title": {"nl": "Aan tafel", "en": "At the tables"},
        "position": 1,
        "scope": "table",
        "minutes": 10,
        "attribution": "without_name",
        "writers": ["participant", "chair"],
        "instruction": {"nl": "Schrijf", "en": "Write"},
        "questions": [
            {
                "id": "why",
                "text": {"nl": "Waarom?", "en": "Why?"},
                "themes": [],
                "explanation": "Kort.",
            }
        ],
        "state": "open",
        "opened_room_ms": 0,
        "paused_room_ms": None,
        "closed_room_ms": None,
        "ends_at_room_ms": 600_000,
        "remaining_ms": None,
        "closes_at_room_ms": None,
        "settings": {},
        "rev": 6,
    }


def test_follow_up_prompts_are_for_who_asks_them_and_not_for_the_table_or_the_screen():
    programme = file()["programme"]
    programme[1]["questions"][0]["prompts"] = ["Voor wie?"]
    meeting = Meeting.at_work(programme=programme)
    for audience in views.audiences(meeting.room):
        asked = seen(meeting, audience, "activities")[AT_TABLES]["questions"][0]
        is_asking = audience.startswith(("chair", "control", "watch"))
        assert asked.get("prompts") == (["Voor wie?"] if is_asking else None), audience


@pytest.mark.parametrize(
    ("audience", "planned", "opened"),
    [
        ("table:1", [], ["all"]),
        ("table:3", [], ["all", "workers"]),
        ("chair:1", ["all"], ["all"]),
        ("chair:3", ["all", "workers"], ["all", "workers"]),
        ("control", ["all", "workers"], ["all", "workers"]),
        ("watch", ["all", "workers"], ["all", "workers"]),
        ("stage", [], ["all", "workers"]),
    ],
)
def test_questions_are_shown_to_whom_they_are_put_and_to_the_room_once_it_begins(
    meeting, audience, planned, opened
):
    def questions() -> list[str]:
        activity = seen(meeting, audience, "activities")[IN_PLENARY]
        return [question["id"] for question in activity["questions"]]

    assert questions() == planned
    meeting.ask(FACILITATOR, OpenActivity(IN_PLENARY))
    assert questions() == opened


def test_how_many_contributed_to_a_sealed_step_is_for_organisers_and_observers(meeting):
    for audience in views.audiences(meeting.room):
        has_it = "contributed" in seen(meeting, audience, "activities")[AT_TABLES]
        assert has_it is (audience in ("control", "watch")), audience


def test_a_kind_of_the_future_is_shown_as_it_is(meeting):
    future = seen(meeting, "control", "activities")["future"]
    assert (future["kind"], future["settings"]) == ("hologram", {"depth": 3})


def test_an_entry_leaves_out_what_it_has_nothing_to_say_about(meeting):
    meeting.wait(90_000)
    plain = meeting.ask(participant("ann"), PostEntry(AT_TABLES, "First"))
    document = {
        "activity": AT_TABLES,
        "question": "why",
        "theme": "care",
        "table": "1",
        "round": 1,
        "text": "First",
        "origin": "room",
        "minute": 29_000_001,
        "seq": plain.seq,
        "rev": plain.seq,
    }
    assert seen(meeting, "table:1", "entries") == {plain.made: document}
    answer = meeting.ask(FACILITATOR, HighlightEntry(plain.made))
    document |= {"is_highlighted": True, "rev": answer.seq}
    assert seen(meeting, "table:1", "entries") == {plain.made: document}


def test_a_withdrawn_entry_is_seen_by_its_writer_only(meeting):
    entry = meeting.post("ann")
    meeting.ask(participant("ann"), WithdrawEntry(entry))
    for audience in views.audiences(meeting.room):
        assert entry not in seen(meeting, audience, "entries")
    assert views.mine("ann", meeting.room)["entries"][entry]["is_withdrawn"] is True


def test_ones_own_hidden_and_late_entries_stay_with_their_writer(meeting):
    hidden = meeting.post("ann")
    meeting.ask(FACILITATOR, HideEntry(hidden))
    meeting.close(AT_TABLES)
    late = meeting.post("ann", to_chair=True)
    own = views.mine("ann", meeting.room)["entries"]
    assert (own[hidden]["is_hidden"], own[late]["is_late"]) == (True, True)
    assert seen(meeting, "table:1", "entries") == {}
    assert seen(meeting, "chair:1", "entries").keys() == {hidden, late}


def test_ones_own_document_before_and_after_having_a_seat(meeting):
    assert views.mine("eve", meeting.room) == {
        "person": "eve",
        "table": None,
        "name": "",
        "role": "",
        "entries": {},
        "ballots": {},
    }
    meeting.ask(participant("ann"), Introduce("Ann", "baker"))
    assert views.mine("ann", meeting.room) == {
        "person": "ann",
        "table": "1",
        "name": "Ann",
        "role": "baker",
        "entries": {},
        "ballots": {},
    }


@pytest.mark.parametrize(
    ("to", "audiences"),
    [
        ("everyone", {"table:1", "table:2", "chair:1", "chair:2", "control", "watch", "stage"}),
        ("chairs", {"chair:1", "chair:2", "control", "watch"}),
        ("table:2", {"table:2", "chair:2", "control", "watch"}),
    ],
)
def test_a_message_reaches_those_it_is_for(meeting, to, audiences):
    answer = meeting.ask(FACILITATOR, Say("Let op", to))
    document = {"text": "Let op", "to": to, "room_ms": 0, "seq": answer.seq, "rev": answer.seq}
    asked = ("table:1", "table:2", "chair:1", "chair:2", "control", "watch", "stage")
    for audience in asked:
        wanted = {answer.made: document} if audience in audiences else {}
        assert seen(meeting, audience, "messages") == wanted, audience


def test_a_summary_is_for_its_own_chair_and_the_organisers(meeting):
    answer = meeting.ask(chair("1"), WriteSummary(AT_TABLES, "why", ("One",)))
    document = {
        "activity": AT_TABLES,
        "question": "why",
        "table": "1",
        "points": ["One"],
        "is_agreed": False,
        "rev": answer.seq,
    }
    for audience in views.audiences(meeting.room):
        wanted = {answer.made: document} if audience in ("chair:1", "control", "watch") else {}
        assert seen(meeting, audience, "summaries") == wanted, audience


def test_acts_are_for_the_facilitator_alone(meeting):
    entry = meeting.post("ann")
    answer = meeting.ask(FACILITATOR, ParkEntry(entry))
    for audience in views.audiences(meeting.room):
        acts = seen(meeting, audience, "acts")
        if audience != "control":
            assert acts == {}
            continue
        assert acts[str(answer.seq)] == {
            "do": "park_entry",
            "desk": "room",
            "subject": entry,
            "room_ms": 0,
            "is_undone": False,
            "rev": answer.seq,
        }


def test_a_cell_is_for_its_own_chair_the_organisers_and_the_stage(meeting):
    meeting.wait(5)
    meeting.post("ann")
    document = {
        "activity": AT_TABLES,
        "question": "why",
        "table": "1",
        "entries": 1,
        "comments": 0,
        "share": 0.5,
        "contributed": None,
        "people": None,
        "last_room_ms": 5,
    }
    for audience in views.audiences(meeting.room):
        cells = seen(meeting, audience, "cells")
        id = f"{AT_TABLES}.why.1"
        is_for = audience in ("chair:1", "control", "watch", "stage")
        assert cells.get(id) == (document if is_for else None), audience
        assert (len(cells) == 6) is (audience in ("control", "watch", "stage"))


def test_presence_is_counted_for_its_own_chair_and_the_organisers(meeting):
    presence = meeting.room.presence
    for _ in range(2):
        presence.arrive("1", "ann")
    presence.arrive("1", "guest")
    presence.types("1", "ann", meeting.room.room_ms + 1)
    document = {"connected": 2, "people": 3, "typing": 1}
    for audience in views.audiences(meeting.room):
        wanted = document if audience in ("chair:1", "control", "watch") else None
        assert seen(meeting, audience, "presence").get("1") == wanted, audience
    presence.leave("1", "ann")
    assert seen(meeting, "control", "presence")["1"]["connected"] == 2
    presence.leave("1", "ann")
    assert seen(meeting, "control", "presence")["1"] == {"connected": 1, "people": 3, "typing": 0}


def test_everybody_sees_whether_the_box_saves_and_the_facilitator_how_many_phones(meeting):
    meeting.room.is_saving, meeting.room.phones = False, 7
    meeting.room.facilitators = 2
    for audience in views.audiences(meeting.room):
        told = {"phones": 7, "facilitators": 2} if audience == "control" else {"phones": None}
        assert seen(meeting, audience, "box") == {"box": {"is_saving": False, **told}}


def test_the_facilitator_alone_is_told_of_the_box_itself(meeting):
    meeting.room.machine = {"sticks": [{"name": "VERSLAG"}]}
    for audience in views.audiences(meeting.room):
        told = seen(meeting, audience, "box")["box"].get("sticks")
        assert told == ([{"name": "VERSLAG"}] if audience == "control" else None), audience


def test_nothing_that_the_big_screen_does_not_show_is_sent_to_it():
    meeting = Meeting.at_work(AT_THEMES)
    meeting.ask(participant("ann"), Introduce("Anna de Vries", "bakker"))
    released = meeting.post("ann", "Vrijgegeven", AT_THEMES)
    meeting.post("ann", "Niet vrijgegeven", AT_THEMES)
    meeting.ask(chair("1"), SignalTable(Signal.HELP, reason="Geen stroom"))
    meeting.ask(chair("1"), WriteSummary(AT_TABLES, "why", ("Samengevat",)))
    meeting.ask(FACILITATOR, Say("Alleen voor voorzitters", "chairs"))
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.ENTRIES, (released,)))
    sent = Sights().snapshot("stage", meeting.room).decode()
    assert "Vrijgegeven" in sent
    secret = ["Anna", "bakker", "Niet vrij", "stroom", "Samengevat", "voorzitters", "chair of 1"]
    # A question that nobody has been asked yet is a text that is not released either.
    secret += ["Iedereen?", '"ann"', *(code.code for code in meeting.room.codes.values())]
    assert [text for text in secret if text in sent] == []


def test_the_stage_shows_what_is_put_there_until_it_is_hidden(meeting):
    entry = meeting.post("ann")
    meeting.ask(FACILITATOR, ShowOnStage(StageMode.ENTRIES, (entry,)))
    assert seen(meeting, "stage", "entries").keys() == {entry}
    meeting.ask(FACILITATOR, HideEntry(entry))
    assert seen(meeting, "stage", "entries") == {}


def test_people_and_codes_are_seen_by_nobody(meeting):
    codes = [code.code for code in meeting.room.codes.values()]
    for audience in views.audiences(meeting.room):
        view = views.view(audience, meeting.room)
        assert not view.keys() & {"people", "codes"}
        assert not [code for code in codes if code in encode(view).decode()]


def test_the_current_step_follows_the_programme(meeting):
    meeting.wait(1)
    meeting.ask(FACILITATOR, OpenActivity(ARRIVAL))
    assert seen(meeting, "stage", "conferences")[CONFERENCE]["current"] == ARRIVAL
    meeting.ask(FACILITATOR, CloseActivity(ARRIVAL))
    meeting.ask(FACILITATOR, CloseActivity(AT_TABLES))
    assert seen(meeting, "stage", "conferences")[CONFERENCE]["current"] is None


def test_roles_that_have_pages_have_audiences(meeting):
    words = {audience.partition(":")[0] for audience in views.audiences(meeting.room)}
    assert len(words) == len(set(Role) - {Role.BOX, Role.INVITEE})
