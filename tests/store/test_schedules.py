"""Whatever is written, in whatever order, with the plug pulled anywhere, comes back right."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from appliance.conference.change import Answer, Batch, Change
from appliance.conference.records import Activity, Conference, Entry, Person, State
from appliance.store import Store, verify

from .builders import BRAINSTORM, CONFERENCE, MEMORY, OTHER, Hand, Model, by_id, entry, person

IDS = st.integers(0, 9).map(lambda number: f"e{number}")
PEOPLE = st.sampled_from(["sanne", "achmed", "p" * 36, "ö"])
ACTIVITIES = st.sampled_from([BRAINSTORM.id, OTHER.id])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@dataclass
class Pair:
    """A store and its model as one; `before` is the model without the last batch."""

    real: Store
    model: Model = field(default_factory=Model)
    before: Model = field(default_factory=Model)

    @property
    def seq(self) -> int:
        return self.real.seq

    @property
    def room_ms(self) -> int:
        return self.real.room_ms

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self.real.answers

    def records(self):
        return self.model.records()

    def append(self, batch: Batch) -> None:
        self.before = self.model.copy()
        self.real.append(batch)
        self.model.append(batch)

    def checkpoint(self) -> None:
        self.real.checkpoint()

    def close(self) -> None:
        self.real.close()


class Schedules(RuleBasedStateMachine):
    """Batches, checkpoints, strikes, restarts and crashes in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(mkdtemp(prefix="tafelronde-schedules-", dir=MEMORY))
        self.folder = self.base / "0"
        self.pair = Pair(Store.open(self.folder, "0"))
        self.hand = Hand(self.pair)
        self.hand.make(replace(CONFERENCE, is_practice=True), BRAINSTORM, OTHER)
        self.may_tear = False

    def teardown(self) -> None:
        self.pair.close()
        shutil.rmtree(self.base)

    def entries(self) -> dict[str, Entry]:
        return {r.id: r for r in self.pair.records() if isinstance(r, Entry)}

    def is_open(self, activity: str) -> bool:
        return self.hand.now(Activity, activity).state is State.OPEN

    @rule(id=IDS, owner=PEOPLE, activity=ACTIVITIES, text=TEXTS, name=st.sampled_from(["", "Bo"]))
    def post(self, id: str, owner: str, activity: str, text: str, name: str) -> None:
        if id not in self.entries() and self.is_open(activity):
            made = entry(id, owner, activity=activity, text=text, name=name)
            self.write(lambda: self.hand.make(made))

    @rule(id=IDS, text=TEXTS)
    def edit(self, id: str, text: str) -> None:
        if id in self.entries():
            self.write(lambda: self.hand.alter(Entry, id, text=text))

    @rule(id=IDS)
    def remove(self, id: str) -> None:
        if id in self.entries():
            self.write(lambda: self.hand.end(Entry, id))

    @rule(id=PEOPLE, table=st.sampled_from(["1", "2"]))
    def join(self, id: str, table: str) -> None:
        if id not in {r.id for r in self.pair.records() if isinstance(r, Person)}:
            self.write(lambda: self.hand.make(person(id, table)))

    @rule(activity=ACTIVITIES)
    def seal(self, activity: str) -> None:
        if self.is_open(activity):
            self.write(lambda: self.hand.seal(activity), may_tear=False)
            self.pair.model.deal_answers()

    @precondition(lambda self: self.hand.now(Conference, CONFERENCE.id).is_practice)
    @rule()
    def end_practice(self) -> None:
        self.write(self.hand.end_practice, may_tear=False)

    @rule()
    def checkpoint(self) -> None:
        self.pair.checkpoint()
        # Whoever finds a checkpoint finds the line that it stands for: that one is long on disk.
        self.may_tear = False

    @rule(seq=st.integers(1, 30))
    def strike(self, seq: int) -> None:
        self.pair.real.strike([seq], "on request")
        self.may_tear = False

    @rule(id=IDS)
    def erase(self, id: str) -> None:
        if id in self.entries():
            gone = self.hand.now(Entry, id)
            blank = replace(gone, text="", name="", is_withdrawn=True)
            words = frozenset(filter(None, (id, gone.text, gone.name)))
            self.write(lambda: self.hand.write(Change(gone, blank), erases=words), may_tear=False)

    @rule()
    def restart(self) -> None:
        self.pair.close()
        self.reopen(self.folder)

    @rule(keep=st.floats(0, 1))
    def crash(self, keep: float) -> None:
        """As after SIGKILL, or with `keep` of the last line on the disk after a power cut."""
        image = self.base / str(int(self.folder.name) + 1)
        shutil.copytree(self.folder, image)
        self.pair.close()
        if self.may_tear:
            lines = (image / "journal").read_bytes().splitlines(keepends=True)
            last = lines.pop()
            kept = last[: int(keep * len(last))]
            (image / "journal").write_bytes(b"".join(lines) + kept)
            if kept != last:
                self.pair.model = self.pair.before
        self.reopen(image)

    def write(self, act, *, may_tear: bool = True) -> None:
        act()
        self.may_tear = may_tear

    def reopen(self, folder: Path) -> None:
        told_ms = self.pair.model.room_ms
        self.folder = folder
        self.pair.real = Store.open(folder, folder.name)
        assert self.pair.real.damage == ()
        assert self.pair.room_ms >= told_ms
        self.may_tear = False

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        real, model = self.pair.real, self.pair.model
        assert by_id(real) == by_id(model)
        assert (real.seq, dict(real.answers)) == (model.seq, dict(model.answers))

    @invariant()
    def the_journal_is_intact(self) -> None:
        verdict = verify(self.folder)
        assert (verdict.is_intact, verdict.head) == (True, self.pair.real.head)


def _as_test(examples: int) -> type:
    class Case(Schedules.TestCase):
        settings = settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        )

    return Case


test_schedules_of_batches_crashes_and_restarts_keep_every_record = _as_test(30)
test_many_schedules_keep_every_record = pytest.mark.slow(_as_test(300))
