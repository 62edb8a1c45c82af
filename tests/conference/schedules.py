"""Anything that may happen in a room, in any order, for hypothesis.

A wish is a command as JSON in which an entry or an act is a small number: the how-manieth of those
there are. So one schedule makes sense in any room, and a shorter one is still a schedule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hypothesis import strategies as st

from appliance.conference.commands import Actor, Command, read
from appliance.conference.refusal import Refused
from appliance.conference.room import Room
from tests.builders import (
    ACTIONS,
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    COFFEE,
    DOTS,
    FACILITATOR,
    HARVEST,
    IN_PLENARY,
    TALK,
    Meeting,
    chair,
    participant,
)

PEOPLE: Final = tuple(f"{letter}{'x' * 14}{n}" for n, letter in enumerate("abcdefg"))
"""Ids as long as real ones, so that they would be found wherever they slipped out."""

TABLES: Final = ("1", "2", "3", "4")
ADDED: Final = "work"
"""The theme of every table that is added."""

BRAINSTORMS: Final = (AT_TABLES, AT_THEMES, IN_PLENARY, TALK)
"""Where people write; in the last one about topics."""
QUESTIONS: Final = ("why", "how", "what", "all", "workers", "roads", "trams")
RELATIONS: Final = ("comment", "build_on", "for", "against", "question")

_people = st.sampled_from(PEOPLE)
_tables = st.sampled_from(TABLES)
_brainstorms = st.sampled_from(BRAINSTORMS)
_steps = st.sampled_from((*BRAINSTORMS, ARRIVAL, COFFEE))
_nth = st.integers(0, 7)
_texts = st.sampled_from(("Idee", "Een ander idee", "Derde 👩‍👩‍👧", "فكرة", "Nog een", " "))

_actors = st.one_of(
    st.builds(participant, _people, st.none() | _tables),
    st.builds(chair, _tables),
    st.just(FACILITATOR),
)


@dataclass(frozen=True)
class Wish:
    """Somebody asks something, a while after the last thing that happened."""

    actor: Actor
    asked: Mapping[str, Any]
    after_ms: int = 0


@dataclass(frozen=True)
class Stir:
    """Somebody comes, goes or types: what is never written down."""

    do: str
    table: str
    person: str


def _wish(actors: st.SearchStrategy[Actor], do: str, **members: Any) -> st.SearchStrategy[Wish]:
    asked = st.fixed_dictionaries(
        {"do": st.just(do), **{name: m for name, m in members.items() if name[0] != "_"}},
        optional=members.get("_maybe", {}),
    )
    waits = st.sampled_from((0, 0, 0, 1_500, 40_000, 400_000))
    return st.builds(Wish, actors, asked, waits)


_hosts = st.one_of(st.builds(chair, _tables), st.just(FACILITATOR))
_facilitators = st.just(FACILITATOR)

PLAIN_POSTS: Final = _wish(
    st.builds(participant, _people), "post_entry", activity=_brainstorms, text=_texts
)
REACTIONS: Final = _wish(
    st.builds(participant, _people),
    "post_entry",
    activity=_brainstorms,
    text=_texts,
    parent=_nth,
    relation=st.sampled_from(RELATIONS),
)
POSTS: Final = _wish(
    _actors,
    "post_entry",
    activity=_brainstorms,
    text=_texts,
    _maybe={
        "question": st.sampled_from(QUESTIONS),
        "parent": _nth,
        "relation": st.sampled_from(RELATIONS),
        "for_table": _tables,
        "on_behalf": st.booleans(),
        "written_ms": st.integers(0, 2_000_000),
        "to_chair": st.booleans(),
    },
)
JOINS: Final = _wish(st.builds(participant, _people), "join_table", table=_tables)
NAMES: Final = _wish(
    st.builds(participant, _people), "introduce", name=st.sampled_from(("Ada", "Bo", ""))
)
OPENINGS: Final = _wish(_facilitators, "open_activity", activity=_steps)

WISHES: Final = st.one_of(
    JOINS,
    NAMES,
    OPENINGS,
    PLAIN_POSTS,
    PLAIN_POSTS,
    REACTIONS,
    POSTS,
    _wish(_actors, "edit_entry", entry=_nth, text=_texts, _maybe={"written_ms": st.just(0)}),
    _wish(_actors, "withdraw_entry", entry=_nth),
    *(
        _wish(_facilitators, do, activity=_steps)
        for do in ("close_activity", "reopen_activity", "pause_activity", "seal_activity")
    ),
    _wish(_facilitators, "close_activity", activity=_steps, in_s=st.sampled_from((5, 30))),
    _wish(_facilitators, "keep_open", activity=_steps),
    *(_wish(_facilitators, do, table=_tables) for do in ("retire_table", "return_table")),
    _wish(_facilitators, "merge_table", table=_tables, into=_tables),
    _wish(_facilitators, "add_table", theme=st.just(ADDED)),
    _wish(
        _facilitators,
        "extend_activity",
        activity=_steps,
        seconds=st.sampled_from((-600, 0, 120, 3_600)),
    ),
    *(
        _wish(_hosts, do, entry=_nth)
        for do in ("hide_entry", "restore_entry", "park_entry", "accept_late")
    ),
    _wish(_hosts, "highlight_entry", entry=_nth, on=st.booleans()),
    _wish(
        _hosts,
        "signal_table",
        signal=st.sampled_from(("ready", "help", "none")),
        _maybe={"table": _tables, "reason": _texts},
    ),
    _wish(
        _hosts,
        "count_heads",
        heads=st.sampled_from((None, 0, 7, 8, 201)),
        _maybe={"table": _tables},
    ),
    _wish(
        _hosts,
        "write_summary",
        activity=_brainstorms,
        question=st.sampled_from(QUESTIONS),
        points=st.lists(_texts, max_size=4),
        _maybe={"table": _tables},
    ),
    _wish(
        _hosts,
        "agree_summary",
        activity=_brainstorms,
        question=st.sampled_from(QUESTIONS),
        _maybe={"table": _tables, "is_agreed": st.booleans()},
    ),
    _wish(
        _facilitators,
        "say",
        text=_texts,
        to=st.sampled_from(("everyone", "chairs", "table:2", "table:9")),
    ),
    _wish(
        _facilitators,
        "show_on_stage",
        mode=st.sampled_from(("entries", "entries", "auto", "message", "black")),
        entries=st.lists(_nth, max_size=3),
        text=_texts,
    ),
    _wish(
        _facilitators,
        "show_slide",
        activity=st.sampled_from((ARRIVAL, AT_TABLES)),
        slide=st.integers(0, 3),
    ),
    _wish(
        _facilitators,
        "show_table",
        activity=st.sampled_from((HARVEST, HARVEST, AT_TABLES)),
        table=st.sampled_from(("", "1", "2", "9")),
    ),
    _wish(
        _facilitators,
        "show_topic",
        activity=st.sampled_from((TALK, TALK, AT_TABLES)),
        topic=st.sampled_from(("", "roads", "trams", "boats")),
    ),
    _wish(_facilitators, "withdraw_item", activity=st.just(TALK), item=st.just("trams")),
    _wish(
        _facilitators,
        "arrange_stage",
        _maybe={
            "light": st.sampled_from(("auto", "light", "dark")),
            "join_code": st.sampled_from(("auto", "large", "small")),
        },
    ),
    _wish(_facilitators, "undo", seq=_nth),
    _wish(_facilitators, "start_practice"),
    _wish(_facilitators, "stop_practice"),
)
"""Anything that anybody may ask; much of it is refused, as in a real room."""

STIRS: Final = st.builds(Stir, st.sampled_from(("arrive", "leave", "type")), _tables, _people)

VOTES: Final = st.one_of(
    _wish(_facilitators, "open_activity", activity=st.just(DOTS)),
    _wish(
        _actors,
        "cast_ballot",
        activity=st.just(DOTS),
        values=st.dictionaries(
            st.sampled_from(("bikes", "trains", "boats", "cars")), st.integers(0, 2), max_size=3
        ),
        _maybe={"table": _tables, "on_behalf": st.booleans()},
    ),
    _wish(_facilitators, "close_activity", activity=st.just(DOTS), in_s=st.just(0)),
    _wish(_facilitators, "reveal_results", activity=st.just(DOTS), is_revealed=st.booleans()),
    _wish(_facilitators, "look_ahead", activity=st.just(DOTS)),
    _wish(_facilitators, "seal_activity", activity=st.just(DOTS)),
    _wish(
        _facilitators,
        "withdraw_item",
        activity=st.just(DOTS),
        item=st.sampled_from(("bikes", "boats")),
        is_withdrawn=st.booleans(),
    ),
    _wish(
        _facilitators,
        "merge_item",
        activity=st.just(DOTS),
        item=st.sampled_from(("bikes", "trains", "boats")),
        into=st.sampled_from(("bikes", "trains", "boats")),
    ),
)
"""Everything around a vote."""

ACTING: Final = st.one_of(
    _wish(_facilitators, "open_activity", activity=st.just(ACTIONS)),
    _wish(
        _actors,
        "put_action",
        activity=st.just(ACTIONS),
        what=st.sampled_from(("Een loket", "Eén loket", " ")),
        who=st.sampled_from(("", "Ada")),
        by_when=st.sampled_from(("", "1-3-2027", "voor de zomer")),
        _maybe={"action": _nth, "source": st.sampled_from(("bikes", "")), "table": _tables},
    ),
    _wish(_hosts, "remove_action", action=_nth),
    _wish(_facilitators, "close_activity", activity=st.just(ACTIONS), in_s=st.just(0)),
    _wish(
        _facilitators,
        "choose_list",
        activity=st.just(ACTIONS),
        input=st.sampled_from(("", DOTS, AT_TABLES, "future")),
        take_top=st.integers(-1, 2),
        only_highlighted=st.booleans(),
        chosen=st.lists(st.sampled_from(("bikes", "boats")), max_size=2),
    ),
)
"""Everything around the list of actions, and where that comes from."""

COVERING: Final = _wish(_facilitators | st.builds(chair, _tables), "cover", entry=_nth) | st.one_of(
    *(_wish(_facilitators, do, entry=_nth) for do in ("leave", "uncover", "propose_covers"))
)
"""The first letters of contributions are covered, left, or found."""

SCHEDULES: Final = st.lists(st.one_of(WISHES, VOTES, ACTING, COVERING), max_size=40)


def begun(draws: Sequence[Wish], is_practice: bool = False) -> Meeting:
    """A room at work, after these wishes: all is open, everybody has a seat, some wrote."""
    meeting = Meeting.begun(is_practice=is_practice)
    for n, person in enumerate(PEOPLE):
        fulfil(meeting, Wish(participant(person), {"do": "join_table", "table": TABLES[n % 3]}))
        fulfil(meeting, Wish(participant(person), {"do": "introduce", "name": f"Name {n}"}))
    for activity in BRAINSTORMS:
        fulfil(meeting, Wish(FACILITATOR, {"do": "open_activity", "activity": activity}))
        for person in PEOPLE[:4]:
            asked = {"do": "post_entry", "activity": activity, "text": "Van tevoren"}
            fulfil(meeting, Wish(participant(person), asked))
    for wish in draws:
        fulfil(meeting, wish)
    return meeting


def fulfil(meeting: Meeting, wish: Wish) -> bool:
    """Ask what is wished; whether it was granted."""
    meeting.wait(wish.after_ms)
    try:
        meeting.ask(wish.actor, resolve(meeting.room, wish))
    except Refused:
        return False
    return True


def resolve(room: Room, wish: Wish) -> Command:
    """The command, with ids where the wish has numbers. Raises Refused as `read` does."""
    entries, acts = list(room.entries), list(room.acts)
    asked = dict(wish.asked)
    for name in ("entry", "parent"):
        if name in asked:
            asked[name] = _pick(entries, asked[name])
    if asked["do"] in ("cover", "leave", "uncover", "propose_covers"):
        asked["items"] = [_first_letters(room, asked.pop("entry"))]
    if "action" in asked:
        asked["action"] = _pick(list(room.actions), asked["action"])
    if "entries" in asked:
        asked["entries"] = [_pick(entries, n) for n in asked["entries"]]
    if "seq" in asked:
        asked["seq"] = int(_pick(acts, asked["seq"]) or 0)
    return read(asked)


def _first_letters(room: Room, entry: str) -> dict[str, Any]:
    text = room.entries[entry].text[:2] if entry else "Id"
    place = {"kind": "entries", "record": entry, "place": "text", "start": 0, "end": len(text)}
    return {**place, "text": text, "what": "name"}


def stir(room: Room, stirred: Stir) -> None:
    """Let somebody come, go or type."""
    presence = room.presence
    match stirred.do:
        case "arrive":
            presence.arrive(stirred.table, stirred.person)
        case "leave":
            presence.leave(stirred.table, stirred.person)
        case _:
            presence.types(stirred.table, stirred.person, room.room_ms + 6_000)


def _pick(ids: Sequence[str], n: int) -> str:
    # The latest ones first: they are what a room is about.
    return ids[-1 - n % len(ids)] if ids else ""
