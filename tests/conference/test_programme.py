"""A conference file becomes a conference, or is refused with a sentence; nothing in between."""

import json
from collections.abc import Iterator
from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.conference.commands import BeginConference
from appliance.conference.programme import read_conference
from appliance.conference.records import (
    Activity,
    Attribution,
    Code,
    Conference,
    Contact,
    Question,
    Role,
    Scope,
    Table,
    Theme,
)
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from appliance.conference.views import project
from appliance.store.codec import encode
from tests.builders import BOX, CONFERENCE, Meeting, file, kinds

REFERENCE = json.loads(files("appliance").joinpath("demo/conference.json").read_bytes())

Path = tuple[str | int, ...]


def refusal(told: Any) -> Refused:
    """How this file is refused, with nothing changed."""
    meeting = Meeting(Room())
    before = kinds(meeting.room)
    with pytest.raises(Refused) as refused:
        meeting.ask(BOX, BeginConference(CONFERENCE, told))
    assert kinds(meeting.room) == before
    assert refused.value.message
    return refused.value


def test_the_reference_conference_loads():
    meeting = Meeting(Room())
    meeting.ask(BOX, BeginConference(CONFERENCE, REFERENCE, is_practice=True))
    room = meeting.room
    assert room.conference == Conference(
        id=CONFERENCE,
        title=REFERENCE["title"],
        client=REFERENCE["client"],
        date="2015-01-19",
        place="Den Haag",
        participants_expected=100,
        is_practice=True,
        seq=1,
        rev=1,
    )
    assert next(iter(room.themes.values())) == Theme(
        "inkoop", REFERENCE["themes"][0]["title"], 1, seq=1, rev=1
    )
    assert [activity.id for activity in room.programme()] == [
        step["id"] for step in REFERENCE["programme"]
    ]
    assert len(room.tables) == 10


@pytest.mark.parametrize(
    ("asked", "kept"),
    [([], ()), (["role"], ("role",)), (["role", "name", "role"], ("name", "role"))],
)
def test_a_file_may_ask_people_who_they_are(asked, kept):
    conference, *_ = read_conference(CONFERENCE, file(asks=asked), is_practice=False)
    assert isinstance(conference, Conference)
    assert conference.asks == kept


def test_a_file_that_says_nothing_of_it_asks_nobody_who_they_are():
    conference, *_ = read_conference(CONFERENCE, file(), is_practice=False)
    assert isinstance(conference, Conference)
    assert conference.asks == ()


def test_what_a_file_says_stands_in_the_records():
    told = file()
    records = read_conference(CONFERENCE, told, is_practice=False)
    assert Table("1", 1, "care", seats=6, chair="The chair of 1") in records
    step = next(r for r in records if isinstance(r, Activity) and r.id == "at-tables")
    assert step == Activity(
        id="at-tables",
        kind="brainstorm",
        title={"nl": "Aan tafel", "en": "At the tables"},
        position=1,
        scope=Scope.TABLE,
        minutes=10,
        attribution=Attribution.WITHOUT_NAME,
        instruction={"nl": "Schrijf", "en": "Write"},
        questions=(
            Question("why", {"nl": "Waarom?", "en": "Why?"}, explanation="Kort."),
            Question("how", "Hoe?", themes=("care",)),
        ),
    )


def test_a_question_brings_the_follow_up_prompts_for_its_chairs():
    prompts = ["Voor wie?", {"nl": "Sinds wanneer?", "en": "Since when?"}]
    records = read_conference(CONFERENCE, changed((*QUESTION, "prompts"), prompts), False)
    step = next(r for r in records if isinstance(r, Activity) and r.id == "at-tables")
    assert [question.prompts for question in step.questions] == [tuple(prompts), ()]


@pytest.mark.parametrize("told", ["", "00:00", "13:00", "23:59"])
def test_a_programme_may_begin_at_a_time_of_day(told):
    assert Meeting.begun(starts_at=told).room.conference.starts_at == told


@pytest.mark.parametrize("told", ["13.00", "9:30", "24:00", "13:60", "13:00 ", "١٣:٠٠", 13, None])
def test_what_is_no_time_of_day_is_refused_by_name(told):
    refused = refusal(file(starts_at=told))
    assert (refused.code, refused.values) == ("file_member", {"where": "starts_at"})


def test_what_this_version_does_not_know_is_kept_with_its_activity():
    records = read_conference(CONFERENCE, REFERENCE, is_practice=False)
    rating = next(r for r in records if isinstance(r, Activity) and r.id == "beoordelen")
    told = next(step for step in REFERENCE["programme"] if step["id"] == "beoordelen")
    known = {"id", "kind", "scope", "minutes", "title"}
    assert rating.kind == "rating"
    assert rating.settings == {name: value for name, value in told.items() if name not in known}


def test_every_chair_the_stage_and_the_observers_get_a_code_of_their_own():
    codes = Meeting.begun().room.codes
    assert {(code.id, code.role, code.table) for code in codes.values()} == {
        *((f"chair-{n}", Role.CHAIR, str(n)) for n in (1, 2, 3, 4)),
        ("stage", Role.STAGE, ""),
        ("watch", Role.OBSERVER, ""),
    }
    assert len({code.code for code in codes.values()}) == 6
    assert all(
        isinstance(c, Code) and len(c.code) == 10 and c.code.isalnum() for c in codes.values()
    )


def test_a_box_holds_one_conference():
    meeting = Meeting.begun()
    assert meeting.refusal(BOX, BeginConference("other", file())) == "already_begun"


def test_a_table_can_be_left_out_of_use():
    tables = [*file()["tables"], {"number": 9, "theme": "care", "is_in_use": False}]
    assert not Meeting.begun(tables=tables).room.tables["9"].is_in_use


@pytest.mark.parametrize(
    "told",
    [
        [],
        None,
        "tafelronde-conference/1",
        {},
        {"format": "something/1"},
        {"format": "tafelronde-conference/"},
        {"format": "tafelronde-conference/0"},
        {"format": "tafelronde-conference/-1"},
        {"format": "tafelronde-conference/" + "9" * 5_000},
        {"format": ["tafelronde-conference/1"]},
    ],
)
def test_what_is_no_conference_file_is_refused_as_such(told):
    assert refusal(told).code == "file_format"


def test_a_file_of_a_newer_version_is_refused_as_such():
    assert refusal(file(format="tafelronde-conference/2")).code == "file_newer"


def changed(path: Path, value: Any) -> dict[str, Any]:
    """The file with this member replaced."""
    told = file()
    *way, last = path
    place: Any = told
    for step in way:
        place = place[step]
    place[last] = value
    return told


BRAINSTORM: Path = ("programme", 1)
QUESTION: Path = (*BRAINSTORM, "questions", 0)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("title",), "", "title"),
        (("title",), {}, "title"),
        (("title",), {"nl": 3}, "title"),
        (("title",), "\ud800", "title"),
        (("client",), 3, "client"),
        (("client",), "\udfff", "client"),
        (("date",), "23 november", "date"),
        (("date",), "2026-13-01", "date"),
        (("date",), 20261123, "date"),
        (("contact",), "Ann", "contact"),
        (("contact",), {"name": "Ann"}, "contact"),
        (("contact",), {"phone": "070 123 45 67"}, "contact"),
        (("contact",), {"name": "Ann", "phone": "ask Ann"}, "contact"),
        (("contact",), {"name": "Ann", "phone": "+"}, "contact"),
        (("contact",), {"name": "A\nB", "phone": "070"}, "contact"),
        (("contact",), {"name": "A" * 81, "phone": "070"}, "contact"),
        (("contact",), {"name": "Ann", "phone": 70}, "phone"),
        (("participants_expected",), -1, "participants_expected"),
        (("participants_expected",), True, "participants_expected"),
        (("asks",), "name", "asks"),
        (("asks",), ["name", "age"], "asks"),
        (("asks",), [3], "asks"),
        (("languages",), "nl", "languages"),
        (("languages",), ["nl", 3], "languages"),
        (("languages",), [{}], "languages"),
        (("themes",), {}, "themes"),
        (("themes",), ["care"], "themes"),
        (("themes",), [{"id": "care", "title": "x"}] * 2, "theme care"),
        (("themes", 1, "id"), "with.dot", "id 'with.dot'"),
        (("themes", 1, "id"), "a/b", "id 'a/b'"),
        (("themes", 1, "id"), "", "id ''"),
        (("themes", 1, "id"), "x" * 61, "id"),
        (("themes", 1, "id"), "é", "id 'é'"),
        (("tables", 0, "number"), 0, "number"),
        (("tables",), [{"number": 2, "theme": "care"}] * 2, "table 2"),
        (("tables", 0, "number"), "1", "number"),
        (("tables", 0, "theme"), "unknown", "table 1"),
        (("tables", 0, "theme"), [], "theme"),
        (("tables", 0, "seats"), -4, "seats"),
        (("tables", 0, "seats"), 6.5, "seats"),
        (("tables", 0, "is_in_use"), "yes", "is_in_use"),
        (("programme",), [3], "programme"),
        ((*BRAINSTORM, "id"), "arrival", "activity arrival"),
        ((*BRAINSTORM, "kind"), 3, "at-tables: kind"),
        ((*BRAINSTORM, "scope"), "galaxy", "at-tables: scope"),
        ((*BRAINSTORM, "scope"), [], "at-tables: scope"),
        ((*BRAINSTORM, "attribution"), {}, "at-tables: attribution"),
        ((*BRAINSTORM, "minutes"), -1, "at-tables: minutes"),
        ((*BRAINSTORM, "minutes"), 10**9, "at-tables: minutes"),
        ((*BRAINSTORM, "writers"), ["king"], "at-tables: writers"),
        ((*BRAINSTORM, "writers"), ["observer"], "at-tables: writers"),
        ((*BRAINSTORM, "writers"), [["chair"]], "at-tables: writers"),
        ((*BRAINSTORM, "writers"), "chair", "at-tables: writers"),
        ((*BRAINSTORM, "writers"), None, "at-tables: writers"),
        ((*BRAINSTORM, "instruction"), 3, "at-tables: instruction"),
        ((*BRAINSTORM, "instruction"), ["x"], "at-tables: instruction"),
        ((*BRAINSTORM, "questions"), {}, "at-tables: questions"),
        ((*BRAINSTORM, "questions"), ["why"], "at-tables: questions"),
        ((*BRAINSTORM, "questions"), None, "at-tables: questions"),
        ((*BRAINSTORM, "text_most"), 0, "at-tables: text_most"),
        ((*BRAINSTORM, "text_most"), 2_001, "at-tables: text_most"),
        ((*BRAINSTORM, "text_most"), True, "at-tables: text_most"),
        ((*BRAINSTORM, "text_most"), "100", "at-tables: text_most"),
        ((*BRAINSTORM, "extra"), "\ud800", "at-tables"),
        ((*BRAINSTORM, "extra"), {"deep": [float("nan")]}, "at-tables"),
        ((*BRAINSTORM, "extra"), 10**400, "at-tables"),
        ((*QUESTION, "id"), "how", "at-tables: question how"),
        ((*QUESTION, "text"), None, "why: text"),
        ((*QUESTION, "themes"), ["unknown"], "why: themes"),
        ((*QUESTION, "themes"), [["care"]], "why: themes"),
        ((*QUESTION, "themes"), "care", "why: themes"),
        ((*QUESTION, "explanation"), 7, "why: explanation"),
        ((*QUESTION, "prompts"), "Waarom?", "why: prompts"),
        ((*QUESTION, "prompts"), [7], "why: prompts"),
        ((*QUESTION, "prompts"), ["Wie?", ""], "why: prompts"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_the_name_of_what_is_wrong(path, value, where):
    refused = refusal(changed(path, value))
    assert refused.code == "file_member"
    assert str(refused.values["where"]).startswith(where)


def test_what_stands_too_deep_to_be_written_down_is_refused():
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    assert refusal(changed((*BRAINSTORM, "extra"), deep)).code == "file_member"


def paths(value: Any, so_far: Path = ()) -> Iterator[Path]:
    """The way to every member in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in items:
        yield (*so_far, name)
        if isinstance(item, dict | list):
            yield from paths(item, (*so_far, name))


_ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(("care", "named", "table", "brainstorm", "2026-11-23", "\ud800")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(list(paths(file()))), st.none() | _ANY_JSON, st.booleans())
@settings(deadline=None, max_examples=150)
def test_any_broken_file_loads_or_is_refused_and_what_loads_can_be_written_down(
    path, value, is_left_out
):
    told = deepcopy(changed(path, value))
    if is_left_out:
        *way, last = path
        place: Any = told
        for step in way:
            place = place[step]
        del place[last]
    try:
        records = read_conference(CONFERENCE, told, is_practice=False)
    except Refused as refused:
        sentence, records = refused.message, []
    else:
        sentence = ""
    assert sentence.encode() or records
    for record in records:
        document = encode(record, lambda activity: bytes(32))
        assert json.loads(json.dumps(document, ensure_ascii=False, allow_nan=False).encode())


def test_whom_to_call_is_kept_and_told_to_no_page_that_lives():
    told = {"name": " Ann Jansen ", "phone": "+31 (0)70 123 45 67"}
    meeting = Meeting.begun(contact=told)
    conference = meeting.room.conference
    assert conference.contact == Contact("Ann Jansen", "+31 (0)70 123 45 67")
    ref = ("conferences", conference.id)
    seen = [project(who, ref, meeting.room) for who in ("control", "stage", "table:1")]
    assert all("contact" not in document for document in seen)


def test_a_conference_without_anybody_to_call_is_fine():
    assert Meeting.begun(contact={}).room.conference.contact == Contact()
    assert Meeting.begun().room.conference.contact == Contact()
