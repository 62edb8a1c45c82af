"""The rules against a model of plain dicts that shares nothing with them but the words.

Hypothesis plays a conference; before every command the model says with which code it is refused or
that it is not, and after it what is where.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from appliance.conference.commands import (
    AcceptLate,
    Actor,
    AddTable,
    AgreeSummary,
    ArrangeStage,
    CloseActivity,
    Command,
    CountHeads,
    EditEntry,
    ExtendActivity,
    HideEntry,
    HighlightEntry,
    Introduce,
    JoinTable,
    KeepOpen,
    MergeTable,
    OpenActivity,
    ParkEntry,
    PauseActivity,
    PostEntry,
    ReopenActivity,
    RestoreEntry,
    RetireTable,
    ReturnTable,
    Say,
    SealActivity,
    ShowOnStage,
    ShowSlide,
    SignalTable,
    StartPractice,
    StopPractice,
    Undo,
    WithdrawEntry,
    WriteSummary,
)
from appliance.conference.records import JoinCode, Relation, Role, Signal, StageLight, StageMode
from tests.builders import (
    ARRIVAL,
    AT_TABLES,
    AT_THEMES,
    COFFEE,
    FACILITATOR,
    IN_PLENARY,
    TALK,
    Meeting,
    chair,
    participant,
)

PEOPLE = ("ann", "bob", "cas", "dee", "eve", "fay")
TABLES = ("1", "2", "3", "4")
THEMES = {"1": "care", "2": "care", "3": "work", "4": "work"}
STEPS = (ARRIVAL, AT_TABLES, AT_THEMES, COFFEE, IN_PLENARY, TALK)
SCOPES = {AT_TABLES: "table", AT_THEMES: "theme", IN_PLENARY: "plenary", TALK: "theme"}
MINUTES = {AT_TABLES: 10, COFFEE: 20}
SLIDES = 2
"""Of the presentation."""
QUESTIONS = {
    AT_TABLES: {"why": None, "how": "care"},
    AT_THEMES: {"what": None},
    IN_PLENARY: {"all": None, "workers": "work"},
    TALK: {"roads": None, "trams": "work"},
}
"""The questions of each step, with the theme to whose tables they are put (None: to all)."""

MOST = {AT_TABLES: 2_000, AT_THEMES: 2_000, IN_PLENARY: 200, TALK: 2_000}
STANCES = ("for", "against", "question")

people = st.sampled_from(PEOPLE)
tables = st.sampled_from(TABLES)
steps = st.sampled_from(STEPS)
brainstorms = st.sampled_from(tuple(SCOPES))
questions = st.none() | st.sampled_from(("why", "how", "what", "all", "workers", "roads", "trams"))
texts = st.sampled_from(("Idee", "Plan\r\nB", "x" * 201, " \u200b", "🙂"))
nth = st.integers(0, 30)
relations = st.none() | st.sampled_from(tuple(Relation))
writers = people.map(participant) | tables.map(chair) | st.just(FACILITATOR)
hosts = tables.map(chair) | st.just(FACILITATOR)
written = st.none() | st.integers(-5_000, 5_000)
"""When a phone says that something was written: so many ms before or after now."""


def asked_at(step: str, table: str) -> list[str]:
    """The questions that are put to a table."""
    return [q for q, theme in QUESTIONS[step].items() if theme in (None, THEMES[table])]


class Conference(RuleBasedStateMachine):
    """A conference in which anybody does anything."""

    def __init__(self) -> None:
        """A fresh room, and a model of it."""
        super().__init__()
        self.meeting = Meeting.begun()
        self.seats: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.is_practice = False
        self.steps = {step: fresh_step() for step in STEPS}
        self.entries: dict[str, dict[str, Any]] = {}
        self.tables: dict[str, dict[str, Any]] = {table: fresh_table() for table in TABLES}
        self.summaries: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self.agreed: set[tuple[str, str, str]] = set()
        self.messages: dict[str, dict[str, Any]] = {}
        self.show: dict[str, Any] = {"show": ("auto", (), ""), "stage": ("auto", "auto")}
        self.acts: dict[int, dict[str, Any]] = {}

    @property
    def now(self) -> int:
        """Room time."""
        return self.meeting.room.room_ms

    # -- asking ----------------------------------------------------------------------------------

    def ask(
        self, actor: Actor, command: Command, refused: str, effect: Callable[[str], Any]
    ) -> None:
        """Ask, and see that it is refused as the model says, or has this effect."""
        assert self.meeting.refusal(actor, command) == refused
        if refused:
            return
        answer = self.meeting.ask(actor, command)
        effect(answer.made or "")

    def act(
        self, actor: Actor, command: Command, refused: str, changed: dict[str, Any], **to: Any
    ) -> None:
        """The same for what sets some members; a facilitator's can be taken back."""

        def effect(_: str) -> None:
            before = deepcopy(changed)
            changed.update(to)
            # What was about to close does not do so again once it was taken back.
            before.pop("closes", None)
            # A state goes with its timer, whether or not the timer changed.
            is_whole = "state" in to and before["state"] != changed["state"]
            other = before if is_whole else differing(before, changed)
            # A slide does not go with the state: another one may be shown while it is paused.
            if before.get("slide") == changed.get("slide"):
                other.pop("slide", None)
            if {"in_use", "merged"} & other.keys():
                other |= {"in_use": before["in_use"], "merged": before["merged"]}
            self.remember(actor, changed, other)

        self.ask(actor, command, refused, effect)

    def remember(
        self, actor: Actor, changed: dict[str, Any], before: dict[str, Any] | None
    ) -> None:
        """Keep what the facilitator did, if it did anything: the last twenty."""
        if actor.role is not Role.FACILITATOR or before == {}:
            return
        after = {name: changed[name] for name in before or ()}
        act = {"changed": changed, "before": before, "after": after, "is_undone": False}
        self.acts[self.meeting.room.seq] = act
        for old in list(self.acts)[:-20]:
            del self.acts[old]

    def pick(self, n: int) -> str:
        """The how-manieth entry from the last, or now and then one that is not there."""
        ids = list(self.entries)
        return ids[-1 - n % len(ids)] if ids and n else "gone"

    @initialize(
        is_practice=st.booleans(),
        seated=st.sampled_from((True, True, True, False)),
        planned=st.sets(steps),
    )
    def begin(self, is_practice: bool, seated: bool, planned: set[str]) -> None:
        """Somewhere in the middle, so that something can happen."""
        if is_practice:
            self.start_practice()
        for n, person in enumerate(PEOPLE if seated else ()):
            self.join(person, TABLES[n % 3])
            self.introduce(person, f"Name {n}")
        for step in sorted(set(STEPS) - planned):
            self.open(step, OpenActivity)

    # -- people ----------------------------------------------------------------------------------

    @rule(ms=st.sampled_from((1, 5_000, 61_000, 600_000)))
    def wait(self, ms: int) -> None:
        self.meeting.wait(ms)

    @rule(person=people, table=tables | st.just("9"))
    def join(self, person: str, table: str) -> None:
        refused = self.judge_table(table)
        seat = {person: table}
        self.ask(participant(person), JoinTable(table), refused, lambda _: self.seats.update(seat))

    @rule(person=people, name=st.sampled_from(("Ada", " Bo  de  Wit ", "", "x" * 81)))
    def introduce(self, person: str, name: str) -> None:
        refused = ""
        if person not in self.seats:
            refused = "no_seat"
        elif len(name) > 80:
            refused = "text_too_long"
        told = {person: " ".join(name.split())}
        self.ask(participant(person), Introduce(name), refused, lambda _: self.names.update(told))

    # -- writing ---------------------------------------------------------------------------------

    @rule(
        actor=writers,
        step=brainstorms,
        text=texts,
        question=questions,
        table=tables,
        ago=written,
        to_chair=st.booleans(),
        parent=st.none() | nth,
        relation=relations,
    )
    def post(
        self,
        actor: Actor,
        step: str,
        text: str,
        question: str | None,
        table: str,
        ago: int | None,
        to_chair: bool,
        parent: int | None,
        relation: Relation | None,
    ) -> None:
        is_facilitator = actor.role is Role.FACILITATOR
        at = None if ago is None else self.now + ago
        command = PostEntry(
            activity=step,
            text=text,
            question=question,
            parent=None if parent is None else self.pick(parent),
            relation=relation,
            for_table=table if is_facilitator else None,
            written_ms=at,
            to_chair=to_chair,
        )
        here = table if is_facilitator else actor.table or self.seats.get(actor.person or "")
        refused, entry = self.judge(actor, command, here)
        self.ask(actor, command, refused, lambda made: self.entries.update({made: entry}))

    @rule(person=people, step=brainstorms, to_chair=st.booleans(), ago=written)
    def write(self, person: str, step: str, to_chair: bool, ago: int | None) -> None:
        """What people do most, and often more than once."""
        for _ in range(2):
            self.post(participant(person), step, "Een idee", None, "1", ago, to_chair, None, None)

    @precondition(lambda self: self.entries)
    @rule(person=people, n=nth, relation=relations)
    def react(self, person: str, n: int, relation: Relation | None) -> None:
        """What people do then."""
        step = self.entries.get(self.pick(n), {"step": AT_TABLES})["step"]
        self.post(participant(person), step, "Mee eens", None, "1", None, False, n, relation)

    @precondition(lambda self: self.entries)
    @rule(n=nth, text=texts)
    def edit_own(self, n: int, text: str) -> None:
        """The writer of an entry edits it."""
        entry = self.entries.get(self.pick(n), {})
        self.edit(participant(entry.get("owner") or "ann"), n, text, None)

    @precondition(lambda self: self.entries)
    @rule(n=nth)
    def withdraw_own(self, n: int) -> None:
        """The writer of an entry withdraws it."""
        entry = self.entries.get(self.pick(n), {})
        self.withdraw(participant(entry.get("owner") or "ann"), n)

    def judge(
        self, actor: Actor, command: PostEntry, table: str | None
    ) -> tuple[str, dict[str, Any]]:
        """How a contribution is refused, or what it comes to."""
        step = self.steps[command.activity]
        asked = str(command.relation or "")
        if command.activity != TALK and asked in STANCES:
            return "no_stance", {}
        if command.activity == TALK and command.parent is not None and asked not in ("", "comment"):
            return "answer_only", {}
        if table is None:
            return "no_seat", {}
        if self.judge_table(table):
            return self.judge_table(table), {}
        when = self.when(step, command.written_ms)
        if when == "late" and not command.to_chair:
            return "activity_closed", {}
        if when.startswith("activity"):
            return when, {}
        there = asked_at(command.activity, table)
        question = command.question or there[0]
        if question not in there:
            return "unknown_question", {}
        refused = self.judge_text(command.text, MOST[command.activity])
        is_named = command.activity == AT_THEMES and actor.role is Role.PARTICIPANT
        name = self.names.get(actor.person or "", "") if is_named else ""
        if not refused and is_named and not name:
            refused = "name_needed"
        relation = asked if asked in STANCES else None
        if not refused and command.parent is not None:
            refused = self.judge_parent(command, table)
            relation = asked or "comment"
            question = self.entries.get(command.parent, {}).get("question", "")
        return refused, {
            "step": command.activity,
            "question": question,
            "table": table,
            "text": command.text.replace("\r\n", "\n"),
            "owner": actor.person,
            "name": name,
            "parent": command.parent,
            "relation": relation,
            "by": {Role.PARTICIPANT: "room"}.get(actor.role, str(actor.role)),
            "is_late": step["state"] == "closed",
            **dict.fromkeys(FLAGS, False),
        }

    def when(self, step: dict[str, Any], at: int | None) -> str:
        """Whether something written then is in time, late, or refused with a code."""
        state = step["state"]
        if state in ("planned", "sealed"):
            return f"activity_{state}"
        end = {"paused": step["paused"], "closed": step["closed"]}.get(state)
        if end is None or (at is not None and step["opened"] <= at <= end):
            return "in time"
        return "activity_paused" if state == "paused" else "late"

    def judge_text(self, text: str, most: int) -> str:
        if not text.strip(" \u200b"):
            return "text_empty"
        return "text_too_long" if len(text.replace("\r\n", "\n")) > most else ""

    def judge_parent(self, command: PostEntry, table: str) -> str:
        parent = self.entries.get(command.parent or "")
        if parent is None:
            return "unknown_entry"
        if parent["is_withdrawn"]:
            return "withdrawn"
        scope = SCOPES[command.activity]
        is_near = parent["table"] == table or scope == "plenary"
        is_near |= scope == "theme" and THEMES[parent["table"]] == THEMES[table]
        is_out = parent["is_hidden"] or parent["is_late"]
        if parent["step"] != command.activity or not is_near or is_out:
            return "unknown_entry"
        return "comment_on_comment" if parent["relation"] == "comment" else ""

    def judge_own(self, actor: Actor, entry: dict[str, Any]) -> str:
        if self.steps[entry["step"]]["state"] == "sealed":
            return "activity_sealed"
        if actor.role is Role.PARTICIPANT:
            is_own = entry["owner"] == actor.person
        else:
            is_own = entry["by"] == actor.role and actor.table in (None, entry["table"])
        return "" if is_own else "not_yours"

    @precondition(lambda self: self.entries)
    @rule(actor=writers, n=nth, text=texts, ago=written)
    def edit(self, actor: Actor, n: int, text: str, ago: int | None) -> None:
        entry = self.entries.get(self.pick(n))
        at = None if ago is None else self.now + ago
        refused = "unknown_entry"
        if entry is not None:
            refused = self.judge_edit(actor, entry, text, at)
        to = {"text": text.replace("\r\n", "\n")}
        if entry is not None and to["text"] != entry["text"]:
            to["is_edited"] = True
        command = EditEntry(self.pick(n), text, written_ms=at)
        self.ask(actor, command, refused, lambda _: entry.update(to))

    def judge_edit(self, actor: Actor, entry: dict[str, Any], text: str, at: int | None) -> str:
        if entry["is_withdrawn"]:
            return "withdrawn"
        refused = self.judge_own(actor, entry)
        when = self.when(self.steps[entry["step"]], at)
        if not refused and when != "in time":
            refused = "activity_closed" if when == "late" else when
        return refused or self.judge_text(text, MOST[entry["step"]])

    @precondition(lambda self: self.entries)
    @rule(actor=writers, n=nth)
    def withdraw(self, actor: Actor, n: int) -> None:
        entry = self.entries.get(self.pick(n))
        refused = "unknown_entry" if entry is None else self.judge_own(actor, entry)
        gone = {"is_withdrawn": True, "text": "", "is_highlighted": False}
        self.ask(actor, WithdrawEntry(self.pick(n)), refused, lambda _: entry.update(gone))

    # -- hosting ---------------------------------------------------------------------------------

    def host(self, actor: Actor, command: Any, may_overrule: bool = True, **to: bool) -> None:
        entry = self.entries.get(command.entry)
        refused = ""
        if entry is None:
            refused = "unknown_entry"
        elif entry["is_withdrawn"]:
            refused = "withdrawn"
        elif (actor.role is Role.CHAIR and entry["table"] != actor.table) or (
            actor.role is Role.CHAIR and entry["is_hidden"] and not may_overrule
        ):
            refused = "not_allowed"
        self.act(actor, command, refused, entry or {}, **to)

    @precondition(lambda self: self.entries)
    @rule(actor=hosts, n=nth, on=st.booleans(), data=st.data())
    def host_one(self, actor: Actor, n: int, on: bool, data: st.DataObject) -> None:
        """What hosts do with entries."""
        match data.draw(st.sampled_from(("hide", "restore", "park", "highlight", "accept"))):
            case "hide":
                self.hide(n)
            case "highlight":
                self.highlight(actor, n, on)
            case do:
                getattr(self, do)(actor, n)

    def hide(self, n: int) -> None:
        self.host(FACILITATOR, HideEntry(self.pick(n)), is_hidden=True)

    def restore(self, actor: Actor, n: int) -> None:
        command = RestoreEntry(self.pick(n))
        self.host(actor, command, may_overrule=False, is_hidden=False, is_parked=False)

    def park(self, actor: Actor, n: int) -> None:
        self.host(actor, ParkEntry(self.pick(n)), is_parked=True)

    def highlight(self, actor: Actor, n: int, on: bool) -> None:
        self.host(actor, HighlightEntry(self.pick(n), on), is_highlighted=on)

    def accept(self, actor: Actor, n: int) -> None:
        self.host(actor, AcceptLate(self.pick(n)), is_late=False)

    # -- steps -----------------------------------------------------------------------------------

    def left(self, step: dict[str, Any]) -> int | None:
        return step["left"] if step["ends"] is None else max(0, step["ends"] - self.now)

    @rule(id=steps, data=st.data())
    def go_on(self, id: str, data: st.DataObject) -> None:
        """What the facilitator does with a step: most often what comes next."""
        nexts = {"planned": "open", "open": "pause close", "paused": "reopen close"}
        usual = nexts.get(self.steps[id]["state"], "reopen seal").split()
        match data.draw(
            st.sampled_from(
                (*usual, *usual, "extend", "open", "pause", "close", "close_soon", "keep", "seal")
            )
        ):
            case "open":
                self.open(id, OpenActivity)
            case "reopen":
                self.open(id, ReopenActivity)
            case "extend":
                self.extend(id, data.draw(st.sampled_from((-3_600, -60, 0, 120, 3_601))))
            case do:
                getattr(self, do)(id)

    def open(self, id: str, command: Any) -> None:
        step = self.steps[id]
        state, left = step["state"], step["left"]
        to: dict[str, Any] = {}
        if state == "planned":
            ends = self.now + MINUTES[id] * 60_000 if id in MINUTES else None
            to = {"state": "open", "opened": self.now, "ends": ends, "slide": 1}
        elif state in ("paused", "closed"):
            ends = None if left is None else self.now + left
            to = {"state": "open", "paused": None, "closed": None, "left": None, "ends": ends}
        refused = "activity_sealed" if state == "sealed" else ""
        self.act(FACILITATOR, command(id), refused, step, **to)

    def pause(self, id: str) -> None:
        step = self.steps[id]
        to = {"state": "paused", "paused": self.now, "left": self.left(step), "ends": None}
        to["closes"] = None
        refused = "" if step["state"] in ("open", "paused") else "activity_not_open"
        if step["state"] == "paused":
            to = {}
        self.act(FACILITATOR, PauseActivity(id), refused, step, **to)

    def close(self, id: str) -> None:
        step = self.steps[id]
        to: dict[str, Any] = {}
        if step["state"] in ("open", "paused"):
            to = {"left": self.left(step), "ends": None, "paused": None, "closes": None}
            to |= {"state": "closed", "closed": self.now}
        refused = "activity_not_open" if step["state"] == "planned" else ""
        self.act(FACILITATOR, CloseActivity(id), refused, step, **to)

    def close_soon(self, id: str) -> None:
        """The box is to close it; this is no act yet."""
        step = self.steps[id]
        refused = "activity_not_open" if step["state"] in ("planned", "paused") else ""
        at = self.now + 30_000

        def effect(_: str) -> None:
            if step["state"] == "open" and (step["closes"] or at) >= at:
                step["closes"] = at

        self.ask(FACILITATOR, CloseActivity(id, in_s=30), refused, effect)

    def keep(self, id: str) -> None:
        step = self.steps[id]
        refused = "" if step["state"] in ("open", "paused") else "activity_not_open"
        self.ask(FACILITATOR, KeepOpen(id), refused, lambda _: step.update(closes=None))

    def extend(self, id: str, seconds: int) -> None:
        step, more = self.steps[id], seconds * 1_000
        refused, to = "", {}
        if seconds > 3_600:
            refused = "out_of_range"
        elif step["state"] == "paused":
            to = {"left": max(0, (step["left"] or 0) + more)}
        elif step["state"] == "open":
            to = {"ends": max(max(step["ends"] or 0, self.now) + more, self.now)}
            to |= {"closes": None} if more > 0 else {}
        else:
            refused = "activity_not_open"
        self.act(FACILITATOR, ExtendActivity(id, seconds), refused, step, **to)

    def seal(self, id: str) -> None:
        state = self.steps[id]["state"]
        refused = "" if state in ("closed", "sealed") else "activity_not_closed"

        def effect(_: str) -> None:
            if state == "closed":
                self.steps[id] |= {"state": "sealed", "wrote": self.wrote(id)}
            for entry in self.entries.values():
                if entry["step"] == id:
                    entry["owner"] = None

        self.ask(FACILITATOR, SealActivity(id), refused, effect)

    def wrote(self, id: str) -> int:
        """How many people wrote something that counts, at each table, together."""
        return len(
            {
                (entry["owner"], entry["table"])
                for entry in self.entries.values()
                if entry["step"] == id
                and entry["owner"]
                and entry["relation"] != "comment"
                and not (entry["is_withdrawn"] or entry["is_hidden"] or entry["is_late"])
            }
        )

    # -- the floor -------------------------------------------------------------------------------

    @rule(
        actor=hosts,
        table=tables,
        signal=st.sampled_from(tuple(Signal)),
        why=st.text("a ", max_size=2),
    )
    def signal(self, actor: Actor, table: str, signal: Signal, why: str) -> None:
        is_own = actor.role is Role.FACILITATOR or actor.table == table
        reason = why if why.strip() else ""
        told = self.tables[table]

        def effect(_: str) -> None:
            if (self.signal_of(told), told["reason"]) != (signal, reason):
                since = None if signal == "none" else self.now
                told.update(signal=str(signal), reason=reason, since=since)

        refused = self.judge_table(table) if is_own else "not_allowed"
        self.ask(actor, SignalTable(signal, table, why), refused, effect)

    def signal_of(self, told: Mapping[str, Any]) -> str:
        """Who was ready in an earlier step is not so in the one that runs."""
        running = [s for s in self.steps.values() if s["state"] in ("open", "paused")]
        opened = max((step["opened"] for step in running), default=0)
        is_past = told["signal"] == "ready" and told["since"] < opened
        return "none" if is_past else told["signal"]

    @rule(actor=hosts, table=tables, heads=st.sampled_from((None, 0, 8, 201)))
    def count_heads(self, actor: Actor, table: str, heads: int | None) -> None:
        is_own = actor.role is Role.FACILITATOR or actor.table == table
        refused = self.judge_table(table) if is_own else "not_allowed"
        refused = refused or ("out_of_range" if heads == 201 else "")
        self.act(actor, CountHeads(heads, table), refused, self.tables[table], heads=heads)

    # -- tables ----------------------------------------------------------------------------------

    def judge_table(self, table: str) -> str:
        """How what is asked of a table is refused."""
        if table not in self.tables:
            return "unknown_table"
        return "" if self.tables[table]["in_use"] else "table_not_in_use"

    def is_last(self, table: str) -> bool:
        """Whether no other table is in use."""
        return not any(t["in_use"] for id, t in self.tables.items() if id != table)

    @rule(
        do=st.sampled_from(("retire", "merge", "bring_back", "add")),
        table=tables | st.just("9"),
        into=tables,
    )
    def arrange(self, do: str, table: str, into: str) -> None:
        """What is done with tables."""
        match do:
            case "merge":
                self.merge(table, into)
            case "add":
                self.add_table("sport" if table == "9" else "care")
            case _:
                getattr(self, do)(table)

    def retire(self, table: str) -> None:
        known = self.tables.get(table)
        refused, to = "", {}
        if known is None:
            refused = "unknown_table"
        elif known["in_use"]:
            refused = "last_table" if self.is_last(table) else ""
            to = AWAY
        self.act(FACILITATOR, RetireTable(table), refused, known or {}, **to)

    def bring_back(self, table: str) -> None:
        known = self.tables.get(table)
        refused = "unknown_table" if known is None else ""
        to = {"in_use": True, "merged": None}
        self.act(FACILITATOR, ReturnTable(table), refused, known or {}, **to)

    def merge(self, table: str, into: str) -> None:
        known = self.tables.get(table)
        refused, to = "", {}
        if known is None:
            refused = "unknown_table"
        elif table == into:
            refused = "merge_with_itself"
        elif known["merged"] != into:
            refused = "" if self.tables[into]["in_use"] else "merge_out_of_use"
            to = {**AWAY, "merged": into}
        self.act(FACILITATOR, MergeTable(table, into), refused, known or {}, **to)

    def add_table(self, theme: str) -> None:
        number = str(max(map(int, self.tables)) + 1)

        def effect(made: str) -> None:
            assert made == number
            self.tables[number] = fresh_table()
            self.remember(FACILITATOR, self.tables[number], None)

        refused = "" if theme in THEMES.values() else "unknown_theme"
        self.ask(FACILITATOR, AddTable(theme), refused, effect)

    @rule(
        actor=hosts,
        table=tables,
        step=brainstorms,
        question=questions,
        points=st.lists(texts, max_size=4),
    )
    def summarise(
        self, actor: Actor, table: str, step: str, question: str | None, points: list[str]
    ) -> None:
        question = question or "why"
        refused = self.judge_summary(actor, table, step, question)
        if not refused and len(points) > 3:
            refused = "points_too_many"
        kept = tuple(p.replace("\r\n", "\n") if p.strip(" \u200b") else "" for p in points)
        place = (step, question, table)

        def effect(_: str) -> None:
            if self.summaries.get(place) != kept:
                self.agreed.discard(place)
            self.summaries[place] = kept

        self.ask(actor, WriteSummary(step, question, tuple(points), table), refused, effect)

    @precondition(lambda self: self.summaries)
    @rule(actor=hosts, n=nth, is_agreed=st.sampled_from((True, True, False)))
    def agree(self, actor: Actor, n: int, is_agreed: bool) -> None:
        step, question, table = place = list(self.summaries)[n % len(self.summaries)]
        refused = self.judge_summary(actor, table, step, question)
        if not refused and is_agreed and not any(self.summaries[place]):
            refused = "summary_empty"

        def effect(_: str) -> None:
            (self.agreed.add if is_agreed else self.agreed.discard)(place)

        self.ask(actor, AgreeSummary(step, question, table, is_agreed), refused, effect)

    def judge_summary(self, actor: Actor, table: str, step: str, question: str) -> str:
        if actor.role is Role.CHAIR and actor.table != table:
            return "not_allowed"
        if self.judge_table(table):
            return self.judge_table(table)
        # What is on a list is known once the step was opened.
        is_listed = step != TALK or question != "trams" or self.steps[step]["state"] != "planned"
        is_asked = question in asked_at(step, table) and is_listed
        return "" if is_asked else "unknown_question"

    @rule(text=texts, to=st.sampled_from(("everyone", "chairs", "table:2", "table:9", "all")))
    def say(self, text: str, to: str) -> None:
        refused = "bad_command" if to == "all" else ""
        if to.startswith("table:"):
            refused = self.judge_table(to.removeprefix("table:"))

        def effect(made: str) -> None:
            self.messages[made] = {"text": text.replace("\r\n", "\n"), "to": to}
            self.remember(FACILITATOR, self.messages[made], None)

        self.ask(FACILITATOR, Say(text, to), refused or self.judge_text(text, 500), effect)

    @rule(mode=st.sampled_from(tuple(StageMode)), chosen=st.lists(nth, max_size=4), text=texts)
    def show_on_stage(self, mode: StageMode, chosen: list[int], text: str) -> None:
        ids = tuple(dict.fromkeys(self.pick(n) for n in chosen))
        refused, shown = "", (str(mode), (), "")
        if mode is StageMode.ENTRIES:
            shown = (str(mode), ids, "")
            refused = self.judge_shown(ids)
        elif mode is StageMode.MESSAGE:
            shown = (str(mode), (), text.replace("\r\n", "\n"))
            refused = self.judge_text(text, 500)
        self.act(FACILITATOR, ShowOnStage(mode, ids, text), refused, self.show, show=shown)

    def judge_shown(self, ids: Iterable[str]) -> str:
        ids = list(ids)
        if len(ids) > 3:
            return "too_many_on_stage"
        for entry in (self.entries.get(id) for id in ids):
            if entry is not None and entry["is_withdrawn"]:
                return "withdrawn"
            if entry is None or entry["is_hidden"] or entry["is_late"]:
                return "unknown_entry"
        return ""

    @rule(
        light=st.none() | st.sampled_from(tuple(StageLight)),
        code=st.none() | st.sampled_from(tuple(JoinCode)),
    )
    def arrange_stage(self, light: StageLight | None, code: JoinCode | None) -> None:
        was = self.show["stage"]
        look = (str(light or was[0]), str(code or was[1]))
        self.act(FACILITATOR, ArrangeStage(light, code), "", self.show, stage=look)

    @rule(id=st.sampled_from((ARRIVAL, ARRIVAL, AT_TABLES)), slide=st.integers(0, 3))
    def show_slide(self, id: str, slide: int) -> None:
        step = self.steps[id]
        refused = "" if step["state"] in ("open", "paused") else "activity_not_open"
        if id != ARRIVAL or not 1 <= slide <= SLIDES:
            refused = "unknown_slide"
        self.act(FACILITATOR, ShowSlide(id, slide), refused, step, slide=slide)

    # -- undo and practice -----------------------------------------------------------------------

    @precondition(lambda self: self.acts)
    @rule(n=st.integers(0, 5))
    def undo(self, n: int) -> None:
        seq = list(self.acts)[-1 - n % len(self.acts)]
        act = self.acts[seq]
        changed, before, after = act["changed"], act["before"], act["after"]
        refused = ""
        if not act["is_undone"]:
            refused = self.judge_undo(changed, before, after)

        def effect(_: str) -> None:
            if act["is_undone"]:
                return
            act["is_undone"] = True
            if before is None:
                self.messages = {i: m for i, m in self.messages.items() if m is not changed}
                self.tables = {i: t for i, t in self.tables.items() if t is not changed}
                return
            changed.update(before)
            if "state" in before:
                changed["closes"] = None

        self.ask(FACILITATOR, Undo(seq), refused, effect)

    def judge_undo(self, changed: Any, before: Any, after: Any) -> str:
        table = next((id for id, table in self.tables.items() if table is changed), None)
        if table is not None and not self.may_stand(table, before):
            return "cannot_undo"
        if before is None:
            return ""
        id = next((id for id, step in self.steps.items() if step is changed), None)
        is_written = any(entry["step"] == id for entry in self.entries.values())
        has_begun = before.get("state") == "planned" and is_written
        stands = all(changed[name] == value for name, value in after.items())
        return "cannot_undo" if has_begun or not stands else ""

    def may_stand(self, table: str, before: Any) -> bool:
        """Whether a table may be as it was before; None: not there. Nobody sits at a new one."""
        if before is not None and before.get("in_use", self.tables[table]["in_use"]):
            return True
        into = (before or {}).get("merged")
        return not self.is_last(table) and (into is None or self.tables[into]["in_use"])

    @precondition(lambda self: self.entries or self.summaries)
    @rule()
    def start_practice(self) -> None:
        is_begun = any(step["state"] != "planned" for step in self.steps.values())
        is_counted = any(table["heads"] is not None for table in self.tables.values())
        is_real = is_begun or is_counted or self.entries or self.summaries
        refused = "practice_too_late" if is_real and not self.is_practice else ""

        def effect(_: str) -> None:
            self.is_practice = True

        self.ask(FACILITATOR, StartPractice(), refused, effect)

    @precondition(lambda self: self.is_practice)
    @rule(is_meant=st.sampled_from((False, False, True)))
    def stop_practice(self, is_meant: bool) -> None:
        if is_meant:
            self.ask(FACILITATOR, StopPractice(), "", lambda _: self.wipe())

    def wipe(self) -> None:
        self.is_practice = False
        self.steps = {step: fresh_step() for step in STEPS}
        for table in self.tables.values():
            table.update(QUIET)
        self.show = {"show": ("auto", (), ""), "stage": (self.show["stage"][0], "auto")}
        for kept in (self.entries, self.summaries, self.messages, self.acts, self.names):
            kept.clear()
        self.agreed.clear()

    # -- what is where ---------------------------------------------------------------------------

    @invariant()
    def the_room_is_as_the_model_says(self) -> None:
        room = self.meeting.room
        assert {p.id: p.table for p in room.people.values()} == self.seats
        named = {p.id: p.name for p in room.people.values() if p.name}
        assert named == {person: name for person, name in self.names.items() if name}
        assert room.conference.is_practice is self.is_practice
        assert {
            t.id: {
                "in_use": t.is_in_use,
                "merged": t.merged_into,
                "signal": t.signal,
                "reason": t.reason,
                "since": t.signalled_room_ms,
                "heads": t.heads,
            }
            for t in room.tables.values()
        } == self.tables
        assert {
            (s.activity, s.question, s.table): s.points for s in room.summaries.values()
        } == self.summaries
        agreed = {(s.activity, s.question, s.table) for s in room.summaries.values() if s.is_agreed}
        assert agreed == self.agreed
        said = {m.id: {"text": m.text, "to": m.to} for m in room.messages.values()}
        assert said == self.messages
        show = room.conference.show
        assert (show.mode, show.entries, show.text) == self.show["show"]
        stage = room.conference.stage
        assert (stage.light, stage.join_code) == self.show["stage"]

    @invariant()
    def the_steps_are_as_the_model_says(self) -> None:
        found = {
            a.id: {
                "state": a.state,
                "opened": a.opened_room_ms,
                "paused": a.paused_room_ms,
                "closed": a.closed_room_ms,
                "ends": a.ends_at_room_ms,
                "left": a.remaining_ms,
                "closes": a.closes_at_room_ms,
                "slide": a.slide,
            }
            for a in self.meeting.room.activities.values()
            if a.id in STEPS
        }
        wrote = {id: step["wrote"] for id, step in self.steps.items() if "wrote" in step}
        plain = {id: without(step, "wrote") for id, step in self.steps.items()}
        assert found == plain
        for id, n in wrote.items():
            kept = self.meeting.room.activities[id].contributed
            assert kept.get("all") == (n if n >= 5 else None)

    @invariant()
    def the_entries_are_as_the_model_says(self) -> None:
        found = {
            e.id: {
                "step": e.activity,
                "question": e.question,
                "table": e.table,
                "text": e.text,
                "owner": e.owner,
                "name": e.name,
                "parent": e.parent,
                "relation": e.relation,
                "by": e.origin,
                "is_late": e.is_late,
                **{name: getattr(e, name) for name in FLAGS},
            }
            for e in self.meeting.room.entries.values()
        }
        assert found == self.entries

    @invariant()
    def the_acts_are_as_the_model_says(self) -> None:
        found = {int(act.id): act.is_undone for act in self.meeting.room.acts.values()}
        assert found == {seq: act["is_undone"] for seq, act in self.acts.items()}


FLAGS = ("is_edited", "is_withdrawn", "is_hidden", "is_parked", "is_highlighted")


def fresh_step() -> dict[str, Any]:
    times = dict.fromkeys(("opened", "paused", "closed", "ends", "left", "closes"))
    return {"state": "planned", "slide": 1, **times}


QUIET: dict[str, Any] = {"signal": "none", "reason": "", "since": None, "heads": None}
AWAY: dict[str, Any] = {"in_use": False, "merged": None, **QUIET}


def fresh_table() -> dict[str, Any]:
    return {"in_use": True, "merged": None, **QUIET}


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The members of `before` that are otherwise after."""
    return {name: value for name, value in before.items() if after[name] != value}


def without(step: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in step.items() if key != name}


Conference.TestCase.settings = settings(max_examples=30, stateful_step_count=50, deadline=None)
TestConference = Conference.TestCase


# -- a long day --------------------------------------------------------------------------------


def something(conference: Conference, dice: Random) -> None:
    """One thing that happens, as often as it does in a room."""
    person, table, n = dice.choice(PEOPLE), dice.choice(TABLES), dice.randrange(12)
    actor = dice.choice((participant(person), participant(person), chair(table), FACILITATOR))
    host = dice.choice((chair(table), FACILITATOR))
    step, brainstorm = dice.choice(STEPS), dice.choice(tuple(SCOPES))
    question = dice.choice((None, None, *QUESTIONS[brainstorm]))
    text = dice.choice(("Idee", "Plan\r\nB", "x" * 201, " \u200b", "🙂"))
    at = dice.choice((None, None, -90_000, -2_000, 5))
    is_so = dice.random() < 0.5
    relation = dice.choice((None, None, *Relation))
    entry = conference.entries.get(conference.pick(n), {})
    match dice.choices(range(len(OFTEN)), OFTEN)[0]:
        case 0:
            conference.write(person, brainstorm, is_so, at)
        case 1:
            parent = n if dice.random() < 0.3 else None
            conference.post(actor, brainstorm, text, question, table, at, is_so, parent, relation)
        case 2:
            conference.react(person, n, relation)
        case 3:
            conference.edit(participant(entry.get("owner") or person), n, text, at)
        case 4:
            conference.edit(actor, n, text, at)
        case 5:
            conference.withdraw(participant(entry.get("owner") or person), n)
        case 6:
            do = dice.choice((conference.restore, conference.park, conference.accept))
            do(chair(entry.get("table") or table) if is_so else host, n)
        case 7:
            conference.highlight(host, n, is_so)
        case 8:
            conference.hide(n)
        case 9:
            conference.open(step, dice.choice((OpenActivity, ReopenActivity)))
        case 10:
            do = (conference.pause, conference.close, conference.close_soon, conference.keep)
            dice.choice(do)(step)
        case 11:
            conference.extend(step, dice.choice((-3_600, -60, 0, 120, 3_601)))
        case 12:
            conference.seal(step)
        case 13:
            if conference.acts:
                conference.undo(n)
        case 14:
            conference.join(person, dice.choice((table, table, "9")))
        case 15:
            conference.introduce(person, dice.choice(("Ada", " Bo  de  Wit ", "", "x" * 81)))
        case 16:
            chosen = [dice.randrange(9) for _ in range(dice.randrange(5))]
            conference.show_on_stage(dice.choice(tuple(StageMode)), chosen, text)
        case 17:
            conference.say(text, dice.choice(("everyone", "chairs", "table:2", "table:9", "all")))
        case 18:
            conference.signal(host, table, dice.choice(tuple(Signal)), dice.choice(("", " ", "a")))
        case 19:
            points = [text] * dice.randrange(5)
            conference.summarise(host, table, brainstorm, question, points)
        case 20:
            conference.wait(dice.choice((1, 5_000, 61_000)))
        case 21:
            light = dice.choice((None, *StageLight))
            conference.arrange_stage(light, dice.choice((None, *JoinCode)))
        case 22:
            conference.start_practice()
            if conference.is_practice:
                conference.stop_practice(is_meant=True)
        case 23:
            which = dice.choice(("retire", "merge", "bring_back", "bring_back", "add"))
            conference.arrange(which, dice.choice((*TABLES, "9")), table)
        case 24:
            conference.show_slide(dice.choice((ARRIVAL, ARRIVAL, step)), dice.randrange(4))
        case 25:
            conference.count_heads(host, table, dice.choice((None, 0, 8, 8, 201)))


OFTEN = (20, 6, 9, 4, 3, 3, 9, 4, 3, 7, 8, 2, 1, 4, 3, 2, 7, 2, 2, 3, 7, 2, 1, 5, 5, 3)
"""How often each of these happens, beside the others."""


@pytest.mark.parametrize("seed", range(12))
def test_on_a_long_day_the_room_stays_as_the_model_says(seed):
    dice = Random(seed)
    conference = Conference()
    conference.begin(is_practice=dice.random() < 0.3, seated=True, planned=set())
    for _ in range(300):
        something(conference, dice)
        conference.the_room_is_as_the_model_says()
        conference.the_steps_are_as_the_model_says()
        conference.the_entries_are_as_the_model_says()
        conference.the_acts_are_as_the_model_says()


def test_a_long_day_meets_every_refusal_that_can_be_met_in_it(monkeypatch):
    """So that the days above are worth their while."""
    met = Counter()
    ask = Conference.ask

    def count(self, actor, command, refused, effect):
        met[type(command).__name__, refused] += 1
        ask(self, actor, command, refused, effect)

    monkeypatch.setattr(Conference, "ask", count)
    for seed in range(12):
        dice = Random(seed)
        conference = Conference()
        conference.begin(is_practice=dice.random() < 0.3, seated=True, planned=set())
        for _ in range(300):
            something(conference, dice)
    refusals = {refused for _, refused in met}
    assert refusals >= {
        *("activity_closed", "activity_not_closed", "activity_not_open", "activity_paused"),
        *("activity_planned", "activity_sealed", "bad_command", "cannot_undo"),
        *("merge_out_of_use", "merge_with_itself", "table_not_in_use"),
        *("comment_on_comment", "name_needed", "not_allowed", "not_yours", "out_of_range"),
        *("points_too_many", "practice_too_late", "text_empty", "text_too_long"),
        *("too_many_on_stage", "unknown_entry", "unknown_question", "unknown_table", "withdrawn"),
        *("answer_only", "no_stance", "unknown_slide"),
    }
    granted = {command for command, refused in met if not refused}
    assert granted == {name for name, _ in met}
