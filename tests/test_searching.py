"""Every text goes to who finds names and numbers, with what is known; what was found comes back."""

from dataclasses import replace

import pytest

from appliance import searching
from appliance.assist.child import CannotSuggest
from appliance.assist.personal import Find, Found
from appliance.conference.change import Change
from appliance.conference.commands import ProposeCovers
from appliance.conference.redaction import digest_of, found_in, sought
from appliance.web.searching import STOPPED, CannotSearch
from tests.builders import FACILITATOR, Meeting
from tests.conference.covering import cover, everywhere, stretch


def test_a_whole_room_is_searched_and_what_is_found_is_told_to_it() -> None:
    meeting = everywhere()
    shares: list[float] = []
    found = searching.search(meeting.room, shares.append)
    assert found.digest == digest_of(meeting.room)
    assert shares
    meeting.ask(FACILITATOR, ProposeCovers(found.items, found.digest, found.lacks))
    seen = {said.text[one.start : one.end] for said, one in found_in(meeting.room)}
    assert seen == {"Sjaak"}
    assert {said.key for said, _ in found_in(meeting.room)} >= {
        ("entries", "e1", "text"),
        ("summaries", "s1", "points.0"),
        ("actions", "a1", "who"),
    }


def test_known_are_the_people_the_covered_names_and_the_organiser_s_words() -> None:
    meeting = everywhere()
    told = searching.known(meeting.room)
    assert set(told.names) == {"Sjaak", "Ömer", "Sjaak Bakker"}
    assert {"Zaal vol werk", "A room full of work", "Zorg", "Waarom?", "Den Haag"} <= set(
        told.texts
    )
    entry = meeting.room.entries["e1"]
    meeting.room.apply([Change(entry, replace(entry, text="Vraag Kim of 0612345678"))])
    cover(
        meeting,
        stretch(meeting, "entries", "e1", "Kim", what="name"),
        stretch(meeting, "entries", "e1", "0612345678", what="phone"),
    )
    again = searching.known(meeting.room)
    assert set(again.names) - set(told.names) == {"Kim"}


def test_a_find_names_its_text_by_kind_record_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = Meeting.at_work()
    entry = meeting.post("ann", "Vraag Kim")
    found = Found((Find(0, 6, 9, "name", "part"),), ("phone",))
    monkeypatch.setattr(searching, "find_apart", lambda texts, known, progress: found)
    told = searching.search(meeting.room, lambda share: None)
    assert [said.record for said in sought(meeting.room)] == [entry]
    assert told.items == (
        {
            "kind": "entries",
            "record": entry,
            "place": "text",
            "start": 6,
            "end": 9,
            "text": "Kim",
            "what": "name",
            "why": "part",
        },
    )
    assert told.lacks == ("phone",)


@pytest.mark.parametrize("code", ["texts_too_large", "texts_too_slow", "comparing_stopped"])
def test_where_nothing_could_be_searched_people_are_told(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Found:
        raise CannotSuggest(code)

    monkeypatch.setattr(searching, "find_apart", fail)
    with pytest.raises(CannotSearch) as no:
        searching.search(Meeting.begun().room, lambda share: None)
    assert no.value.message == searching.REFUSALS.get(code, STOPPED)
